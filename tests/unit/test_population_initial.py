"""Covenants, first members and the values with which burn-in starts."""

from dataclasses import replace

import numpy as np
import pytest

from model.building.covenant_members import NEVER, build_covenants, first_members, nearest_quarter
from model.building.population import build
from model.building.population_parameters import Population
from model.inputs.tables import Tables, load_tables
from model.quarters import parse_quarter
from model.scenario import Scenario, load_scenario
from model.state.state import NLD, State

START = parse_quarter("2020Q1")


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables()


STATED: dict[str, object] = {
    "population.company_capability": 0.2,
    "population.company_capability_half_width": 0.1,
    "population.trust": 0.5,
    "population.covenant_luck": 0.5,
    "conditions.base_hiding": 0.1,
    "unions.voice_steepness": 10,
}
"""Values that the numbers worked out below rest on."""


def scenario() -> Scenario:
    found = load_scenario("null_option", world="reference", parameters=STATED)
    return replace(found, world=replace(found.world, input_uncertainty=0.0))


@pytest.fixture(scope="module")
def reference() -> State:
    return build(scenario(), seed=1)[1]


@pytest.mark.parametrize(
    ("text", "quarter"),
    [
        ("2021-12-31", "2022Q1"),
        ("2022-07-02", "2022Q3"),
        ("2019-05-23", "2019Q3"),
        ("2019-05-01", "2019Q2"),
        ("2016-07-04", "2016Q3"),
        ("2022", "2023Q1"),
    ],
)
def test_a_date_falls_in_the_quarter_that_begins_nearest(text: str, quarter: str) -> None:
    assert nearest_quarter(text, "12-31") == parse_quarter(quarter)


def test_covenants_of_the_table_and_room_for_new_ones(tables: Tables) -> None:
    """In 2020Q1 the banks' and the vegetable proteins' covenants are over; six sectors have none in force."""
    covenant = build_covenants(tables, START)
    assert covenant.active.tolist() == [1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1] + [0] * 6
    codes = tables.sectors["code"][covenant.sector].tolist()
    assert codes[11:] == ["COCO", "PALM", "ELEC", "CHEM", "ENER", "WHOL"]
    assert (covenant.start[0], covenant.end[0]) == (-14, 8)
    assert np.all(covenant.end[11:] == NEVER)
    assert covenant.complaint_route.tolist()[:3] == [True, False, True]
    assert np.array_equal(covenant.since, covenant.start)


def test_a_later_start_finds_other_covenants_in_force(tables: Tables) -> None:
    covenant = build_covenants(tables, parse_quarter("2025Q1"))
    assert not covenant.active.any()
    assert covenant.rows == 11 + 13


def test_members_are_dutch_and_of_the_covenant_s_sector(reference: State) -> None:
    company, covenant = reference.company, reference.covenant
    members = np.flatnonzero(company.covenant >= 0)
    assert len(members) > 0
    assert np.all(company.region[members] == NLD)
    assert np.array_equal(covenant.sector[company.covenant[members]], company.sector[members])
    assert np.all(covenant.active[company.covenant[members]])


def test_members_stand_for_about_as_many_firms_as_take_part(reference: State) -> None:
    """93 clothing firms, 70 insurers, 73 pension funds, the mean over seeds; 80% of the sales of food."""
    company = reference.company
    states = [company, *(build(scenario(), seed)[1].company for seed in (2, 3, 4))]
    stood_for = [[each.firms[each.covenant == row].sum() for row in (0, 6, 7)] for each in states]
    assert np.mean(stood_for, axis=0).tolist() == pytest.approx([93, 70, 73], rel=0.1)
    food = company.sector == reference.covenant.sector[5]
    sales = company.base_sales[:, NLD] * (company.region == NLD) * food
    assert sales[company.covenant == 5].sum() / sales.sum() == pytest.approx(0.8, abs=0.05)


def test_a_covenant_of_which_neither_number_nor_share_is_known_has_no_members(reference: State) -> None:
    assert not (reference.company.covenant == 3).any()


def test_without_luck_the_largest_join(reference: State, tables: Tables) -> None:
    numbers = replace(scenario().parameters[Population], covenant_luck=0.0)
    company = reference.company
    member = first_members(company, reference.covenant, tables, numbers, seed=1)
    sector = (company.sector == reference.covenant.sector[0]) & (company.region == NLD)
    inside, outside = company.employees[sector & (member == 0)], company.employees[sector & (member != 0)]
    assert inside.min() > outside.max()


def test_burn_in_starts_from_2020_with_companies_that_do_nothing(reference: State) -> None:
    company, supplier, country = reference.company, reference.supplier, reference.country
    assert np.array_equal(company.motivation, company.base_motivation)
    assert np.array_equal(company.sales, company.base_sales)
    assert np.array_equal(company.margin, company.base_margin)
    assert np.all((company.capability >= 0.1) & (company.capability <= 0.3))
    assert np.all(company.attention == 1 / 8)
    assert not company.option.any()
    assert np.array_equal(supplier.condition, supplier.base_condition)
    assert np.array_equal(supplier.density, supplier.base_density)
    assert np.array_equal(supplier.margin, supplier.base_margin)
    assert np.all(supplier.capability == supplier.base_capability[:, None])
    assert np.all(supplier.retained == 1)
    assert np.all(supplier.hiding == 0.1)
    assert np.array_equal(country.enforcement, country.base_enforcement)
    assert np.array_equal(country.enabling, country.base_enabling)
    assert np.all(reference.link.trust == 0.5)
    assert np.all(reference.government.trust == 0.5)
    assert np.all(reference.shock.demand == 1)
    assert np.all(reference.shock.audits == 1)


def test_voice_follows_density_and_rights(reference: State) -> None:
    supplier, country = reference.supplier, reference.country
    free = (country.enabling * (1 - country.repression))[supplier.country]
    assert supplier.voice == pytest.approx(1 - np.exp(-10 * supplier.density * free))


def test_nothing_of_the_start_is_the_same_array_twice(reference: State) -> None:
    assert not np.shares_memory(reference.company.sales, reference.company.base_sales)
    assert not np.shares_memory(reference.supplier.condition, reference.supplier.base_condition)
    assert not np.shares_memory(reference.supplier.volume, reference.supplier.base_volume)
    assert not np.shares_memory(reference.covenant.since, reference.covenant.start)
