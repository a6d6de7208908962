"""Suppliers' margins: buyers pass part of their cost of due diligence on to those who can least refuse it.

    mg <- mg + r (mg_2020 + shock - mg) - push sum_l w_l (cost_i - cost_i,2020)

Prices and purchasing practices decide whether deeper in the chain there is room to invest (SER 3.6). Anner
(2018) reports falling prices and margins in Bangladesh while demands on factories rose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.parameters import par, parameters, switch
from model.process import Process
from model.state.state import Array

if TYPE_CHECKING:
    from model.world import World


@parameters("supplier_margin")
class SupplierMargin:
    """How margins respond to what buyers spend."""

    active: float = switch("margins of suppliers change")
    reversion: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0.05, 0.2),
        unit="1/quarter",
        meaning="rate at which margins return to their level of 2020",
        source="assumption",
    )
    worst_order: float = par(
        2.48,
        legal=(0, 50),
        plausible=(0, 8),
        unit="pp FOB",
        meaning="how far the margin on a supplier's worst orders lies below its mean margin",
        source="assumption, such that about two in five accept orders below cost (ILO 2017; target T25)",
        before=2.6,
    )
    push: float = par(
        0.2,
        legal=(0, 5),
        plausible=(0, 0.6),
        unit="pp FOB/quarter per % revenue",
        meaning="loss of margin for each % of revenue that buyers spend more on due diligence than in 2020",
        source="assumption; Anner 2018 for the direction",
    )


def next_margin(margin: Array, normal: Array, added_cost: Array, values: SupplierMargin) -> Array:
    """Return the margin after a quarter [% FOB].

    Args:
        margin: present margin [% FOB].
        normal: margin to which it returns [% FOB].
        added_cost: cost of buyers above that of 2020, weighted by share of sales [% revenue/year].
        values: the parameters.
    """
    result: Array = margin + values.reversion * (normal - margin) - values.push * added_cost
    return result


def step(world: World) -> None:
    """Update the margins of suppliers."""
    values = world.parameters[SupplierMargin]
    if not values.active:
        return
    supplier = world.state.supplier
    normal = supplier.base_margin + world.state.shock.supplier_margin[0]
    supplier.margin = next_margin(supplier.margin, normal, supplier.buyer_cost - supplier.base_buyer_cost, values)


def settle(world: World) -> None:
    """Take the due diligence cost of buyers in 2020 as the base."""
    world.state.supplier.base_buyer_cost = world.state.supplier.buyer_cost.copy()


PROCESS = Process(
    name="supplier_margin",
    meaning="Buyers pass on cost to suppliers",
    step=step,
    reads=("shock.supplier_margin", "supplier.base_margin", "supplier.buyer_cost"),
    mechanisms=("M29",),
    sections=("2.3", "3.6"),
    settle=settle,
    switches=("supplier_margin.active",),
)
