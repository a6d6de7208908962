"""A calibration as a whole, on a made-up model: what is known is found, intervals are right, and bytes are the same."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.report.drawing import draw_figures, source_of
from experiments.report.terminal import output
from experiments.runs.engine import ThisMachine, here
from experiments.runs.errors import StudyError
from experiments.runs.store import read_manifest
from experiments.studies.calibration import tables
from experiments.studies.calibration.analysis import calibrate
from experiments.studies.calibration.figures.drawing import density, drawings
from experiments.studies.calibration.options import CalibrationOptions, Exploration
from experiments.studies.calibration.recovery import INTERVAL, coverage, recover, trial_work
from experiments.studies.calibration.report import print_report
from experiments.studies.calibration.runs import Counter
from experiments.studies.calibration.tables import CalibrationTables, read_finished
from experiments.studies.calibration.targets import Simulator
from experiments.studies.common.contract import MadeStudy, make_at_once
from experiments.studies.common.study import Way
from model import catalogue
from model.errors import InputError
from model.parameters import declared
from tests.unit import toy_calibration
from tests.unit.figure_measures import faults_in
from tests.unit.toy_calibration import OPTIONS, SMALL, TRUTH, calibrator, design

MADE = MadeStudy[Any, CalibrationTables]


def made(
    folder: Path,
    simulator: Simulator = toy_calibration.simulate,
    workers: int = 1,
    options: CalibrationOptions = SMALL,
    drawn: bool = False,
) -> MADE:
    asked = design(simulator, options)
    way = Way(folder, ThisMachine(workers), confirmed=True)
    return make_at_once(
        asked, way, lambda contents: calibrate(asked, contents), CalibrationTables, drawings if drawn else None
    )


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> MADE:
    return made(tmp_path_factory.mktemp("calibration") / "study", options=replace(OPTIONS, recovery=2), drawn=True)


def test_what_is_known_is_found(finished: MADE) -> None:
    rows = finished.stored.parameters.set_index("name")
    for name, true in TRUTH.items():
        width = (rows["prior_high"] - rows["prior_low"])[name]
        assert rows["ensemble_median"][name] == pytest.approx(true, abs=0.15)
        assert (rows["ensemble_high"] - rows["ensemble_low"])[name] < 0.35 * width
        assert rows["observations"][name] != ""
    assert finished.stored.parameters["narrower"][:3].min() > 0.6
    quantities = finished.stored.quantities
    assert ((quantities["ensemble_median"] - quantities["observed"]).abs() <= quantities["tolerance"]).all()


def test_what_no_observation_moves_keeps_its_prior(finished: MADE) -> None:
    rows = finished.stored.parameters.set_index("name")
    for name in ("toy.d", "toy.e"):
        assert rows["observations"][name] == ""
        assert abs(rows["narrower"][name]) < 0.25
        assert rows["ensemble_median"][name] == pytest.approx(0.5, abs=0.15)


def test_waves_leave_less_and_less(finished: MADE) -> None:
    waves = finished.stored.waves
    assert waves["wave"].tolist() == [1, 2]
    assert 1.0 > waves["share"][0] > 2 * waves["share"][1] > 0.0
    assert waves["of_before"].tolist() == pytest.approx([waves["share"][0], waves["share"][1] / waves["share"][0]])
    emulators = finished.stored.emulators
    assert emulators.loc[emulators["wave"] == 2, "skill"].min() > 0.7
    assert (emulators["lowest"] <= emulators["median"]).all()
    points = finished.stored.table(tables.POINTS)
    assert points["wave"].value_counts().to_dict() == {1: 40, 2: 30, 0: 40}
    assert points["draw"].tolist() == list(range(110))


def test_the_ensemble_has_every_uncertain_parameter_and_weights(finished: MADE) -> None:
    catalogue.load()
    uncertain = {
        name for name, each in declared().items() if each.role == "uncertain" and each.plausible[0] < each.plausible[1]
    }
    for table in (finished.stored.ensemble, finished.stored.prior):
        assert set(table.columns) == uncertain | {each.name for each in toy_calibration.space().factors} | {"weight"}
        assert len(table) == OPTIONS.draws
        assert table["weight"].sum() == pytest.approx(1.0)
        for name in uncertain:
            low, high = declared()[name].plausible
            assert table[name].between(low, high).all()
    weights = finished.stored.ensemble["weight"]
    said = finished.stored.weights
    assert said["effective"] == pytest.approx(weights.sum() ** 2 / (weights**2).sum())
    assert said["effective"] >= OPTIONS.effective_share * OPTIONS.draws - 0.01
    assert len(np.unique(finished.stored.prior["weight"])) == 1


@pytest.mark.slow
def test_bytes_do_not_depend_on_the_number_of_workers_or_on_a_stop(tmp_path: Path) -> None:
    one, two = (made(tmp_path / str(workers), workers=workers) for workers in (1, 2))
    assert everything(one.stored.folder) == everything(two.stored.folder)
    with pytest.raises(KeyboardInterrupt):
        made(tmp_path / "again", toy_calibration.simulate_until)
    again = made(tmp_path / "again", toy_calibration.simulate_after)
    assert everything(again.stored.folder) == everything(one.stored.folder)


def test_another_seed_gives_another_ensemble_of_the_same_kind(finished: MADE) -> None:
    other = calibrate(design(options=replace(OPTIONS, seed=7, first_seed=5000)), here())
    assert not other[tables.ENSEMBLE].equals(finished.stored.ensemble)
    rows = other[tables.PARAMETERS]
    both = pd.concat([rows["ensemble_median"], finished.stored.parameters["ensemble_median"]], axis=1).head(3)
    assert np.abs(both.iloc[:, 0] - both.iloc[:, 1]).max() < 0.2


def test_intervals_hold_a_made_up_truth_as_often_as_they_say() -> None:
    by_toy, options = calibrator(), replace(OPTIONS, exploration=Exploration(120, 4))
    unit = by_toy.space.sample(60, 5)
    bank, _ = by_toy.runner.run(unit, by_toy.space.points(unit), 2, Counter())
    found = recover(trial_work(bank, by_toy.space, by_toy.targets, options), 50, here())
    assert found["trial"].nunique() == 50
    assert set(found.loc[found["kind"] == "parameter", "name"]) >= set(TRUTH)
    whole = coverage(found).set_index(["kind", "name"])["inside"]
    assert INTERVAL == 0.8
    assert 0.7 <= whole["parameter", ""] <= 0.9
    assert 0.7 <= whole["quantity", ""] <= 0.9
    assert all(0.6 <= whole["parameter", name] <= 0.96 for name in TRUTH)


def test_coverage_by_hand() -> None:
    rows = pd.DataFrame({"trial": [0, 0, 1, 1], "kind": "parameter", "name": ["a", "b"] * 2, "inside": [1, 1, 1, 0]})
    found = coverage(rows)
    assert found["name"].tolist() == ["", "a", "b"]
    assert found["inside"].tolist() == [0.75, 1.0, 0.5]
    error = 1.645 * np.sqrt(0.5**2 + 0.5**2) / 4
    assert found["inside_lo"][0] == pytest.approx(0.75 - error)
    assert found["inside_hi"][1] == 1.0


def test_runs_that_fail_are_told_and_draws_without_them_weigh_nothing(tmp_path: Path) -> None:
    lost = made(tmp_path / "study", toy_calibration.simulate_unlucky)
    assert (lost.status, len(lost.failed)) == (1, 2)
    assert lost.stored.failed["seed"].tolist() == list(toy_calibration.UNLUCKY_SEEDS)
    assert "ArithmeticError: no luck" in lost.stored.failed["error"].iloc[0]
    assert np.flatnonzero(lost.stored.ensemble["weight"] == 0).tolist() == [1]


def test_a_calibration_without_one_whole_draw_is_an_error() -> None:
    made_of = calibrator(options=SMALL)
    waves, after = made_of.waves()
    drawn = made_of.draw(waves, after)
    lost = replace(drawn.bank, mean=np.full_like(drawn.bank.mean, np.nan))
    with pytest.raises(StudyError, match="no draw of the ensemble could be run"):
        made_of._weigh(drawn.unit, lost, waves[-1])


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_study_is_said_and_drawn_again(
    language: str, finished: MADE, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    print_report(finished, language, output())
    shown = capsys.readouterr().out
    head, _, short = shown.partition({"en": "In short", "nl": "In het kort"}[language])
    assert max(map(len, head.splitlines())) <= 100
    assert short.count("\n- ") == 6
    assert ("Made-up truth: in 2 trials" in short) == (language == "en")
    again = read_finished(finished.stored.folder)
    assert read_manifest(again.folder)["settings"]["draws"] == OPTIONS.draws
    drawn = draw_figures(drawings(again, language), tmp_path, 1, source_of("calibrate", again.study_id))
    assert faults_in(drawn) == []
    assert [path.name for path in drawn] == ["1_parameters.png", "1_parameters.svg"]
    same = drawn[1].read_bytes() == (finished.stored.folder / "figures" / "1_parameters.svg").read_bytes()
    assert same == (language == "en")


def test_a_folder_of_another_study_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"verb": "compare"}', encoding="utf-8")
    with pytest.raises(InputError, match="holds no calibration"):
        read_finished(tmp_path)


def test_a_density_is_one_in_all_and_does_not_leak() -> None:
    grid = np.linspace(0.0, 1.0, 201)
    values = np.random.default_rng(1).random(300)
    height = density(grid, values, np.full(300, 1 / 300))
    assert np.trapezoid(height, grid) == pytest.approx(1.0, abs=0.01)
    assert height == pytest.approx(np.ones(201), abs=0.35)
