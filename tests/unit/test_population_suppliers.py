"""Suppliers: origins against hand-checked cells, cells kept, volumes, workers and surroundings."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model.building.population import build
from model.building.suppliers import build_suppliers, origin_volumes, supplier_cells
from model.building.surroundings import build_countries
from model.errors import InputError
from model.inputs.tables import Tables, country_index, country_risk, load_tables
from model.scenario import Scenario, load_scenario
from model.state.state import FREEDOM_OF_ASSOCIATION, NLD, State

STATED: dict[str, object] = {
    "network.cost_share": 0.5,
    "network.workers_tier_1": 0.5,
    "network.workers_tier_2": 0.3,
    "network.leverage_threshold": 0.1,
    "network.leverage_threshold_spread": 0.5,
    "population.severity_scale": 0.8,
    "population.condition_spread": 0.5,
    "population.fallback_gap": 0.05,
    "population.supplier_margin": 4,
    "population.supplier_margin_spread": 5,
    "population.supplier_capability": 0.4,
    "population.supplier_capability_half_width": 0.2,
    "population.organising_capacity": 0.2,
}
"""Values that the numbers worked out below rest on."""


def scenario(world: str = "small", parameters: dict[str, object] | None = None, **settings: Any) -> Scenario:
    found = load_scenario("null_option", world=world, parameters={**STATED, **(parameters or {})})
    return replace(found, world=replace(found.world, input_uncertainty=0.0, **settings))


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


@pytest.fixture(scope="module")
def reference() -> State:
    return build(scenario("reference"), seed=1)[1]


def chain(tables: Tables, code: str, country: str) -> tuple[int, int]:
    return tables.sectors.row(code), country_index(tables)[country]


def test_first_tier_purchases_of_clothing_from_bangladesh(tables: Tables) -> None:
    """Shares of Bangladesh in the table, of 10 bn for the Netherlands and 80 bn for the whole EU."""
    sector, country = chain(tables, "TEX", "BGD")
    shares = {
        destination: tables.import_origins["share_of_extra_eu_imports"][
            tables.import_origins.row("TEX", destination, "BGD")
        ]
        for destination in ("NLD", "EU")
    }
    dutch, rest, world = origin_volumes(tables)[sector, :, country] / 1e9
    assert dutch == pytest.approx(10 * shares["NLD"])
    assert rest == pytest.approx(80 * shares["EU"] - 10 * shares["NLD"], rel=0.01)
    assert world / (dutch + rest) == pytest.approx(0.66 / 0.34)


def test_origins_add_up_to_imports_and_are_never_negative(tables: Tables) -> None:
    volume = origin_volumes(tables)
    assert np.all(volume >= 0)
    sector = tables.sectors.row("PALM")
    assert volume[sector].sum(axis=1) == pytest.approx([4.6e9, 10.9e9, 15.5e9 / 0.15 - 15.5e9])
    assert not volume[tables.sectors.row("FINA")].any()


def test_an_origin_of_the_netherlands_alone_counts_in_the_world_too(tables: Tables) -> None:
    """The table of the EU may leave out an origin that the Netherlands has; its Dutch share stays below 1."""
    volume = origin_volumes(tables)
    dutch = volume[:, NLD] / np.maximum(volume.sum(axis=1), 1.0)
    assert dutch.max() < 0.51


def test_deeper_tiers_sell_half_of_the_tier_before(reference: State, tables: Tables) -> None:
    supplier = reference.supplier
    sector = tables.sectors.row("TEX")
    sold = [supplier.base_volume[(supplier.sector == sector) & (supplier.tier == tier)].sum() for tier in (1, 2, 3)]
    assert sold == pytest.approx([80e9 / 0.34, 80e9 / 0.34 / 2, 80e9 / 0.34 / 4])


def test_a_short_chain_has_two_tiers_and_divides_its_workers_over_them(reference: State, tables: Tables) -> None:
    """Flowers: 1.3 / .5 = 2.6 bn at 110 workers a million; .5 and .3 become five eighths and three eighths."""
    supplier = reference.supplier
    inside = supplier.sector == tables.sectors.row("FLOR")
    workers = [supplier.workers[inside & (supplier.tier == tier)].sum() for tier in (1, 2, 3)]
    assert workers == pytest.approx([286000 * 5 / 8, 286000 * 3 / 8, 0.0])


def test_workers_of_clothing_by_tier(reference: State, tables: Tables) -> None:
    """80 / .34 bn at 90 workers a million, .5, .3 and .2 by tier."""
    supplier = reference.supplier
    inside = supplier.sector == tables.sectors.row("TEX")
    workers = np.bincount(supplier.tier[inside], weights=supplier.workers[inside])[1:]
    assert workers == pytest.approx(80e3 / 0.34 * 90 * np.array([0.5, 0.3, 0.2]))


def test_every_origin_has_a_supplier_where_agents_suffice(reference: State, tables: Tables) -> None:
    supplier = reference.supplier
    present = np.unique(np.stack([supplier.sector, supplier.tier, supplier.country]), axis=1).shape[1]
    volume = (origin_volumes(tables).sum(axis=1) > 0).sum(axis=1)
    assert present == (volume * tables.sectors["tiers_model"]).sum()
    assert supplier.rows == 3000


def test_a_world_with_few_suppliers_keeps_the_largest_origins_and_all_totals(tables: Tables) -> None:
    settings = scenario(suppliers=70).world
    cells = supplier_cells(tables, settings, 0.5)
    assert cells.agents.sum() == 70
    first = (cells.sector == tables.sectors.row("TEX")) & (cells.tier == 1)
    volume = origin_volumes(tables)[tables.sectors.row("TEX")]
    largest = np.argsort(-volume.sum(axis=0))[: first.sum()]
    assert sorted(cells.country[first].tolist()) == sorted(largest.tolist())
    assert cells.volume[first].sum(axis=0) == pytest.approx(volume.sum(axis=1))


def test_fewer_suppliers_than_chains_is_an_input_error(tables: Tables) -> None:
    with pytest.raises(InputError, match=r"world small: suppliers = 30 .* at least 35 after scale \(0.5\)"):
        supplier_cells(tables, scenario(suppliers=60, scale=0.5).world, 0.5)


def spread(tables: Tables, concentration: float) -> tuple[float, float]:
    """Return mean and standard deviation of what the Netherlands wants of suppliers of food, as a share."""
    chosen = scenario("reference", {"network.concentration": concentration}, suppliers=20000)
    cells = supplier_cells(tables, chosen.world, 0.5)
    supplier, demand = build_suppliers(tables, cells, chosen, seed=1)
    share = demand.by_region[:, NLD] / demand.by_region.sum(axis=1)
    expected = (cells.volume[:, NLD] / cells.volume.sum(axis=1))[demand.cell]
    inside = supplier.sector == tables.sectors.row("FOOD")
    return float((share - expected)[inside].mean()), float((share - expected)[inside].std())


@pytest.mark.parametrize("concentration", [0.5, 2.0, 10.0])
def test_the_dutch_share_of_suppliers_spreads_as_a_beta_distribution(tables: Tables, concentration: float) -> None:
    """Food: mean .067 and so a standard deviation of about sqrt(.067 x .933 / (1 + concentration))."""
    bias, deviation = spread(tables, concentration)
    assert abs(bias) < 0.01
    assert deviation == pytest.approx(np.sqrt(0.0667 * 0.9333 / (1 + concentration)), rel=0.15)


def test_thresholds_are_lognormal(tables: Tables) -> None:
    chosen = scenario("reference", suppliers=20000)
    supplier, _ = build_suppliers(tables, supplier_cells(tables, chosen.world, 0.5), chosen, seed=2)
    assert np.median(supplier.threshold) == pytest.approx(0.1, rel=0.02)
    assert np.log(supplier.threshold).std() == pytest.approx(0.5, rel=0.02)


def test_conditions_without_spread_are_severity_times_risk(tables: Tables) -> None:
    """Clothing in Bangladesh, severity .8 on freedom of association: 1 - .8 x .8 x country risk."""
    state = build(scenario(parameters={"population.condition_spread": 0.0}), seed=1)[1]
    supplier = state.supplier
    sector, country = chain(tables, "TEX", "BGD")
    inside = (supplier.sector == sector) & (supplier.country == country)
    expected = 1 - 0.8 * 0.8 * country_risk(tables)[country, FREEDOM_OF_ASSOCIATION]
    assert inside.any()
    assert supplier.base_condition[inside, FREEDOM_OF_ASSOCIATION] == pytest.approx(expected)
    assert supplier.country_condition == pytest.approx(supplier.base_condition)


def test_country_conditions_are_weighted_by_workers_and_the_fallback_lies_below(reference: State) -> None:
    supplier = reference.supplier
    row = int(np.argmax(supplier.workers))
    same = (supplier.sector == supplier.sector[row]) & (supplier.country == supplier.country[row])
    mean = np.average(supplier.base_condition[same], axis=0, weights=supplier.workers[same])
    assert supplier.country_condition[row] == pytest.approx(mean)
    land = supplier.country == supplier.country[row]
    lower = np.average(supplier.base_condition[land], axis=0, weights=supplier.workers[land]) - 0.05
    assert supplier.fallback_condition[row] == pytest.approx(np.minimum(lower, supplier.base_condition[row]))
    assert np.all(supplier.fallback_condition <= supplier.base_condition)


def test_suppliers_of_one_place_differ(reference: State) -> None:
    away = reference.supplier.base_condition - reference.supplier.country_condition
    assert 0.03 < away.std() < 0.15
    common = np.asarray(np.corrcoef(away, rowvar=False))[:1, 1:]
    assert np.all((common > 0.2) & (common < 0.8))


def test_countries_and_densities_follow_the_tables(reference: State, tables: Tables) -> None:
    """Bangladesh: rule of law -.64, noncompliance 8.74 of 10, density 11.897%; Papua New Guinea has no density."""
    bangladesh = country_index(tables)["BGD"]
    country = build_countries(tables)
    assert country.rows == 55
    assert country.repression[bangladesh] == pytest.approx(0.874)
    assert country.base_enabling[bangladesh] == pytest.approx(0.126)
    assert country.base_enforcement[bangladesh] == pytest.approx(1 / (1 + np.exp(0.64)))
    supplier = reference.supplier
    assert supplier.base_density[supplier.country == bangladesh] == pytest.approx(0.11897 * 0.126)
    assert np.all(supplier.base_density[supplier.country == country_index(tables)["PNG"]] > 0)


def test_margins_and_capabilities_spread_around_their_means(reference: State) -> None:
    supplier = reference.supplier
    assert supplier.base_margin.mean() == pytest.approx(4, abs=1)
    assert (supplier.base_margin < 2.6).mean() == pytest.approx(0.39, abs=0.03)
    assert supplier.base_capability.min() >= 0.2
    assert supplier.base_capability.max() <= 0.6
    assert supplier.base_capability.mean() == pytest.approx(0.4, abs=0.02)


def test_there_is_one_union_for_each_country_and_sector(reference: State) -> None:
    supplier, union = reference.supplier, reference.union
    assert np.array_equal(union.country[supplier.union], supplier.country)
    assert np.array_equal(union.sector[supplier.union], supplier.sector)
    assert union.rows == len({*zip(supplier.country.tolist(), supplier.sector.tolist(), strict=True)})
    assert np.all(union.capacity == 0.2)
