"""Choosing an option and what follows from the choice."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from model.processes import decision
from model.processes.decision import choose, full_cost
from model.state.state import BROAD, FORM, JOINT, NARROW, NONE
from tests.unit.tiny_policy import a_law, policy_world

YES, NO = np.array([True]), np.array([False])
NO_LUCK = np.zeros((5, 1))


def chosen(current: int, utility: list[float], *, reviewing: bool = True, able: bool = True, luck: Any = None) -> int:
    values = np.array(utility)[:, None]
    drawn = NO_LUCK if luck is None else np.array(luck)[:, None]
    return int(choose(np.array([current]), values, drawn, np.array([reviewing]), np.array([able]))[0])


def test_the_best_option_is_taken_at_a_review_and_kept_between_reviews() -> None:
    utility = [0.0, 0.1, 0.5, 0.2, 0.3]
    assert chosen(FORM, utility) == NARROW
    assert chosen(FORM, utility, reviewing=False) == FORM


def test_luck_can_decide() -> None:
    assert chosen(NONE, [0.0, 0.1, 0.5, 0.2, 0.3], luck=[0, 0, -0.3, 0, 0]) == JOINT


def test_joint_action_needs_a_covenant_and_falls_back_to_narrow_substance() -> None:
    utility = [0.0, 0.1, 0.2, 0.3, 0.5]
    assert chosen(NONE, utility) == JOINT
    assert chosen(NONE, utility, able=False) == BROAD
    assert chosen(JOINT, utility, reviewing=False) == JOINT
    assert chosen(JOINT, utility, reviewing=False, able=False) == NARROW


def test_the_utilities_themselves_stay_as_they_are() -> None:
    utility, luck = np.zeros((5, 1)), np.zeros((5, 1))
    choose(np.array([0]), utility, luck, YES, NO)
    assert not utility.any()
    assert not luck.any()


@given(arrays(float, (5, 1), elements=st.floats(-5, 5)), st.integers(0, 4), st.booleans())
def test_nothing_better_is_left_open(utility: Any, current: int, able: bool) -> None:
    option = int(choose(np.array([current]), utility, NO_LUCK, YES, np.array([able]))[0])
    open_options = utility[: JOINT + able, 0]
    assert option < len(open_options)
    assert utility[option, 0] == open_options.max()


PAID: dict[str, object] = {
    "choice.review_rate": 1,
    "choice.luck": 0,
    "choice.size_exponent": 0,
    "choice.learning_discount": 0.3,
    "choice.narrow_breadth": 0.2,
    "reward.signal_clarity": 0.4,
}


def decided(**parameters: object) -> Any:
    """Let companies of capability 0.5 choose where nothing but conscience and cost counts."""
    off = {f"reward.{name}": 0 for name in ("consumers", "investors", "procurement", "subsidy", "premium")}
    world = policy_world({**PAID, **off, "duty.agreement": 0, "duty.peers": 0, **parameters}, (a_law(),))
    world.state.company.capability[:] = 0.5
    world.state.company.motivation[:] = (0.0, 1.0)
    decision.step(world)
    return world


def test_conscience_decides_between_nothing_and_substance() -> None:
    world = decided(**{"duty.conscience": 0.5, "choice.form_cost": 0.02, "choice.substance_cost": 0.1})
    company = world.state.company
    # with motivation 1 substance of 0.5 gives 0.5 x 0.5 and costs (0.02 + 0.1 x 0.5) x (1 - 0.3 x 0.5)
    assert company.option.tolist() == [NONE, NARROW]
    assert company.form.tolist() == [0, 1]
    assert company.substance.tolist() == [0, 0.5]
    assert company.breadth.tolist() == [0, 1]
    assert company.cost == pytest.approx([0, 0.07 * 0.85])
    assert company.signal == pytest.approx([0, 0.4 * 0.5 + 0.6])
    assert company.reward.tolist() == [0, 0]
    assert company.contribution.shape == (2, 7)


def test_pressure_is_what_is_at_stake_and_the_own_loss_that_of_the_choice() -> None:
    given = {**PAID, "duty.conscience": 10, "exits.feared_sanction": 0.25}
    world = policy_world(given, (a_law(fine=2, order=1, fine_probability=0),))
    company = world.state.company
    company.capability[:] = company.motivation[:] = 1.0
    company.expected_scope[:] = 1.0
    company.detection[:] = 0.1
    decision.step(world)
    assert company.option.tolist() == [NARROW, NARROW]  # with motivation 1 as broad as broad, and listed before it
    assert company.pressure == pytest.approx([0.25 * 3, 0.25 * 3])
    assert company.expected_loss == pytest.approx([0, 0])


def test_between_reviews_substance_follows_capability() -> None:
    world = decided(**{"choice.review_rate": 0})
    company = world.state.company
    company.option[:] = BROAD
    company.capability[:] = (0.3, 0.9)
    decision.step(world)
    assert company.option.tolist() == [BROAD, BROAD]
    assert company.substance == pytest.approx([0.3, 0.9])


def test_about_the_stated_share_reviews() -> None:
    world = policy_world({"choice.review_rate": 0.3}, (a_law(),))
    draws = world.uniforms("decision.review", 20_000)
    assert (draws < 0.3).mean() == pytest.approx(0.3, abs=0.015)


def test_breach_under_each_law_follows_from_the_choice() -> None:
    world = policy_world(laws=(a_law("one"), a_law("two", themes=["gender"])))
    company = world.state.company
    company.option[:] = (FORM, NARROW)
    company.form[:] = 1.0
    company.breadth[:] = 0.25
    world.state.law.scrutiny[:] = (0.4, 0.2)
    # the breadth of a company without substance does not count; a quarter of the themes covers the one of law two
    assert decision.actual_breach(world) == pytest.approx(np.array([[0.4, 0.2], [0.4 * 0.75, 0]]))


def test_full_cost_by_hand() -> None:
    values: dict[str, object] = {
        "choice.form_cost": 0.02,
        "choice.substance_cost": 0.1,
        "choice.size_exponent": 0.5,
        "choice.reference_revenue": 3e6,
        "choice.full_capability": 0.6,
        "reward.premium": 2,
    }
    world = policy_world(values)
    world.state.company.imports[:] = (0.3e6, 1.5e6)
    world.state.levers.support_desk[:] = 1.0
    # firms of 0.15 and 3 million: 20 and 1 times the reference, to the power -0.5
    own = (0.02 + 0.1 * 0.6) * np.array([np.sqrt(20), 1])
    assert full_cost(world) == pytest.approx(own + 2 * 0.6 * np.array([0.2, 0.5]))
