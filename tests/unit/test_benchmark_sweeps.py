"""The benchmark of sweeps runs and adds up; no test asks how fast anything is."""

import json
from pathlib import Path

import pandas as pd
import pytest

from experiments.runs.design import default_mixes
from experiments.tools import benchmark_sweeps


def test_a_store_is_filled_with_as_many_runs_as_asked(tmp_path: Path) -> None:
    asked = len(default_mixes()) + 1
    design = benchmark_sweeps.fill(tmp_path / "a", asked)
    rows = pd.read_parquet(tmp_path / "a" / "outcomes.parquet")
    assert design.run_count == 2 * len(default_mixes())
    assert len(rows) == design.run_count * design.worlds[0][0].world.quarters
    assert len(rows.columns) == 8 + benchmark_sweeps.STORED_OUTCOMES
    assert rows.iloc[:, 8].nunique() > design.run_count


def test_ratios_are_of_the_times(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(benchmark_sweeps, "seconds_of_sweep", lambda design, workers: 10.0 / workers)
    monkeypatch.setattr(benchmark_sweeps, "seconds_of", lambda work: 8.0)
    monkeypatch.setattr(benchmark_sweeps, "simulate", lambda *arguments: [])
    assert benchmark_sweeps.main(["--seeds", "2", "--stored", "0", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found == pytest.approx({"two_workers_to_one": 2.0, "share_of_engine_and_store": 0.2})


def test_it_tells_in_a_table(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(benchmark_sweeps, "storage", lambda runs: {"stored_megabytes": 12.5})
    assert benchmark_sweeps.main(["--seeds", "0", "--stored", "5"]) == 0
    told = capsys.readouterr().out
    assert "stored megabytes" in told and "12.5" in told
    with pytest.raises(SystemExit):
        benchmark_sweeps.main(["--seeds", "-1"])
