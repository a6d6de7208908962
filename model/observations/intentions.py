"""What firms say that they would do before a law applies: leave countries where governance is weak (T24)."""

from __future__ import annotations

import numpy as np

from model.observations.conduct import at_home
from model.observations.measurement import Measurement
from model.observations.statistic import Statistic, share
from model.processes.exits import flight, prior_risk
from model.state.kept import of_run
from model.state.state import Array, BoolArray
from model.world import World

QUARTERS = 12
"""Quarters within which a firm that says so leaves (assumption: three years)."""


def in_weak_governance(world: World) -> BoolArray:
    """Return which suppliers are in countries of weak governance, M."""
    weak = world.state.country.base_enforcement < world.parameters[Measurement].weak_governance
    found: BoolArray = weak[world.state.supplier.country]
    return found


def leaving(world: World, firms: Array, suppliers: BoolArray) -> Array:
    """Return the chance that relations of firms with some suppliers end within `QUARTERS`, mean of firms, and agents.

    Args:
        world: the world.
        firms: real firms behind each company that count, N; those that buy nothing there are left out.
        suppliers: which suppliers count, M.
    """
    company, link = world.state.company, world.state.link
    there = np.flatnonzero(suppliers[link.supplier] & (firms[link.company] > 0))
    ends = 1.0 - (1.0 - flight(world, there, of_run(world, prior_risk))) ** QUARTERS
    buyer, weight = link.company[there], link.share_of_purchases[there]
    bought = np.bincount(buyer, weight, company.rows)
    lost = np.bincount(buyer, weight * ends, company.rows)
    return share(firms * (bought > 0), np.divide(lost, bought, out=np.zeros(company.rows), where=bought > 0))


def leaving_weak_governance(world: World) -> Array:
    """Return the same of large German firms and countries of weak governance."""
    company, staff = world.state.company, world.parameters[Measurement].surveyed_staff
    firms = company.firms * (at_home(world, "DEU") & (company.employees >= staff))
    return leaving(world, firms, in_weak_governance(world))


STATISTICS: tuple[Statistic, ...] = (
    Statistic(
        name="leaving_weak_governance",
        meaning="relations of large German firms in countries of weak governance that end for risk within three years",
        unit="share",
        measured_on="large German companies that buy there",
        look=leaving_weak_governance,
        combine="last",
    ),
)
