"""Comparing: hand-computed means and intervals, paired differences, and two studies side by side."""

import math
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from experiments.report.outcome_facts import HEADLINES, flows
from experiments.report.terminal import decimals, number_text, output, report_years, with_half_width
from experiments.report.units import display_unit
from experiments.runs.design import Design, Request, default_mixes, make_design
from experiments.runs.design_runs import Result, run_design
from experiments.runs.engine import here
from experiments.runs.holdings import seal
from experiments.runs.statistics import by_year, mean_and_interval
from experiments.runs.store import MANIFEST, write_csv, write_json
from experiments.studies.comparison.analysis import make_tables
from experiments.studies.comparison.report import chance, comparison_tables, standing_out
from experiments.studies.comparison.tables import RUN_COLUMNS, SERIES_KEYS, SUMMARY_COLUMNS, StudyTables
from experiments.tools.reproduce import compare_folders
from model.outcomes import OUTCOMES
from model.scenario import named_files
from tests.unit import fake_model

MIXES = default_mixes()


@pytest.fixture(scope="module")
def design() -> Design:
    probes = ((MIXES[2], "expected"), (MIXES[2], "as_enacted"))
    return make_design(Request(MIXES[:2], ("expected", "as_enacted"), "small", {}, (1, 2, 3), probes))


@pytest.fixture(scope="module")
def results(design: Design) -> list[Result]:
    return run_design(design, here(), simulator=fake_model.simulate)


@pytest.fixture(scope="module")
def tables(design: Design, results: list[Result]) -> StudyTables:
    return make_tables(design, results, flows(), {"study_id": design.study_id})


def test_interval_of_the_mean_by_hand() -> None:
    # mean 2, standard error 1/sqrt(3), 95th percentile of Student's t with 2 degrees of freedom 2.919986
    mean, low, high = mean_and_interval(np.array([1.0, 2.0, 3.0]))
    assert mean == 2
    assert low == pytest.approx(2 - 2.919986 / math.sqrt(3), abs=1e-6)
    assert high == pytest.approx(2 + 2.919986 / math.sqrt(3), abs=1e-6)


def test_missing_values_are_left_out_and_never_count_as_zero() -> None:
    values = np.array([[1.0, np.nan], [np.nan, np.nan], [3.0, np.nan]])
    mean, low, high = mean_and_interval(values)
    # two seeds: standard error 1, t with 1 degree of freedom 6.313752
    assert mean[0] == 2
    assert high[0] - mean[0] == pytest.approx(6.313752, abs=1e-6)
    assert np.isnan([mean[1], low[1], high[1]]).all()


def test_one_seed_has_a_mean_and_no_interval() -> None:
    mean, low, high = mean_and_interval(np.array([[5.0]]))
    assert mean[0] == 5
    assert math.isnan(low[0]) and math.isnan(high[0])


def test_a_stock_counts_at_the_end_of_a_year_and_a_flow_by_its_mean() -> None:
    # 2020Q3 to 2021Q4: the first year has two quarters
    values = np.array([[[1.0, 1.0], [3.0, 3.0], [10.0, 10.0], [20.0, 20.0], [30.0, 30.0], [40.0, 40.0]]])
    year = np.array([2020, 2020, 2021, 2021, 2021, 2021])
    years, annual = by_year(values, year, np.array([False, True]))
    assert years.tolist() == [2020, 2021]
    assert annual.tolist() == [[[3.0, 2.0], [40.0, 25.0]]]


def test_tables_have_the_promised_columns_and_rows(design: Design, tables: StudyTables) -> None:
    world = design.scenarios[0].world
    assert tuple(tables.runs.columns) == RUN_COLUMNS
    assert tuple(tables.series.columns) == (*SERIES_KEYS, *OUTCOMES)
    assert tuple(tables.summary.columns) == SUMMARY_COLUMNS
    assert tables.runs["run_id"].tolist() == [run.run_id for run in design.runs]
    assert len(tables.series) == len(design.runs) * world.quarters
    assert len(tables.annual) == len(design.runs) * world.quarters // 4
    assert len(tables.summary) == 2 * 2 * len(OUTCOMES) * world.quarters // 4
    assert tables.series["quarter"].iloc[0] == f"{world.start // 4}Q{world.start % 4 + 1}"


def test_series_are_those_of_the_model(design: Design, tables: StudyTables) -> None:
    run = design.runs[7]
    expected = fake_model.run(design.scenarios[run.scenario], run.seed).values
    own = tables.series[tables.series["run_id"] == run.run_id]
    assert np.array_equal(own[list(OUTCOMES)].to_numpy(), expected)


