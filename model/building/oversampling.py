"""More companies where observations or laws need them, with weights that leave all totals as they were.

A world may ask for extra companies of a home country from a number of staff on, and of a Dutch sector. Extra companies
come on top of those of the strata. Within a stratum c the firms are then divided over groups s, a group being a home
that is asked for with a band of staff, or all others together, by the share that each group has among firms:

    firms_i = firms_c p_s / n_cs,   p_s = weight of the home x chance of the band

where the others hold what is left, also of groups without a company in the stratum; without any others the p_s are
scaled to sum to 1 (post-stratification; Holt and Smith 1979).
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from model.building.apportionment import apportion, pareto_below
from model.building.strata import Strata
from model.errors import unknown_name
from model.inputs.settings import Oversampled, WorldSettings
from model.inputs.tables import Tables
from model.state.state import NLD, REGIONS, Array, Company, IntArray


@dataclass(frozen=True)
class Extra:
    """Companies beside those of the strata, one array element each, sorted by stratum."""

    cell: IntArray
    """Stratum."""
    home: IntArray
    """Row of the jurisdictions table."""
    least: Array
    """Fewest staff."""
    rule: IntArray
    """Which request it answers."""


def staff_bounds(tables: Tables) -> tuple[Array, Array]:
    """Return the least and the most staff of each size class, at least 1."""
    low, high = (
        np.maximum(tables.size_classes[name].astype(np.float64), 1.0) for name in ("min_employees", "max_employees")
    )
    return low, high


def extra_companies(tables: Tables, cells: Strata, settings: WorldSettings, exponent: float) -> Extra:
    """Return the extra companies of a world by home, spread over strata with the square root of their revenue.

    In no stratum are there more than the firms that they stand for, so there may be fewer than a world asks for.

    Args:
        tables: the input tables.
        cells: the strata.
        settings: of the world.
        exponent: of the distribution of staff within a size class.

    Raises:
        InputError: for a home country without a row.
    """
    low, high = staff_bounds(tables)
    found = []
    for number, asked in enumerate(settings.oversampled):
        home = _row_of_home(tables, asked, settings.name)
        least = float(asked.staff)
        above = 1.0 - pareto_below(np.full(len(low), least), low, high, exponent)
        inside = (cells.region == REGIONS.index(str(tables.jurisdictions["region"][home]))) & (
            above[cells.size_class] > 0
        )
        chance = above[cells.size_class][inside]
        firms = cells.firms[inside] * chance * float(tables.jurisdictions["weight"][home])
        least_seats, most_seats = np.zeros(len(firms), dtype=np.int64), np.ceil(firms).astype(np.int64)
        wanted = round(asked.companies * settings.scale)
        seats = apportion(wanted, np.sqrt(cells.revenue[inside] * chance), least_seats, most_seats)
        chosen = np.repeat(np.flatnonzero(inside), seats)
        found.append(
            Extra(chosen, np.full(len(chosen), home), np.full(len(chosen), least), np.full(len(chosen), number))
        )
    if not found:
        nothing = np.zeros(0, dtype=np.int64)
        return Extra(nothing, nothing, np.zeros(0), nothing)
    parts = [np.concatenate([getattr(each, field.name) for each in found]) for field in fields(Extra)]
    order = np.argsort(parts[0], kind="stable")
    return Extra(*(part[order] for part in parts))


def of_sectors(tables: Tables, cells: Strata, settings: WorldSettings) -> IntArray:
    """Return how many more Dutch companies each stratum has for the sectors that a world asks for.

    Raises:
        InputError: for a sector without a row.
    """
    more = np.zeros(len(cells.sector), dtype=np.int64)
    codes = [str(code) for code in tables.sectors["code"]]
    for code, companies in settings.oversampled_sectors:
        if code not in codes:
            raise unknown_name(f"world {settings.name}: oversample.sectors", "sector", code, codes)
        rows = np.flatnonzero((cells.region == NLD) & (cells.sector == codes.index(code)))
        even = np.zeros(len(rows), dtype=np.int64)
        more[rows] += apportion(round(companies * settings.scale), np.sqrt(cells.revenue[rows]), even)
    return more


def relative_weights(
    tables: Tables, company: Company, cell: IntArray, settings: WorldSettings, exponent: float
) -> Array:
    """Return the weight of each company in its stratum, N, mean 1 in each stratum.

    Args:
        tables: the input tables.
        company: with region, size class, home and staff.
        cell: stratum of each company.
        settings: of the world.
        exponent: of the distribution of staff within a size class.
    """
    group, chance = _groups(tables, company, settings, exponent)
    key = cell * (int(group.max()) + 1) + group
    _, first, place, count = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    of_pair, share, others = cell[first], chance[first], group[first] == 0
    asked = np.bincount(of_pair, weights=np.where(others, 0.0, share))
    share = np.where(others, 1.0 - asked[of_pair], share)
    total = np.bincount(of_pair, weights=share)[of_pair]
    weight = np.bincount(cell)[of_pair] * (share / total) / count
    result: Array = weight[place.ravel()]
    return result


def _groups(tables: Tables, company: Company, settings: WorldSettings, exponent: float) -> tuple[IntArray, Array]:
    """Return the group of each company, 0 for others, and the share of a group that is asked for among firms, N."""
    group, chance = np.zeros(company.rows, dtype=np.int64), np.zeros(company.rows)
    weights = tables.jurisdictions["weight"].astype(np.float64)
    low, high = (bound[company.size_class] for bound in staff_bounds(tables))
    bands: dict[int, list[float]] = {}
    for asked in settings.oversampled:
        bands.setdefault(_row_of_home(tables, asked, settings.name), []).append(float(asked.staff))
    used = 1
    for home, starts in bands.items():
        edges = np.array([0.0, *sorted(starts), np.inf])
        band = np.searchsorted(edges, company.employees, side="right") - 1
        inside = company.home == home
        below, until = (pareto_below(edges[band + step], low, high, exponent) for step in (0, 1))
        group[inside] = used + band[inside]
        chance[inside] = (weights[home] * (until - below))[inside]
        used += len(edges) - 1
    return group, chance


def _row_of_home(tables: Tables, asked: Oversampled, world: str) -> int:
    homes = [str(code) for code in tables.jurisdictions["iso3"]]
    if asked.home not in homes:
        raise unknown_name(f"world {world}: oversample.homes", "home country", asked.home, homes)
    return homes.index(asked.home)
