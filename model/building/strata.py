"""Strata of the firm table and how many companies of a world stand for each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.building.apportionment import apportion, shares_within
from model.errors import wrong_value
from model.inputs.settings import WorldSettings
from model.inputs.tables import Tables, world_imports
from model.state.state import REGIONS, Array, IntArray

BILLION = 1e9
MILLION = 1e6


@dataclass(frozen=True)
class Strata:
    """Sector x region x size class, sorted by region, sector, size: one array element a stratum that has firms."""

    sector: IntArray
    region: IntArray
    size_class: IntArray
    firms: Array
    """Real firms."""
    imports: Array
    """Import value in EUR a year; 0 for finance."""
    revenue: Array
    """EUR a year."""


def strata(tables: Tables, revenue_per_import: float) -> Strata:
    """Return the strata of firms.csv that have firms.

    Raises:
        InputError: when a stratum has import value but no firms.
    """
    table = tables.firms
    sector = _positions(tables.sectors["code"].tolist(), table["sector"].tolist())
    region = _positions(list(REGIONS), table["region"].tolist())
    size = _positions(tables.size_classes["size_class"].tolist(), table["size_class"].tolist())
    firms = table["n_firms"].astype(np.float64)
    by_region = world_imports(tables)
    value = np.stack([by_region[name] for name in REGIONS])[region, sector] * BILLION
    goods = tables.sectors["has_imports"][sector] == 1
    share = shares_within(region * len(tables.sectors) + sector, table["turnover_share"], len(table))
    imports = np.where(goods, value * share, 0.0)
    for row in np.flatnonzero((firms == 0) & (imports > 0)).tolist():
        where = f"firms.csv, row {','.join(list(table.index)[row])}"
        raise wrong_value(where, "n_firms", 0, "at least 1, since its turnover_share is above 0")
    typical = tables.size_classes["median_turnover_finance_meur"][size] * MILLION
    revenue = np.where(goods, revenue_per_import * imports, firms * typical)
    order = np.lexsort((size, sector, region))
    kept = order[firms[order] > 0]
    return Strata(sector[kept], region[kept], size[kept], firms[kept], imports[kept], revenue[kept])


def _positions(valid: list[str], names: list[str]) -> IntArray:
    place = {name: position for position, name in enumerate(valid)}
    return np.array([place[name] for name in names], dtype=np.int64)


def agents_by_stratum(cells: Strata, settings: WorldSettings) -> IntArray:
    """Divide the companies of each region over its strata, with the square root of revenue as weight.

    A square root samples large strata more densely than small ones and yet leaves none out; an agent stands
    for at least one firm.

    Raises:
        InputError: when a region has fewer companies than strata.
    """
    agents = np.zeros(len(cells.sector), dtype=np.int64)
    for region, name in enumerate(REGIONS):
        rows = np.flatnonzero(cells.region == region)
        wanted = round(settings.companies[region] * settings.scale)
        if wanted < len(rows):
            where = f"world {settings.name}: companies"
            allowed = f"at least {len(rows)} after scale ({settings.scale:g}): one for each sector and size class"
            raise wrong_value(where, name, wanted, allowed)
        most = np.maximum(cells.firms[rows], 1).astype(np.int64)
        agents[rows] = apportion(wanted, np.sqrt(cells.revenue[rows]), np.ones_like(rows), most)
    return agents
