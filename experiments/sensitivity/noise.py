"""What is chance: how much of the variance comes from seeds, by running some points with several of them.

Points x seeds, without replication, give two components (two-way analysis of variance): what a seed adds at every
point, and what it adds at one point and not at another. Replicates with the same seeds at every point share the
first, so that only the second gets into indices of parameters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from experiments.sensitivity.estimates import Estimate, alone, bootstrap_weights, interval, share
from experiments.sensitivity.targets import Targets
from model.state import Array, BoolArray

METHOD = "replicates"
CHANCE = "chance"
FIRST, TOTAL, FLOOR = "first", "total", "noise_floor"


@dataclass(frozen=True, eq=False)
class Components:
    """Variance of one run by what it comes from: weights x targets."""

    everywhere: Array
    """What a seed adds at every point."""
    reshuffled: Array
    """What a seed adds at one point and not at another: luck that parameters reshuffle."""


def components(each: Array, weights: Array) -> Components:
    """Return the components of variance.

    Args:
        each: points x seeds x targets, two seeds or more.
        weights: rows x points, adding up to 1.
    """
    points, seeds = each.shape[:2]
    by_point = each - each.mean(axis=1, keepdims=True)
    mean = np.tensordot(weights, by_point, axes=1)  # rows x seeds x targets: how a seed differs, over all points
    within = (weights @ (by_point**2).sum(axis=1).reshape(points, -1)) / (seeds - 1)
    between = (mean**2).sum(axis=1) / (seeds - 1)
    reshuffled = (within - between) * points / (points - 1)
    reshuffled = np.maximum(reshuffled, 0.0)
    return Components(np.maximum(between - reshuffled / points, 0.0), reshuffled)


@dataclass(frozen=True, eq=False)
class Noise:
    """`estimates` by name; `reshuffled` is the variance of the mean over seeds that only reshuffles luck (targets)."""

    estimates: dict[str, Estimate]
    reshuffled: Array


def noise_of(replicated: Targets, analysed: Array, replicates: int, constant: BoolArray, seed: int) -> Noise:
    """Return the share of chance in the mean over seeds, for each target.

    Args:
        replicated: some points with two seeds or more.
        analysed: variance over the sample with the seeds that are analysed, and in bootstrap draws: 1 + draws x
            targets.
        replicates: the number of those seeds.
        constant: for which targets nothing varies.
        seed: of the bootstrap.
    """
    points = len(replicated.each)
    found = components(replicated.each, bootstrap_weights(points, METHOD, seed))
    everywhere, reshuffled = found.everywhere / replicates, found.reshuffled / replicates
    shares = {
        FIRST: share(everywhere, analysed + everywhere),
        TOTAL: np.minimum(share(everywhere + reshuffled, analysed + everywhere), 1.0),
        FLOOR: np.minimum(share(reshuffled, analysed), 1.0),
    }
    estimates = {}
    for name, draws in shares.items():
        value, (lo, hi) = draws[0], interval(draws[1:], draws[0])
        value, lo, hi = (np.where(constant, np.nan, each)[None] for each in (value, lo, hi))
        none, one = np.zeros_like(value), np.ones(value.shape[1])
        estimates[name] = Estimate(METHOD, name, alone((CHANCE,)), value, lo, hi, none, one, points, constant)
    return Noise(estimates, reshuffled[0])
