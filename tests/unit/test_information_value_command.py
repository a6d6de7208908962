"""The verb `value-of-information` from the front door, with a stand-in for the model."""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

import run
from experiments.cli import robustness_command, sweep_command, value_of_information_command
from experiments.cli.analysis import way_of
from experiments.cli.draw_command import redraw
from experiments.runs import manifest
from experiments.runs.store import read_csv, read_manifest
from experiments.runs.sweeps.sweep import make_sweep
from experiments.studies.common import specification
from experiments.studies.common.factors import DUMMY_FACTOR, uncertain_factors
from experiments.studies.common.study import Way
from experiments.studies.information_value import partial as partials
from experiments.studies.information_value.figures.drawing import drawings
from experiments.studies.information_value.tables import InformationTables, read_finished
from tests.unit import discovery_parts
from tests.unit.figure_measures import faults_in

FEW = ["--world", "small", "--mix", "null_option", "--mix", "broad", "--workers", "1", "--ensemble", "prior"]
OUTCOMES = ["--outcome", "chain_impact_dutch", "--outcome", "chain_impact_global"]
QUICK = ["value-of-information", *FEW, *OUTCOMES, "--points", "60"]
SHUFFLED = partials.SHUFFLED


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a stand-in in which one of few parameters decides, and shuffle little."""
    monkeypatch.setattr(manifest, "commit", lambda: "of this test")
    monkeypatch.setattr(partials, "SHUFFLED", 9)
    monkeypatch.setattr(partials, "INERT", 299)
    every = uncertain_factors(simulated=True, dummy=False)
    few = (*[each for each in every if each.mechanism in ("learning", "remedy")], DUMMY_FACTOR)
    monkeypatch.setattr(specification, "uncertain_factors", lambda fixed, simulated: few)

    def quick(*arguments: Any) -> Way:
        return replace(way_of(*arguments), simulator=discovery_parts.simulate)

    for command in (value_of_information_command, robustness_command):
        monkeypatch.setattr(command, "way_of", quick)


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_decides_is_what_to_measure_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([*QUICK, "--out", str(tmp_path / "a")]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert f"measure first parameter {discovery_parts.FIRST}, worth" in shown
    assert "needs no measurement: Chain impact, all chains." in shown
    known = read_csv(tmp_path / "a" / "perfect.csv").set_index("outcome").loc["chain_impact_dutch"]
    low = float(np.mean(pd.read_parquet(tmp_path / "a" / "sample_points.parquet")[discovery_parts.FIRST] < 0.06))
    assert known["best"] == "broad" and known["switches"] == pytest.approx(low)
    assert known["at_least"] == known["at_most"] == pytest.approx(min(low, 1 - low), abs=1e-6)
    assert known["value"] == pytest.approx(known["at_most"], abs=1e-6)
    rows = read_csv(tmp_path / "a" / "partial.csv").query("outcome == 'chain_impact_dutch' and kind == 'parameter'")
    best = rows.sort_values("value").iloc[-1]
    assert best["name"] == discovery_parts.FIRST and best["clear"]
    assert best["value"] == pytest.approx(known["value"], rel=0.35) and best["value"] > 5 * best["floor"]
    assert rows["clear"].sum() <= 2
    assert read_manifest(tmp_path / "a")["settings"]["years"] == [2030]


@pytest.mark.slow
def test_the_bytes_are_the_same_whatever_the_number_of_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partials, "SHUFFLED", SHUFFLED)  # workers do not know of other numbers
    for name, workers in (("a", "1"), ("b", "2")):
        assert run.main([*QUICK, "--workers", workers, "--out", str(tmp_path / name)]) == 0
    assert everything(tmp_path / "b") == everything(tmp_path / "a")


def test_figures_are_drawn_again_from_the_folder_alone_in_two_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main([*QUICK, "--language", "nl", "--year", "2030", "--out", str(tmp_path / "a")]) == 0
    assert f"meet eerst parameter {discovery_parts.FIRST}" in " ".join(capsys.readouterr().out.split())
    stored = read_finished(tmp_path / "a")
    again = redraw(tmp_path / "a", tmp_path / "again", "nl", 1)
    assert faults_in(again) == []
    assert [path.name for path in again] == [
        f"{name}.{kind}" for name in ("1_mechanisms", "2_parameters") for kind in ("png", "svg")
    ]
    assert [path.read_bytes() for path in again] == [
        (tmp_path / "a/figures" / path.name).read_bytes() for path in again
    ]
    figure = drawings(stored, "en")["2_parameters"]()
    assert figure.get_figwidth() * 2.54 == pytest.approx(16)
    assert min(float(text.get_fontsize()) for text in figure.findobj(Text)) >= 7
    assert InformationTables(stored).parts == [("expected", 2030)]


def test_the_draws_of_a_finished_study_are_used_without_a_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "robust"
    study = ["robustness", *FEW, *OUTCOMES, "--points", "48", "--replicated", "8", "--scanned", "0"]
    assert run.main([*study, "--out", str(source)]) == 0
    capsys.readouterr()
    own = ["value-of-information", "--from", str(source), "--workers", "1", "--json", "--out", str(tmp_path / "a")]
    assert run.main(own) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["from"] == read_manifest(source)["study_id"]
    first = told["perfect"][0]
    assert (first["draws"], first["seeds"], first["best"]) == (48, 2, "broad")
    assert first["value"] is not None and first["at_least"] is None
    assert read_manifest(tmp_path / "a")["from"]["verb"] == "robustness"
    assert {each.name for each in redraw(tmp_path / "a", tmp_path / "b", "en", 1)}


def test_draws_of_an_ensemble_count_by_their_weight(tmp_path: Path) -> None:
    rates = np.linspace(0.0405, 0.0995, 60)
    table = pd.DataFrame({discovery_parts.FIRST: rates, "weight": np.where(rates < 0.06, 3.0, 1.0)})
    table.to_csv(tmp_path / "own.csv", index=False)
    words = [*QUICK[:-2], "--points", "200", "--ensemble", str(tmp_path / "own.csv"), "--out", str(tmp_path / "a")]
    assert run.main(words) == 0
    assert len(pd.read_parquet(tmp_path / "a" / "sample_points.parquet")) == 60
    counts = np.array(read_manifest(tmp_path / "a")["settings"]["counts"])
    known = read_csv(tmp_path / "a" / "perfect.csv").iloc[0]
    assert known["draws"] == pytest.approx(counts.sum() ** 2 / (counts**2).sum(), abs=1e-5)
    share = counts[rates < 0.06].sum() / 200
    assert share == pytest.approx(0.6, abs=0.02) and known["best"] == "null_option"
    assert known["at_most"] == pytest.approx(1 - share, abs=1e-6)


REFUSED = (
    (["--points", "39"], "a whole number from 40"),
    (["--from", "{few}"], "12 draws of parameters are known, counted by their weight; allowed: 40 or more"),
    (["--from", "{few}", "--mix", "broad"], "--mix: --from runs nothing"),
    (["--from", "{few}", "--world", "small"], "--world: --from runs nothing"),
    (["--from", "{few}", "--year", "2031"], "allowed: a year of the study: 2025, 2030"),
    (["--mix", "null_option"], "stands alone"),
    (["--outcome", "caseload"], "only describes"),
)


def test_what_cannot_be_used_is_refused_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few, out = tmp_path / "few", tmp_path / "out"
    quick = ["--points", "12", "--replicated", "0", "--scanned", "0"]
    assert run.main(["robustness", *FEW, *OUTCOMES, *quick, "--out", str(few)]) == 0
    for words, message in REFUSED:
        given = [word.format(few=few) for word in words]
        assert run.main(["value-of-information", *given, "--workers", "1", "--out", str(out)]) == 2
        assert message in " ".join(capsys.readouterr().err.split())
        assert not out.exists()


def test_a_sweep_is_read_and_other_studies_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (
        'mixes = ["null_option", "broad"]\nworlds = ["small"]\nseeds = [1, 2]\n[sample]\n'
        'method = "latin_hypercube"\ncount = 50\n'
        f"[sample.parameters]\n{discovery_parts.FIRST} = {{ low = 0.04, high = 0.1 }}\n"
        '[record]\noutcomes = ["chain_impact_dutch"]\nyears = [2031]\n'
    )
    monkeypatch.setattr(sweep_command, "make_sweep", partial(make_sweep, simulator=discovery_parts.simulate))
    one = ["--workers", "1"]
    (tmp_path / "sweep.toml").write_text(text, encoding="utf-8")
    assert run.main(["sweep", str(tmp_path / "sweep.toml"), "--workers", "1", "--out", str(tmp_path / "sweep")]) == 0
    assert (
        run.main(["value-of-information", *one, "--from", str(tmp_path / "sweep"), "--out", str(tmp_path / "a")]) == 0
    )
    rows = read_csv(tmp_path / "a" / "partial.csv")
    assert set(rows["name"]) == {discovery_parts.FIRST, discovery_parts.FIRST.partition(".")[0]}
    assert run.main(["value-of-information", *one, "--from", str(tmp_path / "a"), "--out", str(tmp_path / "b")]) == 2
    assert "without draws of parameters" in capsys.readouterr().err
