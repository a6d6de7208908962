"""The part of interactions that is positive, with its interval: the ratio that the first criterion rests on.

    share = sum over pairs of max(m, 0) / sum over pairs of |m|,    m the mean interaction of a pair over seeds

It is a ratio of means: a mean of the ratio by seed would be pulled to 1/2, what noise gives, however many the seeds.
The ratio itself is pulled there as well where interactions are smaller than what is unknown of their means.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import ndtri, stdtrit

from experiments.runs.statistics import CONFIDENCE
from model.randomness import stream
from model.state.state import Array

DRAWS = 1000
"""Bootstrap draws of seeds."""
FEWEST = 2
"""Seeds without which there is no interval."""


def positive_share(values: Array) -> Array:
    """Return the part of effects that is positive, by size; NaN where there is none.

    Args:
        values: effects x anything, on a scale on which more is better.
    """
    size = np.abs(values).sum(axis=0)
    positive = np.maximum(values, 0.0).sum(axis=0)
    result: Array = np.divide(positive, size, out=np.full(size.shape, np.nan), where=size > 0)
    return result


def by_resampling(by_seed: Array, statistic: Callable[[Array], float]) -> tuple[float, float, float]:
    """Return a statistic of means over seeds with its 90% interval, both cut off at 0 and 1.

    Seeds are drawn anew from those that there are. With few of them the spread of such means is too small, so that it
    is widened as that of normal means (t-distribution); and a ratio near the end of its scale is pulled inwards in the
    draws, so that the interval spans the middle 90% of the draws and its reflection in the statistic.

    Args:
        by_seed: seeds x anything; seeds of which anything is not known are left out.
        statistic: of the mean over seeds.
    """
    known = by_seed[np.isfinite(by_seed).all(axis=tuple(range(1, by_seed.ndim)))]
    count = len(known)
    if not count:
        return np.nan, np.nan, np.nan
    mean = known.mean(axis=0)
    value = statistic(mean)
    if count < FEWEST:
        return value, np.nan, np.nan
    likely = (1.0 + CONFIDENCE) / 2.0
    wider = np.sqrt(count / (count - 1)) * float(stdtrit(count - 1, likely) / ndtri(likely))
    drawn = stream(1, "ablation.resampling").multinomial(count, np.full(count, 1.0 / count), size=DRAWS) / count
    draws = np.array([statistic(mean + wider * (np.tensordot(each, known, axes=1) - mean)) for each in drawn])
    if np.isnan(draws).all():
        return value, np.nan, np.nan
    low, high = np.nanquantile(draws, [1.0 - likely, likely])
    ends = np.clip([min(low, 2 * value - high), max(high, 2 * value - low)], 0.0, 1.0)
    return float(np.clip(value, 0.0, 1.0)), float(ends[0]), float(ends[1])
