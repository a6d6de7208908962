"""The tables of a study of routes, from the results of its futures.

runs: one row a run: run (16 hexadecimal digits of the content), future (the seed, whose draw of the ensemble is in
    draws.parquet), route (`as_enacted` for the static comparison), mix, status (`done` or `failed`), error (traceback,
    empty when done).
events: one row a fact: run, future, route, mix, event, quarter (text, "2026Q3"), attribute, value (float64).
outcomes: one row a run that is done and year: run, future, route, mix, year (int64), and one float64 column an outcome.
summary: one row a route, mix, outcome and year: futures (count), mean with the 90% interval of the mean (lo, hi), the
    middle nine tenths of futures (p05, p50, p95), and the paired difference from the first route in the same futures
    (diff, diff_lo, diff_hi). The static comparison is run in fewer futures: only its difference is to be compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.runs.ensemble import stored_ensemble
from experiments.runs.rebuild import built, rebuilt, scenario_of
from experiments.runs.statistics import mean_and_interval
from experiments.runs.store import SUMMARY, read_manifest
from experiments.studies.common.stored import StudyFolder
from experiments.studies.routes.design import RoutesDesign
from model.errors import InputError
from model.politics.route import Route
from model.state.state import Array

EVENTS, OUTCOMES = "events.parquet", "outcomes.parquet"
REGRET, CONDITIONS, FORECAST = "regret.csv", "conditions.csv", "forecast.csv"
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


@dataclass(frozen=True, eq=False)
class RoutesFolder(StudyFolder):
    """A finished study of routes with its design; a forecast of politics has the table of that name alone."""

    design: RoutesDesign

    @cached_property
    def tables(self) -> RoutesTables:
        """The tables of runs."""
        return RoutesTables(self.design, self.runs, *(self.table(name) for name in (EVENTS, OUTCOMES, SUMMARY)))

    @cached_property
    def forecast(self) -> pd.DataFrame:
        """What politics brings."""
        return self.table(FORECAST)

    @cached_property
    def regret(self) -> pd.DataFrame:
        """What each route loses against the best one."""
        return self.table(REGRET)

    @cached_property
    def conditions(self) -> pd.DataFrame:
        """When one route does better than another."""
        return self.table(CONDITIONS)


def read_finished(folder: Path, data: Path | None = None) -> RoutesFolder:
    """Read the folder of a finished study of routes; its mixes and routes need not be files any more.

    Args:
        folder: of the study.
        data: see `rebuilt_scenarios`.

    Raises:
        InputError: when the folder holds none, or one of another version of the model.
    """
    manifest = read_manifest(folder)
    design = rebuilt(folder, lambda: _design(manifest, folder, data))
    if design.prior_hash != manifest["prior_hash"]:
        raise InputError(f"{folder}: its politics comes out otherwise in this version of the model")
    return RoutesFolder(folder, manifest, design)


def _design(manifest: Mapping[str, Any], folder: Path, data: Path | None) -> RoutesDesign:
    routes = tuple(built(Route, each) for each in manifest["routes"])
    scenarios = tuple(scenario_of(each, folder, data) for each in manifest["mixes"])
    stored = stored_ensemble(folder, manifest)
    return RoutesDesign(routes, scenarios, (), tuple(manifest["seeds"]), bool(manifest["drawn"]), ensemble=stored)
