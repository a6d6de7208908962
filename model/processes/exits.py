"""Buyers leave suppliers: the natural turnover of relations, and flight from risk under pressure.

    h = h_nat + (logistic(z) - logistic(z_0))+
    z_0 = exit0 - exit3 duration - exit4 (1 - switch)
    z = z_0 + exit1 risk pressure - exit2 substance effect

The second term is what pressure adds: it is zero for a buyer with nothing at stake, grows with the risk
that it perceives at the supplier, and shrinks when it works on improvement there with leverage. At stake is what
harm costs once it surfaces: an incident, a claim, and a part of the highest sanction of the law that binds it most.
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

from model.parameters import par, parameters, switch
from model.process import Process
from model.state.kept import of_run
from model.state.state import Array, BoolArray, IntArray
from model.sums import sum_by

if TYPE_CHECKING:
    from model.world import Sites, World


@parameters("exits")
class Exits:
    """When buyers leave, and what becomes of the volume."""

    active: float = switch("buyers leave suppliers")
    natural: float = par(
        0.003,
        legal=(0, 1),
        plausible=(0.001, 0.01),
        unit="1/quarter",
        meaning="chance that a relation ends for reasons outside the model",
        source="assumption",
    )
    baseline: float = par(
        -5,
        legal=(-20, 5),
        plausible=(-6, -4),
        unit="log-odds",
        meaning="readiness to leave of a buyer who can switch freely (exit0)",
        source="assumption",
    )
    risk: float = par(
        2,
        legal=(0, 50),
        plausible=(0, 6),
        unit="log-odds per % revenue",
        meaning="response to what is at stake at a supplier of full risk (exit1)",
        source="assumption; Stoop, Verpoorten and van der Windt 2018 for the mechanism",
    )
    feared_sanction: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0, 1),
        unit="share",
        meaning="part of the highest sanction of a law that a company reckons with when it weighs leaving a supplier",
        source=(
            "assumption; before a law 12% of German firms said that they would leave countries with weak governance "
            "(target T24)"
        ),
    )
    working: float = par(
        2,
        legal=(0, 50),
        plausible=(1, 4),
        unit="log-odds",
        meaning="restraint of a buyer who works on improvement with leverage (exit2)",
        source="assumption",
    )
    loyalty: float = par(
        0.1,
        legal=(0, 5),
        plausible=(0.05, 0.2),
        unit="log-odds/year",
        meaning="restraint from the age of the relation (exit3)",
        source="assumption",
    )
    lock_in: float = par(
        1,
        legal=(0, 20),
        plausible=(0.5, 2),
        unit="log-odds",
        meaning="restraint when no other supplier is at hand (exit4)",
        source="assumption",
    )
    switching: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0.2, 0.8),
        unit="0-1",
        meaning="ease of switching suppliers",
        source="assumption",
    )
    refill: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0.2, 0.9),
        unit="0-1",
        meaning="part of the volume that fled which buyers who ask nothing take over",
        source="assumption",
    )


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
    result: Array = values.natural + logistic(values.baseline + values.risk * pressure)
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
    prior = of_run(world, _prior_risk)
    leaving = near[event[near] < values.natural + _flight(world, near, prior)]
    new = choose(link.supplier[leaving], second_draw(event[leaving]), of_run(world, _attraction), world.sites)
    found = new != link.supplier[leaving]
    leaving, new = leaving[found], new[found]
    _keep_ledger(world, leaving, new, event[leaving] < values.natural)
    link.renewed = np.zeros(link.rows, dtype=bool)
    link.renewed[leaving] = True
    link.supplier = link.supplier.copy()
    link.supplier[leaving] = new


def _prior_risk(world: World) -> Array:
    """Return the risk that sector and country of each supplier suggest, 0-1."""
    risk: Array = 1.0 - world.state.supplier.country_condition.mean(axis=1)
    return risk


def _attraction(world: World) -> Array:
    """Return how each supplier attracts buyers who leave another: the larger and the safer, the more."""
    attraction: Array = world.state.supplier.base_volume * np.exp(-of_run(world, _prior_risk))
    return attraction


def _flight(world: World, near: IntArray, prior: Array) -> Array:
    """Return the chance of flight of links `near`; `prior`: what sector and country of each supplier suggest."""
    values = world.parameters[Exits]
    company, supplier, link = world.state.company, world.state.supplier, world.state.link
    buyer, seller = link.company[near], link.supplier[near]
    actual = 1.0 - supplier.condition.mean(axis=1)[seller]
    risk = perceived_risk(link.detection[near], actual, prior[seller])
    ease = min(1.0, values.switching + float(world.state.shock.switching[0]))
    tie = values.loyalty * link.duration[near] + values.lock_in * (1.0 - ease)
    work = company.substance[buyer] * supplier.effect.mean(axis=1)[seller]
    return flight_hazard(tie, risk * company.pressure[buyer], work, values)


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
    ),
    mechanisms=("M42", "M47"),
    sections=("1", "2.1"),
    switches=("exits.active",),
)
