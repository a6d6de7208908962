"""A stand-in for the model in validations: near some observations, far from others, and moved by one parameter."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.runs.sweeps.sampling import Points
from model.observations import Observation, Observed

MOVER, MOVED = "leverage.steepness", "T16-2019"
UNLUCKY_SEED = 5
FAR, LOST = "T18-2020", "T02-2020"
"""Observations that the stand-in is ten tolerances away from, and that it has no value for."""


def observe(
    world: str, parameters: Mapping[str, float], seed: int, observations: Sequence[Observation]
) -> dict[str, Observed]:
    """Return what was observed, with luck of a third of a tolerance."""
    found = {}
    for place, each in enumerate(observations):
        assert each.world == world
        away = np.random.default_rng([seed, place]).normal() / 3
        if each.id == MOVED:
            away = parameters.get(MOVER, 2.0) - 2.0
        value = each.value + each.tolerance * (away + 10 * (each.id == FAR))
        found[each.id] = Observed(float("nan") if each.id == LOST else value, 40 + seed % 2)
    return found


def observe_with_bad_luck(
    world: str, parameters: Mapping[str, float], seed: int, observations: Sequence[Observation]
) -> dict[str, Observed]:
    """Raise with one seed."""
    if seed == UNLUCKY_SEED:
        raise ArithmeticError("no luck")
    return observe(world, parameters, seed, observations)


def write_ensemble(path: Path) -> Path:
    """Write three draws of which the second has no weight."""
    table = pd.DataFrame({MOVER: [1.8, 3.0, 2.2], "learning.rate": [0.05, 0.06, 0.07], "weight": [0.5, 0.0, 0.5]})
    table.to_parquet(path, index=False)
    return path


def points() -> Points:
    """Return the draws of `write_ensemble`."""
    return Points((MOVER, "learning.rate"), np.array([[1.8, 0.05], [3.0, 0.06], [2.2, 0.07]]))
