"""What is chance: how much of the variance comes from seeds, by running some points with several of them.

Points x seeds, without replication, give two components (two-way analysis of variance): what a seed adds at every
point, and what it adds at one point and not at another. Replicates with the same seeds at every point share the
first, so that only the second gets into indices of parameters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from experiments.studies.sensitivity.estimates import TAIL, Estimate, alone, interval, share
from experiments.studies.sensitivity.targets import Targets
from model.state.state import Array, BoolArray

METHOD = "replicates"
CHANCE = "chance"
FIRST, TOTAL, FLOOR = "first", "total", "noise_floor"


@dataclass(frozen=True, eq=False)
class Components:
    """Variance of one run by what it comes from, for each target: a value and the ends of its interval."""

    everywhere: tuple[Array, Array, Array]
    """What a seed adds at every point."""
    reshuffled: tuple[Array, Array, Array]
    """What a seed adds at one point and not at another: luck that parameters reshuffle."""


def components(each: Array) -> Components:
    """Return the components of variance, with 90% intervals as of normal variables (chi-squared).

    The interval of what a seed adds everywhere has as many degrees of freedom as seeds less one: two seeds tell
    next to nothing, however many the points. Ends of the two components are taken together, which is cautious.

    Args:
        each: points x seeds x targets, two of both or more.
    """
    points, seeds = each.shape[:2]
    by_point = each - each.mean(axis=1, keepdims=True)
    mean = by_point.mean(axis=0)  # seeds x targets: how a seed differs, over all points
    between = (mean**2).sum(axis=0) / (seeds - 1)
    left = by_point - mean
    within = (left**2).sum(axis=(0, 1)) / ((seeds - 1) * (points - 1))
    reshuffled = ends(within, (seeds - 1) * (points - 1))
    everywhere = tuple(np.maximum(end - within / points, 0.0) for end in ends(between, seeds - 1))
    return Components((everywhere[0], everywhere[1], everywhere[2]), reshuffled)


def ends(variance: Array, freedom: int) -> tuple[Array, Array, Array]:
    """Return a variance of normal variables and the ends of its 90% interval."""
    high, low = float(chi2.ppf(1.0 - TAIL, freedom)), float(chi2.ppf(TAIL, freedom))
    return variance, variance * freedom / high, variance * freedom / low


@dataclass(frozen=True, eq=False)
class Noise:
    """`estimates` by name; `reshuffled` is the variance of the mean over seeds that only reshuffles luck (targets)."""

    estimates: dict[str, Estimate]
    reshuffled: Array


def noise_of(replicated: Targets, analysed: Array, replicates: int, constant: BoolArray) -> Noise:
    """Return the share of chance in the mean over seeds, for each target.

    Args:
        replicated: some points with several seeds.
        analysed: variance over the sample with the seeds that are analysed, and in bootstrap draws: 1 + draws x
            targets.
        replicates: the number of those seeds.
        constant: for which targets nothing varies.
    """
    found, count = components(replicated.each), replicated.each.shape[1]
    everywhere = tuple(each / replicates for each in found.everywhere)
    reshuffled = tuple(each / replicates for each in found.reshuffled)
    low, high = interval(analysed[1:], analysed[0])
    shares = {
        FIRST: [share(e, a + e) for e, a in zip(everywhere, (analysed[0], high, low), strict=True)],
        TOTAL: [
            np.minimum(share(e + r, a + e), 1.0)
            for e, r, a in zip(everywhere, reshuffled, (analysed[0], high, low), strict=True)
        ],
        FLOOR: [np.minimum(share(r, a), 1.0) for r, a in zip(reshuffled, (analysed[0], high, low), strict=True)],
    }
    estimates = {}
    for name, found_ends in shares.items():
        value, lo, hi = (np.where(constant, np.nan, each)[None] for each in found_ends)
        none, one = np.zeros_like(value), np.ones(value.shape[1])
        estimates[name] = Estimate(METHOD, name, alone((CHANCE,)), value, lo, hi, none, one, count, constant)
    return Noise(estimates, reshuffled[0])
