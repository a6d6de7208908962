"""Whether suppliers can afford to improve: the room that they have against what improvement costs (M29).

    room_j = margin_j + premium_j + finance_j + a_t (trust_j - trust_2020) + a_o (sales_j / sales_2020 - 1)
    affordable_jk = logistic((room_j - cost_k) / s)

with a cost of its own for wages and hours. Room comes from margins, premiums, finance by programmes, trust of buyers,
which grows with the length of a relation, and orders. Improvement fails where purchasing practices leave no room for
it (SER 2.3, 3.6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.process import Process
from model.processes.condition_parameters import Conditions
from model.state.state import THEMES, Array
from model.sums import sum_by

if TYPE_CHECKING:
    from model.world import World

_WAGES = THEMES.index("wages_hours")
"""The theme with a cost of its own."""


@parameters("affordability")
class Affordability:
    """Whether money stands in the way; the costs are parameters of `conditions`."""

    active: float = switch("suppliers may be unable to afford improvement")
    trust_room: float = par(
        2,
        legal=(0, 50),
        plausible=(0, 6),
        unit="pp FOB",
        meaning="room for improvement when trust in relations with buyers rises from none to full",
        source="assumption; SER 2.3 and 3.6: long relations make investment pay",
    )
    orders_room: float = par(
        2,
        legal=(0, 50),
        plausible=(0, 6),
        unit="pp FOB",
        meaning="room for improvement lost when all orders of 2020 are lost, and gained when they double",
        source="assumption",
    )


def affordability(room: Array, cost: Array, spread: float) -> Array:
    """Return the chance that a supplier can afford to improve, suppliers x costs, 0-1.

    Args:
        room: by supplier [% FOB].
        cost: costs of improvement [% FOB].
        spread: spread of the logistic curve [pp FOB].
    """
    odds = np.clip((room - cost[:, np.newaxis]) / spread, -700.0, 700.0)
    result: Array = (1.0 / (1.0 + np.exp(-odds))).T
    return result


def trust(world: World) -> Array:
    """Return the trust in the relations of each supplier, weighted by sales, 0-1."""
    supplier, link = world.state.supplier, world.state.link
    return sum_by(link.supplier, link.share_of_supplier * link.trust, supplier.rows)


def room(world: World) -> Array:
    """Return the room that each supplier has to pay for improvement [% FOB]."""
    values, supplier = world.parameters[Affordability], world.state.supplier
    trusted = trust(world) - supplier.base_trust
    orders = supplier.volume / np.maximum(supplier.base_volume, 1e-12) - 1.0
    result: Array = supplier.margin + supplier.premium + supplier.finance
    result += values.trust_room * trusted + values.orders_room * np.minimum(orders, 1.0)
    return result


def step(world: World) -> None:
    """Set by supplier and theme whether it can afford to improve."""
    supplier = world.state.supplier
    if not world.parameters[Affordability].active:
        supplier.affordable[:] = 1.0
        return
    values = world.parameters[Conditions]
    found = affordability(room(world), np.array([values.cost, values.wage_cost]), values.cost_spread)
    supplier.affordable[:] = found[:, :1]
    supplier.affordable[:, _WAGES] = found[:, 1]


def settle(world: World) -> None:
    """Take trust in relations in 2020 as the base, and set what is affordable."""
    world.state.supplier.base_trust = trust(world)
    step(world)


PROCESS = Process(
    name="affordability",
    meaning="Suppliers can or cannot afford to improve",
    step=step,
    reads=(
        "link.share_of_supplier",
        "link.supplier",
        "link.trust",
        "supplier.base_volume",
        "supplier.finance",
        "supplier.margin",
        "supplier.premium",
        "supplier.volume",
    ),
    mechanisms=("M29",),
    sections=("2.3", "3.6"),
    settle=settle,
    switches=("affordability.active",),
)
