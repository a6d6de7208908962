"""Who acts in covenants, and how well these do, by hand."""

from typing import Any

import pytest

from model.state.state import BROAD, JOINT, NLD, Covenant
from tests.unit.outcome_world import outcome, outcome_world


def world_of(option: tuple[int, int], quality: tuple[float, float] = (0.5, 0.8)) -> Any:
    """Return a world of two Dutch companies, the second twice as large, each in a covenant of its own."""
    world = outcome_world()
    company = world.state.company
    company.region[:] = NLD
    company.revenue[:] = (100.0, 200.0)
    company.covenant[:] = (0, 1)
    company.option[:] = option
    world.state.covenant = Covenant(2)
    world.state.covenant.active[:] = True
    world.state.covenant.recognised[1] = True
    world.state.covenant.quality[:] = quality
    return world


def test_acting_is_joint_due_diligence_in_a_covenant_in_force() -> None:
    assert outcome(world_of((JOINT, JOINT)), "joint_action_share") == pytest.approx(1)
    assert outcome(world_of((JOINT, BROAD)), "joint_action_share") == pytest.approx(1 / 3)
    world = world_of((JOINT, JOINT))
    world.state.covenant.active[0] = False
    assert outcome(world, "joint_action_share") == pytest.approx(2 / 3)
    world.state.company.covenant[1] = -1
    assert outcome(world, "joint_action_share") == 0


def test_quality_is_that_of_the_covenants_in_which_companies_act() -> None:
    assert outcome(world_of((JOINT, JOINT)), "covenant_quality") == pytest.approx((0.5 + 2 * 0.8) / 3)
    assert outcome(world_of((JOINT, BROAD)), "covenant_quality") == pytest.approx(0.5)
    assert outcome(world_of((BROAD, BROAD)), "covenant_quality") == 0


def test_recognised_is_acting_in_a_recognised_covenant() -> None:
    assert outcome(world_of((JOINT, JOINT)), "recognised_covenant_share") == pytest.approx(2 / 3)
    assert outcome(world_of((JOINT, BROAD)), "recognised_covenant_share") == 0


def test_companies_elsewhere_do_not_count() -> None:
    world = world_of((JOINT, JOINT))
    world.state.company.region[1] = NLD + 1
    assert outcome(world, "joint_action_share") == pytest.approx(1)
    assert outcome(world, "recognised_covenant_share") == 0
