"""One run of a world under existing policy gives the values of all observations in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from model.errors import wrong_value
from model.observations.registry import STATISTICS
from model.observations.table import Observation
from model.quarters import quarter_name
from model.scenario import load_scenario
from model.simulation import advance, start
from model.state.state import Array
from model.world import World

COURSE = "as_enacted"
"""The course in which observations are looked for: laws come at the dates of their files."""


@dataclass(frozen=True)
class Observed:
    """The value of the model for an observation, and the number of agents behind it."""

    value: float
    agents: int


def observe(
    world: str, parameters: Mapping[str, float], seed: int, observations: Iterable[Observation], *, strict: bool = True
) -> dict[str, Observed]:
    """Run a world under existing policy and return what the model gives for the observations in it.

    Args:
        world: name of the world.
        parameters: values by full name; the others keep their defaults.
        seed: of the run.
        observations: those to look for; those in other worlds are passed over.
        strict: refuse a value with too few agents behind it; else it is nan, and the number of agents is returned.

    Returns:
        Value and agents by the observation's id, in the order given.

    Raises:
        InputError: for a name or value that cannot be used, a period outside that of the world, or too few agents.
    """
    wanted = [each for each in observations if each.world == world]
    looks: dict[str, list[Array]] = {each.id: [] for each in wanted}
    scenario = load_scenario(world=world, course=COURSE, parameters=parameters)
    for each in wanted:
        _check_period(each, scenario.world.start, scenario.world.end)
    running = start(scenario, seed)
    _look(running, [each for each in wanted if each.end is None], looks)
    while running.date <= max((each.end for each in wanted if each.end is not None), default=-1):
        date = running.date
        advance(running)
        _look(running, [each for each in wanted if _due(each, date)], looks)
    return {each.id: _observed(each, np.array(looks[each.id]), strict) for each in wanted}


def observe_all(
    world: str, parameters: Mapping[str, float], seed: int, observations: Iterable[Observation]
) -> dict[str, Observed]:
    """Return the same with nan for what rests on too few agents, for studies that judge many points together."""
    return observe(world, parameters, seed, observations, strict=False)


def _due(observation: Observation, date: int) -> bool:
    """Say whether an observation is looked for in a quarter."""
    if observation.start is None or observation.end is None:
        return False
    return STATISTICS[observation.statistic].wanted(date, observation.start, observation.end)


def _look(world: World, observations: list[Observation], looks: dict[str, list[Array]]) -> None:
    """Look once for each statistic, whatever the number of observations of it."""
    seen = {name: STATISTICS[name].look(world) for name in {each.statistic: None for each in observations}}
    for each in observations:
        looks[each.id].append(seen[each.statistic])


def _observed(observation: Observation, looks: Array, strict: bool) -> Observed:
    statistic = STATISTICS[observation.statistic]
    value, agents = statistic.combined(looks)
    if agents < statistic.needed:
        if not strict:
            return Observed(float("nan"), agents)
        where = f"world {observation.world}: observation {observation.id}"
        raise wrong_value(where, "agents", agents, f"at least {statistic.needed} {statistic.measured_on}")
    return Observed(value, agents)


def _check_period(observation: Observation, first: int, last: int) -> None:
    """Refuse a period that is not within that of the world."""
    for name in ("start", "end"):
        date = getattr(observation, name)
        if date is not None and not first <= date <= last:
            where = f"world {observation.world}: observation {observation.id}"
            allowed = f"from {quarter_name(first)} to {quarter_name(last)}, the period of the world"
            raise wrong_value(where, name, quarter_name(date), allowed)
