"""European politics as scheduled: effort shifts ambition and date."""

from typing import Any

import pytest

from model.politics.course import Stage
from model.processes import politics
from model.state import EU, NLD
from tests.unit.tiny_policy import policy_world, political_course

STRENGTHS: dict[str, object] = {
    "european_effort.existing": 0.2,
    "european_effort.strengthened": 0.6,
    "politics.ambition": 0.5,
    "politics.ambition_gain": 0.1,
    "politics.sooner": 5,
}


def stepped(effort: float, course: Any = None, **changes: object) -> tuple[float, float]:
    """Return ambition and quarters sooner of the EU."""
    world = policy_world({**STRENGTHS, **{f"politics.{key}": each for key, each in changes.items()}}, course=course)
    world.state.levers.european_effort[NLD] = effort
    politics.step(world)
    assert world.state.government.ambition[NLD] == 1.0
    return float(world.state.government.ambition[EU]), float(world.state.government.sooner[EU])


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
    assert stepped(0.6, political_course(ambition=0.8)) == (0.8, 5)


def test_simulated_politics_leaves_nothing_to_effort() -> None:
    before, after = (Stage(date, 0.9, 0.0) for date in (9000, 8000))
    assert stepped(0.6, political_course(simulated=True, stages=(before,))) == (0.5, 0)
    assert stepped(0.6, political_course(simulated=True, stages=(after,))) == (0.9, 0)
