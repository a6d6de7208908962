"""Each option against each other, and what choosing the wrong one costs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from experiments.studies.common.relevance import least_relevant
from experiments.studies.robustness.contests import Contest
from experiments.studies.robustness.ranking import wilson

PAIR_COLUMNS = (
    "kind",
    "context",
    "option",
    "other",
    "outcome",
    "year",
    "draws",
    "better",
    "better_lo",
    "better_hi",
    "equal",
    "worse",
    "better_relevant",
    "worse_relevant",
    "mean_gain",
    "median_gain",
    "gain_p5",
    "gain_p95",
)
REGRET_COLUMNS = ("kind", "context", "option", "outcome", "year", "draws", "mean", "p90", "maximum")
LOW, MIDDLE, HIGH, HIGHEST_TENTH = 5, 50, 95, 90


def pair_table(found: Iterable[Contest]) -> pd.DataFrame:
    """Return one row a contest and pair.

    better, equal, worse: shares of draws of the option against the other; better_relevant, worse_relevant: by more than
    the least relevant size of the outcome; gains in the outcome's unit, positive when
    the option is better whatever the direction of the outcome.
    """
    sizes = least_relevant()
    rows: list[tuple[Any, ...]] = []
    for each in found:
        draws, names = len(each.gains), [each.field.name(option) for option in each.field.options]
        for one, other in combinations(range(len(names)), 2):
            keys = (each.field.kind, each.field.context, names[one], names[other], each.outcome, each.year, draws)
            gain = each.gains[:, one] - each.gains[:, other]
            if draws == 0:
                rows.append((*keys, *[np.nan] * 11))
                continue
            better = int((gain > 0).sum())
            low, middle, high = np.percentile(gain, (LOW, MIDDLE, HIGH))
            shares = (better / draws, *wilson(better, draws), (gain == 0).mean(), (gain < 0).mean())
            size = sizes.get(each.outcome, 0.0)
            relevant = ((gain > size).mean(), (gain < -size).mean())
            rows.append((*keys, *shares, *relevant, gain.mean(), middle, low, high))
    return pd.DataFrame(rows, columns=list(PAIR_COLUMNS))


def regret_table(found: Iterable[Contest]) -> pd.DataFrame:
    """Return one row a contest and option: what it falls short of the best option of the same draw (Savage 1951).

    mean, p90 (90th percentile) and maximum over draws, in the outcome's unit, never below 0.
    """
    rows: list[tuple[Any, ...]] = []
    for each in found:
        draws = len(each.gains)
        regret = each.gains.max(axis=1, keepdims=True) - each.gains if draws else each.gains
        for place, option in enumerate(each.field.options):
            own = regret[:, place]
            numbers = (own.mean(), np.percentile(own, HIGHEST_TENTH), own.max()) if draws else [np.nan] * 3
            keys = (each.field.kind, each.field.context, each.field.name(option), each.outcome, each.year, draws)
            rows.append((*keys, *numbers))
    return pd.DataFrame(rows, columns=list(REGRET_COLUMNS))
