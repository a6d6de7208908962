"""Trade unions: organising, density and voice, the second condition for lasting change (SER 2.1, 5.2).

Unions organise where buyers' leverage on freedom of association opens the door, spreading their capacity over
suppliers by size. Density grows like an epidemic, faster with support and enabling rights above those of 2020,
not at all under full repression, and tends back to its level of 2020:

    U <- U + a (enab - enab_2020 + support - support_2020)(1 - repr) U (1 - U) - d (U - U_2020)
    support_j = p G_j,FoA + fund_j + organising_j
    organising_j = capacity_u V_j G_j,FoA / sum_u V
    voice_j = 1 - exp(-10 U_j enab (1 - repr)) (1 - voice of programmes_j)

Counting support from 2020 keeps a world without new policy where it is. That unions raise compliance on wages
and hours more than on safety is found by Oka (2016).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.process import Process
from model.state.state import FREEDOM_OF_ASSOCIATION, Array, IntArray
from model.sums import either, sum_by

if TYPE_CHECKING:
    from model.world import World


@parameters("unions")
class Unions:
    """Growth of unions and the voice that they give."""

    active: float = switch("union density and voice change")
    growth: float = par(
        0.0326,
        legal=(0, 1),
        plausible=(0.02, 0.1),
        unit="1/quarter",
        meaning="growth of union density at full support and enabling rights",
        source="assumption; Oka 2016 for the direction",
        before=0.05,
    )
    decline: float = par(
        0.01,
        legal=(0, 1),
        plausible=(0.005, 0.03),
        unit="1/quarter",
        meaning="rate at which union density returns to its level of 2020",
        source="assumption",
    )
    leverage_support: float = par(
        0.5,
        legal=(0, 5),
        plausible=(0.25, 1),
        unit="-",
        meaning="support from buyers' leverage on freedom of association",
        source="assumption",
    )
    covenant_fund: float = par(
        0.1,
        legal=(0, 5),
        plausible=(0.05, 0.2),
        unit="-",
        meaning="support at suppliers of covenant members acting jointly",
        source="assumption; SER 3.6 for the mechanism",
    )
    government_fund: float = par(
        0.3,
        legal=(0, 5),
        plausible=(0.1, 1),
        unit="-",
        meaning="support from home governments at full strength of the organising fund",
        source="assumption; SER 5.2 for the mechanism",
    )
    voice_steepness: float = par(
        10,
        legal=(0, 100),
        plausible=(5, 20),
        unit="-",
        meaning="how fast voice rises with union density where rights are respected",
        source="assumption",
    )


def organise(volume: Array, openness: Array, union: IntArray, capacity: Array) -> tuple[Array, Array]:
    """Spread the organising capacity of unions over suppliers by volume, used as far as doors are open.

    Args:
        volume: by supplier [EUR/year].
        openness: effect of leverage on freedom of association, by supplier, 0-1.
        union: row of the union of each supplier.
        capacity: by union, 0-1.

    Returns:
        Organising by supplier and, its sum, by union; both 0-1.
    """
    total = sum_by(union, volume, len(capacity))
    share = volume / np.maximum(total[union], 1e-12)
    by_supplier = capacity[union] * share * openness
    return by_supplier, np.minimum(sum_by(union, by_supplier, len(capacity)), 1.0)


def next_density(density: Array, base: Array, drive: Array, repression: Array, values: Unions) -> Array:
    """Return union density after a quarter, 0-1; `drive` is rights and support above their level of 2020."""
    growth = values.growth * drive * (1.0 - repression) * density * (1.0 - density)
    return np.clip(density + growth - values.decline * (density - base), 0.0, 1.0)


def voice(density: Array, enabling: Array, repression: Array, steepness: float) -> Array:
    """Return whether workers can and dare speak up, 0-1: nothing without a union or under full repression."""
    result: Array = 1.0 - np.exp(-steepness * density * enabling * (1.0 - repression))
    return result


def step(world: World) -> None:
    """Organise, and update density and voice."""
    values = world.parameters[Unions]
    if not values.active:
        return
    supplier, country = world.state.supplier, world.state.country
    rights = (country.enabling - country.base_enabling)[supplier.country]
    drive = rights + _support(world) - supplier.base_support
    repression = country.repression[supplier.country]
    supplier.density = next_density(supplier.density, supplier.base_density, drive, repression, values)
    _speak(world)


def settle(world: World) -> None:
    """Take the support of 2020 as the base, and the voice that follows from the unions of 2020."""
    world.state.supplier.base_support = _support(world)
    _speak(world)


def _support(world: World) -> Array:
    values = world.parameters[Unions]
    state = world.state
    supplier = state.supplier
    openness = supplier.effect[:, FREEDOM_OF_ASSOCIATION]
    organising, state.union.organising = organise(supplier.volume, openness, supplier.union, state.union.capacity)
    funded = 1.0 - float(np.prod(1.0 - state.levers.organising_fund))
    fund = values.covenant_fund * (supplier.joint_share > 0) + values.government_fund * funded
    support: Array = values.leverage_support * openness + fund + organising
    return support


def _speak(world: World) -> None:
    supplier, country = world.state.supplier, world.state.country
    enabling, repression = country.enabling[supplier.country], country.repression[supplier.country]
    own = voice(supplier.density, enabling, repression, world.parameters[Unions].voice_steepness)
    supplier.voice = either(own, supplier.programme_voice)


PROCESS = Process(
    name="unions",
    meaning="Unions organise and give workers a voice",
    step=step,
    reads=(
        "country.base_enabling",
        "country.enabling",
        "country.repression",
        "levers.organising_fund",
        "supplier.base_density",
        "supplier.country",
        "supplier.effect",
        "supplier.joint_share",
        "supplier.programme_voice",
        "supplier.union",
        "supplier.volume",
        "union.capacity",
    ),
    mechanisms=("M27",),
    sections=("2.1", "5.2"),
    settle=settle,
    switches=("unions.active",),
)
