"""Complaints and remedy: companies, covenants, National Contact Points, regulators, courts (SER 2.3, 3.3, 4.4).

Workers complain the more the worse off they are, the more they can speak and the more channels are open to them
(access: the sum over channels, at most 1); worldwide, so that the number
does not depend on how many suppliers the model has. A complaint goes to the channels that are open to them,
waits until there is capacity, and succeeds at times; success closes a part of the gap for the workers it
reaches.

    complaints_j ~ Poisson(rate workers_j/10^6 harm_j (.1 + voice_j) access_j),  harm_j = mean_k severity_jk (1 - C_jk)
    repair_j = min(1, part sum_ch success_ch served_j,ch min(1, reach / workers_j))

How complaints divide over channels is an expected fraction, not a draw. Mediation by a National Contact
Point may lose by a merger with the regulator, a switch that is off by default (SER 3.3, 4.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.process import Process
from model.processes.remedy_parameters import Remedy
from model.randomness import poisson
from model.state import CHANNELS, COMPLAINT_WINDOW, JOINT, Array, IntArray
from model.sums import sum_by

if TYPE_CHECKING:
    from model.world import World

_MILLION = 1e6
_TINY = np.finfo(float).tiny


def harm(severity: Array, condition: Array) -> Array:
    """Return harm by supplier, 0-1: the mean over themes of severity times the gap in conditions."""
    gap = 1.0 - condition
    gap *= severity
    result: Array = np.add.reduce(gap, axis=1)
    result /= gap.shape[1]
    return result


def divide(complaints: Array, availability: Array) -> Array:
    """Divide complaints over channels in proportion to availability, suppliers x channels."""
    total = np.add.reduce(availability, axis=1)
    result: Array = availability / np.maximum(total, _TINY)[:, np.newaxis]
    result *= complaints[:, np.newaxis]
    return result


def serve(waiting: Array, capacity: Array) -> Array:
    """Return the complaints treated, suppliers x channels: all, or what capacity by channel allows."""
    total = np.add.reduce(waiting, axis=0)
    result: Array = waiting * (capacity / np.maximum(np.maximum(total, capacity), _TINY))
    return result


def repair(resolved: Array, workers: Array, values: Remedy) -> Array:
    """Return the part of the gap in conditions closed by remedy, by supplier, 0-1.

    Args:
        resolved: complaints that led to remedy, by supplier.
        workers: by supplier.
        values: the parameters.
    """
    reached = np.minimum(values.reach / np.maximum(workers, 1.0), 1.0)
    return np.minimum(values.repaired * resolved * reached, 1.0)


def success(values: Remedy) -> Array:
    """Return the chance by channel that a complaint leads to remedy."""
    chance = np.array([getattr(values, f"{channel}_success") for channel in CHANNELS])
    loss = values.merge_ncp_with_regulator * (1.0 - values.merged_success)
    chance[CHANNELS.index("ncp")] *= 1.0 - loss
    return chance


def step(world: World) -> None:
    """File complaints, treat those that wait, and record what is remedied."""
    values = world.parameters[Remedy]
    if not values.active:
        return
    supplier = world.state.supplier
    harmed = harm(supplier.severity, supplier.condition)
    exposed = supplier.workers / _MILLION * harmed * (values.voiceless + supplier.voice)
    waiting, about = _file(world, values.complaint_rate * exposed)
    capacity = np.array([getattr(values, f"{channel}_capacity") for channel in CHANNELS])
    served = serve(waiting, capacity)
    waiting -= served
    supplier.backlog = np.maximum(waiting, 0.0, out=waiting)
    supplier.resolved = served * success(values)
    supplier.repair = repair(np.add.reduce(supplier.resolved, axis=1), supplier.workers, values)
    supplier.harm_remedied = harmed * supplier.repair
    _attribute(world, about)


def _file(world: World, rate: Array) -> tuple[Array, IntArray]:
    """File complaints as far as channels are open; return those waiting, and the links they are about."""
    supplier = world.state.supplier
    luck = world.uniforms("remedy", supplier.rows)
    # few suppliers would have complaints if all channels were open, so only their links are looked at
    near = (luck >= np.exp(-rate)).nonzero()[0]
    considered = np.zeros(supplier.rows, dtype=bool)
    considered[near] = True
    about = considered.take(world.state.link.supplier).nonzero()[0]
    availability = _availability(world, near, about)
    access = np.minimum(np.add.reduce(availability, axis=1), 1.0)
    supplier.complaints = np.zeros(supplier.rows)
    supplier.complaints[near] = poisson(luck[near], rate[near] * access)
    waiting = supplier.backlog.copy(order="K")
    waiting[near] += divide(supplier.complaints[near], availability)
    return waiting, about


def _availability(world: World, filed: IntArray, about: IntArray) -> Array:
    """Return how far each channel is open to workers, 0-1: suppliers `filed` x channels; `about` are their links."""
    state = world.state
    company, supplier, link = state.company, state.supplier, state.link
    joint = (company.option == JOINT) & (company.covenant >= 0)
    route = state.covenant.complaint_route.take(company.covenant) & joint  # -1 takes the last; those are not joint
    supervised = np.minimum(np.einsum("nl,l->n", company.scope, world.laws.complaints), 1.0)
    buyer, seller, share = link.company.take(about), link.supplier.take(about), link.share_of_supplier.take(about)
    through = [
        sum_by(seller, share * each.take(buyer), supplier.rows).take(filed)
        for each in (route, supervised, company.liability)
    ]
    access = np.full(len(filed), world.parameters[Remedy].ncp_access)
    return np.array((supplier.asked_share.take(filed), through[0], access, through[1], through[2])).T


def _attribute(world: World, about: IntArray) -> None:
    """Count the complaints about suppliers, by links `about`, that outsiders trace to a company, for one firm."""
    company, supplier, link = world.state.company, world.state.supplier, world.state.link
    noted = (supplier.attribution * supplier.complaints).take(link.supplier.take(about))
    traced = sum_by(link.company.take(about), link.share_of_supplier.take(about) * noted, company.rows)
    company.complaints[:, world.quarter % COMPLAINT_WINDOW] = traced / np.maximum(company.firms, 1e-12)


PROCESS = Process(
    name="remedy",
    meaning="Workers complain and some find remedy",
    step=step,
    reads=(
        "company.covenant",
        "company.firms",
        "company.liability",
        "company.option",
        "company.scope",
        "covenant.complaint_route",
        "link.company",
        "link.share_of_supplier",
        "link.supplier",
        "supplier.asked_share",
        "supplier.attribution",
        "supplier.condition",
        "supplier.severity",
        "supplier.voice",
        "supplier.workers",
    ),
    mechanisms=("M10", "M20", "M23", "M24"),
    sections=("2.3", "3.3", "4.4"),
    switches=("remedy.active",),
)
