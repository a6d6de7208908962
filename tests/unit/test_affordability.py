"""Whether suppliers can afford to improve, by hand."""

import numpy as np
import pytest

from model.processes import affordability
from tests.unit.tiny_world import tiny_world


def test_affordability_is_half_where_room_equals_cost() -> None:
    found = affordability.affordability(np.array([3.0, 6.0]), np.array([3.0, 6.0]), 3.0)
    half, more, less = 0.5, 1 / (1 + np.exp(-1)), 1 / (1 + np.exp(1))
    assert found == pytest.approx(np.array([[half, less], [more, half]]))


def test_margin_and_premium_give_room_and_wages_cost_more() -> None:
    world = tiny_world({"conditions.cost": 3, "conditions.wage_cost": 5.4, "conditions.cost_spread": 3})
    world.state.supplier.premium[:] = (1.0, 0.0, 0.0)
    affordability.step(world)
    found = world.state.supplier.affordable
    # the margin is 4 everywhere
    assert found[0, 0] == pytest.approx(1 / (1 + np.exp(-2 / 3)))
    assert found[1, 0] == found[2, 7] == pytest.approx(1 / (1 + np.exp(-1 / 3)))
    assert found[0, 3] == pytest.approx(1 / (1 + np.exp(0.4 / 3)))


def test_switched_off_everybody_can_afford_it() -> None:
    world = tiny_world({"affordability.active": 0})
    world.state.supplier.margin[:] = -1e6
    affordability.step(world)
    assert np.all(world.state.supplier.affordable == 1.0)
