"""Companies pass due diligence on to those that they buy from, at home as well (SER 2.3, 4.4; M39).

    passed_c    = passing_on e_c / (e_c + half_staff) q_c          q: substance in the quarter before, e: staff
    requested_i = sum_c s_ic passed_c                              s_ic: share of i's sales that customer c buys
    lost_io     = 100 sales_margin withdrawal requested_i (1 - signal_o)           % of revenue a year, option o

Customers who do no due diligence in practice ask nothing. Large customers pass on more, since they have the staff and
the weight for it. A company that does not answer expects customers to buy elsewhere: it loses the margin on these
sales, less what its due diligence shows, as far as customers tell substance from form. A firm that no law binds is
asked like others, and may start for this alone. Only expectations lose: sales themselves follow `market`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.process import Process
from model.processes.market import Market
from model.state.state import Array, BoolArray, Customer
from model.sums import sum_by

if TYPE_CHECKING:
    from model.world import World


@parameters("requests")
class Requests:
    """What customers among companies ask, and what it costs not to answer."""

    active: float = switch("companies pass due diligence on to companies that they buy from")
    passing_on: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0.1, 1),
        unit="share",
        meaning="part of its own due diligence that a very large customer asks of a company that it buys from",
        source="assumption",
    )
    half_staff: float = par(
        250,
        legal=(0, 1e6),
        plausible=(50, 1000),
        unit="employees",
        meaning="staff of a customer that passes on half as much as a very large one",
        source="assumption: the European limit of a medium-sized firm",
    )
    withdrawal: float = par(
        0.114,
        legal=(0, 1),
        plausible=(0, 0.2),
        unit="1/year",
        meaning="part of its sales to a customer that asks in full that a company expects to lose if it does nothing",
        source="assumption; customers reward due diligence too little (SER 2.3 item 1)",
        before=0.02,
    )


def passed_on(substance: Array, employees: Array, values: Requests) -> Array:
    """Return what each customer asks of companies that it buys from, N, 0-1."""
    size = employees / np.maximum(employees + values.half_staff, np.finfo(float).tiny)
    result: Array = values.passing_on * size * substance
    return result


def asked(customer: Customer, passed: Array) -> Array:
    """Return by company what its customers ask, weighted by their share of its sales, N; `passed` (N) is theirs."""
    return sum_by(customer.company, customer.share * passed.take(customer.customer), len(passed))


def bound(world: World) -> BoolArray:
    """Return which companies a law binds now, at least in part, N."""
    found: BoolArray = world.state.company.scope.any(axis=1)
    return found


def kept_by_answering(world: World) -> Array:
    """Return what a full signal keeps of the sales that customers would take away, N, % revenue a year."""
    at_stake = 100.0 * world.parameters[Market].sales_margin * world.parameters[Requests].withdrawal
    result: Array = at_stake * world.state.company.requested
    return result


def step(world: World) -> None:
    """Set what customers ask of each company, and what part comes from those that a law binds."""
    company, values = world.state.company, world.parameters[Requests]
    company.passed_on[:] = values.active * passed_on(company.substance, company.employees, values)
    company.requested[:] = asked(world.state.customer, company.passed_on)
    company.requested_by_bound[:] = asked(world.state.customer, company.passed_on * bound(world))


PROCESS = Process(
    name="requests",
    meaning="customers ask companies for due diligence",
    step=step,
    reads=(
        "company.employees",
        "company.substance",
        "company.scope",
        "customer.company",
        "customer.customer",
        "customer.share",
    ),
    mechanisms=("M3", "M39"),
    sections=("2.3", "4.4"),
    switches=("requests.active",),
    burn_in=True,
)
