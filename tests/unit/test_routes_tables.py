"""Running futures and their tables: a row a run, failures kept, differences and quantiles by hand, the same bytes."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.report.outcome_facts import flows
from experiments.runs import engine
from experiments.runs.engine import here
from experiments.runs.errors import StudyError
from experiments.runs.store import write_csv, write_parquet
from experiments.studies.routes.design import ENACTED, RoutesDesign, default_routes
from experiments.studies.routes.futures import FutureResult
from experiments.studies.routes.run import run_futures
from experiments.studies.routes.run_tables import make_routes_tables
from experiments.studies.routes.tables import RoutesTables, by_future
from model.errors import InputError
from model.outcomes import OUTCOMES
from tests.unit import routes_parts
from tests.unit.routes_parts import MIXES, PLACE, UNLUCKY_SEED, YEARS, results_of, routes_design, tables_of

FIRST, SECOND, THIRD = default_routes()
OUTCOME = "burden_mean"


@pytest.fixture(scope="module")
def design() -> RoutesDesign:
    return routes_design()


@pytest.fixture(scope="module")
def results(design: RoutesDesign) -> list[FutureResult]:
    return run_futures(design, here(), simulate=routes_parts.simulate)


@pytest.fixture(scope="module")
def tables(design: RoutesDesign, results: list[FutureResult]) -> RoutesTables:
    return make_routes_tables(design, results)


def row(tables: RoutesTables, route: str, outcome: str = OUTCOME, year: int = 2030) -> pd.Series:
    summary = tables.summary
    chosen = (summary["route"] == route) & (summary["outcome"] == outcome) & (summary["year"] == year)
    (found,) = (each for _, each in summary[chosen & (summary["mix"] == MIXES[0])].iterrows())
    return found


def test_every_run_has_one_row(design: RoutesDesign, tables: RoutesTables) -> None:
    assert list(tables.runs.columns) == ["run", "future", "route", "mix", "status", "error"]
    assert len(tables.runs) == design.run_count == tables.runs["run"].nunique()
    told = list(tables.runs[tables.runs["future"] == 2][["route", "mix"]].itertuples(index=False, name=None))
    assert told == [(route, mix) for route in (FIRST, SECOND, THIRD, ENACTED) for mix in MIXES]
    assert tables.runs["future"].drop_duplicates().tolist() == [1, 2, 3]
    assert set(tables.runs["status"]) == {"done"} and set(tables.runs["error"]) == {""}
    assert tables.runs["run"].str.fullmatch("[0-9a-f]{16}").all()


def test_outcomes_are_those_of_each_run_and_year(design: RoutesDesign, tables: RoutesTables) -> None:
    assert list(tables.outcomes.columns) == ["run", "future", "route", "mix", "year", *OUTCOMES]
    assert len(tables.outcomes) == design.run_count * len(YEARS)
    scenario = design.enacted[1].with_parameter_set(design.parameters_of(3))
    (run,) = routes_parts.simulate([scenario], 3, lambda date: date // 4 == 2025)
    own = by_future(tables.outcomes, ENACTED, MIXES[1], 2025).loc[3]
    stock, flow = next(name for name in OUTCOMES if name not in flows()), sorted(flows())[0]
    assert own[stock] == run.values[-1, PLACE[stock]]
    assert own[flow] == pytest.approx(run.values[:, PLACE[flow]].mean())


def test_events_are_those_of_the_routes_and_start_every_future(tables: RoutesTables) -> None:
    events = tables.events
    starts = events[events["event"] == "start"]
    assert len(starts) == 3 * 3 * 2
    assert set(starts["quarter"]) == {"2020Q4"}
    assert ENACTED not in set(events["route"])
    assert events.groupby("run")["quarter"].apply(lambda quarters: quarters.is_monotonic_increasing).all()


def test_rows_of_a_run_have_its_name_in_every_table(tables: RoutesTables) -> None:
    keys = ["run", "future", "route", "mix"]
    known = set(tables.runs[keys].itertuples(index=False, name=None))
    assert set(tables.events[keys].itertuples(index=False, name=None)) <= known
    assert set(tables.outcomes[keys].itertuples(index=False, name=None)) == known


def test_the_static_comparison_is_run_where_the_design_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.studies.routes.design.MOST_ENACTED", 1)
    design = routes_design((4, 5), routes=(FIRST,), mixes=MIXES[:1])
    found = make_routes_tables(design, run_futures(design, here(), simulate=routes_parts.simulate))
    assert list(found.runs[["future", "route"]].itertuples(index=False, name=None)) == [
        (4, FIRST),
        (4, ENACTED),
        (5, FIRST),
    ]


def test_progress_adds_up_to_all_runs(design: RoutesDesign) -> None:
    told: list[int] = []
    run_futures(design, here(1, told.append), routes_parts.simulate_with_bad_luck)
    assert sum(told) == design.run_count


@pytest.mark.parametrize("workers", [1, 2])
def test_failed_runs_are_recorded_and_the_others_kept(design: RoutesDesign, workers: int) -> None:
    found = make_routes_tables(design, run_futures(design, here(workers), simulate=routes_parts.simulate_with_bad_luck))
    failed = found.runs[found.runs["status"] == "failed"]
    assert set(failed["route"]) == {FIRST, SECOND, THIRD}
    assert (set(failed["future"]), set(failed["mix"])) == ({UNLUCKY_SEED}, {MIXES[1]})
    assert failed["error"].str.startswith("Traceback (most recent call last):\n").all()
    assert failed["error"].str.endswith("ArithmeticError: no luck").all()
    assert (found.runs.loc[found.runs["status"] == "done", "error"] == "").all()
    assert len(found.runs) == design.run_count
    assert set(found.outcomes["run"]) == set(found.runs["run"]) - set(failed["run"])
    assert set(failed["run"]) <= set(found.events["run"])  # its politics was simulated all the same


def test_a_study_in_which_all_failed_has_its_runs_and_no_outcomes(design: RoutesDesign) -> None:
    found = make_routes_tables(design, run_futures(design, here(), simulate=routes_parts.simulate_nothing))
    assert set(found.runs["status"]) == {"failed"} and len(found.runs) == design.run_count
    assert found.outcomes.empty and found.summary.empty


def test_bad_input_found_while_running_stays_bad_input(design: RoutesDesign) -> None:
    with pytest.raises(InputError, match="a table is wrong"):
        run_futures(design, here(), simulate=routes_parts.refuse)


def test_tables_have_the_same_bytes_for_one_and_two_workers(
    tmp_path: Path, design: RoutesDesign, tables: RoutesTables
) -> None:
    told = []
    again = make_routes_tables(design, run_futures(design, here(2), simulate=routes_parts.simulate))
    for name, each in (("one", tables), ("two", again)):
        folder = tmp_path / name
        folder.mkdir()
        for part in ("runs", "events", "outcomes"):
            write_parquet(folder / part, getattr(each, part))
        write_csv(folder / "summary", each.summary)
        told.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert told[0] == told[1] and len(told[0]) == 4


def test_means_and_paired_differences_by_hand() -> None:
    tables = tables_of(routes_design(), OUTCOME, [1, 2, 3], [2, 4, 3], [1, 2, 3])
    # Student's t with 2 degrees of freedom, 95%: 2.919986
    first, second, third = (row(tables, route) for route in (FIRST, SECOND, THIRD))
    half = 2.919986 / math.sqrt(3)
    assert [first["mean"], first["lo"], first["hi"]] == pytest.approx([2, 2 - half, 2 + half], abs=1e-5)
    assert [first["diff"], first["diff_lo"], first["diff_hi"]] == [0, 0, 0]
    # differences 1, 2, 0: mean 1, standard deviation 1
    assert [second["diff"], second["diff_lo"], second["diff_hi"]] == pytest.approx([1, 1 - half, 1 + half], abs=1e-5)
    assert [third["diff"], third["diff_lo"], third["diff_hi"]] == [0, 0, 0]
    assert first["futures"] == 3
    assert row(tables, SECOND, "k5_remedy")["mean"] == 0


def test_quantiles_over_futures_by_hand() -> None:
    values = np.random.default_rng(1).permutation(21).tolist()
    tables = tables_of(routes_design(range(1, 22), routes=(FIRST,), mixes=MIXES[:1]), OUTCOME, values)
    found = row(tables, FIRST)
    assert [found["p05"], found["p50"], found["p95"]] == pytest.approx([1, 10, 19])


def test_differences_are_over_futures_in_which_both_were_run() -> None:
    tables = tables_of(routes_design(), OUTCOME, [1, np.nan, 3], [2, 40, 6], [5, 5, np.nan])
    second, third = row(tables, SECOND), row(tables, THIRD)
    assert (second["futures"], second["mean"]) == (3, 16)
    assert second["diff"] == 2  # of 1 and 3
    assert (third["futures"], third["diff"]) == (2, 4)  # of the first future alone, so without an interval
    assert math.isnan(third["diff_hi"])


def test_the_static_comparison_is_told_apart_from_the_first_route_in_the_same_futures() -> None:
    design = routes_design(routes=(FIRST,), mixes=MIXES[:1])
    results = results_of(design, OUTCOME, {FIRST: [1, 2, 30], ENACTED: [2, 4, 0]})
    del results[2].values[ENACTED, MIXES[0]]
    found = row(make_routes_tables(design, results), ENACTED)
    assert (found["futures"], found["mean"], found["diff"]) == (2, 3, 1.5)


def test_summary_has_a_row_a_route_mix_year_and_outcome(tables: RoutesTables) -> None:
    keys = ["route", "mix", "year", "outcome"]
    assert len(tables.summary) == 4 * 2 * len(YEARS) * len(OUTCOMES)
    assert not tables.summary.duplicated(keys).any()
    assert list(tables.summary.columns) == [
        *keys,
        "futures",
        *("mean", "lo", "hi", "p05", "p50", "p95", "diff", "diff_lo", "diff_hi"),
    ]


def test_an_outcome_that_is_never_known_is_blank() -> None:
    design = routes_design(routes=(FIRST,), mixes=MIXES[:1])
    results = results_of(design, OUTCOME, {FIRST: [1, 2, 3]})
    for result in results:
        result.values[FIRST, MIXES[0]][:, PLACE["k5_remedy"]] = np.nan
    found = row(make_routes_tables(design, results), FIRST, "k5_remedy")
    assert found["futures"] == 0
    assert found[["mean", "lo", "hi", "p05", "p50", "p95", "diff"]].isna().all()


def test_a_worker_that_dies_is_told_in_words(design: RoutesDesign, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MOST_VAIN", 1)
    with pytest.raises(StudyError, match="fewer --workers"):
        run_futures(design, here(2), simulate=routes_parts.die)
