"""A mix under a route as a scenario: its politics is simulated for every seed and every value of the parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from experiments.routes.design import SCHEDULED
from experiments.routes.futures import END_OF_POLITICS
from model.politics.course import PoliticalCourse, is_simulated
from model.politics.future import simulate_future
from model.politics.member_states import read_union
from model.politics.outcome import dutch_bills, under_future
from model.politics.route import Route, read_route
from model.scenario import Scenario, find_file, load_scenario


@dataclass(frozen=True)
class UnderRoute(Scenario):
    """A scenario whose laws are still to come of a route; `realised` gives those of a seed."""

    route: Route

    def resolved(self) -> dict[str, object]:
        """Return everything resolved as plain data, the route included."""
        return {**super().resolved(), "route": asdict(self.route)}


def load_under(
    mix: str | Path,
    *,
    world: str | Path,
    course: str | Path = SCHEDULED,
    parameters: Mapping[str, object] | None = None,
) -> Scenario:
    """Load a mix under a course of European politics, or under a route.

    Args:
        mix: name, alias or path.
        world: name or path.
        course: name, alias or path of a course or a route.
        parameters: values by full name.

    Raises:
        InputError: for anything that cannot be used.
    """
    path = find_file("routes", "course", course)
    if not is_simulated(path):
        return load_scenario(mix, world=world, course=course, parameters=parameters)
    route, plain = read_route(path), load_scenario(mix, world=world, course=SCHEDULED, parameters=parameters)
    to_come = PoliticalCourse(
        name=route.name,
        label_en=route.label_en,
        label_nl=route.label_nl,
        why=route.why,
        sections=route.sections,
        aliases=route.aliases,
        european_law="under_every_mix",
        ambition=None,
        law_changes={},
        simulated=True,
    )
    return UnderRoute(**{**_parts(plain), "course": to_come}, route=route)


def realised(scenario: Scenario, seed: int) -> Scenario:
    """Return the scenario in the political future of a seed; one with given politics as it is."""
    if not isinstance(scenario, UnderRoute):
        return scenario
    plain, bill = Scenario(**_parts(scenario)), bool(dutch_bills(scenario.mix, scenario.laws))
    future = simulate_future(scenario.route, scenario.parameters, read_union(), seed, END_OF_POLITICS, bill)
    return under_future(plain, scenario.route, future)


def _parts(scenario: Scenario) -> dict[str, Any]:
    return {each.name: getattr(scenario, each.name) for each in fields(Scenario)}
