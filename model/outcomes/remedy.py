"""Access to remedy in Dutch chains: routes that work, what becomes of complaints, harm remedied (M10; SER 2.3, 4.4).

A route counts for the themes on which it is open, and workers for the buyer whose goods they make.
"""

from __future__ import annotations

import numpy as np

from model.building.purchases import Some
from model.outcomes.chains import dutch_condition, formal_routes
from model.outcomes.measures import Measures, kinds_first, ratio, totals
from model.outcomes.observation import Observation
from model.outcomes.outcome import Outcome
from model.outcomes.weights import dutch, dutch_chains
from model.processes.remedy_parameters import Remedy
from model.state.state import Array
from model.world import World

_QUARTERS = 4


def _severity(world: World) -> Array:
    """Return severity in Dutch chains times the share of workers there, themes x D."""
    chains = dutch_chains(world)
    return kinds_first(world.state.supplier.severity[chains.rows]) * chains.workers


def harmed(measures: Measures) -> Array:
    """Return harm by theme at each supplier in Dutch chains, by workers: severity x (1 - C), themes x D."""
    return measures.of_run(_severity) * (1.0 - measures.once(dutch_condition))


def _all_harm(measures: Measures) -> float:
    return float(measures.once(harmed).sum())


def remedy(measures: Measures) -> float:
    """Return harm remedied in a year as a share of harm (M10; correction 24)."""
    chains = measures.of_run(dutch_chains)
    remedied = kinds_first(measures.state.supplier.harm_remedied.take(chains.rows, axis=0))
    return ratio(_QUARTERS * float(totals(remedied, chains.workers).sum()), measures.once(_all_harm))


def offered(measures: Measures) -> Array:
    """Return how far each company offers a route on a theme, its own or one from outside, N x themes, 0-1."""
    own = measures.state.company.effort >= measures.world.parameters[Observation].follow_through
    found: Array = np.maximum(own, measures.once(formal_routes))
    return found


def _dutch_links(world: World) -> Some:
    return world.purchases.among(np.flatnonzero(dutch(world)))


def remedy_routes(measures: Measures) -> float:
    """Return the share of harm, by workers and theme, whose Dutch buyer offers a route on that theme (M10)."""
    link, rows = measures.state.link, measures.of_run(dutch_chains).rows
    some = measures.of_run(_dutch_links)
    values = np.column_stack([measures.once(offered), np.ones(measures.state.company.rows)])
    sums = some.over_buyers(link.supplier.take(some.links), link.volume.take(some.links), values).take(rows, axis=0)
    covered = sums[:, :-1] / np.maximum(sums[:, -1:], np.finfo(float).tiny)
    weighted = measures.once(harmed)
    return ratio(float(np.einsum("kj,jk->", weighted, covered)), measures.once(_all_harm))


def complaints_remedied(measures: Measures) -> float:
    """Return the share of the complaints in Dutch chains concluded or given up this quarter that led to remedy."""
    channel = measures.state.channel
    return ratio(float(channel.dutch_remedied.sum()), float(channel.dutch_concluded.sum()))


def time_to_remedy(measures: Measures) -> float:
    """Return how long complaints wait that lead to remedy, in quarters: those waiting over those concluded.

    When none does, it is the time after which complainants give up.
    """
    channel, remedied = measures.state.channel, measures.state.channel.dutch_remedied
    found = float(remedied.sum())
    if found <= 0:
        return float(measures.world.parameters[Remedy].patience)
    time = channel.dutch_waiting / np.maximum(channel.dutch_concluded, np.finfo(float).tiny)
    return float((time * remedied).sum()) / found


OUTCOMES: tuple[Outcome, ...] = (
    Outcome(
        name="k5_remedy",
        group="criteria",
        label_en="Harm remedied",
        label_nl="Herstelde schade",
        unit="share/year",
        direction=1,
        sections=("2.3", "2.4", "4.4"),
        perspective="elsewhere",
        meaning="harm of workers in Dutch chains that is remedied in a year over all their harm",
        compute=remedy,
    ),
    Outcome(
        name="remedy_route_coverage",
        group="criteria",
        label_en="Workers with a route to remedy",
        label_nl="Werkenden met een weg naar herstel",
        unit="share",
        direction=1,
        sections=("2.3", "2.4", "4.4"),
        perspective="elsewhere",
        meaning="harm in Dutch chains on themes for which the buyer offers a route, other than the NCP",
        compute=remedy_routes,
    ),
    Outcome(
        name="complaints_remedied",
        group="criteria",
        label_en="Complaints that lead to remedy",
        label_nl="Klachten die tot herstel leiden",
        unit="share",
        direction=1,
        sections=("2.3", "2.4", "4.4"),
        perspective="elsewhere",
        meaning="complaints in Dutch chains that led to remedy, of those concluded or given up this quarter",
        compute=complaints_remedied,
    ),
    Outcome(
        name="time_to_remedy",
        group="criteria",
        label_en="Time to remedy",
        label_nl="Tijd tot herstel",
        unit="quarters",
        direction=-1,
        sections=("2.3", "2.4", "4.4"),
        perspective="elsewhere",
        meaning="time that complaints in Dutch chains wait that lead to remedy",
        compute=time_to_remedy,
    ),
)
