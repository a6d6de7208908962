"""Corrections for the number of tests that are made together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.state.state import BoolArray


def holm(probabilities: Sequence[float]) -> list[float]:
    """Return probabilities corrected for their number (Holm 1979); those that are not known (NaN) stay so.

    Where none of the differences is there, any corrected probability is at or below a level in that share of cases at
    most.
    """
    known = [place for place, each in enumerate(probabilities) if not np.isnan(each)]
    found, highest = [float("nan")] * len(probabilities), 0.0
    for rank, place in enumerate(sorted(known, key=lambda each: probabilities[each])):
        highest = max(highest, (len(known) - rank) * probabilities[place])
        found[place] = min(1.0, highest)
    return found


def discoveries(probabilities: Sequence[float], rate: float) -> BoolArray:
    """Return which tests stand out at a false discovery rate (Benjamini and Hochberg 1995).

    Of those that stand out, a share of at most `rate` is expected to be chance. What is not known (NaN) does not stand
    out, and does not count.
    """
    values = np.asarray(probabilities, dtype=np.float64)
    known = np.sort(values[np.isfinite(values)])
    bounds = rate * np.arange(1, len(known) + 1) / max(1, len(known))
    below = np.flatnonzero(known <= bounds)
    highest = known[below[-1]] if len(below) else -1.0
    found: BoolArray = np.nan_to_num(values, nan=np.inf) <= highest
    return found
