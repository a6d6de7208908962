"""Conditions of workers and surroundings: progress where demand, voice and enforcement meet ability and room.

Lasting change needs leverage of buyers, local voice and a government that enforces (SER 1, 2.1), put together
with constant elasticity of substitution: exponent 1 makes them substitutes, a low one makes all three
necessary. Capability and affordability (`affordability`) gate what comes of it:

    Y_jk = [a_L G'^r + a_U voice'^r + a_E E'^r]^(1/r),  z' = (z + .01)/1.01
    x_jk = capability_jk affordable_jk Y_jk
    C <- C + u (1 - C)(x - x_2020)+ - u C (x_2020 - x)+ - d (1 - x)(C - C_2020)

Progress is counted from what kept the conditions of 2020, so that a world without change stays where it is. A
supplier pressed beyond what it can do or afford conceals (Plambeck and Taylor 2016), the less so the more
its workers can speak. Effects appear late (SER 2.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.parameters import par, parameters, switch
from model.process import Process
from model.state.state import Array

if TYPE_CHECKING:
    from model.world import World

_FLOOR = 0.01
"""Lowest input of the driver, so that none of the three alone makes it zero."""
_GEOMETRIC = 1e-4
"""Exponents closer to 0 than this take the limit, the geometric mean."""


@parameters("conditions")
class Conditions:
    """What makes conditions change, and how fast."""

    active: float = switch("conditions and hiding change")
    exponent: float = par(
        0,
        legal=(-20, 1),
        plausible=(-4, 1),
        unit="-",
        meaning="exponent of substitution: 1 substitutes, far below 0 all three conditions are needed",
        source="structural assumption; SER 1 says that all are needed",
        role="structural",
    )
    leverage_weight: float = par(
        1,
        legal=(0.001, 100),
        plausible=(0.2, 2.4),
        unit="relative weight",
        meaning="weight of buyers' leverage beside voice and enforcement",
        source="assumption; Toffel, Short and Ouellet 2015 for the three influences",
    )
    voice_weight: float = par(
        1,
        legal=(0.001, 100),
        plausible=(0.2, 2.4),
        unit="relative weight",
        meaning="weight of workers' voice beside leverage and enforcement",
        source="assumption; Toffel, Short and Ouellet 2015 for the three influences",
    )
    enforcement_weight: float = par(
        1,
        legal=(0.001, 100),
        plausible=(0.2, 2.4),
        unit="relative weight",
        meaning="weight of the producing government's enforcement beside leverage and voice",
        source="assumption; Toffel, Short and Ouellet 2015 for the three influences",
    )
    cost: float = par(
        3,
        legal=(0, 50),
        plausible=(1, 8),
        unit="% FOB",
        meaning="margin at which half the suppliers can afford to improve",
        source="assumption",
    )
    wage_cost: float = par(
        5.4,
        legal=(0, 50),
        plausible=(3, 8),
        unit="% FOB",
        meaning="the same for wages and hours",
        source="a living wage raises the FOB price by about 5.4%; range is an assumption",
    )
    cost_spread: float = par(
        3,
        legal=(0.1, 50),
        plausible=(1.5, 6),
        unit="pp FOB",
        meaning="spread of the margins at which suppliers can afford to improve",
        source="assumption",
    )
    improvement_rate: float = par(
        0.08,
        legal=(0, 0.5),
        plausible=(0.03, 0.2),
        unit="1/quarter",
        meaning="part of the gap closed in a quarter at full progress",
        source="assumption; Distelhorst, Hainmueller and Locke 2017 for the order of size",
    )
    reversion: float = par(
        0.04,
        legal=(0, 0.5),
        plausible=(0.01, 0.1),
        unit="1/quarter",
        meaning="rate at which conditions return to those of 2020 without progress",
        source="assumption",
    )
    base_hiding: float = par(
        0.1,
        legal=(0, 1),
        plausible=(0.05, 0.2),
        unit="0-1",
        meaning="share of problems concealed when nothing presses",
        source="assumption",
    )
    pressed_hiding: float = par(
        0.2,
        legal=(0, 2),
        plausible=(0, 0.6),
        unit="0-1",
        meaning="share concealed more when pressed beyond what is possible",
        source="assumption; Plambeck and Taylor 2016 for the mechanism",
    )
    voice_reveals: float = par(
        0.2,
        legal=(0, 2),
        plausible=(0.1, 0.4),
        unit="0-1",
        meaning="share concealed less when workers have full voice",
        source="assumption",
    )


def driver(effect: Array, voice: Array, enforcement: Array, weights: Array, exponent: float) -> Array:
    """Return what drives improvement, suppliers x themes, 0-1.

    Args:
        effect: effect of leverage, suppliers x themes, 0-1.
        voice: by supplier, 0-1.
        enforcement: by supplier, 0-1.
        weights: of the three, at least 0, not all 0.
        exponent: r; at 0 the geometric mean.
    """
    share = weights / weights.sum()
    workers, state, buyers = voice + _FLOOR, enforcement + _FLOOR, effect + _FLOOR
    if abs(exponent) < _GEOMETRIC:
        local = share[1] * np.log(workers) + share[2] * np.log(state) - np.log1p(_FLOOR)
        np.log(buyers, out=buyers)
        buyers *= share[0]
        buyers += local[:, np.newaxis]
        return np.exp(buyers, out=buyers)
    local = share[1] * workers**exponent + share[2] * state**exponent
    mean: Array = (share[0] * buyers**exponent + local[:, np.newaxis]) ** (1.0 / exponent)
    mean /= 1.0 + _FLOOR
    return mean


def next_condition(condition: Array, base: Array, progress: Array, base_progress: Array, values: Conditions) -> Array:
    """Return conditions after a quarter; all arrays suppliers x themes, 0-1."""
    gained = progress - base_progress
    # (1 - C) gained+ - C gained- in fewer passes: gained+ - C |gained|; np.clip is faster than np.maximum
    after = np.clip(gained, 0.0, np.inf)
    after -= np.multiply(np.abs(gained, out=gained), condition, out=gained)
    after *= values.improvement_rate
    after += condition
    back = np.subtract(condition, base, out=gained)
    back *= values.reversion
    back *= 1.0 - progress
    after -= back
    return np.clip(after, 0.0, 1.0, out=after)


def hiding(effect: Array, possible: Array, voice: Array, values: Conditions) -> Array:
    """Return the share of problems that each supplier conceals, 0-1.

    Args:
        effect: effect of leverage, suppliers x themes, 0-1.
        possible: capability times affordability, suppliers x themes, 0-1.
        voice: by supplier, 0-1.
        values: the parameters.
    """
    short = effect - possible
    pressed = np.clip(short, 0.0, 1.0, out=short).mean(axis=1)
    share = values.base_hiding + values.pressed_hiding * pressed - values.voice_reveals * voice
    return np.clip(share, 0.0, 1.0)


def step(world: World) -> None:
    """Update conditions, improvement and hiding."""
    values = world.parameters[Conditions]
    if not values.active:
        return
    supplier = world.state.supplier
    progress = _progress(world)
    moved = next_condition(supplier.condition, supplier.base_condition, progress, supplier.base_progress, values)
    gap = 1.0 - moved
    gap *= supplier.repair
    moved += gap
    moved += world.state.shock.condition[0]
    reached = np.clip(moved, 0.0, 1.0, out=moved)
    supplier.improvement = (reached - supplier.condition).mean(axis=1)
    supplier.condition = reached


def settle(world: World) -> None:
    """Take the progress of 2020 as that which keeps the conditions of 2020."""
    world.state.supplier.base_progress = _progress(world)


def _progress(world: World) -> Array:
    """Return progress, suppliers x themes, and assign hiding, which rests on the same parts."""
    values = world.parameters[Conditions]
    supplier = world.state.supplier
    weights = np.array([values.leverage_weight, values.voice_weight, values.enforcement_weight])
    enforcement = world.state.country.enforcement[supplier.country]
    drive = driver(supplier.effect, supplier.voice, enforcement, weights, values.exponent)
    possible: Array = supplier.capability * supplier.affordable
    supplier.hiding = hiding(supplier.effect, possible, supplier.voice, values)
    possible *= drive
    return possible


PROCESS = Process(
    name="conditions",
    meaning="Conditions of workers and surroundings improve, worsen or are concealed",
    step=step,
    reads=(
        "country.enforcement",
        "shock.condition",
        "supplier.affordable",
        "supplier.base_condition",
        "supplier.capability",
        "supplier.country",
        "supplier.effect",
        "supplier.repair",
        "supplier.voice",
    ),
    mechanisms=("M12", "M29"),
    sections=("1", "2.1", "2.3", "3.6"),
    settle=settle,
    switches=("conditions.active",),
)
