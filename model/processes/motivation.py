"""Intrinsic motivation, and how a mandate crowds it out or in (R3; correction 7; M16; SER 3.4.1).

    mu <- mu + r (mu0 - mu) - x m (1 - trust) + z (improvement it sees in its chain)

The sign of x is free: a mandate may crowd motivation out (x > 0) or in (x < 0).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.process import Process
from model.state.state import Array

if TYPE_CHECKING:
    from model.world import World


@parameters("motivation")
class Motivation:
    """How motivation moves."""

    active: float = switch("motivation of companies changes")
    reversion: float = par(
        0.05,
        legal=(0, 1),
        plausible=(0.025, 0.1),
        unit="1/quarter",
        meaning="return to intrinsic motivation",
        source="assumption",
    )
    crowding: float = par(
        -0.00438,
        legal=(-1, 1),
        plausible=(-0.02, 0.02),
        unit="1/quarter",
        meaning="motivation lost under a full mandate without trust; negative: gained",
        source="both signs in the literature (Frey and Jegen 2001; Short and Toffel 2010); value is an assumption",
        before=0,
    )
    success: float = par(
        1,
        legal=(0, 100),
        plausible=(0.2, 4),
        unit="per unit improvement",
        meaning="motivation gained from improvement seen in the own chain",
        source="assumption: a chain seen to improve by a hundredth a year raises motivation by 0.05 in the long run",
    )


def moved(motivation: Array, base: Array, mandate: Array, improvement: Array, values: Motivation) -> Array:
    """Return next quarter's motivation, N, 0-1; `mandate` is scope times the lack of trust."""
    back = values.reversion * (base - motivation)
    result: Array = np.clip(motivation + back - values.crowding * mandate + values.success * improvement, 0.0, 1.0)
    return result


def step(world: World) -> None:
    """Update motivation."""
    values = world.parameters[Motivation]
    if not values.active:
        return
    state = world.state
    company = state.company
    mandate = np.einsum("nl,l->n", company.scope, world.laws.theme_share) * (
        1.0 - state.government.trust[company.region]
    )
    company.motivation[:] = moved(
        company.motivation,
        company.base_motivation,
        mandate,
        company.visible_improvement,
        values,
    )


PROCESS = Process(
    name="motivation",
    meaning="intrinsic motivation under mandates, and with success",
    step=step,
    reads=(
        "company.region",
        "company.scope",
        "company.base_motivation",
        "company.visible_improvement",
        "government.trust",
    ),
    mechanisms=("M4", "M16"),
    sections=("2.3", "3.4.1"),
    switches=("motivation.active",),
    burn_in=True,
)
