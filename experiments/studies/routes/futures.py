"""One political future under every route and mix: the unit of work, done in one process so that pasts are shared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from experiments.report.outcome_facts import flows
from experiments.runs.engine import run_each
from experiments.runs.statistics import by_year
from experiments.studies.routes.design import END_OF_POLITICS, RoutesDesign
from model.outcomes import OUTCOMES
from model.parameters import ParameterSet
from model.politics.events import Event, events
from model.politics.future import Future, simulate_future
from model.politics.member_states import read_union
from model.politics.outcome import dutch_bills, under_future
from model.politics.route import Route
from model.scenario import Scenario
from model.simulation import Run, simulate_together
from model.state.state import Array

Key = tuple[str, str]
"""A route (or the static comparison) and a mix."""
Simulate = Callable[[Sequence[Scenario], int, Callable[[int], bool]], list[Run]]


@dataclass(eq=False)
class FutureResult:
    """What came of one future: events by route and mix, outcomes (years x outcomes), tracebacks of what raised."""

    seed: int
    events: dict[Key, list[Event]] = field(default_factory=dict)
    values: dict[Key, Array] = field(default_factory=dict)
    errors: dict[Key, str] = field(default_factory=dict)


class Politics:
    """The politics of one future: each route once with a Dutch bill and once without."""

    def __init__(self, parameters: ParameterSet, seed: int, end: int = END_OF_POLITICS) -> None:
        """Keep what the futures of this seed share."""
        self._parameters, self._seed, self._end = parameters, seed, end
        self._known: dict[tuple[str, bool], tuple[Future, list[Event]]] = {}

    def of(self, route: Route, bill: bool) -> tuple[Future, list[Event]]:
        """Return the future of a route and its events."""
        if (route.name, bill) not in self._known:
            future = simulate_future(route, self._parameters, read_union(), self._seed, self._end, bill)
            self._known[route.name, bill] = (future, events(future, route, self._parameters))
        return self._known[route.name, bill]


def run_future(design: RoutesDesign, seed: int, simulate: Simulate | None = None) -> FutureResult:
    """Simulate one future: its politics, every mix under every route, and in some futures the static comparison.

    Args:
        design: the study.
        seed: the future.
        simulate: stands for the model in tests; must be importable by the workers.
    """
    result = FutureResult(seed)
    scenarios: dict[Key, Scenario] = {}
    parameters = design.parameters_of(seed)
    politics = Politics(parameters, seed, design.end)
    for route in design.routes:
        for scenario in design.scenarios:
            bill = bool(dutch_bills(scenario.mix, scenario.laws))
            future, found = politics.of(route, bill)
            key = (route.name, scenario.mix.name)
            result.events[key] = found
            scenarios[key] = under_future(_with(scenario, parameters), route, future)
    if seed in design.enacted_seeds:
        for scenario in design.enacted:
            scenarios[scenario.course.name, scenario.mix.name] = _with(scenario, parameters)
    _run(design, scenarios, seed, result, simulate or _simulate)
    return result


def _with(scenario: Scenario, parameters: ParameterSet) -> Scenario:
    return scenario if parameters is scenario.parameters else scenario.with_parameter_set(parameters)


def _simulate(scenarios: Sequence[Scenario], seed: int, wanted: Callable[[int], bool]) -> list[Run]:
    return simulate_together(scenarios, seed, record_when=wanted)


def _run(
    design: RoutesDesign, scenarios: dict[Key, Scenario], seed: int, result: FutureResult, simulate: Simulate
) -> None:
    """Run the scenarios, and keep what came of each."""

    def wanted(date: int) -> bool:
        return date // 4 in design.years

    found = run_each(lambda chosen: simulate(chosen, seed, wanted), list(scenarios.values()))
    for key, each in zip(scenarios, found, strict=True):
        if isinstance(each, Run):
            result.values[key] = _annual(each)
        else:
            result.errors[key] = each


def _annual(run: Run) -> Array:
    """Return years x outcomes: a stock at the end of a year, a flow as the mean over its quarters."""
    flowing = flows()
    is_flow = np.array([name in flowing for name in OUTCOMES], dtype=bool)
    years = np.array(run.dates) // 4
    _, annual = by_year(run.values[None], years, is_flow)
    of_run: Array = annual[0]
    return of_run
