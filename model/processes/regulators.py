"""Supervision: the chance of an inspection, grace, recognition, and how much substance counts (M20-M22).

Detection of company i under law L: p = 1 - (1 - min(1, K_L / sum_n m_nL)) exp(-y_r complaints_iL): capacity is spread
over all firms in scope, and complaints on the themes of the law draw attention. The weight of substance rises towards
the best practice among covenants where a learning agenda carries it over (dynamic supervision).

A covenant is recognised while its quality reaches the bar and a law that recognises covenants binds some member.
Supervision of those who act in it is then left in part to the operator of the covenant, itself under supervision, as
with the recognised schemes of the European regulation on conflict minerals (SER 3.6, annex 1):

    spared_iL = recognition for those acting in a recognised covenant, if L recognises covenants
    firms in scope count for 1 - spared (1 - operator): what is spared goes to the operator in part, else to others
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.process import Process
from model.processes.laws import application_dates
from model.state.state import EU, JOINT, NLD, Array, BoolArray

if TYPE_CHECKING:
    from model.world import World


@parameters("supervision")
class Supervision:
    """Regulators where a law's own text gives no numbers."""

    active: float = switch("regulators may inspect, and companies reckon with it")
    capacity: float = par(
        100,
        legal=(0, 1e6),
        plausible=(20, 400),
        unit="inspections/quarter",
        meaning="inspections a regulator can do",
        source="assumption: no observation before 2022",
    )
    result_norm: float = par(
        0.6,
        legal=(0.01, 1),
        plausible=(0.4, 0.8),
        unit="0-1",
        meaning="substance on the themes of a law that meets an obligation of result: best practice",
        source="assumption; SER 3.2 on supervision oriented on best practice, Kader 3 for what covenants reach",
    )
    complaint_attention: float = par(
        0.5,
        legal=(0, 100),
        plausible=(0.1, 2),
        unit="1/complaint",
        meaning="attention that a complaint of the last four quarters draws",
        source="assumption; the child labour act reacts to complaints (SER Annex 1)",
    )
    fine_probability: float = par(
        0.05,
        legal=(0, 1),
        plausible=(0, 0.3),
        unit="0-1",
        meaning="chance that a first breach found is fined; higher after each earlier finding",
        source="assumption: no observation before 2022",
    )
    repetition_factor: float = par(
        3,
        legal=(1, 20),
        plausible=(1, 6),
        unit="factor",
        meaning="by how much an earlier finding raises the chance of a fine",
        source="assumption; repetition is heavier under the child labour act (SER Annex 1)",
    )
    fine: float = par(
        1,
        legal=(0, 20),
        plausible=(0.1, 5),
        unit="% turnover",
        meaning="size of a fine",
        source="assumption: order of competition and privacy law",
    )
    order: float = par(
        0.1,
        legal=(0, 20),
        plausible=(0, 1),
        unit="% revenue",
        meaning="cost of a binding order and of being named",
        source="assumption",
    )
    scrutiny: float = par(
        0.2,
        legal=(0, 1),
        plausible=(0.05, 0.6),
        unit="0-1",
        meaning="weight that a regulator gives to substance behind the form, at first",
        source="assumption; surveillance matters for substance (Short and Toffel 2010)",
    )
    scrutiny_learning: float = par(
        0.02,
        legal=(0, 1),
        plausible=(0, 0.08),
        unit="1/quarter",
        meaning="speed at which scrutiny learns from best practice",
        source="assumption; SER 3.2 and 3.6 on dynamic supervision",
    )
    recognition: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0, 1),
        unit="0-1",
        meaning="how far acting in a recognised covenant stands in for inspections and for what the law asks beyond it",
        source=(
            "assumption; SER 3.6 leaves the form open: from more time to taking part being equivalent to compliance, "
            "as under article 8 of the conflict minerals regulation (SER annex 1)"
        ),
    )
    recognition_bar: float = par(
        0.6,
        legal=(0, 1),
        plausible=(0.5, 0.8),
        unit="0-1",
        meaning="quality a covenant needs to be recognised",
        source="assumption; SER 3.6 asks for quality criteria",
    )
    operator: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0, 1),
        unit="0-1",
        meaning="part of what is spared that goes to supervision of the operator of a recognised covenant",
        source="assumption; SER 3.6: supervision of the operator of a recognised scheme becomes heavier",
    )


def detection(capacity: Array, bound_firms: Array, complaints: Array, attention: Array) -> Array:
    """Return the chance of an inspection a quarter, N x L.

    Args:
        capacity: L, inspections a quarter.
        bound_firms: L, firms in scope, weighted by strength.
        complaints: N x L, complaints a firm over the last four quarters, on the themes of each law.
        attention: L, attention a complaint draws (0 where a law has no complaints).
    """
    spread = np.minimum(1.0, capacity / np.maximum(bound_firms, 1e-12))
    chance = np.empty(complaints.shape, order="F")
    chance[:] = spread
    for law in attention.nonzero()[0]:
        chance[:, law] = 1.0 - (1.0 - spread[law]) * np.exp(-attention[law] * complaints[:, law])
    return chance


