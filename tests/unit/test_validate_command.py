"""`validate` on the command line: both languages, JSON, refusals, failures, figures from the folder, same bytes."""

import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pytest
from rich.console import Console

import run
from experiments.cli import reproduce_command, validate_command
from experiments.cli.draw_command import redraw
from experiments.report.style import RULES
from experiments.runs.store import read_manifest, read_parquet, write_json
from experiments.studies.common.contract import MadeStudy
from experiments.studies.validation import analysis
from experiments.studies.validation.design import targets
from experiments.studies.validation.figures import kinds, misses, years
from experiments.studies.validation.figures.drawing import drawings
from experiments.studies.validation.report import ValidationReport, print_report
from experiments.studies.validation.tables import ValidationTables, read_finished
from experiments.tools.published_studies import PUBLISHED, Published
from model.errors import InputError
from tests.unit import validation_parts
from tests.unit.figure_measures import faults_in
from tests.unit.figure_parts import texts_of
from tests.unit.validation_parts import FAR, LOST, UNLUCKY_SEED

TABLES = {
    "checksums.json",
    "draws.parquet",
    "manifest.json",
    "observations.csv",
    "runs.parquet",
    "summary.csv",
    "targets.csv",
    "values.parquet",
}
FIGURES = {f"figures/{name}.{kind}" for name in (kinds.NAME, misses.NAME, years.NAME) for kind in ("png", "svg")}


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    path = validation_parts.write_ensemble(tmp_path_factory.mktemp("ensemble") / "own.parquet")
    return [
        "validate",
        "--ensemble",
        str(path),
        "--draws",
        "12",
        "--default-replicates",
        "4",
        "--seed",
        "1",
        "--workers",
        "1",
    ]


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the model by made-up numbers, and draw no figures, which takes longer than all else."""
    use(monkeypatch, validation_parts.observe)
    monkeypatch.setattr(validate_command, "drawings", lambda finished, language: {})


def use(monkeypatch: pytest.MonkeyPatch, observe: Callable[..., Any]) -> None:
    monkeypatch.setattr(analysis, "observe_all", observe)


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def finished(words: list[str], tmp_path_factory: pytest.TempPathFactory) -> ValidationTables:
    """Return a study of the stand-in."""
    out = tmp_path_factory.mktemp("finished") / "study"
    with pytest.MonkeyPatch.context() as patch:
        use(patch, validation_parts.observe)
        patch.setattr(validate_command, "drawings", drawings)
        assert run.main([*words, "--out", str(out)]) == 0
    return read_finished(out)


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run.main(["validate", "--help"])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    options = (
        "draws",
        "replicates",
        "default-replicates",
        "ensemble",
        "sample",
        "world",
        "set",
        "seed",
        "workers",
        "out",
    )
    assert all(f"--{name} " in shown for name in (*options, "force", "json", "language"))


def said(finished: ValidationTables, language: str) -> str:
    """Return what the terminal shows of a study."""
    shown = io.StringIO()
    made = MadeStudy(None, finished, (), 0, (), 0)
    print_report(made, language, Console(file=shown, width=100, highlight=False, markup=False))
    return shown.getvalue()


def test_a_study_is_written(finished: ValidationTables, words: list[str]) -> None:
    assert set(everything(finished.folder)) == TABLES | FIGURES
    manifest = read_manifest(finished.folder)
    assert (manifest["verb"], manifest["settings"]["draws"], manifest["ensemble"]["name"]) == ("validate", 12, "own")
    assert words[2].endswith("own.parquet")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_study_is_said(language: str, finished: ValidationTables) -> None:
    tables, _, after = said(finished, language).partition(
        {"en": "Targets: ensemble", "nl": "Doelen: ensemble"}[language]
    )
    assert max(map(len, tables.splitlines())) <= 100
    counts = finished.counts("ensemble")
    wanted = {"en": "{} of {} targets are inside", "nl": "{} van de {} doelen liggen binnen"}[language]
    assert "Ensemble: " + wanted.format(int(counts["targets_inside"]), len(targets())) in after
    assert f"T18 ({FAR} +" in after
    assert f"T02 ({LOST} –)" in after
    assert f": {LOST} (0%)" in after
    assert ("kept apart from the fit, the 80% interval holds" in after) == (language == "en")
    unfitted = {"en": "not fitted to observations", "nl": "niet aan waarnemingen aangepast"}[language]
    assert unfitted in after
    stored = replace(finished, manifest={**finished.manifest, "ensemble": {"kind": "posterior"}})
    assert unfitted not in said(stored, language)


def test_targets_without_observations_are_named_with_their_reason(finished: ValidationTables) -> None:
    rows = finished.with_verdict("ensemble", "not compared")
    observed = set(finished.observations["target"])
    assert not observed & set(rows["target"])
    assert (rows["reason"] != "").all(), "scenarios/data/misfits.csv has no row for a target that is not compared"


def test_json_has_what_the_tables_have(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "study"
    without_ensemble = [words[0], *words[3:], "--sample", "prior", "--sample", "defaults"]
    assert run.main([*without_ensemble, "--json", "--out", str(out)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {row["sample"] for row in told["observations"]} == {"prior", "defaults"}
    assert len(told["targets"]) == 2 * 28
    assert told["ensemble"] == {}
    assert read_parquet(out / "values.parquet")["seed"].min() == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--draws", "1"], "a whole number from 2"),
        (["--world", "hystory"], "unknown world with observations 'hystory'"),
        (["--sample", "posterior"], "invalid choice: 'posterior'"),
        (["--ensemble", "nothing"], "unknown ensemble 'nothing'"),
        (["--sample", "prior"], "--ensemble: nothing is drawn from it without --sample ensemble"),
        (["--set", "conditions.cots=1"], "did you mean 'conditions.cost'?"),
        (["--draw", "3"], "did you mean '--draws'?"),
    ],
)
def test_what_cannot_be_used_is_refused(
    arguments: list[str], message: str, words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main([*words, "--out", str(tmp_path / "study"), *arguments]) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_runs_that_fail_are_listed_and_too_many_leave_the_figures_out(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use(monkeypatch, validation_parts.observe_with_bad_luck)
    monkeypatch.setattr(validate_command, "drawings", drawings)
    out = tmp_path / "study"
    assert run.main([*words, "--out", str(out)]) == 1
    told = capsys.readouterr().err
    assert re.search(rf"-prior-\d+-{UNLUCKY_SEED} \w+ seed {UNLUCKY_SEED}: ArithmeticError: no luck", told)
    assert set(everything(out)) == TABLES
    assert drawings(read_finished(out), "en") == {}
    values = read_parquet(out / "values.parquet")
    assert UNLUCKY_SEED not in set(values["seed"])
    assert values["agents"].between(40, 41).all()


def test_it_is_among_the_published_studies(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert PUBLISHED["validate"].words[:1] == ("validate",)
    published = Published(tmp_path / "reference", tuple(words[:-2]))
    out = ("--out", str(tmp_path / "again"))
    monkeypatch.setattr(reproduce_command, "PUBLISHED", {"validate": published})
    assert run.main(["reproduce", "validate", "--workers", "1", *out]) == 0
    assert run.main(["reproduce", "validate", "--check", "--workers", "1", *out]) == 0
    assert "ok   observations.csv: identical" in capsys.readouterr().out


def test_the_figures_are_drawn_again_from_the_folder_alone(finished: ValidationTables, tmp_path: Path) -> None:
    again = redraw(finished.folder, tmp_path / "again", "en", 1)
    assert len(again) == len(FIGURES)
    assert faults_in(again) == []
    assert [path.read_bytes() for path in again] == [
        (finished.folder / "figures" / path.name).read_bytes() for path in again
    ]
    assert set(drawings(finished, "nl")) == set(drawings(finished, "en"))


def test_a_folder_of_something_else_is_not_read(tmp_path: Path) -> None:
    write_json(tmp_path / "manifest.json", {"verb": "compare"})
    with pytest.raises(InputError, match="holds no validation"):
        read_finished(tmp_path)


@pytest.mark.parametrize("figure", [kinds, misses, years])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_text_of_figures_is_large_enough_inside_the_page_and_apart(
    figure: Any, language: str, finished: ValidationTables
) -> None:
    with mpl.rc_context(RULES):
        drawn = figure.draw(finished, language)
        drawn.draw_without_rendering()
    width, height = drawn.canvas.get_width_height()
    assert drawn.get_size_inches()[0] == pytest.approx(16 / 2.54)
    boxes = [(each.get_text(), each.get_window_extent().padded(-1.5)) for each in texts_of(drawn)]
    assert [each.get_text() for each in texts_of(drawn) if float(each.get_fontsize()) < 7] == []
    assert [text for text, box in boxes if min(box.x0, box.y0, width - box.x1, height - box.y1) < 0] == []
    if figure is misses:
        [rows] = [axes for axes in drawn.axes if axes.get_xlabel()]
        meanings = {" ".join(line.lines) for line in misses.lines(ValidationReport(finished, language)) if line.rows}
        labels = [box for text, box in boxes if " ".join(text.split()) in meanings]
        assert len(labels) == finished.observations["id"].nunique()
        assert all(box.x1 < rows.get_window_extent().x0 for box in labels)
    assert [(one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.overlaps(b)] == []
    assert not any(re.search(r"\{|\bnan\b|…|\bT\d\d", text) for text, _ in boxes), "words, and nothing cut"


def test_every_observation_has_a_line_of_the_figure(finished: ValidationTables) -> None:
    found = [line for line in misses.lines(ValidationReport(finished, "en")) if line.rows]
    assert len(found) == finished.observations["id"].nunique()
    kept = [next(iter(line.rows.values()))["kept_apart"] for line in found]
    assert kept == sorted(kept), "those that were fitted come first"


def test_every_statistic_has_a_kind_and_every_mark_its_place(finished: ValidationTables) -> None:
    known = [name for names in kinds.KINDS.values() for name in names]
    assert sorted(known) == sorted(set(known)), "a statistic has one kind"
    assert {kinds.kind_of(name) for name in finished.observations["statistic"]} == set(kinds.KINDS)
    crowded = [0.0, 0.1, 0.2, 3.0, -0.1]
    levels = kinds.stacked(crowded)
    assert levels[3] == 0.0
    assert len({levels[place] for place in (0, 1, 2, 4)}) == 4


def with_inside(finished: ValidationTables, inside: Mapping[str, int]) -> ValidationTables:
    """Return a validation in which observations are inside by kind, and outside where a kind is not named."""
    changed = ValidationTables(finished.folder, finished.manifest)
    table = finished.observations.copy()
    table["inside"] = [inside.get(kinds.kind_of(name), 0) for name in table["statistic"]]
    vars(changed)["observations"] = table
    return changed


def test_the_title_says_on_which_kinds_the_model_is_near(finished: ValidationTables) -> None:
    names = list(kinds.KINDS)

    def title(*inside: str) -> str:
        return kinds.title(ValidationReport(with_inside(finished, dict.fromkeys(inside, 1)), "en"))

    assert title() == "On no kind of what was observed is the model mostly within tolerance"
    assert title(*names) == "The model is mostly within tolerance on each kind of what was observed"
    assert title(names[0]).startswith(f"The model is mostly within tolerance on {names[0]} alone")
    assert title(*names[:-1]).endswith(f", but not on {names[-1]}")


def test_a_change_over_time_is_followed_when_both_ends_are_missed_alike(finished: ValidationTables) -> None:
    rows = years.periods(finished)[0].copy()
    rows["sample"], rows["tolerance"] = finished.foremost, 0.1
    rows = rows.drop_duplicates("id")
    rows["median"] = rows["observed"] + 5.0
    assert years.followed(finished, rows)
    rows.loc[rows.index[-1], "median"] += 0.2
    assert not years.followed(finished, rows)
