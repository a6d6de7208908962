"""Inspections, findings and fines (M20; SER 3.4.1, 4.4).

An inspection happens with the chance of detection, as far as the law binds, so that regulators never do more than
their capacity and complaints ask; it finds a breach with probability D, the degree of breach (`breach.breach`). A
finding makes fines likelier for five years. Under a law whose regulator can order remedy, a finding leads to such an
order on the themes of the law (SER 5.1.1); what comes of it is in `model.processes.remedy`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import parameters, switch
from model.process import Process
from model.processes.decision import actual_breach
from model.processes.regulators import Supervision, repetition, sanctions
from model.state.state import FINDING_WINDOW, Array, Company, IntArray
from model.sums import sum_by

if TYPE_CHECKING:
    from model.world import World


@parameters("inspections")
class Inspections:
    """Switches of inspections."""

    active: float = switch("regulators inspect and sanction")


def inspected(company: Company, laws: IntArray, on: float) -> Array:
    """Return the chance that each company is inspected this quarter under some laws, N x their number, 0-1."""
    chance: Array = (on * company.scope[:, laws]) * company.detection[:, laws]
    chance *= 1.0 - company.spared[:, laws]
    return chance


def step(world: World) -> None:
    """Inspect, find and fine."""
    state, book = world.state, world.laws
    company, law = state.company, state.law
    values = world.parameters[Supervision]
    on = world.parameters[Inspections].active
    binding = np.flatnonzero(company.scope.any(axis=0))
    bound = inspected(company, binding, on)
    caught = bound * actual_breach(world)[:, binding]
    draws = _luck(world, binding)
    who, place = np.nonzero(draws < caught)
    which = binding[place]
    fine, order = sanctions(world)
    first = book.filled("fine_probability", values.fine_probability)
    chance = np.minimum(1.0, first[which] * repetition(world)[who])
    fined = (draws[who, place] < caught[who, place] * chance) * fine[which] + order[which]
    paid = fined * (1.0 - company.grace[who, which])
    company.fined[:] = 4.0 * sum_by(who, paid, company.rows)
    company.findings[:, world.quarter % FINDING_WINDOW] = np.bincount(who, minlength=company.rows)
    found = np.zeros((company.rows, len(book.laws)))
    found[who, which] = 1.0
    company.ordered[:] = book.orders.by_theme(found)
    law.inspected[:] = 0.0
    law.inspected[binding] = np.einsum("nl,n->l", bound, company.firms)
    law.found[:] = 0.0
    law.found[binding] = np.einsum("nl,n->l", caught, company.firms)


def _luck(world: World, laws: IntArray) -> Array:
    """Draw for every company under some laws, N x their number.

    A law has a stream of its own by name, so that other laws do not shift its luck.
    """
    draws = np.empty((world.state.company.rows, len(laws)), order="F")
    for place, law in enumerate(laws):
        draws[:, place] = world.uniforms(f"inspections.{world.laws.names[law]}", world.state.company.rows)
    return draws


PROCESS = Process(
    name="inspections",
    meaning="inspections, findings and fines",
    step=step,
    reads=(
        "company.scope",
        "company.detection",
        "company.grace",
        "company.spared",
        "company.firms",
        "company.form",
        "company.option",
        "company.breadth",
        "company.substance",
        "law.scrutiny",
    ),
    mechanisms=("M20",),
    sections=("3.4.1", "4.4"),
    switches=("inspections.active",),
    burn_in=True,
)
