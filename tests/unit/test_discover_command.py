"""The verb `discover` from its front door to its figure, with a toy for the model and the EMA workbench itself."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import run
from experiments.cli import discover_command
from experiments.cli.analysis import way_of
from experiments.cli.draw_command import redraw
from experiments.report.terminal import output
from experiments.runs import manifest
from experiments.runs.store import read_csv, read_manifest, write_json, write_table
from experiments.studies.common.contract import MadeStudy
from experiments.studies.common.stored import StudyFolder
from experiments.studies.discovery import chance, features, search, trees
from experiments.studies.discovery.boxes import Ground
from experiments.studies.discovery.cases import contests
from experiments.studies.discovery.design import Search
from experiments.studies.discovery.figures.drawing import drawings
from experiments.studies.discovery.options import DiscoveryOptions
from experiments.studies.discovery.peeling import LEAST_MASS, peel, ranks_of
from experiments.studies.discovery.report import print_report
from experiments.studies.discovery.rows import COLUMNS, tables_of
from experiments.studies.discovery.search import search_all
from experiments.studies.discovery.tables import DiscoveryTables, read_finished
from experiments.studies.discovery.trees import grow_tree
from experiments.studies.discovery.workbench import prim_steps
from model.errors import InputError
from model.parameters import declared
from tests.unit import discovery_parts as parts
from tests.unit.figure_measures import faults_in

POINTS = 60
SMALL = ("--world", "small", "--mix", "1", "--mix", "3", "--points", str(POINTS))
ASKED = ("discover", *SMALL, "--ensemble", "prior", "--workers", "1")


@pytest.fixture(autouse=True, scope="module")
def quick(request: pytest.FixtureRequest) -> None:
    """Use the toy for the model, few shuffles and small forests, and keep the commit out of manifests."""
    patch = pytest.MonkeyPatch()
    request.addfinalizer(patch.undo)
    patch.setattr(discover_command, "way_of", lambda *given: replace(way_of(*given), simulator=parts.simulate))
    patch.setattr(chance, "FEWEST_SHUFFLES", 99)
    patch.setattr(features, "TREES", 20)
    patch.setattr(features, "SHUFFLES", 4)
    patch.setattr(trees, "SHUFFLES", 19)
    patch.setattr(manifest, "commit", lambda: "of this test")


@pytest.fixture(autouse=True)
def quick_peeling(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the study of `folder`, for which the workbench peels, let the quicker twin do it: it must be the same."""
    monkeypatch.setattr(search, "prim_steps", peel)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in which mix 3 loses on one outcome where a parameter is low, and ties on another."""
    out = tmp_path_factory.mktemp("discover") / "own"
    outcomes = ("--outcome", "chain_impact_dutch", "--outcome", "chain_impact_global")
    assert run.main([*ASKED, *outcomes, "--out", str(out)]) == 0
    return out


def test_the_peeling_of_shuffled_data_is_that_of_the_workbench() -> None:
    for draws, seed in ((101, 2), (37, 3)):
        at = parts.points(draws, 8, seed)
        chances = np.where((at[:, 2] > 5) & (at[:, 5] < 6), 0.8, 0.3)
        lost = np.random.default_rng(seed).random(draws) < chances
        ranks = ranks_of(at)
        steps = peel(ranks, lost, LEAST_MASS)
        assert len(steps) > 5 and prim_steps(ranks, lost, LEAST_MASS) == steps


def test_a_box_is_found_and_told_and_a_tie_is_no_loss(folder: Path) -> None:
    cases = read_csv(folder / "cases.csv").set_index("outcome")
    dutch, world = cases.loc["chain_impact_dutch"], cases.loc["chain_impact_global"]
    assert (dutch["focus"], dutch["against"], dutch["year"]) == ("broad", "best", 2030)
    points = pd.read_parquet(folder / "sample_points.parquet")
    lost = int((points[parts.FIRST] < parts.LOSES_BELOW).sum())
    assert 10 < lost < 50
    assert (dutch["draws"], dutch["lost"], dutch["tied"], dutch["won"]) == (POINTS, lost, 0, POINTS - lost)
    assert (dutch["verdict"], dutch["boxes"]) == ("searched", 1)
    assert (world["lost"], world["tied"], world["won"], world["verdict"]) == (0, POINTS, 0, "never")
    boxes = read_csv(folder / "boxes.csv")
    assert tuple(boxes.columns) == COLUMNS["boxes.csv"] and len(boxes) == 1
    row = boxes.iloc[0]
    assert (row["parameter"], row["mechanism"], row["limits"]) == (parts.FIRST, "learning", "high")
    assert row["high"] == pytest.approx(parts.LOSES_BELOW, abs=0.003) and row["low"] == row["range_low"]
    assert row["passes"] and row["chance_p"] == 0.01 and row["base_rate"] == pytest.approx(lost / POINTS)
    assert row["coverage"] > 0.9 and row["density"] > 0.9 and row["density_unseen"] > 0.9 and row["found_again"] == 1
    held = read_csv(folder / "features.csv")
    assert held.iloc[0]["parameter"] == parts.FIRST and held.iloc[0]["passes"] and held.iloc[0]["shift"] < -0.2
    assert "dummy" in set(held["parameter"]) and held["score"].sum() == pytest.approx(1)
    tree = read_csv(folder / "trees.csv")
    assert tree.iloc[0]["parameter"] == parts.FIRST and tree["passes"].all() and tree["accuracy_unseen"].min() > 0.9
    assert {path.name for path in (folder / "figures").iterdir()} == {"1_boxes.png", "1_boxes.svg"}
    assert (folder / "sample_points.parquet").is_file() and not (folder / "design.json").exists()


def test_the_sample_of_a_study_is_searched_again_without_a_run(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["discover", "--from", str(folder), "--outcome", "chain_impact_dutch", "--workers", "1"]
    assert run.main([*asked, "--out", str(tmp_path / "a"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    own = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert told["from"] == own["study_id"] != told["study_id"]
    again = read_csv(tmp_path / "a" / "boxes.csv")
    pd.testing.assert_frame_equal(again, read_csv(folder / "boxes.csv"))
    assert told["boxes"][0]["parameter"] == parts.FIRST and told["cases"][0]["verdict"] == "searched"
    left = {path.name for path in (tmp_path / "a").iterdir()}
    assert left == {*COLUMNS, "manifest.json", "checksums.json", "figures"}
    kept = json.loads((tmp_path / "a" / "manifest.json").read_text(encoding="utf-8"))
    assert kept["from"]["study_id"] == own["study_id"] and kept["settings"]["seed"] == 1
    assert run.main([*asked, "--out", str(tmp_path / "b"), "--json"]) == 0
    files = [path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.*")]
    assert all((tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes() for file in files)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("it loses in 100% of the draws in which", "learning.rate is below 0.06", "never lost", ", 0 runs")),
        (
            "nl",
            ("hij verliest in 100% van de trekkingen", "learning.rate onder 0,06", "nooit verloren", ", 0 runs"),
        ),
    ],
)
def test_what_was_found_is_told_in_words(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, told: Sequence[str]
) -> None:
    outcomes = ("--outcome", "chain_impact_dutch", "--outcome", "chain_impact_global", "--language", language)
    asked = ["discover", "--from", str(folder), *outcomes, "--workers", "1", "--out", str(tmp_path / "a")]
    assert run.main(asked) == 0
    out = capsys.readouterr().out
    assert all(len(line) <= 100 for line in out.splitlines() if "/" not in line)
    words = " ".join(out.split())
    assert [text for text in told if text not in words] == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("--set", "learning.rate=0.05"), "--set: --from runs nothing"),
        (("--world", "small"), "--world: --from runs nothing"),
        (("--points", "10"), "--points: --from runs nothing"),
        (("--outcome", "k8_trust"), "--outcome: unknown outcome of the study 'k8_trust'"),
        (("--year", "2035"), "--year: year = 2035 is not allowed; allowed: 2025, 2030"),
        (("--focus", "thematic"), "--focus: unknown mix of the study 'thematic'"),
    ],
)
def test_what_cannot_be_searched_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], given: Sequence[str], told: str
) -> None:
    assert run.main(["discover", "--from", str(folder), *given, "--out", str(tmp_path / "a")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


def test_bad_input_is_told_before_anything_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([*ASKED, "--against", "bost", "--out", str(tmp_path / "a")]) == 2
    assert "--against: unknown mix of the study 'bost'" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


def test_figures_are_drawn_again_from_the_folder_alone(folder: Path, tmp_path: Path) -> None:
    assert run.main(["discover", "--from", str(folder), "--workers", "1", "--out", str(tmp_path / "a")]) == 0
    shown = {each.name: each.read_bytes() for each in (tmp_path / "a" / "figures").iterdir()}
    again = redraw(tmp_path / "a", tmp_path / "again", "en", 1)
    assert {each.name: each.read_bytes() for each in again} == shown and len(shown) == 2
    alone = tmp_path / "alone"
    alone.mkdir()
    for name in ("manifest.json", *COLUMNS):
        (alone / name).write_bytes((folder / name).read_bytes())
    again = redraw(alone, tmp_path / "own", "en", 1)
    assert [each.read_bytes() for each in again] == [(folder / "figures" / each.name).read_bytes() for each in again]
    assert faults_in(again) == []
    dutch = redraw(alone, tmp_path / "dutch", "nl", 1)
    assert len(dutch) == 2 and all(each.read_bytes() != (tmp_path / "own" / each.name).read_bytes() for each in dutch)


def test_what_is_read_again_is_what_was_found(folder: Path) -> None:
    study = DiscoveryTables(read_finished(folder))
    assert (study.scope.draws, study.scope.seeds, study.scope.world) == (POINTS, 1, "small")
    assert [each.name for each in study.scope.mixes] == ["null_option", "broad"]
    assert study.scope.mix("3", "--focus") == "broad"
    dutch, world = study.findings
    assert (dutch.contest.outcome, dutch.verdict, world.verdict) == ("chain_impact_dutch", "searched", "never")
    assert (world.tied, world.lost, world.regions) == (1, 0, ())
    (own,) = dutch.regions[0].restrictions
    known = declared()[parts.FIRST]
    assert own.limited == (False, True) and own.high == pytest.approx(parts.LOSES_BELOW, abs=0.003)
    assert (own.factor.unit, own.factor.meaning) == (known.unit, known.meaning)
    assert (own.factor.low, own.factor.high) == known.plausible
    assert dutch.parameters[0] == (parts.FIRST, False) and dutch.accuracy > 0.9


def test_a_region_that_chance_explains_is_neither_reported_nor_drawn(folder: Path, tmp_path: Path) -> None:
    for name in ("manifest.json", *COLUMNS):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    for name in ("boxes.csv", "features.csv", "trees.csv"):
        write_table(tmp_path / name, read_csv(tmp_path / name).assign(passes=False))
    stored = read_finished(tmp_path)
    for found in DiscoveryTables(stored).findings:
        assert (found.regions, found.parameters) == ((), ()) and np.isnan(found.accuracy)
    assert drawings(stored, "en") == {}


def test_a_folder_that_does_not_say_what_its_sample_has_is_refused(folder: Path, tmp_path: Path) -> None:
    content = read_manifest(folder)
    del content["settings"]["sample"]
    write_json(tmp_path / "manifest.json", content)
    with pytest.raises(InputError, match="holds no discovery of this version"):
        read_finished(tmp_path)


def noise(folder: Path) -> StudyFolder:
    sample = parts.sample(np.random.default_rng(4).normal(size=(60, 2, 1)), columns=12)
    search = Search(sample.scope, DiscoveryOptions())
    for name, table in tables_of(search_all(sample, search.contests, 1, 1)).items():
        write_table(folder / name, table)
    return StudyFolder(folder, {"study_id": "0123", "settings": search.settings})


def test_noise_gives_no_figure_and_no_region_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stored = noise(tmp_path)
    study = DiscoveryTables(stored)
    assert {each.verdict for each in study.findings} == {"searched"} and not stored.table("boxes.csv")["passes"].any()
    assert drawings(stored, "en") == {}
    print_report(MadeStudy(None, stored, (), 0, (), 0), "en", output())
    out = " ".join(capsys.readouterr().out.split())
    assert "nothing beyond chance" in out and "No region beats shuffled data" in out and "Region 1" not in out


def test_the_order_of_contests_changes_nothing() -> None:
    at = parts.points(60, 12, 5)
    values = np.zeros((60, 3, 1))
    values[:, 1] = np.where(at[:, [2]] > 5, 1.0, -1.0)
    values[:, 2] = np.random.default_rng(1).normal(size=(60, 1))
    sample = parts.sample(values, columns=12)
    every = contests(sample.scope, DiscoveryOptions(against="base"))
    assert len(every) == 2
    one, other = (tables_of(search_all(sample, own, 1, 1)) for own in (every, every[::-1]))
    for name, table in one.items():
        keys = ["focus", "outcome"]
        left, right = (each.sort_values(keys, kind="stable").reset_index(drop=True) for each in (table, other[name]))
        pd.testing.assert_frame_equal(left, right)


def test_a_tree_of_noise_does_not_pass() -> None:
    noise = Ground(parts.factors(20), parts.points(80, 20, 8), np.arange(80) % 2 == 0)
    assert not grow_tree(noise, np.random.default_rng(1)).passes
    known = parts.ground(80, 20, 9, lambda at: (at[:, 3] > 4) & (at[:, 7] < 6))
    tree = grow_tree(known, np.random.default_rng(1))
    assert tree.passes and tree.accuracy > 0.85
    densest = tree.leaves[0]
    cuts = {factor.name: (low, high) for factor, low, high in densest.cuts}
    assert set(cuts) == {"group0.f3", "group1.f7"} and densest.density > 0.9
    low, high = cuts["group0.f3"]
    assert low == pytest.approx(4, abs=0.6) and high is None
    assert sum(leaf.mass for leaf in tree.leaves) == pytest.approx(1)
    assert sum(leaf.coverage for leaf in tree.leaves) == pytest.approx(1)
