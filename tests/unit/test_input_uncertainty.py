"""Input uncertainty: confidence decides how far a drawn table may be from the one that was read."""

from __future__ import annotations

import dataclasses
from functools import cache

import numpy as np
import pytest

from model.errors import InputError
from model.inputs.input_uncertainty import cell_range, grades_of, perturb
from model.inputs.table_checks import check_tables
from model.inputs.table_format import dictionary
from model.inputs.tables import TABLE_NAMES, Tables, load_tables
from model.randomness import stream

VARYING = [(name, rule) for name in TABLE_NAMES for rule in dictionary()[name].values() if rule.varies]


@cache
def drawn(seed: int, strength: float = 1.0) -> Tables:
    """Return tables drawn with a seed."""
    return perturb(load_tables(), stream(seed, "input uncertainty"), strength)


def test_strength_zero_leaves_the_tables_alone() -> None:
    assert drawn(1, 0.0) is load_tables()


def test_same_seed_same_tables_other_seed_other_tables() -> None:
    first, again, other = drawn(1), drawn(1), drawn(2)
    for name, rule in VARYING:
        values = getattr(first, name)[rule.column]
        np.testing.assert_array_equal(values, getattr(again, name)[rule.column])
        assert not np.array_equal(values, getattr(other, name)[rule.column], equal_nan=True), rule.column


def test_only_uncertain_columns_change_and_each_of_them_does() -> None:
    before, after = load_tables(), drawn(1)
    uncertain = {(name, rule.column) for name, rule in VARYING}
    for name in TABLE_NAMES:
        for column, values in getattr(before, name).columns.items():
            same = np.array_equal(values, getattr(after, name)[column], equal_nan=values.dtype.kind == "f")
            assert same != ((name, column) in uncertain), (name, column)


@pytest.mark.parametrize("seed", range(5))
def test_drawn_tables_pass_the_checks_of_read_ones(seed: int) -> None:
    tables = drawn(seed)
    by_name = {name: getattr(tables, name) for name in TABLE_NAMES}
    problems = [str(problem) for problem in check_tables(by_name)]
    # cells.csv keeps the value that was read: a drawn value differs from it, and should.
    assert [problem for problem in problems if not problem.startswith("cells.csv")] == []
    for name, rule in VARYING:
        values = by_name[name][rule.column].astype(float)
        assert (np.isnan(values) | ((values >= rule.low) & (values <= rule.high))).all(), rule.column


def test_shares_sum_to_one_exactly_enough() -> None:
    origins = drawn(3).import_origins
    clothing = (origins["sector"] == "TEX") & (origins["destination"] == "NLD")
    assert origins["share_of_extra_eu_imports"][clothing].sum() == pytest.approx(1.0, abs=1e-12)
    sectors = drawn(3).sectors
    total = sectors["share_sales_nl_end_users"] + sectors["share_sales_eu"] + sectors["share_sales_rest"]
    np.testing.assert_allclose(total, 1.0, atol=1e-12)


def test_factors_stay_within_the_class_and_use_its_range() -> None:
    base = load_tables().sectors["workers_per_meur_imports"]
    ratios = np.array([drawn(seed).sectors["workers_per_meur_imports"][5] / base[5] for seed in range(100)])
    # Electronics: graded an assumption, so half to double.
    assert ratios.min() >= 0.5
    assert ratios.max() <= 2.0
    assert ratios.min() < 0.55
    assert ratios.max() > 1.8
    # Clothing: recalled-low, so 0.6 to 1.67.
    first = np.array([drawn(seed).sectors["workers_per_meur_imports"][0] / base[0] for seed in range(100)])
    assert first.min() >= 0.6
    assert first.max() <= 1.67


def test_log_uniform_factor_has_its_median_at_one() -> None:
    base = load_tables().firms["n_firms"].astype(float)
    ratio = drawn(4).firms["n_firms"] / base
    # Natural stone is derived, all others an assumption: log-uniform between 1/2 and 2.
    assert np.median(np.log(ratio)) == pytest.approx(0.0, abs=0.1)
    assert np.log(ratio).std() == pytest.approx(np.log(4.0) / np.sqrt(12.0), rel=0.1)


def test_counts_stay_whole_and_firms_do_not_vanish() -> None:
    firms = drawn(5).firms["n_firms"]
    assert firms.dtype == np.int64
    assert firms.min() >= 1


def test_imports_of_the_netherlands_and_the_union_move_together() -> None:
    before, after = load_tables().sectors, drawn(6).sectors
    traded = before["import_eu_bn_eur"] > 0.0
    ratios = [after[column][traded] / before[column][traded] for column in ("import_nld_bn_eur", "import_eu_bn_eur")]
    np.testing.assert_allclose(ratios[0], ratios[1])


