"""A guard: does the design itself, before any evidence, decide who is first?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from experiments.studies.common.factors import Factor
from experiments.studies.robustness.association import associations, mechanisms
from experiments.studies.robustness.contests import Contest
from experiments.studies.robustness.ranking import firsts, wilson
from model.state.state import Array

MOST, LEAST = 0.95, 0.01
"""Shares of prior draws beyond which an outcome may be decided by the design (safeguard of the specification)."""
ALWAYS, NEVER, SELDOM, NOT_SEEN = "almost_always", "almost_never", "seldom", "not_seen"
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
    "warning",
    "mechanisms",
)
MOST_NAMED = 5


def guard_table(found: Iterable[Contest], factors: Sequence[Factor], points: Array) -> pd.DataFrame:
    """Return one row a warning; the first place counts when it is shared with some, not when all are equal.

    warning: `almost_always` when an option is first in over 95% of draws; `almost_never` when in under 1%, shown by
    the upper end of the interval; in a sample too small to show that: `not_seen` when in none, `seldom` when in some
    but under 1% of it.
    mechanisms: those whose parameters go together with its lead over (or its distance to) the best other option,
    strongest first; empty when none stands out, so that the rules themselves decide and not their numbers.

    Args:
        found: the contests of a prior sample.
        factors: the columns of the points.
        points: all draws x factors.
    """
    rows: list[tuple[Any, ...]] = []
    for each in found:
        draws = len(each.gains)
        if draws == 0:
            continue
        alone, shared, equal = firsts(each.gains)
        if equal.all():
            continue
        leads = (alone | shared).sum(axis=0)
        for place, option in enumerate(each.field.options):
            low, high = wilson(float(leads[place]), draws)
            warning = _warning(leads[place] / draws, high)
            if not warning:
                continue
            others = np.delete(each.gains, place, axis=1).max(axis=1)
            known = associations(factors, points[list(each.draws)], each.gains[:, place] - others)
            named = " ".join(list(mechanisms(known))[:MOST_NAMED])
            keys = (each.field.kind, each.field.context, each.field.name(option), each.outcome, each.year, draws)
            rows.append((*keys, leads[place] / draws, low, high, warning, named))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _warning(share: float, high: float) -> str:
    if share > MOST:
        return ALWAYS
    if high < LEAST:
        return NEVER
    if share >= LEAST:
        return ""
    return SELDOM if share > 0 else NOT_SEEN
