"""What a company loses to its competitors, as it expects when it chooses (R1, R11; M3, M43; SER 1, 2.3, 4.3).

A company with cost c and signal s passes a part of the cost on in its price, as in the market; the rest comes out
of its margin. Competitors do the same with their mean cost c_r and signal s_r of the quarter before. What its price
then stands above theirs costs sales, and the margin on these; what it is better seen than they brings sales:

    own part     = (1 - pass_through) c
    behind       = min(1, price_elasticity sales_margin) pass_through (c - c_r) - image (s - s_r)
    lost         = behind+ - advantage (-behind)+                                   all in % of revenue a year

Nobody raises a price that would cost more than it brings, hence the minimum of 1. At a common cost nothing is lost:
all pass it on alike, and c - pass_through c is left. If gains counted like losses, c_r would be a constant that all
options share and move no choice; what competitors do counts in a choice because an advantage weighs less than an equal
arrear. Customers mind a price above that of others more than they reward one below (Hardie, Johnson and Fader 1993),
rivals answer a lower price (the kinked demand of Sweezy 1939), and firms give the fear to be alone with a higher price
as a main reason not to raise it (Fabiani et al. 2006). So due diligence pays less while competitors do none.

Competitors are the other firms that sell in the same market and sector, weighted by their sales there in 2020.
Arrays by market are markets x companies (3 x N) here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.processes.market import Market, market_and_sector
from model.state.kept import of_run
from model.state.state import Array, IntArray

if TYPE_CHECKING:
    from model.world import World

_TINY = np.finfo(float).tiny
_ALONE = 1e-9
"""Share of a market's sales below which the rest is rounding, not a rival."""


@parameters("competition")
class Competition:
    """What competitors do enters the choice."""

    active: float = switch("companies count what they lose to competitors and what they can pass on in prices")
    advantage: float = par(
        0.45,
        legal=(0, 1),
        plausible=(0.2, 1),
        unit="factor",
        meaning="weight of sales won from competitors beside sales lost to them",
        source="losses weigh 2.25 times as much as gains (Tversky and Kahneman 1992); for prices and brands: Hardie, "
        "Johnson and Fader 1993; kinked demand: Sweezy 1939; Fabiani et al. 2006; for due diligence an assumption",
    )


@dataclass(frozen=True)
class Field:
    """Who sells what in which market, markets x N."""

    sales: Array
    """EUR a year."""
    own: Array
    """Sales of one of the real firms behind a row."""
    per_rest: Array
    """One over the sales of its rivals together, 0 where it has none."""
    counted: Array
    """Sales, 0 where a firm has no rivals."""
    group: IntArray
    """Number of the pair of sector and market."""


@dataclass(frozen=True)
class Rivalry:
    """What a choice takes as given of competition throughout a run."""

    field: Field
    division: Array
    """Division of the sales of each company over the markets where it has rivals, markets x N; sums to `contested`."""
    contested: Array
    """Share of its sales in markets where it has rivals, N, 0-1."""


@dataclass(frozen=True)
class Rivals:
    """What competition does to a choice, N each; % revenue a year for each unit of cost (in that unit) or signal."""

    kept: float
    """Part of the cost that stays with the company, 0-1."""
    price: Array
    """Sales lost, valued at their margin, for each unit of cost above that of rivals."""
    image: Array
    """The same won for a full signal where rivals have none."""
    level: Array
    """What the same sums come to for the mean rival: price times its cost less image times its signal."""
    advantage: float
    """Weight of what is won beside what is lost."""


def field_of(sales: Array, firms: Array, group: IntArray) -> Field:
    """Return the field; `sales` and `group` are markets x N, `firms` (N) the real firms behind each row."""
    own = sales / np.maximum(firms, 1.0)
    whole = _in_group(sales, group)
    rest = whole - own
    met = rest > _ALONE * whole
    return Field(sales, own, met / np.maximum(rest, _TINY), sales * met, group)


def rivals_mean(burden: Array, field: Field) -> Array:
    """Return the mean burden of the rivals of one firm in each market, ... x markets x N; 0 where it has none.

    Args:
        burden: ... x N, % revenue a year.
        field: who sells what in which market.
    """
    burdens = burden[..., None, :]
    result = _in_group(field.sales * burdens, field.group)
    result -= field.own * burdens
    result *= field.per_rest
    return result


def _in_group(values: Array, group: IntArray) -> Array:
    """Return the sum of `values` (... x markets x N) over the group of each cell (markets x N), same shape."""
    index, result = group.ravel(), np.empty(values.shape)
    for found, each in zip(result.reshape(-1, index.size), values.reshape(-1, index.size), strict=True):
        np.bincount(index, weights=each).take(index, out=found, mode="clip")  # with "raise" it would buffer
    return result


def rivalry(world: World) -> Rivalry:
    """Return what a choice takes as given of competition throughout a run."""
    company = world.state.company
    sales = np.ascontiguousarray(company.base_sales.T)
    field = field_of(sales, company.firms, market_and_sector(world))
    division = field.counted / np.maximum(np.add.reduce(sales, axis=0), _TINY)
    return Rivalry(field, division, np.add.reduce(division, axis=0))


def price_pull(market: Market) -> float:
    """Return what a cost above that of rivals loses in sales, valued at their margin: % revenue for each % of cost."""
    return min(1.0, market.price_elasticity * market.sales_margin) * market.pass_through


def rivals_of(world: World, image: Array) -> Rivals:
    """Return what competition does to the choice of every company.

    Args:
        world: the world; cost and signal of the quarter before are those of the last choices.
        image: reward by customers for a full signal, N, % revenue a year.
    """
    company, market, values = world.state.company, world.parameters[Market], world.parameters[Competition]
    if not values.active:
        nothing = np.zeros(company.rows)
        return Rivals(1.0, nothing, nothing, nothing, 1.0)
    fixed = of_run(world, rivalry)
    theirs = rivals_mean(np.array((company.cost, company.signal)), fixed.field)
    cost, signal = np.einsum("rmn,mn->rn", theirs, fixed.division)
    pull = price_pull(market)
    level = pull * cost - image * signal
    kept = 1.0 - market.pass_through
    return Rivals(kept, pull * fixed.contested, image * fixed.contested, level, values.advantage)


def behind_rivals(cost: Array, signal: Array, rivals: Rivals) -> Array:
    """Return what options lose to competitors, negative for what they win, options x N, % revenue a year."""
    result: Array = cost * rivals.price
    result -= signal * rivals.image
    result -= rivals.level
    return result


def felt(behind: Array, advantage: float) -> Array:
    """Return the same as it weighs in a choice: losses in full, gains for a part."""
    result: Array = np.maximum(behind, 0.0)
    result *= 1.0 - advantage
    result += advantage * behind
    return result


def weight_of_cost(behind: Array, rivals: Rivals) -> Array:
    """Return how much a little cost more weighs in a choice, N: what is kept, and what it loses to competitors."""
    result: Array = rivals.kept + rivals.price * np.where(behind > 0.0, 1.0, rivals.advantage)
    return result
