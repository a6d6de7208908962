"""`pressure` on the command line: options, JSON, both languages, its figure, failures, and the same bytes."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest

import run
from experiments.cli import reproduce_command
from experiments.cli.draw_command import redraw
from experiments.report.style import RULES
from experiments.runs.store import read_csv, read_manifest, read_parquet, write_json
from experiments.studies.common import contract
from experiments.studies.pressure import analysis
from experiments.studies.pressure.figures.drawing import columns, draw, drawings
from experiments.studies.pressure.report import PressureReport
from experiments.studies.pressure.tables import read_finished
from experiments.tools.published_studies import PUBLISHED, Published
from model.errors import InputError
from model.scenario import Scenario
from model.simulation import Run
from tests.unit import pressure_parts
from tests.unit.figure_measures import faults_in
from tests.unit.figure_parts import texts_of
from tests.unit.pressure_parts import design_of, tables_of
from tests.unit.test_engine import tiny_world

QUICK = ("pressure", "--world", "small", "--replicates", "2", "--workers", "1")
TABLES = {"runs.parquet", "draws.parquet", "levels.parquet", "pressure.csv", "manifest.json", "checksums.json"}
FIGURES = {f"figures/{name}.{kind}" for name in ("1_pressure", "appendix_1_pressure") for kind in ("png", "svg")}


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Replace the model by made-up numbers, and keep results out of the checkout."""
    use(monkeypatch, pressure_parts.observe)
    monkeypatch.setattr("experiments.cli.analysis.RESULTS", tmp_path / "results")


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch, fake: None) -> None:
    """Write figures without drawing them, where a test is about the rest of the study."""
    monkeypatch.setattr(contract, "draw_figures", written)


def written(drawings: Mapping[str, object], folder: Path, workers: int, source: str) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"{name}.{kind}" for name in drawings for kind in ("png", "svg")]
    for path in paths:
        path.write_bytes(b"picture")
    return paths


