"""What customers ask of companies, and what it does to the choice, by hand on three firms.

Firm 0 sells 0.4 of its sales to firm 1 and 0.2 to firm 2; firm 1 sells 0.3 to firm 2; firm 2 sells to nobody here.
"""

from typing import Any

import numpy as np
import pytest

from model.parameters import ParameterSet
from model.processes.decision import due_to_requests
from model.processes.options import options_of
from model.processes.requests import Requests, asked, kept_by_answering, passed_on, step
from model.processes.utility import utility_of
from model.state.state import FORM, NARROW, NONE, Customer
from tests.unit.tiny_policy import policy_world

VALUES: dict[str, object] = {
    "requests.passing_on": 0.8,
    "requests.half_staff": 250,
    "requests.withdrawal": 0.1,
    "market.sales_margin": 0.2,
}
STAFF = np.array([10.0, 250.0, 750.0])
SUBSTANCE = np.array([1.0, 0.5, 0.4])
PASSED = [0.8 * 10 / 260, 0.8 * 0.5 * 0.5, 0.8 * 0.75 * 0.4]


def network() -> Customer:
    customer = Customer(3)
    customer.company[:] = (0, 0, 1)
    customer.customer[:] = (1, 2, 2)
    customer.share[:] = (0.4, 0.2, 0.3)
    return customer


def pair(**changes: object) -> Any:
    """The tiny world, in which firm 0 sells 0.4 of its sales to firm 1."""
    world = policy_world({**VALUES, **changes})
    customer = Customer(1)
    customer.customer[:], customer.share[:] = 1, 0.4
    world.state.customer = customer
    world.state.company.employees[:] = (10.0, 750.0)
    world.state.company.substance[:] = (0.0, 0.5)
    return world


def test_large_customers_with_substance_pass_most_on() -> None:
    values = ParameterSet(VALUES)[Requests]
    assert passed_on(SUBSTANCE, STAFF, values) == pytest.approx(PASSED)
    assert not passed_on(np.zeros(3), STAFF, values).any()
    everybody = ParameterSet({**VALUES, "requests.half_staff": 0})[Requests]
    assert passed_on(SUBSTANCE, STAFF, everybody) == pytest.approx(0.8 * SUBSTANCE)


def test_what_is_asked_is_weighted_by_sales() -> None:
    expected = [0.4 * PASSED[1] + 0.2 * PASSED[2], 0.3 * PASSED[2], 0.0]
    assert asked(network(), np.array(PASSED)) == pytest.approx(expected)
    assert asked(Customer(0), np.array(PASSED)).tolist() == [0.0, 0.0, 0.0]


def test_the_step_says_what_comes_from_customers_in_scope() -> None:
    world, company = (found := pair()), found.state.company
    step(world)
    assert company.passed_on == pytest.approx([0.0, 0.8 * 0.75 * 0.5])
    assert company.requested == pytest.approx([0.4 * 0.3, 0.0])
    assert not company.requested_by_bound.any()
    company.scope[1, 0] = 0.1
    step(world)
    assert company.requested_by_bound.tolist() == company.requested.tolist()


def test_with_the_switch_off_nobody_asks() -> None:
    world = pair(**{"requests.active": 0})
    world.state.company.scope[:] = 1.0
    step(world)
    company = world.state.company
    assert not (company.passed_on.any() or company.requested.any() or company.requested_by_bound.any())


def test_who_answers_keeps_the_margin_on_sales() -> None:
    world = pair()
    plain = utility_of(world, options_of(world))
    assert not plain.answered.any()
    step(world)
    # 10% a year of the margin of 20% on all sales, for what is asked
    assert kept_by_answering(world) == pytest.approx([100 * 0.2 * 0.1 * 0.12, 0.0])
    found = utility_of(world, options_of(world))
    assert found.answered == pytest.approx(found.signal * np.array([0.24, 0.0]))
    assert found.answered[FORM, 0] > 0 == found.answered[NONE, 0]
    assert found.total == pytest.approx(plain.total + found.answered)
    assert np.array_equal(found.reward, plain.reward) and np.array_equal(found.loss, plain.loss)


def test_due_diligence_is_for_customers_where_it_would_not_pay_without() -> None:
    world = pair()
    utility = utility_of(world, options_of(world))
    place = np.array([2 * NARROW, 2 * NARROW + 1])
    utility.total[:], utility.answered[:] = 0.0, 0.0
    for total, answered, expected in ((0.1, 0.2, True), (0.1, 0.05, False), (-0.1, 0.2, False), (0.0, 0.0, False)):
        utility.total[NARROW], utility.answered[NARROW] = total, answered
        assert due_to_requests(utility, place).tolist() == [expected, expected], (total, answered)
