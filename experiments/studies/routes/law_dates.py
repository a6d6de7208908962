"""When European laws of a mix apply, over the futures of simulated politics: politics alone, so it takes a second."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from model.inputs.law import EUROPEAN_DUE_DILIGENCE, EUROPEAN_REPORTING
from model.politics.amendments import EuropeanLaw
from model.politics.future import Future
from model.politics.resolve import future_of
from model.scenario import Scenario

QUANTILES = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
COLUMNS = ("law", "futures", "share", *QUANTILES)
FUTURES = range(1, 201)


def law_dates(scenario: Scenario, seeds: Iterable[int] = FUTURES) -> pd.DataFrame:
    """Return when each European law of a scenario begins to apply, over its political futures.

    Args:
        scenario: a mix under a course that simulates politics; under another course there are no rows, since the dates
            are those of the laws.
        seeds: the futures.

    Returns:
        One row a law file that is the outcome of a European process: `law` (its name), `futures` (their number),
        `share` (of futures in which it applies by the end of the world's last quarter, 0-1), and quantiles of the
        quarter in which it begins to apply (a count from year 0), missing where that lies after the last quarter.
    """
    end = scenario.world.end + 1
    chosen = list(seeds) if scenario.course.open else []
    futures = [future_of(scenario, seed, end) for seed in chosen]
    rows = [
        _row(law.name, [_applies(future, law.outcome_of, end) for future in futures])
        for law in scenario.laws
        if futures and law.outcome_of in (EUROPEAN_DUE_DILIGENCE, EUROPEAN_REPORTING)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _applies(future: Future, outcome_of: str | None, end: int) -> float:
    """Return the quarter from which a law applies to anyone, infinite when that is not before `end`."""
    laws: tuple[EuropeanLaw, ...] = future.laws if outcome_of == EUROPEAN_DUE_DILIGENCE else future.reporting
    return float(laws[0].application) if laws and laws[0].application < end else np.inf


def _row(name: str, dates: list[float]) -> tuple[object, ...]:
    spread = np.quantile(dates, list(QUANTILES.values()), method="inverted_cdf")
    return (name, len(dates), float(np.isfinite(dates).mean()), *np.where(np.isfinite(spread), spread, np.nan).tolist())
