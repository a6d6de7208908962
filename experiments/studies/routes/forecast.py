"""The forecast of politics: distributions of date, scope, liability, sanctions, national laws and amendments.

What is forecast rests on what was known at the end of 2021, so that anyone can score it against what came later. The
table is stamped with the hash of all that it rests on.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from experiments.runs.engine import Contents
from experiments.studies.routes.design import EVERY, RoutesDesign
from experiments.studies.routes.facts import DATES, facts
from experiments.studies.routes.futures import FutureResult, Politics
from experiments.studies.routes.run import FuturesTask, futures_of
from experiments.studies.routes.run_tables import make_routes_tables
from model.politics.outcome import dutch_bills

QUANTILES = {"p05": 0.05, "p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95}
NUMBERS = {
    "ambition": "0-1",
    "employees_min": "staff",
    "steps": "of 6",
    "fine": "% of turnover",
    "preemption": "0-1",
    "national_laws": "laws of other member states",
    "amended_ambition": "0-1",
}
"""Quantities of a law or a future with a distribution, and their units; those of a law count where there is one."""
CHANCES = ("liability", "national_first", "amended", "delayed", "sufficient")
BY_YEARS = (2023, 2025, 2027, 2030, 2035)
"""Years by whose end moments are counted; in a longer world every fifth year after them as well."""
COLUMNS = ("prior_hash", "route", "mix", "quantity", "unit", "futures", "share", "mean", *QUANTILES)
_FUTURES_A_TASK = 50


def politics_only(design: RoutesDesign, contents: Contents) -> list[FutureResult]:
    """Simulate the politics of every future of a design, without running the model."""
    seeds = design.seeds
    begins = range(0, len(seeds), _FUTURES_A_TASK)
    parts = [seeds[first : first + _FUTURES_A_TASK] for first in begins]
    tasks = [
        FuturesTask(number, range(first, first + len(part)), part)
        for number, (first, part) in enumerate(zip(begins, parts, strict=True))
    ]
    return futures_of(design, tasks, _politics, contents)


def _politics(design: RoutesDesign, seed: int) -> FutureResult:
    politics = Politics(design.parameters_of(seed), seed, design.end)
    result = FutureResult(seed)
    for route in design.routes:
        for scenario in design.scenarios:
            bill = bool(dutch_bills(scenario.mix, scenario.laws))
            result.events[route.name, scenario.mix.name] = politics.of(route, bill)[1]
    return result


def forecast_events(design: RoutesDesign, results: list[FutureResult]) -> pd.DataFrame:
    """Return the table of events of futures of which only politics was simulated."""
    return make_routes_tables(design, results).events


def forecast(design: RoutesDesign, events: pd.DataFrame) -> pd.DataFrame:
    """Return one row a route, mix and quantity.

    `share` is the share of futures in which it came before the end (2036, or that of a longer world; for a moment), in
    which it is so (for yes or no), or of which it is known (for a number). Quantiles of moments count futures in which
    it did not come as later than all others: a blank one lies after the end. `mean` of a moment is over the futures in
    which it came.
    """
    parts = []
    for route in design.routes:
        for mix in design.mixes:
            rows = pd.DataFrame(_rows(facts(events, route.name, mix, design.end_year), by_years(design)))
            rows.insert(0, "mix", mix)
            rows.insert(0, "route", route.name)
            parts.append(rows)
    table = pd.concat(parts, ignore_index=True)
    table.insert(0, "prior_hash", design.prior_hash)
    return table[list(COLUMNS)]


def by_years(design: RoutesDesign) -> tuple[int, ...]:
    """Return the years by whose end moments are counted."""
    return (*BY_YEARS, *range(BY_YEARS[-1] + EVERY, int(design.end_year), EVERY))


def _rows(known: pd.DataFrame, years: Sequence[int]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    count = len(known)
    for name in DATES:
        dates = known[name]
        spread = np.quantile(dates.fillna(np.inf).to_numpy(), list(QUANTILES.values()), method="inverted_cdf")
        quantiles = dict(zip(QUANTILES, np.where(np.isfinite(spread), spread, np.nan), strict=True))
        rows.append(_row(name, "year", count, float(dates.notna().mean()), float(dates.mean()), quantiles))
        for year in years:
            rows.append(_row(f"{name}_by_{year}", "share", count, float((dates < year + 1).mean())))
    for name in CHANCES:
        values = known[name].dropna()
        if len(values):
            rows.append(_row(name, "share", len(values), float(values.mean())))
    for name, unit in NUMBERS.items():
        values = known[name].dropna()
        if len(values):
            spread = np.quantile(values.to_numpy(), list(QUANTILES.values()))
            quantiles = dict(zip(QUANTILES, spread, strict=True))
            rows.append(_row(name, unit, len(values), len(values) / count, float(values.mean()), quantiles))
    return rows


def _row(
    quantity: str,
    unit: str,
    futures: int,
    share: float,
    mean: float = np.nan,
    quantiles: dict[str, float] | None = None,
) -> dict[str, object]:
    parts: dict[str, object] = {"quantity": quantity, "unit": unit, "futures": futures, "share": share, "mean": mean}
    return parts | dict.fromkeys(QUANTILES, np.nan) | (quantiles or {})
