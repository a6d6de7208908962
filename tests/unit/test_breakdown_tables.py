"""The breakdown of a study, the cost per worker and adaptive capacity: by hand on small numbers."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

import run
from experiments.report.outcome_facts import HEADLINES, flows
from experiments.report.terminal import output
from experiments.runs.breakdown import COLUMNS, summarise, yearly, years_of
from experiments.runs.design import Design, Request, default_mixes, make_design
from experiments.runs.design_runs import run_design
from experiments.runs.engine import here
from experiments.studies.comparison.adaptive_capacity import adaptive_capacity, largest_losses
from experiments.studies.comparison.analysis import make_tables
from experiments.studies.comparison.breakdown_report import breakdown_legend, breakdown_tables
from experiments.studies.comparison.cost_per_worker import NOT_GAINED, ONE_SEED, cost_per_worker, ratio_of_means, row
from experiments.studies.comparison.tables import StudyTables
from model.inputs.tables import load_tables
from model.outcomes import OUTCOMES
from model.outcomes.breakdown import cells, described
from model.outcomes.breakdown_dimensions import DIMENSIONS
from model.scenario import load_scenario
from model.simulation import Breakdown
from model.state.state import Array
from tests.unit import fake_model

MIXES = default_mixes()
CELLS = cells(load_tables())


@pytest.fixture(scope="module")
def design() -> Design:
    return make_design(Request(MIXES[:2], ("expected", "as_enacted"), "small", {}, (1, 2, 3)))


@pytest.fixture(scope="module")
def tables(design: Design) -> StudyTables:
    results = run_design(design, here(), simulator=fake_model.simulate)
    return make_tables(design, results, flows(), {"study_id": design.study_id, "seeds": [1, 2, 3]})


def test_the_years_reported_are_those_the_world_has_and_its_last() -> None:
    assert years_of(load_scenario(MIXES[0], world="small").world) == (2020, 2025, 2030, 2031)
    assert years_of(load_scenario(MIXES[0]).world) == (2020, 2025, 2030, 2035)


def test_a_flow_counts_by_its_mean_and_a_stock_at_the_end_of_the_year() -> None:
    world = load_scenario(MIXES[0], world="small").world
    dates = tuple(date for date in range(world.start, world.end + 1) if date // 4 in years_of(world))
    values = np.tile(np.arange(len(dates), dtype=float)[:, np.newaxis], (1, len(CELLS)))
    found = yearly(Breakdown(dates, values), world)
    assert found.shape == (4, len(CELLS))
    for place, cell in enumerate(CELLS):
        flow = described(cell.outcome).unit.endswith("/year")
        assert found[1, place] == (5.5 if flow else 7.0), cell


def test_means_intervals_and_paired_differences_by_hand(design: Design) -> None:
    # three seeds of the base 1, 2, 3 and of the other mix 2, 4, 6 under each course; every cell and year alike
    numbers = {MIXES[0]: (1.0, 2.0, 3.0), MIXES[1]: (2.0, 4.0, 6.0)}
    shape = (len(years_of(design.scenarios[0].world)), len(CELLS))
    divided: list[Array | None] = [
        np.full(shape, numbers[design.scenarios[each.scenario].mix.name][each.seed - 1]) for each in design.runs
    ]
    found = summarise(design, divided)
    assert tuple(found.columns) == COLUMNS
    assert len(found) == 2 * 2 * shape[0] * shape[1]
    other = found[found["mix"] == MIXES[1]].iloc[17]
    half = 2.919986 / math.sqrt(3)  # Student's t with 2 degrees of freedom, standard deviation 1
    expected = [4, 4 - 2 * half, 4 + 2 * half, 2, 2 - half, 2 + half]
    assert other[list(COLUMNS[6:])].tolist() == pytest.approx(expected, abs=1e-6)
    base = found[found["mix"] == MIXES[0]]
    assert (base[["diff", "diff_lo", "diff_hi"]] == 0).all(axis=None)


def test_runs_that_failed_are_left_out_and_nothing_divided_gives_no_rows(design: Design) -> None:
    shape = (len(years_of(design.scenarios[0].world)), len(CELLS))
    divided: list[Array | None] = [np.full(shape, float(each.seed)) for each in design.runs]
    divided[0] = None
    assert summarise(design, divided)["mean"].iloc[0] == 2.5
    assert summarise(design, [None] * len(design.runs)).empty


def test_fiellers_interval_by_hand() -> None:
    # means 6 and 3; variances and covariance below are those of means; t with 2 degrees of freedom is 2.919986
    x, y = np.array([4.0, 6.0, 8.0]), np.array([3.2, 2.8, 3.0])
    t2 = 2.919986**2
    vx, vy, vxy = 4 / 3, 0.04 / 3, -0.2 / 3
    ratio, low, high = ratio_of_means(x, y)
    assert ratio == 2.0
    for bound in (low, high):  # at the bounds the mean of x - r y is t standard errors from 0
        spread = vx - 2 * bound * vxy + bound**2 * vy
        assert (6 - 3 * bound) ** 2 == pytest.approx(t2 * spread, rel=1e-5)
    assert low < ratio < high


def test_a_denominator_that_may_be_zero_has_no_ratio() -> None:
    cost = np.array([1.0, 2.0, 3.0])
    assert all(math.isnan(each) for each in ratio_of_means(cost, np.array([-1.0, 1.0, 1.0])))
    assert row(cost, np.array([-1.0, 1.0, 1.0]))[-1] == NOT_GAINED
    assert row(cost, np.array([-1.0, -1.1, -0.9]))[-1] == NOT_GAINED
    assert row(cost[:1], np.array([1.0]))[-1] == ONE_SEED
    known = row(cost, np.array([1.0, 1.1, 0.9]))
    assert known[-1] == "" and known[6] == pytest.approx(2.0)


def test_the_interval_of_a_ratio_covers_as_often_as_it_says() -> None:
    draws = np.random.default_rng(3)
    hits = 0
    for _ in range(400):
        y = draws.normal(1.0, 0.4, 10)
        x = 2.0 * y + draws.normal(0.0, 0.5, 10)
        _, low, high = ratio_of_means(x, y)
        hits += low <= 2.0 <= high
    assert hits / 400 == pytest.approx(0.9, abs=0.04)


def test_cost_per_worker_adds_up_costs_and_takes_the_workers_at_the_end(design: Design) -> None:
    outcomes = tuple(OUTCOMES)
    years = np.arange(2020, 2032)
    annual = np.zeros((len(design.runs), len(years), len(outcomes)))
    for place, each in enumerate(design.runs):
        if design.scenarios[each.scenario].mix.name == MIXES[1]:
            annual[place, 2:, outcomes.index("public_cost")] = 3.0  # nine years to 2030
            annual[place, 2:, outcomes.index("cost_firms")] = 6.0 + 0.1 * each.seed
            annual[place, 2:, outcomes.index("workers_improved_dutch")] = 0.5
    found = cost_per_worker(design, annual, years, outcomes)
    rows = {(each["course"], each["year"], each["bearer"]): each for each in found.to_dict(orient="records")}
    public, both = rows["expected", 2030, "public"], rows["as_enacted", 2030, "both"]
    assert (public["cost_meur"], public["million_workers"]) == (27.0, 0.5)
    assert public["euros_per_worker"] == public["lo"] == public["hi"] == pytest.approx(54.0)
    assert both["euros_per_worker"] == pytest.approx(9 * 9.2 / 0.5)
    assert both["lo"] < 9 * 9.2 / 0.5 < both["hi"]
    assert set(found["mix"]) == {MIXES[1]}


def test_the_largest_loss_over_courses_by_hand() -> None:
    # two courses, three mixes, two seeds; higher is better
    values = np.array([[[1.0, 3.0], [2.0, 4.0], [0.0, 0.0]], [[5.0, 5.0], [1.0, 3.0], [4.0, 4.0]]])
    first, second, third = largest_losses(values)
    assert (first.course, first.best, first.loss[0]) == (0, 1, 1.0)
    assert (second.course, second.best, second.loss[0]) == (1, 0, 3.0)
    assert (third.course, third.best, third.loss[0]) == (0, 1, 3.0)
    assert first.loss[1] == first.loss[2] == 1.0  # the same in both seeds
    assert second.loss[2] - second.loss[0] == pytest.approx(6.313752, abs=1e-6)  # standard error 1


def test_adaptive_capacity_turns_outcomes_of_which_less_is_better(design: Design) -> None:
    outcomes = tuple(OUTCOMES)
    annual = np.zeros((len(design.runs), 12, len(outcomes)))
    for place, each in enumerate(design.runs):
        worse = design.scenarios[each.scenario].mix.name == MIXES[1]
        annual[place, :, outcomes.index("public_cost")] = 5.0 * worse
    found = adaptive_capacity(design, annual, np.arange(2020, 2032), outcomes)
    assert set(found["outcome"]) == {name for name in HEADLINES if OUTCOMES[name].direction}
    cost = found[found["outcome"] == "public_cost"].set_index("mix")
    assert cost.loc[MIXES[1], "loss"] == 5.0 and cost.loc[MIXES[0], "loss"] == 0.0
    assert set(found["courses"]) == {2}


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_breakdown_fits_the_terminal(tables: StudyTables, dimension: str, language: str) -> None:
    console = output()
    with console.capture() as captured:
        console.print(breakdown_legend(tables, language))
        for table in breakdown_tables(tables, dimension, 2030, language, "breakdown.parquet"):
            console.print(table)
    shown = captured.get()
    assert max(len(line) for line in shown.splitlines()) <= 100
    whole = "Alle groepen" if language == "nl" else "All groups"
    assert shown.count(whole) == 2 * (2 if dimension in ("size", "group") else 1)
    groups = len(DIMENSIONS[dimension].keys(load_tables()))
    assert ("breakdown.parquet" in shown) == (groups > 15)


def test_a_breakdown_by_something_unknown_is_refused_with_the_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["compare", "--by", "sectro", "--out", str(tmp_path / "x")]) == 2
    assert "--by: unknown dimension 'sectro'; did you mean 'sector'?" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
