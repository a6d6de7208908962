"""Market shares, margins and headquarters."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from model.processes import market
from tests.unit.tiny_policy import a_law, policy_world

GROUP = np.array([0, 0, 1])


def test_shares_follow_attraction_within_a_sector() -> None:
    found = market.shares(np.array([100.0, 300.0, 50.0]), np.array([0.0, np.log(2), 1.0]), GROUP)
    # 100 and 600 of 700, scaled back to 400; alone in its sector nobody gains
    assert found == pytest.approx([400 / 7, 2400 / 7, 50])


def test_without_sales_nothing_is_divided() -> None:
    assert market.shares(np.zeros(3), np.ones(3), GROUP).tolist() == [0, 0, 0]


@given(arrays(float, 3, elements=st.floats(0, 1e9)), arrays(float, 3, elements=st.floats(-5, 5)), st.floats(-5, 5))
def test_property_18_only_differences_between_rivals_move_shares(start: Any, attraction: Any, common: float) -> None:
    found = market.shares(start, attraction, GROUP)
    assert found.sum() == pytest.approx(start.sum())
    assert market.shares(start, attraction + common, GROUP) == pytest.approx(found)
    assert market.shares(start, np.full(3, common), GROUP) == pytest.approx(start)


def test_headquarters_move_when_the_burden_grows_against_the_margin() -> None:
    found = market.moving(0.01, np.array([1.0, -1.0, 0.2, 100.0]), np.array([2.0, 2.0, 0.1, 2.0]))
    # margins count from 0.5, growth up to 5
    assert found == pytest.approx([0.01 * (np.exp(0.5) - 1), 0, 0.01 * (np.exp(0.4) - 1), min(1, 0.01 * np.expm1(5))])


VALUES: dict[str, object] = {
    "market.price_elasticity": 5,
    "market.pass_through": 0.4,
    "market.sales_margin": 0.2,
    "market.moving_hazard": 0.01,
    "reward.consumers": 0.1,
    "reward.base_coverage": 0.5,
}


def settled() -> Any:
    """Return a settled world in which company 1 also sells 1 million in the Netherlands."""
    world = policy_world(VALUES, (a_law("at_home"), a_law("for_sellers", applies_to="sellers")))
    company = world.state.company
    company.base_sales[1] = (1e6, 2e6, 0)
    company.base_margin[:] = (5.0, 6.0)
    company.cost[:] = (0.1, 0.3)
    company.signal[:] = (0.2, 0.4)
    company.expected_loss[:] = 0.05
    company.brand[:] = 0.5
    company.scope[:] = ((1.0, 1.0), (0.5, 1.0))
    market.settle(world)
    return world


def test_a_settled_market_stays() -> None:
    world = settled()
    market.step(world)
    company = world.state.company
    assert company.sales == pytest.approx(company.base_sales)
    assert company.margin == pytest.approx([5, 6])
    assert company.moved.tolist() == [0, 0]


def test_cost_and_signal_against_2020_by_hand() -> None:
    world = settled()
    company = world.state.company
    company.cost[0] += 0.5
    company.signal[0] += 0.4
    market.step(world)
    # price -5 x 0.4 x 0.5 / 100, image 0.1 x 0.5 x 0.4 / (100 x 0.2), half of which is seen
    pull = np.exp(-0.01 + 0.0005)
    assert company.sales[:, 0] == pytest.approx(2.5e6 * np.array([1.5 * pull, 1]) / (1.5 * pull + 1))
    assert company.sales[:, 1] == pytest.approx([0, 2e6])
    assert company.margin == pytest.approx([5 - 0.6 * 0.5, 6])
    # six tenths of the cost are not passed on
    growth = 0.3 / (5 - 0.3)
    assert company.moved == pytest.approx([0.01 * np.expm1(growth), 0])


def test_a_duty_to_publish_shows_what_was_not_seen() -> None:
    world = settled()
    company = world.state.company
    company.disclosure[0] = 1.0
    market.step(world)
    # signal 0.2 seen in full instead of half: 0.1 x 0.5 x 0.1 / (100 x 0.2)
    pull = np.exp(0.00025)
    assert company.sales[:, 0] == pytest.approx(2.5e6 * np.array([1.5 * pull, 1]) / (1.5 * pull + 1))


def test_property_18_what_all_rivals_share_moves_nothing() -> None:
    world = settled()
    company = world.state.company
    company.cost[:] += 0.5
    company.signal[:] += 0.2
    market.step(world)
    assert company.sales == pytest.approx(company.base_sales)


def test_expected_losses_add_to_the_burden_and_moving_adds_up() -> None:
    world = settled()
    company = world.state.company
    company.expected_loss[:] += 2.5
    company.moved[:] = (0.5, 0.0)
    market.step(world)
    assert company.moved == pytest.approx([0.5 + 0.5 * 0.01 * np.expm1(0.5), 0.5 * 0.01 * np.expm1(2.5 / 6)])


def test_nobody_moves_from_a_law_that_binds_by_sales() -> None:
    world = settled()
    world.state.company.expected_loss[:] += 2.5
    world.state.company.scope[:, 0] = 0.0
    market.step(world)
    assert world.state.company.moved.tolist() == [0, 0]


def test_firms_outside_the_eu_have_nowhere_to_flee_to() -> None:
    world = settled()
    world.state.company.region[:] = 2
    world.state.company.expected_loss[:] += 2.5
    market.step(world)
    assert world.state.company.moved.tolist() == [0, 0]
