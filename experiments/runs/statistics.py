"""Compare mixes on the same random numbers: means over seeds, paired differences from the base, 90% intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from model.state.state import Array

if TYPE_CHECKING:
    pass

CONFIDENCE = 0.9
"""Confidence of all intervals."""
FEWEST_FOR_INTERVAL = 2


def by_year(values: Array, year: np.ndarray, is_flow: np.ndarray) -> tuple[np.ndarray, Array]:
    """Return the years, and runs × years × outcomes: the last quarter of a stock, the mean of a flow.

    Args:
        values: runs × quarters × outcomes.
        year: year of each quarter, rising.
        is_flow: for each outcome whether it is a flow.
    """
    years, first = np.unique(year, return_index=True)
    last = np.append(first[1:], len(year)) - 1
    annual = values[:, last, :]
    for place, (begin, end) in enumerate(zip(first, last + 1, strict=True)):
        annual[:, place, is_flow] = values[:, begin:end, is_flow].mean(axis=1)
    return years, annual


def mean_and_interval(values: Array) -> tuple[Array, Array, Array]:
    """Return the mean over the first axis and its 90% t-interval; NaN are left out, fewer than two give NaN.

    Args:
        values: seeds × anything.

    Returns:
        mean, lower and upper bound, each of the shape of one seed.
    """
    known = np.isfinite(values)
    count = known.sum(axis=0)
    safe = np.maximum(count, 1)
    mean = np.where(count > 0, np.where(known, values, 0.0).sum(axis=0) / safe, np.nan)
    squares = np.where(known, (values - mean) ** 2, 0.0).sum(axis=0)
    freedom = np.maximum(count - 1, 1)
    error = np.sqrt(squares / freedom / safe)
    half = np.where(count >= FEWEST_FOR_INTERVAL, stdtrit(freedom, (1 + CONFIDENCE) / 2) * error, np.nan)
    return mean, mean - half, mean + half
