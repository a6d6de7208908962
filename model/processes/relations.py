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
from model.state import JOINT, Array, BoolArray

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
        0.3,
        legal=(0, 1),
        plausible=(0.1, 0.5),
        unit="0-1",
        meaning="trust at the start of a relation",
        source="assumption",
    )


def trust_to_be(duration: Array, joint: BoolArray, paid: BoolArray, values: Relations) -> Array:
    """Return the trust to which a relation tends, by link, 0-1.

    Args:
        duration: age of the relation [years].
        joint: whether the buyer acts jointly in a covenant.
        paid: whether the buyer pays a premium.
        values: the parameters.
    """
    grown = values.from_time * (1.0 - np.exp(-duration / 2.0))
    target: Array = np.minimum(grown + values.from_joint * joint + values.from_premium * paid, 1.0)
    return target


def next_trust(trust: Array, target: Array, hidden: Array, remedied: Array, values: Relations) -> Array:
    """Return trust after a quarter, by link, 0-1.

    Args:
        trust: present trust, 0-1.
        target: what it tends to, 0-1.
        hidden: share of problems that the supplier conceals, 0-1.
        remedied: complaints at the supplier that led to remedy this quarter, at most 1.
        values: the parameters.
    """
    change = values.rate * (target - trust) - values.loss_by_hiding * hidden + values.from_remedy * remedied
    return np.clip(trust + change, 0.0, 1.0)


def step(world: World) -> None:
    """Let relations age, and update trust."""
    values = world.parameters[Relations]
    if not values.active:
        return
    company, supplier, link = world.state.company, world.state.supplier, world.state.link
    joint = (company.option == JOINT) & (company.covenant >= 0)
    causes = trust_to_be(link.duration, joint[link.company], (company.premium > 0)[link.company], values)
    remedied = np.minimum(supplier.resolved.sum(axis=1), 1.0)
    trust = next_trust(link.trust, causes, supplier.hiding[link.supplier], remedied[link.supplier], values)
    link.trust = np.where(link.renewed, values.first_trust, trust)
    link.duration = np.where(link.renewed, 0.0, link.duration + _QUARTER)


PROCESS = Process(
    name="relations",
    meaning="Purchase relations age, and trust grows or suffers",
    step=step,
    reads=(
        "company.covenant",
        "company.option",
        "company.premium",
        "link.company",
        "link.renewed",
        "link.supplier",
        "supplier.hiding",
        "supplier.resolved",
    ),
    mechanisms=("M5", "M6"),
    sections=("2.3", "3.6"),
)
