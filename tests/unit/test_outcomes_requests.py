"""Requests received out of scope, from whom and at what cost, by hand.

Company 0 stands for 10 Dutch firms of medium size, company 1 for one very large French firm; a third is added where
customers are elsewhere.
"""

from typing import Any

import numpy as np
import pytest

from model.outcomes.measures import Measures
from model.outcomes.requests import ELSEWHERE, HOME, OTHER_EU, RECEIVERS, place_of_customer
from model.state.state import EU, NLD, ROW, Company, Customer
from tests.unit.outcome_world import law, outcome, outcome_world

CUT: dict[str, object] = {"observation.request": 0.1}
FIRMS = (10.0, 30.0, 5.0, 1.0)


def asking_world() -> Any:
    """Two kinds of Dutch firms, a French firm and an American one; Dutch small firms sell to all three others."""
    world = outcome_world(law(), parameters=CUT)
    company = world.state.company = Company(4, {"law": 1})
    company.region[:], company.home[:] = (NLD, NLD, EU, ROW), (0, 0, 1, 2)
    company.size_class[:], company.firms[:] = (0, 3, 4, 4), FIRMS
    company.revenue[:] = (2e6, 4e6, 8e6, 16e6)
    company.passed_on[:] = (0.0, 0.1, 0.3, 0.4)
    customer = world.state.customer = Customer(4)
    customer.company[:], customer.customer[:] = (0, 0, 0, 2), (1, 2, 3, 1)
    customer.share[:] = (0.2, 0.2, 0.1, 0.5)
    company.requested[:] = (0.02 + 0.06 + 0.04, 0.0, 0.05, 0.0)
    return world


def test_places_of_customers() -> None:
    world = asking_world()
    assert place_of_customer(world).tolist() == [HOME, OTHER_EU, ELSEWHERE, OTHER_EU]


def test_who_counts() -> None:
    world = asking_world()
    nld, eu = (each.firms(world).tolist() for each in RECEIVERS)
    assert nld == [10, 0, 0, 0]
    assert eu == [10, 30, 5, 0]


def test_received_from_the_cut_on_by_number_of_firms() -> None:
    world = asking_world()
    assert outcome(world, "requests_received_nld") == 1.0
    assert outcome(world, "requests_received_eu") == pytest.approx(10 / 45)
    world.state.company.requested[2] = 0.1
    assert outcome(world, "requests_received_eu") == pytest.approx(15 / 45)
    world.state.company.requested[0] = 0.0999
    assert outcome(world, "requests_received_nld") == 0.0


def test_firms_in_scope_do_not_count() -> None:
    world = asking_world()
    world.state.company.scope[1, 0] = 0.01
    assert outcome(world, "requests_received_eu") == pytest.approx(10 / 15)
    world.state.company.scope[:] = 1.0
    for name in ("received", "from_home", "from_bound", "cost"):
        assert outcome(world, f"requests_{name}_nld") == 0.0, name


def test_from_whom() -> None:
    world = asking_world()
    home, other, elsewhere = (outcome(world, f"requests_from_{name}_nld") for name in ("home", "other_eu", "elsewhere"))
    assert [home, other, elsewhere] == pytest.approx([0.02 / 0.12, 0.06 / 0.12, 0.04 / 0.12])
    # ten Dutch firms and five French ones, which sell to a Dutch customer
    whole = 10 * 0.12 + 5 * 0.05
    assert outcome(world, "requests_from_home_eu") == pytest.approx(0.2 / whole)
    assert outcome(world, "requests_from_other_eu_eu") == pytest.approx((0.6 + 0.25) / whole)


def test_from_customers_in_scope() -> None:
    world = asking_world()
    world.state.company.requested_by_bound[:] = (0.06, 0.0, 0.0, 0.0)
    assert outcome(world, "requests_from_bound_nld") == pytest.approx(0.5)
    assert outcome(world, "requests_from_bound_eu") == pytest.approx(0.6 / (10 * 0.12 + 5 * 0.05))


def test_cost_for_customers_in_euros() -> None:
    world = asking_world()
    world.state.company.cost_for_customers[:] = 0.5
    # half a percent of 2 million; with the others in the EU of 14 million
    assert outcome(world, "requests_cost_nld") == pytest.approx(0.01)
    assert outcome(world, "requests_cost_eu") == pytest.approx(0.07)
    world.state.company.scope[2, 0] = 1.0
    assert outcome(world, "requests_cost_eu") == pytest.approx(0.03)


def test_without_pairs_all_is_zero() -> None:
    world = outcome_world(law())
    measures = Measures(world)
    for receivers in RECEIVERS:
        assert np.array_equal(receivers.from_places(measures), np.zeros(3))
        assert receivers.received(measures) == receivers.from_bound(measures) == receivers.cost(measures) == 0.0