def use(monkeypatch: pytest.MonkeyPatch, observe: Any) -> None:
    monkeypatch.setattr(analysis, "observe", observe)


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run.main(["pressure", "--help"])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    options = ("mix", "course", "replicates", "from", "by", "sector", "tier", "country", "world", "set", "seed")
    assert all(f"--{name} " in shown for name in (*options, "workers", "out", "force", "json", "language"))


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_study_is_written_and_said(language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "study"
    assert run.main([*QUICK, "--out", str(out), "--language", language]) == 0
    shown = capsys.readouterr().out
    tables, _, short = shown.partition({"en": "In short", "nl": "In het kort"}[language])
    assert max(map(len, tables.splitlines())) <= 100
    assert short.count("\n- ") <= 9
    assert ("The three forces together" in shown) == (language == "en")
    assert ("De drie krachten samen" in shown) == (language == "nl")
    assert set(everything(out)) == TABLES | FIGURES
    manifest = read_manifest(out)
    assert (manifest["verb"], manifest["from"], manifest["by"]) == ("pressure", "2022Q1", ["sector", "tier", "country"])
    assert manifest["sets"]["three_forces"] == ["leverage", "voice", "enforcement"]
    assert sum("held" in each for each in manifest["scenarios"]) == len(manifest["sets"]) - 1


@pytest.mark.usefixtures("undrawn")
def test_json_has_what_the_table_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "study"
    assert run.main([*QUICK, "--json", "--by", "tier", "--out", str(out)]) == 0
    told = json.loads(capsys.readouterr().out)
    table = read_csv(out / "pressure.csv")
    assert len(told["pressure"]) == len(table)
    assert set(table["dimension"]) == {"all", "tier"}
    assert read_parquet(out / "levels.parquet")["seed"].unique().tolist() == [1, 2]
    assert (told["by"], told["figures"]) == (["tier"], [str(out / name) for name in sorted(FIGURES)])


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--mix", "brood"], "did you mean 'broad'?"),
        (["--course", "expacted"], "did you mean 'expected'?"),
        (["--world", "smal"], "did you mean 'small'?"),
        (["--replicates", "0"], "a whole number from 1"),
        (["--from", "2022"], "allowed: a quarter, as in 2022Q1"),
        (["--from", "2019Q4"], "--from: 2019Q4 is not allowed; allowed: a quarter from 2020Q1 to 2031Q4"),
        (["--by", "theme"], "invalid choice: 'theme'"),
        (["--sector", "TEC"], "--sector: unknown sector 'TEC'; did you mean"),
        (["--tier", "4"], "a whole number from 1 to 3"),
        (["--country", "CHM"], "--country: unknown country 'CHM'; did you mean"),
        (["--tiers", "1"], "did you mean '--tier'?"),
        (["--set", "conditions.cots=1"], "did you mean 'conditions.cost'?"),
    ],
)
def test_what_cannot_be_used_is_refused(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main([*QUICK, "--out", str(tmp_path / "study"), *arguments]) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("undrawn")
@pytest.mark.slow
def test_what_was_made_is_replaced_only_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [*QUICK, "--out", str(tmp_path / "study")]
    assert [run.main(each) for each in (words, words, [*words, "--force"])] == [0, 2, 0]
    assert "add --force to replace it" in capsys.readouterr().err


@pytest.mark.usefixtures("undrawn")
def test_a_part_of_the_world_is_named_with_what_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([*QUICK, "--tier", "2", "--sector", "TEX", "--out", str(tmp_path / "study")]) == 0
    shown = capsys.readouterr().out
    assert "(TEX, 2)" in shown
    assert "enforcement there, insight of buyers, motivation of companies" in shown
    assert read_manifest(tmp_path / "study")["part"] == {"sectors": ["TEX"], "tiers": [2]}


def fail_once(scenarios: Sequence[Scenario], seed: int) -> list[Run]:
    if seed == 1 and any(len(each.held) == 1 for each in scenarios):
        raise ValueError("broken on purpose")
    return pressure_parts.observe(scenarios, seed)


def fail_always(scenarios: Sequence[Scenario], seed: int) -> list[Run]:
    raise ValueError("broken on purpose")


@pytest.mark.usefixtures("undrawn")
def test_runs_that_fail_are_listed_and_too_many_leave_the_figure_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use(monkeypatch, fail_once)
    assert run.main([*QUICK, "--out", str(tmp_path / "study")]) == 1
    told = capsys.readouterr().err
    assert "leverage seed 1: ValueError: broken on purpose" in told
    assert set(everything(tmp_path / "study")) == TABLES
    assert drawings(read_finished(tmp_path / "study"), "en") == {}
    use(monkeypatch, fail_always)
    assert run.main([*QUICK, "--out", str(tmp_path / "other")]) == 1
    assert "every run failed" in capsys.readouterr().err
    assert not (tmp_path / "other").exists()


@pytest.mark.usefixtures("fake")
@pytest.mark.slow
def test_it_is_among_the_published_studies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert PUBLISHED["pressure"].words[:1] == ("pressure",)
    published = Published(tmp_path / "reference", QUICK[:5])
    out = ("--out", str(tmp_path / "again"))
    monkeypatch.setattr(reproduce_command, "PUBLISHED", {"pressure": published})
    assert run.main(["reproduce", "pressure", "--workers", "1", *out]) == 0
    assert run.main(["reproduce", "pressure", "--check", "--workers", "1", *out]) == 0
    assert "ok   pressure.csv: identical" in capsys.readouterr().out


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize("further", [(), ("--tier", "2", "--by", "tier", "--from", "2024Q3")])
def test_the_figure_is_drawn_again_from_the_folder_alone(further: tuple[str, ...], tmp_path: Path) -> None:
    out = tmp_path / "study"
    assert run.main([*QUICK, *further, "--out", str(out)]) == 0
    study = read_finished(out)
    manifest = read_manifest(out)
    assert {name: manifest[name] for name in study.design.content()} == json.loads(json.dumps(study.design.content()))
    again = redraw(out, tmp_path / "again", "en", 1)
    assert [path.name for path in again] == sorted(path.name for path in (out / "figures").iterdir())
    assert [path.read_bytes() for path in again] == [(out / "figures" / path.name).read_bytes() for path in again]
    dutch = redraw(out, tmp_path / "dutch", "nl", 1)
    assert all(path.read_bytes() != (tmp_path / "again" / path.name).read_bytes() for path in dutch)
    assert faults_in([*again, *dutch]) == []


@pytest.mark.usefixtures("undrawn")
def test_a_folder_of_something_else_is_not_read(tmp_path: Path) -> None:
    out = tmp_path / "study"
    assert run.main([*QUICK, "--out", str(out)]) == 0
    manifest = read_manifest(out)
    write_json(out / "manifest.json", {**manifest, "by": ["tier"]})
    with pytest.raises(InputError, match="come out otherwise in this version"):
        read_finished(out)
    write_json(out / "manifest.json", {**manifest, "verb": "compare"})
    with pytest.raises(InputError, match="holds no study of pressure points"):
        read_finished(out)


@pytest.mark.usefixtures("undrawn")
def test_one_seed_has_no_interval(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([*QUICK, "--replicates", "1", "--out", str(tmp_path / "study")]) == 0
    assert " ±" not in capsys.readouterr().out.partition("million workers")[2]
    assert read_csv(tmp_path / "study" / "pressure.csv")["lo"].isna().all()
    assert set(everything(tmp_path / "study")) == TABLES | FIGURES


@pytest.mark.parametrize("language", ["en", "nl"])
def test_text_of_the_figure_is_large_enough_inside_the_page_and_apart(language: str) -> None:
    with mpl.rc_context(RULES):
        figure = draw(tables_of(design_of()), language)
        figure.draw_without_rendering()
    width, height = figure.canvas.get_width_height()
    boxes = [(each.get_text(), each.get_window_extent().padded(-1.5)) for each in texts_of(figure)]
    assert [each.get_text() for each in texts_of(figure) if float(each.get_fontsize()) < 7] == []
    outside = [text for text, box in boxes if min(box.x0, box.y0, width - box.x1, height - box.y1) < 0]
    assert outside == []
    assert [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.overlaps(b)] == []
    assert not any(re.search(r"\{|\bnan\b", text) for text, _ in boxes)


def test_the_figure_leaves_out_groups_without_a_part_worth_seeing() -> None:
    report = PressureReport(tables_of(design_of()), "en")
    shown = columns(report)
    parts = report.parts(report.ordered()[-1])
    assert [each.key for each in shown if each.dimension == "tier"] == ["1", "2", "3"]
    assert all(parts[each][0] >= 0.005 for each in shown)
    assert 0 < sum(each.dimension == "country" for each in shown) <= 8
    assert math.isclose(sum(part for group, (part, _) in parts.items() if group.dimension == "sector"), 1)


@pytest.mark.slow
def test_the_model_gives_the_same_bytes_for_one_and_two_workers(tmp_path: Path) -> None:
    words = ["pressure", "--world", tiny_world(tmp_path), "--replicates", "2", "--by", "tier"]
    for workers in ("1", "2"):
        assert run.main([*words, "--workers", workers, "--out", str(tmp_path / workers)]) == 0
    one, two = (everything(tmp_path / workers) for workers in ("1", "2"))
    assert [name for name in one if one[name] != two[name]] == []
    assert set(one) == set(two) == TABLES | FIGURES
