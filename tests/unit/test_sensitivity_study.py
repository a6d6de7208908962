"""A sensitivity analysis from its sweeps to tables, figures and terminal, with a stand-in for the model."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import run
from experiments.cli import sensitivity_command
from experiments.runs.sweeps.execute import ThisMachine
from experiments.runs.sweeps.sampling import DUMMY, Points
from experiments.runs.sweeps.task import Simulate
from experiments.studies.common.specification import Question, Subject, load_subject
from experiments.studies.common.study import Way
from experiments.studies.sensitivity import report as telling
from experiments.studies.sensitivity.analysis import Plan
from experiments.studies.sensitivity.figures.drawing import draw_sensitivity
from experiments.studies.sensitivity.screening import NEGLIGIBLE
from experiments.studies.sensitivity.study import SensitivityStudy, distinct, make_sensitivity, sensitivity_id
from model.scenario import Scenario
from model.simulation import Run
from tests.unit import sensitivity_parts

VARIES, CONSTANT = "chain_impact_dutch", "chain_impact_global"
PLAN = Plan(trajectories=4, samples=8, screened=1)
TABLES = {"indices.parquet", "screening.parquet", "convergence.parquet", "ranking.csv", "manifest.json"}


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
    plan: Plan = PLAN,
) -> SensitivityStudy:
    way = Way(folder, ThisMachine(1), simulator=simulator, confirmed=True)
    return make_sensitivity(subject, plan, way, draw_sensitivity if drawn else no_figures)


def no_figures(*arguments: object) -> list[Path]:
    """Draw nothing, where a test is about the tables."""
    return []


@pytest.fixture(scope="module")
def made(subject: Subject, tmp_path_factory: pytest.TempPathFactory) -> SensitivityStudy:
    return make(subject, tmp_path_factory.mktemp("study") / "a")


def test_points_that_differ_in_the_dummy_alone_are_run_once() -> None:
    values = np.array([[1.0, 0.1], [0.0, 0.2], [1.0, 0.3], [0.0, 0.2]])
    found = distinct(Points(("x", DUMMY), values))
    assert found.points.values.tolist() == [[1.0, 0.1], [0.0, 0.2]]
    assert found.place.tolist() == [0, 1, 0, 1]


def test_a_study_leaves_tables_and_figures(made: SensitivityStudy) -> None:
    folder = made.study.folder
    samples = {f"{name}_{kind}.parquet" for name in made.study.sweeps for kind in ("points", "outcomes")}
    assert {path.name for path in folder.iterdir()} == TABLES | samples | {"figures"}
    names = [
        f"{name}.{kind}" for name in ("1_index_heatmap", "2_convergence", "3_screening") for kind in ("png", "svg")
    ]
    assert [path.name for path in made.figures] == names and all(path.is_file() for path in made.figures)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["settings"]["samples"] == 8 and set(manifest["sweeps"]) == {"screening", "sample", "replicates"}
    pd.testing.assert_frame_equal(pd.read_parquet(folder / "indices.parquet"), made.indices, check_dtype=False)


def test_what_matters_is_found(made: SensitivityStudy) -> None:
    assert list(made.ranking["factor"][:2]) == ["learning", "network"]
    assert made.ranking["chosen"].tolist()[:2] == [True, False]
    assert (made.ranking["score"][2:] < NEGLIGIBLE).all()
    own = made.indices[(made.indices["kind"] == "difference") & (made.indices["outcome"] == VARIES)]
    total = own[own["index"] == "total"].set_index(["mix", "year", "factor"])["value"]
    for mix in ("broad", "transparency"):
        assert total[mix, 2031, "learning"] > total[mix, 2031, "all others"] > 0
        assert total[mix, 2031, DUMMY] == 0 and total[mix, 2031, "chance"] == pytest.approx(0.0, abs=1e-9)
        assert total[mix, 2026, "learning"] == pytest.approx(total[mix, 2031, "learning"])


def test_every_target_has_its_row(made: SensitivityStudy) -> None:
    keys = ["course", "mix", "kind", "outcome", "year"]
    targets = made.indices[keys].drop_duplicates()
    assert len(targets) == (3 + 2) * 2 * 2
    assert not made.indices.duplicated([*keys, "method", "index", "factor", "other_factor"]).any()
    pawn = made.indices[made.indices["method"] == "pawn"]["factor"].unique()
    assert set(pawn) == {each.name for each in made.subject.factors if each.mechanism in ("learning", DUMMY)}


def test_no_number_stands_where_nothing_varies(made: SensitivityStudy) -> None:
    for table in (made.indices, made.screening, made.convergence):
        still = table[table["outcome"] == CONSTANT]
        assert (still["standing"] == "nothing varies").all() and still["value"].isna().all()
        assert not still["resolved"].any()


def test_a_study_goes_on_and_ends_with_the_same_bytes(subject: Subject, made: SensitivityStudy, tmp_path: Path) -> None:
    folder = tmp_path / "b"
    with pytest.raises(KeyboardInterrupt):
        make(subject, folder, Stopped(40), drawn=False)
    again = make(subject, folder, drawn=False)
    ours = {path.name: path.read_bytes() for path in made.study.folder.iterdir() if path.is_file()}
    theirs = {path.name: path.read_bytes() for path in again.study.folder.iterdir() if path.is_file()}
    assert ours == theirs and len(ours) > len(TABLES)


class Stopped:
    """Runs so many starts, and stops as with Ctrl-C."""

    def __init__(self, starts: int) -> None:
        self.left = starts

    def __call__(self, scenarios: Sequence[Scenario], seed: int, wanted: Callable[[int], bool]) -> list[Run]:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return sensitivity_parts.simulate(scenarios, seed, wanted)


def test_what_needs_failed_runs_is_not_known_and_is_told_so(
    subject: Subject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # of this seed every trajectory moves the network where learning is slow, and some move learning where it is fast
    plan = replace(PLAN, seed=5)
    found = make(subject, tmp_path / "a", sensitivity_parts.simulate_with_bad_luck, drawn=False, plan=plan)
    assert found.study.status == 1 and found.study.failed
    own = found.indices[(found.indices["kind"] == "difference") & (found.indices["outcome"] == VARIES)]
    total = own[(own["index"] == "total") & (own["method"] == "sobol")]
    assert total["value"].isna().all() and (total["standing"] == "not known").all()
    base = found.indices[(found.indices["mix"] == "null_option") & (found.indices["outcome"] == VARIES)]
    assert base[base["index"] == "total"]["value"].notna().all()
    sensitivity_command.tell(found, "en")
    shown = " ".join(capsys.readouterr().out.split())
    unranked = shown.split("Not ranked, because runs failed that they need:")[1].split(".")[0]
    assert "not known" in shown and "learning" in unranked and "network" not in unranked


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_terminal_tells_what_matters_and_how_sure_it_is(
    made: SensitivityStudy, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sensitivity_command.tell(made, language)
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 100
    nothing, others = {"en": ("nothing varies", "all others"), "nl": ("niets varieert", "alle andere")}[language]
    assert nothing in shown and others in shown and "learning" in shown
    assert made.study.study_id in shown and "2_convergence.png" in shown


def test_where_no_parameter_stands_above_the_dummies_none_is_told(made: SensitivityStudy) -> None:
    something, nothing = (replace(made, indices=made.indices.assign(resolved=each)) for each in (True, False))
    assert telling.pawn_table(something, "en").row_count > 0
    assert telling.pawn_table(nothing, "en").row_count == 0


def row(**changes: object) -> dict[str, object]:
    given = {"factor": "market", "standing": "known", "resolved": True, "needed_samples": np.nan}
    return {**given, "value": 0.5, "lo": 0.46, "hi": 0.54, **changes}


def test_an_index_that_is_not_resolved_is_told_without_its_value() -> None:
    told = partial(telling.told, language="en")
    assert told(row()) == "market 0.50 [0.46; 0.54]"
    assert told(row(standing="above noise")) == "market 0.50 [0.46; 0.54] above noise"
    open_row = row(standing="not resolved", resolved=False, needed_samples=2048.0)
    assert told(open_row) == "market: not resolved (N≈2,048)"
    assert told({**open_row, "needed_samples": 1e6}) == "market: not resolved (N>99,999)"
    assert told({**open_row, "needed_samples": np.nan}) == "market: not resolved"
    assert told(row(standing="not known", resolved=False)) == "not known"


def test_figures_speak_dutch_and_are_the_same_every_time(made: SensitivityStudy, tmp_path: Path) -> None:
    for language in ("en", "nl"):
        (tmp_path / language).mkdir()
        draw_sensitivity(made, tmp_path / language, language)
    for drawn in made.figures:
        assert drawn.read_bytes() == (tmp_path / "en" / drawn.name).read_bytes()
        assert drawn.read_bytes() != (tmp_path / "nl" / drawn.name).read_bytes()


def test_data_for_other_programs_has_no_nan(made: SensitivityStudy) -> None:
    data = json.loads(json.dumps(sensitivity_command.as_data(made), allow_nan=False))
    assert len(data["indices"]) == len(made.indices)
    assert {each["value"] for each in data["indices"] if each["standing"] == "nothing varies"} == {None}


def test_the_id_depends_on_the_plan(subject: Subject) -> None:
    ids = {sensitivity_id(subject, plan) for plan in (PLAN, replace(PLAN, samples=16), replace(PLAN, seed=2))}
    assert len(ids) == 3 and sensitivity_id(subject, PLAN) in ids


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--samples", "12"], "--samples"),
        (["--by", "year"], "--by"),
        (["--trajectories", "1"], "--trajectories"),
        (["--set", "learning.rat=1"], "learning.rate"),
        (["--outcome", "chain_impact_dutsch"], "chain_impact_dutch"),
    ],
)
def test_bad_input_is_told(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["sensitivity", "--world", "small", *arguments]) == 2
    assert told in capsys.readouterr().err
