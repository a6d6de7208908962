"""Trust between companies and their government (R3; M23; SER 3.4.1, 3.6).

T <- T + a (dialogue coherence - T) - b (share sanctioned without support)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.process import Process
from model.state.state import REGIONS, Array
from model.sums import mean_by

if TYPE_CHECKING:
    from model.world import World


@parameters("government_trust")
class GovernmentTrust:
    """How trust between companies and government moves."""

    active: float = switch("trust between companies and government changes")
    base: float = par(
        0.324,
        legal=(0, 1),
        plausible=(0, 0.6),
        unit="0-1",
        meaning="trust without any dialogue",
        source="assumption",
        before=0.3,
    )
    adjustment: float = par(
        0.112,
        legal=(0, 1),
        plausible=(0.05, 0.2),
        unit="1/quarter",
        meaning="speed at which trust follows dialogue and coherence",
        source="assumption",
        before=0.1,
    )
    sanction_loss: float = par(
        0.05,
        legal=(0, 1),
        plausible=(0.025, 0.1),
        unit="0-1",
        meaning="trust lost when all companies are sanctioned without support",
        source="assumption",
    )


def followed(trust: Array, ground: Array, unsupported: Array, values: GovernmentTrust) -> Array:
    """Return next quarter's trust by region, 0-1."""
    result: Array = np.clip(trust + values.adjustment * (ground - trust) - values.sanction_loss * unsupported, 0.0, 1.0)
    return result


def step(world: World) -> None:
    """Update trust in government."""
    values = world.parameters[GovernmentTrust]
    if not values.active:
        return
    state = world.state
    company, government, levers = state.company, state.government, state.levers
    sanctioned = mean_by(company.region, (company.fined > 0).astype(float), company.revenue, len(REGIONS))
    ground = values.base + (1.0 - values.base) * government.dialogue * levers.coherence
    unsupported = sanctioned * (1.0 - levers.support_desk)
    government.trust[:] = followed(government.trust, ground, unsupported, values)


PROCESS = Process(
    name="government_trust",
    meaning="trust between companies and government",
    step=step,
    reads=(
        "company.region",
        "company.fined",
        "company.revenue",
        "government.dialogue",
        "levers.coherence",
        "levers.support_desk",
    ),
    mechanisms=("M23",),
    sections=("3.4.1", "3.6"),
    switches=("government_trust.active",),
    burn_in=True,
)
