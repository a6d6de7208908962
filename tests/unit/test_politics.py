"""European politics as scheduled: effort shifts ambition and date."""

from typing import Any

import pytest

from model.politics.course import Stage
from model.processes import politics
from model.state.state import EU, NLD
from tests.unit.tiny_policy import a_law, policy_world, political_course

STRENGTHS: dict[str, object] = {
    "effort_due_diligence.existing": 0.2,
    "effort_due_diligence.strengthened": 0.6,
    "politics.ambition": 0.5,
    "politics.ambition_gain": 0.1,
    "politics.sooner": 5,
}


OF_INSTRUMENT: dict[str, Any] = {"jurisdiction": "EU", "instrument": "broad_due_diligence"}
LAWS = (
    a_law("moved", effort="effort_due_diligence", embedding=True, **OF_INSTRUMENT),
    a_law("reporting", jurisdiction="EU", instrument="transparency", effort="effort_reporting"),
    a_law("unmoved", **OF_INSTRUMENT),
    a_law("dutch"),
)


def politics_after(effort: float, course: Any = None, **changes: object) -> Any:
    """Return the world after a quarter of politics with some effort for due diligence law."""
    values = {**STRENGTHS, **{f"politics.{key}": each for key, each in changes.items()}}
    world = policy_world(values, LAWS, course=course)
    world.state.levers.effort_due_diligence[NLD] = effort
    world.state.levers.effort_reporting[NLD] = 0.3
    politics.step(world)
    return world


def stepped(effort: float, course: Any = None, **changes: object) -> tuple[float, float]:
    """Return ambition of the law that effort moves, and by how many quarters it comes sooner."""
    world = politics_after(effort, course, **changes)
    assert world.state.government.ambition[NLD] == 1.0
    assert world.state.government.ambition[EU] == world.state.law.ambition[0]
    return float(world.state.law.ambition[0]), float(world.state.law.sooner[0])


def test_effort_for_one_law_moves_no_other() -> None:
    law = politics_after(0.6).state.law
    assert law.ambition.tolist() == pytest.approx([0.54, 0.5, 0.5, 1.0])
    assert law.sooner.tolist() == [5, 0, 0, 0]


def test_added_effort_is_a_share_of_the_room() -> None:
    assert politics.added_effort(0.4, 0.2, 0.6) == pytest.approx(0.5)
    assert politics.added_effort(0.1, 0.2, 0.6) == 0.0
    assert politics.added_effort(0.9, 0.2, 0.6) == 1.0
    assert politics.added_effort(0.9, 0.6, 0.6) == 0.0


def test_existing_effort_leaves_ambition_and_date() -> None:
    assert stepped(0.2) == pytest.approx((0.5, 0))


def test_more_effort_adds_ambition_and_brings_law_forward_in_whole_quarters() -> None:
    assert stepped(0.6) == pytest.approx((0.5 + 0.1 * 0.4, 5))
    # a quarter of the room: 1.25 quarters, rounded to 1
    assert stepped(0.3) == pytest.approx((0.5 + 0.1 * 0.1, 1))


def test_less_effort_lowers_ambition_but_delays_nothing() -> None:
    assert stepped(0.0) == pytest.approx((0.5 - 0.1 * 0.2, 0))


def test_ambition_stays_a_fraction() -> None:
    assert stepped(0.6, ambition=0.99)[0] == 1.0
    assert stepped(0.0, ambition=0.0)[0] == 0.0


def test_a_course_may_fix_the_ambition_and_the_date() -> None:
    fixed = political_course(ambition=0.8, european_law="where_the_mix_has_it")
    assert stepped(0.6, fixed) == (0.8, 0)
    assert stepped(0.6, political_course(ambition=0.8)) == (0.8, 0)


def test_simulated_politics_leaves_nothing_to_effort() -> None:
    before, after = (Stage(date, 0.9, 0.0) for date in (9000, 8000))
    assert stepped(0.6, political_course(simulated=True, stages=(before,))) == (0.5, 0)
    assert stepped(0.6, political_course(simulated=True, stages=(after,))) == (0.9, 0)
