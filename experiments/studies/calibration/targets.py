"""What the model is held against, as arrays; the simulator and its observations are handed in.

The real simulator is `observe_all` of `model.observations.observing`: one run of a world under existing policy gives
all observations of that world. Observations that are kept apart are left out here and never looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from model.errors import InputError, unknown_name
from model.state.state import Array


class Observation(Protocol):
    """Something observed in the real world; `value`, `tolerance` and `discrepancy` in the unit of the model.

    `discrepancy` is the standard deviation of what the model leaves out even at its best parameters.
    """

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def target(self) -> str:
        """The row of the table of targets it belongs to."""

    @property
    def world(self) -> str:
        """The world in which it is measured."""

    @property
    def value(self) -> float:
        """What was observed."""

    @property
    def tolerance(self) -> float:
        """How far the truth may be from that."""

    @property
    def discrepancy(self) -> float:
        """What the model leaves out."""

    @property
    def kept_apart(self) -> bool:
        """Whether it is not used in the fit."""


class Measured(Protocol):
    """An observation in a run: its value, and the number of agents behind it."""

    @property
    def value(self) -> float:
        """The value, in the unit of the observation."""

    @property
    def agents(self) -> int:
        """On how many agents it was measured."""


Simulator = Callable[[str, Mapping[str, float], int, Sequence[Any]], Mapping[str, Any]]
"""World, parameters by full name, seed and the observations of that world; returns `Measured` by id."""


@dataclass(frozen=True, eq=False)
class Targets:
    """Observed values with the variance of tolerance and discrepancy together; all by observation."""

    ids: tuple[str, ...]
    value: Array
    variance: Array

    def with_value(self, value: Array) -> Targets:
        """Return the same with other observed values."""
        return Targets(self.ids, value, self.variance)


def fitted(observations: Sequence[Observation], asked: Sequence[str], where: str) -> tuple[Observation, ...]:
    """Return the observations of the fit: those asked for by id or target, or all, that are not kept apart.

    Raises:
        InputError: for a name that is unknown or only of what is kept apart, or when nothing is left.
    """
    used = tuple(each for each in observations if not each.kept_apart)
    known = {each.id for each in used} | {each.target for each in used}
    for name in asked:
        if name not in known:
            raise unknown_name(where, "observation of the fit", name, sorted(known))
    chosen = tuple(each for each in used if not asked or each.id in asked or each.target in asked)
    if not chosen:
        raise InputError(f"{where}: no observation is left to fit; allowed: at least one that is not kept apart")
    return chosen


def targets_of(observations: Sequence[Observation], tolerance_deviations: float) -> Targets:
    """Return what observations ask.

    Args:
        observations: of the fit.
        tolerance_deviations: how many standard deviations a tolerance stands for.

    Raises:
        InputError: for an observation with neither tolerance nor discrepancy, which no run could meet.
    """
    spread = np.array([each.tolerance for each in observations], dtype=np.float64) / tolerance_deviations
    variance = spread**2 + np.array([each.discrepancy for each in observations], dtype=np.float64) ** 2
    for each, found in zip(observations, variance, strict=True):
        if not found > 0:
            raise InputError(f"observation {each.id}: tolerance and discrepancy are 0; allowed: one of them above 0")
    value = np.array([each.value for each in observations], dtype=np.float64)
    return Targets(tuple(each.id for each in observations), value, variance)
