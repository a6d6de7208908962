"""A run of a results folder once more: the same scenario, seed and numbers, or a refusal."""

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import run
from experiments.runs.design import resolved
from experiments.runs.manifest import listed
from experiments.runs.rebuild import rebuilt_run, rebuilt_scenarios
from experiments.runs.store import write_json
from experiments.runs.sweeps.read import read_sweep
from model.errors import InputError
from model.hashing import content_hash
from model.inputs.settings import DATA
from model.scenario import load_scenario, named_files
from model.simulation import simulate
from tests.unit.sweep_files import make

SWEEP = """
mixes = ["null_option", "broad_eu"]
worlds = ["small"]
courses = ["scheduled", "european_with_checkpoint"]
seeds = [7]
[parameters]
"learning.rate@2024Q1" = [0.1]
[sample]
count = 2
all = "uncertain"
[record]
outcomes = ["chain_impact_dutch", "level_playing_field_nld"]
years = [2030]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a sweep whose outcomes are those of a stand-in for the model."""
    place = tmp_path_factory.mktemp("rebuild")
    (place / "sweep.toml").write_text(SWEEP, encoding="utf-8")
    make(read_sweep(place / "sweep.toml"), place / "out")
    return place / "out"


def test_every_scenario_comes_out_as_it_was(folder: Path) -> None:
    design = read_sweep(folder.parent / "sweep.toml")
    found = rebuilt_scenarios(folder)
    assert [resolved(each) for each in found] == [resolved(each) for each in design.worlds[0]]
    assert [(each.mix, each.course, each.laws) for each in found] == [
        (each.mix, each.course, each.laws) for each in design.worlds[0]
    ]


def test_a_run_has_the_values_and_the_seed_of_its_row(folder: Path) -> None:
    runs = pd.read_parquet(folder / "runs.parquet")
    for row in runs.to_dict(orient="records"):
        scenario, seed = rebuilt_run(folder, row["run_id"])
        assert (scenario.mix.name, scenario.course.name, seed) == (row["mix"], row["course"], row["seed"])
        values = dict(scenario.parameters.items())
        assert all(values[name] == row[name] for name in runs.columns[8:])
        assert values["learning.rate@2024Q1"] == 0.1


def test_the_outcomes_of_a_row_come_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = SWEEP.replace(', "european_with_checkpoint"', "").replace("count = 2", "count = 1")
    (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    assert run.main(["sweep", str(tmp_path / "s.toml"), "--out", str(tmp_path / "out"), "--workers", "1"]) == 0
    row = pd.read_parquet(tmp_path / "out" / "outcomes.parquet").iloc[-1]
    words = ["run", "--from", str(tmp_path / "out"), "--run-id", row["run_id"], "--out", str(tmp_path / "again")]
    assert run.main(words) == 0
    series = pd.read_parquet(tmp_path / "again" / "series.parquet")
    year = series[series["year"] == 2030]
    assert year["level_playing_field_nld"].iloc[-1] == pytest.approx(row["level_playing_field_nld"], rel=1e-6)
    assert set(series["mix"]) == {"broad_eu"} and set(series["seed"]) == {7}
    scenario, seed = rebuilt_run(tmp_path / "again", None)  # the folder of a run holds one
    assert np.array_equal(
        simulate(scenario, seed).series["value"].to_numpy()[:48], series.iloc[:, 6].to_numpy(), equal_nan=True
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--run-id", "0123456789abcdef"], "--run-id: names a run of a results folder"),
        (["--from", "FOLDER"], "holds 8 runs; name one with --run-id"),
        (["--from", "FOLDER", "--run-id", "ID", "--mix", "3"], "leave --mix out"),
        (["--from", "FOLDER", "--run-id", "ID", "--set", "learning.rate=0.1"], "leave --set out"),
        (["--from", "FOLDER", "--run-id", "0123"], "has no run 0123"),
        (["--from", "none", "--run-id", "0123"], "not the folder of a finished study"),
    ],
)
def test_what_names_no_run_is_refused(
    words: list[str], message: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [str(folder) if word == "FOLDER" else word for word in words]
    assert run.main(["run", *given, "--out", str(tmp_path / "out")]) == 2
    shown = capsys.readouterr().err
    assert message in shown and shown.count("\n") == 1 and not (tmp_path / "out").exists()


@pytest.mark.parametrize("part", ["mix", "parameters", "world", "unknown"])
def test_a_manifest_that_says_something_else_is_refused(folder: Path, tmp_path: Path, part: str) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    if part == "mix":
        manifest["scenarios"][0]["mix"]["start"] += 1
    elif part == "parameters":
        next(iter(manifest["parameters"].values()))["learning.rate"] = 0.061
    elif part == "world":
        next(iter(manifest["worlds"].values()))["data"] = "of other tables"
    else:
        next(iter(manifest["laws"].values()))["more"] = 1
    write_json(tmp_path / "manifest.json", manifest)
    messages = {"world": "other input tables", "unknown": "another version of the model"}
    with pytest.raises(InputError, match=messages.get(part, "comes out otherwise")):
        rebuilt_scenarios(tmp_path)


def test_tables_of_ones_own_are_found_through_the_world(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "tables")
    cells = tmp_path / "tables" / "sources.csv"
    cells.write_text("one more table\n", encoding="utf-8")
    text = named_files("worlds")["small"].read_text(encoding="utf-8")
    (tmp_path / "own.toml").write_text(f'data = "tables"\n{text}', encoding="utf-8")
    scenario = load_scenario("1", world=tmp_path / "own.toml")
    write_json(tmp_path / "manifest.json", listed([scenario], [content_hash(resolved(scenario))]))
    assert rebuilt_scenarios(tmp_path, tmp_path / "tables")[0].world == scenario.world
    with pytest.raises(InputError, match=r"world own has other input tables than .*; give its file with --world"):
        rebuilt_scenarios(tmp_path)
