"""Runs in futures of politics: alone as in company, equal routes alike, and national beside European law."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from experiments.runs.design import default_mixes
from model import Run, simulate, simulate_together
from model.politics.future import Future
from model.politics.outcome import dutch_bills, under_future
from model.processes import laws
from model.scenario import Scenario, load_scenario
from model.simulation import start
from model.world import World
from tests.invariants.small_politics import future, routes
from tests.invariants.small_world import after, scenario
from tests.unit.politics_parts import START, a_future, a_law, a_route

EVENTFUL = {
    "european_process.proposal_hazard": 0.6,
    "european_process.adoption_median": 1,
    "european_process.shortest_adoption": 2,
    "european_process.tolerance": 0.25,
    "european_process.application_median": 3,
    "european_process.phase_in": 2,
    "european_process.pace_gain": 0.6,
    "european_amendment.strengthening_hazard": 0.25,
    "european_amendment.weakening_hazard": 0.25,
    "european_amendment.delay_hazard": 0.1,
    "european_amendment.lead": 2,
    "member_states.passage_hazard": 0.1,
    "member_states.lead": 3,
    "member_states.ambition_pull": 0.1,
    "member_states.pace_pull": 0.2,
    "national_process.passage_hazard": 0.2,
    "national_process.lead": 3,
}
"""Numbers under which much comes of politics within a few years."""
SEED = 125
"""A future in which a checkpoint fails, and a bill passes on one route and is halted on another."""
LAST_YEAR = 2027
MIXES = default_mixes()
Key = tuple[str, str]


def short(plain: Scenario) -> Scenario:
    """Return a scenario whose world ends early."""
    return replace(plain, world=replace(plain.world, end=4 * LAST_YEAR + 3))


@cache
def before_politics(mix: str) -> Scenario:
    return short(load_scenario(mix, world="small", parameters=EVENTFUL))


def became(route: str, mix: str, seed: int = SEED) -> Future:
    plain = before_politics(mix)
    return future(route, plain.parameters, seed, bill=bool(dutch_bills(plain.mix, plain.laws)))


def chosen(route: str, mix: str, seed: int = SEED) -> Scenario:
    return under_future(before_politics(mix), routes()[route], became(route, mix, seed))


def all_of_them(seed: int = SEED) -> dict[Key, Scenario]:
    """Return every route with every mix, and one static comparison in between."""
    enacted = short(load_scenario("broad_eu", world="small", course="as_enacted", parameters=EVENTFUL))
    found = {(route, mix): chosen(route, mix, seed) for route in routes() for mix in MIXES}
    return {("as_enacted", "broad_eu"): enacted, **found}


@pytest.fixture(scope="module")
def together() -> dict[Key, Run]:
    """Every route with every mix in one future, run on one start."""
    scenarios = all_of_them()
    return dict(zip(scenarios, simulate_together(list(scenarios.values()), SEED), strict=True))


def same(one: Run, two: Run) -> bool:
    return one.dates == two.dates and one.values.tobytes() == two.values.tobytes()


def test_this_future_has_all_that_can_set_scenarios_apart() -> None:
    """What the next tests rest on: laws that differ in number, date, text and level between routes and mixes."""
    both, first, second = (became(route, "broad") for route in ("both_tracks", "european", "european_with_checkpoint"))
    assert second.judgement is not None
    assert not second.judgement.sufficient
    assert (both.passed is not None, both.halted, second.passed, second.halted is not None) == (True, None, None, True)
    assert first.laws[0].adopted < both.laws[0].adopted
    assert first.laws[0].criteria != both.laws[0].criteria
    dates = [
        both.passed,
        first.laws[2].application,
        both.laws[1].application,
        *(date for _, date in first.national[:3]),
    ]
    assert all(date is not None and date < 4 * LAST_YEAR for date in dates)
    assert len({len(each.laws) for each in all_of_them().values()}) > 2


@pytest.mark.parametrize("mix", MIXES)
@pytest.mark.parametrize("route", sorted(routes()))
def test_a_run_alone_is_the_run_in_company(route: str, mix: str, together: dict[Key, Run]) -> None:
    alone = simulate(chosen(route, mix), seed=SEED)
    assert same(alone, together[route, mix])


def test_equal_routes_have_equal_runs(together: dict[Key, Run]) -> None:
    other = replace(routes()["both_tracks"], name="other", label_en="Other", aliases=())
    again = future(other, before_politics("broad").parameters, SEED)
    found = simulate(under_future(before_politics("broad"), other, again), seed=SEED)
    assert found.scenario.course.name == "other"
    assert same(found, together["both_tracks", "broad"])


def test_routes_and_mixes_do_differ(together: dict[Key, Run]) -> None:
    """The counterpart: what is found the same is not so by having nothing to do."""
    assert not same(together["both_tracks", "broad"], together["european", "broad"])
    assert not same(together["european", "broad"], together["european", "null_option"])
    assert not same(together["european", "broad_eu"], together["as_enacted", "broad_eu"])


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 19, 35, 188])
def test_a_run_alone_is_the_run_in_company_in_other_futures(seed: int) -> None:
    scenarios: Sequence[Scenario] = list(all_of_them(seed).values())
    for run in simulate_together(scenarios, seed):
        assert same(simulate(run.scenario, seed=seed), run), (run.scenario.course.name, run.scenario.mix.name)


# ---- national beside European law (property 21, as it works in a future)


def harmonising(legal_basis: float, revised: float) -> Scenario:
    """Return a future in which national laws apply from 2022Q3, a European one from 2023Q1, amended from 2024Q1."""
    plain = scenario("broad", national_process__lead=2, member_states__lead=2, european_process__phase_in=1)
    versions = (a_law(0.3, START, START + 4, legal_basis), a_law(0.45, START + 5, START + 8, revised))
    return under_future(plain, a_route(), a_future(laws=versions, passed=START, national=(("BEL", START),)))


@pytest.fixture(scope="module")
def origin() -> World:
    """The world at the end of 2021; branch it, never step it."""
    return after(start(harmonising(0.5, 0.5), 5), 8)


@pytest.mark.parametrize("preemption", [0.0, 0.5, 1.0])
def test_national_law_beside_european_law_in_a_future(preemption: float, origin: World) -> None:
    """Full pre-emption leaves no national excess; without it the stronger of the two holds; amendments may turn it."""
    world = origin.branch(harmonising(1.0 - preemption, preemption))
    book, met = world.laws, {1: 0, 2: 0}
    names = ("broad_due_diligence_nl", "french_vigilance_law", "german_supply_chain_act_bel")
    first, second = (book.names.index(name) for name in ("due_diligence_eu", "due_diligence_eu_amendment_1"))
    for _ in range(10):
        after(world, 1)
        laws.step(world)  # on the state as it is now
        company, asked = world.state.company, world.state.company.scope * book.step_share
        turn = 2 if world.date >= START + 8 else 1
        share = preemption if turn == 1 else 1.0 - preemption
        european = asked[:, [first, second]].max(axis=1)
        assert bool(asked[:, second].any()) == (turn == 2)
        assert bool(asked[:, first].any()) == (START + 4 <= world.date < START + 8)
        for number in map(book.names.index, names):
            alone = book.eligible[:, number] * (1.0 - company.moved) * world.state.law.intensity[number]
            alone = alone * (book.application[:, number] <= world.date) * book.step_share[number]
            left, both = asked[:, number], (european > 0) & (alone > 0)
            assert left[~both] == pytest.approx(alone[~both])
            assert left[both] == pytest.approx(((1.0 - share) * np.maximum(alone - european, 0.0))[both])
            if share == 0.0:
                assert (left + european)[both] == pytest.approx(np.maximum(alone, european)[both])
            if share == 1.0:
                assert not left[both].any()
            met[turn] += int(((alone > european) & both).sum())
    assert all(met.values())
