"""Stand-ins for the model in sweeps: quick, paired by seed, and importable by worker processes."""

import os
import time
from collections.abc import Callable, Sequence

import numpy as np

from model.outcomes import OUTCOMES
from model.scenario import Scenario
from model.simulation import Run

NAMES = tuple(OUTCOMES)
UNLUCKY_SEED = 2
UNKNOWN_SEED = 3
STOP_SEED = 5
Wanted = Callable[[int], bool]


def run(scenario: Scenario, seed: int, wanted: Wanted) -> Run:
    """Noise shared by all scenarios of a seed, plus a shift that depends on the mix and the parameters."""
    world = scenario.world
    noise = np.random.default_rng(seed).random((world.quarters, len(NAMES)))
    shift = sum(level.national + level.european for level in scenario.mix.levels.values()) / 100
    changed = sum(scenario.parameters.changed().values())
    dates = tuple(date for date in range(world.start, world.start + world.quarters) if wanted(date))
    kept = [date - world.start for date in dates]
    return Run(scenario, seed, NAMES, noise[kept] + shift + changed, dates)


def simulate(scenarios: Sequence[Scenario], seed: int, wanted: Wanted) -> list[Run]:
    return [run(scenario, seed, wanted) for scenario in scenarios]


def simulate_with_bad_luck(scenarios: Sequence[Scenario], seed: int, wanted: Wanted) -> list[Run]:
    """Mixes that differ from their base raise with one seed."""
    if seed == UNLUCKY_SEED and any(scenario.mix.bases for scenario in scenarios):
        raise ArithmeticError("no luck")
    return simulate(scenarios, seed, wanted)


def simulate_nothing(scenarios: Sequence[Scenario], seed: int, wanted: Wanted) -> list[Run]:
    raise ArithmeticError("nothing works")


def simulate_unknown(scenarios: Sequence[Scenario], seed: int, wanted: Wanted) -> list[Run]:
    """With one seed the first outcome is never known."""
    runs = simulate(scenarios, seed, wanted)
    if seed == UNKNOWN_SEED:
        for each in runs:
            each.values[:, 0] = np.nan
    return runs


def simulate_slowly(scenarios: Sequence[Scenario], seed: int, wanted: Wanted) -> list[Run]:
    time.sleep(0.05)
    return simulate(scenarios, seed, wanted)


def stop(scenarios: Sequence[Scenario], seed: int, wanted: Wanted) -> list[Run]:
    """Stop as with Ctrl-C at one seed."""
    if seed == STOP_SEED:
        raise KeyboardInterrupt
    return simulate(scenarios, seed, wanted)


def die_always(scenarios: Sequence[Scenario], seed: int, wanted: Wanted) -> list[Run]:
    """End the worker process each time it meets one seed."""
    if seed == UNLUCKY_SEED:
        os._exit(1)
    return simulate(scenarios, seed, wanted)
