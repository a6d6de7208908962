"""Conditions of workers and surroundings: they approach what buyers, workers, states and suppliers make attainable.

Lasting change needs leverage of buyers, local voice and a government that enforces (SER 1, 2.1), put together
with constant elasticity of substitution: exponent 1 makes them substitutes, a low one makes all three
necessary. What is asked, then, must also be known and afforded: capability and affordability limit the level
that can be reached, as a mean in which the lowest of the three weighs most. Conditions approach that level:

    E'_j = E [1 - m (1 - mean capability_j)],  E with independent inspection of programmes
    Y_jk = [a_L G'^r + a_U voice'^r + a_E E''^r]^(1/r),  z' = (z + .01)/1.01
    H_jk = [b_Y Y'^q + b_c capability'^q + b_a affordable'^q]^(1/q)
    goal = C_2020 + (1 - C_2020)(H - H_2020)/(1 - H_2020) where H is above H_2020, else C_2020 H / H_2020
    C <- C + u (goal - C) upward, C + d (goal - C) downward

The goal is that part of the gap of 2020 of which H closes its own gap, so that a world without change stays where
it is. Outside enforcement works as far as management is able to respond (Boudreau 2024). A supplier pressed
beyond what it can do or afford conceals (Plambeck and Taylor 2016), the less so the more its workers can speak.
Effects appear late (SER 2.3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.process import Process
from model.processes.condition_parameters import Conditions
from model.state.state import Array
from model.sums import either

if TYPE_CHECKING:
    from model.world import World

_FLOOR = 0.01
"""Lowest input of the driver, so that none of the three alone makes it zero."""
_GEOMETRIC = 1e-4
"""Exponents closer to 0 than this take the limit, the geometric mean."""


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


def attainable(drive: Array, capability: Array, affordable: Array, weights: Array, exponent: float) -> Array:
    """Return the level H that drive, capability and affordability make attainable, suppliers x themes, 0-1.

    Args:
        drive: what buyers, workers and states ask together, suppliers x themes, 0-1.
        capability: suppliers x themes, 0-1.
        affordable: suppliers x themes, 0-1.
        weights: of the three, at least 0, not all 0.
        exponent: q; at 0 the geometric mean.
    """
    share = weights / weights.sum()
    parts = [each + _FLOOR for each in (drive, capability, affordable)]
    if abs(exponent) < _GEOMETRIC:
        mean: Array = np.exp(sum(part * np.log(each) for part, each in zip(share, parts, strict=True)))
    elif exponent == -1.0:
        mean = 1.0 / sum(part / each for part, each in zip(share, parts, strict=True))
    else:
        mean = sum(part * each**exponent for part, each in zip(share, parts, strict=True)) ** (1.0 / exponent)
    mean /= 1.0 + _FLOOR
    return mean


def goal(base: Array, level: Array, base_level: Array) -> Array:
    """Return the conditions that are attainable, suppliers x themes, 0-1.

    Args:
        base: conditions in 2020, 0-1.
        level: level H that is attainable now, 0-1.
        base_level: that of 2020, above 0 and below 1.
    """
    above = np.maximum(level - base_level, 0.0) / (1.0 - base_level)
    kept = np.minimum(level / base_level, 1.0)
    result: Array = base * kept + (1.0 - base) * above
    return result


def next_condition(condition: Array, goal: Array, values: Conditions) -> Array:
    """Return conditions after a quarter; all arrays suppliers x themes, 0-1."""
    way = goal - condition
    way *= np.where(way > 0.0, values.improvement_rate, values.reversion)
    way += condition
    return np.clip(way, 0.0, 1.0, out=way)


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
    aim = goal(supplier.base_condition, _level(world), supplier.base_level)
    moved = next_condition(supplier.condition, aim, values)
    gap = 1.0 - moved
    gap *= supplier.repair
    moved += gap
    moved += world.state.shock.condition[0]
    reached = np.clip(moved, 0.0, 1.0, out=moved)
    supplier.improvement = (reached - supplier.condition).mean(axis=1)
    supplier.condition = reached


def settle(world: World) -> None:
    """Take the level of 2020 as that which keeps the conditions of 2020; short of 1, so that there is a gap."""
    world.state.supplier.base_level = np.minimum(_level(world), 1.0 - _FLOOR)


def enforced(world: World) -> Array:
    """Return enforcement at each supplier, 0-1: of its country, and of independent inspection in a programme."""
    values, supplier = world.parameters[Conditions], world.state.supplier
    by_country = world.state.country.enforcement[supplier.country]
    both = either(by_country, supplier.inspected)
    unable = 1.0 - np.add.reduce(supplier.capability, axis=1) / supplier.capability.shape[1]
    result: Array = both * (1.0 - values.management_needed * unable)
    return result


def _level(world: World) -> Array:
    """Return the level that is attainable, suppliers x themes, and assign hiding, which rests on the same parts."""
    values = world.parameters[Conditions]
    supplier = world.state.supplier
    forces = np.array([values.leverage_weight, values.voice_weight, values.enforcement_weight])
    drive = driver(supplier.effect, supplier.voice, enforced(world), forces, values.exponent)
    possible: Array = supplier.capability * supplier.affordable
    supplier.hiding = hiding(supplier.effect, possible, supplier.voice, values)
    limits = np.array([values.drive_weight, values.capability_weight, values.affordability_weight])
    return attainable(drive, supplier.capability, supplier.affordable, limits, values.limits_exponent)


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
        "supplier.inspected",
        "supplier.repair",
        "supplier.voice",
    ),
    mechanisms=("M12", "M29"),
    sections=("1", "2.1", "2.3", "3.6"),
    settle=settle,
    switches=("conditions.active",),
)
