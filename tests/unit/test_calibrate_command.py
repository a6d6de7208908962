"""`calibrate` on the command line: settings, waves as they come, the ensemble in its place, and the check."""

import json
from pathlib import Path

import pandas as pd
import pytest

import run
from experiments.runs.ensemble import read_ensemble
from experiments.runs.store import read_parquet, write_json, write_parquet
from experiments.studies.calibration import kept, of_model
from experiments.studies.calibration.options import CalibrationOptions, Exploration, Judgement, WaveOptions
from experiments.studies.calibration.settings import SHIPPED, SMALL, read_settings
from experiments.studies.calibration.space import structural_factors
from model.inputs.input_text import read_text
from model.observations import read_observations
from tests.unit import toy_calibration

TINY = """
name = "tiny"
prior = "tiny_prior"
seed = 1
first_seed = 10
draws = 12
draw_seeds = 1
observations = ["T02"]
[[wave]]
points = 16
seeds = 2
[exploration]
walkers = 40
moves = 3
[judgement]
emulator = "quadratic"
"""


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Replace the model by made-up numbers, and keep ensembles out of the checkout."""
    monkeypatch.setattr(of_model, "observe_all", toy_calibration.simulate_model)
    folder = tmp_path / "ensembles"
    folder.mkdir()
    monkeypatch.setattr(kept, "FOLDER", folder)
    return folder


def settings(tmp_path: Path, text: str = TINY) -> Path:
    path = tmp_path / "tiny.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("language", ["en", "nl"])
def test_an_ensemble_is_made_said_and_kept(
    language: str, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["calibrate", "--settings", str(settings(tmp_path)), "--workers", "1", "--recovery", "2", "--keep"]
    assert run.main([*words, "--out", str(tmp_path / "study"), "--language", language]) == 0
    shown = capsys.readouterr()
    assert {"en": "wave 1: 16 points", "nl": "ronde 1: 16 punten"}[language] in shown.err
    assert {"en": "kept as", "nl": "bewaard als"}[language] in shown.err
    assert {"en": "in 2 trials", "nl": "in 2 proeven"}[language] in shown.out
    made = read_parquet(place / "tiny.parquet")
    manifest = json.loads((place / "tiny.json").read_text(encoding="utf-8"))
    assert made.equals(read_parquet(tmp_path / "study" / "ensemble.parquet"))
    assert (manifest["kind"], manifest["draws"], manifest["parameters"]) == ("posterior", 12, len(made.columns) - 1)
    found = read_ensemble(place / "tiny.parquet")
    assert (found.kind, found.hash) == ("posterior", manifest["hash"])
    assert found.weights == pytest.approx(made["weight"].to_numpy())
    assert [each["id"] for each in manifest["observations"]] == ["T02-2020"]
    assert manifest["settings"]["recovery"] == 2
    assert manifest["waves"][0]["points"] == 16
    assert json.loads((place / "tiny_prior.json").read_text(encoding="utf-8"))["kind"] == "prior"


def test_json_has_the_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["calibrate", "--settings", str(settings(tmp_path)), "--workers", "1", "--json"]
    assert run.main([*words, "--out", str(tmp_path / "study")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["waves"][0]["share"] > 0
    assert told["quantities"][0]["id"] == "T02-2020"
    assert told["weights"][0]["draws"] == 12


@pytest.mark.parametrize(
    "words",
    [["--settings", "mine.toml"], ["--recovery", "0"], ["--keep"], ["--out", "mine"]],
    ids=lambda words: words[0],
)
def test_the_check_takes_nothing_else(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["calibrate", "--check", *words]) == 2
    assert f"{words[0]}: --check makes the small ensemble as it is" in capsys.readouterr().err


def test_an_ensemble_that_cannot_be_kept_is_said_before_it_is_made(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place.rmdir()
    place.write_text("no folder", encoding="utf-8")
    words = ["calibrate", "--settings", str(settings(tmp_path)), "--keep", "--out", str(tmp_path / "study")]
    assert run.main(words) == 2
    assert "--keep: nothing can be written to" in capsys.readouterr().err
    assert not (tmp_path / "study").exists()


def test_the_check_finds_the_same_or_says_what_differs(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["calibrate", "--check", "--workers", "1"]) == 2
    assert "check.parquet: file not found" in capsys.readouterr().err
    words = ["calibrate", "--settings", str(SMALL), "--workers", "1", "--keep", "--out", str(tmp_path / "study")]
    assert run.main(words) == 0
    assert run.main(["calibrate", "--check", "--workers", "1"]) == 0
    assert "the ensemble check comes out the same" in capsys.readouterr().out
    other = read_parquet(place / "check.parquet")
    other["choice.form_cost"] = other["choice.form_cost"] + 1e-12
    write_parquet(place / "check.parquet", other)
    assert run.main(["calibrate", "--check", "--workers", "1"]) == 1
    assert "the ensemble check comes out otherwise: column choice.form_cost, row 1: " in capsys.readouterr().out


def test_another_platform_may_differ_in_the_last_digits(place: Path) -> None:
    table = pd.DataFrame({"choice.form_cost": [0.1, 0.2], "weight": [0.5, 0.5]})
    write_parquet(place / "own.parquet", table)
    write_json(place / "own.json", {"environment": {"platform": "another"}})
    assert kept.difference("own", table + 1e-11) == ""
    assert "column weight, row 1: 0.5 against 0.50000001" in kept.difference("own", table + 1e-8)
    assert kept.difference("own", table.head(1)) == "2 rows against 1"


def test_settings_are_read_with_their_defaults(tmp_path: Path) -> None:
    found = read_settings(settings(tmp_path))
    assert found == CalibrationOptions(
        "tiny",
        "tiny_prior",
        1,
        10,
        (WaveOptions(16, 2, 1),),
        12,
        1,
        observations=("T02",),
        exploration=Exploration(40, 3),
        judgement=Judgement("quadratic"),
    )
    assert read_settings(SHIPPED).name == "posterior"
    assert read_settings(SMALL).name == "check"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("draws = 12", "draws = 3", "draws = 3 is not allowed; allowed: a whole number from 10"),
        ("seed = 1\n", "", "key 'seed' is missing"),
        ("seed = 1\n", "seeds = 1\n", "unknown key 'seeds'; did you mean 'seed'?"),
        ("seeds = 2", "seeds = 0", "wave 1: seeds = 0"),
        ("[[wave]]\npoints = 16\nseeds = 2", "wave = []", "allowed: 1 to 20 tables"),
        ("walkers = 40", "walkers = 0", "exploration: walkers = 0"),
        ("draws = 12", "draws = 41", "walkers is 40; allowed: 41 or more"),
        ('"quadratic"', '"cubic"', "one of quadratic, gaussian_process, best"),
        ('"tiny"', '"Tiny?"', "a name of small letters, digits and underscores"),
        ('["T02"]', '["T99"]', "unknown observation of the fit 'T99'"),
        ('["T02"]', '["T08"]', "unknown observation of the fit 'T08'"),
        ("[exploration]", '[stand_ins]\nmoon = "small"\n[exploration]', "unknown world of an observation 'moon'"),
        ("[exploration]", "[stand_ins]\nhistory = 3\n[exploration]", "stand_ins: history = 3"),
        ("draws = 12", 'draws = 12\nstructural = ["choice.form_cots"]', "did you mean 'choice.form_cost'?"),
        ("draws = 12", 'draws = 12\nstructural = ["choice.form_cost"]', "choice.form_cost varies already"),
    ],
)
def test_what_cannot_be_used_is_refused(
    before: str, after: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert before in TINY
    path = settings(tmp_path, TINY.replace(before, after, 1))
    assert run.main(["calibrate", "--settings", str(path), "--out", str(tmp_path / "study")]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "study").exists()


def test_structural_parameters_can_be_varied_and_worlds_replaced(tmp_path: Path) -> None:
    text = TINY.replace("draws = 12", 'draws = 12\nstructural = ["conditions.exponent"]')
    options = read_settings(settings(tmp_path, text + '[stand_ins]\nhistory = "no_covid"\n'))
    design = of_model.model_design(options, tmp_path / "tiny.toml")
    assert design.space.names[-1] == "conditions.exponent"
    assert {each.world for each in design.observations} == {"no_covid"}
    assert set(design.worlds) == {"no_covid"}
    assert structural_factors((), "here") == ()


def test_the_shipped_settings_fit_all_that_is_not_kept_apart() -> None:
    design = of_model.model_design(read_settings(SHIPPED), SHIPPED)
    assert {each.id for each in design.observations} == {each.id for each in read_observations() if not each.kept_apart}
    assert design.options.draws == 300
    assert sum(each.points * each.seeds for each in design.options.waves) < 10_000


@pytest.mark.slow
def test_the_small_ensemble_of_the_project_comes_out_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.undo()
    assert run.main(["calibrate", "--check"]) == 0
    assert "the ensemble check comes out the same" in capsys.readouterr().out


def test_the_settings_files_say_what_they_are_for() -> None:
    for path in (SHIPPED, SMALL):
        assert "python run.py calibrate" in read_text(path).splitlines()[0]


def test_few_agents_end_in_one_message(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(of_model, "observe_all", toy_calibration.simulate_model_few)
    words = ["calibrate", "--settings", str(settings(tmp_path)), "--workers", "1", "--out", str(tmp_path / "study")]
    assert run.main(words) == 2
    told = "observation T02-2020: measured on fewer than 10 agents in world history at 100% of the points (fewest: 3)"
    assert told in capsys.readouterr().err
