"""Supervision: detection, grace, scrutiny and the weight of a sanction."""

from typing import Any

import numpy as np
import pytest

from model.processes import regulators
from model.processes.regulators import detection, highest_sanction, sanction_weight
from model.state.state import BROAD, EU, JOINT, NLD, THEMES, Covenant
from tests.unit.tiny_policy import a_law, policy_world


def bound(quarter: int, *given_laws: Any, **parameters: object) -> Any:
    """Return a world in which every law binds the Dutch company in full from 2021Q1 (quarter 4)."""
    named = {f"supervision.{name}": value for name, value in parameters.items()}
    world = policy_world(named, given_laws, quarter=quarter)
    world.state.company.scope[0] = world.state.company.expected_scope[0] = float(quarter >= 4)
    return world


def grace_of(quarter: int, **changes: Any) -> float:
    """Return the grace of the Dutch company."""
    world = bound(quarter, a_law(**changes))
    regulators.step(world)
    return float(world.state.company.grace[0, 0])


def test_capacity_is_spread_over_firms_in_scope_and_complaints_draw_attention() -> None:
    found = detection(
        np.array([10.0, 10.0]), np.array([40.0, 5.0]), np.array([[0.0, 0.0], [2.0, 2.0]]), np.array([0.5, 0.0])
    )
    # a quarter of the firms, or all of them; two complaints leave exp(-1) of the rest undetected
    assert found == pytest.approx(np.array([[0.25, 1.0], [1 - 0.75 * np.exp(-1), 1.0]]))


def test_detection_thins_with_scope_and_falls_to_none_without_capacity() -> None:
    firms = np.array([10.0, 100.0, 1000.0])
    thin = detection(np.full(3, 5.0), firms, np.zeros((1, 3)), np.zeros(3))[0]
    assert thin.tolist() == pytest.approx([0.5, 0.05, 0.005])
    assert detection(np.zeros(1), np.zeros(1), np.zeros((1, 1)), np.zeros(1)).tolist() == [[0.0]]


def test_step_counts_firms_by_strength_and_sums_complaints_over_the_ring() -> None:
    world = bound(4, a_law(complaints=True, capacity=2), complaint_attention=0.5)
    world.state.company.complaints[1, 3] = (0.5, 0.25, 0.25, 0)
    regulators.step(world)
    # ten Dutch firms in scope
    assert world.state.company.detection[:, 0] == pytest.approx([0.2, 1 - 0.8 * np.exp(-0.5)])


def test_complaints_on_other_themes_draw_no_attention() -> None:
    world = bound(4, a_law(complaints=True, capacity=2, themes=["gender"]), complaint_attention=0.5)
    world.state.company.complaints[0, THEMES.index("wages_hours"), 0] = 2.0
    world.state.company.complaints[1, THEMES.index("gender"), 0] = 2.0
    regulators.step(world)
    assert world.state.company.detection[:, 0] == pytest.approx([0.2, 1 - 0.8 * np.exp(-1)])


def test_complaints_count_only_under_laws_with_a_complaint_procedure() -> None:
    world = bound(4, a_law(complaints=False, capacity=2))
    world.state.company.complaints[:] = 5.0
    regulators.step(world)
    assert world.state.company.detection[:, 0] == pytest.approx([0.2, 0.2])


def test_time_to_prepare_and_longer_for_members() -> None:
    assert [grace_of(quarter, grace_quarters=2) for quarter in (4, 5, 6)] == [1, 1, 0]
    world = bound(6, a_law(grace_quarters=2, member_grace_quarters=4))
    world.state.company.covenant[0] = 0
    regulators.step(world)
    assert world.state.company.grace[:, 0].tolist() == [1, 0]


def test_time_to_prepare_counts_from_the_date_that_effort_brought_forward() -> None:
    law = a_law(jurisdiction="EU", instrument="broad_due_diligence", grace_quarters=2)
    graces = []
    for quarter in (2, 3, 4):
        world = bound(quarter, law)
        world.state.law.sooner[:] = 2
        regulators.step(world)
        graces.append(float(world.state.company.grace[0, 0]))
    assert graces == [1, 1, 0]


def supervised(quality: float, option: int, quarter: int = 8, *, active: bool = True, law: bool = True) -> Any:
    """Supervise two companies, ten Dutch firms and one other, of which the Dutch are in a covenant."""
    settings: dict[str, object] = {"recognition": 0.8, "recognition_bar": 0.6, "operator": 0.25}
    world = bound(quarter, a_law(recognises_covenants=law, capacity=2), **settings)
    world.state.company.covenant[:] = (0, -1)
    world.state.company.option[:] = option
    world.state.covenant.active[:] = active
    world.state.covenant.quality[:] = quality
    regulators.step(world)
    return world


def test_a_recognised_covenant_takes_over_a_part_of_supervision_of_those_who_act_in_it() -> None:
    world = supervised(0.6, JOINT)
    assert world.state.covenant.recognised.all()
    assert world.state.company.spared.tolist() == [[0.8], [0.0]]
    # a quarter of what is spared goes to the operator, so ten firms count for 10 (1 - 0.75 x 0.8)
    assert world.state.company.detection[:, 0] == pytest.approx([0.5, 0.5])


