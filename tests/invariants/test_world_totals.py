"""What holds of every built world: totals of the tables, margins of the network, and the same seed, the same world."""

import zlib
from dataclasses import fields, replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.tools.world_match import match_report
from model.building.network_parameters import Network
from model.building.population import build, drawn_tables
from model.building.suppliers import supplier_cells
from model.inputs.tables import Tables, load_tables
from model.scenario import Scenario, load_scenario
from model.state.state import EU, NLD, REGIONS, TIERS, State

WORLDS = [
    ("reference", 0.0, 1.0),
    ("reference", 1.0, 1.0),
    ("small", 0.0, 1.0),
    ("small", 1.0, 1.0),
    ("small", 0.0, 4.0),
    ("history", 1.0, 1.0),
]


@cache
def scenario(world: str, uncertainty: float, scale: float) -> Scenario:
    found = load_scenario("null_option", world=world)
    return replace(found, world=replace(found.world, input_uncertainty=uncertainty, scale=scale))


@cache
def world(name: str, uncertainty: float, scale: float, seed: int = 1) -> tuple[Tables, State]:
    return build(scenario(name, uncertainty, scale), seed)


def largest(report: pd.DataFrame, *quantities: str) -> float:
    return float(report.loc[report["quantity"].isin(quantities), "difference"].abs().max())


@pytest.mark.parametrize("key", WORLDS)
def test_totals_are_those_of_the_tables(key: tuple[str, float, float]) -> None:
    report = match_report(*world(*key))
    assert set(report["quantity"]) == {"firms", "imports", "workers", "dutch_share", "origin_share"}
    assert largest(report, "firms", "imports", "workers", "dutch_share") < 1e-9


def test_origins_are_those_of_the_tables_where_these_agree_with_one_another() -> None:
    """Exact for the Netherlands; for the EU up to the origins of which the table gives the Netherlands more."""
    report = match_report(*world("reference", 0.0, 1.0))
    origins = report[report["quantity"] == "origin_share"]
    assert len(origins) == 501
    assert largest(origins[origins["region"] == "NLD"], "origin_share") < 1e-6
    assert largest(origins, "origin_share") < 0.006


def test_the_report_sees_a_world_that_is_off() -> None:
    tables, state = world("small", 0.0, 1.0)
    changed = state.copy()
    changed.company.firms[0] *= 2
    changed.link.volume[changed.link.tier == 1] *= np.linspace(0.5, 1.5, int((changed.link.tier == 1).sum()))
    report, before = match_report(tables, changed), match_report(tables, state)
    assert largest(report, "firms") > 0.01
    origins = report["quantity"] == "origin_share"
    assert (report.loc[origins, "built"] - before.loc[origins, "built"]).abs().max() > 0.001


def test_hand_checked_totals() -> None:
    """Dutch imports are 152.65 bn, those of the whole EU 1129.5 bn; clothing has 80e3 / .34 x 90 workers."""
    tables, state = world("reference", 0.0, 1.0)
    company, supplier = state.company, state.supplier
    assert company.imports[company.region == NLD].sum() == pytest.approx(152.65e9)
    assert company.imports[company.region <= EU].sum() == pytest.approx(1129.5e9)
    clothing = supplier.sector == tables.sectors.row("TEX")
    assert supplier.workers[clothing].sum() == pytest.approx(80e3 / 0.34 * 90)
    firms = tables.firms["n_firms"][tables.firms["region"] == "NLD"].sum()
    assert company.firms[company.region == NLD].sum() == pytest.approx(firms)


@pytest.mark.parametrize("key", WORLDS)
def test_every_company_buys_its_imports_in_each_tier(key: tuple[str, float, float]) -> None:
    tables, state = world(*key)
    company, link = state.company, state.link
    bought = np.bincount(link.company * TIERS + link.tier - 1, link.volume, company.rows * TIERS).reshape(-1, TIERS)
    tiers = np.arange(1, TIERS + 1)
    reached = tiers <= tables.sectors["tiers_model"][company.sector][:, None]
    cost_share = scenario(*key).parameters[Network].cost_share
    expected = company.imports[:, None] * cost_share ** (tiers - 1) * reached
    assert np.abs(bought - expected).max() <= 1e-6 * expected.max()
    assert bought[expected > 0] == pytest.approx(expected[expected > 0], rel=1e-6)
    assert not bought[company.finance].any()


@pytest.mark.parametrize("key", WORLDS)
def test_every_region_buys_from_each_origin_what_it_should(key: tuple[str, float, float]) -> None:
    tables, state = world(*key)
    chosen = scenario(*key)
    cells = supplier_cells(tables, chosen.world, chosen.parameters[Network].cost_share)
    cell = np.repeat(np.arange(len(cells.agents)), cells.agents)
    column = cell[state.link.supplier] * len(REGIONS) + state.company.region[state.link.company]
    sold = np.bincount(column, state.link.volume, cells.volume.size).reshape(cells.volume.shape)
    assert sold == pytest.approx(cells.volume, rel=1e-6, abs=1e-9 * cells.volume.max())


@pytest.mark.parametrize("key", WORLDS)
def test_links_hang_together(key: tuple[str, float, float]) -> None:
    _, state = world(*key)
    company, supplier, link = state.company, state.supplier, state.link
    assert np.array_equal(company.sector[link.company], supplier.sector[link.supplier])
    assert np.array_equal(link.tier, supplier.tier[link.supplier])
    order = (link.company * 10 + link.tier) * supplier.rows + link.supplier
    assert np.all(np.diff(order) > 0), "sorted by company, tier and supplier, each pair once"
    assert np.all(link.volume > 0)
    assert np.all(np.bincount(link.supplier, minlength=supplier.rows) > 0)
    assert np.all((np.bincount(link.company, minlength=company.rows) > 0) == ~company.finance)
    assert np.mean(link.duration) == pytest.approx(4, rel=0.1)


