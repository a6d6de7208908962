"""Make a study of routes: run its futures, write its tables, draw its figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.report.drawing import Drawings, draw_figures
from experiments.runs.engine import MOST_FAILED_SHARE
from experiments.runs.errors import EveryRunFailed
from experiments.runs.manifest import environment
from experiments.runs.store import RUNS, SUMMARY
from experiments.studies.common.study import Way, open_study
from experiments.studies.routes.analysis import make_routes_tables
from experiments.studies.routes.conditions import conditions
from experiments.studies.routes.design import RoutesDesign
from experiments.studies.routes.forecast import forecast, forecast_events, politics_only
from experiments.studies.routes.futures import FutureResult
from experiments.studies.routes.regret import regrets
from experiments.studies.routes.run import run_futures
from experiments.studies.routes.tables import RoutesTables

EVENTS = "events.parquet"
OUTCOMES = "outcomes.parquet"
REGRET = "regret.csv"
CONDITIONS = "conditions.csv"
FORECAST = "forecast.csv"
FORMAT = 1
ROUTES, POLITICS = "routes", "routes --forecast"
"""What the manifest says that was asked for."""


@dataclass(frozen=True, eq=False)
class RoutesStudy:
    """A study of routes that is done and written; without figures when more failed than a study may have."""

    folder: Path
    tables: RoutesTables
    forecast: pd.DataFrame
    regret: pd.DataFrame
    conditions: pd.DataFrame
    figures: tuple[Path, ...]

    @property
    def failed(self) -> pd.DataFrame:
        """The runs that raised, one row each."""
        return self.tables.runs[self.tables.runs["status"] == "failed"]


def make_routes_study(design: RoutesDesign, way: Way, drawings: Callable[[RoutesStudy, str], Drawings]) -> RoutesStudy:
    """Run what is missing of a design, and write the tables and figures of the study.

    Args:
        design: what to run.
        way: where and how to carry it out.
        drawings: returns what draws the figures in a language.

    Raises:
        InputError: when the folder cannot be used, or it would take long and that is not confirmed.
        StudyError: when every run failed.
    """
    with open_study(ROUTES, design.study_id, way) as study:
        results = run_futures(design, study.contents)
        tables = make_routes_tables(design, results)
        if tables.outcomes.empty:
            raise EveryRunFailed(next(iter(results[0].errors.values())))
        expected, regret, when = forecast(design, tables.events), regrets(tables), conditions(tables)
        written = {
            RUNS: tables.runs,
            EVENTS: tables.events,
            OUTCOMES: tables.outcomes,
            SUMMARY: tables.summary,
            REGRET: regret,
            CONDITIONS: when,
            FORECAST: expected,
        }
        made = RoutesStudy(way.folder, tables, expected, regret, when, ())

        def draw(folder: Path) -> list[Path]:
            return draw_figures(drawings(made, way.language), folder, way.executor.workers)

        content = manifest(design, ROUTES, failed_runs(tables))
        figures = study.write(written, content, None if too_many_failed(results) else draw)
    return replace(made, figures=tuple(figures))


def make_forecast(design: RoutesDesign, way: Way) -> pd.DataFrame:
    """Simulate politics alone and write its events and the forecast to a folder; return the forecast."""
    with open_study(POLITICS, design.study_id, way) as study:
        events = forecast_events(design, politics_only(design, study.contents))
        table = forecast(design, events)
        study.write({EVENTS: events, FORECAST: table}, manifest(design, POLITICS, []), None)
    return table


def failed_runs(tables: RoutesTables) -> list[str]:
    """Return the ids of the runs that raised."""
    return [str(run) for run in tables.runs.loc[tables.runs["status"] == "failed", "run"]]


def too_many_failed(results: Sequence[FutureResult]) -> bool:
    """Tell whether more runs failed than a study may have."""
    failed = sum(len(result.errors) for result in results)
    return failed > MOST_FAILED_SHARE * (failed + sum(len(result.values) for result in results))


def manifest(design: RoutesDesign, verb: str, failed: list[str]) -> dict[str, Any]:
    """Return the manifest of a study of routes: no times, no paths of this machine."""
    return {
        "format": FORMAT,
        "verb": verb,
        "study_id": design.study_id,
        "parameters_changed": design.scenarios[0].parameters.changed(),
        **design.content(),
        "failed": failed,
        "environment": environment(),
    }
