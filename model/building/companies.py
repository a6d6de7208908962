"""Companies of the world: strata of the firm table, each with agents that stand for its firms and imports."""

from __future__ import annotations

import numpy as np
from scipy.special import betaincinv

from model.building.apportionment import pareto_below, position_within, rank_within, shares_within, truncated_pareto
from model.building.oversampling import Extra, extra_companies, of_sectors, relative_weights, staff_bounds
from model.building.population_parameters import Population
from model.building.strata import agents_by_stratum, strata
from model.inputs.tables import Tables
from model.randomness import stream
from model.scenario import Scenario
from model.state.state import NLD, REGIONS, Array, BoolArray, Company, IntArray


def build_companies(tables: Tables, scenario: Scenario, seed: int) -> Company:
    """Return the companies, with the columns filled that stay as they are built.

    Args:
        tables: the input tables, perturbed or not.
        scenario: gives the number of agents, the parameters and the number of laws.
        seed: of the run.

    Raises:
        InputError: when there are too few agents for the strata.
    """
    numbers, settings = scenario.parameters[Population], scenario.world
    cells = strata(tables, numbers.revenue_per_import)
    agents = agents_by_stratum(cells, settings) + of_sectors(tables, cells, settings)
    extra = extra_companies(tables, cells, settings, numbers.staff_exponent)
    cell, plain = _in_order(agents, extra)
    company = Company(len(cell), {"law": len(scenario.laws)})
    company.sector, company.region = cells.sector[cell], cells.region[cell]
    company.size_class = cells.size_class[cell]
    company.employees = _staff(tables, company, (agents, plain, extra), numbers.staff_exponent, seed)
    company.home = _homes(tables, company, plain, seed)
    company.home[~plain] = extra.home
    weight = relative_weights(tables, company, cell, settings, numbers.staff_exponent)
    company.firms = (cells.firms / np.bincount(cell, minlength=len(agents)))[cell] * weight
    share = shares_within(cell, company.employees * weight, len(agents))
    company.imports = cells.imports[cell] * share
    company.revenue = cells.revenue[cell] * share
    company.finance = tables.sectors["has_imports"][company.sector] == 0
    _characters(company, tables, numbers, seed)
    company.base_sales = _sales(company, tables, numbers, seed)
    return company


def _in_order(agents: IntArray, extra: Extra) -> tuple[IntArray, BoolArray]:
    """Return the stratum of each company in rising order, and which companies are not extra."""
    plain = np.repeat(np.arange(len(agents)), agents)
    cell = np.concatenate([plain, extra.cell])
    order = np.argsort(cell, kind="stable")
    return cell[order], order < len(plain)


def _staff(
    tables: Tables, company: Company, drawn: tuple[IntArray, BoolArray, Extra], exponent: float, seed: int
) -> Array:
    """Draw staff by stratified quantiles within each stratum, so that few agents already span the class.

    Extra companies are drawn so among those of one request, from the least staff that it asks for.
    """
    agents, plain, extra = drawn
    generator = stream(seed, "population.staff")
    luck = generator.random(company.rows)
    low, high = (bound[company.size_class] for bound in staff_bounds(tables))
    quantile = np.empty(company.rows)
    quantile[plain] = (position_within(agents) + luck[plain]) / np.repeat(agents, agents)
    if not plain.all():
        place = rank_within(extra.rule, generator.random(len(extra.rule))) + luck[~plain]
        start = pareto_below(extra.least, low[~plain], high[~plain], exponent)
        quantile[~plain] = start + (1.0 - start) * place / np.bincount(extra.rule)[extra.rule]
    return truncated_pareto(quantile, low, high, exponent)


def _homes(tables: Tables, company: Company, plain: BoolArray, seed: int) -> IntArray:
    """Draw home countries systematically within region and size class: large countries always get their share.

    Companies that are not `plain` count for nothing here; their home is given.
    """
    generator = stream(seed, "population.home")
    group = company.region * len(tables.size_classes) + company.size_class
    counts = np.bincount(group[plain], minlength=int(group.max()) + 1)
    start = generator.random(len(counts))
    order = rank_within(group, generator.random(company.rows) + ~plain)
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
