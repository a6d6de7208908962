"""Companies of the world: strata of the firm table, each with agents that stand for its firms and imports."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv

from model.building.apportionment import apportion, position_within, rank_within, shares_within, truncated_pareto
from model.building.population_parameters import Population
from model.errors import wrong_value
from model.inputs.settings import WorldSettings
from model.inputs.tables import Tables, world_imports
from model.randomness import stream
from model.scenario import Scenario
from model.state.state import NLD, REGIONS, Array, Company, IntArray

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


def build_companies(tables: Tables, scenario: Scenario, seed: int) -> Company:
    """Return the companies, with the columns filled that stay as they are built.

    Args:
        tables: the input tables, perturbed or not.
        scenario: gives the number of agents, the parameters and the number of laws.
        seed: of the run.

    Raises:
        InputError: when there are too few agents for the strata.
    """
    numbers = scenario.parameters[Population]
    cells = strata(tables, numbers.revenue_per_import)
    agents = agents_by_stratum(cells, scenario.world)
    cell = np.repeat(np.arange(len(agents)), agents)
    company = Company(len(cell), {"law": len(scenario.laws)})
    company.sector, company.region = cells.sector[cell], cells.region[cell]
    company.size_class = cells.size_class[cell]
    company.firms = (cells.firms / agents)[cell]
    company.employees = _staff(tables, company, position_within(agents), agents[cell], (numbers.staff_exponent, seed))
    share = shares_within(cell, company.employees, len(agents))
    company.imports = cells.imports[cell] * share
    company.revenue = cells.revenue[cell] * share
    company.finance = tables.sectors["has_imports"][company.sector] == 0
    company.home = _homes(tables, company, seed)
    _characters(company, tables, numbers, seed)
    company.base_sales = _sales(company, tables, numbers, seed)
    return company


def _staff(tables: Tables, company: Company, position: IntArray, size: IntArray, choice: tuple[float, int]) -> Array:
    """Draw staff by stratified quantiles within each stratum, so that few agents already span the class."""
    exponent, seed = choice
    quantile = (position + stream(seed, "population.staff").random(company.rows)) / size
    bounds = [tables.size_classes[name].astype(np.float64) for name in ("min_employees", "max_employees")]
    low, high = (np.maximum(bound, 1.0)[company.size_class] for bound in bounds)
    return truncated_pareto(quantile, low, high, exponent)


def _homes(tables: Tables, company: Company, seed: int) -> IntArray:
    """Draw home countries systematically within region and size class: large countries always get their share."""
    generator = stream(seed, "population.home")
    group = company.region * len(tables.size_classes) + company.size_class
    counts = np.bincount(group, minlength=int(group.max()) + 1)
    start = generator.random(len(counts))
    order = rank_within(group, generator.random(company.rows))
    place = (order + start[group]) / counts[group]
    home = np.zeros(company.rows, dtype=np.int64)
    for region, name in enumerate(REGIONS):
        rows = np.flatnonzero(tables.jurisdictions["region"] == name)
        edges = np.cumsum(tables.jurisdictions["weight"][rows])
        inside = company.region == region
        home[inside] = rows[np.searchsorted(edges[:-1] / edges[-1], place[inside], side="right")]
    return home


def _characters(company: Company, tables: Tables, numbers: Population, seed: int) -> None:
    """Fill brand, public share, margin and motivation."""
    draw = stream(seed, "population.company").random((3, company.rows))
    company.brand = tables.sectors["brand_exposure"][company.sector].astype(np.float64)
    company.public_share = 2.0 * numbers.public_share * draw[0]
    company.base_margin = numbers.margin + numbers.margin_half_width * (2.0 * draw[1] - 1.0)
    total = numbers.motivation_concentration
    first = numbers.motivation * total
    company.base_motivation = betaincinv(first, total - first, draw[2])


def _sales(company: Company, tables: Tables, numbers: Population, seed: int) -> Array:
    """Return sales by market: Dutch companies by their sector's shares, foreign ones at home and to Dutch end users.

    The larger a foreign company, the likelier it sells to Dutch end users; those that do share what foreign
    sellers hold, in proportion to revenue.
    """
    names = ("share_sales_nl_end_users", "share_sales_eu", "share_sales_rest")
    shares = np.column_stack([tables.sectors[name] for name in names])
    sales: Array = company.revenue[:, None] * (shares / shares.sum(axis=1, keepdims=True))[company.sector]
    foreign = company.region != NLD
    sectors = len(tables.sectors)
    dutch = np.bincount(company.sector, weights=np.where(foreign, 0.0, sales[:, NLD]), minlength=sectors)
    held = dutch * numbers.foreign_share / (1.0 - numbers.foreign_share)
    chance = company.employees / (company.employees + numbers.seller_staff)
    sells = foreign & (stream(seed, "population.sellers").random(company.rows) < chance)
    capacity = np.bincount(company.sector, weights=np.where(sells, company.revenue, 0.0), minlength=sectors)
    everybody = capacity < held
    sells |= foreign & everybody[company.sector]
    capacity = np.bincount(company.sector, weights=np.where(sells, company.revenue, 0.0), minlength=sectors)
    part = np.minimum(1.0, np.divide(held, capacity, out=np.zeros(sectors), where=capacity > 0))
    abroad = np.where(sells, company.revenue * part[company.sector], 0.0)
    sales[foreign] = 0.0
    rows = np.flatnonzero(foreign)
    sales[rows, company.region[rows]] = (company.revenue - abroad)[rows]
    sales[rows, NLD] = abroad[rows]
    return sales
