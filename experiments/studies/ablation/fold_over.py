"""Which switches are thrown together: one at a time, and a two-level fractional factorial of resolution IV.

The factorial is the fold-over of a Hadamard matrix of Sylvester's kind: H over -H, a column a switch. Main effects
are free of interactions of two switches; they are mixed with interactions of three (Box and Hunter 1961,
Technometrics 3(3), 311-351). Columns that no switch uses measure what is left: noise, and interactions of an odd
number of switches.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.linalg import hadamard

from experiments.runs.sweeps.sampling import Points
from model import catalogue
from model.errors import InputError
from model.parameters import declared
from model.state.state import Array

ON, OFF = 1.0, 0.0


def switches(fixed: Collection[str] = ()) -> tuple[str, ...]:
    """Return the full names of all switches but those in `fixed`, sorted by group.

    Raises:
        InputError: when none is left.
    """
    catalogue.load()
    found = tuple(name for name, each in declared().items() if each.role == "switch" and name not in fixed)
    if not found:
        raise InputError("--set: every switch has a value; leave some free, so that there is something to switch off")
    return found


def leave_one_out(names: Sequence[str]) -> Points:
    """Return one point with everything on, and then a point a switch with that one off."""
    values = np.full((len(names) + 1, len(names)), ON)
    values[np.arange(1, len(names) + 1), np.arange(len(names))] = OFF
    return Points(tuple(names), values)


@dataclass(frozen=True, eq=False)
class FoldOver:
    """A fractional factorial of resolution IV.

    `signs` is points x columns, 1 (on) or -1 (off): a column a switch, and then those that no switch uses.
    """

    names: tuple[str, ...]
    signs: Array

    @property
    def points(self) -> Points:
        """The points in parameter space."""
        on = self.signs[:, : len(self.names)] > 0
        return Points(self.names, np.where(on, ON, OFF))

    def contrasts(self, values: Array) -> Array:
        """Return the mean with a switch on less that with it off, columns x anything; `values` is points x anything."""
        half = len(self.signs) / 2.0
        result: Array = np.tensordot(self.signs.T / half, values, axes=1)
        return result

    def generators(self) -> tuple[str, ...]:
        """Return for each switch the product of switches that its column is; empty for those that are free.

        Column 0 and those numbered by a power of two are free. The column with number j = 2^a + 2^b + ... is the
        product of the columns 2^a, 2^b, ..., and of column 0 when these are even in number.
        """
        found = []
        for place in range(len(self.names)):
            parts = [1 << bit for bit in range(place.bit_length()) if place >> bit & 1]
            if len(parts) <= 1:
                found.append("")
                continue
            factors = [0, *parts] if len(parts) % 2 == 0 else parts
            found.append(" x ".join(self.names[part] for part in factors))
        return tuple(found)


def fold_over(names: Sequence[str]) -> FoldOver:
    """Return the smallest fold-over with a column for every switch; its first point has everything on."""
    order = 1 << (len(names) - 1).bit_length()
    matrix = hadamard(order).astype(np.float64)
    return FoldOver(tuple(names), np.vstack([matrix, -matrix]))
