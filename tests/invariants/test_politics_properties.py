"""Properties of politics that hold in every future, whatever its luck and its numbers."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.studies.routes.futures import Politics
from model.parameters import ParameterSet
from model.politics import amendments, european, member_states, national, tables
from model.politics.european_parameters import EuropeanProcess
from model.politics.future import Future
from model.politics.luck import Luck, draw_luck, happens
from model.politics.member_states import NETHERLANDS, read_union
from model.politics.parliament import Parliament
from model.politics.process_parameters import MemberStates
from model.quarters import parse_quarter
from tests.invariants.small_politics import END, POLITICAL, drawn, extremes, future, routes, told, with_effort

EFFORTS = (0.0, 0.3, 0.7, 1.0)
NEVER = END
seeds = st.integers(0, 2**31)
route_names = st.sampled_from(sorted(routes()))


def adopted(found: Future) -> int:
    return found.laws[0].adopted if found.laws else NEVER


def proposed(found: Future) -> int:
    return found.proposal.quarter if found.proposal else NEVER


# ---- no law without a proposal


@settings(max_examples=30)
@given(extremes(), seeds, route_names)
def test_without_a_hazard_of_a_proposal_there_is_no_european_law(
    values: dict[str, float], seed: int, route: str
) -> None:
    found, rows = told(route, ParameterSet({**values, "european_process.proposal_hazard": 0.0}), seed)
    assert found.proposal is None
    assert found.laws == ()
    assert found.halted is None
    assert not {row.event for row in rows} & {"proposal", "adoption", "application", "amendment", "halt"}


def test_with_a_hazard_there_is_one_in_most_futures() -> None:
    """The counterpart: what the property takes away is there otherwise."""
    found = [future("european", ParameterSet(), seed) for seed in range(20)]
    assert sum(bool(each.laws) for each in found) > 10


# ---- more European effort


def by_effort(seed: int, overrides: dict[str, object] | None = None) -> list[Future]:
    """Return the futures of one luck with rising European effort, on numbers drawn for it."""
    parameters = ParameterSet() if overrides is None else drawn(seed, overrides)
    return [future(with_effort(effort), parameters, seed, bill=False) for effort in EFFORTS]


ALONE: dict[str, object] = {"member_states.waiting": 1.0, "member_states.ambition_pull": 0.0}
"""An earlier proposal neither keeps member states from laws of their own nor finds another number of these."""


@pytest.mark.parametrize("seed", range(25))
def test_more_effort_never_delays_a_proposal(seed: int) -> None:
    for less, more in pairwise(by_effort(seed, {})):
        assert proposed(more) <= proposed(less)


@pytest.mark.parametrize("seed", range(25))
def test_more_effort_never_delays_adoption_where_it_leaves_national_laws_alone(seed: int) -> None:
    for less, more in pairwise(by_effort(seed, ALONE)):
        assert adopted(more) <= adopted(less)


@pytest.mark.parametrize("seed", range(25))
def test_more_effort_never_lowers_ambition_where_the_text_does_not_give_way(seed: int) -> None:
    """Concessions apart, since a text that comes sooner may have been on the table for longer."""
    found = by_effort(seed, {**ALONE, "european_process.concession": 0.0, "politics.ambition_gain": 0.1})
    for less, more in pairwise([each for each in found if each.laws]):
        assert more.laws[0].ambition >= less.laws[0].ambition
        assert less.proposal is not None
        assert more.proposal is not None
        assert more.proposal.ambition >= less.proposal.ambition


def test_with_the_central_numbers_effort_brings_forward_and_raises() -> None:
    futures = [by_effort(seed) for seed in range(40)]
    dates = np.array([[adopted(each) for each in found] for found in futures])
    assert (np.diff(dates, axis=1) <= 0).all()
    assert dates[:, -1].mean() < dates[:, 0].mean() - 1
    both = [found for found in futures if all(each.laws for each in found)]
    ambition = np.array([[each.laws[0].ambition for each in found] for found in both])
    assert len(both) > 20
    assert (np.diff(ambition.mean(axis=0)) > 0.01).all()


# ---- equal routes, and luck that is nobody's doing


@settings(max_examples=20)
@given(seeds, route_names)
def test_equal_routes_have_equal_futures(seed: int, route: str) -> None:
    parameters = drawn(seed, {})
    one, two = (future(each, parameters, seed) for each in (route, replace(routes()[route], name="other")))
    assert replace(two, route=one.route) == one
    assert one.route != two.route


@settings(max_examples=20)
@given(seeds, route_names, st.integers(2021 * 4, END))
def test_the_horizon_does_not_change_what_comes_before_it(seed: int, route: str, end: int) -> None:
    parameters = drawn(seed, {})
    whole, part = future(route, parameters, seed), future(route, parameters, seed, end=end)
    for name in ("laws", "reporting"):
        versions = [law for law in getattr(whole, name) if law.adopted < end]
        assert [law.criteria for law in getattr(part, name)] == [law.criteria for law in versions]
        assert [law.adopted for law in getattr(part, name)] == [law.adopted for law in versions]
    assert part.delays == tuple(each for each in whole.delays if each[1].decided < end)
    assert part.national == tuple(each for each in whole.national if each[1] < end)
    for name in ("passed", "halted"):
        date = getattr(whole, name)
        assert getattr(part, name) == (date if date is not None and date < end else None)
    for name in ("proposal", "judgement"):
        fact = getattr(whole, name)
        assert getattr(part, name) == (fact if fact is not None and fact.quarter < end else None)


@pytest.mark.parametrize("seed", range(5))
def test_a_future_does_not_depend_on_which_routes_are_asked(seed: int) -> None:
    forward, back = (Politics(ParameterSet(), seed) for _ in range(2))
    asked = [(route, bill) for route in routes().values() for bill in (True, False)]
    first = [forward.of(*each) for each in asked]
    second = [back.of(*each) for each in reversed(asked)]
    alone = [Politics(ParameterSet(), seed).of(*each) for each in asked]
    assert first == list(reversed(second)) == alone


def test_luck_is_that_of_the_seed_alone() -> None:
    one, same, other = draw_luck(3, 27), draw_luck(3, 27), draw_luck(4, 27)
    first, again, else_ = (all_draws(each) for each in (one, same, other))
    for name, draws in first.items():
        assert draws.tobytes() == again[name].tobytes(), name
        assert (draws != else_[name]).all(), name
    assert len({draws.tobytes() for draws in first.values()}) == len(first) == 7 + 2 * 7


def all_draws(luck: Luck) -> dict[str, np.ndarray]:
    """Return every draw of a future by name, those of laws under the law's name as well."""
    laws = ("due_diligence", "reporting")
    found = {name: np.asarray(value) for name, value in vars(luck).items() if name not in laws}
    for law in laws:
        found |= {f"{law} {name}": np.asarray(value) for name, value in vars(getattr(luck, law)).items()}
    return found


