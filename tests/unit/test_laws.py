"""Which law binds whom: dates, anticipation, harmonisation, replacement."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.building.law_book import NEVER
from model.processes import laws
from model.quarters import parse_quarter
from tests.unit.tiny_policy import START, a_law, policy_world

fraction = st.floats(0, 1)
EUROPEAN: dict[str, Any] = {"jurisdiction": "EU", "instrument": "broad_due_diligence"}


def stepped(quarter: int, *given_laws: Any, intensity: tuple[float, ...] = (), **parameters: object) -> Any:
    named = {name.replace("__", "."): value for name, value in parameters.items()}
    world = policy_world(named, given_laws, quarter=quarter)
    world.state.law.intensity[:] = intensity or 1.0
    laws.step(world)
    return world


def test_property_21_full_preemption_leaves_no_excess_and_none_leaves_the_stronger() -> None:
    national, european = np.array([0.6, 0.6, 0.2]), np.array([0.4, 0.0, 0.5])
    assert laws.harmonised(national, european, 1.0).tolist() == [0.0, 0.6, 0.0]
    assert laws.harmonised(national, european, 0.0) + european == pytest.approx([0.6, 0.6, 0.5])
    assert laws.harmonised(national, european, 0.5)[0] == pytest.approx(0.5 * 0.2)


@given(fraction, fraction, fraction)
def test_property_21_both_together_lie_between_european_law_and_the_stronger(
    national: float, european: float, preemption: float
) -> None:
    together = float(laws.harmonised(np.array([national]), np.array([european]), preemption)[0]) + european
    if european > 0:
        assert european <= together <= max(national, european) + 1e-12
    else:
        assert together == national


def test_a_law_binds_from_its_application() -> None:
    law = a_law(themes=["gender"], liability=True, publication=True)
    before, after = (stepped(quarter, law, intensity=(0.6,)).state.company for quarter in (3, 4))
    assert before.scope[:, 0].tolist() == [0, 0]
    assert after.scope[:, 0].tolist() == [0.6, 0]
    assert after.mandated[0].tolist() == [0, 0, 0, 0, 0, 0.6, 0, 0]
    assert after.liability.tolist() == [[0, 0, 0, 0, 0, 0.6, 0, 0], [0] * 8]
    assert after.disclosure.tolist() == pytest.approx([0.6 / 8, 0])
    assert before.mandated.sum() == before.liability.sum() == before.disclosure.sum() == 0


def test_an_announced_law_counts_for_a_part_in_expectations() -> None:
    law = a_law(announced="2020Q3")
    expected = [
        float(stepped(quarter, law, intensity=(0.6,), politics__anticipation=0.25).state.company.expected_scope[0, 0])
        for quarter in (1, 2, 3, 4)
    ]
    assert expected == pytest.approx([0, 0.25 * 0.6, 0.25 * 0.6, 0.6])


def by_version(quarter: int, announced: str, applies: str) -> list[float]:
    """Return what a company expects of a law of strength 0.6 from 2021Q1, and of an amendment of strength 0.2."""
    first = replace(a_law("first", announced="2020Q2"), end=parse_quarter(applies))
    amended = replace(a_law("second", announced=announced, application=applies), amends="first")
    world = stepped(quarter, first, amended, intensity=(0.6, 0.2), politics__anticipation=0.25)
    found: list[float] = world.state.company.expected_scope[0].tolist()
    return found


def test_an_amendment_takes_over_its_part_of_what_is_expected_once_it_is_known() -> None:
    """Known from 2021Q3, applied from 2022Q1: a quarter of what counts is then the amendment's."""
    expected = {quarter: by_version(quarter, "2021Q3", "2022Q1") for quarter in (2, 4, 5, 6, 7, 8)}
    assert expected[2] == pytest.approx([0.25 * 0.6, 0])
    assert expected[4] == expected[5] == pytest.approx([0.6, 0])
    assert expected[6] == expected[7] == pytest.approx([0.75 * 0.6, 0.25 * 0.2])
    assert expected[8] == pytest.approx([0, 0.2])


def test_an_amendment_before_application_is_expected_in_place_of_the_law() -> None:
    """Known from 2020Q4 and applied with the law, which then never applies."""
    expected = {quarter: by_version(quarter, "2020Q4", "2021Q1") for quarter in (2, 3, 4)}
    assert expected[2] == pytest.approx([0.25 * 0.6, 0])
    assert expected[3] == pytest.approx([0, 0.25 * 0.2])
    assert expected[4] == pytest.approx([0, 0.2])


def test_an_amendment_of_a_law_to_come_that_applies_later_waits_for_the_law() -> None:
    """Known from 2020Q3, applied from 2021Q3: the law of 2021Q1 is the next to come, and only then the amendment."""
    expected = {quarter: by_version(quarter, "2020Q3", "2021Q3") for quarter in (2, 3, 4, 5, 6)}
    assert expected[2] == expected[3] == pytest.approx([0.25 * 0.6, 0])
    assert expected[4] == expected[5] == pytest.approx([0.75 * 0.6, 0.25 * 0.2])
    assert expected[6] == pytest.approx([0, 0.2])


def test_a_law_ends() -> None:
    law = a_law(end="2022Q1")
    assert [float(stepped(quarter, law).state.company.scope[0, 0]) for quarter in (7, 8)] == [1, 0]


