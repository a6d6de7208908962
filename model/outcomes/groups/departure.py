"""Leaving suppliers for risk: what firms are about to do, and what they did (M42).

Intention is the chance that a relation ends within three years for risk, or because the supplier lags behind a threat,
if nothing changes: 1 - (1 - h)^12 with h the chance a quarter (`model.processes.exits`), by volume. A real exit is a
relation that did end so this quarter; relations that end naturally do not count.
"""

from __future__ import annotations

import numpy as np

from model.observations.statistic import share
from model.outcomes.groups.measure import GroupMeasure, View
from model.processes.exit_parameters import Exits
from model.processes.exits import flight, prior_risk
from model.state.state import Array, BoolArray

_HORIZON = 12
"""Quarters that intention looks ahead."""
_BUYING = "companies of the group that buy from suppliers"


def _agents(view: View) -> int:
    return len(np.unique(view.state.link.company[view.links]))


def intention(view: View) -> Array:
    """Return the share of purchases from suppliers that firms would leave for risk within three years."""
    world, rows = view.world, view.links
    chance = flight(world, rows, view.measures.of_run(prior_risk)) * world.parameters[Exits].active
    value = share(view.state.link.volume[rows], 1.0 - (1.0 - np.minimum(chance, 1.0)) ** _HORIZON)[0]
    return np.array([value, _agents(view)])


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
    return np.array([value, _agents(view)])


MEASURES: tuple[GroupMeasure, ...] = (
    GroupMeasure(
        "intention_to_leave",
        "purchases from suppliers that firms would leave for risk within three years",
        "share",
        _BUYING,
        intention,
    ),
    GroupMeasure("exits", "purchases moved away for risk", "share of purchases/year", _BUYING, exits, "sum"),
)
