"""Sector covenants: joining, forming, renewing, ending, and their quality (R12; correction 23; M25, M26, M45; SER 3.6).

A covenant forms with hazard 1 - exp(-h support trust motivation). At the end of its term it is renewed with
probability 1 - (1 - own)(1 - support trust): members may go on by themselves. Of the companies that would join, those
with the staff can: n^2 / (n^2 + joining_staff^2). A covenant may break up when those acting jointly hold too little of
the sector's Dutch turnover. A new one begins with little practice; practice moves to the norm with the learning agenda
and with supervision of the operator of a recognised covenant, and members without motivation undo a part of it:

    Q <- Q + improvement [1 - (1 - agenda)(1 - recognition operator)] (norm - Q) - dilution unmotivated Q
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.process import Process
from model.processes.covenant_parameters import Covenants
from model.processes.regulators import Supervision
from model.state.kept import of_run
from model.state.state import EU, JOINT, NLD, Array, BoolArray, IntArray
from model.sums import mean_by, sum_by

if TYPE_CHECKING:
    from model.world import World


_TRIAL = 8
"""Quarters in which a new covenant is left to gather members: two years."""
_ASSESSED_AGE = 14
"""Quarters from the start of the textile agreement in July 2016 to 2020, for which its practice was assessed."""


def quality(now: Array, lessons: Array | float, unmotivated: Array, values: Covenants) -> Array:
    """Return next quarter's quality of covenants, 0-1.

    Args:
        now: quality, by covenant, 0-1.
        lessons: strength of what makes practice follow norms, 0-1.
        unmotivated: share of those acting jointly who lack motivation, by covenant, 0-1.
        values: the parameters.
    """
    better = values.improvement * lessons * (values.norm - now)
    result: Array = np.minimum(np.maximum(now + better - values.dilution * unmotivated * now, 0.0), 1.0)
    return result


def quality_by_age(age: IntArray, assessed: float, values: Covenants) -> Array:
    """Return the quality with which covenants enter 2020, 0-1: that of the assessed one at its age, the norm at last.

    Q(age) = norm - (norm - first) r^(age / 14), r = (norm - assessed) / (norm - first), within 0-1.

    Args:
        age: by covenant [quarters]; 0 for one that is still to begin.
        assessed: quality of the covenant that was assessed, the textile agreement.
        values: the parameters.
    """
    limit = max(values.norm, assessed)
    gap = limit - values.first_quality
    left = min(max((limit - assessed) / gap, 0.0), 1.0) if gap > 0 else 1.0
    result: Array = limit - gap * left ** (age / _ASSESSED_AGE)
    return result


def lessons(agenda: float, operator: Array) -> Array:
    """Return what makes practice follow norms, 0-1: the learning agenda, and supervision of the operator."""
    result: Array = 1.0 - (1.0 - agenda) * (1.0 - operator)
    return result


def renewal_probability(own: float, support_and_trust: float) -> float:
    """Return the chance that a covenant is renewed at the end of its term."""
    return 1.0 - (1.0 - own) * (1.0 - support_and_trust)


def _dutch_revenue(world: World) -> tuple[Array, Array]:
    """Return the revenue of Dutch companies, N, and that of the sector of each covenant, EUR a year."""
    company = world.state.company
    dutch = (company.region == NLD) * company.revenue
    return dutch, sum_by(company.sector, dutch, len(world.tables.sectors))[world.state.covenant.sector]


def _life(world: World, values: Covenants, draws: Array) -> None:
    """Renew, break up and form covenants."""
    state = world.state
    covenant, company = state.covenant, state.company
    support = float(state.levers.facilitation[NLD] * state.government.trust[NLD])
    ending = covenant.active & (world.quarter >= covenant.end)
    renewed = ending & (draws[0] < renewal_probability(values.own_renewal, support))
    dutch, sector = of_run(world, _dutch_revenue)
    acting = (company.covenant >= 0) & (company.option == JOINT)
    held = sum_by(np.maximum(company.covenant, 0), dutch * acting, covenant.rows)
    sectors = len(world.tables.sectors)
    thin = held < values.least_share * sector
    tried = world.quarter - covenant.since >= _TRIAL
    broken = covenant.active & ~ending & thin & tried & (draws[1] < values.break_up)
    starting = ~covenant.active & (covenant.start == world.quarter)
    served = sum_by(covenant.sector, covenant.active, sectors).take(covenant.sector) > 0
    mood = mean_by(company.sector, company.motivation, dutch, sectors).take(covenant.sector)
    hazard = 1.0 - np.exp(-values.formation * support * mood)
    formed = ~covenant.active & ~served & ~starting & (draws[2] < hazard)
    if formed.any():
        first = np.zeros(covenant.rows, dtype=bool)
        first[np.unique(covenant.sector, return_index=True)[1]] = True
        formed &= first
    begun = starting | formed
    if begun.any():
        _found(world, values, begun)
    covenant.active[:] = (covenant.active & ~broken & ~(ending & ~renewed)) | begun
    fresh = renewed | begun
    covenant.since[fresh] = world.quarter
    covenant.quality[begun] = values.first_quality
    covenant.end[renewed | formed] = world.quarter + round(values.term)


def _found(world: World, values: Covenants, begun: BoolArray) -> None:
    """Let motivated companies join the covenants that begin this quarter."""
    company, covenant = world.state.company, world.state.covenant
    draws = world.uniforms("covenants.found", company.rows)
    reached = world.state.levers.facilitation[company.region] > 0
    willing = reached & (company.covenant < 0) & (draws < values.founding * company.motivation * _able(world, values))
    for row in np.flatnonzero(begun):
        company.covenant[willing & (company.sector == covenant.sector[row])] = row


def _able(world: World, values: Covenants) -> Array:
    """Return the chance that each company that would join a covenant can, N: the staff to take part in its work."""
    squared: Array = world.state.company.employees**2
    return squared / (squared + values.joining_staff**2)


def _join(world: World, values: Covenants, draws: Array) -> None:
    """Let companies join the covenant of their sector, and leave one that ended."""
    state = world.state
    company, covenant = state.company, state.covenant
    sectors = len(world.tables.sectors)
    offered = np.full(sectors, -1)
    rows = np.flatnonzero(covenant.active)[::-1]  # the first of a sector comes last, and stays
    offered[covenant.sector[rows]] = rows
    support = state.levers.facilitation[company.region]
    joining = (company.covenant < 0) & (draws < values.entry * support * company.motivation * _able(world, values))
    held = company.covenant
    kept = np.where((held >= 0) & covenant.active[np.maximum(held, 0)], held, -1)
    company.covenant[:] = np.where(joining, offered[company.sector], kept)


def _practise(world: World, values: Covenants) -> None:
    """Update the quality of covenants in force."""
    company, covenant = world.state.company, world.state.covenant
    acting = ((company.covenant >= 0) & (company.option == JOINT)).astype(float)
    low = (company.motivation < values.low_motivation).astype(float)
    unmotivated = mean_by(np.maximum(company.covenant, 0), low, acting, covenant.rows)
    supervision = world.parameters[Supervision]
    operator = supervision.recognition * supervision.operator * covenant.recognised.astype(np.float64)
    learned = lessons(float(world.state.levers.learning_agenda[NLD]), operator)
    np.copyto(covenant.quality, quality(covenant.quality, learned, unmotivated, values), where=covenant.active)


def step(world: World) -> None:
    """Update covenants and memberships."""
    values = world.parameters[Covenants]
    if not values.active:
        return
    state = world.state
    covenant, company = state.covenant, state.company
    _life(world, values, world.uniforms("covenants.life", 3, covenant.rows))
    _join(world, values, world.uniforms("covenants.join", company.rows))
    _practise(world, values)
    with_covenant = np.count_nonzero(np.bincount(covenant.sector[covenant.active])) / len(world.tables.sectors)
    state.government.dialogue[:] = 0.0
    state.government.dialogue[NLD] = with_covenant
    state.government.dialogue[EU] = with_covenant * float(state.levers.facilitation[EU] > 0)


PROCESS = Process(
    name="covenants",
    meaning="covenants form, gather members, change in quality and end",
    step=step,
    reads=(
        "company.employees",
        "company.sector",
        "company.region",
        "company.revenue",
        "company.option",
        "company.motivation",
        "covenant.recognised",
        "covenant.sector",
        "covenant.start",
        "government.trust",
        "levers.facilitation",
        "levers.learning_agenda",
    ),
    mechanisms=("M22", "M25", "M26", "M38", "M45"),
    sections=("3.2", "3.6"),
    switches=("covenants.active",),
)
