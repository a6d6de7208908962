"""Make a study of routes: run its futures, write its tables, draw its figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.report.drawing import Drawings, draw_figures
from experiments.report.progress import progress
from experiments.runs.engine import MOST_FAILED_SHARE
from experiments.runs.errors import StudyError
from experiments.runs.manifest import environment
from experiments.runs.store import FIGURES, MANIFEST, RUNS, SUMMARY, new_folder, write_csv, write_json, write_parquet
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


def make_routes_study(
    design: RoutesDesign,
    folder: Path,
    workers: int,
    drawings: Callable[[RoutesStudy, str], Drawings],
    force: bool = False,
    language: str = "en",
) -> RoutesStudy:
    """Run a design and write the study to a folder, all of it or nothing.

    Args:
        design: what to run.
        folder: where to; made by this call.
        workers: number of processes.
        drawings: returns what draws the figures in a language.
        force: whether a study that is in the folder may be replaced.
        language: of the figures, `en` or `nl`.

    Raises:
        StudyError: when every run failed.
    """
    with progress(design.run_count) as report:
        results = run_futures(design, workers, report)
    tables = make_routes_tables(design, results)
    if tables.outcomes.empty:
        raise StudyError(f"every run failed; the first one:\n{next(iter(results[0].errors.values()))}")
    expected, regret, when = forecast(design, tables.events), regrets(tables), conditions(tables)
    with new_folder(folder, force) as stage:
        write_parquet(stage / RUNS, tables.runs)
        write_parquet(stage / EVENTS, tables.events)
        write_parquet(stage / OUTCOMES, tables.outcomes)
        for name, table in ((SUMMARY, tables.summary), (REGRET, regret), (CONDITIONS, when), (FORECAST, expected)):
            write_csv(stage / name, table)
        write_json(stage / MANIFEST, manifest(design, "routes", failed_runs(tables)))
        drawn: Sequence[Path] = ()
        if not too_many_failed(results):
            made = RoutesStudy(folder, tables, expected, regret, when, ())
            drawn = draw_figures(drawings(made, language), stage / FIGURES, workers)
    figures = tuple(folder / path.relative_to(stage) for path in drawn)
    return RoutesStudy(folder, tables, expected, regret, when, figures)


def make_forecast(design: RoutesDesign, folder: Path, workers: int, force: bool = False) -> pd.DataFrame:
    """Simulate politics alone and write its events and the forecast to a folder; return the forecast."""
    with progress(len(design.seeds)) as report:
        results = politics_only(design, workers, report)
    events = forecast_events(design, results)
    table = forecast(design, events)
    with new_folder(folder, force) as stage:
        write_parquet(stage / EVENTS, events)
        write_csv(stage / FORECAST, table)
        write_json(stage / MANIFEST, manifest(design, "routes --forecast", []))
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
