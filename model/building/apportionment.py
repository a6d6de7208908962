"""Divide agents over groups and draw within groups: apportionment, quantiles and systematic samples."""

from __future__ import annotations

import numpy as np

from model.state.state import Array, IntArray

_HALVINGS = 80
"""Steps of the bisection; each halves the error, so the result is exact in floating point."""


def apportion(total: int, weights: Array, least: IntArray, most: IntArray | None = None) -> IntArray:
    """Divide `total` seats over groups in proportion to `weights`, within bounds, by largest remainder.

    Groups that would get fewer than `least` or more than `most` get that bound; the others share what is left.

    Args:
        total: number of seats; clipped to what the bounds allow.
        weights: not negative, shape (groups,).
        least: fewest seats of each group, same shape.
        most: most seats of each group; no limit by default.

    Returns:
        Seats of each group; they sum to the clipped total.
    """
    upper = np.full(len(weights), max(total, int(least.max()))) if most is None else np.maximum(most, least)
    total = int(np.clip(total, least.sum(), upper.sum()))
    largest = float(weights.max())
    positive = np.maximum(weights / largest, np.finfo(float).eps) if largest > 0 else np.ones(len(weights))
    low, high = 0.0, 2.0 * total / float(positive.min())
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        enough = np.clip(middle * positive, least, upper).sum() >= total
        low, high = (low, middle) if enough else (middle, high)
    quota = np.clip(high * positive, least, upper)
    seats = np.floor(quota).astype(np.int64)
    order = np.argsort(seats - quota, kind="stable")
    open_groups = order[seats[order] < upper[order]]
    seats[open_groups[: total - int(seats.sum())]] += 1
    return seats


def position_within(counts: IntArray) -> IntArray:
    """Return 0, 1, ... within each group, for groups of the given sizes one after another."""
    starts = np.cumsum(counts) - counts
    position: IntArray = np.arange(counts.sum()) - np.repeat(starts, counts)
    return position


def rank_within(group: IntArray, values: Array) -> IntArray:
    """Return the rank of each value within its group, 0 the lowest; ties in order of appearance."""
    order = np.lexsort((values, group))
    ranked = group[order]
    first = np.searchsorted(ranked, ranked)
    rank = np.empty(len(group), dtype=np.int64)
    rank[order] = np.arange(len(group)) - first
    return rank


def truncated_pareto(quantile: Array, low: Array, high: Array, exponent: float) -> Array:
    """Return quantiles of a Pareto distribution with the given exponent, truncated to [low, high].

    Source: sizes of firms follow a Pareto distribution with exponent near 1 (Axtell 2001, Science 293).
    """
    kept = 1.0 - (low / high) ** exponent
    drawn: Array = low * (1.0 - quantile * kept) ** (-1.0 / exponent)
    return np.clip(drawn, low, high)


def pareto_below(value: Array, low: Array, high: Array, exponent: float) -> Array:
    """Return the chance that `truncated_pareto` lies below `value`, 0-1."""
    inside = np.clip(value, low, high)
    chance: Array = (1.0 - (low / inside) ** exponent) / (1.0 - (low / high) ** exponent)
    return chance


def shares_within(group: IntArray, values: Array, groups: int) -> Array:
    """Return each value as a share of its group's total; 0 in a group whose total is 0."""
    total = np.bincount(group, weights=values, minlength=groups)[group]
    share: Array = np.divide(values, total, out=np.zeros(len(values)), where=total > 0)
    return share


def nearest_prefix(amounts: Array, target: float) -> int:
    """Return how many of the first amounts come closest to `target` together; at least one when there are any."""
    if len(amounts) == 0:
        return 0
    return int(np.argmin(np.abs(np.cumsum(amounts) - target))) + 1
