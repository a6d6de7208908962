"""A stand-in for the model in ablations: what mechanisms and instruments do in it is known."""

from collections.abc import Callable, Sequence

import numpy as np

from model.outcomes import OUTCOMES
from model.scenario import Scenario
from model.simulation import Run

NAMES = tuple(OUTCOMES)
LAW, COOPERATION, SYNERGY, BACKFIRE = 0.05, 0.03, 0.01, -0.2
NOISE = 1e-4
Wanted = Callable[[int], bool]


def impact(scenario: Scenario) -> float:
    """Laws and cooperation work, and more so together, while laws bind; without unions a law backfires."""
    values = dict(scenario.parameters.items())
    levels = scenario.mix.levels
    law, cooperation = levels["broad_due_diligence"].national, levels["sector_cooperation"].national
    found = LAW * law * values["laws.active"] + COOPERATION * cooperation
    found += SYNERGY * law * cooperation * values["laws.active"] * values["learning.active"]
    return found + BACKFIRE * law * (1.0 - values["unions.active"])


def run(scenario: Scenario, seed: int, wanted: Wanted) -> Run:
    """Luck shared by all scenarios of a seed, and a little of each impact's own."""
    world = scenario.world
    luck = np.random.default_rng(seed).random((world.quarters, len(NAMES)))
    own = impact(scenario) * (1.0 + NOISE * np.random.default_rng(seed + 1000).standard_normal())
    dates = tuple(date for date in range(world.start, world.start + world.quarters) if wanted(date))
    kept = [date - world.start for date in dates]
    return Run(scenario, seed, NAMES, 0.1 + 0.1 * luck[kept] + own, dates)


def simulate(scenarios: Sequence[Scenario], seed: int, wanted: Wanted) -> list[Run]:
    return [run(scenario, seed, wanted) for scenario in scenarios]
