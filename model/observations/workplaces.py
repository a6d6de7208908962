"""Workplaces under programmes: hazards fixed, factories complete, training, outside enforcement (T19-T23).

The programmes of the world `workplaces` take sites by lot, so that sites of another lot are a control group.
The share of hazards fixed is the share of the gap in conditions of safety that is closed. Hazards of one factory are
fixed together more often than those of different ones (beta-binomial with correlation rho), so that with n hazards

    complete_j = B(a + n, b) / B(a, b),   a = f_j (1 - rho) / rho,  b = (1 - f_j)(1 - rho) / rho
"""

from __future__ import annotations

from functools import partial

import numpy as np
from scipy.special import betaln, ndtr

from model.observations.measurement import Measurement
from model.observations.statistic import Statistic, share
from model.parts import suppliers_in
from model.processes.programmes import eligible
from model.state.kept import of_run
from model.state.state import HEALTH_SAFETY, THEMES, Array, BoolArray, IntArray
from model.world import World

ACCORD, CODE, TRAINING, OUTSIDE = "binding_accord", "code_with_audits", "capability_building", "outside_enforcement"
LABOUR = tuple(
    THEMES.index(name) for name in ("child_labour", "forced_labour", "freedom_of_association", "wages_hours", "gender")
)
_WHOLE = 1.0 - 1e-9


def sites(world: World, programme: str) -> BoolArray:
    """Return which suppliers take part in a programme of the world; nobody where it does not run."""
    names = [each.name for each in world.scenario.programmes]
    supplier = world.state.supplier
    if programme not in names:
        return np.zeros(supplier.rows, dtype=bool)
    found: BoolArray = of_run(world, eligible)[names.index(programme)].sites & (supplier.covered > 0)
    return found


def outside(world: World, programme: str) -> BoolArray:
    """Return suppliers of the sectors, countries and tiers of a programme that take part in none."""
    supplier = world.state.supplier
    where = next((each for each in world.scenario.programmes if each.name == programme), None)
    if where is None:
        return np.zeros(supplier.rows, dtype=bool)
    found: BoolArray = suppliers_in(world, where.sectors, where.countries, where.tiers) & (supplier.covered == 0)
    return found


def fixed(world: World) -> Array:
    """Return the share of the gap in conditions of safety at the start that is closed, by supplier, 0-1."""
    supplier = world.state.supplier
    now, base = (each[:, HEALTH_SAFETY] for each in (supplier.condition, supplier.base_condition))
    return np.clip(1.0 - (1.0 - now) / np.maximum(1.0 - base, 1e-9), 0.0, 1.0)


def hazards_fixed(world: World) -> Array:
    """Return the share of hazards fixed at sites of the binding accord."""
    return share(sites(world, ACCORD).astype(float), fixed(world))


def all_fixed(part: Array, hazards: float, correlation: float) -> Array:
    """Return the chance that all hazards of a factory are fixed, 0-1.

    Args:
        part: share of hazards fixed that is expected of each factory, 0-1.
        hazards: number in a factory.
        correlation: of hazards in a factory, above 0 and below 1.
    """
    scale = (1.0 - correlation) / correlation
    inside = np.clip(part, 1.0 - _WHOLE, _WHOLE)
    first, second = inside * scale, (1.0 - inside) * scale
    result: Array = np.exp(betaln(first + hazards, second) - betaln(first, second))
    return result


def complete(world: World) -> Array:
    """Return the chance that all hazards at each supplier are fixed, 0-1."""
    values = world.parameters[Measurement]
    return all_fixed(fixed(world), values.hazards, values.hazard_correlation)


def factories_complete(world: World) -> Array:
    """Return the share of sites of the binding accord where all hazards are fixed."""
    return share(sites(world, ACCORD).astype(float), complete(world))


def training_effect(themes: tuple[int, ...], world: World) -> Array:
    """Return what training does to non-compliance: its change at trained sites less that at sites with a code alone."""
    values, supplier = world.parameters[Measurement], world.state.supplier
    place: IntArray = np.array(themes)
    now, base = (
        ndtr((values.compliance - each[:, place]) / values.compliance_spread).mean(axis=1)
        for each in (supplier.condition, supplier.base_condition)
    )
    trained, others = (share(sites(world, each).astype(float), now - base) for each in (TRAINING, CODE))
    return np.array([trained[0] - others[0], min(trained[1], others[1])])


def conditions_in_spreads(world: World) -> Array:
    """Return the change of labour conditions under the accord less that outside, mean over themes, in SD at first."""
    supplier, place = world.state.supplier, np.array((*LABOUR, HEALTH_SAFETY))
    inside, others = sites(world, ACCORD), outside(world, ACCORD)
    if not inside.any() or not others.any():
        return np.array([np.nan, 0.0])
    spread = supplier.base_condition[inside | others][:, place].std(axis=0)
    change = ((supplier.condition - supplier.base_condition)[:, place] / np.maximum(spread, 1e-9)).mean(axis=1)
    value = float(change[inside].mean() - change[others].mean())
    return np.array([value, min(np.count_nonzero(inside), np.count_nonzero(others))])


def without_management(world: World) -> Array:
    """Return the effect of outside enforcement where management is least capable, over that where it is most capable.

    The effect is the share of hazards fixed at sites under enforcement less that at sites outside.
    """
    supplier, done = world.state.supplier, fixed(world)
    inside, others = sites(world, OUTSIDE), outside(world, OUTSIDE)
    if not inside.any() or not others.any():
        return np.array([np.nan, 0.0])
    capable = supplier.base_capability >= np.median(supplier.base_capability[inside | others])
    effects, agents = [], []
    for half in (~capable, capable):
        treated, control = inside & half, others & half
        effects.append(done[treated].mean() - done[control].mean() if treated.any() and control.any() else np.nan)
        agents.append(min(np.count_nonzero(treated), np.count_nonzero(control)))
    return np.array([effects[0] / max(effects[1], 1e-6), min(agents)])


STATISTICS: tuple[Statistic, ...] = (
    Statistic(
        name="hazards_fixed",
        meaning="hazards fixed at sites of a binding accord",
        unit="share",
        measured_on="sites of the accord",
        look=hazards_fixed,
        combine="last",
    ),
    Statistic(
        name="factories_complete",
        meaning="sites of a binding accord where all hazards are fixed",
        unit="share",
        measured_on="sites of the accord",
        look=factories_complete,
        combine="last",
    ),
    Statistic(
        name="training_on_labour",
        meaning="change of non-compliance on labour by training, beside a code of conduct alone",
        unit="share",
        measured_on="trained sites, and as many with a code alone",
        look=partial(training_effect, LABOUR),
        combine="last",
    ),
    Statistic(
        name="training_on_safety",
        meaning="change of non-compliance on health and safety by training, beside a code of conduct alone",
        unit="share",
        measured_on="trained sites, and as many with a code alone",
        look=partial(training_effect, (HEALTH_SAFETY,)),
        combine="last",
    ),
    Statistic(
        name="conditions_in_spreads",
        meaning="change of labour conditions under a binding accord, in standard deviations",
        unit="standard deviations",
        measured_on="sites of the accord, and as many outside",
        look=conditions_in_spreads,
        combine="last",
    ),
    Statistic(
        name="enforcement_without_management",
        meaning="effect of outside enforcement where management is least capable, over that where it is most capable",
        unit="ratio",
        measured_on="sites under enforcement by capability, and as many outside",
        look=without_management,
        combine="last",
        needed=10,
    ),
)
