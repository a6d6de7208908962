"""Channels of complaint: how far each is open to workers by theme, how quick it is, how often it succeeds (R13).

    a_jk,ch = access_ch sum_l w_l v_i^(t - 1) open_ik,ch

A company's own mechanism is open as far as its demands on a theme reach the supplier (`supplier.leverage`); that of a
covenant on all themes, where members act jointly; regulators and courts on the themes of the laws that open them. The
National Contact Points are open to all alike. Regulators treat no more than their capacity, and each divides it over
the themes of its law (SER 2.3, 3.3, 4.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.processes.regulators import Supervision
from model.processes.remedy_parameters import Remedy
from model.state.kept import of_run
from model.state.state import CHANNELS, JOINT, NLD, THEMES, TIERS, Array, IntArray

if TYPE_CHECKING:
    from model.world import World

_TINY = np.finfo(float).tiny
COMPANY, COVENANT, NCP, REGULATOR, ORDER, COURT = range(len(CHANNELS))
_SHARED = {"order": "regulator"}
"""Channels that are as open and as quick as another."""


@dataclass(frozen=True)
class Openness:
    """How far covenants and laws open channels to the workers of each supplier: rows x suppliers, sums over links."""

    dutch: Array
    """By way of Dutch buyers."""
    all: Array
    """By way of all buyers."""
    place: IntArray
    """Row of each channel and theme, channels x themes; one that is 0 where nothing opens it."""
    orders: int
    """Row from which on those stand that are ordered to see to remedy, by groups of themes."""
    dutch_demand: Array
    """Share of Dutch buyers in what is asked of each supplier, 0-1."""


def access(values: Remedy) -> Array:
    """Return how far each channel is open where a buyer, a law or a state opens it, 0-1."""
    return np.array([getattr(values, f"{_SHARED.get(channel, channel)}_access") for channel in CHANNELS])


def times(values: Remedy) -> Array:
    """Return the mean time to a conclusion by channel where capacity does not bind, in quarters."""
    return np.array([getattr(values, f"{_SHARED.get(channel, channel)}_time") for channel in CHANNELS])


def success(values: Remedy) -> Array:
    """Return the chance by channel that a complaint that is treated leads to remedy."""
    chance = np.array([getattr(values, f"{channel}_success") for channel in CHANNELS])
    loss = values.merge_ncp_with_regulator * (1.0 - values.merged_success)
    chance[NCP] *= 1.0 - loss
    return chance


def total_access(opened: Openness, leverage: Array, values: Remedy) -> Array:
    """Return the sum over channels of how far they are open to workers, themes x suppliers, at least 0."""
    open_ = access(values)
    total: Array = leverage.T * open_[COMPANY]
    total += open_[NCP]
    total += open_[COVENANT] * opened.all[opened.place[COVENANT, 0]]
    for channel in (REGULATOR, ORDER, COURT):
        rows = opened.place[channel]
        if (rows != opened.place[NCP]).any():  # which no law opens
            total += open_[channel] * opened.all[rows]
    return total


def openness(world: World) -> Openness:
    """Return how far covenants and laws open channels; a worker reaches the buyers who know the site."""
    company, book = world.state.company, world.laws
    joint = (company.option == JOINT) & (company.covenant >= 0)
    route = world.state.covenant.complaint_route.take(company.covenant) & joint  # -1 takes the last; not joint
    place, closed = of_run(world, _places)
    opened = np.zeros((closed + 1 + len(book.orders.groups), company.rows))
    opened[0], first = route, 1
    for routes in (book.hearing, book.ordering, book.liable):
        opened[first : first + len(routes.groups)] = routes.by_group(company.scope)
        first += len(routes.groups)
    for number, themes in enumerate(book.orders.groups):
        opened[closed + 1 + number] = company.ordered[:, themes[0]]
    home = company.region == NLD
    asked = (company.substance * home, company.substance)
    values = np.concatenate([opened * home, opened * ~home, asked])
    held = values.any(axis=1)
    sums = np.zeros((len(values), world.state.supplier.rows))
    sums[held] = _over_links(world, values[held])
    dutch, others = sums[: len(opened)], sums[len(opened) : -2]
    demand = np.clip(sums[-2] / np.maximum(sums[-1], _TINY), 0.0, 1.0)
    return Openness(dutch, dutch + others, place, closed + 1, demand)


def _places(world: World) -> tuple[IntArray, int]:
    """Return the row of each channel and theme in what is open, and that of what nothing opens."""
    book = world.laws
    kinds = ((REGULATOR, book.hearing), (ORDER, book.ordering), (COURT, book.liable))
    closed = 1 + sum(len(routes.groups) for _, routes in kinds)
    place, first = np.full((len(CHANNELS), len(THEMES)), closed), 1
    place[COVENANT] = 0
    for channel, routes in kinds:
        for themes in routes.groups:
            place[channel, themes] = first
            first += 1
    return place, closed


def _over_links(world: World, values: Array) -> Array:
    """Return by supplier the sum over links, as far as buyers know the site, of what buyers have (kinds x companies).

    The result is kinds x suppliers.
    """
    company, link = world.state.company, world.state.link
    known = np.empty((company.rows, TIERS))
    known[:, 0] = 1.0
    for tier in range(1, TIERS):
        known[:, tier] = known[:, tier - 1] * company.visibility
    some = world.purchases.among(np.flatnonzero(values.any(axis=0)))
    weight = link.share_of_supplier.take(some.links) * some.spread_by_tier(known)
    return np.ascontiguousarray(some.over_buyers(link.supplier.take(some.links), weight, values.T).T)


def capacity(world: World) -> Array:
    """Return the complaints that regulators can treat a quarter, channels x themes; without bound for others."""
    book, part = world.laws, world.parameters[Remedy].complaint_part
    inspections = book.filled("capacity", world.parameters[Supervision].capacity)
    each = part * inspections * world.state.company.scope.any(axis=0) / np.add.reduce(book.themes, axis=1)
    result = np.full((len(CHANNELS), len(THEMES)), np.inf)
    for channel, routes in ((REGULATOR, book.hearing), (ORDER, book.ordering)):
        result[channel] = 0.0
        for themes, laws in zip(routes.groups, routes.laws, strict=True):
            result[channel, themes] = each[laws].sum()
    return result
