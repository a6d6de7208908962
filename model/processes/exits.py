"""Buyers leave suppliers: the natural turnover of relations, and flight from risk under pressure.

    h = h_nat + (logistic(z) - logistic(z_0))+ + c threat gap asked
    z_0 = exit0 - exit3 duration - exit4 (1 - switch)
    z = z_0 + exit1 risk pressure - exit2 substance effect

The second term is what pressure adds: it is zero for a buyer with nothing at stake, grows with the risk
that it perceives at the supplier, and shrinks when it works on improvement there with leverage. At stake is what
harm costs once it surfaces: an incident, a claim, and a part of the highest sanction of the law that binds it most.
The last term makes threats real: buyers who say that orders depend on improvement, alone (`leverage.stick`) or in a
programme, end relations where what they ask lags behind; gap asked is the mean over themes of effect (1 - C).
Leaving is allowed only as a last resort (SER 2.1); after section 1502 of the Dodd-Frank Act buyers left whole
regions (Stoop et al. 2018).

A relation that ends moves to another supplier of the same sector and tier, the larger and the safer its
country the likelier. A natural exit is a swap: buyers outside the model whom the new supplier had, as many as
it had, go to the old one, so that volume in all stays the same; it costs no jobs. After flight only a part is
taken over, by buyers who ask nothing; the rest is lost, with the jobs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.process import Process
from model.processes.exit_parameters import Exits
from model.processes.leverage import Leverage
from model.state.kept import of_run
from model.state.state import Array, BoolArray, IntArray
from model.sums import either, sum_by

if TYPE_CHECKING:
    from model.world import Sites, World


def logistic(odds: Array) -> Array:
    """Return the probability of log-odds."""
    result: Array = 1.0 / (1.0 + np.exp(-np.clip(odds, -700.0, 700.0)))
    return result


def flight_hazard(tie: Array, fear: Array, work: Array, values: Exits) -> Array:
    """Return the chance a quarter that a buyer leaves for risk, by link, 0-1; 0 without fear.

    Args:
        tie: log-odds taken away by the age of the relation and the lack of alternatives, at least 0.
        fear: perceived risk (0-1) times what is at stake [% revenue].
        work: substance of the buyer's due diligence times the effect of leverage at the supplier, 0-1.
        values: the parameters.
    """
    calm = values.baseline - tie
    pressed = calm + values.risk * fear - values.working * work
    return np.maximum(logistic(pressed) - logistic(calm), 0.0)


def highest_hazard(pressure: Array, values: Exits) -> Array:
    """Return a bound on the chance of any exit, by company: that of a buyer with nothing to hold it back."""
    result: Array = values.natural + values.consequence + logistic(values.baseline + values.risk * pressure)
    return result


def perceived_risk(detection: Array, actual: Array, prior: Array) -> Array:
    """Return the risk that a buyer perceives: what it sees, else what sector and country suggest, 0-1."""
    result: Array = detection * actual + (1.0 - detection) * prior
    return result


def second_draw(uniform: Array) -> Array:
    """Return another uniform from the last 32 of the 53 binary digits of a draw on [0, 1).

    Whether a draw is below some chance is settled by its first digits, so that for those below the last ones are
    still free; they depend on the draw alone, so that mixes stay paired. It spares a second draw for every link.
    """
    return np.modf(uniform * 2.0**21)[0]


def choose(old: IntArray, uniform: Array, weight: Array, sites: Sites) -> IntArray:
    """Choose another supplier of the same sector and tier in proportion to weight, by inverse cumulation.

    Args:
        old: suppliers that are left.
        uniform: a draw on [0, 1) for each.
        weight: of all suppliers, at least 0.
        sites: the groups of suppliers.

    Returns:
        The new suppliers; the old one where there is no other.
    """
    first = sites.first
    upto = np.concatenate(([0.0], np.cumsum(weight[sites.order])))
    group, own = sites.group[old], sites.place[old]
    start, end = upto[first[group]], upto[first[group + 1]]
    mass = upto[own + 1] - upto[own]
    target = start + uniform * (end - start - mass)
    target = np.where(target >= upto[own], target + mass, target)
    found = np.searchsorted(upto, target, side="right") - 1
    found = np.clip(found, first[group], first[group + 1] - 1)
    possible = end - start - mass > 0
    return np.where(possible, sites.order[found], old)


def step(world: World) -> None:
    """Let buyers leave and choose another supplier, and keep the ledger of volumes and jobs."""
    values = world.parameters[Exits]
    if not values.active:
        return
    company, link = world.state.company, world.state.link
    event = world.uniforms("exits", link.rows)
    highest = highest_hazard(company.pressure, values)
    near = np.flatnonzero(event < highest.max())  # few, so that only these need the bound of their own buyer
    near = near[event[near] < highest[link.company[near]]]
    prior = of_run(world, prior_risk)
    leaving = near[event[near] < values.natural + flight(world, near, prior)]
    new = choose(link.supplier[leaving], second_draw(event[leaving]), of_run(world, _attraction), world.sites)
    found = new != link.supplier[leaving]
    leaving, new = leaving[found], new[found]
    _keep_ledger(world, leaving, new, event[leaving] < values.natural)
    link.renewed = np.zeros(link.rows, dtype=bool)
    link.renewed[leaving] = True
    link.supplier = link.supplier.copy()
    link.supplier[leaving] = new


def prior_risk(world: World) -> Array:
    """Return the risk that sector and country of each supplier suggest, 0-1."""
    risk: Array = 1.0 - world.state.supplier.country_condition.mean(axis=1)
    return risk


def _attraction(world: World) -> Array:
    """Return how each supplier attracts buyers who leave another: the larger and the safer, the more."""
    attraction: Array = world.state.supplier.base_volume * np.exp(-of_run(world, prior_risk))
    return attraction


def flight(world: World, near: IntArray, prior: Array) -> Array:
    """Return the chance of flight of links `near`; `prior`: what sector and country of each supplier suggest."""
    values = world.parameters[Exits]
    company, supplier, link = world.state.company, world.state.supplier, world.state.link
    buyer, seller = link.company[near], link.supplier[near]
    actual = 1.0 - supplier.condition.mean(axis=1)[seller]
    risk = perceived_risk(link.detection[near], actual, prior[seller])
    ease = min(1.0, values.switching + float(world.state.shock.switching[0]))
    tie = values.loyalty * link.duration[near] + values.lock_in * (1.0 - ease)
    work = company.substance[buyer] * supplier.effect.mean(axis=1)[seller]
    return flight_hazard(tie, risk * company.pressure[buyer], work, values) + _consequence(world, buyer, seller)


def _consequence(world: World, buyer: IntArray, seller: IntArray) -> Array:
    """Return the chance by link that a buyer who made orders depend on improvement leaves for lack of it."""
    company, supplier = world.state.company, world.state.supplier
    alone = world.parameters[Leverage].stick * company.substance[buyer]
    threat = either(alone, supplier.orders_at_stake[seller])
    lag = (supplier.effect * (1.0 - supplier.condition)).mean(axis=1)
    return world.parameters[Exits].consequence * threat * lag[seller]


def swap(old: IntArray, new: IntArray, volume: Array, outside: Array) -> Array:
    """Return outside volume after natural exits: buyers outside the model go from the new to the old supplier.

    Args:
        old: supplier that is left, by exit.
        new: supplier that is chosen, by exit.
        volume: of each exit [EUR/year].
        outside: sales to buyers outside the model, by supplier [EUR/year].

    Returns:
        The same in all; a supplier gives no more than it has, to those who come in proportion to their volume.
    """
    arriving = sum_by(new, volume, len(outside))
    given = np.minimum(outside, arriving)
    part = np.divide(given, arriving, out=np.zeros(len(outside)), where=arriving > 0)
    after: Array = outside - given + sum_by(old, volume * part[new], len(outside))
    return after


def _keep_ledger(world: World, leaving: IntArray, new: IntArray, natural: BoolArray) -> None:
    """Move the volume of leaving links; of what flees part is taken over, the rest lost."""
    values = world.parameters[Exits]
    supplier, link = world.state.supplier, world.state.link
    old, rows = link.supplier[leaving], supplier.rows
    swapped, fled = link.volume[leaving] * natural, link.volume[leaving] * ~natural
    supplier.transferred_away = sum_by(old, fled, rows)
    supplier.transferred_here = sum_by(new, fled, rows)
    supplier.refilled = values.refill * supplier.transferred_away
    supplier.lost = supplier.transferred_away - supplier.refilled
    supplier.abandoned = supplier.transferred_away * (supplier.improvement <= 0)
    supplier.outside_volume = swap(old, new, swapped, supplier.outside_volume) + supplier.refilled
    jobs = supplier.lost / np.maximum(supplier.base_volume, 1e-12)
    supplier.retained = np.maximum(supplier.retained - jobs, 0.0)


PROCESS = Process(
    name="exits",
    meaning="Buyers leave suppliers and choose others",
    step=step,
    reads=(
        "company.pressure",
        "company.substance",
        "link.company",
        "link.detection",
        "link.duration",
        "link.volume",
        "shock.switching",
        "supplier.base_volume",
        "supplier.condition",
        "supplier.country_condition",
        "supplier.effect",
        "supplier.improvement",
        "supplier.orders_at_stake",
    ),
    mechanisms=("M42", "M47"),
    sections=("1", "2.1"),
    switches=("exits.active",),
)