def test_summary_agrees_with_the_annual_table(tables: StudyTables) -> None:
    row = tables.summary.iloc[1234]
    annual = tables.annual[(tables.annual["course"] == row["course"]) & (tables.annual["year"] == row["year"])]
    values = {mix: rows[row["outcome"]].to_numpy() for mix, rows in annual.groupby("mix")}
    assert row["mean"] == pytest.approx(values[row["mix"]].mean())
    assert row["diff"] == pytest.approx((values[row["mix"]] - values[tables.base]).mean())


def test_differences_are_paired(tables: StudyTables) -> None:
    """The noise of a seed is the same for all mixes, so it drops out of differences and not out of means."""
    other = tables.summary[tables.summary["mix"] == MIXES[1]]
    assert np.allclose(other["diff_hi"] - other["diff_lo"], 0, atol=1e-12)
    assert (other["hi"] - other["lo"] > 1e-6).all()
    base = tables.summary[tables.summary["mix"] == tables.base]
    assert (base[["diff", "diff_lo", "diff_hi"]] == 0).all(axis=None)


def test_probes_are_in_the_runs_and_not_in_the_summary(tables: StudyTables) -> None:
    assert set(tables.runs.loc[tables.runs["mix"] == MIXES[2], "role"]) == {"probe"}
    assert set(tables.summary["mix"]) == set(MIXES[:2])
    assert tuple(tables.mixes) == MIXES[:2]
    assert MIXES[2] in set(tables.annual["mix"])


def test_failed_runs_are_listed_and_left_out(design: Design) -> None:
    results = run_design(design, here(), simulator=fake_model.simulate_with_bad_luck)
    found = make_tables(design, results, flows(), {})
    failed = found.runs[found.runs["status"] == "failed"]
    assert set(failed["seed"]) == {fake_model.UNLUCKY_SEED}
    assert failed["error"].str.contains("no luck").all()
    assert not found.series["run_id"].isin(failed["run_id"]).any()
    assert np.isfinite(found.summary["diff"]).all()


def test_headlines_and_flows_are_outcomes() -> None:
    assert set(HEADLINES) <= set(OUTCOMES)
    assert {"k5_remedy", "public_cost"} <= flows() < set(OUTCOMES)
    assert "chain_impact_dutch" not in flows()


def told(tables: StudyTables, course: str, year: int) -> str:
    console = output()
    with console.capture() as captured:
        for table in comparison_tables(tables, course, year, "en"):
            console.print(table)
    return captured.get()


def test_the_terminal_marks_differences_that_stand_out(tables: StudyTables) -> None:
    summary = tables.summary.copy()
    chosen = (summary["course"] == "expected") & (summary["year"] == 2030) & (summary["mix"] == MIXES[1])
    numbers = ["mean", "lo", "hi", "diff", "diff_lo", "diff_hi"]
    for outcome, difference, half in (
        ("chain_impact_dutch", 0.02, 1e-4),
        ("chain_impact_global", 0.02, 0.03),
        ("k2_coherence", 1e-9, 1e-12),
    ):
        ends = [difference, difference - half, difference + half]
        summary.loc[chosen & (summary["outcome"] == outcome), numbers] = [0.5, 0.4, 0.6, *ends]
    shown = told(replace(tables, summary=summary), "expected", 2030)
    assert "50.0 ±10.0" in shown
    assert "+2.00 ±0.01*" in shown
    assert "+2.00 ±3.00 " in shown
    assert "0.00 ±0.00*" not in shown  # what rounds to 0 has no mark


def test_marks_are_corrected_for_their_number() -> None:
    """Simulation: where nothing differs, seldom does any of eighty differences stand out; alone one in ten would."""
    generator, names = np.random.default_rng(1), [name for name in HEADLINES if OUTCOMES[name].direction][:16]
    times, found = 100, 0
    for _ in range(times):
        cells = {}
        for name, mix in product(names, MIXES[1:]):
            mean, _, high = mean_and_interval(generator.standard_normal(20))
            cells[name, mix] = {"diff": float(mean), "diff_hi": float(high)}
        found += bool(standing_out(cells, list(MIXES[1:]), 20))
    assert found / times <= 0.16


def test_the_probability_of_a_difference_is_that_of_a_t_test() -> None:
    values = np.array([0.1, 0.3, -0.2, 0.4])
    mean, _, high = mean_and_interval(values)
    assert chance(float(mean), float(high), 4) == pytest.approx(stats.ttest_1samp(values, 0.0).pvalue)
    assert math.isnan(chance(1.0, math.nan, 1)) and chance(1.0, 1.0, 3) == 0.0 and chance(0.0, 0.0, 3) == 1.0


