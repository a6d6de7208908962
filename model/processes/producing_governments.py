"""Governments of producing countries: enforcement and enabling rights, the third condition (SER 2.1, 5.2).

They respond to demand from buyers as far as home governments cooperate with them, and to unions; buyers who
leave take away the reason to enforce. Private demand may crowd public enforcement out or in (Amengual and
Chirot 2016), so its sign is open. Everything is counted from 2020 and tends back to it:

    E <- E + a [coop (G - G_2020) + b_u (U - U_2020) - b_r gone - b_s (q - q_2020)] - d (E - E_2020)
    enab <- enab + a coop (G - G_2020) - d (enab - enab_2020)
    coop = 1 - (1 - coop_2020)(1 - cooperation by home governments)

G, U and q are means of a country weighted by volume: effect of leverage, union density, share of sales
asked for due diligence. `gone` is the share of the country's volume of 2020 that was lost to flight since.
Repression is fixed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.process import Process
from model.state.state import Array
from model.sums import mean_by, sum_by

if TYPE_CHECKING:
    from model.world import World

_TINY = np.finfo(float).tiny


@parameters("producing_governments")
class ProducingGovernments:
    """What moves governments of producing countries."""

    active: float = switch("governments of producing countries respond")
    rate: float = par(
        0.02,
        legal=(0, 1),
        plausible=(0.01, 0.04),
        unit="1/quarter",
        meaning="change of enforcement and rights at full response",
        source="assumption",
    )
    reversion: float = par(
        0.01,
        legal=(0, 1),
        plausible=(0.005, 0.02),
        unit="1/quarter",
        meaning="rate at which enforcement and rights return to those of 2020",
        source="assumption",
    )
    base_cooperation: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0, 0.2),
        unit="0-1",
        meaning="cooperation with home governments in 2020",
        source="assumption",
    )
    union_pull: float = par(
        0.2,
        legal=(0, 5),
        plausible=(0.1, 0.4),
        unit="-",
        meaning="response of enforcement to union density",
        source="assumption",
    )
    exit_loss: float = par(
        0.2,
        legal=(0, 5),
        plausible=(0.1, 0.4),
        unit="-",
        meaning="response of enforcement to buyers who left the country for its risks",
        source="assumption",
    )
    crowding: float = par(
        0,
        legal=(-1, 1),
        plausible=(-0.02, 0.02),
        unit="-",
        meaning="private demand that crowds out (above 0) or reinforces (below 0) public enforcement",
        source="assumption, sign open; Amengual and Chirot 2016 find reinforcement under conditions",
    )


def pull(cooperation: float, means: Array, gone: Array, values: ProducingGovernments) -> tuple[Array, Array]:
    """Return what pulls on enforcement and on enabling rights, by country, before the rate.

    Args:
        cooperation: with home governments, 0-1.
        means: countries x 3: effect of leverage, union density, private coverage, each above that of 2020.
        gone: share of the volume of 2020 that was lost to flight, by country, 0-1.
        values: the parameters.
    """
    invited = cooperation * means[:, 0]
    others = values.union_pull * means[:, 1] - values.exit_loss * gone - values.crowding * means[:, 2]
    return invited + others, invited


def respond(level: Array, base: Array, pulled: Array, values: ProducingGovernments) -> Array:
    """Return enforcement or rights after a quarter, by country, 0-1."""
    moved = level + values.rate * pulled - values.reversion * (level - base)
    return np.minimum(np.maximum(moved, 0.0), 1.0)


def step(world: World) -> None:
    """Update enforcement and enabling rights."""
    values = world.parameters[ProducingGovernments]
    if not values.active:
        return
    supplier, country = world.state.supplier, world.state.country
    offered = 1.0 - float(np.prod(1.0 - world.state.levers.cooperation))
    cooperation = 1.0 - (1.0 - values.base_cooperation) * (1.0 - offered)
    base = np.array((country.base_effect, country.base_density, country.base_coverage)).T
    gone = mean_by(supplier.country, 1.0 - supplier.retained, supplier.base_volume, country.rows)
    on_enforcement, on_rights = pull(cooperation, _means(world) - base, gone, values)
    country.enforcement = respond(country.enforcement, country.base_enforcement, on_enforcement, values)
    country.enabling = respond(country.enabling, country.base_enabling, on_rights, values)


def settle(world: World) -> None:
    """Take the means of 2020 as the base."""
    country = world.state.country
    means = _means(world)
    country.base_effect, country.base_density, country.base_coverage = means.T.copy()


def _means(world: World) -> Array:
    """Return effect of leverage, union density and private coverage, countries x 3, weighted by volume."""
    supplier = world.state.supplier
    effect = np.add.reduce(supplier.effect, axis=1) / supplier.effect.shape[1]
    rows = world.state.country.rows
    total = sum_by(supplier.country, supplier.volume, rows)
    columns = (effect, supplier.density, supplier.asked_share)
    summed = np.array([sum_by(supplier.country, each * supplier.volume, rows) for each in columns])
    means: Array = (summed / np.maximum(total, _TINY)).T
    return means


PROCESS = Process(
    name="producing_governments",
    meaning="Governments of producing countries adjust enforcement and rights",
    step=step,
    reads=(
        "country.base_enabling",
        "country.base_enforcement",
        "levers.cooperation",
        "supplier.asked_share",
        "supplier.base_volume",
        "supplier.country",
        "supplier.density",
        "supplier.effect",
        "supplier.retained",
        "supplier.volume",
    ),
    mechanisms=("M28", "M45", "M46"),
    sections=("2.1", "4.2", "5.2"),
    settle=settle,
    switches=("producing_governments.active",),
)
