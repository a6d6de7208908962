"""Suppliers' margins: pressure on price, recovery and shocks."""

import numpy as np
import pytest

from model.parameters import ParameterSet
from model.processes import supplier_margin
from model.processes.supplier_margin import SupplierMargin
from tests.unit.tiny_world import tiny_world


def test_margin_by_hand() -> None:
    values = ParameterSet({"supplier_margin.reversion": 0.1, "supplier_margin.push": 0.2})[SupplierMargin]
    found = supplier_margin.next_margin(np.array([2.0]), np.array([4.0]), np.array([0.5]), values)
    assert found == pytest.approx([2.0 + 0.2 - 0.1])


def test_only_cost_above_that_of_2020_is_pushed_on() -> None:
    world = tiny_world()
    supplier = world.state.supplier
    supplier.buyer_cost[:] = (0.1, 0.2, 0.3)
    supplier_margin.settle(world)
    supplier_margin.step(world)
    assert supplier.margin == pytest.approx([4, 4, 4])
    supplier.buyer_cost[:] = (0.2, 0.2, 0.2)
    supplier_margin.step(world)
    assert supplier.margin == pytest.approx([4 - 0.02, 4, 4 + 0.02])


def test_shock_lowers_the_margin_to_which_margins_return() -> None:
    world = tiny_world()
    world.state.shock.supplier_margin[:] = -3.0
    supplier_margin.step(world)
    assert world.state.supplier.margin == pytest.approx([3.7, 3.7, 3.7])
    world.state.shock.supplier_margin[:] = 0.0
    for _ in range(200):
        supplier_margin.step(world)
    assert world.state.supplier.margin == pytest.approx([4, 4, 4])


def test_switched_off_margins_stay() -> None:
    world = tiny_world({"supplier_margin.active": 0})
    world.state.shock.supplier_margin[:] = -3.0
    supplier_margin.step(world)
    assert np.all(world.state.supplier.margin == 4)
