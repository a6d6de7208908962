"""What outcomes share: results worked out once a quarter, and once a run for what never changes.

Sums avoid the linear algebra library, whose order of summation may depend on the number of threads.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from model.state.kept import Kept, kept_for
from model.state.state import Array, BoolArray
from model.world import World


class Measures:
    """A view on one world at the end of one quarter, made anew for each record.

    `once` keeps the results of functions for this quarter, `of_run` those of functions of fixed columns for the
    whole run (columns owned by `population`, parameters and laws); so no outcome repeats the work of another.
    """

    def __init__(self, world: World) -> None:
        """Look at `world` as it is now."""
        self.world = world
        self.state = world.state
        self._run = kept_for(world)
        self._quarter: Kept = {}

    def once[Result](self, function: Callable[[Measures], Result]) -> Result:
        """Return `function(self)`, computed at most once a quarter."""
        found: Result | None = self._quarter.get(function)
        if found is None:
            found = self._quarter[function] = function(self)
        return found

    def of_run[Result](self, function: Callable[[World], Result]) -> Result:
        """Return `function(world)`, computed at most once a run; it may look at fixed columns only."""
        found: Result | None = self._run.get(function)
        if found is None:
            found = self._run[function] = function(self.world)
        return found


def total(values: Array | BoolArray, weights: Array) -> float:
    """Return the sum of values x weights: the mean, for weights that sum to 1; always in the same order.

    Values may be yes or no: then it is the weight of those with yes.
    """
    return float(np.add.reduce(values * weights))


def totals(values: Array, weights: Array) -> Array:
    """Return the weighted sum of each row of `values` (kinds x agents), always in the same order.

    Arrays of outcomes have the kind (theme, law, market) first: sums over agents are several times faster so.
    """
    sums: Array = np.einsum("kj,j->k", values, weights)
    return sums


def totals_each(values: Array, weights: Array) -> Array:
    """Return the sum of each row of `values` with each row of `weights` (kinds x weights), in the same order."""
    sums: Array = np.einsum("kj,wj->kw", values, weights)
    return sums


def kinds_first(values: Array) -> Array:
    """Return agents x kinds as kinds x agents, laid out in that order; not to be changed."""
    return np.ascontiguousarray(values.T)


def shares(weights: Array) -> Array:
    """Return weights that sum to 1; all 0 when there is nothing to weigh."""
    whole = float(weights.sum())
    return weights / whole if whole > 0 else np.zeros(len(weights))


def ratio(part: float, whole: float) -> float:
    """Return part over whole, 0 when there is no whole."""
    return part / whole if whole > 0 else 0.0
