"""Sector covenants: joining, forming, renewing, ending, and their quality (R12; correction 23; M25, M26, M45; SER 3.6).

A covenant forms with hazard 1 - exp(-h support trust motivation). At the end of its term it is renewed with
probability 1 - (1 - own)(1 - support trust): members may go on by themselves. It may break up when those acting
jointly hold too little of the sector's Dutch turnover. Quality moves to the norm with learning, and is diluted by
members without motivation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.kept import of_run
from model.parameters import par, parameters, switch
from model.process import Process
from model.state import EU, JOINT, NLD, Array, BoolArray
from model.sums import mean_by, sum_by

if TYPE_CHECKING:
    from model.world import World


@parameters("covenants")
class Covenants:
    """How covenants come, go and do."""

    active: float = switch("sectors have covenants")
    formation: float = par(
        1,
        legal=(0, 50),
        plausible=(0.2, 3),
        unit="1/quarter",
        meaning="hazard that a sector forms a covenant under full support, trust and motivation",
        source="order of size from covenants.csv: eight of thirteen sectors formed one in 2016-2019",
    )
    own_renewal: float = par(
        0.3,
        legal=(0, 1),
        plausible=(0, 0.7),
        unit="0-1",
        meaning="chance that members renew a covenant without any government support",
        source="assumption",
    )
    term: float = par(
        20,
        legal=(1, 200),
        plausible=(12, 28),
        unit="quarters",
        meaning="term of a covenant",
        source="covenants.csv: mostly three to five years",
    )
    entry: float = par(
        0.25,
        legal=(0, 1),
        plausible=(0.1, 0.5),
        unit="1/quarter",
        meaning="hazard that a fully motivated company joins under full support",
        source="order of size from textile: from 35% to 48% of the market in two and a half years (SER; target T08)",
    )
    founding: float = par(
        1,
        legal=(0, 1),
        plausible=(0.5, 1),
        unit="0-1",
        meaning="chance that a fully motivated company joins when its covenant is formed",
        source="assumption",
    )
    least_share: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0.02, 0.2),
        unit="share",
        meaning="share of the sector's Dutch turnover below which a covenant may break up",
        source="assumption",
    )
    break_up: float = par(
        0.05,
        legal=(0, 1),
        plausible=(0.01, 0.1),
        unit="1/quarter",
        meaning="hazard of breaking up below that share, after the first two years",
        source="assumption",
    )
    norm: float = par(
        0.7,
        legal=(0, 1),
        plausible=(0.6, 0.8),
        unit="0-1",
        meaning="alignment of written norms with the OECD Guidelines, to which practice tends",
        source="SER Kader 3: 62% fully and 17% partly (counted half)",
    )
    improvement: float = par(
        0.02,
        legal=(0, 1),
        plausible=(0.01, 0.04),
        unit="1/quarter",
        meaning="speed at which practice follows norms with a full learning agenda",
        source="assumption",
    )
    dilution: float = par(
        0.02,
        legal=(0, 1),
        plausible=(0.01, 0.04),
        unit="1/quarter",
        meaning="quality lost when all those acting jointly lack motivation",
        source="assumption",
    )
    low_motivation: float = par(
        0.2,
        legal=(0, 1),
        plausible=(0.1, 0.3),
        unit="0-1",
        meaning="motivation below which a member dilutes the covenant",
        source="assumption",
    )


_TRIAL = 8
"""Quarters in which a new covenant is left to gather members: two years."""


def quality(now: Array, learning: float, unmotivated: Array, values: Covenants) -> Array:
    """Return next quarter's quality of covenants, 0-1."""
    better = values.improvement * learning * (values.norm - now)
    result: Array = np.minimum(np.maximum(now + better - values.dilution * unmotivated, 0.0), 1.0)
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
    covenant.end[renewed | formed] = world.quarter + round(values.term)


def _found(world: World, values: Covenants, begun: BoolArray) -> None:
    """Let motivated companies join the covenants that begin this quarter."""
    company, covenant = world.state.company, world.state.covenant
    draws = world.uniforms("covenants.found", company.rows)
    reached = world.state.levers.facilitation[company.region] > 0
    willing = reached & (company.covenant < 0) & (draws < values.founding * company.motivation)
    for row in np.flatnonzero(begun):
        company.covenant[willing & (company.sector == covenant.sector[row])] = row


def _join(world: World, values: Covenants, draws: Array) -> None:
    """Let companies join the covenant of their sector, and leave one that ended."""
    state = world.state
    company, covenant = state.company, state.covenant
    sectors = len(world.tables.sectors)
    offered = np.full(sectors, -1)
    rows = np.flatnonzero(covenant.active)[::-1]  # the first of a sector comes last, and stays
    offered[covenant.sector[rows]] = rows
    support = state.levers.facilitation[company.region]
    joining = (company.covenant < 0) & (draws < values.entry * support * company.motivation)
    held = company.covenant
    kept = np.where((held >= 0) & covenant.active[np.maximum(held, 0)], held, -1)
    company.covenant[:] = np.where(joining, offered[company.sector], kept)


def step(world: World) -> None:
    """Update covenants and memberships."""
    values = world.parameters[Covenants]
    if not values.active:
        return
    state = world.state
    covenant, company = state.covenant, state.company
    _life(world, values, world.uniforms("covenants.life", 3, covenant.rows))
    _join(world, values, world.uniforms("covenants.join", company.rows))
    acting = ((company.covenant >= 0) & (company.option == JOINT)).astype(float)
    low = (company.motivation < values.low_motivation).astype(float)
    unmotivated = mean_by(np.maximum(company.covenant, 0), low, acting, covenant.rows)
    learning = float(state.levers.learning_agenda[NLD])
    covenant.quality[:] = quality(covenant.quality, learning, unmotivated * covenant.active, values)
    with_covenant = np.count_nonzero(np.bincount(covenant.sector[covenant.active])) / len(world.tables.sectors)
    state.government.dialogue[:] = 0.0
    state.government.dialogue[NLD] = with_covenant
    state.government.dialogue[EU] = with_covenant * float(state.levers.facilitation[EU] > 0)


PROCESS = Process(
    name="covenants",
    meaning="covenants form, gather members, change in quality and end",
    step=step,
    reads=(
        "company.sector",
        "company.region",
        "company.revenue",
        "company.option",
        "company.motivation",
        "covenant.sector",
        "covenant.start",
        "government.trust",
        "levers.facilitation",
        "levers.learning_agenda",
    ),
    mechanisms=("M25", "M26", "M38", "M45"),
    sections=("3.2", "3.6"),
    switches=("covenants.active",),
)
