"""The political future that a run meets: each seed plays one where the course simulates politics (SER 4.3, 5.1.2).

Luck comes from named streams of the seed alone, and numbers from the scenario's parameters. So mixes with the same
effort and without a Dutch law of their own meet the same future, and of two mixes that differ more than that, each
difference between their futures is the doing of their effort or their law.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from model.inputs.law import Law
from model.inputs.mix import Mix
from model.politics.course import PoliticalCourse
from model.politics.effort import effort_of_mix, effort_starts
from model.politics.future import Future, simulate_future
from model.politics.member_states import NETHERLANDS, read_union
from model.politics.outcome import dutch_bills, under_future
from model.politics.route import Route
from model.scenario import Scenario

_TERM = 16
"""Quarters between Dutch elections; without a bill to pass it has no part in what happens."""


def resolved(scenario: Scenario, seed: int) -> Scenario:
    """Return the scenario with the laws, dates and stages of the future of a seed; one with given politics as it is."""
    if not scenario.course.open:
        return scenario
    return under_future(scenario, route_of(scenario), future_of(scenario, seed, scenario.world.end + 1))


def future_of(scenario: Scenario, seed: int, end: int) -> Future:
    """Simulate the politics of a scenario whose course is open.

    Args:
        scenario: a mix under a course that simulates politics.
        seed: the future.
        end: first quarter (from year 0) that is not simulated; what comes before does not depend on it.
    """
    route = route_of(scenario)
    bill = route.passage and bool(dutch_bills(scenario.mix, scenario.laws))
    return simulate_future(route, scenario.parameters, read_union(), seed, end, bill)


def route_of(scenario: Scenario) -> Route:
    """Return what the Netherlands does: the route of the course, or else what the mix does."""
    course, mix, parameters = scenario.course, scenario.mix, scenario.parameters
    if course.route is not None:
        return course.route
    assert course.begins is not None
    assert course.undecided_from is not None
    changes = {max(date, course.begins) for date in effort_starts(mix)}
    return Route(
        **_words(course),
        begins=course.begins,
        undecided_from=course.undecided_from,
        halted_by_proposal=False,
        effort=effort_of_mix(mix, parameters, course.begins),
        term_quarters=_TERM,
        support=None,
        checkpoint=None,
        changes=tuple((date, effort_of_mix(mix, parameters, date)) for date in sorted(changes)),
        passage=False,
        dutch_law=_dutch_law(mix, scenario.laws),
    )


def under_route(scenario: Scenario, route: Route) -> Scenario:
    """Return a scenario whose politics is simulated under a route instead of what its course says."""
    course = PoliticalCourse(
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
        open=True,
        route=route,
    )
    return replace(scenario, course=course)


def _words(course: PoliticalCourse) -> dict[str, Any]:
    return {name: getattr(course, name) for name in ("name", "label_en", "label_nl", "why", "sections", "aliases")}


def _dutch_law(mix: Mix, laws: Iterable[Law]) -> int | None:
    """Return the quarter in which the first Dutch law becomes known that a mix has and its base has not."""
    dates = [
        max(law.announced, _start(mix, law)) for law in laws if law.jurisdiction == NETHERLANDS and _adds(mix, law)
    ]
    return min(dates, default=None)


def _start(mix: Mix, law: Law) -> int:
    return mix.start if law.instrument is None else mix.starts(law.instrument)


def _adds(mix: Mix, law: Law) -> bool:
    if all(date is None for date in law.application.values()):
        return False
    if law.instrument is None:
        return not law.baseline
    base, own = mix.base_levels[law.instrument], mix.levels[law.instrument]
    return base.national not in law.levels and own.national in law.levels
