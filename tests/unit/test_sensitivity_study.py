"""A sensitivity analysis from its sweeps to tables, figures and terminal, with a stand-in for the model."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import run
from experiments.cli import sensitivity_command
from experiments.cli.analysis import way_of
from experiments.cli.draw_command import redraw
from experiments.report.terminal import output
from experiments.runs.engine import ThisMachine
from experiments.runs.ensemble import read_ensemble
from experiments.runs.store import read_table
from experiments.runs.sweeps.sampling import DUMMY, Points
from experiments.runs.sweeps.task import Simulate
from experiments.studies.common.contract import Made
from experiments.studies.common.contract import make as make_study
from experiments.studies.common.specification import Question, Subject, load_subject
from experiments.studies.common.stored import read_stored
from experiments.studies.common.study import Way
from experiments.studies.sensitivity.analysis import analyse
from experiments.studies.sensitivity.design import SensitivityDesign, distinct
from experiments.studies.sensitivity.distance_report import pawn_table
from experiments.studies.sensitivity.figures.drawing import drawings
from experiments.studies.sensitivity.options import SensitivityOptions
from experiments.studies.sensitivity.report import index_text, print_report
from experiments.studies.sensitivity.report_language import SensitivityReport
from experiments.studies.sensitivity.screening import NEGLIGIBLE
from experiments.studies.sensitivity.tables import SensitivityTables
from model.scenario import Scenario
from model.simulation import Run
from tests.unit import sensitivity_parts
from tests.unit.figure_measures import faults_in

VARIES, CONSTANT = "chain_impact_dutch", "chain_impact_global"
SIZES = SensitivityOptions(trajectories=4, samples=8, screened=1)
TABLES = {
    *("indices.parquet", "screening.parquet", "convergence.parquet", "ranking.csv"),
    *("manifest.json", "checksums.json"),
}


@pytest.fixture(scope="module")
def subject() -> Subject:
    return load_subject(
        Question(
            mixes=("null_option", "broad", "transparency"),
            courses=("scheduled",),
            world="small",
            outcomes=(VARIES, CONSTANT),
            years=(2026, 2031),
        )
    )


def make(
    subject: Subject,
    folder: Path,
    simulator: Simulate = sensitivity_parts.simulate,
    *,
    drawn: bool = True,
    options: SensitivityOptions = SIZES,
) -> Made[SensitivityDesign]:
    way = Way(folder, ThisMachine(1), simulator=simulator, confirmed=True)
    return make_study(SensitivityDesign(subject, options), way, analyse, drawings if drawn else no_drawings)


def no_drawings(*arguments: object) -> dict[str, Any]:
    """Draw nothing, where a test is about the tables."""
    return {}


@pytest.fixture(scope="module")
def made(subject: Subject, tmp_path_factory: pytest.TempPathFactory) -> Made[SensitivityDesign]:
    return make(subject, tmp_path_factory.mktemp("study") / "a")


@pytest.fixture(scope="module")
def study(made: Made[SensitivityDesign]) -> SensitivityTables:
    return SensitivityTables(made.stored)


def test_points_that_differ_in_the_dummy_alone_are_run_once() -> None:
    values = np.array([[1.0, 0.1], [0.0, 0.2], [1.0, 0.3], [0.0, 0.2]])
    points, place = distinct(Points(("x", DUMMY), values))
    assert points.values.tolist() == [[1.0, 0.1], [0.0, 0.2]]
    assert place.tolist() == [0, 1, 0, 1]


def test_a_study_leaves_tables_and_figures(made: Made[SensitivityDesign], study: SensitivityTables) -> None:
    folder, sweeps = made.stored.folder, ("screening", "sample", "replicates")
    samples = {f"{name}_{kind}.parquet" for name in sweeps for kind in ("points", "outcomes")}
    assert {path.name for path in folder.iterdir()} == TABLES | samples | {"figures"}
    names = [
        f"{name}.{kind}"
        for name in ("1_total_indices", "appendix_2_convergence", "appendix_3_screening")
        for kind in ("png", "svg")
    ]
    assert [path.name for path in made.figures] == names and faults_in(made.figures) == []
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["settings"]["samples"] == 8 and set(manifest["sweeps"]) == set(sweeps)
    assert study.points == sum(sweep["points"]["count"] for sweep in manifest["sweeps"].values())


def test_what_matters_is_found(study: SensitivityTables) -> None:
    assert list(study.ranking["factor"][:2]) == ["learning", "network"]
    assert study.ranking["chosen"].tolist()[:2] == [True, False]
    assert (study.ranking["score"][2:] < NEGLIGIBLE).all()
    own = study.indices[(study.indices["kind"] == "difference") & (study.indices["outcome"] == VARIES)]
    total = own[own["index"] == "total"].set_index(["mix", "year", "factor"])["value"]
    for mix in ("broad", "transparency"):
        assert total[mix, 2031, "learning"] > total[mix, 2031, "all others"] > 0
        assert total[mix, 2031, DUMMY] == 0 and total[mix, 2031, "chance"] == pytest.approx(0.0, abs=1e-9)
        assert total[mix, 2026, "learning"] == pytest.approx(total[mix, 2031, "learning"])


def test_every_target_has_its_row(study: SensitivityTables) -> None:
    keys = ["course", "mix", "kind", "outcome", "year"]
    targets = study.indices[keys].drop_duplicates()
    assert len(targets) == (3 + 2) * 2 * 2
    assert not study.indices.duplicated([*keys, "method", "index", "factor", "other_factor"]).any()
    pawn = study.indices[study.indices["method"] == "pawn"]["factor"].unique()
    assert set(pawn) == {each.name for each in study.subject.factors if each.mechanism in ("learning", DUMMY)}


def test_no_number_stands_where_nothing_varies(study: SensitivityTables) -> None:
    for table in (study.indices, study.screening, study.convergence):
        still = table[table["outcome"] == CONSTANT]
        assert (still["standing"] == "nothing varies").all() and still["value"].isna().all()
        assert not still["resolved"].any()


@pytest.mark.slow
def test_a_study_goes_on_and_ends_with_the_same_bytes(
    subject: Subject, made: Made[SensitivityDesign], tmp_path: Path
) -> None:
    folder = tmp_path / "b"
    with pytest.raises(KeyboardInterrupt):
        make(subject, folder, Stopped(40), drawn=False)
    again = make(subject, folder, drawn=False)
    ours = {path.name: path.read_bytes() for path in made.stored.folder.iterdir() if path.is_file()}
    theirs = {path.name: path.read_bytes() for path in again.stored.folder.iterdir() if path.is_file()}
    for found in (ours, theirs):
        del found["checksums.json"]  # lists the figures of the one that is drawn
    assert ours == theirs and len(ours) >= len(TABLES)


class Stopped:
    """Runs so many starts, and stops as with Ctrl-C."""

    def __init__(self, starts: int) -> None:
        self.left = starts

    def __call__(self, scenarios: Sequence[Scenario], seed: int, wanted: Callable[[int], bool]) -> list[Run]:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return sensitivity_parts.simulate(scenarios, seed, wanted)


def test_what_needs_failed_runs_is_not_known_and_is_reported_so(
    subject: Subject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # of this seed every trajectory moves the network where learning is slow, and some move learning where it is fast
    options = replace(SIZES, seed=6)
    found = make(subject, tmp_path / "a", sensitivity_parts.simulate_with_bad_luck, drawn=False, options=options)
    assert found.status == 1 and found.failed
    indices = SensitivityTables(found.stored).indices
    own = indices[(indices["kind"] == "difference") & (indices["outcome"] == VARIES)]
    total = own[(own["index"] == "total") & (own["method"] == "sobol")]
    assert total["value"].isna().all() and (total["standing"] == "not known").all()
    base = indices[(indices["mix"] == "null_option") & (indices["outcome"] == VARIES)]
    assert base[base["index"] == "total"]["value"].notna().all()
    print_report(found, "en", output())
    shown = " ".join(capsys.readouterr().out.split())
    unranked = shown.split("Not ranked, because runs failed that they need:")[1].split(".")[0]
    assert "not known" in shown and "learning" in unranked and "network" not in unranked


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_terminal_says_what_matters_and_how_sure_it_is(
    made: Made[SensitivityDesign], study: SensitivityTables, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    print_report(made, language, output())
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 100
    nothing, others = {"en": ("nothing varies", "all others"), "nl": ("niets varieert", "alle andere")}[language]
    assert nothing in shown and others in shown and "learning" in shown
    counts = f"{made.runs:,} runs", f" {study.points:,} ", f" {len(made.design.factors) - 1} parameters"
    assert all(part.replace(",", "." if language == "nl" else ",") in shown for part in counts)


def test_where_no_parameter_stands_above_the_dummies_none_is_reported(made: Made[SensitivityDesign]) -> None:
    rows = []
    for resolved in (True, False):
        report = SensitivityReport(made.stored, made.runs, "en")
        vars(report.study)["indices"] = report.study.indices.assign(resolved=resolved)
        rows.append(pawn_table(report).row_count)
    assert rows[0] > 0 == rows[1]


def row(**changes: object) -> dict[str, object]:
    given = {"factor": "market", "standing": "known", "resolved": True, "needed_samples": np.nan}
    return {**given, "value": 0.5, "lo": 0.46, "hi": 0.54, **changes}


def test_an_index_that_is_not_resolved_is_reported_without_its_value(made: Made[SensitivityDesign]) -> None:
    text = partial(index_text, SensitivityReport(made.stored, made.runs, "en"))
    assert text(row()) == "market 0.50 [0.46; 0.54]"
    assert text(row(standing="above noise")) == "market 0.50 [0.46; 0.54] above noise"
    open_row = row(standing="not resolved", resolved=False, needed_samples=2048.0)
    assert text(open_row) == "market: not resolved (N≈2,048)"
    assert text({**open_row, "needed_samples": 1e6}) == "market: not resolved (N>99,999)"
    assert text({**open_row, "needed_samples": np.nan}) == "market: not resolved"
    assert text(row(standing="not known", resolved=False)) == "not known"


def test_figures_are_drawn_again_from_the_folder_alone_and_speak_dutch(
    made: Made[SensitivityDesign], tmp_path: Path
) -> None:
    english, dutch = (redraw(made.stored.folder, tmp_path / each, each, 1) for each in ("en", "nl"))
    assert [path.name for path in english] == [path.name for path in dutch] == [path.name for path in made.figures]
    for drawn, again, other in zip(made.figures, english, dutch, strict=True):
        assert drawn.read_bytes() == again.read_bytes() != other.read_bytes()


@pytest.mark.slow
def test_the_command_line_makes_a_study_as_data_without_nan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def quick(*arguments: Any) -> Way:
        return replace(way_of(*arguments), simulator=sensitivity_parts.simulate, confirmed=True)

    monkeypatch.setattr(sensitivity_command, "way_of", quick)
    monkeypatch.setattr(sensitivity_command, "drawings", no_drawings)
    asked = ["sensitivity", "--world", "small", "--mix", "null_option", "--mix", "broad", "--outcome", VARIES]
    asked += ["--outcome", CONSTANT, "--year", "2030", "--course", "scheduled", "--workers", "1"]
    sizes = ["--trajectories", "4", "--samples", "8", "--screened", "1", "--second-order", "--seed", "3"]
    assert run.main([*asked, *sizes, "--out", str(tmp_path / "a"), "--json"]) == 0
    data = json.loads(capsys.readouterr().out, parse_constant=pytest.fail)
    study = SensitivityTables(read_stored(tmp_path / "a"))
    assert study.options == replace(SIZES, second_order=True, seed=3) and data["study_id"] == study.stored.study_id
    assert len(data["indices"]) == len(study.indices) and data["screening"] and data["convergence"] and data["ranking"]
    assert {each["value"] for each in data["indices"] if each["standing"] == "nothing varies"} == {None}


def test_the_id_depends_on_the_options(subject: Subject) -> None:
    given = (SIZES, replace(SIZES, samples=16), replace(SIZES, seed=2), replace(SIZES))
    assert len({SensitivityDesign(subject, options).study_id for options in given}) == 3


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--samples", "12"], "--samples"),
        (["--by", "year"], "--by"),
        (["--trajectories", "1"], "--trajectories"),
        (["--set", "learning.rat=1"], "learning.rate"),
        (["--outcome", "chain_impact_dutsch"], "chain_impact_dutch"),
    ],
)
def test_bad_input_is_named(arguments: list[str], named: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["sensitivity", "--world", "small", *arguments]) == 2
    assert named in capsys.readouterr().err


@pytest.mark.slow
def test_draws_of_an_ensemble_are_looked_at_as_well(subject: Subject, tmp_path: Path) -> None:
    ensemble = read_ensemble("prior")
    options = replace(SIZES, draws=40)
    made = make(replace(subject, ensemble=ensemble), tmp_path / "a", drawn=False, options=options)
    assert made.design.over_ensemble is not None and len(made.design.over_ensemble.points) == 40
    assert made.design.study_id != SensitivityDesign(subject, options).study_id
    found = read_table(tmp_path / "a" / "given_data.parquet")
    assert set(found["measure"]) == {"pawn", "correlation_ratio"}
    assert set(found["factor"]) == set(ensemble.points.names)
    console = output()
    with console.capture() as captured:
        print_report(made, "en", console)
    shown = captured.get()
    assert "Over ensemble prior" in shown and "over 40 draws" in " ".join(shown.split())
    report = SensitivityReport(made.stored, made.runs, "en")
    assert report.runs == made.runs - 40 * 3
    assert SensitivityDesign(replace(subject, ensemble=ensemble), replace(options, draws=0)).over_ensemble is None
