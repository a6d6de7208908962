"""Studies of routes made by hand, for tests of their figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd

from experiments.studies.routes.conditions import COLUMNS as CONDITION_COLUMNS
from experiments.studies.routes.design import ENACTED, RoutesDesign, design_routes
from experiments.studies.routes.figures.view import RouteView
from experiments.studies.routes.options import RoutesOptions
from experiments.studies.routes.tables import KEYS, RoutesFolder, RoutesTables, summarise
from model.outcomes import OUTCOMES
from model.politics.criteria import CRITERIA

PLAIN, BILL = "null_option", "broad"
FIRST, CHECKED, BOTH = "european", "european_with_checkpoint", "both_tracks"
Fact = tuple[str, str, str, float]
"""Event, quarter, attribute and value."""


@cache
def design(
    routes: tuple[str, ...] = (FIRST, CHECKED, BOTH), mixes: tuple[str, ...] = (PLAIN, BILL), futures: int = 4
) -> RoutesDesign:
    """Return a design of the small world with fixed numbers of politics."""
    return design_routes(RoutesOptions(routes, mixes, "small", {}, tuple(range(1, futures + 1)), drawn=False))


def law(applies: str | None, ambition: float = 0.5, staff: float = 500.0) -> list[Fact]:
    """Return the facts of a future in which European law applies from a quarter, or never."""
    start: list[Fact] = [("start", "2020Q4", "effort_european", 1.0)]
    if applies is None:
        return start
    adoption: list[Fact] = [
        ("adoption", "2024Q1", "ambition", ambition),
        ("adoption", "2024Q1", "employees_min", staff),
    ]
    return [*start, *adoption, ("application", applies, "ambition", ambition)]


def judged(score: float, threshold: float = 0.5) -> list[Fact]:
    """Return the facts of a checkpoint."""
    criteria: list[Fact] = [("checkpoint", "2021Q2", name, 0.1 * place) for place, name in enumerate(CRITERIA)]
    verdict = float(score >= threshold)
    return [("checkpoint", "2021Q2", "sufficient", verdict), ("checkpoint", "2021Q2", "score", score), *criteria]


PASSED: list[Fact] = [("national_law", "2023Q1", "NLD", 1.0)]
BEFORE: list[Fact] = [*PASSED, ("first_law", "2023Q1", "national", 1.0)]
HALTED: list[Fact] = [("halt", "2022Q3", "NLD", 1.0)]


def study(
    plan: RoutesDesign,
    politics: Mapping[str, Sequence[list[Fact]]] | None = None,
    gains: Mapping[str, Sequence[float]] | None = None,
    lost: Iterable[tuple[str, str, int]] = (),
) -> RoutesFolder:
    """Make a study by hand.

    Args:
        plan: what was run.
        politics: facts by route and future; without, a law that comes later in each further future.
        gains: what a route adds to every outcome, by future; nothing where it is not said.
        lost: routes, mixes and futures that failed.
    """
    rows, events, values = [], [], []
    columns = ["run", "future", "route", "mix"]
    assert columns == list(KEYS)
    lost = set(lost)
    for route in (*(each.name for each in plan.routes), ENACTED):
        for mix in plan.mixes:
            for place, seed in enumerate(plan.seeds):
                key = (f"{route}{mix}{seed}", seed, route, mix)
                failed = (route, mix, seed) in lost
                rows.append((*key, "failed" if failed else "done", "trace" if failed else ""))
                facts = politics[route][place] if politics and route in politics else law(f"{2026 + place % 8}Q1")
                if route != ENACTED:
                    events += [(*key, event, quarter, name, value) for event, quarter, name, value in facts]
                if not failed:
                    gain = gains[route][place] if gains and route in gains else 0.0
                    luck = 0.5 + 0.1 * (seed % 5)
                    values += [(*key, year, *([luck + gain] * len(OUTCOMES))) for year in plan.years]
    outcomes = pd.DataFrame(values, columns=[*KEYS, "year", *OUTCOMES])
    tables = RoutesTables(
        plan,
        pd.DataFrame(rows, columns=[*KEYS, "status", "error"]),
        pd.DataFrame(events, columns=[*KEYS, "event", "quarter", "attribute", "value"]),
        outcomes,
        summarise(plan, outcomes),
    )
    empty = pd.DataFrame(columns=list(CONDITION_COLUMNS))
    return folder_with(tables, empty)


def folder_with(tables: RoutesTables, conditions: pd.DataFrame) -> RoutesFolder:
    """Return a study of routes that no folder holds."""
    made = RoutesFolder(Path(), {"study_id": tables.design.study_id, "verb": "routes"}, tables.design)
    made.__dict__.update(tables=tables, runs=tables.runs, conditions=conditions)
    return made


def view(made: RoutesFolder, language: str = "en") -> RouteView:
    return RouteView(made, language)


def many(count: int, futures: int, mixes: tuple[str, ...] = (PLAIN, BILL)) -> RoutesFolder:
    """Return a study of many routes, up to three with a checkpoint, in few futures."""
    plan = design(mixes=mixes, futures=futures)
    first, checked = plan.routes[:2]
    more = [replace(checked, name=f"route_{place}", aliases=()) for place in range(count - 1)]
    plan = replace(plan, routes=(first, *more))
    politics = {
        route.name: [
            law("2030Q1", 0.3 + 0.1 * (place % 3)) + judged(0.3 + 0.1 * (place % 4)) for place in range(futures)
        ]
        for route in more[:3]
    }
    return study(plan, politics, {route.name: [0.01 * place] * futures for place, route in enumerate(more)})
