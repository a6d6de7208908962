"""Suppliers of the world: cells of sector, tier and country, each with agents that share its volume."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincinv, ndtri

from model.building.apportionment import apportion, shares_within
from model.building.network_parameters import Network
from model.building.strata import BILLION, MILLION
from model.errors import unknown_name, wrong_value
from model.inputs.settings import WorldSettings
from model.inputs.tables import Tables, country_index, sector_severities, world_imports
from model.randomness import stream
from model.scenario import Scenario
from model.state.state import REGIONS, TIERS, Array, BoolArray, IntArray, Supplier

_SMALLEST_SHARE = 1e-6
"""Smaller shares of an origin in a region's purchases are left out; smaller shares of a region in a supplier's
sales are raised to this."""


@dataclass(frozen=True)
class Cells:
    """Sector x tier x country cells that have suppliers, sorted in that order."""

    sector: IntArray
    tier: IntArray
    country: IntArray
    volume: Array
    """Purchases by home region of the buyer, shape (cells, regions), EUR a year."""
    agents: IntArray


def origin_volumes(tables: Tables) -> Array:
    """Return first-tier purchases by sector, home region of the buyer and origin, in EUR a year.

    The table's EU rows speak of the whole EU; the rest of the EU buys what remains after the Netherlands,
    floored at 0 and scaled to its imports. The rest of the world buys where the whole EU does (assumption).

    Returns:
        Shape (sectors, regions, countries + 1).
    """
    places = country_index(tables)
    codes = tables.sectors["code"].tolist()
    table = tables.import_origins
    share = {name: np.zeros((len(codes), len(places))) for name in ("NLD", "EU")}
    columns = ("sector", "destination", "origin_iso3", "share_of_extra_eu_imports")
    for sector, destination, origin, value in zip(*(table[name].tolist() for name in columns), strict=True):
        share[destination][codes.index(sector), places[origin]] = value
    imports = {name: values * BILLION for name, values in world_imports(tables).items()}
    dutch = _scaled(share["NLD"], imports["NLD"])
    whole = _scaled(share["EU"], imports["EU_TOTAL"])
    remainder = np.maximum(whole - dutch, 0.0)
    empty = remainder.sum(axis=1, keepdims=True) <= 0
    rest = _scaled(np.where(empty, share["EU"], remainder), imports["EU"])
    return np.stack([dutch, rest, _scaled(dutch + rest, imports["ROW"])], axis=1)


def _scaled(shares: Array, totals: Array) -> Array:
    """Return rows of shares scaled to totals; rows without shares stay 0."""
    summed = shares.sum(axis=1, keepdims=True)
    result: Array = np.divide(shares, summed, out=np.zeros_like(shares), where=summed > 0) * totals[:, None]
    return result


def supplier_cells(tables: Tables, settings: WorldSettings, cost_share: float) -> Cells:
    """Choose the cells and divide the suppliers over them, with the square root of volume as weight.

    With fewer suppliers than cells, each sector and tier keeps its largest origins, scaled up: sectors, tiers
    and regions keep their totals, shares of origins shift (the world report shows by how much).

    Raises:
        InputError: when there are fewer suppliers than combinations of sector and tier.
    """
    volume = np.repeat(origin_volumes(tables)[:, None], TIERS, axis=1)
    volume *= (cost_share ** np.arange(TIERS))[None, :, None, None]
    volume[np.arange(1, TIERS + 1) > tables.sectors["tiers_model"][:, None]] = 0.0
    volume = volume.reshape(len(volume) * TIERS, len(REGIONS), volume.shape[-1])
    total = volume.sum(axis=2, keepdims=True)
    volume[volume < _SMALLEST_SHARE * total] = 0.0
    wanted = round(settings.suppliers * settings.scale)
    asked = _asked_for(tables, settings)
    kept = _kept(volume.sum(axis=1), wanted, settings)
    kept |= (asked > 0) & (volume.sum(axis=1) > 0)
    volume = _refilled(volume, kept, total[:, :, 0])
    chain, country = np.nonzero(kept)
    bought = volume[chain, :, country]
    agents = apportion(wanted, np.sqrt(bought.sum(axis=1)), np.ones_like(chain))
    agents = np.maximum(agents, asked[chain, country])
    return Cells(chain // TIERS, chain % TIERS + 1, country, bought, agents)


def _asked_for(tables: Tables, settings: WorldSettings) -> IntArray:
    """Return the fewest agents that a world asks for, chains (sector and tier) x countries; 0 where it asks nothing.

    Raises:
        InputError: for a sector or country that the tables do not have.
    """
    places, codes = country_index(tables), tables.sectors["code"].tolist()
    asked = np.zeros((len(codes) * TIERS, len(places)), dtype=np.int64)
    for stratum in settings.supplier_strata:
        where = f"world {settings.name}: supplier_strata"
        if stratum.sector not in codes:
            raise unknown_name(f"{where}: sector", "sector", stratum.sector, codes)
        if stratum.country not in places:
            raise unknown_name(f"{where}: country", "country", stratum.country, places)
        chain = codes.index(stratum.sector) * TIERS + stratum.tier - 1
        asked[chain, places[stratum.country]] = stratum.agents
    return asked


def _kept(volume: Array, wanted: int, settings: WorldSettings) -> BoolArray:
    """Return which origins each chain (sector and tier) keeps, shape (chains, countries)."""
    present = volume > 0
    origins = present.sum(axis=1)
    chains = int((origins > 0).sum())
    if wanted < chains:
        where = f"world {settings.name}"
        allowed = f"at least {chains} after scale ({settings.scale:g}): one for each sector and tier"
        raise wrong_value(where, "suppliers", wanted, allowed)
    if wanted >= origins.sum():
        return present
    even = np.minimum(origins, wanted // chains)
    seats = apportion(wanted, np.sqrt(volume).sum(axis=1), even, origins)
    order = np.argsort(-volume, axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.broadcast_to(np.arange(volume.shape[1]), order.shape), axis=1)
    return present & (rank < seats[:, None])


def _refilled(volume: Array, kept: BoolArray, total: Array) -> Array:
    """Return the volumes of kept cells, scaled so that each chain and region keeps its total.

    A region none of whose origins is kept buys from the kept ones as the whole world does.
    """
    inside = np.where(kept[:, None, :], volume, 0.0)
    world = np.broadcast_to(inside.sum(axis=1, keepdims=True), inside.shape)
    basis = np.where(inside.sum(axis=2, keepdims=True) > 0, inside, world)
    return np.stack([_scaled(basis[:, region], total[:, region]) for region in range(len(REGIONS))], axis=1)


@dataclass(frozen=True)
class Demand:
    """What regions want of each supplier before links are drawn, shape (suppliers, regions), EUR a year."""

    cell: IntArray
    """Cell of each supplier."""
    by_region: Array


def build_suppliers(tables: Tables, cells: Cells, scenario: Scenario, seed: int) -> tuple[Supplier, Demand]:
    """Return the suppliers of the cells and what each region wants of them.

    Size is lognormal within a cell. The division of a supplier's sales over regions is Dirichlet around that of
    its cell: some suppliers work for the Netherlands, most do not.
    """
    numbers = scenario.parameters[Network]
    cell = np.repeat(np.arange(len(cells.agents)), cells.agents)
    supplier = Supplier(len(cell))
    supplier.sector, supplier.tier, supplier.country = (
        each[cell] for each in (cells.sector, cells.tier, cells.country)
    )
    draw = stream(seed, "population.supplier").random((2, supplier.rows))
    size = np.exp(numbers.supplier_size_spread * ndtri(np.maximum(draw[0], np.finfo(float).tiny)))
    volume = cells.volume.sum(axis=1)[cell] * shares_within(cell, size, len(cells.agents))
    mean = cells.volume / cells.volume.sum(axis=1, keepdims=True)
    uniform = stream(seed, "population.regions").random((supplier.rows, len(REGIONS)))
    shares = _dirichlet(mean[cell], numbers.concentration, uniform)
    away = numbers.leverage_threshold_spread * ndtri(np.maximum(draw[1], np.finfo(float).tiny))
    supplier.threshold = numbers.leverage_threshold * np.exp(away)
    supplier.severity = sector_severities(tables)[supplier.sector]
    return supplier, Demand(cell, volume[:, None] * shares)


def _dirichlet(mean: Array, concentration: float, uniform: Array) -> Array:
    """Return Dirichlet variates with the given means along each row; 0 where the mean is 0."""
    shape = concentration * mean
    drawn = np.where(mean > 0, gammaincinv(np.where(mean > 0, shape, 1.0), uniform), 0.0)
    total = drawn.sum(axis=1, keepdims=True)
    shares = np.where(total > 0, drawn / np.where(total > 0, total, 1.0), mean)
    floored = np.where(mean > 0, np.maximum(shares, _SMALLEST_SHARE), 0.0)
    result: Array = floored / floored.sum(axis=1, keepdims=True)
    return result


def assign_workers(tables: Tables, supplier: Supplier, scenario: Scenario) -> None:
    """Fill the workers of suppliers: a sector's workers by tier, and within a tier in proportion to volume.

    A chain of two tiers divides its workers over those two.
    """
    numbers = scenario.parameters[Network]
    rest = max(0.0, 1.0 - numbers.workers_tier_1 - numbers.workers_tier_2)
    by_tier = np.array([numbers.workers_tier_1, numbers.workers_tier_2, rest])
    inside = np.arange(1, TIERS + 1) <= tables.sectors["tiers_model"][:, None]
    shares = _scaled(np.where(inside, by_tier, 0.0), np.ones(len(inside)))
    world = np.sum([world_imports(tables)[region] for region in REGIONS], axis=0) * BILLION / MILLION
    workers = world * tables.sectors["workers_per_meur_imports"]
    chain = supplier.sector * TIERS + supplier.tier - 1
    within = shares_within(chain, supplier.base_volume, len(workers) * TIERS)
    supplier.workers = workers[supplier.sector] * shares[supplier.sector, supplier.tier - 1] * within
