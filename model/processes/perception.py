"""What companies think of their chain: what they see of it, and for the rest what sector and country suggest (M9).

    risk_ik = sum_l s_l [det_l (1 - C_jk) + (1 - det_l) (1 - C_country,jk)]
    improvement_i = sum_l s_l det_l (change of the mean condition of j)
    contribution_i = sum_l s_l [margin_j - w + premium_i < 0]

with w how far the worst orders lie below the mean (`supplier_margin.worst_order`), s the shares of the buyer's
purchases and det the share of problems that it sees (SER 2.1, 2.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import parameters, switch
from model.process import Process
from model.processes.supplier_margin import SupplierMargin
from model.state.kept import of_run
from model.state.state import THEMES, Array

if TYPE_CHECKING:
    from model.world import World


@parameters("perception")
class Perception:
    """Whether companies act on what they see."""

    active: float = switch("companies judge their chain by what they see there, not by sector and country alone")


def step(world: World) -> None:
    """Set perceived risk, improvement seen, and the share of purchases below cost."""
    company, supplier, link = world.state.company, world.state.supplier, world.state.link
    over_suppliers, share = world.purchases.over_suppliers, link.share_of_purchases
    seen_share = share * link.detection * world.parameters[Perception].active
    # a further column costs little
    there = np.empty((supplier.rows, len(THEMES) + 1))
    np.subtract(supplier.country_condition, supplier.condition, out=there[:, :-1])
    there[:, -1] = supplier.improvement
    seen = over_suppliers(link.supplier, seen_share, there)
    bought = over_suppliers(link.supplier, share, of_run(world, _general_risk))
    company.visible_improvement[:] = seen[:, -1]
    bought += seen[:, :-1]
    np.clip(bought, 0.0, 1.0, out=company.perceived_risk)
    # a premium that does not make up for the loss leaves the supplier below cost
    worst = supplier.margin - world.parameters[SupplierMargin].worst_order
    short = worst.take(link.supplier) < -world.purchases.spread(company.premium)
    company.contributing_share[:] = world.purchases.of_company(share * short)


def _general_risk(world: World) -> Array:
    """Return the risk by theme that sector and country of each supplier suggest, laid out by supplier."""
    return np.array(1.0 - world.state.supplier.country_condition, order="C")


PROCESS = Process(
    name="perception",
    meaning="risk and improvement that companies see in their chain",
    step=step,
    reads=(
        "company.premium",
        "link.detection",
        "link.share_of_purchases",
        "link.supplier",
        "supplier.condition",
        "supplier.country_condition",
        "supplier.improvement",
        "supplier.margin",
    ),
    mechanisms=("M9", "M13"),
    sections=("2.1", "2.3"),
    switches=("perception.active",),
    burn_in=True,
)
