"""What a statistic is: a number that somebody counted, asked or assessed, as the model would give it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.state.state import Array, BoolArray
from model.world import World

Combine = Literal["last", "mean", "difference", "ratio"]
"""How quarters make one number: the last one, their mean, the last minus the first, the last over the first minus 1."""

ENOUGH = 30
"""Agents behind a share, for a standard error of about .09 at most, unless a statistic says otherwise."""

_LEAST = 1e-6
"""What stands for nothing at all on a logarithmic scale: far from every observation."""


@dataclass(frozen=True)
class Statistic:
    """A number that the model can give for an observation.

    Attributes:
        name: its name in `scenarios/data/observations.csv`.
        meaning: what it is.
        unit: unit of the value.
        measured_on: the agents behind it.
        look: returns at the end of a quarter the value and the number of agents behind it, shape (2,).
        combine: how quarters make one number.
        needed: fewest agents for the value to be used.
    """

    name: str
    meaning: str
    unit: str
    measured_on: str
    look: Callable[[World], Array]
    combine: Combine = "mean"
    needed: int = ENOUGH

    def wanted(self, date: int, start: int, end: int) -> bool:
        """Say whether a quarter of a period is looked at; all of them count from year 0."""
        if self.combine == "mean":
            return start <= date <= end
        return date == end or (date == start and self.combine != "last")

    def combined(self, looks: Array) -> tuple[float, int]:
        """Return one value, and the fewest agents behind it.

        Args:
            looks: what `look` returned in the quarters that are wanted, quarters x 2.
        """
        first, last = float(looks[0, 0]), float(looks[-1, 0])
        value = {
            "last": last,
            "mean": float(looks[:, 0].mean()),
            "difference": last - first,
            "ratio": last / first - 1.0 if first else float("nan"),
        }[self.combine]
        return value, int(looks[:, 1].min())


def share(weight: Array, passing: Array | BoolArray) -> Array:
    """Return the weighted share of what passes, and the number of agents that have weight; nan without any."""
    total = float(np.add.reduce(weight))
    value = float(np.add.reduce(weight * passing)) / total if total > 0 else float("nan")
    return np.array([value, np.count_nonzero(weight)])


def on_log_scale(looked: Array) -> Array:
    """Return a look whose value is the logarithm to base 10: for what is known up to a factor."""
    value, agents = looked
    return np.array([np.log10(max(value, _LEAST)), agents])
