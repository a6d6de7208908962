"""Leaving suppliers for risk: what firms are about to do, and what they did (M42).

Intention is the chance that relations end within three years for risk, or because a supplier lags behind a threat, if
nothing changes (`model.observations.intentions`). A real exit is a relation that did end so this quarter; natural ends
do not count.
"""

from __future__ import annotations

import numpy as np

from model.observations.intentions import in_weak_governance, leaving
from model.observations.statistic import share
from model.outcomes.groups.measure import GroupMeasure, View
from model.processes.exit_parameters import Exits
from model.state.state import Array, BoolArray

_BUYING = "companies of the group that buy from suppliers"


def intention(view: View) -> Array:
    """Return the chance that relations end for risk within three years, mean of firms."""
    return leaving(view.world, view.firms, np.ones(view.state.supplier.rows, dtype=bool))


def intention_weak(view: View) -> Array:
    """Return the same for relations in countries of weak governance."""
    return leaving(view.world, view.firms, in_weak_governance(view.world))


def fled(view: View) -> BoolArray:
    """Return which relations ended for risk this quarter, of all companies.

    The draw of the quarter says which of those that ended did so naturally.
    """
    world, link = view.world, view.state.link
    natural = world.scenario.parameters.at(world.date - 1)[Exits].natural
    drawn = world.draws.uniforms("exits", view.quarter, (link.rows,))
    found: BoolArray = link.renewed & (drawn >= natural)
    return found


def exits(view: View) -> Array:
    """Return the share of purchases that firms moved away for risk this quarter."""
    rows = view.links
    value = share(view.state.link.volume[rows], fled(view)[rows])[0]
    return np.array([value, len(np.unique(view.state.link.company[rows]))])


MEASURES: tuple[GroupMeasure, ...] = (
    GroupMeasure(
        "intention_to_leave",
        "relations that end for risk within three years if nothing changes, mean of firms",
        "share",
        _BUYING,
        intention,
    ),
    GroupMeasure(
        "intention_to_leave_weak_governance",
        "the same in countries of weak governance",
        "share",
        "companies of the group that buy there",
        intention_weak,
    ),
    GroupMeasure("exits", "purchases moved away for risk", "share of purchases/year", _BUYING, exits, "sum"),
)
