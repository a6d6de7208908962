"""What full due diligence costs a company beside what its rivals bear (corrections 14, 15; SER 2.4, 4.3).

Rivals are the other firms that sell in the same market and sector, weighted by their sales there. A row of the
company table stands for several real firms: only one of them is the firm itself, the others are its rivals.
Arrays by market are markets x companies (3 x N) here.
"""

from __future__ import annotations

import numpy as np

from model.outcomes.measures import Measures, kinds_first
from model.processes.decision import full_cost
from model.processes.remedy import Remedy
from model.processes.utility_parameters import Choice, Loss, Reward
from model.state import COMPLAINT_WINDOW, REGIONS, Array, IntArray
from model.sums import mean_by, sum_by
from model.world import World

NET_FLOOR = 0.25
"""Least denominator of the net measure, as a share of the cost of full due diligence (correction 15)."""
_ALONE = 1e-9
"""Share of a market's sales below which the rest is rounding, not a rival."""


def rivals_mean(burden: Array, sales: Array, firms: Array, group: IntArray) -> tuple[Array, Array]:
    """Return the mean burden of the rivals of one firm in each market, and the sales that count there.

    Args:
        burden: N, % revenue a year.
        sales: markets x N, EUR a year.
        firms: N, real firms behind each row.
        group: markets x N, number of the pair of sector and market.

    Returns:
        Mean burden of rivals, markets x N; and sales, with 0 where a firm has no rivals.
    """
    groups = int(group.max()) + 1
    flat = group.ravel()
    whole = sum_by(flat, sales.ravel(), groups)[group]
    borne = sum_by(flat, (sales * burden).ravel(), groups)[group]
    own = sales / np.maximum(firms, 1.0)
    rest = whole - own
    met = rest > _ALONE * whole
    mean = np.divide(borne - own * burden, rest, out=np.zeros_like(rest), where=met)
    return mean, sales * met


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
    return np.clip((full - rivals) / np.maximum(denominator, np.finfo(float).tiny), 0.0, 1.0)


def sales_by_market(measures: Measures) -> Array:
    """Return sales, markets x N."""
    return kinds_first(measures.state.company.sales)


def _sector_in_market(world: World) -> IntArray:
    return world.state.company.sector + int(world.state.company.sector.max() + 1) * np.arange(len(REGIONS))[:, None]


def _peers(world: World) -> IntArray:
    company = world.state.company
    return company.sector * len(REGIONS) + company.region


def full_cost_now(measures: Measures) -> Array:
    """Return the cost of full due diligence without instruments, N, % revenue a year."""
    return full_cost(measures.world)


def cost_rivals(measures: Measures) -> tuple[Array, Array]:
    """Return the mean cost of due diligence of rivals and the sales that count, each markets x N."""
    company = measures.state.company
    sales, group = measures.once(sales_by_market), measures.of_run(_sector_in_market)
    return rivals_mean(company.cost, sales, company.firms, group)


def net_rivals(measures: Measures) -> tuple[Array, Array]:
    """Return the mean net burden of rivals (cost, expected loss, less rewards), and the sales that count."""
    company = measures.state.company
    sales, group = measures.once(sales_by_market), measures.of_run(_sector_in_market)
    burden = company.cost + company.expected_loss - company.reward
    return rivals_mean(burden, sales, company.firms, group)


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
