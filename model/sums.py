"""Sums and means by index, always in the same order."""

from __future__ import annotations

import numpy as np

from model.state.state import Array, BoolArray, IntArray

_TINY = np.finfo(float).tiny


def sum_by(index: IntArray, values: Array | BoolArray, rows: int) -> Array:
    """Sum `values` by `index` into an array of length `rows`."""
    total: Array = np.bincount(index, weights=values, minlength=rows)
    return total


def either(one: Array | float, other: Array | float) -> Array:
    """Return the chance of one or the other of two that are independent, 0-1."""
    result: Array = 1.0 - (1.0 - one) * (1.0 - other)  # type: ignore[assignment]
    return result


def strongest(strength: Array, laws: IntArray, weight: Array) -> Array:
    """Return the largest of strength x weight over some of the laws, N; 0 when there are none.

    Args:
        strength: N x L.
        laws: positions of the laws that count.
        weight: L.
    """
    result = np.zeros(len(strength))
    for law in laws:
        np.maximum(result, strength[:, law] * weight[law], out=result)
    return result


def weighted_mean(values: Array, weights: Array) -> float:
    """Return the weighted mean, 0 when all weights are 0."""
    total = float(weights.sum())
    return float((values * weights).sum() / total) if total > 0 else 0.0


def mean_by(index: IntArray, values: Array, weights: Array, rows: int) -> Array:
    """Return the weighted mean of `values` by `index`; 0 where no weight falls."""
    total = sum_by(index, weights, rows)
    summed = sum_by(index, values * weights, rows)
    result: Array = summed / np.maximum(total, _TINY)
    return result
