"""Suppliers of a group: safety, tests of conditions, sales, jobs and low wages, by kind of supplier.

Exposed suppliers sold to the group at the start (`members.exposed_suppliers`); the others are those of the same choice
that did not. Of the exposed, some are now under a threat to orders: a programme puts these at stake, or buyers with
substance do so alone (`leverage.stick`),

    threat_j = 1 - (1 - stick sum_i w_ij substance_i)(1 - stake_j)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from scipy.special import ndtr

from model.observations.measurement import Measurement
from model.observations.statistic import share
from model.observations.workplaces import complete, fixed
from model.outcomes.groups.measure import GroupMeasure, View
from model.outcomes.observation import Observation
from model.processes.leverage import Leverage
from model.state.state import THEMES, Array, BoolArray
from model.sums import either

_WAGES = THEMES.index("wages_hours")


def under_threat(view: View) -> BoolArray:
    """Return which exposed suppliers are under a threat to their orders, M."""
    supplier = view.state.supplier
    alone = view.world.parameters[Leverage].stick * supplier.asked_share
    threat = either(alone, supplier.orders_at_stake)
    return view.exposed & (threat > view.group.suppliers.threat_from)


KINDS: dict[str, tuple[str, Callable[[View], BoolArray]]] = {
    "exposed": ("exposed suppliers", lambda view: view.exposed),
    "other": ("other suppliers", lambda view: view.other),
    "threat": ("exposed suppliers under a threat to orders", under_threat),
    "no_threat": ("exposed suppliers without a threat to orders", lambda view: view.exposed & ~under_threat(view)),
    "in_programme": (
        "exposed suppliers in a programme",
        lambda view: view.exposed & (view.state.supplier.covered > 0),
    ),
}
"""Kinds of suppliers: meaning, and which they are."""

_Look = Callable[[View, Array], Array]
"""Returns value and agents of some suppliers (1 for those that count, M)."""


def hazards_fixed(view: View, chosen: Array) -> Array:
    """Return the share of safety hazards fixed since the start."""
    return share(chosen, fixed(view.world))


def factories_complete(view: View, chosen: Array) -> Array:
    """Return the share of suppliers where all safety hazards are fixed."""
    return share(chosen, complete(view.world))


def pass_rate(view: View, chosen: Array) -> Array:
    """Return the share of themes on which suppliers are found compliant."""
    values = view.world.parameters[Measurement]
    passed = ndtr((view.state.supplier.condition - values.compliance) / values.compliance_spread)
    return share(chosen, passed.mean(axis=1))


def sales(view: View, chosen: Array) -> Array:
    """Return sales as demand stands, relative to those of 2020."""
    supplier = view.state.supplier
    before = np.maximum(supplier.base_volume, np.finfo(float).tiny)
    return share(chosen * before, supplier.volume / before * float(view.state.shock.demand[0]))


def jobs(view: View, chosen: Array) -> Array:
    """Return jobs relative to those of 2020."""
    supplier = view.state.supplier
    return share(chosen * supplier.workers, supplier.retained)


def low_wages(view: View, chosen: Array) -> Array:
    """Return the share of the workers left at suppliers where wages and hours are below the stated level."""
    supplier = view.state.supplier
    below = supplier.condition[:, _WAGES] < view.world.parameters[Observation].decent_level
    return share(chosen * supplier.workers * supplier.retained, below)


_LOOKS: dict[str, tuple[_Look, str, str]] = {
    "hazards_fixed": (hazards_fixed, "safety hazards fixed since the start", "share"),
    "factories_complete": (factories_complete, "factories where all safety hazards are fixed", "share"),
    "pass_rate": (pass_rate, "themes on which factories are found compliant", "share"),
    "sales": (sales, "sales as demand stands, relative to 2020", "ratio"),
    "jobs": (jobs, "jobs relative to 2020", "ratio"),
    "low_wages": (low_wages, "workers where wages and hours are below the stated level", "share"),
}


def look_at(kind: str, measure: str, view: View) -> Array:
    """Return a measure of a kind of supplier: the value, and the suppliers behind it."""
    return _LOOKS[measure][0](view, KINDS[kind][1](view).astype(float))


MEASURES: tuple[GroupMeasure, ...] = tuple(
    GroupMeasure(f"{measure}_{kind}", f"{meaning}: {whom}", unit, whom, partial(look_at, kind, measure))
    for measure, (_, meaning, unit) in _LOOKS.items()
    for kind, (whom, _) in KINDS.items()
)