def test_many_mixes_are_told_in_tables_that_fit(tables: StudyTables) -> None:
    design = make_design(Request(tuple(named_files("mixes"))[:8], ("expected",), "small", {}, (1, 2)))
    results = run_design(design, here(), simulator=fake_model.simulate)
    shown = told(make_tables(design, results, flows(), {"seeds": [1, 2]}), "expected", 2030)
    assert max(len(line) for line in shown.splitlines()) <= 100
    assert shown.count("2030 · ") == 2


def test_years_reported_are_those_the_study_has() -> None:
    assert report_years([2029, 2030, 2031]) == [2030]
    assert report_years([2030, 2035]) == [2030, 2035]
    assert report_years(list(range(2020, 2043))) == [2030, 2040]
    assert report_years(list(range(2032, 2043))) == [2035, 2040]
    assert report_years([2010, 2011, 2025]) == [2025]
    assert report_years([2021, 2022]) == [2022]


@pytest.mark.parametrize(
    ("numbers", "places"), [([0.5], 3), ([-9.9], 2), ([10.0, 0.1], 1), ([1234.0], 0), ([math.nan], 3), ([], 3)]
)
def test_numbers_are_told_with_about_three_digits(numbers: list[float], places: int) -> None:
    assert decimals(numbers) == places


def test_numbers_as_text() -> None:
    assert number_text(-0.0001, 2, "+") == "+0.00"
    assert number_text(12345.6, 0) == "12,346"
    assert number_text(math.nan, 2) == "–"
    assert with_half_width(1.0, math.nan, 1) == "1.0"


def test_shares_and_indices_are_told_in_hundredths() -> None:
    assert display_unit(OUTCOMES["chain_impact_dutch"]) == ("index 0-100", 100)
    assert display_unit(OUTCOMES["k5_remedy"]) == ("%/year", 100)
    assert display_unit(OUTCOMES["public_cost"]) == ("EUR m/year", 1)


def folder_of(path: Path, value: float, image: bytes, python: str = "3.13.0") -> Path:
    """Write a folder that looks like a study."""
    path.mkdir()
    write_csv(path / "summary.csv", pd.DataFrame({"value": [value]}))
    (path / "a.png").write_bytes(image)
    write_json(path / MANIFEST, {"study_id": "x", "environment": {"python": python}})
    return path


@pytest.mark.parametrize(
    ("value", "image", "python", "wrong"),
    [
        (1.0, b"same", "3.13.0", []),
        (1.0, b"same", "3.14.0", []),
        (1.0 + 5e-10, b"same", "3.13.0", ["summary.csv"]),
        (1.0 + 5e-10, b"same", "3.14.0", []),
        (1.0 + 5e-9, b"same", "3.14.0", ["summary.csv"]),
        (1.0, b"other", "3.13.0", ["a.png"]),
        (1.0, b"other", "3.14.0", []),
    ],
)
def test_studies_are_compared_exactly_on_one_platform_and_within_1e_9_elsewhere(
    tmp_path: Path, value: float, image: bytes, python: str, wrong: list[str]
) -> None:
    published = folder_of(tmp_path / "published", 1.0, b"same")
    again = folder_of(tmp_path / "again", value, image, python)
    found = compare_folders(published, again)
    assert [each.name for each in found] == ["a.png", MANIFEST, "summary.csv"]
    assert [each.name for each in found if not each.fine] == wrong


@pytest.mark.parametrize(
    ("value", "python", "fine"), [(1.0, "3.13.0", True), (2.0, "3.13.0", False), (2.0, "3.14.0", True)]
)
def test_a_file_published_as_a_checksum_is_compared_by_it(
    tmp_path: Path, value: float, python: str, fine: bool
) -> None:
    published = folder_of(tmp_path / "published", 1.0, b"same")
    seal(published)
    (published / "summary.csv").unlink()
    again = folder_of(tmp_path / "again", value, b"same", python)
    found = {each.name: each.fine for each in compare_folders(published, again)}
    assert found == {"a.png": True, MANIFEST: True, "summary.csv": fine}


def test_a_missing_file_and_another_study_are_told(tmp_path: Path) -> None:
    published, again = folder_of(tmp_path / "published", 1.0, b""), folder_of(tmp_path / "again", 1.0, b"")
    (again / "a.png").unlink()
    write_json(again / MANIFEST, {"study_id": "y", "environment": {"python": "3.13.0"}})
    told = {each.name: each.told for each in compare_folders(published, again) if not each.fine}
    assert told == {"a.png": "only in the published results", MANIFEST: "the study differs in: study_id"}
