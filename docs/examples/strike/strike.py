"""Unions strike where many workers are members, may strike, and have a reason to: an example of a plug-in.

    chance_j = f [(U_j - U*)+ / (1 - U*)] enab (1 - repr) (1 - C_j,wages)
    on_strike_j = d  with that chance, else 0
    mg_j <- mg_j - m on_strike_j
    C_j,wages <- C_j,wages + g [on_strike_j > 0] (1 - C_j,wages)

A strike stops deliveries for a part of the quarter, which costs margin, and wins a part of the gap in wages and hours.
Form and numbers are assumptions, made to show how a mechanism is added; they are not estimates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from model.outcomes.measures import Measures, total
from model.outcomes.outcome import Outcome
from model.outcomes.weights import dutch_workers
from model.parameters import par, parameters, switch
from model.process import Process
from model.state.columns import column
from model.vocabulary import THEMES, Array

if TYPE_CHECKING:
    from model.world import World

WAGES = THEMES.index("wages_hours")


@parameters("strike")
class Strike:
    """When unions strike, and what comes of it."""

    active: float = switch("unions strike")
    threshold: float = par(
        0.05,
        legal=(0, 0.99),
        plausible=(0.02, 0.1),
        unit="0-1",
        meaning="union density from which strikes happen",
        source="assumption",
    )
    frequency: float = par(
        0.5,
        legal=(0, 1),
        plausible=(0.2, 0.8),
        unit="1/quarter",
        meaning="chance of a strike at full density and rights and the worst conditions",
        source="assumption",
    )
    duration: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0.02, 0.2),
        unit="share of quarter",
        meaning="part of the quarter that a strike lasts",
        source="assumption",
    )
    margin_loss: float = par(
        10,
        legal=(0, 100),
        plausible=(2, 20),
        unit="pp FOB",
        meaning="loss of margin when nothing is delivered for a whole quarter",
        source="assumption",
    )
    gain: float = par(
        0.2,
        legal=(0, 1),
        plausible=(0, 0.4),
        unit="0-1",
        meaning="part of the gap in wages and hours that a strike closes",
        source="assumption",
    )


def chance(density: Array, rights: Array, wages: Array, values: Strike) -> Array:
    """Return the chance of a strike this quarter, by supplier.

    Args:
        density: union density, 0-1.
        rights: enabling rights without repression, 0-1.
        wages: conditions on wages and hours, 0-1.
        values: the parameters.
    """
    organised = np.maximum(density - values.threshold, 0.0) / (1.0 - values.threshold)
    result: Array = values.frequency * organised * rights * (1.0 - wages)
    return result


def step(world: World) -> None:
    """Strike, and pay for it and gain by it."""
    values = world.parameters[Strike]
    if not values.active:
        return
    supplier: Any = world.state.supplier  # a type checker does not know the columns of a plug-in
    country = world.state.country
    rights = (country.enabling * (1.0 - country.repression))[supplier.country]
    wages = supplier.condition[:, WAGES]
    strikes = world.uniforms("strike", supplier.rows) < chance(supplier.density, rights, wages, values)
    supplier.on_strike = values.duration * strikes
    supplier.margin -= values.margin_loss * supplier.on_strike
    gained = values.gain * strikes * (1.0 - wages)
    supplier.condition[:, WAGES] += gained
    supplier.improvement += gained / len(THEMES)


def stopped(measures: Measures) -> float:
    """Return the part of the quarter that suppliers in Dutch chains are on strike, by workers."""
    supplier: Any = measures.state.supplier
    return total(supplier.on_strike, measures.of_run(dutch_workers))


OUTCOMES = (
    Outcome(
        name="strikes_dutch",
        group="side_effects",
        label_en="Deliveries stopped by strikes",
        label_nl="Leveringen stilgelegd door stakingen",
        unit="share of quarter",
        direction=0,
        sections=(),
        perspective="elsewhere",
        meaning="part of the quarter that suppliers in Dutch chains are on strike, by workers",
        compute=stopped,
    ),
)

COLUMNS = {
    "supplier.on_strike": column("part of the quarter that workers strike", "0-1", "strike", fraction=True),
}

PROCESS = Process(
    name="strike",
    meaning="Unions strike",
    step=step,
    reads=("country.enabling", "country.repression", "supplier.country", "supplier.density"),
    adjusts=("supplier.condition", "supplier.improvement", "supplier.margin"),
    after="conditions",
    switches=("strike.active",),
)
