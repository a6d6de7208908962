"""Who is first, how often: ranks of options over draws, with ties apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtri

from experiments.runs.statistics import CONFIDENCE
from experiments.studies.common.relevance import least_relevant
from experiments.studies.robustness.contests import Contest
from model.state.state import Array

COLUMNS = (
    "kind",
    "context",
    "option",
    "outcome",
    "year",
    "draws",
    "first",
    "first_lo",
    "first_hi",
    "first_relevant",
    "first_relevant_lo",
    "first_relevant_hi",
    "first_shared",
    "all_equal",
    "last",
    "mean_rank",
)


def wilson(count: float, total: int) -> tuple[float, float]:
    """Return the 90% interval of a share by Wilson's score; NaN without draws (Wilson 1927)."""
    if total == 0:
        return np.nan, np.nan
    z = float(ndtri((1 + CONFIDENCE) / 2))
    share = count / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * float(np.sqrt(share * (1 - share) / total + z * z / (4 * total * total)))
    low = 0.0 if count == 0 else middle - half
    high = 1.0 if count == total else middle + half
    return low, high


def firsts(gains: Array, apart: float = 0.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return by draw and option who is first alone and who shares the first place, and by draw whether all are equal.

    Args:
        gains: draws x options.
        apart: options no further than this from the best share its place.
    """
    best = gains >= gains.max(axis=1, keepdims=True) - apart
    count = best.sum(axis=1, keepdims=True)
    equal = (count == gains.shape[1]).ravel()
    return best & (count == 1), best & (count > 1) & ~equal[:, np.newaxis], equal


def rank_table(found: Iterable[Contest]) -> pd.DataFrame:
    """Return one row a contest and option.

    first: share of draws in which it is best alone, with a 90% interval; first_relevant: best alone, and ahead of every
    other by more than the least relevant size of the outcome; first_shared: best with some others, not all; all_equal:
    all options are equal; last: worst alone; mean_rank: 1 is best, ties share their mean.
    """
    sizes = least_relevant()
    rows: list[tuple[Any, ...]] = []
    for each in found:
        draws = len(each.gains)
        if draws == 0:
            rows += [_row(each, place, (0, *[np.nan] * 10)) for place in range(len(each.field.options))]
            continue
        alone, shared, equal = firsts(each.gains)
        worst = each.gains == each.gains.min(axis=1, keepdims=True)
        last = worst & (worst.sum(axis=1, keepdims=True) == 1)
        ranks = _ranks(each.gains).mean(axis=0)
        for place in range(len(each.field.options)):
            first = int(alone[:, place].sum())
            ahead = each.gains[:, place] - np.delete(each.gains, place, axis=1).max(axis=1)
            well = int((ahead > sizes.get(each.outcome, 0.0)).sum())
            shares = (first / draws, *wilson(first, draws), well / draws, *wilson(well, draws))
            numbers = (draws, *shares, shared[:, place].mean(), equal.mean())
            rows.append(_row(each, place, (*numbers, last[:, place].mean(), ranks[place])))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def rank_shares(found: Iterable[Contest]) -> pd.DataFrame:
    """Return one row a contest, option and rank it ever has: the share of draws with that rank.

    rank: 1 is best; options that are equal share the mean of their ranks, so that 1.5 is the best of two that are tied.
    """
    rows: list[tuple[Any, ...]] = []
    for each in found:
        ranks = _ranks(each.gains)
        for place in range(len(each.field.options)):
            held, counts = np.unique(ranks[:, place], return_counts=True)
            rows += [
                _row(each, place, (float(rank), int(count) / len(ranks)))
                for rank, count in zip(held, counts, strict=True)
            ]
    return pd.DataFrame(rows, columns=[*COLUMNS[:5], "rank", "share"])


def _ranks(gains: Array) -> Array:
    """Return the rank of each option in each draw, draws x options: 1 for the largest gain, ties share the mean."""
    ranks: Array = pd.DataFrame(-gains).rank(axis=1).to_numpy()
    return ranks


def _row(each: Contest, place: int, numbers: tuple[Any, ...]) -> tuple[Any, ...]:
    field = each.field
    return (field.kind, field.context, field.name(field.options[place]), each.outcome, each.year, *numbers)
