"""Build a world, let it settle, step it through its quarters and record the outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from model.building.population import build
from model.holding import begin, restore
from model.outcomes import OUTCOMES, record
from model.outcomes.breakdown import divided
from model.outcomes.measures import Measures
from model.plugins import schedule_of
from model.politics.resolve import resolved
from model.quarters import quarter_name
from model.scenario import Scenario
from model.state.state import Array
from model.world import World

KEPT_DRAWS = 8_000_000
"""Random numbers that runs which share a seed keep for one another, 64 MB; more than those of the reference world."""

Wanted = Callable[[int], bool]
"""Whether something is wanted of a quarter, which counts from year 0."""


@dataclass(frozen=True)
class Observer:
    """What looks at a world at the end of a quarter, and in which quarters; it returns one shape throughout."""

    look: Callable[[World], Array]
    when: Wanted


@dataclass(frozen=True)
class Breakdown:
    """Outcomes divided over groups; `values` is quarters x cells, in the order of `model.outcomes.breakdown.cells`."""

    dates: tuple[int, ...]
    values: Array


@dataclass(frozen=True)
class Run:
    """The outcomes of one scenario and seed; `values` is quarters x outcomes, in the order of `outcomes`.

    `dates` are the quarters (from year 0) that were recorded; `breakdown` is there where it was asked for. `scenario`
    is what was asked; `model.politics.resolve` tells which laws came of it in the future of the seed.
    """

    scenario: Scenario
    seed: int
    outcomes: tuple[str, ...]
    values: Array
    dates: tuple[int, ...]
    breakdown: Breakdown | None = None

    @property
    def series(self) -> pd.DataFrame:
        """Tidy table with columns mix, seed, quarter, year, outcome, value: one row a quarter and outcome."""
        wide = pd.DataFrame(self.values, columns=list(self.outcomes))
        wide.insert(0, "quarter", [quarter_name(date) for date in self.dates])
        wide.insert(1, "year", [date // 4 for date in self.dates])
        tidy = wide.melt(id_vars=["quarter", "year"], var_name="outcome", value_name="value")
        tidy.insert(0, "mix", self.scenario.mix.name)
        tidy.insert(1, "seed", self.seed)
        return tidy


def start(scenario: Scenario, seed: int) -> World:
    """Build the world and let it settle: on return the first quarter is about to begin."""
    return _settled(scenario, seed).branch(scenario)


def _settled(scenario: Scenario, seed: int) -> World:
    """Build and settle the world under the laws that hold in every mix."""
    before = scenario.before_policy
    tables, state = build(before, seed)
    world = World(before, tables, state, seed)
    schedule = schedule_of(scenario)
    while world.burning_in:
        for process in schedule.burn_in:
            process.step(world)
        world.quarter += 1
    for process in schedule.step:
        if process.settle is not None:
            process.settle(world)
    return world


def advance(world: World) -> None:
    """Step the world through one quarter."""
    held = bool(world.scenario.held)
    if held:
        begin(world)
    for process in schedule_of(world.scenario).step:
        process.step(world)
        if held:
            restore(world, process)
    world.quarter += 1


def simulate(scenario: Scenario, seed: int = 1) -> Run:
    """Run one scenario with one seed."""
    return simulate_together([scenario], seed)[0]


def simulate_together(
    scenarios: Sequence[Scenario],
    seed: int,
    progress: Callable[[], None] | None = None,
    record_when: Wanted = lambda date: True,
    divide_when: Wanted | None = None,
) -> list[Run]:
    """Run scenarios on the same world and luck; what they share is done once.

    Args:
        scenarios: any scenarios; those with the same `start_hash` share the building and settling of the world,
            and all quarters in which the same is `known`.
        seed: the seed of all of them.
        progress: called after each scenario.
        record_when: tells of a quarter (from year 0) whether its outcomes are wanted.
        divide_when: the same of outcomes divided over groups; never by default.
    """
    observers = [Observer(record, record_when)]
    if divide_when:
        observers.append(Observer(_divided, divide_when))
    runs = []
    found = observe_together(scenarios, seed, observers, progress)
    for scenario, (values, *parts) in zip(scenarios, found, strict=True):
        dates = recorded_dates(scenario, record_when)
        breakdown = Breakdown(recorded_dates(scenario, divide_when), parts[0]) if divide_when else None
        runs.append(Run(scenario, seed, tuple(OUTCOMES), values, dates, breakdown))
    return runs


def _divided(world: World) -> Array:
    return divided(Measures(world))


def observe_together(
    scenarios: Sequence[Scenario],
    seed: int,
    observers: Sequence[Observer],
    progress: Callable[[], None] | None = None,
) -> list[tuple[Array, ...]]:
    """Run scenarios as `simulate_together` does and return what each observer sees, quarters x what it returns.

    Args:
        scenarios: any scenarios.
        seed: the seed of all of them.
        observers: what looks, and when.
        progress: called after each scenario.
    """
    met = [resolved(scenario, seed) for scenario in scenarios]
    starts: dict[str, list[Scenario]] = {}
    for scenario in met:
        starts.setdefault(scenario.start_hash, []).append(scenario)
    found: dict[int, tuple[Array, ...]] = {}
    for group in starts.values():
        nothing: _Seen = tuple([] for _ in observers)
        past = _settled(group[0], seed)
        past.draws.room = KEPT_DRAWS if len(group) > 1 else 0
        for scenario, seen in _run_apart(past, group, nothing, observers):
            found[id(scenario)] = tuple(np.array(each) for each in seen)
            if progress is not None:
                progress()
    return [found[id(scenario)] for scenario in met]


def recorded_dates(scenario: Scenario, wanted: Wanted) -> tuple[int, ...]:
    """Return the quarters (from year 0) of a scenario that are wanted."""
    first = scenario.world.start
    return tuple(date for date in range(first, first + scenario.world.quarters) if wanted(date))


_Seen = tuple[list[Array], ...]


def _run_apart(
    past: World, scenarios: list[Scenario], seen: _Seen, observers: Sequence[Observer]
) -> Iterator[tuple[Scenario, _Seen]]:
    """Run scenarios that share a past: those that differ this quarter go apart, and so on until the end."""
    for group in _alike(scenarios, past.date):
        world = past.branch(group[0])
        end = world.scenario.world.start + world.scenario.world.quarters
        turns = [turn for scenario in group for turn in scenario.turns if past.date < turn < end]
        until = min(turns) if turns and len(group) > 1 else end
        own: _Seen = tuple(list(each) for each in seen)
        while world.date < until:
            date = world.date
            advance(world)
            for observer, kept in zip(observers, own, strict=True):
                if observer.when(date):
                    kept.append(observer.look(world))
        if until < end:
            yield from _run_apart(world, group, own, observers)
        else:
            yield from ((scenario, own) for scenario in group)


def _alike(scenarios: list[Scenario], date: int) -> list[list[Scenario]]:
    """Group scenarios in which the same is known, in order of first appearance."""
    groups: list[tuple[object, list[Scenario]]] = []
    for scenario in scenarios:
        known = scenario.known(date)
        for other, group in groups:
            if other == known:
                group.append(scenario)
                break
        else:
            groups.append((known, [scenario]))
    return [group for _, group in groups]
