"""Complaints and remedy: companies, covenants, National Contact Points, regulators, courts (SER 2.3, 3.3, 4.4).

Workers complain on a theme the worse off they are on it, the more they can speak and the more channels are open to
them on that theme; worldwide, so that the number does not depend on how many suppliers the model has. A channel is
open by theme: a company where it makes an effort, a covenant throughout, a regulator and a court on the themes of the
laws that open them. A complaint waits until it is treated, and succeeds at times; success closes a part of the gap
on its theme for the workers of a site. Beside complaints, a regulator that can order remedy does so when it finds a
breach (`model.processes.inspections`).

    complaints_jk ~ Poisson(rate workers_j/10^6 severity_jk (1 - C_jk) (voiceless + voice_j) min(1, sum_ch a_jk,ch))
    a_jk,ch   = access_ch sum_l w_l v_i^(t - 1) open_ik,ch;  for the National Contact Point access_ch
    treated   = waiting_jk,ch min(1 / time_ch, capacity_k,ch / sum_j waiting_jk,ch);  of the rest 1 / patience give up
    repair_jk = min(1, repaired min(1, reach / workers_j) sum_ch success_ch treated_jk,ch
                       + ordered_repair sum_l w_l v_i^(t - 1) ordered_ik)

Capacity binds regulators only; each divides its own over the themes of its law. How complaints divide over channels
is an expected fraction, not a draw. Workers count to the chain of the buyer whose goods they make, so that what comes
of complaints about Dutch buyers is kept apart. Mediation by a National Contact Point may lose by a merger with the
regulator, a switch that is off by default (SER 3.3, 4.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.process import Process
from model.processes.regulators import Supervision
from model.processes.remedy_parameters import Remedy
from model.randomness import poisson
from model.state import CHANNELS, COMPLAINT_WINDOW, JOINT, NLD, NONE, THEMES, TIERS, Array, IntArray
from model.sums import sum_by

if TYPE_CHECKING:
    from model.world import World

_MILLION = 1e6
_TINY = np.finfo(float).tiny
_NCP, _REGULATOR, _ORDER = (CHANNELS.index(name) for name in ("ncp", "regulator", "order"))
_SHARED = {"order": "regulator"}
"""Channels that are as open and as quick as another."""


@dataclass(frozen=True)
class Openness:
    """How far buyers open channels to the workers of each supplier, as sums over links."""

    dutch: Array
    """By way of Dutch buyers, suppliers x columns; the last column is 0."""
    all: Array
    """By way of all buyers."""
    place: IntArray
    """Column of each theme and channel, themes x channels."""


def harm_by_theme(severity: Array, condition: Array) -> Array:
    """Return harm by supplier and theme, 0-1: severity times the gap in conditions."""
    result: Array = 1.0 - condition
    result *= severity
    return result


def harm(severity: Array, condition: Array) -> Array:
    """Return the mean of harm over themes, by supplier, 0-1."""
    gap = harm_by_theme(severity, condition)
    result: Array = np.add.reduce(gap, axis=1)
    result /= gap.shape[1]
    return result


def divide(complaints: Array, availability: Array) -> Array:
    """Divide complaints over channels in proportion to availability, rows x channels."""
    total = np.add.reduce(availability, axis=1)
    result: Array = availability * (complaints / np.maximum(total, _TINY))[:, np.newaxis]
    return result


def treated_share(waiting: Array, capacity: Array, time: float) -> Array:
    """Return the share of those waiting that is treated this quarter, by theme: what time and capacity allow."""
    return np.minimum(1.0 / time, capacity / np.maximum(waiting, _TINY))


def repair(resolved: Array, workers: Array, values: Remedy) -> Array:
    """Return the part of the gap in conditions closed by successful complaints, suppliers x themes, 0-1.

    Args:
        resolved: complaints that led to remedy, suppliers x themes.
        workers: by supplier; nobody is reached where there are none.
        values: the parameters.
    """
    reached = np.minimum(values.reach / np.maximum(workers, 1.0), 1.0) * (workers > 0)
    result: Array = resolved * (values.repaired * reached)[:, np.newaxis]
    return np.minimum(result, 1.0, out=result)


def access(values: Remedy) -> Array:
    """Return how far each channel is open where a buyer, a law or a state opens it, 0-1."""
    return np.array([getattr(values, f"{_SHARED.get(channel, channel)}_access") for channel in CHANNELS])


def success(values: Remedy) -> Array:
    """Return the chance by channel that a complaint that is treated leads to remedy."""
    chance = np.array([getattr(values, f"{channel}_success") for channel in CHANNELS])
    loss = values.merge_ncp_with_regulator * (1.0 - values.merged_success)
    chance[_NCP] *= 1.0 - loss
    return chance


def step(world: World) -> None:
    """File complaints, treat those that wait, and record what is remedied."""
    values = world.parameters[Remedy]
    if not values.active:
        return
    supplier = world.state.supplier
    harmed = harm_by_theme(supplier.severity, supplier.condition)
    _file(world, harmed)
    resolved, dutch = _treat(world)
    supplier.resolved = resolved
    ordered, ordered_by_dutch = _ordered(world)
    closed = repair(resolved, supplier.workers, values)
    closed += values.ordered_repair * ordered
    supplier.repair = np.minimum(closed, 1.0, out=closed)
    supplier.harm_remedied = harmed * closed
    there = repair(dutch, supplier.workers * supplier.dutch_share, values)
    there += values.ordered_repair * ordered_by_dutch / np.maximum(supplier.dutch_share, _TINY)[:, np.newaxis]
    supplier.dutch_harm_remedied = harmed * np.minimum(there, 1.0, out=there)
    _attribute(world)


def _file(world: World, harmed: Array) -> None:
    """File complaints as far as channels are open, and let them wait."""
    values, supplier, channel = world.parameters[Remedy], world.state.supplier, world.state.channel
    ready = values.complaint_rate / _MILLION * supplier.workers * (values.voiceless + supplier.voice)
    luck = world.uniforms("remedy", supplier.rows, len(THEMES))
    # 1 - exp(-rate) is below the rate: the others would have no complaints if all channels were open
    row, theme = np.nonzero(1.0 - luck <= harmed * ready[:, np.newaxis])
    available, by_dutch = _availability(world, row, theme)
    total = np.add.reduce(available, axis=1)
    rate = harmed[row, theme] * ready[row] * np.minimum(total, 1.0)
    count = poisson(luck[row, theme], rate)
    supplier.complaints = np.zeros_like(harmed)
    supplier.complaints[row, theme] = count
    filed, dutch = divide(count, available), by_dutch * (count / np.maximum(total, _TINY))[:, np.newaxis]
    supplier.backlog[row, theme] += filed
    supplier.dutch_backlog[row, theme] += dutch
    channel.filed[:] = np.add.reduce(filed, axis=0)
    channel.dutch_filed[:] = np.add.reduce(dutch, axis=0)


def _availability(world: World, row: IntArray, theme: IntArray) -> tuple[Array, Array]:
    """Return how far each channel is open to workers of a supplier on a theme, and by way of Dutch buyers, 0-1.

    `row` and `theme` are those asked for; both results are of that length x channels.
    """
    values, opened = world.parameters[Remedy], openness(world)
    place, open_ = opened.place[theme], access(values)
    available, by_dutch = opened.all[row[:, None], place], opened.dutch[row[:, None], place]
    available[:, _NCP] = 1.0
    by_dutch[:, _NCP] = world.state.supplier.dutch_share[row]
    return available * open_, by_dutch * open_


def openness(world: World) -> Openness:
    """Return how far channels are open by way of buyers; a worker reaches those who know the site."""
    company, book = world.state.company, world.laws
    joint = (company.option == JOINT) & (company.covenant >= 0)
    route = world.state.covenant.complaint_route.take(company.covenant) & joint  # -1 takes the last; not joint
    laws = (book.hearing, book.ordering, book.liable)
    rights = [routes.by_group(company.scope) for routes in laws]
    columns = np.vstack([company.effort.T, route, *rights, np.zeros(company.rows)])
    counts = [len(THEMES), 1, *(len(each) for each in rights)]
    place = np.full((len(THEMES), len(CHANNELS)), len(columns) - 1)
    place[:, 0], place[:, 1] = np.arange(len(THEMES)), len(THEMES)
    for number, (channel, routes) in enumerate(zip((_REGULATOR, _ORDER, len(CHANNELS) - 1), laws, strict=True)):
        for group, themes in enumerate(routes.groups):
            place[themes, channel] = sum(counts[: 2 + number]) + group
    open_ = columns.any(axis=0)
    home = company.region == NLD
    dutch, others = (_over_links(world, np.flatnonzero(open_ & who), columns.T) for who in (home, ~home))
    return Openness(dutch, dutch + others, place)


def _over_links(world: World, companies: IntArray, values: Array) -> Array:
    """Return by supplier the sum over links with some companies of what these have, suppliers x columns."""
    company, link = world.state.company, world.state.link
    known = np.empty((company.rows, TIERS))
    known[:, 0] = 1.0
    for tier in range(1, TIERS):
        known[:, tier] = known[:, tier - 1] * company.visibility
    some = world.purchases.among(companies)
    weight = link.share_of_supplier.take(some.links) * some.spread_by_tier(known)
    return some.over_buyers(link.supplier.take(some.links), weight, values)


def _capacity(world: World) -> Array:
    """Return the complaints that regulators can treat a quarter, themes x channels; without bound for others."""
    book, part = world.laws, world.parameters[Remedy].complaint_part
    inspections = book.filled("capacity", world.parameters[Supervision].capacity)
    at_work = inspections * world.state.company.scope.any(axis=0) / np.maximum(np.add.reduce(book.themes, axis=1), 1.0)
    result = np.full((len(THEMES), len(CHANNELS)), np.inf)
    for channel, routes in ((_REGULATOR, book.hearing), (_ORDER, book.ordering)):
        result[:, channel] = 0.0
        for themes, laws in zip(routes.groups, routes.laws, strict=True):
            result[themes, channel] = part * at_work[laws].sum()
    return result


def _treat(world: World) -> tuple[Array, Array]:
    """Treat complaints; return those that led to remedy, worldwide and in Dutch chains, suppliers x themes."""
    values, channel, supplier = world.parameters[Remedy], world.state.channel, world.state.supplier
    capacity, chance = _capacity(world), success(values)
    resolved, dutch_resolved = np.zeros((2, len(THEMES), supplier.rows))
    for place, name in enumerate(CHANNELS):
        waiting, dutch = supplier.backlog[:, :, place].T, supplier.dutch_backlog[:, :, place].T
        total, of_dutch = np.add.reduce(waiting, axis=1), np.add.reduce(dutch, axis=1)
        treated = treated_share(total, capacity[:, place], getattr(values, f"{_SHARED.get(name, name)}_time"))
        left = (1.0 - treated) * (1.0 - 1.0 / values.patience)
        channel.waiting[place], channel.dutch_waiting[place] = total.sum(), of_dutch.sum()
        channel.concluded[place], channel.dutch_concluded[place] = total @ (1.0 - left), of_dutch @ (1.0 - left)
        helped = chance[place] * treated
        channel.remedied[place], channel.dutch_remedied[place] = total @ helped, of_dutch @ helped
        if total.any():
            resolved += waiting * helped[:, np.newaxis]
            waiting *= left[:, np.newaxis]
        if of_dutch.any():
            dutch_resolved += dutch * helped[:, np.newaxis]
            dutch *= left[:, np.newaxis]
    return resolved.T, dutch_resolved.T


def _ordered(world: World) -> tuple[Array, Array]:
    """Return the share of each supplier's sales whose buyers are ordered to see to remedy: all, and Dutch ones."""
    company = world.state.company
    under = company.ordered.any(axis=1)
    if not under.any():
        return np.zeros_like(world.state.supplier.condition), np.zeros_like(world.state.supplier.condition)
    home = company.region == NLD
    dutch, others = (_over_links(world, np.flatnonzero(under & who), company.ordered) for who in (home, ~home))
    return dutch + others, dutch


