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

from model.inputs.held import Part
from model.inputs.programme import Programme
from model.parameters import parameters, switch
from model.parts import rows_in, suppliers_in
from model.process import Process
from model.processes.laws import embedding_applies
from model.processes.leverage import Leverage, credibility
from model.processes.supplier_capability import SupplierCapability
from model.randomness import stream
from model.state.kept import of_run
from model.state.state import HEALTH_SAFETY, REGIONS, THEMES, Array, BoolArray, IntArray
from model.sums import either, sum_by

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

    links: IntArray
    """Rows of the purchase relations of the buyers that join."""
    sites: BoolArray
    """Suppliers that would take part if enough of their sales went to members."""


def step(world: World) -> None:
    """Set what each programme asks of sites and gives them."""
    running = world.scenario.programmes if world.parameters[Programmes].active else ()
    supplier, company = world.state.supplier, world.state.company
    if not running and not supplier.covered.any():
        return
    apart = np.zeros((4, supplier.rows))
    demand, lessons = np.zeros((2, supplier.rows, len(THEMES)))
    finance, paid = np.zeros(supplier.rows), np.zeros(company.rows)
    safety = np.ones(len(THEMES))
    safety[HEALTH_SAFETY] = world.parameters[SupplierCapability].safety_share
    for programme, who in zip(running, of_run(world, eligible), strict=False):
        strength = _strength(world, programme)
        if strength == 0.0:
            continue
        share = _members_share(world, who)
        covered = who.sites & (share > 0.0) & (share >= programme.least_share)
        part = np.where(covered, strength, 0.0)
        heard = either(_joint(world), programme.orders_at_stake)
        demand = either(demand, np.outer(part * np.minimum(share, 1.0), heard * np.array(programme.asks)))
        training = either(programme.management_training * safety, np.array(programme.technical_training))
        lessons = either(lessons, np.outer(part, training))
        given = np.array((1.0, programme.inspection, programme.voice, programme.orders_at_stake))
        apart = either(apart, given[:, np.newaxis] * part)
        finance += programme.finance * part
        paid += _bought(world, who, part) * (programme.finance + programme.fee)
    supplier.covered, supplier.inspected, supplier.programme_voice, supplier.orders_at_stake = apart.copy()
    supplier.programme_demand, supplier.lessons, supplier.finance = np.asfortranarray(demand), lessons, finance
    company.programme_cost = paid / np.maximum(company.revenue, 1.0)


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
    company, supplier, link = world.state.company, world.state.supplier, world.state.link
    buyer = stream(world.seed, "programmes.joining").random(company.rows)
    lot = stream(world.seed, "programmes.sites").random(supplier.rows)
    found = []
    for programme in world.scenario.programmes:
        homes = [REGIONS.index(home) for home in programme.homes]
        members = (buyer < programme.joining) & np.isin(company.region, homes)
        members &= rows_in(world, "company", Part(programme.sectors))
        sites = suppliers_in(world, programme.sectors, programme.countries, programme.tiers)
        low, high = programme.sites
        found.append(Eligible(np.flatnonzero(members.take(link.company)), sites & (lot >= low) & (lot < high)))
    return tuple(found)


def _members_share(world: World, who: Eligible) -> Array:
    """Return the share of each supplier's sales that goes to members, 0-1."""
    supplier, link = world.state.supplier, world.state.link
    bought = sum_by(link.supplier.take(who.links), link.volume.take(who.links), supplier.rows)
    return bought / np.maximum(supplier.volume, 1e-12)


def _bought(world: World, who: Eligible, part: Array) -> Array:
    """Return what each member buys at sites that take part, N [EUR/year]."""
    link = world.state.link
    there = link.volume.take(who.links) * part.take(link.supplier.take(who.links))
    return sum_by(link.company.take(who.links), there, world.state.company.rows)


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
