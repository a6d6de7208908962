"""What full due diligence costs a company beside what its rivals bear (corrections 14, 15; SER 2.4, 4.3).

Rivals are the other firms that sell in the same market and sector, weighted by their sales there. A row of the
company table stands for several real firms: only one of them is the firm itself, the others are its rivals.
Arrays by market are markets x companies (3 x N) here.
"""

from __future__ import annotations

import numpy as np

from model.outcomes.measures import Measures, kinds_first
from model.processes.competition import Field, field_of
from model.processes.decision import full_cost
from model.processes.market import market_and_sector
from model.processes.norm_parameters import Loss
from model.processes.stakes import claims
from model.processes.utility_parameters import Choice, Reward
from model.state.state import REGIONS, Array, IntArray
from model.sums import mean_by
from model.world import World

NET_FLOOR = 0.25
"""Least denominator of the net measure, as a share of the cost of full due diligence (correction 15)."""
_TINY = np.finfo(float).tiny


def widening(values: Array, sales: Array) -> Array:
    """Return means weighted by sales for the Dutch market, the EU with it, and the world, ... x 3; 0 without sales.

    Args:
        values: ... x markets x N.
        sales: markets x N.
    """
    return widened(np.einsum("...mn,mn->...m", values, sales), np.add.reduce(sales, axis=1))


def widened(sums: Array, sales: Array) -> Array:
    """Return the same means from what is summed by market, ... x 3; `sales` are those of the markets."""
    weight = np.maximum(np.add.accumulate(sales), _TINY)
    means: Array = np.add.accumulate(sums, axis=-1) / weight
    return means


def gap_share(gap: Array, denominator: Array) -> Array:
    """Return a gap as a part of the burden of full due diligence, same shape, 0-1."""
    whole = np.maximum(denominator, _TINY)
    share = np.minimum(gap, whole)
    share /= whole
    return share


def escaped(full: Array, rivals: Array) -> Array:
    """Return the burden of full due diligence that rivals escape, ... x markets x N, same unit, not below 0."""
    gap = full - rivals
    return np.maximum(gap, 0.0, out=gap)


def field(measures: Measures) -> Field:
    """Return who sells what in which market now."""
    company = measures.state.company
    return field_of(kinds_first(company.sales), company.firms, measures.of_run(market_and_sector))


def _peers(world: World) -> tuple[IntArray, int]:
    """Return the sector and region of each company as one number, and the number of these."""
    company = world.state.company
    peers = company.sector * len(REGIONS) + company.region
    return peers, int(peers.max()) + 1


def burdens(measures: Measures) -> Array:
    """Return what companies bear, % revenue a year, 2 x N: the cost, and the net of expected loss and rewards."""
    company = measures.state.company
    return np.array((company.cost, company.cost + company.expected_loss - company.reward))


def loss_beside_sanctions(world: World) -> Array:
    """Return the expected loss by incidents and claims before substance spares any, N, % revenue a year (R1)."""
    company, values = world.state.company, world.parameters[Loss]
    awards = claims(world) * (4.0 * values.award)
    result: Array = company.exposure * company.brand * (4.0 * values.reputation) + awards
    return result


def full_net(measures: Measures) -> Array:
    """Return the net burden of full due diligence, N, % revenue a year: cost + expected loss - rewards.

    Full due diligence breaches no law, so no sanction is left; substance spares a part of the other losses. Its
    reward follows from the reward for each point of signal that the company earns now; those without due diligence
    would earn the mean of their sector and region.
    """
    world, company = measures.world, measures.state.company
    substance = world.parameters[Choice].full_capability
    left = 1.0 - world.parameters[Loss].remedy_spares * substance
    clarity = world.parameters[Reward].signal_clarity
    signal = clarity * substance + (1.0 - clarity)
    active = company.signal > 0
    rate = active * company.reward / np.maximum(company.signal, _TINY)
    peers, groups = measures.of_run(_peers)
    earned = mean_by(peers, rate, company.revenue * active, groups).take(peers)
    np.copyto(earned, rate, where=active)
    result: Array = measures.of_run(full_cost) + left * loss_beside_sanctions(world) - signal * earned
    return result
