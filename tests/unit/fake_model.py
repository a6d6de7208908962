"""Stand-ins for the model: quick, paired, and importable by worker processes."""

import os
from collections.abc import Sequence

import numpy as np

from experiments.runs.breakdown import years_of
from model.errors import InputError
from model.inputs.tables import load_tables
from model.outcomes import OUTCOMES
from model.outcomes.breakdown import WEIGHTS, cells
from model.scenario import Scenario
from model.simulation import Breakdown, Run

NAMES = tuple(OUTCOMES)
UNLUCKY_SEED = 2


def run(scenario: Scenario, seed: int) -> Run:
    """Noise shared by all scenarios of a seed, plus a shift that depends on the mix and the parameters."""
    noise = np.random.default_rng(seed).random((scenario.world.quarters, len(NAMES)))
    shift = sum(level.national + level.european for level in scenario.mix.levels.values()) / 100
    changed = sum(scenario.parameters.changed().values())
    dates = tuple(range(scenario.world.start, scenario.world.start + scenario.world.quarters))
    return Run(scenario, seed, NAMES, noise + shift + changed, dates, divided(scenario, seed, shift))


def divided(scenario: Scenario, seed: int, shift: float) -> Breakdown:
    """The same of the breakdown, in the years that a study reports; weights are shares."""
    world = scenario.world
    dates = tuple(date for date in range(world.start, world.end + 1) if date // 4 in years_of(world))
    found = cells(load_tables())
    values = np.random.default_rng([seed, 1]).random((len(dates), len(found))) + shift
    values[:, [cell.outcome in WEIGHTS for cell in found]] = 0.1
    return Breakdown(dates, values)


def simulate(scenarios: Sequence[Scenario], seed: int) -> list[Run]:
    return [run(scenario, seed) for scenario in scenarios]


def simulate_with_bad_luck(scenarios: Sequence[Scenario], seed: int) -> list[Run]:
    """Mixes that differ from their base raise with one seed."""
    if seed == UNLUCKY_SEED and any(scenario.mix.bases for scenario in scenarios):
        raise ArithmeticError("no luck")
    return simulate(scenarios, seed)


def simulate_nothing(scenarios: Sequence[Scenario], seed: int) -> list[Run]:
    raise ArithmeticError("nothing works")


def refuse(scenarios: Sequence[Scenario], seed: int) -> list[Run]:
    raise InputError("a table is wrong")


def stop(scenarios: Sequence[Scenario], seed: int) -> list[Run]:
    raise KeyboardInterrupt


def die(scenarios: Sequence[Scenario], seed: int) -> list[Run]:
    """End the worker process at once, as the system does when memory runs out."""
    os._exit(1)
