"""The benchmark runs and adds up; no test asks how fast anything is."""

import json

import pytest

from experiments.tools import benchmark
from experiments.tools.benchmark import Timing

TIMING = Timing(scale=1.0, companies=100, suppliers=300, links=1000, quarters=4, build=1.0, run=0.5, floor=0.05)
QUICK = ["--world", "small", "--quarters", "2", "--repeats", "1", "--scales", "1.5"]


def test_speeds_by_hand() -> None:
    found = TIMING.derived()
    assert found["agents_per_second"] == pytest.approx(3200)
    assert found["links_per_second"] == pytest.approx(8000)
    assert found["milliseconds_per_quarter"] == pytest.approx(125)
    assert found["nanoseconds_per_link"] == pytest.approx(0.5e9 / 4000)
    assert found["ratio_to_floor"] == pytest.approx(10)


def test_best_of_takes_every_repeat() -> None:
    done: list[int] = []
    assert benchmark.best_of(3, lambda: done.append(1)) >= 0
    assert len(done) == 3


def test_it_runs_on_the_small_world(capsys: pytest.CaptureFixture[str]) -> None:
    assert benchmark.main([*QUICK, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    one, larger = found["scales"]
    assert (one["scale"], larger["scale"], one["per_link_ratio"]) == (1.0, 1.5, 1.0)
    assert (one["companies"], one["suppliers"], one["quarters"]) == (220, 400, 2)
    assert larger["links"] > one["links"]
    assert min(one["build"], one["run"], one["floor"]) > 0
    assert found["peak_memory_mib"] == "not measured" or found["peak_memory_mib"] > 0


def test_it_tells_in_tables(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "measure", lambda *_: TIMING)
    monkeypatch.setattr(benchmark, "peak_memory", lambda: None)
    assert benchmark.main(["--world", "small", "--scales"]) == 0
    told = capsys.readouterr().out
    assert "not measured" in told
    assert "125,000" in told


def test_bad_input_ends_with_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert benchmark.main(["--world", "smal"]) == 2
    assert "small" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        benchmark.main(["--quarters", "0"])
    assert ended.value.code == 2