def test_without_a_bill_there_is_no_dutch_law_and_nothing_to_halt() -> None:
    for seed in range(10):
        found = future("both_tracks", ParameterSet(), seed, bill=False)
        assert (found.passed, found.halted) == (None, None)


# ---- chances and shares


@pytest.fixture
def hazards(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Keep every hazard with which something happens in Brussels or The Hague."""
    seen: list[float] = []

    def keep(uniform: float, hazard: float) -> bool:
        seen.append(hazard)
        return happens(uniform, hazard)

    for module in (amendments, european, national):
        monkeypatch.setattr(module, "happens", keep)
    yield seen
    assert len(seen) > 1000


def test_every_chance_and_share_is_one(hazards: list[float]) -> None:
    @settings(max_examples=40)
    @given(extremes(), seeds, route_names)
    def holds(values: dict[str, float], seed: int, route: str) -> None:
        found, rows = told(route, ParameterSet(values), seed)
        chances = -np.expm1(-np.array(hazards))
        assert ((chances >= 0) & (chances <= 1)).all()
        shares = [share for law in found.laws for share in (*law.criteria, law.ambition, law.preemption)]
        shares += found.judgement.criteria if found.judgement else ()
        shares += (found.proposal.ambition, found.proposal.pivot) if found.proposal else ()
        assert all(0 <= share <= 1 for share in shares)
        assert all(np.isfinite(row.value) for row in rows)
        assert in_order(found)

    holds()


def in_order(found: Future) -> bool:
    """Say whether each fact of European law comes after the one before, and each member state once."""
    adopted = [law.adopted for law in found.laws]
    dates = adopted if found.proposal is None else [found.proposal.quarter + 1, *adopted]
    states = [state for state, _ in found.national]
    for laws in (found.laws, found.reporting):
        applied = [law.application for law in laws]
        if applied != sorted(applied) or any(law.application < law.adopted for law in laws):
            return False
    return dates == sorted(dates) and len(set(states)) == len(states) and NETHERLANDS not in states


@settings(max_examples=40)
@given(extremes(), seeds, st.integers(2022 * 4, END))
def test_parliament_and_positions_are_shares(values: dict[str, float], seed: int, date: int) -> None:
    luck, parameters = draw_luck(seed, 27), ParameterSet(values)
    process = parameters[EuropeanProcess]
    sits = Parliament(process, luck).support(date)
    positions = member_states.NationalLaws(read_union(), parameters[MemberStates], luck).positions
    assert 0 <= sits <= 1
    assert ((positions >= 0) & (positions <= 1)).all()
    assert ((read_union().commitment >= 0) & (read_union().commitment <= 1)).all()


def test_no_hazard_is_negative() -> None:
    assert all(each.legal[0] >= 0 for name, each in POLITICAL.items() if name.endswith("hazard"))


# ---- nothing from after 2021


LATER = re.compile(r"\b20(?:2[2-9]|[3-9]\d)\b")
OPEN = parse_quarter("2022Q1")


def test_no_number_of_politics_has_a_source_from_after_2021() -> None:
    assert not [name for name, each in POLITICAL.items() if LATER.search(each.source + each.meaning)]
    for read in (tables.member_states, tables.stances, tables.legislation, tables.ambition_content):
        frame = read()
        assert not [text for text in frame["source"] if LATER.search(text)]


def test_politics_names_no_later_year_but_that_of_elections_to_come() -> None:
    files = Path(tables.__file__).parent.glob("*.py")
    assert {year for path in files for year in LATER.findall(path.read_text(encoding="utf-8"))} == {"2024"}


@settings(max_examples=20)
@given(extremes(), seeds, route_names)
def test_nothing_is_decided_before_2022(values: dict[str, float], seed: int, route: str) -> None:
    assert routes()[route].undecided_from == OPEN
    found = future(route, ParameterSet(values), seed)
    dates = [proposed(found), adopted(found), found.passed, found.halted, *(date for _, date in found.national)]
    assert all(date >= OPEN for date in dates if date is not None)
