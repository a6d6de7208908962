"""What companies think of their chain, by hand."""

from typing import Any

import numpy as np
import pytest

from model.processes import perception
from model.processes.supplier_margin import SupplierMargin
from tests.unit.tiny_world import tiny_world


def seeing(detection: float, **parameters: object) -> Any:
    """Return a tiny world in which buyers see this share of the problems everywhere."""
    world = tiny_world({f"perception.{name}": value for name, value in parameters.items()})
    world.state.link.detection[:] = detection
    return world


def test_perceived_risk_mixes_what_is_seen_with_what_the_country_suggests() -> None:
    world = seeing(0.5)
    supplier = world.state.supplier
    supplier.condition[:] = 0.6
    supplier.condition[0, 2] = 0.2
    supplier.country_condition[:] = 0.7
    perception.step(world)
    risk = world.state.company.perceived_risk
    # company 1 buys from supplier 0 only
    assert risk[1, 0] == pytest.approx(0.5 * 0.4 + 0.5 * 0.3)
    assert risk[1, 2] == pytest.approx(0.5 * 0.8 + 0.5 * 0.3)
    # company 0 buys a third from each
    assert risk[0, 2] == pytest.approx((0.5 * 0.8 + 2 * 0.5 * 0.4) / 3 + 0.5 * 0.3)


def test_who_sees_everything_knows_the_truth() -> None:
    world = seeing(1.0)
    world.state.supplier.condition[:] = np.linspace(0, 1, 24).reshape(3, 8)
    perception.step(world)
    assert world.state.company.perceived_risk[1] == pytest.approx(1 - world.state.supplier.condition[0])


def test_what_the_country_suggests_follows_suppliers_that_change() -> None:
    world = seeing(0.0)
    supplier, link = world.state.supplier, world.state.link
    supplier.country_condition[:] = supplier.condition[:] = np.array([0.6, 0.4, 0.1])[:, np.newaxis]
    perception.step(world)
    assert world.state.company.perceived_risk[:, 0] == pytest.approx([(0.4 + 0.6 + 0.9) / 3, 0.4])
    link.supplier = np.array([0, 1, 2, 1])
    perception.step(world)
    assert world.state.company.perceived_risk[:, 0] == pytest.approx([(0.4 + 0.6 + 0.9) / 3, 0.6])
    link.supplier = np.array([1, 1, 2, 1])
    perception.step(world)
    assert world.state.company.perceived_risk[:, 0] == pytest.approx([(0.6 + 0.6 + 0.9) / 3, 0.6])


def test_improvement_counts_as_far_as_it_is_seen() -> None:
    world = seeing(0.5)
    world.state.supplier.improvement[:] = (0.3, 0.0, -0.1)
    perception.step(world)
    assert world.state.company.visible_improvement == pytest.approx([0.5 * (0.3 - 0.1) / 3, 0.5 * 0.3])


def test_contribution_is_buying_below_cost_even_with_the_premium() -> None:
    world = seeing(0.5)
    worst = world.parameters[SupplierMargin].worst_order
    world.state.supplier.margin[:] = np.array([-1.0, 2.0, -3.0]) + worst
    perception.step(world)
    assert world.state.company.contributing_share == pytest.approx([2 / 3, 1])
    world.state.company.premium[:] = (1.5, 0.5)
    perception.step(world)
    # enough for the supplier with a margin of -1 on its worst orders, if it is the first company that buys
    assert world.state.company.contributing_share == pytest.approx([1 / 3, 1])


def test_switched_off_companies_go_by_sector_and_country_alone() -> None:
    world = seeing(1.0, active=0)
    supplier = world.state.supplier
    supplier.condition[:], supplier.country_condition[:], supplier.improvement[:] = 0.2, 0.7, 0.3
    perception.step(world)
    assert world.state.company.perceived_risk == pytest.approx(np.full((2, 8), 0.3))
    assert world.state.company.visible_improvement == pytest.approx([0, 0])
