"""What full due diligence costs a company beside what its rivals bear (corrections 14, 15; SER 2.4, 4.3).

Rivals are the other firms that sell in the same market and sector, weighted by their sales there. A row of the
company table stands for several real firms: only one of them is the firm itself, the others are its rivals.
Arrays by market are markets x companies (3 x N) here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.outcomes.measures import Measures, kinds_first
from model.processes.decision import full_cost
from model.processes.remedy import Remedy
from model.processes.utility_parameters import Choice, Loss, Reward
from model.state import COMPLAINT_WINDOW, REGIONS, Array, BoolArray, IntArray
from model.sums import mean_by
from model.world import World

NET_FLOOR = 0.25
"""Least denominator of the net measure, as a share of the cost of full due diligence (correction 15)."""
_ALONE = 1e-9
"""Share of a market's sales below which the rest is rounding, not a rival."""


@dataclass(frozen=True)
class Field:
    """Who sells what in which market, markets x N."""

    sales: Array
    """EUR a year."""
    own: Array
    """Sales of one of the real firms behind a row."""
    rest: Array
    """Sales of its rivals together."""
    met: BoolArray
    """Whether it has any."""
    group: IntArray
    """Number of the pair of sector and market."""

    @property
    def counted(self) -> Array:
        """Sales, 0 where a firm has no rivals."""
        return self.sales * self.met


def field_of(sales: Array, firms: Array, group: IntArray) -> Field:
    """Return the field; `sales` and `group` are markets x N, `firms` (N) the real firms behind each row."""
    own = sales / np.maximum(firms, 1.0)
    whole = _in_group(sales, group)
    rest = whole - own
    return Field(sales, own, rest, rest > _ALONE * whole, group)


def rivals_mean(burden: Array, field: Field) -> Array:
    """Return the mean burden of the rivals of one firm in each market, markets x N; 0 where it has none.

    Args:
        burden: N, % revenue a year.
        field: who sells what in which market.
    """
    borne = _in_group(field.sales * burden, field.group) - field.own * burden
    mean: Array = np.divide(borne, field.rest, out=np.zeros_like(borne), where=field.met)
    return mean


def _in_group(values: Array, group: IntArray) -> Array:
    """Return the sum of `values` over the group of each cell, same shape."""
    sums: Array = np.bincount(group.ravel(), weights=values.ravel()).take(group)
    return sums


def widening(values: Array, sales: Array) -> Array:
    """Return means weighted by sales for the Dutch market, the EU with it, and the world, 3; 0 without sales.

    Args:
        values: markets x N, or N when the same in every market.
        sales: markets x N.
    """
    summed = np.cumsum((values * sales).sum(axis=1))
    weight = np.cumsum(sales.sum(axis=1))
    means: Array = np.divide(summed, weight, out=np.zeros(len(weight)), where=weight > 0)
    return means


def gap_share(full: Array, rivals: Array, denominator: Array) -> Array:
    """Return the part of the burden of full due diligence that rivals escape, markets x N, 0-1."""
    whole = np.maximum(denominator, np.finfo(float).tiny)
    share: Array = np.minimum(np.maximum(full - rivals, 0.0), whole) / whole
    return share


def field(measures: Measures) -> Field:
    """Return who sells what in which market now."""
    company = measures.state.company
    return field_of(kinds_first(company.sales), company.firms, measures.of_run(_sector_in_market))


def _sector_in_market(world: World) -> IntArray:
    return world.state.company.sector + int(world.state.company.sector.max() + 1) * np.arange(len(REGIONS))[:, None]


def _peers(world: World) -> IntArray:
    company = world.state.company
    return company.sector * len(REGIONS) + company.region


def full_cost_now(measures: Measures) -> Array:
    """Return the cost of full due diligence without instruments, N, % revenue a year."""
    return full_cost(measures.world)


def cost_rivals(measures: Measures) -> Array:
    """Return the mean cost of due diligence of rivals, markets x N, % revenue a year."""
    return rivals_mean(measures.state.company.cost, measures.once(field))


def net_rivals(measures: Measures) -> Array:
    """Return the mean net burden of rivals: cost and expected loss, less rewards; markets x N, % revenue a year."""
    company = measures.state.company
    return rivals_mean(company.cost + company.expected_loss - company.reward, measures.once(field))


def loss_beside_sanctions(world: World) -> Array:
    """Return the expected loss by incidents and claims before substance spares any, N, % revenue a year (R1)."""
    company, values = world.state.company, world.parameters[Loss]
    claims = company.complaints.sum(axis=1) / COMPLAINT_WINDOW * world.parameters[Remedy].court_success
    yearly = company.exposure * values.reputation * company.brand + company.liability * claims * values.award
    return 4.0 * yearly


def full_net(measures: Measures) -> Array:
    """Return the net burden of full due diligence, N, % revenue a year: cost + expected loss - rewards.

    Full due diligence breaches no law, so no sanction is left; substance spares a part of the other losses. Its
    reward follows from the reward for each point of signal that the company earns now; those without due diligence
    would earn the mean of their sector and region.
    """
    world, company = measures.world, measures.state.company
    substance = world.parameters[Choice].full_capability
    loss = loss_beside_sanctions(world) * (1.0 - world.parameters[Loss].remedy_spares * substance)
    clarity = world.parameters[Reward].signal_clarity
    signal = clarity * substance + (1.0 - clarity)
    active = company.signal > 0
    rate = np.divide(company.reward, company.signal, out=np.zeros(company.rows), where=active)
    peers = measures.of_run(_peers)
    usual = mean_by(peers, rate, company.revenue * active, int(peers.max()) + 1)[peers]
    result: Array = measures.once(full_cost_now) + loss - np.where(active, rate, usual) * signal
    return result
