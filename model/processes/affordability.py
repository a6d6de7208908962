"""Whether suppliers can afford to improve: their margin and the premium they receive against what it costs (M29).

    affordable_jk = logistic((margin_j + premium_j - cost_k) / s)

with a cost of its own for wages and hours. Improvement fails where purchasing practices leave no room for it
(SER 2.3, 3.6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import parameters, switch
from model.process import Process
from model.processes.conditions import Conditions
from model.state.state import THEMES, Array

if TYPE_CHECKING:
    from model.world import World

_WAGES = THEMES.index("wages_hours")
"""The theme with a cost of its own."""


@parameters("affordability")
class Affordability:
    """Whether money stands in the way; the costs are parameters of `conditions`."""

    active: float = switch("suppliers may be unable to afford improvement")


def affordability(room: Array, cost: Array, spread: float) -> Array:
    """Return the chance that a supplier can afford to improve, suppliers x costs, 0-1.

    Args:
        room: margin and premium by supplier [% FOB].
        cost: costs of improvement [% FOB].
        spread: spread of the logistic curve [pp FOB].
    """
    odds = np.clip((room - cost[:, np.newaxis]) / spread, -700.0, 700.0)
    result: Array = (1.0 / (1.0 + np.exp(-odds))).T
    return result


def step(world: World) -> None:
    """Set by supplier and theme whether it can afford to improve."""
    supplier = world.state.supplier
    if not world.parameters[Affordability].active:
        supplier.affordable[:] = 1.0
        return
    values = world.parameters[Conditions]
    found = affordability(
        supplier.margin + supplier.premium, np.array([values.cost, values.wage_cost]), values.cost_spread
    )
    supplier.affordable[:] = found[:, :1]
    supplier.affordable[:, _WAGES] = found[:, 1]


PROCESS = Process(
    name="affordability",
    meaning="Suppliers can or cannot afford to improve",
    step=step,
    reads=("supplier.margin", "supplier.premium"),
    mechanisms=("M29",),
    sections=("2.3", "3.6"),
    settle=step,
    switches=("affordability.active",),
)
