"""Competition: prices follow part of the cost, shares follow prices and signals (R11; corrections 13, 14; M34, M43).

    share_im ~ share0_im exp(-e pass_through (c_i - c0_i) / 100 + consumers brand (s_i - s0_i) / (100 margin on sales))

with s the signal as far as customers get to see it. Everything is measured against 2020, so a change that all rivals
share moves nothing. The part of the cost that is not passed on lowers the margin. Headquarters may move away from laws
that bind the established: by how strongly these bind, and by what margin and expected losses have lost since 2020.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.process import Process
from model.processes.utility_parameters import Reward
from model.state.kept import of_run
from model.state.state import REGIONS, ROW, Array, IntArray
from model.sums import strongest

if TYPE_CHECKING:
    from model.world import World


@parameters("market")
class Market:
    """How markets and locations react to costs."""

    active: float = switch("sales, margins and headquarters follow costs and signals")
    price_elasticity: float = par(
        2.47,
        legal=(0, 50),
        plausible=(1, 8),
        unit="-",
        meaning="reaction of market shares to prices",
        source="assumption; field experiments on labelled goods as to order of size",
        before=3,
    )
    pass_through: float = par(
        0.227,
        legal=(0, 1),
        plausible=(0.2, 1),
        unit="share",
        meaning="part of the cost that is passed on in prices",
        source="assumption; a minority of German firms planned to raise prices (target T24)",
        before=0.6,
    )
    sales_margin: float = par(
        0.359,
        legal=(0.01, 1),
        plausible=(0.1, 0.4),
        unit="share",
        meaning="gross margin on sales, to turn a reward into sales",
        source="assumption",
        before=0.2,
    )
    moving_hazard: float = par(
        0.005,
        legal=(0, 1),
        plausible=(0.001, 0.01),
        unit="1/quarter",
        meaning="scale of the hazard that headquarters move",
        source="Voget 2011: a tax that takes 10 points more of foreign profits moves 2.2 points more of multinationals "
        "in eleven years, 0.022 = 44 h (exp(0.1) - 1); due diligence may count like tax by assumption; SER 4.3",
    )


def shares(start: Array, attraction: Array, group: IntArray) -> Array:
    """Return sales in every market, markets x N, same unit as `start`; the total of each group stays what it was.

    Args:
        start: sales in 2020, markets x N.
        attraction: log change of attractiveness against 2020, N.
        group: number of the pair of market and sector, markets x N.
    """
    pulled = start * np.exp(attraction)
    total = np.bincount(group.ravel(), weights=start.ravel())
    now = np.bincount(group.ravel(), weights=pulled.ravel())
    ratio = np.divide(total, now, out=np.ones(len(now)), where=now > 0)
    result: Array = pulled * ratio.take(group)
    return result


def market_and_sector(world: World) -> IntArray:
    """Return the number of the pair of market and sector of each sale, markets x N."""
    sector = world.state.company.sector
    numbers: IntArray = sector + int(sector.max() + 1) * np.arange(len(REGIONS))[:, None]
    return numbers


def visible_share(disclosure: Array, reward: Reward) -> Array:
    """Return the part of due diligence that outsiders get to see, N, 0-1: all of it under a duty to publish."""
    result: Array = reward.base_coverage + (1.0 - reward.base_coverage) * disclosure
    return result


def moving(hazard: float, burden: Array, margin: Array) -> Array:
    """Return the chance a quarter that headquarters move, N: h (exp(burden growth / margin) - 1), not below 0."""
    growth = np.minimum(burden / np.maximum(margin, 0.5), 5.0)
    result: Array = np.minimum(np.maximum(hazard * (np.exp(growth) - 1.0), 0.0), 1.0)
    return result


def step(world: World) -> None:
    """Update sales, margins and headquarters."""
    values, reward = world.parameters[Market], world.parameters[Reward]
    if not values.active:
        return
    company = world.state.company
    dearer = company.cost + company.programme_cost - company.base_cost
    seen = company.signal * visible_share(company.disclosure, reward) - company.base_signal
    prices = -values.price_elasticity * values.pass_through * dearer / 100.0
    image = reward.consumers * company.brand * seen / (100.0 * values.sales_margin)
    company.sales[:] = shares(company.base_sales.T, prices + image, of_run(world, market_and_sector)).T
    company.margin[:] = company.base_margin - (1.0 - values.pass_through) * dearer
    burden = company.base_margin - company.margin + company.expected_loss - company.base_loss
    bound = strongest(company.scope, np.flatnonzero(world.laws.established), np.ones(company.scope.shape[1]))
    leaving = moving(values.moving_hazard, burden, company.margin) * bound * (company.region != ROW)
    company.moved[:] = company.moved + (1.0 - company.moved) * leaving


def settle(world: World) -> None:
    """Take the settled costs and signals as those of 2020."""
    company = world.state.company
    company.base_cost[:] = company.cost
    company.base_signal[:] = company.signal * visible_share(company.disclosure, world.parameters[Reward])
    company.base_loss[:] = company.expected_loss


PROCESS = Process(
    name="market",
    meaning="prices, market shares, margins and headquarters",
    step=step,
    settle=settle,
    reads=(
        "company.sector",
        "company.region",
        "company.brand",
        "company.cost",
        "company.programme_cost",
        "company.signal",
        "company.disclosure",
        "company.expected_loss",
        "company.scope",
        "company.base_margin",
        "company.base_sales",
    ),
    mechanisms=("M34", "M43"),
    sections=("2.3", "4.3"),
    switches=("market.active",),
)
