"""The tables of a study of routes, from the results of its futures.

runs: one row a run: run (16 hexadecimal digits of the content), future (the seed), route (`as_enacted` for the static
    comparison), mix, status (`done` or `failed`), error (traceback, empty when done).
events: one row a fact: run, future, route, mix, event, quarter (text, "2026Q3"), attribute, value (float64).
outcomes: one row a run that is done and year: run, future, route, mix, year (int64), and one float64 column an outcome.
summary: one row a route, mix, outcome and year: futures (count), mean with the 90% interval of the mean (lo, hi), the
    middle nine tenths of futures (p05, p50, p95), and the paired difference from the first route in the same futures
    (diff, diff_lo, diff_hi). The static comparison is run in fewer futures: only its difference is to be compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from experiments.runs.statistics import mean_and_interval
from experiments.studies.routes.design import RoutesDesign
from model.state.state import Array

KEYS = ("run", "future", "route", "mix")
QUANTILES = {"p05": 0.05, "p50": 0.5, "p95": 0.95}
_INTERVALS = ("mean", "lo", "hi")
_DIFFERENCES = ("diff", "diff_lo", "diff_hi")


@dataclass(frozen=True, eq=False)
class RoutesTables:
    """The tables described above, with the design they came from."""

    design: RoutesDesign
    runs: pd.DataFrame
    events: pd.DataFrame
    outcomes: pd.DataFrame
    summary: pd.DataFrame


def by_future(outcomes: pd.DataFrame, route: str, mix: str, year: int) -> pd.DataFrame:
    """Return the outcomes of a route and mix in a year: one row a future, in order, one column an outcome."""
    chosen = (outcomes["route"] == route) & (outcomes["mix"] == mix) & (outcomes["year"] == year)
    return outcomes[chosen].set_index("future").drop(columns=["run", "route", "mix", "year"])


def summarise(design: RoutesDesign, outcomes: pd.DataFrame) -> pd.DataFrame:
    """Return the table `summary` described above."""
    first = design.routes[0].name
    parts = []
    for route, mix in outcomes[["route", "mix"]].drop_duplicates().itertuples(index=False):
        for year in design.years:
            own = by_future(outcomes, route, mix, year)
            base = by_future(outcomes, first, mix, year).reindex(own.index)
            parts.append(_row_each(own, base, {"route": route, "mix": mix, "year": year}))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _row_each(own: pd.DataFrame, base: pd.DataFrame, keys: dict[str, Any]) -> pd.DataFrame:
    """Return one row an outcome: count, mean, intervals, quantiles and paired differences from `base`."""
    values: Array = own.to_numpy(dtype=float)
    columns: dict[str, Any] = dict.fromkeys(keys, None) | keys
    columns["outcome"] = list(own.columns)
    columns["futures"] = np.isfinite(values).sum(axis=0)
    columns |= dict(zip(_INTERVALS, mean_and_interval(values), strict=True))
    spread = own.astype(float).quantile(list(QUANTILES.values()))
    columns |= dict(zip(QUANTILES, spread.to_numpy(), strict=True))
    differences = mean_and_interval(values - base.to_numpy(dtype=float))
    return pd.DataFrame(columns | dict(zip(_DIFFERENCES, differences, strict=True)))
