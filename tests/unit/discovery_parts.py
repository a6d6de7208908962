"""Samples with a known answer, for tests of discovery; without the model."""

from collections.abc import Callable, Sequence

import numpy as np

from experiments.studies.common.factors import Factor
from experiments.studies.discovery.boxes import Ground
from experiments.studies.discovery.sample import Named, Sample, Scope
from model.outcomes import OUTCOMES
from model.scenario import Scenario
from model.simulation import Run
from model.state.state import Array, BoolArray

FIRST = "learning.rate"
"""The parameter that decides in the toy simulator."""
LOSES_BELOW = 0.06
"""Value of `FIRST` below which every mix but the base loses in the toy simulator."""


def factors(count: int) -> tuple[Factor, ...]:
    """Return factors that go from 0 to 10."""
    return tuple(Factor(f"group{place % 3}.f{place}", f"group{place % 3}", 0, 10, 5, "1", "") for place in range(count))


def points(draws: int, columns: int, seed: int) -> Array:
    """Return points on 0 to 10."""
    return 10 * np.random.default_rng(seed).random((draws, columns))


def ground(draws: int, columns: int, seed: int, lost: Callable[[Array], BoolArray]) -> Ground:
    """Return draws of which those are lost that a function of their points says."""
    at = points(draws, columns, seed)
    return Ground(factors(columns), at, lost(at))


def sample(values: Array, columns: int = 4, outcomes: Sequence[str] = ("chain_impact_dutch",)) -> Sample:
    """Return a sample with given outcomes.

    Args:
        values: draws x mixes x outcomes, of one course and year.
        columns: number of factors.
        outcomes: their names.
    """
    mixes = tuple(
        Named(f"mix{place}", f"Mix {place}", f"Mix {place}", (str(place),)) for place in range(values.shape[1])
    )
    course = Named("expected", "Expected", "Verwacht")
    at = points(len(values), columns, seed=5)
    scope = Scope(mixes, (course,), tuple(outcomes), (2030,), len(values), 1, "small", "latin_hypercube")
    return Sample(scope, factors(columns), at, values[..., None])


def simulate(scenarios: Sequence[Scenario], seed: int, wanted: Callable[[int], bool]) -> list[Run]:
    """Every mix but the base loses where `FIRST` is low, and the last two outcomes never differ."""
    runs = []
    for scenario in scenarios:
        world = scenario.world
        dates = tuple(date for date in range(world.start, world.start + world.quarters) if wanted(date))
        gain = np.sign(dict(scenario.parameters.items())[FIRST] - LOSES_BELOW) if scenario.mix.bases else 0.0
        values = np.full((len(dates), len(OUTCOMES)), gain)
        values[:, list(OUTCOMES).index("chain_impact_global")] = 0.0
        runs.append(Run(scenario, seed, tuple(OUTCOMES), values, dates))
    return runs
