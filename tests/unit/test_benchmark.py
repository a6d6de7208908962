"""The benchmark runs and adds up; no test asks how fast anything is."""

import itertools
import json
from typing import Any

import numpy as np
import pytest

from experiments.runs.design import default_mixes
from experiments.tools import benchmark
from model.scenario import load_scenario
from model.schedule import STEP
from model.simulation import start
from tests.twin.twin import PROCESSES, Comparison

QUICK = ["--world", "small", "--mix", "broad", "--quarters", "2", "--repeats", "1", "--scales", "1.5", "1", "--json"]


@pytest.fixture
def one_mix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "default_mixes", lambda: ("broad",))


def measured(part: str, capsys: pytest.CaptureFixture[str]) -> Any:
    assert benchmark.main([part, *QUICK, "--sweep-seeds", "1"]) == 0
    return json.loads(capsys.readouterr().out)[part]


def test_works_are_done_in_turns_and_the_median_time_counts() -> None:
    done: list[str] = []
    # each work takes two looks at the clock: 1, 9 and 2 seconds for a, 3, 4 and 30 for b
    times = itertools.accumulate([0, 1, 0, 3, 0, 9, 0, 4, 0, 2, 0, 30])
    found = benchmark.in_turns(3, lambda: done.append("a"), lambda: done.append("b"), clock=lambda: float(next(times)))
    assert done == ["a", "b"] * 3
    assert found == [2.0, 4.0]


def test_runs_a_minute_follow_from_the_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "in_turns", lambda repeats, *works, **clock: [10.0, 40.0])
    options = benchmark.parse(["runs", *QUICK])
    (found,) = benchmark.runs(options)
    runs = len(default_mixes())
    assert [*found.values()] == pytest.approx([6.0 * runs, 1.5 * runs, 4.0])


@pytest.mark.usefixtures("one_mix")
def test_the_engine_and_mesa_do_the_same_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    values: list[Any] = []

    def do(repeats: int, *works: Any) -> list[float]:
        values.extend(work() for work in works)
        return [1.0, 1.0]

    monkeypatch.setattr(benchmark, "in_turns", do)
    benchmark.runs(benchmark.parse(["runs", *QUICK]))
    (run,), rows = values
    names = list(run.outcomes)
    assert np.array_equal([[row[name] for name in names] for row in rows], run.values, equal_nan=True)


def test_processes_add_up_to_the_quarter(capsys: pytest.CaptureFixture[str]) -> None:
    *found, whole = measured("processes", capsys)
    assert [each["process"] for each in found] == [*(process.name for process in STEP), "(outcomes)"]
    assert sum(each["ms a quarter"] for each in found) == pytest.approx(whole["ms a quarter"])
    assert sum(each["% of quarter"] for each in found) == pytest.approx(whole["% of quarter"]) == 100


def test_sizes_rise_with_scale(capsys: pytest.CaptureFixture[str]) -> None:
    one, larger = measured("sizes", capsys)
    assert (one["scale"], larger["scale"]) == (1.0, 1.5)
    assert larger["links"] > one["links"] > 0
    assert min(one["ns a link"], one["times the floor"]) > 0


def test_nanoseconds_a_link_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "in_turns", lambda *works: [4.0, 0.5])
    scenario = load_scenario("broad", world="small")
    found = benchmark._size(scenario, benchmark.parse(QUICK))
    links = start(scenario, 1).state.link.rows
    assert found["ns a link"] == pytest.approx(4.0 / 2 / links * 1e9)
    assert found["times the floor"] == pytest.approx(8.0)


def test_the_twin_is_compared(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert tuple(each["process"] for each in measured("twin", capsys)) == (*PROCESSES, "(together)")
    found = {"a": Comparison(6.0, 2.0, 1e-16), "b": Comparison(9.0, 1.0, 3e-16)}
    monkeypatch.setattr("tests.twin.twin.compare", lambda *asked: found)
    rows = measured("twin", capsys)
    assert [each["times as long"] for each in rows] == [3.0, 9.0, 5.0]
    assert [each["difference"] for each in rows] == ["1e-16", "3e-16", "3e-16"]


def test_without_the_tests_there_is_no_twin(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benchmark, "TWIN", "tests.twin.none")
    assert benchmark.main(["twin", *QUICK]) == 2
    assert "checkout" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.usefixtures("one_mix")
def test_sweeps_are_measured(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = measured("sweeps", capsys)
    assert found["kB a run"] > 1
    turns = iter([[10.0, 5.0, 8.0], [0.25]])
    monkeypatch.setattr(
        benchmark, "in_turns", lambda repeats, *works, **clock: ([work() for work in works], next(turns))[1]
    )
    (found,) = measured("sweeps", capsys)
    assert (found["two workers to one"], found["engine and store %"]) == pytest.approx((2.0, 20.0))
    assert found["ms to read bands"] == pytest.approx(250)


def test_it_reports_in_tables(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(benchmark.PARTS, "sizes", lambda options: [{"scale": 0.5, "links": 12345.0, "name": "x"}])
    assert benchmark.main(["sizes"]) == 0
    told = capsys.readouterr().out
    assert "0.50" in told and "12,345" in told and "x" in told


@pytest.mark.parametrize("wrong", [["--quarters", "0"], ["--sweep-seeds", "0"], ["size"]])
def test_wrong_options_end_with_status_2(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        benchmark.main(wrong)
    assert ended.value.code == 2


def test_a_wrong_name_ends_with_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert benchmark.main(["processes", "--world", "smal"]) == 2
    assert "small" in capsys.readouterr().err
