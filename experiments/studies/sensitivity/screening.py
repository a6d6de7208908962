"""Screening by elementary effects (Morris 1991; Campolongo, Cariboni & Saltelli 2007), and which groups matter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from experiments.runs.sweeps.sampling import DUMMY
from experiments.studies.sensitivity.estimates import TAIL, Estimate, alone, bootstrap_weights, share, weighted
from experiments.studies.sensitivity.sampling import STEP, Groups, moved
from experiments.studies.sensitivity.targets import Targets
from model.state.state import Array, BoolArray

NEGLIGIBLE = 1e-4
"""Score below which a group does nothing: outcomes are kept with seven digits, and rounding is no effect."""
METHOD, INDEX = "morris", "mu_star"


@dataclass(frozen=True, eq=False)
class Screening:
    """`estimate` is of mu*, the mean size of the effects; the rest is groups x targets.

    `mu` is their mean and `sigma` their standard deviation, with sign: NaN for groups of several parameters, which
    move in several directions at once. `spread` is the standard deviation of their sizes. `relative` is mu* as a
    share of the largest of the target. `sizes` has the size of each effect: trajectories x groups x targets.
    """

    groups: Groups
    estimate: Estimate
    mu: Array
    sigma: Array
    spread: Array
    sizes: Array

    @property
    def relative(self) -> Array:
        """Return mu* divided by the largest of the target, NaN where that is not known."""
        return self.estimate.value / np.where(self.estimate.unit > 0, self.estimate.unit, np.nan)

    def against(self, reshuffled: Array) -> Screening:
        """Return the same with a gauge of noise: the dummy, and the mean size of effects that only reshuffle luck.

        Two runs that differ by luck alone are a normal variable of twice the variance apart.

        Args:
            reshuffled: for each target the variance of luck that changes from point to point.
        """
        luck = 2.0 * np.sqrt(reshuffled / np.pi) / STEP
        made = self.estimate
        gauge = np.maximum(luck, made.hi[made.place(DUMMY)])
        return replace(self, estimate=replace(made, gauge=np.broadcast_to(gauge, made.value.shape)))


def screen(groups: Groups, unit: Array, targets: Targets, seed: int) -> Screening:
    """Return the effects of each group on each target, as yet without a gauge of noise.

    Args:
        groups: of the sample.
        unit: trajectories one after the other: points x factors.
        targets: of these points.
        seed: of the bootstrap.
    """
    effects = elementary_effects(groups, unit, targets.means)
    sizes = np.abs(effects)
    weights = bootstrap_weights(len(effects), METHOD, seed)
    value = np.empty(effects.shape[1:])
    lo, hi = np.empty_like(value), np.empty_like(value)
    for place in range(value.shape[0]):  # one by one: all draws of many groups and targets would fill the memory
        value[place], lo[place], hi[place] = weighted(_means_of(sizes[:, place]), weights)
    for each in (value, lo, hi):
        each[:, targets.constant] = np.nan
    gauge = np.full_like(value, np.nan)
    largest = np.fmax.reduce(value, axis=0)
    count, constant = len(effects), targets.constant
    estimate = Estimate(METHOD, INDEX, alone(groups.names), value, lo, hi, gauge, largest, count, constant)
    single = np.array([groups.size(name) == 1 for name in groups.names])[:, None]
    spread = np.where(np.isnan(value), np.nan, sizes.std(axis=0, ddof=1))
    mu, sigma = effects.mean(axis=0), effects.std(axis=0, ddof=1)
    return Screening(groups, estimate, np.where(single, mu, np.nan), np.where(single, sigma, np.nan), spread, sizes)


def _means_of(sizes: Array) -> Callable[[Array], Array]:
    return lambda weights: weights @ sizes


def elementary_effects(groups: Groups, unit: Array, means: Array) -> Array:
    """Return effects by step of probability: trajectories x groups x targets.

    A group of one parameter has the sign of raising it; a group of several has that of the step as it was taken.
    """
    which = moved(groups, unit)
    steps = len(groups.names)
    change = np.diff(means.reshape(-1, steps + 1, means.shape[1]), axis=1)
    first = np.array([groups.of.index(name) for name in groups.names])
    step = np.diff(unit.reshape(-1, steps + 1, unit.shape[1]), axis=1)
    effects = np.empty_like(change)
    for trajectory, order in enumerate(which):
        sign = np.sign(step[trajectory, np.arange(steps), first[order]])
        single = np.array([groups.size(groups.names[place]) == 1 for place in order])
        effects[trajectory, order] = change[trajectory] * np.where(single, sign, 1.0)[:, None] / STEP
    return effects


def ranking(screening: Screening, targets: Targets, seed: int) -> pd.DataFrame:
    """Return groups by how much they matter over all targets, the first one first.

    `score` is the mean of mu* as a share of the largest of the target, over paired differences (over values where
    nothing is compared) that vary and are known; `targets` says of how many, `largest` in how many the group is first.
    `rank_lo` and `rank_hi` bound the middle 90% of its rank when trajectories are drawn again from those that there
    are: where they are far apart, the order is not settled. A group of which nothing is known, because runs failed, has
    no score and comes last.

    Args:
        screening: the effects.
        targets: what they are on.
        seed: of the bootstrap.
    """
    chosen = targets.differences if targets.differences.any() else np.ones(len(targets.keys), dtype=np.bool_)
    relative = screening.relative[:, chosen]
    known = np.isfinite(relative)
    count = known.sum(axis=1)
    score = scores(relative)
    first = np.where(known, relative, -1.0).argmax(axis=0)[known.any(axis=0)]
    largest = np.bincount(first, minlength=len(relative))
    names = screening.groups.names
    sizes = [screening.groups.size(name) for name in names]
    columns = {"factor": names, "parameters": sizes, "score": score, "largest": largest, "targets": count}
    low, high = _rank_interval(screening.sizes[:, :, chosen], ~known, seed)
    table = pd.DataFrame({**columns, "rank_lo": low, "rank_hi": high})
    table = table.sort_values("score", ascending=False, kind="stable", na_position="last").reset_index(drop=True)
    table.insert(0, "rank", np.arange(1, len(table) + 1))
    return table


def scores(relative: Array) -> Array:
    """Return the mean over targets, as far as they are known: groups; `relative` is groups x targets."""
    known = np.isfinite(relative)
    return share(np.where(known, relative, 0.0).sum(axis=1), known.sum(axis=1).astype(np.float64))


def _rank_interval(sizes: Array, unknown: BoolArray, seed: int) -> tuple[Array, Array]:
    """Return the ends of the middle 90% of the rank of each group over bootstrap draws of trajectories.

    Args:
        sizes: of effects: trajectories x groups x targets.
        unknown: which are not known: groups x targets.
        seed: of the bootstrap.
    """
    ranks = []
    for weights in bootstrap_weights(len(sizes), f"{METHOD}.rank", seed)[1:]:
        mean = np.where(unknown, np.nan, np.tensordot(weights, np.nan_to_num(sizes), axes=1))
        score = scores(mean / np.maximum(np.fmax.reduce(mean, axis=0), np.finfo(float).tiny))
        ranks.append(rankdata(-np.nan_to_num(score, nan=-1.0)))
    low, high = np.quantile(np.array(ranks), [TAIL, 1.0 - TAIL], axis=0)
    return low, high


def that_matter(table: pd.DataFrame, most: int) -> tuple[str, ...]:
    """Return the first groups of a ranking; the dummy, what does nothing and what is not known are left out."""
    found = table[(table["factor"] != DUMMY) & (table["score"] > NEGLIGIBLE)]
    return tuple(str(name) for name in found["factor"].head(most))
