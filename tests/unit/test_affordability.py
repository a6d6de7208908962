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
    affordability.settle(world)
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


def test_finance_trust_and_orders_above_those_of_2020_give_room() -> None:
    world = tiny_world({"affordability.trust_room": 2, "affordability.orders_room": 4})
    supplier, link = world.state.supplier, world.state.link
    affordability.settle(world)
    before = affordability.room(world)
    supplier.finance[:] = (1.0, 0.0, 0.0)
    link.trust += 0.25 * (link.supplier == 1)
    supplier.volume[2] += 0.5 * supplier.base_volume[2]
    shares = np.bincount(link.supplier, link.share_of_supplier, 3)
    assert affordability.room(world) - before == pytest.approx([1.0, 2 * 0.25 * shares[1], 4 * 0.5])
