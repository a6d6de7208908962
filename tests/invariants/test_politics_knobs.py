"""Every number of politics does something: moved through its range, it changes what comes of some future.

No runs are needed: what counts are the events of a future, and the laws as data that a run would get.
"""

from functools import cache

import pytest

from experiments.studies.routes.prior import PRIOR_GROUPS, drawn_names
from model.inputs.law import Law
from model.parameters import ParameterSet
from model.politics.events import Event
from model.politics.outcome import under_future
from model.scenario import Scenario, load_scenario
from tests.invariants.small_politics import POLITICAL, PROCESS_GROUPS, routes, told

WITHIN_RUNS = {"politics.active", "politics.anticipation", "politics.sooner"}
"""Numbers of politics that act within a run alone; `test_dead_knobs` moves them there."""
NOT_IN_EVENTS = {"european_process.phase_in", "member_states.lead"}
"""Dates that no event has: those of smaller companies, and of the application of laws of other member states."""
MOVED = sorted(set(POLITICAL) - WITHIN_RUNS)
FUTURES = range(60)


@cache
def mix() -> Scenario:
    return load_scenario("broad", world="small")


def moved(name: str, value: float, seed: int) -> tuple[list[list[Event]], list[tuple[Law, ...]]]:
    """Return the events of every route, and its laws, in a future with this value."""
    parameters = ParameterSet({name: value})
    scenario = mix().with_parameter_set(parameters)
    found = {route: told(route, parameters, seed) for route in routes()}
    laws = [under_future(scenario, routes()[route], future).laws for route, (future, _) in found.items()]
    return [events for _, events in found.values()], laws


@pytest.mark.parametrize("name", MOVED)
def test_every_number_changes_what_comes_of_some_future(name: str) -> None:
    low, high = POLITICAL[name].plausible
    assert low < high
    events, laws = False, False
    for seed in FUTURES:
        one, two = moved(name, low, seed), moved(name, high, seed)
        events, laws = events or one[0] != two[0], laws or one[1] != two[1]
        if laws and (events or name in NOT_IN_EVENTS):
            break
    assert events != (name in NOT_IN_EVENTS), f"{name} from {low} to {high}"
    assert laws, f"{name} from {low} to {high}"


def test_the_same_value_changes_nothing() -> None:
    """The counterpart: what is compared differs only by the number."""
    assert moved("checkpoint.noise", 0.1, 3) == moved("checkpoint.noise", 0.1, 3)


def test_nothing_that_futures_draw_is_left_out() -> None:
    assert set(drawn_names()) <= set(MOVED) | WITHIN_RUNS
    assert {name.split(".")[0] for name in MOVED} == set(PRIOR_GROUPS) == {"politics", *PROCESS_GROUPS}
