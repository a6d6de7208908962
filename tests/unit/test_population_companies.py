"""Companies: strata against hand-checked cells of the tables, staff, homes and sales."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model.building.companies import build_companies
from model.building.strata import strata
from model.errors import InputError
from model.inputs.tables import Tables, load_tables
from model.scenario import Scenario, load_scenario
from model.state.state import EU, NLD, ROW, Company

STATED: dict[str, object] = {
    "population.revenue_per_import": 1.5,
    "population.foreign_share": 0.4,
    "population.public_share": 0.1,
    "population.margin": 6,
    "population.margin_half_width": 2,
    "population.motivation": 0.286,
}
"""Values that the numbers worked out below rest on."""


def scenario(world: str = "small", parameters: dict[str, object] | None = None, **settings: Any) -> Scenario:
    """Return a scenario without the extra companies of `test_oversampling`."""
    found = load_scenario("null_option", world=world, parameters={**STATED, **(parameters or {})})
    return replace(found, world=replace(found.world, oversampled=(), oversampled_sectors=(), **settings))


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


@pytest.fixture(scope="module")
def reference(tables: Tables) -> Company:
    return build_companies(tables, scenario("reference"), seed=1)


def place(tables: Tables, code: str) -> int:
    return tables.sectors.row(code)


def test_large_dutch_clothing_importers(tables: Tables, reference: Company) -> None:
    """firms.csv: 59 firms of 250-499 staff with .0841 of the 10 bn of clothing imports; turnover 1.5 times that."""
    inside = (reference.sector == place(tables, "TEX")) & (reference.region == NLD) & (reference.size_class == 3)
    assert reference.firms[inside].sum() == pytest.approx(59)
    assert reference.imports[inside].sum() == pytest.approx(0.841e9)
    assert reference.revenue[inside].sum() == pytest.approx(1.2615e9)


def test_micro_clothing_importers_of_the_rest_of_the_world(tables: Tables, reference: Company) -> None:
    """80 bn is .34 of the world's imports, so others import 80 / .34 - 80 = 155.29 bn, of which micro .1628."""
    inside = (reference.sector == place(tables, "TEX")) & (reference.region == ROW) & (reference.size_class == 0)
    assert reference.firms[inside].sum() == pytest.approx(229388)
    assert reference.imports[inside].sum() == pytest.approx(155.2941176e9 * 0.1628)


def test_the_rest_of_the_union_imports_without_the_netherlands(tables: Tables, reference: Company) -> None:
    inside = (reference.sector == place(tables, "COCO")) & (reference.region == EU)
    assert reference.imports[inside].sum() == pytest.approx((11.9 - 3.3) * 1e9)


def test_finance_imports_nothing_and_earns_the_typical_turnover(tables: Tables, reference: Company) -> None:
    """Very large Dutch finance: 25 firms of EUR 600 m."""
    inside = (reference.sector == place(tables, "FINA")) & (reference.region == NLD)
    assert reference.finance[inside].all()
    assert not reference.imports[inside].any()
    assert reference.finance.sum() == (reference.sector == place(tables, "FINA")).sum()
    assert reference.revenue[inside & (reference.size_class == 4)].sum() == pytest.approx(25 * 600e6)


def test_every_stratum_is_represented_and_nobody_stands_for_less_than_a_firm(
    tables: Tables, reference: Company
) -> None:
    key = (reference.sector * 3 + reference.region) * 5 + reference.size_class
    assert len(np.unique(key)) == 195
    assert reference.firms.min() >= 1.0
    assert np.bincount(reference.region).tolist() == [400, 350, 250]


def test_companies_are_sorted_by_region_sector_and_size(reference: Company) -> None:
    key = (reference.region * 100 + reference.sector) * 10 + reference.size_class
    assert np.all(np.diff(key) >= 0)


def test_staff_stays_in_its_class_and_has_a_heavy_tail(tables: Tables, reference: Company) -> None:
    low = tables.size_classes["min_employees"][reference.size_class]
    high = tables.size_classes["max_employees"][reference.size_class]
    assert np.all((reference.employees >= low) & (reference.employees <= high))
    largest = reference.employees[reference.size_class == 4]
    assert np.median(largest) < 1500
    assert largest.max() > 10000


def test_a_larger_company_of_a_stratum_imports_more(tables: Tables, reference: Company) -> None:
    inside = (reference.sector == place(tables, "ENER")) & (reference.region == NLD) & (reference.size_class == 4)
    per_head = reference.imports[inside] / reference.employees[inside]
    assert inside.sum() > 2
    assert per_head == pytest.approx(per_head[0])


def test_large_countries_are_home_to_their_share(tables: Tables) -> None:
    """Germany has .262 of the weight of 350 companies; systematic draws in 5 classes miss by fewer than 1 each."""
    for seed in range(5):
        company = build_companies(tables, scenario("reference"), seed)
        assert np.all(tables.jurisdictions["region"][company.home] == np.array(["NLD", "EU", "ROW"])[company.region])
        germany = tables.jurisdictions.row("EU", "DEU")
        assert abs((company.home == germany).sum() - 0.261845 * 350) < 5
        netherlands = tables.jurisdictions.row("NLD", "NLD")
        assert np.all(company.home[company.region == NLD] == netherlands)


