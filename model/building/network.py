"""Purchase links: who buys from whom in each tier, and how much, so that all totals of the tables are met."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import pdtrik

from model.building.fitting import corner_flows, fit_below
from model.building.network_parameters import Network
from model.building.suppliers import Cells, Demand
from model.randomness import stream
from model.scenario import Scenario
from model.state.state import NLD, REGIONS, TIERS, Array, BoolArray, Company, IntArray, Link, Supplier

_NEGLIGIBLE = 1e-6
"""Drawn links that would carry a smaller share of what the buyer needs in the tier are left out,
but for the largest of each supplier."""
_REST = 0.1
"""Share of each total that is left to the flows that make all totals exact; the links drawn first have the others."""


@dataclass(frozen=True)
class _Draws:
    """Drawn links: company, supplier and volume; a pair may occur twice."""

    company: IntArray
    supplier: IntArray
    volume: Array


def build_links(state: tuple[Company, Supplier], cells: Cells, demand: Demand, scenario: Scenario, seed: int) -> Link:
    """Return the links, sorted by company, tier and supplier, and fill the suppliers' volumes.

    Buyers of a supplier: one and a Poisson number more, spread over regions with the square root of what each
    region wants, and drawn in proportion to imports. Volumes are fitted so that in each tier every company buys
    imports x cost share^(tier - 1) and every region buys from each origin what the tables say; a rest of links
    makes these totals exact, and gives every company a supplier in each tier.
    """
    company, supplier = state
    numbers = scenario.parameters[Network]
    drawn = _drawn_buyers(company, supplier, demand, numbers.more_buyers, seed)
    row = drawn.company * TIERS + supplier.tier[drawn.supplier] - 1
    column = demand.cell[drawn.supplier] * len(REGIONS) + company.region[drawn.company]
    rows = (_buys(company, cells) * company.imports[:, None] * numbers.cost_share ** np.arange(TIERS)).ravel()
    columns = cells.volume.ravel()
    volume = fit_below(drawn.volume, (row, column), ((1.0 - _REST) * rows, (1.0 - _REST) * columns))
    most = np.zeros(supplier.rows)
    np.maximum.at(most, drawn.supplier, volume)
    volume[(volume < _NEGLIGIBLE * rows[row]) & (volume < most[drawn.supplier])] = 0.0
    left = (rows - np.bincount(row, volume, len(rows)), columns - np.bincount(column, volume, len(columns)))
    rest = _rest(company, cells, demand, left, seed)
    link = _merged(replace(drawn, volume=volume), rest, supplier)
    _fill_shares(link, company, supplier)
    age = stream(seed, "population.age").random(link.rows)
    link.duration = -numbers.relation_age * np.log1p(-age)
    return link


def _drawn_buyers(company: Company, supplier: Supplier, demand: Demand, more: float, seed: int) -> _Draws:
    """Draw the buyers of each supplier."""
    generator = stream(seed, "population.buyers")
    counts = _buyer_counts(demand.by_region, more, generator.random((2, supplier.rows)))
    flat = counts.ravel()
    place = np.repeat(np.arange(len(flat)), flat)
    chosen, region = place // len(REGIONS), place % len(REGIONS)
    guess = (demand.by_region / np.maximum(counts, 1)).ravel()[place]
    group = region * (int(company.sector.max()) + 1) + supplier.sector[chosen]
    buyer = _draw_within(_groups(company), company.imports, group, generator.random(len(chosen)))
    return _Draws(buyer, chosen, guess)


def _buyer_counts(wanted: Array, more: float, uniform: Array) -> IntArray:
    """Return the number of buyers of each supplier by region; their sum is one and a Poisson number more."""
    buyers = 1.0 + np.ceil(np.maximum(np.nan_to_num(pdtrik(uniform[0], more)), 0.0)) if more > 0 else 1.0
    weights = np.sqrt(wanted)
    part = np.cumsum(weights / weights.sum(axis=1, keepdims=True), axis=1)
    part[:, -1] = 1.0
    steps = np.floor(part * np.broadcast_to(buyers, len(wanted))[:, None] + uniform[1][:, None])
    counts: IntArray = np.diff(steps, axis=1, prepend=0.0).astype(np.int64)
    return counts


def _groups(company: Company) -> IntArray:
    """Return region and sector of each company as one number; companies are sorted by it."""
    group: IntArray = company.region * (int(company.sector.max()) + 1) + company.sector
    return group


def _draw_within(group: IntArray, weights: Array, wanted: IntArray, uniform: Array) -> IntArray:
    """Draw one element of each wanted group, in proportion to weights; `group` is sorted and has weight."""
    running = np.cumsum(weights)
    first = np.searchsorted(group, wanted, side="left")
    last = np.searchsorted(group, wanted, side="right") - 1
    before = np.where(first > 0, running[first - 1], 0.0)
    point = before + uniform * (running[last] - before)
    return np.clip(np.searchsorted(running, point, side="right"), first, last)


def _rest(company: Company, cells: Cells, demand: Demand, left: tuple[Array, Array], seed: int) -> _Draws:
    """Return links that buy exactly what is left of the totals of companies and of cells, by region."""
    generator = stream(seed, "population.rest")
    regions = len(REGIONS)
    row, column = (np.flatnonzero(each > 0) for each in left)
    buyer, tier = row // TIERS, row % TIERS
    cell, region = column // regions, column % regions
    row_block = (company.sector[buyer] * TIERS + tier) * regions + company.region[buyer]
    column_block = (cells.sector[cell] * TIERS + cells.tier[cell] - 1) * regions + region
    by_row = np.lexsort((generator.random(len(row)), row_block))
    by_column = np.lexsort((generator.random(len(column)), column_block))
    blocks = (row_block[by_row], column_block[by_column])
    flow_row, flow_column, share = corner_flows(blocks, (left[0][row][by_row], left[1][column][by_column]))
    total = np.bincount(row_block, weights=left[0][row])
    chosen, sold = by_row[flow_row], by_column[flow_column]
    known = (np.arange(regions)[:, None] * len(cells.agents) + demand.cell).ravel()
    group = region[sold] * len(cells.agents) + cell[sold]
    picked = _draw_within(known, demand.by_region.T.ravel(), group, generator.random(len(sold)))
    return _Draws(buyer[chosen], picked % len(demand.cell), share * total[row_block[chosen]])


def _merged(drawn: _Draws, rest: _Draws, supplier: Supplier) -> Link:
    """Return one link for each pair of company and supplier, without those that carry nothing."""
    company, chosen, volume = (
        np.concatenate([getattr(drawn, name), getattr(rest, name)]) for name in ("company", "supplier", "volume")
    )
    carries = volume > 0
    pairs, inverse = np.unique((company * supplier.rows + chosen)[carries], return_inverse=True)
    link = Link(len(pairs))
    link.company, link.supplier = pairs // supplier.rows, pairs % supplier.rows
    link.tier = supplier.tier[link.supplier]
    link.volume = np.bincount(inverse, weights=volume[carries])
    return link


def _buys(company: Company, cells: Cells) -> BoolArray:
    """Return whether each company buys in each tier."""
    sectors = max(int(company.sector.max()), int(cells.sector.max())) + 1
    supplied = np.zeros((sectors, TIERS), dtype=np.bool_)
    supplied[cells.sector, cells.tier - 1] = True
    buys: BoolArray = supplied[company.sector] & (company.imports > 0)[:, None]
    return buys


def _fill_shares(link: Link, company: Company, supplier: Supplier) -> None:
    """Fill the volumes of suppliers and the shares of links, which follow from the volumes of links."""
    sold = np.bincount(link.supplier, weights=link.volume, minlength=supplier.rows)
    bought = np.bincount(link.company, weights=link.volume, minlength=company.rows)
    dutch = np.where(company.region[link.company] == NLD, link.volume, 0.0)
    to_dutch = np.bincount(link.supplier, weights=dutch, minlength=supplier.rows)
    supplier.base_volume, supplier.volume = sold, sold.copy()
    supplier.dutch_share = np.clip(np.divide(to_dutch, sold, out=np.zeros_like(sold), where=sold > 0), 0.0, 1.0)
    link.share_of_supplier = np.minimum(link.volume / np.maximum(sold[link.supplier], 1e-12), 1.0)
    link.share_of_purchases = np.minimum(link.volume / bought[link.company], 1.0)
