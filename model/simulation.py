"""Build a world, let it settle, step it through its quarters and record the outcomes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from model.outcomes import OUTCOMES, record
from model.population import build
from model.scenario import Scenario
from model.schedule import BURN_IN, STEP
from model.state import Array
from model.toml_input import quarter_name
from model.world import World


@dataclass(frozen=True)
class Run:
    """The outcomes of one scenario and seed; `values` is quarters x outcomes, in the order of `outcomes`."""

    scenario: Scenario
    seed: int
    outcomes: tuple[str, ...]
    values: Array

    @property
    def series(self) -> pd.DataFrame:
        """Tidy table with columns mix, seed, quarter, year, outcome, value: one row a quarter and outcome."""
        start, count = self.scenario.world.start, len(self.values)
        quarters = [quarter_name(start + step) for step in range(count)]
        years = [(start + step) // 4 for step in range(count)]
        wide = pd.DataFrame(self.values, columns=list(self.outcomes))
        wide.insert(0, "quarter", quarters)
        wide.insert(1, "year", years)
        tidy = wide.melt(id_vars=["quarter", "year"], var_name="outcome", value_name="value")
        tidy.insert(0, "mix", self.scenario.mix.name)
        tidy.insert(1, "seed", self.seed)
        return tidy


def start(scenario: Scenario, seed: int) -> World:
    """Build the world and let it settle: on return the first quarter is about to begin."""
    tables, state = build(scenario, seed)
    world = World(scenario, tables, state, seed)
    while world.burning_in:
        for process in BURN_IN:
            process.step(world)
        world.quarter += 1
    for process in STEP:
        if process.settle is not None:
            process.settle(world)
    return world


def advance(world: World) -> None:
    """Step the world through one quarter."""
    for process in STEP:
        process.step(world)
    world.quarter += 1


def simulate(scenario: Scenario, seed: int = 1) -> Run:
    """Run one scenario with one seed."""
    return simulate_together([scenario], seed)[0]


def simulate_together(
    scenarios: Sequence[Scenario], seed: int, progress: Callable[[], None] | None = None
) -> list[Run]:
    """Run scenarios on the same world and luck; what they share is done once.

    Args:
        scenarios: any scenarios; those with the same `start_hash` share the building and settling of the world,
            those with the same `past_hash` also the quarters before the levels of their mixes hold.
        seed: the seed of all of them.
        progress: called after each scenario.
    """
    starts: dict[str, World] = {}
    pasts: dict[str, tuple[World, list[Array]]] = {}
    runs = []
    for scenario in scenarios:
        if scenario.start_hash not in starts:
            starts[scenario.start_hash] = start(scenario, seed)
        if scenario.past_hash not in pasts:
            world = starts[scenario.start_hash].branch(scenario)
            before = scenario.mix.start - scenario.world.start
            pasts[scenario.past_hash] = world, _go_on(world, min(max(before, 0), scenario.world.quarters))
        past, recorded = pasts[scenario.past_hash]
        world = past.branch(scenario)
        values = np.array(recorded + _go_on(world, scenario.world.quarters - len(recorded)))
        runs.append(Run(scenario, seed, tuple(OUTCOMES), values))
        if progress is not None:
            progress()
    return runs


def _go_on(world: World, quarters: int) -> list[Array]:
    """Step the world through some quarters and return what each one's outcomes are."""
    recorded = []
    for _ in range(quarters):
        advance(world)
        recorded.append(record(world))
    return recorded
