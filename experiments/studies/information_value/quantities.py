"""What could be measured: each parameter that varies over the draws, and each mechanism with all of its parameters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.runs.sweeps.sampling import DUMMY
from experiments.studies.information_value.smoothing import positions
from model.state.state import Array

PARAMETER, MECHANISM = "parameter", "mechanism"
KINDS = (MECHANISM, PARAMETER)
FEWEST_VALUES = 2
"""A parameter with fewer different values over the draws is known already."""


@dataclass(frozen=True, eq=False)
class Quantity:
    """Something that could be measured; `places` is draws x parameters: the ranks of its values, 0-1."""

    kind: str
    name: str
    mechanism: str
    parameters: int
    places: Array


def quantities(names: Sequence[str], values: Array, weights: Array) -> list[Quantity]:
    """Return mechanisms and then parameters, in the order of the columns; the dummy is none.

    Args:
        names: full names of the columns.
        values: draws x columns.
        weights: by draw, adding up to 1.
    """
    varied = [
        place for place, name in enumerate(names) if name != DUMMY and len(np.unique(values[:, place])) >= FEWEST_VALUES
    ]
    places = positions(values[:, varied], weights)
    groups: dict[str, list[int]] = {}
    for number, place in enumerate(varied):
        groups.setdefault(names[place].partition(".")[0], []).append(number)
    found = [Quantity(MECHANISM, name, name, len(own), places[:, own]) for name, own in groups.items()]
    return found + [
        Quantity(PARAMETER, names[place], names[place].partition(".")[0], 1, places[:, [number]])
        for number, place in enumerate(varied)
    ]
