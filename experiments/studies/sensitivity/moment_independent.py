"""A check that does not look at variance: PAWN (Pianosi & Wagener 2015, 2018), from the points that are there.

The index of a parameter is the mean, over slices of its range, of the largest distance between the distribution of
an outcome within the slice and over the whole sample. With few points in a slice it is well above 0 for a parameter
that does nothing, and it depends on the number of slices (Puy, Lo Piano & Saltelli 2020): only the comparison with
dummies says something. Points of a sample by Saltelli are no independent draws: a parameter has one value at most
points of a block, and another where its group is exchanged, which are points that differ in all of the group. A dummy
has to have its values at the same points, so each group has dummies of its own; they come from the same sequence,
so that by chance they go together with parameters as much as other parameters do.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from experiments.runs.sweeps.sampling import DUMMY
from experiments.studies.sensitivity.estimates import Estimate, alone, bootstrap_weights, interval
from experiments.studies.sensitivity.sampling import DUMMIES, Saltelli
from experiments.studies.sensitivity.targets import Targets
from model.state.state import Array, IntArray

METHOD, INDEX = "pawn", "mean_distance"
POINTS_A_SLICE = 20
"""Points that a slice should have at least: the distance of a distribution of fewer is mostly chance."""
FEWEST_SLICES, MOST_SLICES = 4, 10
ABOVE = 2
"""The gauge is the second highest of 39 dummies: what does nothing lies above it in 2 of 40 cases, which is 5%."""
DRAWS = 100
"""Bootstrap draws: fewer than elsewhere, because each takes all parameters and all slices."""
EXPECTED_ABOVE = ABOVE / (DUMMIES + 1)
"""Share of parameters without effect that lie above the gauge."""


def pawn_indices(layout: Saltelli, unit: Array, names: Sequence[str], targets: Targets, seed: int) -> Estimate:
    """Return the index of some parameters, and of the dummy, for each target.

    For the dummy these are the mean and the middle 90% of its own group's dummies. The gauge of a parameter is what
    95% of the dummies of its group stay below. A narrow interval resolves nothing here, because the index of what does
    nothing is not 0.

    Args:
        layout: of the sample.
        unit: its points: points x factors, 0-1.
        names: of parameters, without the dummy.
        targets: of its points.
        seed: of the bootstrap and of the dummies.
    """
    slices = int(np.clip(len(unit) // POINTS_A_SLICE, FEWEST_SLICES, MOST_SLICES))
    columns = [layout.groups.factors.index(name) for name in names]
    place = sliced(unit, slices)
    ranked = Ranked(targets.means, slices)
    weights = np.repeat(bootstrap_weights(layout.blocks, METHOD, seed, DRAWS), layout.size, axis=1)
    draws = np.stack([ranked.distances(place[:, column], weights) for column in columns], axis=1)
    value = draws[0]
    lo, hi = interval(draws[1:] - draws[1:].mean(axis=0) + value, value)  # draws repeat points, which adds distance
    own = (*(layout.groups.of[column] for column in columns), DUMMY)
    nothing = {}
    for group in dict.fromkeys(own):
        dummies = sliced(layout.dummies(group, seed), slices)
        nothing[group] = np.stack([ranked.distances(each, weights[:1])[0] for each in dummies.T])
    middle = nothing[DUMMY].mean(axis=0)
    low, high = interval(nothing[DUMMY], middle)
    highest = {group: np.sort(each, axis=0)[-ABOVE] for group, each in nothing.items()}
    gauges = np.stack([highest[group] for group in own])
    value, lo, hi = (np.vstack([each, own]) for each, own in ((value, middle), (lo, low), (hi, high)))
    unknown = targets.constant | np.isnan(targets.means).any(axis=0)
    for each in (value, lo, hi):
        each[:, unknown] = np.nan
    factors = alone((*names, DUMMY))
    one = np.ones(len(targets.keys))
    constant, count = targets.constant, layout.blocks
    return Estimate(METHOD, INDEX, factors, value, lo, hi, gauges, one, count, constant, power_of_two=True, biased=True)


def sliced(unit: Array, slices: int) -> IntArray:
    """Return the slice of each value, 0-1, from 0."""
    return np.minimum((unit * slices).astype(np.int64), slices - 1)


class Ranked:
    """Points in the order of each target, so that distributions are sums along it."""

    def __init__(self, means: Array, slices: int) -> None:
        """Sort the points of each target (points x targets); `slices` is into how many ranges are cut."""
        self.slices = slices
        self.order = np.argsort(means, axis=0, kind="stable")
        sorted_means = np.take_along_axis(means, self.order, axis=0)
        last = np.ones_like(sorted_means, dtype=np.bool_)
        last[:-1] = sorted_means[1:] != sorted_means[:-1]
        self.last = last
        """Where a value ends: among equal values only the last one has the distribution up to it."""

    def distances(self, place: IntArray, weights: Array) -> Array:
        """Return the mean distance over slices: weights x targets.

        Args:
            place: the slice of each point.
            weights: rows x points.
        """
        found = np.empty((len(weights), self.order.shape[1]))
        where = place[self.order]
        inside = [where == each for each in range(self.slices)]
        for row, weight in enumerate(weights):
            own = weight[self.order]
            whole = np.cumsum(own, axis=0)
            whole /= whole[-1]
            distances = []
            for each in inside:
                part = np.cumsum(np.where(each, own, 0.0), axis=0)
                if part[-1, 0] > 0:
                    distances.append(np.where(self.last, np.abs(part / part[-1] - whole), 0.0).max(axis=0))
            found[row] = np.mean(distances, axis=0)
        return found
