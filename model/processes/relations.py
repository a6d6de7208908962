"""Relations between buyers and suppliers: duration and trust (SER 2.3, 3.6).

    T <- T + a (.5 (1 - e^(-duration/2)) + .3 joint + .2 premium paid - T) - b hiding + .02 remedied

Trust grows with time together, joint action and a fair price, and suffers from concealment. A relation with
a new supplier starts afresh.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.process import Process
from model.state.state import JOINT, Array, BoolArray

if TYPE_CHECKING:
    from model.world import World

_QUARTER = 0.25


@parameters("relations")
class Relations:
    """What builds and breaks trust in a purchase relation."""

    active: float = switch("trust and duration of purchase relations change")
    rate: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0.05, 0.2),
        unit="1/quarter",
        meaning="rate at which trust follows its causes",
        source="assumption",
    )
    from_time: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0.3, 0.6),
        unit="0-1",
        meaning="trust from a long relation",
        source="assumption",
    )
    from_joint: float = par(
        0.3,
        legal=(0, 1),
        plausible=(0.1, 0.4),
        unit="0-1",
        meaning="trust from joint action in a covenant",
        source="assumption; SER 3.6 for the mechanism",
    )
    from_premium: float = par(
        0.2,
        legal=(0, 1),
        plausible=(0.1, 0.3),
        unit="0-1",
        meaning="trust from paying a premium",
        source="assumption; SER 3.6 for the mechanism",
    )
    from_remedy: float = par(
        0.02,
        legal=(0, 1),
        plausible=(0.01, 0.04),
        unit="0-1",
        meaning="trust gained when a complaint leads to remedy",
        source="assumption",
    )
    loss_by_hiding: float = par(
        0.05,
        legal=(0, 1),
        plausible=(0.025, 0.1),
        unit="1/quarter",
        meaning="trust lost when everything is concealed",
        source="assumption",
    )
    first_trust: float = par(
        0.419,
        legal=(0, 1),
        plausible=(0.1, 0.5),
        unit="0-1",
        meaning="trust at the start of a relation",
        source="assumption",
        before=0.3,
    )


def from_buyer(joint: BoolArray, paid: BoolArray, values: Relations) -> Array:
    """Return the trust that each buyer earns by joint action in a covenant and by paying a premium, 0-1."""
    earned: Array = values.from_joint * joint + values.from_premium * paid
    return earned


def from_supplier(hidden: Array, resolved: Array, values: Relations) -> Array:
    """Return how trust changes in a quarter by what each supplier conceals and what was remedied there.

    Args:
        hidden: share of problems concealed, 0-1.
        resolved: complaints that led to remedy; more than one count as one.
        values: the parameters.
    """
    change: Array = values.from_remedy * np.minimum(resolved, 1.0) - values.loss_by_hiding * hidden
    return change


def next_trust(trust: Array, duration: Array, earned: Array, change: Array, values: Relations) -> Array:
    """Return trust after a quarter, by link, 0-1.

    Args:
        trust: present trust, 0-1.
        duration: age of the relation [years].
        earned: trust earned by the buyer (`from_buyer`).
        change: change by events at the supplier (`from_supplier`).
        values: the parameters.
    """
    after = duration * -0.5
    np.exp(after, out=after)
    after *= -values.from_time
    after += values.from_time
    after += earned
    if values.from_time + float(earned.max(initial=0.0)) > 1.0:
        np.minimum(after, 1.0, out=after)
    after -= trust
    after *= values.rate
    after += trust
    after += change
    return np.clip(after, 0.0, 1.0, out=after)


def step(world: World) -> None:
    """Let relations age, and update trust."""
    values = world.parameters[Relations]
    if not values.active:
        return
    company, supplier, link = world.state.company, world.state.supplier, world.state.link
    joint = (company.option == JOINT) & (company.covenant >= 0)
    earned = world.purchases.spread(from_buyer(joint, company.premium > 0, values))
    change = from_supplier(supplier.hiding, supplier.resolved, values).take(link.supplier)
    link.trust = next_trust(link.trust, link.duration, earned, change, values)
    link.duration += _QUARTER
    renewed = np.flatnonzero(link.renewed)
    link.trust[renewed] = values.first_trust
    link.duration[renewed] = 0.0


PROCESS = Process(
    name="relations",
    meaning="Purchase relations age, and trust grows or suffers",
    step=step,
    reads=(
        "company.covenant",
        "company.option",
        "company.premium",
        "link.renewed",
        "link.supplier",
        "supplier.hiding",
        "supplier.resolved",
    ),
    mechanisms=("M5", "M6"),
    sections=("2.3", "3.6"),
    switches=("relations.active",),
)