def test_without_acting_in_it_nothing_is_spared() -> None:
    world = supervised(0.9, BROAD)
    assert world.state.covenant.recognised.all()
    assert world.state.company.spared.tolist() == [[0.0], [0.0]]
    assert world.state.company.detection[:, 0] == pytest.approx([0.2, 0.2])


def test_a_covenant_is_recognised_by_its_quality_while_a_law_that_recognises_it_binds_a_member() -> None:
    assert not supervised(0.59, JOINT).state.covenant.recognised.any()
    assert not supervised(0.9, JOINT, active=False).state.covenant.recognised.any()
    assert not supervised(0.9, JOINT, law=False).state.covenant.recognised.any()
    assert not supervised(0.9, JOINT, quarter=3).state.covenant.recognised.any()


def test_recognition_ends_when_quality_falls_below_the_bar() -> None:
    world = supervised(0.6, JOINT)
    world.state.covenant.quality[:] = 0.59
    regulators.step(world)
    assert not world.state.covenant.recognised.any()
    assert not world.state.company.spared.any()


def test_property_20_full_grace_leaves_no_sanction() -> None:
    world = bound(4, a_law(grace_quarters=2))
    regulators.step(world)
    assert world.state.company.detection[0, 0] > 0
    assert sanction_weight(world)[0].tolist() == [0.0]


def test_the_highest_sanction_is_that_of_the_strictest_law() -> None:
    given_laws = (a_law("one", fine=2, order=0.5), a_law("two", fine=9, order=1, themes=["gender"]))
    world = bound(8, *given_laws)
    company = world.state.company
    company.expected_scope[0] = (0.5, 1.0)
    company.expected_scope[1] = (0.0, 1.0)
    # 0.5 x 2.5 of the first; an eighth of 10 of the second, on one theme of eight
    assert highest_sanction(world).tolist() == pytest.approx([1.25, 1.25])
    company.grace[:, 1] = 0.6
    company.spared[0, 0] = 0.2
    assert highest_sanction(world).tolist() == pytest.approx([1.0, 0.5])
    company.grace[:] = 1.0
    assert highest_sanction(world).tolist() == [0, 0]


def test_weight_of_a_sanction_by_hand() -> None:
    world = bound(8, a_law(fine=2, order=0.3), fine_probability=0.1, repetition_factor=3)
    company = world.state.company
    company.expected_scope[:, 0] = (0.5, 1.0)
    company.detection[:, 0] = (0.2, 0.1)
    company.grace[:, 0] = (0.0, 0.25)
    company.findings[1, :2] = 1
    # first breach: 0.1 x 2 + 0.3; after two findings the chance is 0.1 x 9
    assert sanction_weight(world)[:, 0] == pytest.approx([4 * 0.5 * 0.2 * 0.5, 4 * 0.1 * 0.75 * (0.9 * 2 + 0.3)])


def test_the_chance_of_a_fine_is_at_most_1() -> None:
    world = bound(8, a_law(fine=2, order=0), fine_probability=0.5, repetition_factor=3)
    world.state.company.detection[0] = 0.25
    world.state.company.findings[0, :5] = 1
    assert sanction_weight(world)[0, 0] == pytest.approx(4 * 0.25 * 2)


def scrutiny_after(quarter: int, agenda: tuple[float, float], quality: float) -> list[float]:
    given_laws = (a_law("national"), a_law("european", jurisdiction="EU"))
    world = bound(quarter, *given_laws, scrutiny=0.2, scrutiny_learning=0.1)
    world.state.law.scrutiny[:] = 0.3
    world.state.levers.learning_agenda[[NLD, EU]] = agenda
    world.state.covenant.active[:] = True
    world.state.covenant.quality[:] = quality
    regulators.step(world)
    found: list[float] = world.state.law.scrutiny.tolist()
    return found


def test_scrutiny_learns_from_better_practice_where_there_is_an_agenda() -> None:
    # from 0.3 towards 0.8 with speed 0.1 x agenda
    assert scrutiny_after(4, (0.6, 0.0), 0.8) == pytest.approx([0.3 + 0.1 * 0.6 * 0.5, 0.3])
    assert scrutiny_after(4, (0.0, 0.5), 0.8) == pytest.approx([0.3, 0.3 + 0.1 * 0.5 * 0.5])
    assert scrutiny_after(4, (0.6, 0.6), 0.1) == [0.3, 0.3]


def test_scrutiny_learns_from_the_best_covenant_in_force() -> None:
    world = bound(8, a_law(), scrutiny=0.2, scrutiny_learning=0.1)
    world.state.covenant = Covenant(3)
    world.state.covenant.active[:] = (True, True, False)
    world.state.covenant.quality[:] = (0.4, 0.7, 0.9)
    world.state.law.scrutiny[:] = 0.2
    world.state.levers.learning_agenda[NLD] = 1.0
    regulators.step(world)
    assert world.state.law.scrutiny == pytest.approx([0.2 + 0.1 * 0.5])
    world.state.covenant.active[:] = False
    regulators.step(world)
    assert world.state.law.scrutiny == pytest.approx([0.25])


def test_scrutiny_stands_at_its_start_while_the_world_settles() -> None:
    assert scrutiny_after(-1, (0.6, 0.6), 0.8) == [0.2, 0.2]
