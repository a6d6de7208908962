"""The laws of a scenario as arrays: who is bound, from when, and how strongly."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from model.building.law_book import NEVER, LawBook, Routes
from model.errors import InputError
from model.inputs.law import Law
from model.state.state import Company
from tests.unit.tiny_policy import TABLES, a_law


def companies() -> Company:
    """Three companies: Dutch medium-sized, French very large, and one from elsewhere that sells to Dutch end users."""
    company = Company(3, {"law": 1})
    company.sector[:] = (0, 1, 0)
    company.region[:] = (0, 1, 2)
    company.home[:] = (0, 1, -1)
    company.size_class[:] = (2, 4, 1)
    company.firms[:] = (10, 1, 5)
    company.employees[:] = (100, 1000, 25)
    company.revenue[:] = (500e6, 900e6, 5e6)  # 50, 900 and 1 million a firm
    company.base_sales[:] = [[5e8, 0, 0], [0, 9e8, 0], [1e6, 0, 4e6]]
    return company


def book(*laws: Law) -> LawBook:
    scenario: Any = SimpleNamespace(laws=laws)
    return LawBook(scenario, companies(), TABLES)


def eligible(**changes: Any) -> list[float]:
    found: list[float] = book(a_law(**changes)).eligible[:, 0].tolist()
    return found


def test_a_national_law_binds_those_established_there() -> None:
    assert eligible() == [1, 0, 0]
    assert eligible(jurisdiction="FRA") == [0, 1, 0]


def test_a_european_law_binds_all_of_the_eu() -> None:
    assert eligible(jurisdiction="EU") == [1, 1, 0]


def test_a_law_for_sellers_binds_foreign_ones_as_well_with_the_share_of_their_sales() -> None:
    assert eligible(applies_to="sellers") == [1, 0, pytest.approx(0.2)]
    assert eligible(applies_to="sellers", jurisdiction="EU") == [1, 1, pytest.approx(0.2)]


def test_thresholds_are_of_one_firm_and_inclusive() -> None:
    assert eligible(employees_min=100) == [1, 0, 0]
    assert eligible(employees_min=101) == [0, 0, 0]
    assert eligible(turnover_min_meur=50) == [1, 0, 0]
    assert eligible(turnover_min_meur=51) == [0, 0, 0]


def test_high_risk_sectors_have_a_threshold_of_their_own_beside_the_general_one() -> None:
    risky = {"jurisdiction": "EU", "employees_min": 500, "high_risk_employees_min": 50}
    assert eligible(**risky, high_risk_sectors=["AAA"]) == [1, 1, 0]
    assert eligible(**risky, high_risk_sectors=["BBB"]) == [0, 1, 0]


def test_a_law_for_sectors_binds_no_others() -> None:
    assert eligible(jurisdiction="EU", sectors=["BBB"]) == [0, 1, 0]


def test_strength_is_scaled_for_small_firms_and_by_the_share_bound() -> None:
    # root of 100 employees over 400 is a half; the share bound multiplies it
    assert eligible(proportionate_below=400, share_bound=0.6) == pytest.approx([0.5 * 0.6, 0, 0])
    assert eligible(proportionate_below=50) == [1, 0, 0]


def test_dates_by_size_class_and_never() -> None:
    applied = book(a_law(application={"medium": "2023Q1", "very_large": "2022Q2"})).application[:, 0]
    assert applied.tolist() == [2023 * 4, 2022 * 4 + 1, NEVER]


def test_waves_by_staff() -> None:
    waves = {"3000": "2023Q1", "1000": "2024Q1", "100": "2025Q1", "5000": "never"}
    assert book(a_law(application=waves)).application[:, 0].tolist() == [2025 * 4, 2024 * 4, NEVER]
    with pytest.raises(InputError, match="application = 2019Q1 is earlier than announced = 2020Q1"):
        book(a_law(application={"100": "2019Q1"}))


def test_routes_group_themes_that_laws_treat_alike() -> None:
    themes = np.zeros((3, 8))
    themes[0, :3], themes[1, 2:5], themes[2] = 1, 1, 1
    routes = Routes(themes, np.array([True, True, False]))
    assert sorted(group.tolist() for group in routes.groups) == [[0, 1], [2], [3, 4]]
    scope = np.array([[0.2, 0.5, 1.0], [0.4, 0.0, 1.0]])
    assert routes.by_theme(scope).tolist() == [[0.2, 0.2, 0.5, 0.5, 0.5, 0, 0, 0], [0.4, 0.4, 0.4, 0, 0, 0, 0, 0]]
    assert Routes(themes, np.zeros(3, dtype=bool)).groups == ()


def test_what_regulators_can_order() -> None:
    found = book(
        a_law("act", themes=["child_labour"], steps=[2, 3, 5], complaints=True),
        a_law("broad", complaints=True, remedy_ordered=True, result_steps=[3, 6]),
        a_law("paper", complaints=True, remedy_ordered=True, steps=[5]),
    )
    assert [laws.tolist() for laws in found.hearing.laws] == [[0]]
    assert [laws.tolist() for laws in found.ordering.laws] == [[1, 2]]
    assert [laws.tolist() for laws in found.orders.laws] == [[1]]
    assert found.demands[found.demand, 1].tolist() == pytest.approx([0, 1 / 3, 0])


def test_what_laws_ask() -> None:
    found = book(
        a_law("one", themes=["child_labour", "gender"], steps=[2, 3], publication=True, assurance=0.5),
        a_law("two", jurisdiction="EU", applies_to="sellers", liability=True, complaints=True),
    )
    assert found.themes[0].tolist() == [1, 0, 0, 0, 0, 1, 0, 0]
    assert found.theme_share.tolist() == [2 / 8, 1]
    assert found.substantive_share.tolist() == [1 / 2, 3 / 6]
    assert found.european.tolist() == [False, True]
    assert found.established.tolist() == [True, False]
    assert found.publication.tolist() == [1, 0]
    assert found.assurance.tolist() == [0.5, 0]
    assert found.complaints.tolist() == [0, 1]
    assert (found.liable.laws[0].tolist(), found.hearing.laws[0].tolist()) == ([1], [1])
    assert found.demands[found.demand].tolist() == [[2 / 8, 0], [1, 0]]
    assert found.announced.tolist() == [2020 * 4] * 2


def test_general_numbers_fill_what_a_law_leaves_open() -> None:
    found = book(a_law("one", fine=0), a_law("two", fine=2.5), a_law("three"))
    assert found.filled("fine", 1.0).tolist() == [0.0, 2.5, 1.0]


def test_laws_name_each_other_and_pass_over_those_left_out() -> None:
    found = book(
        a_law("one", replaced_by=["two", "absent"]),
        a_law("two", jurisdiction="EU"),
        a_law("three", harmonised_by=["two", "one"]),
    )
    assert found.replaced_by == ((1,), (), ())
    assert found.harmonised_by == ((), (), (1, 0))


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"sectors": ["AAB"]}, "law law: sectors: unknown sector 'AAB'; did you mean 'AAA'"),
        ({"high_risk_sectors": ["BBC"]}, "unknown sector 'BBC'; did you mean 'BBB'"),
        ({"jurisdiction": "NLX"}, "unknown jurisdiction 'NLX'; did you mean 'NLD'"),
        ({"jurisdiction": "FRA", "applies_to": "sellers"}, "NLD or EU for a law that binds sellers"),
        ({"application": "2019Q1"}, "application = 2019Q1 is earlier than announced"),
    ],
)
def test_mistakes_are_named(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(InputError, match=named):
        book(a_law(**changes))


def test_eligible_stays_a_fraction() -> None:
    strengths = np.array(eligible(jurisdiction="EU", proportionate_below=1e6, share_bound=1))
    assert np.all((strengths >= 0) & (strengths <= 1))