def test_draws_shrink_continuously_with_strength() -> None:
    base = load_tables()
    for name, rule in VARYING:
        if base_is_whole(base, name, rule.column):
            continue
        read = getattr(base, name)[rule.column]
        gaps = [np.nanmax(np.abs(getattr(drawn(7, each), name)[rule.column] - read)) for each in (1.0, 0.1, 1e-3)]
        assert gaps[0] > gaps[1] > gaps[2], rule.column
        assert gaps[2] <= 2e-3 * max(1.0, float(np.nanmax(read))), rule.column


def base_is_whole(tables: Tables, name: str, column: str) -> bool:
    """Whether a column holds whole numbers, which move in steps."""
    return bool(getattr(tables, name)[column].dtype == np.int64)


def test_shares_have_the_spread_of_a_dirichlet() -> None:
    # All weights of a theme are assumptions: Dirichlet with concentration 20.
    draws = np.array([drawn(seed).theme_indicators["weight"][0] for seed in range(100)])
    assert draws.mean() == pytest.approx(0.7, abs=0.03)
    assert draws.std() == pytest.approx(np.sqrt(0.7 * 0.3 / 21.0), rel=0.15)


def test_better_confidence_draws_closer_to_the_table() -> None:
    base = load_tables()
    shares = base.import_origins["share_of_extra_eu_imports"]
    by_class = {}
    for confidence in ("verified", "recalled-low"):
        grades = np.full(len(shares), confidence, dtype="<U20")
        origins = base.import_origins.with_columns({"confidence": grades})
        tables = dataclasses.replace(base, import_origins=origins)
        moved = perturb(tables, stream(8, "input uncertainty"), 1.0).import_origins["share_of_extra_eu_imports"]
        by_class[confidence] = np.abs(moved - shares).mean()
    assert by_class["verified"] < 0.4 * by_class["recalled-low"]


def test_own_grade_goes_before_the_grade_of_the_row() -> None:
    tables = load_tables()
    rules = dictionary()["sectors"]
    assert tables.sectors["confidence"][0] == "assumption"
    assert grades_of(tables, rules["import_eu_bn_eur"])[0] == "verified"
    assert grades_of(tables, rules["workers_per_meur_imports"])[0] == "recalled-low"
    assert grades_of(tables, dictionary()["covenants"]["n_companies"])[1] == "recalled-medium"
    assert grades_of(tables, dictionary()["import_origins"]["share_of_extra_eu_imports"])[0] == "derived"


def test_figures_without_a_grade_count_as_assumptions() -> None:
    assert grades_of(load_tables(), dictionary()["covenants"]["n_companies"])[3] == "assumption"


@pytest.mark.parametrize("strength", [-0.1, 1.1, float("nan")])
def test_strength_outside_its_range_is_named(strength: float) -> None:
    with pytest.raises(InputError, match="strength"):
        drawn(1, strength)


def test_cell_range_of_a_figure_by_hand() -> None:
    tables = load_tables()
    # Land rights in clothing: .15, an assumption.
    assert cell_range(tables, "sectors", "TEX", "sev_land_rights") == pytest.approx((0.075, 0.3))
    # Wages in clothing: .9, an assumption, and at most 1.
    assert cell_range(tables, "sectors", "TEX", "sev_wages_hours") == pytest.approx((0.45, 1.0))
    # A negative figure keeps its order: rule of law in Bangladesh -.64, verified.
    assert cell_range(tables, "countries", "BGD", "wgi_rule_of_law_2019") == pytest.approx((-0.672, -0.608))
    # The textile covenant had 93 companies, verified though the row could say less.
    assert cell_range(tables, "covenants", "C01", "n_companies") == pytest.approx((88.35, 97.65))


def test_cell_range_of_a_share_holds_the_share_and_narrows_with_confidence() -> None:
    tables = load_tables()
    column = "share_of_extra_eu_imports"
    low, high = cell_range(tables, "import_origins", ("TEX", "NLD", "CHN"), column)
    assert low < 0.26 < high
    # Derived, so concentration 150: about 1.645 standard deviations each way.
    assert high - low == pytest.approx(2 * 1.645 * np.sqrt(0.26 * 0.74 / 151.0), rel=0.02)


def test_cell_range_of_a_blank_figure_is_blank() -> None:
    assert np.isnan(cell_range(load_tables(), "covenants", "C04", "n_companies")).all()


@pytest.mark.parametrize(
    ("table", "key", "column", "said"),
    [
        ("sector", "TEX", "sev_gender", "did you mean 'sectors'"),
        ("sectors", "TXE", "sev_gender", "did you mean 'TEX'"),
        ("sectors", "TEX", "sev_gendr", "did you mean 'sev_gender'"),
        ("sectors", "TEX", "name_nl", "unknown numeric column 'name_nl'"),
    ],
)
def test_cell_range_of_an_unknown_cell_is_named(table: str, key: str, column: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        cell_range(load_tables(), table, key, column)
