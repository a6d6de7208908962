"""Outcomes: what a run reports each quarter, in a fixed order. Not one of them is a score that adds up the others."""

from __future__ import annotations

import numpy as np

from model.outcomes import (
    chain_impact,
    conduct,
    cooperation,
    criteria,
    firm_cost,
    flight,
    level_playing_field,
    politics,
    progress,
    public_cost,
    requests,
    side_effects,
    weakest,
)
from model.outcomes.measures import Measures
from model.outcomes.outcome import GROUPS, PERSPECTIVES, Outcome
from model.state.state import Array
from model.world import World

__all__ = ["GROUPS", "OUTCOMES", "PERSPECTIVES", "Outcome", "record", "values_of"]


def _collect(*parts: tuple[Outcome, ...]) -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}
    for outcome in (each for part in parts for each in part):
        if outcome.name in found:
            raise ValueError(f"outcome '{outcome.name}' is declared twice")
        found[outcome.name] = outcome
    return found


OUTCOMES: dict[str, Outcome] = _collect(
    chain_impact.OUTCOMES,
    progress.OUTCOMES,
    level_playing_field.OUTCOMES,
    criteria.OUTCOMES,
    flight.OUTCOMES,
    weakest.OUTCOMES,
    side_effects.OUTCOMES,
    requests.OUTCOMES,
    firm_cost.OUTCOMES,
    public_cost.OUTCOMES,
    conduct.OUTCOMES,
    weakest.ORDERS,
    cooperation.OUTCOMES,
    politics.OUTCOMES,
)
"""All outcomes by name; the order is that of `record`."""


def record(world: World) -> Array:
    """Return the value of every outcome at the end of the quarter, in the order of `OUTCOMES`."""
    return values_of(Measures(world))


def values_of(measures: Measures) -> Array:
    """Return the value of every outcome as `record` does, from measures that may be used for more."""
    return np.array([outcome.compute(measures) for outcome in OUTCOMES.values()])
