"""Stand-ins for the model: quick, paired, and importable by worker processes."""

import os
from collections.abc import Sequence

import numpy as np

from model.errors import InputError
from model.outcomes import OUTCOMES
from model.scenario import Scenario
from model.simulation import Run

NAMES = tuple(OUTCOMES)
UNLUCKY_SEED = 2


def run(scenario: Scenario, seed: int) -> Run:
    """Noise shared by all scenarios of a seed, plus a shift that depends on the mix and the parameters."""
    noise = np.random.default_rng(seed).random((scenario.world.quarters, len(NAMES)))
    shift = sum(level.national + level.european for level in scenario.mix.levels.values()) / 100
    changed = sum(scenario.parameters.changed().values())
    dates = tuple(range(scenario.world.start, scenario.world.start + scenario.world.quarters))
    return Run(scenario, seed, NAMES, noise + shift + changed, dates)


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
