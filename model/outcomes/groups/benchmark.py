"""Scores of a group on a benchmark, all together and by sector (an assumption: real benchmarks ask many questions).

score_i = 100 (a substance_i + b signal_i + c visibility_i) / (a + b + c)
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from model.observations.statistic import share
from model.outcomes.groups.measure import GroupMeasure, View
from model.parameters import par, parameters
from model.state.state import Array

HIGHEST = 100.0


def _weight(default: float, what: str) -> Any:
    return par(
        default,
        legal=(0, 100),
        plausible=(0.5, 4),
        unit="-",
        meaning=f"weight of {what} in the score on a benchmark",
        source="assumption",
        role="observation",
    )


@parameters("benchmark")
class Benchmark:
    """What a benchmark rewards; it changes what is reported, never what happens."""

    substance: float = _weight(2, "due diligence in practice")
    signal: float = _weight(1, "due diligence as outsiders see it")
    visibility: float = _weight(1, "insight in the chain")


def scores(view: View) -> Array:
    """Return the score of each company, N, 0-100; all 0 when nothing has weight."""
    company, weights = view.state.company, view.world.parameters[Benchmark]
    names = ("substance", "signal", "visibility")
    whole = sum(getattr(weights, name) for name in names)
    summed = sum(getattr(weights, name) * getattr(company, name) for name in names)
    result: Array = HIGHEST * summed / np.maximum(whole, np.finfo(float).tiny)
    return result


def score(view: View) -> Array:
    """Return the mean score of firms."""
    return view.share_of_firms(scores(view))


def score_in(sector: int, view: View) -> Array:
    """Return the mean score of firms of a sector, a row of the sector table."""
    return share(view.firms * (view.state.company.sector == sector), scores(view))


MEASURES: tuple[GroupMeasure, ...] = (
    GroupMeasure("benchmark", "score on a benchmark, mean over firms", "0-100", "companies of the group", score),
)


def by_sector(codes: Sequence[str]) -> tuple[GroupMeasure, ...]:
    """Return the measures of the scores by sector, for the sectors of a table in its order."""
    return tuple(
        GroupMeasure(
            f"benchmark_{code}",
            f"score on a benchmark, mean over firms of sector {code}",
            "0-100",
            f"companies of the group in sector {code}",
            partial(score_in, row),
        )
        for row, code in enumerate(codes)
    )
