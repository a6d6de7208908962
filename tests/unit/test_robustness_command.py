"""The verb `robustness` from the front door, with a stand-in for the model."""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import run
from experiments.cli import robustness_command
from experiments.cli.analysis import way_of
from experiments.cli.draw_command import redraw
from experiments.runs import manifest
from experiments.runs.store import read_csv
from experiments.studies.common.factors import uncertain_factors
from experiments.studies.common.stored import read_stored
from experiments.studies.common.study import Way
from experiments.studies.robustness import design
from experiments.studies.robustness.tables import RobustnessTables
from tests.unit import fake_sweep
from tests.unit.figure_measures import faults_in

QUICK = ["robustness", "--world", "small", "--mix", "null_option", "--mix", "broad", "--points", "12", "--workers", "1"]
OUTCOMES = ["--outcome", "chain_impact_dutch", "--outcome", "public_cost", "--outcome", "k5_remedy"]


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a stand-in for the model, and keep what others do to the checkout out of manifests."""
    monkeypatch.setattr(manifest, "commit", lambda: "of this test")

    def quick(*arguments: Any) -> Way:
        return replace(way_of(*arguments), simulator=fake_sweep.simulate)

    monkeypatch.setattr(robustness_command, "way_of", quick)


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


PRIOR = ("--ensemble", "prior")


def test_a_study_is_reported_written_and_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([*QUICK, *OUTCOMES, *PRIOR, "--scanned", "2", "--out", str(tmp_path / "a")]) == 0
    shown = capsys.readouterr().out
    assert "first, % of 12 draws, 2030" in shown and "Where the leading option changes" in shown
    made = everything(tmp_path / "a")
    assert "better than 1, % of 12 draws" in shown and "no change of leader at the values scanned" in shown
    tables = {"ranks", "rank_shares", "pairwise", "regret", "pareto", "lens", "guard", "flips", "scan", "scanned"}
    tables.add("claims_over_draws")
    figures = {f"figures/{name}.{kind}" for name in ("1_rank_probability", "2_flip_points") for kind in ("png", "svg")}
    samples = {
        f"{name}_{kind}.parquet" for name in ("sample", "sample_again", "scan") for kind in ("points", "outcomes")
    }
    assert set(made) == {f"{name}.csv" for name in tables} | figures | samples | {"manifest.json", "checksums.json"}
    assert run.main([*QUICK, *OUTCOMES, *PRIOR, "--scanned", "2", "--out", str(tmp_path / "b")]) == 0
    assert everything(tmp_path / "b") == made


def test_figures_are_drawn_again_from_the_folder_alone(tmp_path: Path) -> None:
    given = ["--course", "expected", "--course", "as_enacted", "--set", "learning.rate=0.08"]
    assert run.main([*QUICK, *OUTCOMES, *PRIOR, *given, "--out", str(tmp_path / "a")]) == 0
    stored = read_stored(tmp_path / "a")
    made = sorted((tmp_path / "a" / "figures").iterdir())
    assert faults_in(made) == []
    again = sorted(redraw(tmp_path / "a", tmp_path / "b", "en", 1))
    assert len(made) == 8 and [path.name for path in again] == [path.name for path in made]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in made]
    study, scanned = RobustnessTables(stored), read_csv(tmp_path / "a" / "scanned.csv")
    assert [each.name for each in study.scanned] == list(dict.fromkeys(scanned["parameter"]))
    simulated = any(each.course.simulated for each in stored.subject.scenarios)
    assert study.parameters == len(uncertain_factors(("learning.rate",), simulated, dummy=False))
    assert {each["name"] for each in stored.settings["lenses"]} == set(read_csv(tmp_path / "a" / "lens.csv")["lens"])


@pytest.mark.slow
def test_dutch_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([*QUICK, *OUTCOMES, "--language", "nl", "--scanned", "0", "--out", str(tmp_path / "a")]) == 0
    assert "eerste, % van 12 trekkingen" in capsys.readouterr().out
    more = ["--json", "--scanned", "0", "--out", str(tmp_path / "b")]
    assert run.main([*QUICK, *OUTCOMES, *more]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["failed"] == [] and {row["option"] for row in content["ranks"]} == {"null_option", "broad"}


def test_options_are_ranked_over_an_ensemble_and_beside_it_over_the_prior(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pd.DataFrame({"learning.rate": [0.05, 0.06, 0.07], "weight": [1, 0, 1]}).to_csv(tmp_path / "mine.csv", index=False)
    more = ["--scanned", "1", "--ensemble", str(tmp_path / "mine.csv"), "--out", str(tmp_path / "a")]
    assert run.main([*QUICK, *OUTCOMES, *more]) == 0
    shown = capsys.readouterr().out
    assert "ensemble mine" in shown and "over the prior" in shown
    ranks = pd.read_csv(tmp_path / "a" / "ranks.csv")
    assert ranks.groupby("sample", sort=False)["draws"].max().to_dict() == {"ensemble": 12, "prior": 12}
    points = pd.read_parquet(tmp_path / "a" / "sample_points.parquet")
    assert points["learning.rate"].tolist() == [0.05] * 6 + [0.07] * 6
    study = RobustnessTables(read_stored(tmp_path / "a"))
    assert (study.ensemble, study.parameters, study.over_ensemble) == ("mine", 1, True)
    assert set(study.ranks["sample"]) == {"ensemble"} and set(study.prior_ranks["sample"]) == {"prior"}
    own = study.prior_ranks[study.prior_ranks["outcome"] == "chain_impact_dutch"].set_index("option")["first"]
    assert study.prior_leader("mix", "expected", "chain_impact_dutch") == (own.idxmax(), own.max())
    pd.DataFrame({"learning.rat": [0.05]}).to_parquet(tmp_path / "wrong.parquet")
    more = ["--ensemble", str(tmp_path / "wrong.parquet"), "--out", str(tmp_path / "b")]
    assert run.main([*QUICK, *more]) == 2
    assert "learning.rate" in capsys.readouterr().err and not (tmp_path / "b").exists()


def test_what_was_given_a_value_keeps_it_in_every_draw(tmp_path: Path) -> None:
    pd.DataFrame({"learning.rate": [0.05], "leverage.steepness": [3.0]}).to_csv(tmp_path / "mine.csv", index=False)
    more = ["--ensemble", str(tmp_path / "mine.csv"), "--set", "learning.rate=0.09", "--scanned", "0"]
    assert run.main([*QUICK, *OUTCOMES, *more, "--out", str(tmp_path / "a")]) == 0
    assert list(pd.read_parquet(tmp_path / "a" / "sample_points.parquet")) == ["leverage.steepness"]


@pytest.mark.slow
def test_several_courses_compete_under_each_mix(tmp_path: Path) -> None:
    more = ["--course", "expected", "--course", "as_enacted", "--scanned", "1", "--out", str(tmp_path / "a")]
    assert run.main([*QUICK, "--outcome", "chain_impact_dutch", *more]) == 0
    ranks = read_csv(tmp_path / "a" / "ranks.csv")
    assert set(zip(ranks["kind"], ranks["context"], strict=True)) == {
        ("mix", "expected"),
        ("mix", "as_enacted"),
        ("course", "null_option"),
        ("course", "broad"),
    }
    assert (tmp_path / "a" / "figures" / "1_rank_probability_expected.png").is_file()


def test_an_outcome_that_cannot_be_won_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([*QUICK, "--outcome", "caseload", "--out", str(tmp_path / "a")]) == 2
    assert "caseload only describes" in capsys.readouterr().err and not (tmp_path / "a").exists()


def test_ctrl_c_keeps_what_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(design, "scan_points", partial(stop))
    assert run.main([*QUICK, *OUTCOMES, "--out", str(tmp_path / "a")]) == 130
    assert "go on where it was" in capsys.readouterr().err
    monkeypatch.undo()
    assert (tmp_path / "a" / "work" / "sample" / "manifest.json").is_file()