def test_a_supplier_keeps_a_buyer_however_little_it_sells() -> None:
    """With this seed one supplier is so small that all its links are negligible to their buyers."""
    state = world("reference", 1.0, 1.0, 16)[1]
    assert np.all(state.supplier.volume > 0)
    assert np.all(np.bincount(state.link.supplier, minlength=state.supplier.rows) > 0)


@pytest.mark.parametrize("key", WORLDS)
def test_shares_sum_to_one(key: tuple[str, float, float]) -> None:
    _, state = world(*key)
    company, supplier, link = state.company, state.supplier, state.link
    assert np.bincount(link.supplier, link.share_of_supplier, supplier.rows) == pytest.approx(1.0)
    bought = np.bincount(link.company, link.share_of_purchases, company.rows)
    assert bought[~company.finance] == pytest.approx(1.0)
    dutch = np.where(company.region[link.company] == NLD, link.share_of_supplier, 0.0)
    assert np.bincount(link.supplier, dutch, supplier.rows) == pytest.approx(supplier.dutch_share)
    assert np.array_equal(supplier.volume, supplier.base_volume)
    assert not supplier.outside_volume.any()


@pytest.mark.parametrize("key", WORLDS)
def test_every_column_has_its_kind_and_stays_in_its_bounds(key: tuple[str, float, float]) -> None:
    _, state = world(*key)
    for table in fields(state):
        values = getattr(state, table.name)
        for name, declared in values.COLUMNS.items():
            column = getattr(values, name)
            where = f"{table.name}.{name}"
            assert column.dtype == np.dtype(declared.kind), where
            assert len(column) == values.rows, where
            assert np.all(np.isfinite(column.astype(np.float64))), where
            if declared.bounds is not None and column.size:
                assert declared.bounds[0] <= column.min() <= column.max() <= declared.bounds[1], where


@pytest.mark.parametrize(("scale", "low", "high"), [(1.0, 9.0, 12.0), (3.0, 9.5, 12.5)])
def test_the_number_of_buyers_of_a_supplier_does_not_depend_on_scale(scale: float, low: float, high: float) -> None:
    link = world("reference", 0.0, scale)[1].link
    assert low < np.bincount(link.supplier).mean() < high


def test_scale_multiplies_agents_and_changes_no_share_of_the_dutch_market() -> None:
    few, many = (world("reference", 0.0, scale)[1] for scale in (1.0, 2.0))
    assert (many.company.rows, many.supplier.rows) == (2 * few.company.rows, 2 * few.supplier.rows)
    shares = [np.average(each.supplier.dutch_share, weights=each.supplier.workers) for each in (few, many)]
    assert shares[0] == pytest.approx(shares[1], rel=0.1)


def checksum(state: State) -> int:
    total = 0
    for table in fields(state):
        values = getattr(state, table.name)
        for name in values.COLUMNS:
            total = zlib.crc32(np.ascontiguousarray(getattr(values, name)).tobytes(), total)
    return total


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_world() -> None:
    chosen = scenario("small", 1.0, 1.0)
    first, again, other = (checksum(build(chosen, seed)[1]) for seed in (7, 7, 8))
    assert first == again
    assert first != other


def test_only_input_uncertainty_moves_the_tables() -> None:
    known = load_tables()
    assert drawn_tables(scenario("small", 0.0, 1.0).world, 1) is known
    first, second = (drawn_tables(scenario("small", 1.0, 1.0).world, seed) for seed in (1, 2))
    assert first.sectors["import_nld_bn_eur"][0] != second.sectors["import_nld_bn_eur"][0]


def test_a_parameter_changes_what_it_speaks_of_and_nothing_else() -> None:
    """Luck is paired: another spread of margins leaves links, conditions and companies as they were."""
    base = load_scenario("null_option", world="small")
    other = load_scenario("null_option", world="small", parameters={"population.supplier_margin_spread": 8})
    first, second = (build(each, 3)[1] for each in (base, other))
    assert not np.array_equal(first.supplier.base_margin, second.supplier.base_margin)
    first.supplier.base_margin = second.supplier.base_margin
    first.supplier.margin = second.supplier.margin
    assert checksum(first) == checksum(second)


@pytest.mark.parametrize(
    "parameters",
    [
        {"network.more_buyers": 0},
        {"network.concentration": 0.05},
        {"network.cost_share": 1},
        {"network.supplier_size_spread": 3},
        {"population.revenue_per_import": 10},
        {"population.seller_staff": 0},
        {"population.foreign_share": 0},
        {"population.severity_scale": 0},
        {"population.condition_spread": 3},
    ],
)
def test_worlds_at_the_edge_of_what_is_legal_can_be_built(parameters: dict[str, Any]) -> None:
    tables, state = build(load_scenario("null_option", world="small", parameters=parameters), 1)
    assert largest(match_report(tables, state), "firms", "imports", "workers", "dutch_share") < 1e-6
    assert np.bincount(state.link.supplier, state.link.share_of_supplier) == pytest.approx(1.0)
    for values in (state.supplier.condition, state.supplier.fallback_condition, state.company.base_motivation):
        assert np.all((values >= 0) & (values <= 1))
