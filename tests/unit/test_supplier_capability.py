"""Suppliers' capability: learning from joint buyers and training, and forgetting."""

import numpy as np
import pytest

from model.parameters import ParameterSet
from model.processes import supplier_capability
from model.processes.supplier_capability import SupplierCapability
from model.state.state import HEALTH_SAFETY
from tests.unit.tiny_world import tiny_world

NOWHERE = np.zeros((1, 8))


def test_capability_by_hand_and_less_on_safety() -> None:
    values = ParameterSet(
        {
            "supplier_capability.learning": 0.1,
            "supplier_capability.forgetting": 0.05,
            "supplier_capability.safety_share": 0.1,
        }
    )
    found = supplier_capability.next_capability(
        np.full((1, 8), 0.5), np.array([0.4]), np.full((1, 8), 0.5), NOWHERE, values[SupplierCapability]
    )
    assert found[0, 0] == pytest.approx(0.5 + 0.1 * 0.5 * 0.5 - 0.05 * 0.1)
    assert found[0, HEALTH_SAFETY] == pytest.approx(0.5 + 0.1 * 0.5 * 0.1 * 0.5 - 0.05 * 0.1)


def test_capability_stays_a_fraction() -> None:
    values = ParameterSet({"supplier_capability.learning": 1, "supplier_capability.forgetting": 1})
    lessons = np.array([[0.0] * 8, [9.0] * 8])
    found = supplier_capability.next_capability(
        np.full((2, 8), 0.5), np.array([-1.0, 0.5]), lessons, NOWHERE, values[SupplierCapability]
    )
    assert found[:, 0].tolist() == [0.0, 1.0]


def test_lessons_come_from_joint_buyers_and_from_training_of_all_regions() -> None:
    world = tiny_world()
    supplier = world.state.supplier
    supplier.effect[:] = 0.5
    supplier.joint_share[:] = (0.4, 0.0, 0.0)
    world.state.levers.supplier_training[:] = (0.5, 0.2, 0.0)
    supplier_capability.step(world)
    assert supplier.capability[:2, 0] == pytest.approx([0.4 + 0.03 * 0.6 * 0.8, 0.4 + 0.03 * 0.6 * 0.6])


def test_training_counts_above_that_of_2020() -> None:
    world = tiny_world()
    world.state.levers.supplier_training[:] = (0.5, 0.0, 0.0)
    supplier_capability.settle(world)
    supplier_capability.step(world)
    assert np.all(world.state.supplier.capability == 0.4)
    world.state.levers.supplier_training[:] = (0.5, 0.2, 0.0)
    supplier_capability.step(world)
    assert world.state.supplier.capability[:, 0] == pytest.approx(np.full(3, 0.4 + 0.03 * 0.6 * 0.1))


def test_without_lessons_capability_returns_to_that_of_2020() -> None:
    world = tiny_world()
    world.state.supplier.capability[:] = 0.9
    for _ in range(2000):
        supplier_capability.step(world)
    assert world.state.supplier.capability == pytest.approx(np.full((3, 8), 0.4))


def test_switched_off_capability_stays() -> None:
    world = tiny_world({"supplier_capability.active": 0})
    world.state.levers.supplier_training[:] = 1.0
    supplier_capability.step(world)
    assert np.all(world.state.supplier.capability == 0.4)


def test_training_on_site_is_learned_at_a_rate_of_its_own() -> None:
    values = ParameterSet({"supplier_capability.site_learning": 0.2})[SupplierCapability]
    on_site = np.array([[0.5] * 8])
    found = supplier_capability.next_capability(np.full((1, 8), 0.4), np.array([0.4]), NOWHERE, on_site, values)
    assert found == pytest.approx(np.full((1, 8), 0.4 + 0.2 * 0.6 * 0.5))
