"""Programmes in producing countries: what their members ask of sites, and what sites get (SER 3.6, 5.2).

A programme is data (`model.inputs.programme`). Which buyers join and which sites take part is drawn once a run; those
that join one are likelier to join another (assumption). A site takes part from a share of its sales to members. There

    demand_jk  = members' share_j asks_k [1 - (1 - credibility of joint action)(1 - orders at stake)]
    inspected  = inspection,  voice_j = voice,  lessons_jk = training_k,  finance_j = finance

each times how far the programme is built up. Demands, inspection, voice and training of several programmes add up as
chances that are independent, finance adds up. Members pay for finance and a fee on what they buy there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.inputs.programme import Programme
from model.parameters import parameters, switch
from model.process import Process
from model.processes.laws import embedding_applies
from model.processes.leverage import Leverage, credibility
from model.processes.supplier_capability import SupplierCapability
from model.randomness import stream
from model.state.kept import of_run
from model.state.state import HEALTH_SAFETY, REGIONS, THEMES, Array, BoolArray
from model.sums import sum_by

if TYPE_CHECKING:
    from model.world import World

_STRENGTHENED = 2
"""National level from which an instrument starts the programmes that depend on it."""


@parameters("programmes")
class Programmes:
    """The switch of programmes."""

    active: float = switch("programmes in producing countries run")


@dataclass(frozen=True)
class Eligible:
    """Who may take part in a programme, fixed for the run."""

    members: BoolArray
    """Buyers that join, N."""
    sites: BoolArray
    """Suppliers that would take part if enough of their sales went to members."""


def step(world: World) -> None:
    """Set what each programme asks of sites and gives them."""
    running = world.scenario.programmes if world.parameters[Programmes].active else ()
    supplier, company = world.state.supplier, world.state.company
    if not running and not supplier.covered.any():
        return
    reached = [(programme, _strength(world, programme)) for programme in running]
    apart = np.zeros((5, supplier.rows))
    demand, lessons = np.zeros((2, supplier.rows, len(THEMES)))
    finance, paid = np.zeros(supplier.rows), np.zeros(company.rows)
    safety = np.ones(len(THEMES))
    safety[HEALTH_SAFETY] = world.parameters[SupplierCapability].safety_share
    for place, (programme, strength) in enumerate(reached):
        if strength == 0.0:
            continue
        share, members = _members_share(world, place)
        covered = of_run(world, eligible)[place].sites & (share > 0.0) & (share >= programme.least_share)
        part = np.where(covered, strength, 0.0)
        heard = 1.0 - (1.0 - _joint(world)) * (1.0 - programme.orders_at_stake)
        demand = either(demand, np.outer(part * np.minimum(share, 1.0), heard * np.array(programme.asks)))
        training = either(programme.management_training * safety, np.array(programme.technical_training))
        lessons = either(lessons, np.outer(part, training))
        given = np.array((1.0, programme.inspection, programme.voice, programme.orders_at_stake, 0.0))
        apart = either(apart, given[:, np.newaxis] * part)
        finance += programme.finance * part
        paid += _bought(world, members, part) * (programme.finance + programme.fee)
    supplier.covered, supplier.inspected, supplier.programme_voice, supplier.orders_at_stake = apart[:4].copy()
    supplier.programme_demand, supplier.lessons, supplier.finance = np.asfortranarray(demand), lessons, finance
    company.programme_cost = paid / np.maximum(company.revenue, 1.0)


def either(one: Array, other: Array) -> Array:
    """Return the chance of one or the other of two that are independent, 0-1."""
    result: Array = 1.0 - (1.0 - one) * (1.0 - other)
    return result


def _strength(world: World, programme: Programme) -> float:
    """Return how far a programme is built up now, 0-1; 0 where the instrument that it depends on is not there."""
    if programme.instrument is not None:
        here = world.national_level(programme.instrument) == _STRENGTHENED
        if not here and not world.european_part(programme.instrument, embedding_applies(world)):
            return 0.0
    return programme.strength(world.date)


def _joint(world: World) -> float:
    """Return how credible a request is that buyers make jointly, 0-1."""
    return float(credibility(np.array([True]), world.parameters[Leverage])[0])


def eligible(world: World) -> tuple[Eligible, ...]:
    """Return who may take part in each programme of the scenario."""
    company, supplier, tables = world.state.company, world.state.supplier, world.tables
    buyer = stream(world.seed, "programmes.joining").random(company.rows)
    lot = stream(world.seed, "programmes.sites").random(supplier.rows)
    sectors = [str(code) for code in tables.sectors["code"]]
    countries = [str(code) for code in tables.countries["iso3"]]
    found = []
    for programme in world.scenario.programmes:
        homes = [REGIONS.index(home) for home in programme.homes]
        chosen = [sectors.index(code) for code in programme.sectors or sectors]
        members = (buyer < programme.joining) & np.isin(company.region, homes) & np.isin(company.sector, chosen)
        sites = np.isin(supplier.sector, chosen) & np.isin(supplier.tier, programme.tiers)
        if programme.countries:
            sites &= np.isin(supplier.country, [countries.index(code) for code in programme.countries])
        low, high = programme.sites
        found.append(Eligible(members, sites & (lot >= low) & (lot < high)))
    return tuple(found)


def _members_share(world: World, place: int) -> tuple[Array, BoolArray]:
    """Return the share of each supplier's sales that goes to members, 0-1, and who the members are."""
    supplier, link = world.state.supplier, world.state.link
    members = of_run(world, eligible)[place].members
    rows = np.flatnonzero(members.take(link.company))
    bought = sum_by(link.supplier.take(rows), link.volume.take(rows), supplier.rows)
    return bought / np.maximum(supplier.volume, 1e-12), members


def _bought(world: World, members: BoolArray, part: Array) -> Array:
    """Return what each member buys at sites that take part, N [EUR/year]."""
    link = world.state.link
    rows = np.flatnonzero(members.take(link.company))
    return sum_by(link.company.take(rows), (link.volume * part.take(link.supplier)).take(rows), len(members))


PROCESS = Process(
    name="programmes",
    meaning="Programmes ask sites to improve, inspect, train and finance them",
    step=step,
    reads=(
        "company.region",
        "company.revenue",
        "company.sector",
        "law.intensity",
        "law.sooner",
        "link.company",
        "link.supplier",
        "link.volume",
        "supplier.country",
        "supplier.sector",
        "supplier.tier",
        "supplier.volume",
    ),
    mechanisms=("M12", "M26"),
    sections=("3.6", "5.2"),
    switches=("programmes.active",),
)
