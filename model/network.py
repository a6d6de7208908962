"""Purchase links: who buys from whom in each tier, and how much, so that all totals of the tables are met."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import pdtrik

from model.fitting import corner_flows, fit_flows
from model.network_parameters import Network
from model.randomness import stream
from model.scenario import Scenario
from model.state import NLD, REGIONS, TIERS, Array, Company, IntArray, Link, Supplier
from model.suppliers import Cells, Demand

_CORNER_WEIGHT = 0.2
"""Weight of the flows that make the totals feasible, against those drawn, in the first guess."""


@dataclass(frozen=True)
class _Draws:
    """Drawn links: company, supplier and first guess of the volume; a pair may occur twice."""

    company: IntArray
    supplier: IntArray
    volume: Array


def build_links(state: tuple[Company, Supplier], cells: Cells, demand: Demand, scenario: Scenario, seed: int) -> Link:
    """Return the links, sorted by company, tier and supplier, and fill the suppliers' volumes.

    Buyers of a supplier: one and a Poisson number more, spread over regions with the square root of what each
    region wants, and drawn in proportion to imports. Volumes are fitted so that in each tier every company buys
    imports x cost share^(tier - 1) and every region buys from each origin what the tables say.
    """
    company, supplier = state
    numbers = scenario.parameters[Network]
    drawn = _drawn_buyers(company, supplier, demand, numbers.more_buyers, seed)
    corner = _corner_links(company, cells, demand, numbers.cost_share, seed)
    pair = np.concatenate([each.company * supplier.rows + each.supplier for each in (drawn, corner)])
    guess = np.concatenate([(1.0 - _CORNER_WEIGHT) * drawn.volume, _CORNER_WEIGHT * corner.volume])
    pairs, inverse = np.unique(pair, return_inverse=True)
    link = Link(len(pairs))
    link.company, link.supplier = pairs // supplier.rows, pairs % supplier.rows
    link.tier = supplier.tier[link.supplier]
    row = link.company * TIERS + link.tier - 1
    column = demand.cell[link.supplier] * len(REGIONS) + company.region[link.company]
    purchases = company.imports[:, None] * numbers.cost_share ** np.arange(TIERS)
    totals = (purchases.ravel(), cells.volume.ravel())
    link.volume = fit_flows(np.bincount(inverse, weights=guess), row, column, totals).flow
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


def _corner_links(company: Company, cells: Cells, demand: Demand, cost_share: float, seed: int) -> _Draws:
    """Return the links without which the totals could not be met; every company gets one or more in each tier."""
    generator = stream(seed, "population.corner")
    regions = len(REGIONS)
    buyer, tier = np.nonzero(_buys(company, cells))
    chain = company.sector[buyer] * TIERS + tier
    row_block = chain * regions + company.region[buyer]
    bought = company.imports[buyer] * cost_share**tier
    cell, region = np.nonzero(cells.volume > 0)
    column_block = (cells.sector[cell] * TIERS + cells.tier[cell] - 1) * regions + region
    rows = np.lexsort((generator.random(len(buyer)), row_block))
    columns = np.lexsort((generator.random(len(cell)), column_block))
    blocks = (row_block[rows], column_block[columns])
    flow_row, flow_column, share = corner_flows(blocks, (bought[rows], cells.volume[cell, region][columns]))
    total = np.bincount(row_block, weights=bought)
    chosen_buyer, chosen = buyer[rows][flow_row], columns[flow_column]
    group = region[chosen] * len(cells.agents) + cell[chosen]
    known = (np.arange(regions)[:, None] * len(cells.agents) + demand.cell).ravel()
    picked = _draw_within(known, demand.by_region.T.ravel(), group, generator.random(len(chosen)))
    return _Draws(chosen_buyer, picked % len(demand.cell), share * total[row_block[rows][flow_row]])


def _buys(company: Company, cells: Cells) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Return whether each company buys in each tier."""
    sectors = max(int(company.sector.max()), int(cells.sector.max())) + 1
    supplied = np.zeros((sectors, TIERS), dtype=np.bool_)
    supplied[cells.sector, cells.tier - 1] = True
    buys: np.ndarray[tuple[int, int], np.dtype[np.bool_]] = supplied[company.sector] & (company.imports > 0)[:, None]
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
