"""From the futures of a design to the tables of a study of routes, and of a forecast."""

from __future__ import annotations

from experiments.runs.engine import Contents
from experiments.runs.ensemble import draws_of
from experiments.runs.errors import EveryRunFailed
from experiments.runs.store import RUNS, SUMMARY
from experiments.studies.common.contract import Tables
from experiments.studies.routes.conditions import conditions
from experiments.studies.routes.design import RoutesDesign
from experiments.studies.routes.forecast import forecast, forecast_events, politics_only
from experiments.studies.routes.regret import regrets
from experiments.studies.routes.run import run_futures
from experiments.studies.routes.run_tables import make_routes_tables
from experiments.studies.routes.tables import CONDITIONS, EVENTS, FORECAST, OUTCOMES, REGRET


def analyse(design: RoutesDesign, contents: Contents) -> Tables:
    """Run what is missing of the futures, and return the tables by the name of their file.

    Raises:
        StudyError: when every run failed.
    """
    results = run_futures(design, contents)
    tables = make_routes_tables(design, results)
    if tables.outcomes.empty:
        raise EveryRunFailed(next(iter(results[0].errors.values())))
    return {
        RUNS: tables.runs,
        EVENTS: tables.events,
        OUTCOMES: tables.outcomes,
        SUMMARY: tables.summary,
        REGRET: regrets(tables),
        CONDITIONS: conditions(tables),
        FORECAST: forecast(design, tables.events),
        **draws_of(design.ensemble, design.seeds),
    }


def analyse_politics(design: RoutesDesign, contents: Contents) -> Tables:
    """Simulate politics alone, and return its events and the forecast by the name of their file."""
    events = forecast_events(design, politics_only(design, contents))
    return {EVENTS: events, FORECAST: forecast(design, events), **draws_of(design.ensemble, design.seeds)}
