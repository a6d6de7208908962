"""Which companies are customers of which: a part of what a company sells, drawn over a few others.

    share of sales to companies = business_share (1 - brand)(1 - public share);  finance: none
    customer: its region by the seller's sales by market in 2020, within its own region with chance home_share in its
              own country, and there with chance ~ imports x staff^size_bias

Customers are drawn in proportion to what they buy, and large ones more often, so that small firms mostly sell to large
ones. Each draw stands for an equal part of the sales to companies. A draw that finds nobody stands for customers
outside the model: what is linked may be less than the share above, never more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.parameters import ParameterSet, par, parameters
from model.randomness import stream
from model.state.state import Array, Company, Customer, IntArray

NOBODY = -1
"""Stands for a draw that found no other company."""


@parameters("customers")
class Customers:
    """Companies as customers of companies."""

    business_share: float = par(
        0.6,
        legal=(0, 1),
        plausible=(0.2, 0.9),
        unit="share",
        meaning="share of sales to companies in the model where neither the public nor government buys",
        source="assumption; sectors without a brand known to the public sell to companies (SER 2.3 item 6)",
    )
    home_share: float = par(
        0.458,
        legal=(0, 1),
        plausible=(0.4, 0.9),
        unit="share",
        meaning="share of the sales to companies in its own region that a company makes in its own country; the Dutch "
        "region is one country",
        source="assumption",
        before=0.7,
    )
    number: float = par(
        5,
        legal=(1, 50),
        plausible=(3, 10),
        unit="firms",
        meaning="number of customers drawn for a company, rounded",
        source="assumption",
    )
    size_bias: float = par(
        0.3,
        legal=(0, 2),
        plausible=(0, 0.6),
        unit="-",
        meaning="exponent of staff by which a large company is likelier a customer than its purchases say",
        source="assumption: small firms sell to large ones",
    )


@dataclass(frozen=True)
class Candidates:
    """The companies sorted by a group, with the running sum of their weights."""

    group: IntArray
    """Group of each company in the sorted order."""
    order: IntArray
    """Rows of the companies in that order."""
    place: IntArray
    """Where each company stands in it."""
    running: Array
    """N + 1, weights of all before each place."""


def candidates(group: IntArray, weights: Array) -> Candidates:
    """Return companies as candidates by group; `weights` (N) are not negative."""
    order = np.argsort(group, kind="stable")
    running = np.concatenate(([0.0], np.cumsum(weights[order])))
    return Candidates(group[order], order, np.argsort(order), running)


def drawn(among: Candidates, wanted: IntArray, seller: IntArray, uniform: Array) -> IntArray:
    """Draw one company of each wanted group in proportion to weight, never the seller; `NOBODY` where there is none.

    Args:
        among: the candidates.
        wanted: D, group of each draw.
        seller: D, row of the company that sells.
        uniform: D, on [0, 1).
    """
    first, after = (np.searchsorted(among.group, wanted, side=side) for side in ("left", "right"))
    own = among.place[seller]
    inside = (own >= first) & (own < after)
    left_out = np.where(inside, among.running[own + 1] - among.running[own], 0.0)
    weight = among.running[after] - among.running[first] - left_out
    point = among.running[first] + uniform * weight
    point += np.where(point >= among.running[own], left_out, 0.0)
    found = np.minimum(np.searchsorted(among.running, point, side="right") - 1, np.maximum(after - 1, 0))
    nobody = (weight <= 0) | (found == own) | (among.running[found + 1] == among.running[found])
    return np.where(nobody, NOBODY, among.order[found])


def business_share(company: Company, numbers: Customers) -> Array:
    """Return the share of its sales that each company sells to other companies, N, 0-1; 0 for finance."""
    sold: Array = numbers.business_share * (1.0 - company.brand) * (1.0 - company.public_share)
    return np.where(company.finance, 0.0, sold)


def build_customers(company: Company, parameters: ParameterSet, seed: int) -> Customer:
    """Return who buys from whom among companies, sorted by seller and customer; nobody buys from itself.

    Args:
        company: the companies as they are built.
        parameters: those of the scenario.
        seed: of the run.
    """
    numbers = parameters[Customers]
    draws = round(numbers.number)
    seller = np.repeat(np.arange(company.rows), draws)
    uniform = stream(seed, "population.customers").random((3, len(seller)))
    weights = company.imports * company.employees**numbers.size_bias
    market = _markets(company)[seller] <= uniform[0][:, None]
    region = market.sum(axis=1)
    near = drawn(candidates(company.home, weights), company.home[seller], seller, uniform[2])
    anywhere = drawn(candidates(company.region, weights), region, seller, uniform[2])
    at_home = (region == company.region[seller]) & (uniform[1] < numbers.home_share) & (near != NOBODY)
    customer = np.where(at_home, near, anywhere)
    share = business_share(company, numbers) / draws
    return _table(company.rows, seller, customer, share)


def _markets(company: Company) -> Array:
    """Return the share of sales up to each market but the last, N x 2."""
    total = np.maximum(company.base_sales.sum(axis=1, keepdims=True), np.finfo(float).tiny)
    upto: Array = np.cumsum(company.base_sales / total, axis=1)[:, :-1]
    return upto


def _table(companies: int, seller: IntArray, customer: IntArray, share: Array) -> Customer:
    """Return the pairs that occur, each with the share (by company) times how often it was drawn."""
    linked = (customer != NOBODY) & (share[seller] > 0)
    pairs, often = np.unique(seller[linked] * companies + customer[linked], return_counts=True)
    table = Customer(len(pairs))
    table.company[:], table.customer[:] = np.divmod(pairs, companies)
    table.share[:] = share[table.company] * often
    return table