def test_homes_have_nothing_to_do_with_sectors(tables: Tables) -> None:
    """Had companies been taken in order of sector, one sector would be German and the next French."""
    germany = tables.jurisdictions.row("EU", "DEU")
    counts = np.zeros(len(tables.sectors))
    for seed in range(20):
        company = build_companies(tables, scenario("reference"), seed)
        counts += np.bincount(company.sector[company.home == germany], minlength=len(counts))
    total = np.bincount(company.sector[company.region == EU], minlength=len(counts)) * 20.0
    assert np.all(np.abs(counts / total - 0.262) < 0.11)


def test_sales_of_a_dutch_company_follow_its_sector(tables: Tables, reference: Company) -> None:
    """Cocoa: .25 to Dutch end users, .60 to the EU, .15 to the rest of the world."""
    inside = (reference.sector == place(tables, "COCO")) & (reference.region == NLD)
    shares = reference.base_sales[inside] / reference.revenue[inside, None]
    assert shares == pytest.approx(np.tile([0.25, 0.60, 0.15], (inside.sum(), 1)))


def test_foreign_sellers_hold_their_share_of_every_dutch_market(tables: Tables, reference: Company) -> None:
    assert reference.base_sales.sum(axis=1) == pytest.approx(reference.revenue)
    foreign = reference.region != NLD
    for sector in range(len(tables.sectors)):
        sold = reference.base_sales[:, NLD] * (reference.sector == sector)
        assert sold[foreign].sum() / sold.sum() == pytest.approx(0.4)
    rest = np.flatnonzero(reference.region == ROW)
    assert not reference.base_sales[rest, EU].any()
    assert np.all(reference.base_sales >= 0)


def test_the_larger_a_foreign_company_the_likelier_it_sells_to_the_netherlands(reference: Company) -> None:
    foreign = reference.region != NLD
    sells = reference.base_sales[:, NLD] > 0
    assert sells[foreign & (reference.size_class == 4)].mean() > 0.6
    assert sells[foreign & (reference.size_class == 0)].mean() < 0.1


def test_foreign_sellers_sell_no_more_than_they_earn(tables: Tables) -> None:
    """Were foreign sellers to hold .95 of the Dutch market, some sectors would not have that much to sell."""
    company = build_companies(tables, scenario(parameters={"population.foreign_share": 0.95}), seed=1)
    assert np.all(company.base_sales >= 0)
    assert np.all(company.base_sales[:, NLD] <= company.revenue * (1 + 1e-12))


def test_characters_spread_around_their_means(reference: Company) -> None:
    assert reference.base_motivation.mean() == pytest.approx(0.286, abs=0.03)
    assert reference.public_share.mean() == pytest.approx(0.1, abs=0.01)
    assert reference.public_share.max() <= 0.2
    assert 4 <= reference.base_margin.min() < 4.1
    assert 7.9 < reference.base_margin.max() <= 8


def test_more_agents_stand_for_the_same_firms(tables: Tables) -> None:
    few, many = (build_companies(tables, scenario(scale=scale), seed=1) for scale in (1.0, 4.0))
    assert (few.rows, many.rows) == (220, 880)
    for name in ("firms", "imports", "revenue"):
        assert getattr(few, name).sum() == pytest.approx(getattr(many, name).sum())


def test_too_few_companies_for_the_strata_is_an_input_error(tables: Tables) -> None:
    with pytest.raises(InputError, match=r"world small: companies: EU = 35 .* at least 65 after scale \(0.5\)"):
        build_companies(tables, scenario(scale=0.5, companies=(200, 70, 70)), seed=1)


def test_import_value_without_firms_is_an_input_error(tables: Tables) -> None:
    firms = tables.firms["n_firms"].copy()
    firms[tables.firms.row("TEX", "EU", "small")] = 0
    changed = replace(tables, firms=tables.firms.with_columns({"n_firms": firms}))
    with pytest.raises(InputError, match=r"firms.csv, row TEX,EU,small: n_firms = 0"):
        strata(changed, 1.5)


def test_a_stratum_without_firms_and_imports_is_left_out(tables: Tables) -> None:
    row = tables.firms.row("STON", "NLD", "large")
    firms, share = tables.firms["n_firms"].copy(), tables.firms["turnover_share"].copy()
    firms[row], share[row] = 0, 0.0
    changed = replace(tables, firms=tables.firms.with_columns({"n_firms": firms, "turnover_share": share}))
    assert len(strata(changed, 1.5).sector) == 194
    assert strata(changed, 1.5).imports.sum() == pytest.approx(strata(tables, 1.5).imports.sum())
