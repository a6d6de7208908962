"""Complaints and remedy: companies, covenants, National Contact Points, regulators, courts (SER 2.3, 3.3, 4.4).

Workers complain on a theme the worse off they are on it, the more they can speak and the more channels are open to
them on that theme (`model.processes.complaint_channels`); worldwide, so that the number does not depend on how many
suppliers the model has. A complaint waits until it is treated, and succeeds at times; success closes a part of the gap
on its theme for the workers of a site. Beside complaints, a regulator that can order remedy does so when it finds a
breach (`model.processes.inspections`); a company sees to it where it knows the site.

    complaints_jk ~ Poisson(rate workers_j/10^6 severity_jk (1 - C_jk) (voiceless + voice_j) min(1, sum_ch a_jk,ch))
    treated   = waiting_jk,ch min(1 / time_ch, capacity_k,ch / sum_j waiting_jk,ch);  of the rest 1 / patience give up
    repair_jk = min(1, repaired min(1, reach / workers_j) sum_ch success_ch treated_jk,ch
                       + ordered_repair sum_l w_l v_i^(t - 1) ordered_ik)

How complaints divide over channels is an expected fraction, not a draw. Workers count to the chain of the buyer whose
goods they make, so that what comes of complaints about Dutch buyers is kept apart. Mediation by a National Contact
Point may lose by a merger with the regulator, a switch that is off by default (SER 3.3, 4.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.process import Process
from model.processes.complaint_channels import (
    COMPANY,
    NCP,
    Openness,
    access,
    capacity,
    openness,
    success,
    times,
    total_access,
)
from model.processes.remedy_parameters import Remedy
from model.randomness import poisson
from model.state.state import CHANNELS, COMPLAINT_WINDOW, THEMES, Array, IntArray
from model.sums import sum_by

if TYPE_CHECKING:
    from model.world import World

_MILLION = 1e6
_TINY = np.finfo(float).tiny


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


def repair(resolved: Array, workers: Array, values: Remedy) -> Array:
    """Return the part of the gap in conditions closed by successful complaints, 0-1.

    Args:
        resolved: complaints that led to remedy.
        workers: among whom they were filed, same shape; nobody is reached where there are none.
        values: the parameters.
    """
    reached = np.minimum(values.reach / np.maximum(workers, 1.0), 1.0) * (workers > 0)
    result: Array = np.minimum(values.repaired * resolved * reached, 1.0)
    return result


def step(world: World) -> None:
    """File complaints, treat those that wait, and record what is remedied."""
    values = world.parameters[Remedy]
    if not values.active:
        return
    supplier = world.state.supplier
    harmed, opened = harm_by_theme(supplier.severity, supplier.condition), openness(world)
    _attribute(world, _file(world, harmed, opened))
    theme, row, resolved, dutch = _treat(world)
    supplier.resolved = sum_by(row, resolved, supplier.rows)
    closed, there = np.zeros((2, len(THEMES), supplier.rows))
    closed[theme, row] = repair(resolved, supplier.workers[row], values)
    there[theme, row] = repair(dutch, (supplier.workers * supplier.dutch_share)[row], values)
    if world.state.company.ordered.any():
        for number, themes in enumerate(world.laws.orders.groups):
            ordered = values.ordered_repair * opened.all[opened.orders + number]
            ordered_there = values.ordered_repair * opened.dutch[opened.orders + number]
            ordered_there /= np.maximum(supplier.dutch_share, _TINY)
            for place in themes:
                closed[place] += ordered
                there[place] += ordered_there
        closed, there = np.clip(closed, 0.0, 1.0, out=closed), np.clip(there, 0.0, 1.0, out=there)
    supplier.repair = closed.T
    there *= harmed.T
    supplier.harm_remedied = there.T


def _file(world: World, harmed: Array, opened: Openness) -> IntArray:
    """File complaints as far as channels are open, let them wait, and return the suppliers they are about."""
    values, supplier, channel = world.parameters[Remedy], world.state.supplier, world.state.channel
    ready = values.complaint_rate / _MILLION * supplier.workers * (values.voiceless + supplier.voice)
    total = total_access(opened, supplier.leverage, values)
    rate = harmed.T * ready
    rate *= np.clip(total, 0.0, 1.0)
    luck = world.uniforms("remedy", len(THEMES), supplier.rows)
    theme, row = np.divmod(np.flatnonzero(1.0 - luck <= rate), supplier.rows)  # 1 - exp(-rate) is below the rate
    count = poisson(luck[theme, row], rate[theme, row])
    some = count.nonzero()[0]
    theme, row, count = theme[some], row[some], count[some]
    supplier.complaints = np.zeros_like(harmed)
    supplier.complaints[row, theme] = count
    filed, dutch = opened.all[opened.place[:, theme], row], opened.dutch[opened.place[:, theme], row]
    filed[COMPANY], filed[NCP] = supplier.leverage[row, theme], 1.0
    dutch[COMPANY], dutch[NCP] = filed[COMPANY] * opened.dutch_demand[row], supplier.dutch_share[row]
    part = access(values)[:, np.newaxis] * (count / total[theme, row])
    filed, dutch, chance = filed * part, dutch * part, success(values)[:, np.newaxis]
    supplier.waiting[row, theme] += np.add.reduce(filed * chance, axis=0)
    supplier.dutch_waiting[row, theme] += np.add.reduce(dutch * chance, axis=0)
    channel.filed[:] = _by_theme(filed, theme)
    channel.dutch_filed[:] = _by_theme(dutch, theme)
    return row


def _by_theme(filed: Array, theme: IntArray) -> Array:
    """Return sums by channel and theme of complaints filed, channels x cases, each case on a theme."""
    place = np.arange(len(CHANNELS))[:, np.newaxis] * len(THEMES) + theme
    return sum_by(place.ravel(), filed.ravel(), len(CHANNELS) * len(THEMES)).reshape(len(CHANNELS), len(THEMES))


def _treat(world: World) -> tuple[IntArray, IntArray, Array, Array]:
    """Treat complaints; return where some led to remedy, and how many, worldwide and in Dutch chains.

    The places are the theme and the supplier; all four results are of one length.

    Complaints are counted by channel and theme. Suppliers keep those waiting times their chance of success; which of
    them are treated or given up is the share of all on that theme.
    """
    values, channel, supplier = world.parameters[Remedy], world.state.channel, world.state.supplier
    waiting = np.array((channel.waiting, channel.dutch_waiting))  # all and Dutch x channels x themes
    waiting += (channel.filed, channel.dutch_filed)
    waiting -= (channel.concluded, channel.dutch_concluded)
    possible = np.divide(capacity(world), waiting[0], out=np.ones_like(waiting[0]), where=waiting[0] > 0)
    treated = np.minimum(1.0 / times(values)[:, np.newaxis], possible)
    gone = 1.0 - (1.0 - treated) * (1.0 - 1.0 / values.patience)
    hoped = success(values)[:, np.newaxis] * waiting
    remedied, concluded = hoped * treated, waiting * gone
    channel.waiting[:], channel.dutch_waiting[:] = waiting
    channel.concluded[:], channel.dutch_concluded[:] = concluded
    channel.remedied[:], channel.dutch_remedied[:] = remedied
    whole = np.maximum(np.add.reduce(hoped, axis=1), _TINY)
    share = np.add.reduce(remedied, axis=1) / whole
    left = np.clip(1.0 - np.add.reduce(hoped * gone, axis=1) / whole, 0.0, 1.0)
    theme, row = np.divmod(np.flatnonzero(supplier.waiting.T), supplier.rows)
    all_, dutch = supplier.waiting[row, theme], supplier.dutch_waiting[row, theme]
    supplier.waiting[row, theme] = all_ * left[0, theme]
    supplier.dutch_waiting[row, theme] = dutch * left[1, theme]
    return theme, row, all_ * share[0, theme], dutch * share[1, theme]


def _attribute(world: World, rows: IntArray) -> None:
    """Count the complaints about suppliers `rows` that outsiders trace to a company, by theme, for one firm."""
    company, supplier, link = world.state.company, world.state.supplier, world.state.link
    concerned = np.zeros(supplier.rows, dtype=bool)
    concerned[rows] = True
    about = concerned.take(link.supplier).nonzero()[0]
    seller, buyer = link.supplier.take(about), link.company.take(about)
    share = link.share_of_supplier.take(about) * supplier.attribution.take(seller) / company.firms.take(buyer)
    for theme in range(len(THEMES)):
        traced = sum_by(buyer, share * supplier.complaints[:, theme].take(seller), company.rows)
        company.complaints[:, theme, world.quarter % COMPLAINT_WINDOW] = traced


PROCESS = Process(
    name="remedy",
    meaning="Workers complain and some find remedy",
    step=step,
    reads=(
        "company.covenant",
        "company.firms",
        "company.option",
        "company.ordered",
        "company.region",
        "company.scope",
        "company.substance",
        "company.visibility",
        "covenant.complaint_route",
        "link.company",
        "link.share_of_supplier",
        "link.supplier",
        "supplier.attribution",
        "supplier.condition",
        "supplier.dutch_share",
        "supplier.leverage",
        "supplier.severity",
        "supplier.voice",
        "supplier.workers",
    ),
    mechanisms=("M10", "M20", "M23", "M24"),
    sections=("2.3", "3.3", "4.4", "5.1.1"),
    switches=("remedy.active",),
)
