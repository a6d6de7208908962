"""A mix under a route as a scenario: its politics is simulated for every seed and every value of the parameters."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from model.politics.course import is_simulated
from model.politics.resolve import under_route
from model.politics.route import read_route
from model.scenario import Scenario, find_file, load_scenario

SCHEDULED = "scheduled"
"""The course from which routes take everything that they do not decide."""


def load_under(
    mix: str | Path,
    *,
    world: str | Path,
    course: str | Path = "expected",
    parameters: Mapping[str, object] | None = None,
    laws: Mapping[str, Mapping[str, Any]] | None = None,
) -> Scenario:
    """Load a mix under a course of European politics, or under a route.

    Args:
        mix: name, alias or path.
        world: name or path.
        course: name, alias or path of a course or a route.
        parameters: values by full name.
        laws: changes of laws beyond those of the mix, by name.

    Raises:
        InputError: for anything that cannot be used.
    """
    path = find_file("routes", "course", course)
    if not is_simulated(path):
        return load_scenario(mix, world=world, course=course, parameters=parameters, laws=laws)
    loaded = load_scenario(mix, world=world, course=SCHEDULED, parameters=parameters, laws=laws)
    return under_route(loaded, read_route(path))
