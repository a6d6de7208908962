"""The log-logistic distribution of times of law-making: the share that lasts longer than t is 1 / (1 + (t / m)^k)."""

from __future__ import annotations

import math

LONGEST = 400.0
"""Quarters; a time that is drawn is cut here."""


def cumulative_hazard(time: float, median: float, shape: float) -> float:
    """Return the hazard summed from 0 to a time, from 0: minus the logarithm of the share that lasts longer.

    Args:
        time: quarters, from 0.
        median: quarters, above 0.
        shape: above 0; the lower, the longer the tail.
    """
    return math.log1p(math.pow(time / median, shape))


def quantile(chance: float, median: float, shape: float) -> float:
    """Return the time that a share `chance` (0-1) does not outlast, quarters, at most `LONGEST`."""
    if chance >= 1.0:
        return LONGEST
    return min(median * math.pow(chance / (1.0 - chance), 1.0 / shape), LONGEST)
