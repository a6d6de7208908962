"""Every verb sees what a plug-in adds: comparisons, sweeps, analyses and lists, with any number of workers."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import run
from experiments import api
from experiments.runs.design import Request, make_design
from experiments.runs.rebuild import rebuilt_run, rebuilt_scenarios
from experiments.studies.ablation.fold_over import switches
from experiments.studies.ablation.variants import make_variants
from experiments.studies.common.factors import uncertain_factors
from experiments.studies.common.model_outputs import Option
from experiments.studies.common.specification import Subject
from model import plugins
from model.errors import InputError
from model.scenario import load_world
from tests.unit.test_plugins import STRIKE, WORLD, write, write_mix


def settled_soon(folder: Path, text: str = STRIKE) -> Path:
    """Write a plug-in and a world that hardly settles."""
    return write(folder, text, WORLD.replace("burn_in = 20", "burn_in = 2"))


def line_of(part: str) -> int:
    """Return the line of the example on which a part of it stands."""
    return STRIKE[: STRIKE.index(part)].count("\n") + 1


@pytest.fixture
def world(tmp_path: Path) -> Path:
    return settled_soon(tmp_path)


def annual(world: Path, workers: int, **parameters: float) -> pd.DataFrame:
    named = {name.replace("__", "."): value for name, value in parameters.items()}
    options = {"world": str(world), "parameters": named, "seeds": 2, "workers": workers}
    found = api.compare(["null_option", "broad"], ["expected"], **options)  # type: ignore[arg-type]
    return found.annual.drop(columns=["run_id", "strikes_dutch"], errors="ignore")


@pytest.mark.slow
def test_a_comparison_is_the_same_with_two_workers(world: Path) -> None:
    alone = annual(world, 1)
    pd.testing.assert_frame_equal(alone, annual(world, 2), check_exact=True)
    without = annual(world, 1, strike__active=0)
    assert not alone.equals(without)
    plugins.only(())
    world.write_text(world.read_text(encoding="utf-8").replace('plugins = ["strike.py"]\n', ""), encoding="utf-8")
    pd.testing.assert_frame_equal(without, annual(world, 2), check_exact=True)


SWEEP = """
mixes = ["broad"]
worlds = ["world.toml"]
[parameters]
strike.margin_loss = [0, 100]
strike.active = [0, 1]
[record]
outcomes = ["chain_impact_dutch", "strikes_dutch"]
"""


def test_a_sweep_varies_parameters_of_a_plugin(world: Path, tmp_path: Path) -> None:
    file = tmp_path / "sweep.toml"
    file.write_text(SWEEP, encoding="utf-8")
    assert run.main(["sweep", str(file), "--out", str(tmp_path / "one"), "--workers", "1", "--yes"]) == 0
    plugins.only(())
    assert run.main(["sweep", str(file), "--out", str(tmp_path / "two"), "--workers", "2", "--yes"]) == 0
    one, two = (api.read(tmp_path / name) for name in ("one", "two"))
    pd.testing.assert_frame_equal(one["outcomes"], two["outcomes"], check_exact=True)
    joined = one["outcomes"].merge(one["runs"], on="run_id")
    last = joined[joined["year"] == joined["year"].max()]
    found = last.set_index(["strike.active", "strike.margin_loss"])["chain_impact_dutch"]
    assert found[0, 0] == found[0, 100] and found[1, 0] != found[0, 0] != found[1, 100] != found[1, 0]


def test_a_run_of_results_is_run_again_where_its_plugin_is_at_hand(world: Path, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    given = ["run", "--mix", "broad", "--world", str(world), "--set", "strike.gain=0.3", "--out", str(folder)]
    assert run.main(given) == 0
    scenario = rebuilt_scenarios(folder)[0]
    assert scenario.parameters.changed() == {"strike.gain": 0.3}
    again = ["run", "--from", str(folder), "--out", str(tmp_path / "again"), "--world"]
    plugins.only(())
    assert run.main([*again, "small"]) == 2
    assert run.main([*again, str(world)]) == 0
    plugins.only(())
    settled_soon(tmp_path, STRIKE + "\n")
    load_world(world)
    with pytest.raises(InputError, match=r"made with the plug-in strike\.py, with hash \w+; give a world"):
        rebuilt_run(folder, None)


def test_analyses_find_its_factors_and_its_switch(world: Path) -> None:
    load_world(world)
    assert {"strike.gain", "strike.threshold"} <= {each.name for each in uncertain_factors()}
    assert "strike.active" in switches()


def test_lists_show_what_a_world_adds(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["list", "processes", "--world", str(world), "--json"]) == 0
    names = [each["name"] for each in json.loads(capsys.readouterr().out)]
    assert names[names.index("conditions") + 1] == "strike"
    assert run.main(["list", "parameters", "--world", str(world), "--language", "nl", "--json"]) == 0
    assert "strike.gain" in [each["name"] for each in json.loads(capsys.readouterr().out)]
    plugins.only(())
    assert run.main(["list", "processes", "--json"]) == 0
    assert "strike" not in [each["name"] for each in json.loads(capsys.readouterr().out)]


@pytest.mark.parametrize(
    "command",
    [["run"], ["compare", "--workers", "2", "--replicates", "2"], ["explain", "broad"], ["list", "processes"]],
)
def test_an_error_in_a_plugin_is_one_line(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    settled_soon(tmp_path, STRIKE.replace("WAGES = ", "WAGES = 1 / 0 + "))
    out = ["--out", str(tmp_path / "out")] if command[0] in ("run", "compare") else []
    assert run.main([*command, "--world", str(world), *out]) == 2
    told = capsys.readouterr().err.strip().splitlines()
    assert len(told) == 1 and f"strike.py, line {line_of('WAGES = ')}: ZeroDivisionError" in told[0]
    assert not (tmp_path / "out").exists()


def test_an_error_while_it_runs_in_a_worker_is_one_line(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = STRIKE.replace("    supplier.improvement +=", "    supplier.density +=")
    assert text != STRIKE
    settled_soon(tmp_path, text)
    given = ["compare", "--mix", "null_option", "--mix", "broad", "--course", "expected", "--replicates", "2"]
    assert run.main([*given, "--world", str(world), "--workers", "2", "--out", str(tmp_path / "out")]) == 2
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("error: ")]
    assert len(told) == 1 and f"strike.py, line {line_of('    supplier.improvement +=')}: ValueError" in told[0]
    assert not (tmp_path / "out").exists()


def test_pairs_of_worlds_share_their_draws(world: Path) -> None:
    """Strikes draw from a stream of their own: with no effect they change no other draw."""
    quiet = annual(world, 1, strike__margin_loss=0, strike__gain=0)
    off = annual(world, 1, strike__active=0)
    numbers = quiet.select_dtypes("number").columns
    assert np.array_equal(quiet[numbers], off[numbers], equal_nan=True)


@pytest.mark.slow
def test_an_instrument_and_an_outcome_reach_tables_and_figures(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["compare", "--mix", "null_option", "--mix", str(write_mix(tmp_path)), "--course", "expected"]
    given += ["--world", str(world), "--set", "legal_aid.strengthened=0.9", "--set", "strike.frequency=1"]
    assert run.main([*given, "--replicates", "2", "--workers", "2", "--out", str(tmp_path / "out")]) == 0
    tables = api.read(tmp_path / "out")
    assert (tables["series"]["strikes_dutch"] > 0).any()
    assert "strikes_dutch" in set(tables["summary"]["outcome"])
    assert list((tmp_path / "out").rglob("*.png"))
    chosen = tables["runs"].set_index("mix")["run_id"]["mix"].iloc[0]
    again = ["run", "--from", str(tmp_path / "out"), "--run-id", chosen, "--world", str(world)]
    plugins.only(())
    assert run.main([*again, "--out", str(tmp_path / "again")]) == 2
    assert "made with the plug-in legal_aid.py" in capsys.readouterr().err
    text = world.read_text(encoding="utf-8").replace('["strike.py"]', '["strike.py", "legal_aid.py"]')
    world.write_text(text, encoding="utf-8")
    assert run.main([*again, "--out", str(tmp_path / "again")]) == 0


def test_explain_and_lists_show_the_instrument_of_a_mix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mix = write_mix(tmp_path)
    for language, words in (("en", "Legal aid for unions"), ("nl", "Rechtshulp voor vakbonden")):
        assert run.main(["explain", str(mix), "--language", language]) == 0
        assert words in capsys.readouterr().out
        assert run.main(["list", "instruments", "--mix", str(mix), "--language", language, "--json"]) == 0
        assert words in capsys.readouterr().out
        plugins.only(())


def test_a_value_for_what_one_mix_adds_may_be_given_beside_others(tmp_path: Path) -> None:
    mix = str(write_mix(tmp_path))
    request = Request(("null_option", mix), ("expected",), "small", {"legal_aid.existing": 0.4}, (1,))
    design = make_design(request)
    known = [each.parameters.known_to(each.plugins) for each in design.scenarios]
    assert ["legal_aid.existing" in each for each in known] == [False, True]
    assert make_variants(Subject(design.scenarios, "null_option", (), ())).instruments[Option("expected", "mix")][
        -1
    ] == ("legal_aid")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("strike", "chance_j = f"),
        ("strike.gain", "part of the gap in wages and hours"),
        ("strikes_dutch", "Return the part of the quarter"),
        ("legal_aid", "Unions in producing countries are paid for lawyers."),
    ],
)
@pytest.mark.slow
def test_names_of_a_plugin_are_explained(
    world: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, words: str
) -> None:
    write_mix(tmp_path)
    text = world.read_text(encoding="utf-8").replace('["strike.py"]', '["strike.py", "legal_aid.py"]')
    world.write_text(text, encoding="utf-8")
    assert run.main(["explain", name, "--world", str(world), "--json"]) == 0
    told = capsys.readouterr().out
    assert words in told and f"{tmp_path.resolve().as_posix()}/" in told
    plugins.only(())
    assert run.main(["explain", name]) == 2