def test_firms_that_left_are_no_longer_established() -> None:
    world = policy_world(laws=(a_law("home"), a_law("sellers", applies_to="sellers")), quarter=8)
    world.state.law.intensity[:] = 1.0
    world.state.company.moved[:] = 0.25
    laws.step(world)
    assert world.state.company.scope[0].tolist() == [0.75, 1]


def test_the_strongest_mandate_counts() -> None:
    world = stepped(8, a_law("one", themes=["gender"]), a_law("two"), intensity=(0.8, 0.3))
    assert world.state.company.mandated[0].tolist() == pytest.approx([0.3] * 5 + [0.8] + [0.3] * 2)


def test_a_replaced_law_ends_when_the_other_is_carried_out_and_applies() -> None:
    old = a_law("old", replaced_by=["new"])
    new = a_law("new", application="2022Q1")
    assert [stepped(quarter, old, new).state.company.scope[0].tolist() for quarter in (7, 8)] == [[1, 0], [0, 1]]
    assert stepped(8, old, new, intensity=(1, 0)).state.company.scope[0].tolist() == [1, 0]


def test_harmonised_law_keeps_part_of_its_excess_and_the_loss_is_recorded() -> None:
    national, european = a_law("national", harmonised_by=["european"]), a_law("european", **EUROPEAN)
    world = stepped(8, national, european, intensity=(0.6, 0.4), politics__preemption=0.75)
    # excess 0.6 - 0.4, of which a quarter stays; the foreign company is not bound and does not count
    assert world.state.company.scope[0] == pytest.approx([0.05, 0.4])
    assert world.state.law.preempted == pytest.approx([0.6 - 0.45, 0])


def test_the_strongest_of_several_european_laws_harmonises() -> None:
    national = a_law("national", harmonised_by=["strong", "weak", "idle"])
    strong, weak, idle = (a_law(name, **EUROPEAN) for name in ("strong", "weak", "idle"))
    world = stepped(8, national, strong, weak, idle, intensity=(0.6, 0.4, 0.1, 0), politics__preemption=1)
    assert world.state.company.scope[0].tolist() == [0, 0.4, 0.1, 0]
    assert world.state.law.preempted[0] == pytest.approx(0.2)


def test_what_is_lost_is_averaged_over_those_bound_by_revenue() -> None:
    national = a_law("national", applies_to="sellers", jurisdiction="EU", harmonised_by=["european"])
    european = a_law("european", **{**EUROPEAN, "employees_min": 500})
    world = stepped(8, national, european, intensity=(0.6, 0.4), politics__preemption=1)
    # both are bound by the first, and the large one, with two thirds of revenue, by the second
    assert world.state.law.preempted[0] == pytest.approx(0.2 * 2 / 3)


def test_a_law_adopted_in_2021_neither_binds_nor_is_anticipated_before_it_is_announced() -> None:
    law = a_law(baseline=True, announced="2021Q2", application={"1000": "2023Q1", "100": "2024Q1"})
    found = [stepped(quarter, law).state.company for quarter in (-20, 4, 5, 11, 12, 15, 16)]
    assert [company.expected_scope[0, 0] > 0 for company in found] == [False, False, True, True, True, True, True]
    assert [company.scope[0, 0] for company in found] == [0, 0, 0, 0, 0, 0, 1]


def test_effort_brings_european_instrument_laws_forward_but_not_before_their_announcement() -> None:
    given_laws = (
        a_law("european", **EUROPEAN),
        a_law("soon", announced="2020Q4", **EUROPEAN),
        a_law("national"),
        a_law("directive", jurisdiction="EU"),
    )
    world = policy_world(laws=given_laws)
    world.state.law.sooner[:] = 2
    applied = START + 4
    assert laws.application_dates(world)[0].tolist() == [applied - 2, applied - 1, applied, applied]


def test_a_law_that_never_applies_to_a_size_class_does_not_come_sooner_there() -> None:
    law = a_law(application={"very_large": "2021Q1"}, **EUROPEAN)
    world = policy_world(laws=(law,), quarter=1)
    world.state.law.intensity[:] = 1.0
    world.state.law.sooner[:] = 2
    laws.step(world)
    assert laws.application_dates(world)[0, 0] == NEVER
    assert world.state.company.expected_scope[0, 0] == 0


def in_force(quarter: int, intensity: float = 1.0, *, embedding: bool = True, **changes: Any) -> bool:
    world = policy_world(laws=(a_law(**{**EUROPEAN, "embedding": embedding, **changes}),), quarter=quarter)
    world.state.law.intensity[:] = intensity
    return bool(laws.embedding_applies(world))


def test_when_a_european_law_embeds_instruments() -> None:
    assert [in_force(quarter) for quarter in (3, 4)] == [False, True]
    assert not in_force(4, intensity=0.0)
    assert not in_force(4, embedding=False)
    assert not in_force(8, end="2022Q1")
    assert in_force(4, application={"very_large": "2021Q1"})


def test_switched_off_no_law_binds() -> None:
    company = stepped(8, a_law(liability=True, publication=True), laws__active=0).state.company
    assert not company.scope.any()
    assert not company.expected_scope.any()
    assert not company.mandated.any()