def _attribute(world: World) -> None:
    """Count the complaints about suppliers that outsiders trace to a company, by theme, for one firm."""
    company, supplier, link = world.state.company, world.state.supplier, world.state.link
    about = supplier.complaints.any(axis=1).take(link.supplier).nonzero()[0]
    seller, buyer = link.supplier.take(about), link.company.take(about)
    share = link.share_of_supplier.take(about) * supplier.attribution.take(seller)
    firms = np.maximum(company.firms, 1e-12)
    for theme in range(len(THEMES)):
        traced = sum_by(buyer, share * supplier.complaints[:, theme].take(seller), company.rows)
        company.complaints[:, theme, world.quarter % COMPLAINT_WINDOW] = traced / firms


PROCESS = Process(
    name="remedy",
    meaning="Workers complain and some find remedy",
    step=step,
    reads=(
        "company.covenant",
        "company.effort",
        "company.firms",
        "company.option",
        "company.ordered",
        "company.region",
        "company.scope",
        "company.visibility",
        "covenant.complaint_route",
        "link.company",
        "link.share_of_supplier",
        "link.supplier",
        "supplier.attribution",
        "supplier.condition",
        "supplier.dutch_share",
        "supplier.severity",
        "supplier.voice",
        "supplier.workers",
    ),
    mechanisms=("M10", "M20", "M23", "M24"),
    sections=("2.3", "3.3", "4.4", "5.1.1"),
    switches=("remedy.active",),
)
