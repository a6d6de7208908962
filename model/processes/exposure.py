"""How likely it is that harm in the chain is publicly laid at a company's door (R1; correction 6; SER 2.1).

h = 1 - exp(-k sum_l s_l sum_k W_k severity_k (1 - C_jk) d_j) a quarter, with s the shares of the buyer's purchases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.process import Process
from model.processes.remedy import harm
from model.state.state import Array

if TYPE_CHECKING:
    from model.world import World


@parameters("exposure")
class Exposure:
    """Public attribution of harm to buyers."""

    active: float = switch("harm is publicly laid at the door of companies")
    rate: float = par(
        1,
        legal=(0, 50),
        plausible=(0.3, 3),
        unit="1/quarter",
        meaning="rate of incidents when all harm in a chain is attributed",
        source="assumption",
    )


def exposure(rate: float, attributed_harm: Array) -> Array:
    """Return the chance of an incident a quarter, N; `attributed_harm` is N, purchase-weighted, 0-1."""
    result: Array = 1.0 - np.exp(-rate * attributed_harm)
    return result


def step(world: World) -> None:
    """Set the exposure of companies."""
    state = world.state
    supplier, link = state.supplier, state.link
    attributed = harm(supplier.severity, supplier.condition) * supplier.attribution
    of_chain = world.purchases.over_suppliers(link.supplier, link.share_of_purchases, attributed)
    values = world.parameters[Exposure]
    state.company.exposure[:] = values.active * exposure(values.rate, of_chain)


PROCESS = Process(
    name="exposure",
    meaning="chance that harm is publicly attributed to a company",
    step=step,
    reads=(
        "supplier.severity",
        "supplier.condition",
        "supplier.attribution",
        "link.supplier",
        "link.share_of_purchases",
    ),
    mechanisms=("M3", "M13"),
    sections=("2.1",),
    switches=("exposure.active",),
    burn_in=True,
)
