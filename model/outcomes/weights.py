"""Weights and groups that stay the same throughout a run: whom an outcome counts, and how heavily."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.outcomes.labels import CLASS_LABELS
from model.outcomes.measures import shares
from model.outcomes.observation import Observation
from model.state.state import NLD, TIERS, Array, BoolArray, IntArray
from model.world import World


def dutch(world: World) -> BoolArray:
    """Return which companies are Dutch, N."""
    found: BoolArray = world.state.company.region == NLD
    return found


def dutch_revenue(world: World) -> Array:
    """Return the share of each company in the revenue of Dutch companies, N."""
    return shares(world.state.company.revenue * dutch(world))


def dutch_firms(world: World) -> Array:
    """Return the number of Dutch firms that each company stands for, N."""
    return world.state.company.firms * dutch(world)


def large_dutch_firms(world: World) -> Array:
    """Return the share of each company in the number of large Dutch firms, N."""
    large = world.state.company.employees >= world.parameters[Observation].large_employees
    return shares(dutch_firms(world) * large)


def motivation_class(world: World) -> IntArray:
    """Return the third by starting motivation of each Dutch company, N: 0 the lowest, -1 for other companies (M14).

    The thirds hold equal numbers of firms.
    """
    company = world.state.company
    rows = np.flatnonzero(dutch(world))
    order = rows[np.argsort(company.base_motivation[rows], kind="stable")]
    firms = shares(dutch_firms(world))[order]
    below = np.cumsum(firms) - 0.5 * firms
    third = np.full(company.rows, -1)
    third[order] = np.minimum((below * len(CLASS_LABELS)).astype(np.int64), len(CLASS_LABELS) - 1)
    return third


def dutch_workers(world: World) -> Array:
    """Return the share of each supplier in the workers of Dutch chains of 2020, M."""
    supplier = world.state.supplier
    return shares(supplier.workers * supplier.dutch_share)


@dataclass(frozen=True)
class DutchChains:
    """The suppliers that sold into Dutch chains in 2020: `rows` of the supplier table, with what is fixed of each."""

    rows: IntArray
    workers: Array
    """Share in the workers of Dutch chains of 2020."""
    workers_by_tier: Array
    """The same within its tier, tiers x suppliers."""


def dutch_chains(world: World) -> DutchChains:
    """Return the suppliers in Dutch chains; the others weigh nothing in outcomes on these chains."""
    supplier = world.state.supplier
    rows = np.flatnonzero(supplier.dutch_share)
    counted = (supplier.workers * supplier.dutch_share)[rows]
    tier = supplier.tier[rows]
    by_tier = np.stack([shares(counted * (tier == each + 1)) for each in range(TIERS)])
    return DutchChains(rows, shares(counted), by_tier)


@dataclass(frozen=True)
class DutchLinks:
    """The purchase relations of Dutch companies: `rows` of the link table, with what is fixed of each."""

    rows: IntArray
    company: IntArray
    volume: Array
    """Share in the traced volume of all Dutch companies."""
    share_of_purchases: Array


def dutch_links(world: World) -> DutchLinks:
    """Return the purchase relations of Dutch companies."""
    link = world.state.link
    rows = np.flatnonzero(dutch(world)[link.company])
    return DutchLinks(
        rows=rows,
        company=link.company[rows],
        volume=shares(link.volume[rows]),
        share_of_purchases=link.share_of_purchases[rows],
    )


def dutch_volume_by_tier(world: World) -> Array:
    """Return the share of each company and tier in the traced volume of all Dutch companies, tiers x N."""
    link, companies = world.state.link, world.state.company.rows
    cell = (link.tier - 1) * companies + link.company
    volume = link.volume * dutch(world)[link.company]
    return shares(np.bincount(cell, weights=volume, minlength=TIERS * companies)).reshape(TIERS, companies)