def _grace(world: World) -> Array:
    """Return the part of the sanction waived, N x L: all of it in the time to prepare, longer for members (M22)."""
    book, company = world.laws, world.state.company
    dates = application_dates(world)
    member = company.covenant >= 0
    waiting = dates > world.date - book.grace
    waiting |= member[:, None] & (dates > world.date - book.member_grace)
    return waiting.astype(float)


def _recognise(world: World, values: Supervision) -> None:
    """Recognise covenants, and set what that spares those who act in them."""
    company, covenant, book = world.state.company, world.state.covenant, world.laws
    member = company.covenant >= 0
    bound = member & (np.einsum("nl,l->n", company.scope, book.recognises) > 0)
    good = covenant.active & (covenant.quality >= values.recognition_bar)
    under_law = np.bincount(company.covenant[bound], minlength=covenant.rows) > 0
    covenant.recognised[:] = good & under_law & bool(values.active)
    acting = in_recognised(world) & (company.option == JOINT)
    company.spared[:] = np.multiply.outer(acting, values.recognition * book.recognises)


def in_recognised(world: World) -> BoolArray:
    """Return which companies are members of a recognised covenant, N."""
    company, covenant = world.state.company, world.state.covenant
    member: BoolArray = (company.covenant >= 0) & covenant.recognised.take(company.covenant)  # -1 is no member
    return member


def step(world: World) -> None:
    """Set recognition, detection, grace and scrutiny."""
    values = world.parameters[Supervision]
    book, state = world.laws, world.state
    company, law = state.company, state.law
    _recognise(world, values)
    binding = np.where(company.scope > 0, company.scope, company.expected_scope)
    binding *= 1.0 - (1.0 - values.operator) * company.spared
    attention = values.complaint_attention * book.complaints
    capacity = book.filled("capacity", values.capacity)
    complaints = np.einsum("nk,lk->nl", np.add.reduce(company.complaints, axis=2), book.themes, order="F")
    bound = np.einsum("nl,n->l", binding, company.firms)
    company.detection[:] = values.active * detection(capacity, bound, complaints, attention)
    company.grace[:] = _grace(world)
    if world.burning_in:
        law.scrutiny[:] = values.scrutiny
        return
    practice = float(np.max(state.covenant.quality, initial=0.0, where=state.covenant.active))
    agenda = np.where(book.european, state.levers.learning_agenda[EU], state.levers.learning_agenda[NLD])
    learned = law.scrutiny + values.scrutiny_learning * agenda * np.maximum(practice - law.scrutiny, 0.0)
    law.scrutiny[:] = np.where(book.announced <= world.date, learned, values.scrutiny)


def repetition(world: World) -> Array:
    """Return by how much the findings of five years raise the chance of a fine, N."""
    company, values = world.state.company, world.parameters[Supervision]
    found = np.add.reduce(company.findings, axis=1)
    raised = np.ones(company.rows)
    rows = found.nonzero()[0]
    raised[rows] = values.repetition_factor ** found.take(rows)
    return raised


def sanctions(world: World) -> tuple[Array, Array]:
    """Return the fine, % turnover, and the cost of an order, % revenue, under each law, L each.

    A law on some of the themes can be broken on these only: it counts for its share of the themes.
    """
    values, book = world.parameters[Supervision], world.laws
    fine, order = book.filled("fine", values.fine), book.filled("order", values.order)
    return fine * book.theme_share, order * book.theme_share


def sanction_weight(world: World) -> Array:
    """Return the expected sanction of a full breach, N x L, % revenue a year (correction 4; 0 under full grace)."""
    values = world.parameters[Supervision]
    book, company = world.laws, world.state.company
    chance = book.filled("fine_probability", values.fine_probability)
    fine, order = sanctions(world)
    loss = np.multiply.outer(chance, repetition(world))
    np.minimum(1.0, loss, out=loss)
    loss *= 4.0 * fine[:, None]
    loss += 4.0 * order[:, None]
    weight: Array = loss.T * company.expected_scope
    weight *= company.detection
    weight *= 1.0 - company.grace
    return weight


def highest_sanction(world: World) -> Array:
    """Return the fine and order that the strictest law has in store for a company, N, % revenue (M42).

    It counts with the strength of the law and its share of the themes, not in the time to prepare, and less for those
    who act in a recognised covenant.
    """
    values = world.parameters[Supervision]
    company, (fine, order) = world.state.company, sanctions(world)
    feared = (1.0 - company.grace) * (1.0 - company.spared)
    feared *= company.expected_scope
    feared *= values.active * (fine + order)
    result: Array = np.maximum.reduce(feared, axis=1, initial=0.0)
    return result


PROCESS = Process(
    name="regulators",
    meaning="chance of inspection, grace and recognition, scrutiny of substance",
    step=step,
    reads=(
        "company.scope",
        "company.expected_scope",
        "company.firms",
        "company.complaints",
        "company.covenant",
        "company.option",
        "covenant.active",
        "covenant.quality",
        "law.sooner",
        "levers.learning_agenda",
    ),
    mechanisms=("M20", "M21", "M22", "M38"),
    sections=("3.2", "3.4.1", "3.6", "4.4"),
    switches=("supervision.active",),
    burn_in=True,
)
