"""A small study of routes in hand-made parts, and stand-ins for the model that worker processes can import."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.runs.design import default_mixes
from experiments.studies.routes.design import ENACTED, RoutesDesign, design_routes
from experiments.studies.routes.futures import FutureResult
from experiments.studies.routes.options import RoutesOptions
from experiments.studies.routes.run_tables import make_routes_tables
from experiments.studies.routes.tables import RoutesTables
from model.errors import InputError
from model.outcomes import OUTCOMES
from model.politics.events import Event
from model.scenario import Scenario
from model.simulation import Run
from tests.unit import fake_model

MIXES = default_mixes()[:2]
UNLUCKY_SEED = 2
YEARS = (2025, 2030)
PLACE = {name: place for place, name in enumerate(OUTCOMES)}
ROUTE_TEXT = """\
label_en = "My route"
label_nl = "Mijn route"
why = "To try."
begins = "2020Q4"
undecided_from = "2022Q1"
[effort]
european = 0.7
national = 0.3
"""


def routes_design(seeds: Sequence[int] = (1, 2, 3), **changes: Any) -> RoutesDesign:
    """A design of the project's routes and two mixes on the small world, with other parts where asked."""
    request: dict[str, Any] = {"routes": (), "mixes": MIXES, "world": "small", "parameters": {}, **changes}
    return design_routes(RoutesOptions(seeds=tuple(seeds), **request))


def own_route(folder: Path, name: str = "mine", text: str = ROUTE_TEXT) -> str:
    """Write a route of one's own and return its path."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8", newline="\n")
    return str(path)


def simulate(scenarios: Sequence[Scenario], seed: int, wanted: Callable[[int], bool]) -> list[Run]:
    """Runs of the fake model, the quarters that are wanted of them, shifted by the place of the route."""
    runs = []
    for scenario in scenarios:
        run = fake_model.run(scenario, seed)
        kept = [place for place, date in enumerate(run.dates) if wanted(date)]
        shift = len(scenario.course.name) / 1000 * (seed % 3)
        dates = tuple(run.dates[place] for place in kept)
        runs.append(Run(scenario, seed, run.outcomes, run.values[kept] + shift, dates))
    return runs


def simulate_with_bad_luck(scenarios: Sequence[Scenario], seed: int, wanted: Callable[[int], bool]) -> list[Run]:
    """One future fails where politics is simulated and the mix is the second."""
    if seed == UNLUCKY_SEED and any(each.course.simulated and each.mix.name == MIXES[1] for each in scenarios):
        raise ArithmeticError("no luck")
    return simulate(scenarios, seed, wanted)


def simulate_nothing(scenarios: Sequence[Scenario], seed: int, wanted: Callable[[int], bool]) -> list[Run]:
    raise ArithmeticError("nothing works")


def refuse(scenarios: Sequence[Scenario], seed: int, wanted: Callable[[int], bool]) -> list[Run]:
    raise InputError("a table is wrong")


def stop(scenarios: Sequence[Scenario], seed: int, wanted: Callable[[int], bool]) -> list[Run]:
    raise KeyboardInterrupt


def die(scenarios: Sequence[Scenario], seed: int, wanted: Callable[[int], bool]) -> list[Run]:
    """End the worker process at once, as the system does when memory runs out."""
    os._exit(1)


def quarter(year: float) -> int:
    """A year such as 2026.5 as a count of quarters."""
    return round(year * 4)


def start() -> Event:
    return Event("start", quarter(2020.75), "effort_european", 1.0)


def results_of(design: RoutesDesign, outcome: str, values: dict[str, Sequence[float]]) -> list[FutureResult]:
    """Results in which one outcome has these values: route (or `as_enacted`) to one a future; NaN fails the run.

    They hold for every mix and year; all other outcomes are 0.
    """
    results = []
    for place, seed in enumerate(design.seeds):
        result = FutureResult(seed)
        for route, each in values.items():
            for mix in design.mixes:
                if route != ENACTED:
                    result.events[route, mix] = [start()]
                if np.isnan(each[place]):
                    result.errors[route, mix] = "Traceback\nArithmeticError: no luck"
                    continue
                filled = np.zeros((len(design.years), len(OUTCOMES)))
                filled[:, PLACE[outcome]] = each[place]
                result.values[route, mix] = filled
        results.append(result)
    return results


def tables_of(design: RoutesDesign, outcome: str, *each: Sequence[float]) -> RoutesTables:
    """Tables in which the routes of the design, in order, have these values of one outcome."""
    values = {route.name: numbers for route, numbers in zip(design.routes, each, strict=True)}
    return make_routes_tables(design, results_of(design, outcome, values))


def event_table(
    rows: dict[int, Sequence[tuple[str, str, str, float]]], route: str = "r", mix: str = "m"
) -> pd.DataFrame:
    """A table of events: future to (event, quarter, attribute, value); every future has a start."""
    begin = ("start", "2020Q4", "effort_european", 1.0)
    told = [("x", future, route, mix, *row) for future, found in rows.items() for row in (begin, *found)]
    return pd.DataFrame(told, columns=["run", "future", "route", "mix", "event", "quarter", "attribute", "value"])
