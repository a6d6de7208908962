"""Extra companies where laws and observations need them: who they are, and weights that leave totals as they were."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model.building.apportionment import pareto_below, truncated_pareto
from model.building.companies import build_companies
from model.building.oversampling import relative_weights
from model.errors import InputError
from model.inputs.settings import Oversampled, read_world_settings
from model.inputs.tables import Tables, load_tables
from model.scenario import SCENARIOS, Scenario, load_scenario
from model.state.state import EU, NLD, Company

GERMAN = (Oversampled("DEU", 1000, 20), Oversampled("DEU", 3000, 25))
EXPONENT = 1.06


def scenario(homes: tuple[Oversampled, ...] = (), sectors: tuple[tuple[str, int], ...] = ()) -> Scenario:
    found = load_scenario(world="small")
    return replace(found, world=replace(found.world, oversampled=homes, oversampled_sectors=sectors))


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


@pytest.fixture(scope="module")
def plain(tables: Tables) -> Company:
    return build_companies(tables, scenario(), seed=3)


@pytest.fixture(scope="module")
def more(tables: Tables) -> Company:
    return build_companies(tables, scenario(GERMAN, (("TEX", 8),)), seed=3)


def strata_of(company: Company) -> np.ndarray:
    return (company.region * 20 + company.sector) * 5 + company.size_class


def test_the_chance_below_a_quantile_is_its_rank() -> None:
    low, high = np.full(3, 500.0), np.full(3, 50000.0)
    values = truncated_pareto(np.array([0.0, 0.3, 1.0]), low, high, EXPONENT)
    assert pareto_below(values, low, high, EXPONENT) == pytest.approx([0.0, 0.3, 1.0])
    assert pareto_below(np.array([1.0, 500.0, 1e6]), low, high, EXPONENT).tolist() == [0.0, 0.0, 1.0]


def test_extra_companies_are_where_they_are_asked_for(tables: Tables, plain: Company, more: Company) -> None:
    assert more.rows == plain.rows + 20 + 25 + 8
    german = more.home == tables.jurisdictions["iso3"].tolist().index("DEU")
    assert np.count_nonzero(german & (more.employees >= 3000)) >= 25
    assert np.count_nonzero(german & (more.employees >= 1000)) >= 45
    dutch_clothing = [
        np.count_nonzero((each.region == NLD) & (each.sector == tables.sectors.row("TEX"))) for each in (plain, more)
    ]
    assert dutch_clothing[1] == dutch_clothing[0] + 8


def test_no_total_of_a_stratum_changes(plain: Company, more: Company) -> None:
    for name in ("firms", "imports", "revenue"):
        first, second = (np.bincount(strata_of(each), getattr(each, name)) for each in (plain, more))
        assert second == pytest.approx(first, rel=1e-9)
    assert np.all(np.diff(strata_of(more)) >= 0)


def test_homes_that_are_asked_for_keep_their_share_among_firms(tables: Tables) -> None:
    """Of the firms of 3,000 staff and more .262 are German; nearly so, as some strata have no others."""
    large = load_scenario(world="reference")
    asked = replace(large, world=replace(large.world, oversampled=GERMAN, oversampled_sectors=()))
    more = build_companies(tables, asked, seed=3)
    homes = tables.jurisdictions["iso3"].tolist()
    inside = (more.region == EU) & (more.size_class == 4)
    german = inside & (more.home == homes.index("DEU")) & (more.employees >= 3000)
    chance = 1.0 - pareto_below(np.array([3000.0]), np.array([500.0]), np.array([50000.0]), EXPONENT)[0]
    weight = float(tables.jurisdictions["weight"][homes.index("DEU")])
    assert more.firms[german].sum() / more.firms[inside].sum() == pytest.approx(weight * chance, rel=0.1)


def test_weights_by_hand(tables: Tables) -> None:
    """One stratum with two other firms and two German ones of a band: the band has weight x chance of the firms."""
    homes = tables.jurisdictions["iso3"].tolist()
    company = Company(4, {"law": 0})
    company.region[:], company.size_class[:] = EU, 4
    company.home[:] = [homes.index(code) for code in ("FRA", "DEU", "DEU", "ITA")]
    company.employees[:] = [4000, 4000, 5000, 600]
    asked = scenario((Oversampled("DEU", 3000, 25),)).world
    found = relative_weights(tables, company, np.zeros(4, dtype=np.int64), asked, EXPONENT)
    chance = 1.0 - pareto_below(np.array([3000.0]), np.array([500.0]), np.array([50000.0]), EXPONENT)[0]
    weight = float(tables.jurisdictions["weight"][homes.index("DEU")])
    german = weight * chance
    assert found[1] == found[2] == pytest.approx(4.0 * german / 2.0)
    assert found[0] == found[3] == pytest.approx(4.0 * (1.0 - german) / 2.0)
    company.home[:], company.employees[3] = homes.index("DEU"), 600
    alone = relative_weights(tables, company, np.zeros(4, dtype=np.int64), asked, EXPONENT)
    assert alone == pytest.approx([4.0 * chance / 3.0] * 3 + [4.0 * (1.0 - chance)])


def test_a_world_without_requests_has_even_weights(tables: Tables, plain: Company) -> None:
    even = relative_weights(tables, plain, strata_of(plain), scenario().world, EXPONENT)
    assert np.array_equal(even, np.ones(plain.rows))


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("homes = { DEU = 30 }", r"homes: DEU = 30 is not allowed; allowed: a table of companies by least staff"),
        ("homes = { DEU = { many = 30 } }", r"homes: DEU: staff = 'many' is not allowed; allowed: a whole number"),
        ("homes = { DEU = { 500 = 0 } }", r"homes: DEU: 500 = 0 is not allowed; allowed: a whole number from 1"),
        ("sectors = { TEX = 1.5 }", r"sectors: TEX = 1.5 is not allowed; allowed: a whole number from 1"),
        ("countries = {}", r"oversample: unknown key 'countries'; allowed: homes, sectors"),
    ],
)
def test_requests_that_cannot_be_read_are_refused(tmp_path: Path, written: str, message: str) -> None:
    text = (SCENARIOS / "worlds" / "small.toml").read_text(encoding="utf-8")
    path = tmp_path / "mine.toml"
    path.write_text(f"{text}\n[oversample]\n{written}\n", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_world_settings(path)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (scenario((Oversampled("GER", 500, 5),)), r"oversample.homes: unknown home country 'GER'; did you mean"),
        (scenario((), (("TXE", 5),)), r"oversample.sectors: unknown sector 'TXE'; did you mean 'TEX'"),
    ],
)
def test_unknown_homes_and_sectors_are_named(tables: Tables, asked: Scenario, message: str) -> None:
    with pytest.raises(InputError, match=message):
        build_companies(tables, asked, seed=1)
