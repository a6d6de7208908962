"""The front door: quick help, one message for bad input, nothing half-written, the same bytes again."""

import importlib
import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

import run
from experiments.cli import parser, reproduce_command
from experiments.runs import design_runs, manifest
from experiments.runs.design import default_mixes
from experiments.runs.locks import locked
from experiments.runs.sweeps import estimate
from experiments.studies.common import contract
from experiments.studies.comparison import analysis
from experiments.tools.published_studies import PUBLISHED, Published
from tests.unit import fake_model

ROOT = Path(__file__).resolve().parents[2]
FIRST, SECOND = default_mixes()[:2]
QUICK = ("--world", "small", "--mix", FIRST, "--mix", SECOND, "--replicates", "3", "--workers", "1")
HEAVY = {"numpy", "pandas", "scipy", "matplotlib", "rich", "joblib", "mesa", "pyarrow"}


def draw_one(drawings: object, folder: Path, workers: int, source: str) -> list[Path]:
    folder.mkdir()
    (folder / "one.png").write_bytes(b"picture")
    return [folder / "one.png"]


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Replace the model and the figures, and keep results out of the checkout."""
    monkeypatch.setattr(contract, "draw_figures", draw_one)
    monkeypatch.setattr("experiments.cli.analysis.RESULTS", tmp_path / "results")
    use(monkeypatch, fake_model.simulate)


def use(monkeypatch: pytest.MonkeyPatch, simulator: design_runs.Simulator) -> None:
    monkeypatch.setattr(analysis, "run_design", partial(design_runs.run_design, simulator=simulator))


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)


def test_help_needs_no_heavy_library() -> None:
    script = "import run, sys; run.build_parser().format_help(); print(*sorted(sys.modules))"
    loaded = set(python("-c", script).stdout.split())
    assert "argparse" in loaded
    assert loaded & HEAVY == set()


def test_help_tells_of_every_verb_with_examples() -> None:
    done = python("run.py", "--help")
    assert done.returncode == 0
    assert {*parser.VERBS} <= {line.split()[0] for line in done.stdout.splitlines() if line[:5].strip()}
    assert "examples:" in done.stdout


def test_every_verb_has_its_module() -> None:
    for verb in parser.VERBS:
        assert callable(importlib.import_module(f"experiments.cli.{verb.replace('-', '_')}_command").run)


@pytest.mark.parametrize("what", parser.LISTS)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_list_has_rows(capsys: pytest.CaptureFixture[str], what: str, language: str) -> None:
    assert run.main(["list", what, "--json", "--language", language]) == 0
    assert len(json.loads(capsys.readouterr().out)) > 1
    assert run.main(["list", what, "--language", language]) == 0
    assert max(len(line) for line in capsys.readouterr().out.splitlines()) <= 100


@pytest.mark.parametrize("mix", default_mixes())
def test_every_mix_has_a_card(capsys: pytest.CaptureFixture[str], mix: str) -> None:
    assert run.main(["explain", mix, "--json"]) == 0
    card = json.loads(capsys.readouterr().out)
    assert card["name"] == mix
    for language in ("en", "nl"):
        assert run.main(["explain", mix, "--language", language]) == 0
        assert capsys.readouterr().out.startswith(card[f"label_{language}"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["compar"], "did you mean 'compare'?"),
        (["explain", SECOND[:-1]], f"did you mean '{SECOND}'?"),
        (["list", "parametrs"], "did you mean 'parameters'?"),
        (["--mix", SECOND[:-1]], f"did you mean '{SECOND}'?"),
        (["--mix", "none.toml"], "none.toml: file not found"),
        (["--world", "smal"], "did you mean 'small'?"),
        (["--course", "expect"], "did you mean 'expected'?"),
        ([*QUICK, "--set", "politics.ambitio=1"], "did you mean 'politics.ambition'?"),
        ([*QUICK, "--set", "politics.ambition=2"], "allowed: a number from 0 to 1"),
        ([*QUICK, "--set", "politics.ambition=much"], "politics.ambition = 'much'"),
        ([*QUICK, "--set", "politics.ambition"], "allowed: parameter=value"),
        (["--replicates", "0"], "a whole number from 1"),
        (["--seed", "-1"], "a whole number from 0"),
        (["--workers", "two"], "a whole number from 1"),
        (["--mixx", "1"], "unknown option '--mixx'; did you mean '--mix'"),
    ],
)
def test_bad_input_is_one_message_and_status_2(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert message in shown.err
    assert shown.err.startswith("error: ") and shown.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_comparison_is_told_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([*QUICK]) == 0
    shown = capsys.readouterr().out
    assert max(len(line) for line in shown.splitlines() if str(tmp_path) not in line) <= 100
    (folder,) = (tmp_path / "results").iterdir()
    assert f"written to {folder}" in shown
    tables = {
        "runs.parquet",
        "draws.parquet",
        "series.parquet",
        "annual.parquet",
        "summary.csv",
        "claims.csv",
        "verdicts.csv",
        "manifest.json",
    }
    tables.add("checksums.json")
    tables |= {"breakdown.parquet", "cost_per_worker.csv", "adaptive_capacity.csv"}
    assert set(everything(folder)) == {*tables, "figures/one.png"}
    assert str(ROOT) not in (folder / "manifest.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("others", ["1", pytest.param("2", marks=pytest.mark.slow)])
def test_the_same_study_has_the_same_bytes_for_any_number_of_workers(
    others: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifest, "commit", lambda: "of this test")
    monkeypatch.setattr(manifest, "code_hash", lambda: "of this test")
    for name, workers in (("one", "1"), ("again", others)):
        assert run.main([*QUICK, "--workers", workers, "--out", str(tmp_path / name)]) == 0
    assert everything(tmp_path / "one") == everything(tmp_path / "again")


def test_a_breakdown_is_shown_and_given_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([*QUICK, "--by", "country", "--language", "nl", "--out", str(tmp_path / "one")]) == 0
    shown = capsys.readouterr().out
    assert "Productieland" in shown and "kleinere groepen staan in breakdown.parquet" in shown
    assert run.main([*QUICK, "--by", "goal", "--json", "--out", str(tmp_path / "two")]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {row["dimension"] for row in data["breakdown"]} == {"goal"}
    assert data["cost_per_worker"] and data["adaptive_capacity"]


def test_json_holds_the_whole_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([*QUICK, "--replicates", "1", "--json"]) == 0
    data = json.loads(capsys.readouterr().out, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert {row["mix"] for row in data["summary"]} == {FIRST, SECOND}
    assert data["summary"][0]["lo"] is None


def test_a_default_folder_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    for _ in range(2):
        assert run.main([*QUICK]) == 0
    names = sorted(path.name for path in (tmp_path / "results").iterdir())
    assert names[1] == f"{names[0]}-2"


def test_an_existing_folder_is_replaced_only_by_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["--out", str(tmp_path / "mine")]
    assert run.main([*QUICK, *out]) == 0
    before = everything(tmp_path / "mine")
    use(monkeypatch, fake_model.simulate_nothing)  # refused before anything runs
    assert run.main([*QUICK, "--seed", "5", *out]) == 2
    use(monkeypatch, fake_model.simulate)
    assert "--force" in capsys.readouterr().err
    assert everything(tmp_path / "mine") == before
    assert run.main([*QUICK, "--seed", "5", *out, "--force"]) == 0
    assert everything(tmp_path / "mine") != before


def test_ctrl_c_ends_with_130_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, fake_model.stop)
    assert run.main([*QUICK, "--out", str(tmp_path / "mine")]) == 130
    assert list(tmp_path.iterdir()) == []


def test_a_long_comparison_is_begun_only_when_agreed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(estimate, "MOST_SECONDS", 0.0)
    out = ["--out", str(tmp_path / "mine")]
    assert run.main([*QUICK, *out]) == 2
    assert "compare: would take about" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert run.main([*QUICK, *out, "--yes"]) == 0


def test_a_second_command_in_the_same_folder_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with locked(tmp_path / "mine"):
        assert run.main([*QUICK, "--out", str(tmp_path / "mine")]) == 2
    assert "another command is at work in" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_while_drawing_loses_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(drawings: object, folder: Path, workers: int, source: str) -> list[Path]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(contract, "draw_figures", stop)
        assert run.main([*QUICK, "--out", str(tmp_path / "mine")]) == 130
    use(monkeypatch, fake_model.simulate_nothing)  # all runs are there
    assert run.main([*QUICK, "--out", str(tmp_path / "mine")]) == 0
    use(monkeypatch, fake_model.simulate)
    assert run.main([*QUICK, "--out", str(tmp_path / "again")]) == 0
    assert everything(tmp_path / "mine") == everything(tmp_path / "again")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "mine"]


def test_failed_runs_are_listed_and_too_many_are_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use(monkeypatch, fake_model.simulate_with_bad_luck)
    assert run.main([*QUICK, "--out", str(tmp_path / "mine")]) == 1
    assert f"{SECOND} seed 2: ArithmeticError: no luck" in capsys.readouterr().err
    assert set(everything(tmp_path / "mine")) == {
        *("runs.parquet", "series.parquet", "annual.parquet", "summary.csv", "manifest.json", "checksums.json"),
        "draws.parquet",
    }


def test_all_runs_have_one_point_of_parameters_where_that_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main([*QUICK, "--at-defaults", "--out", str(tmp_path / "mine")]) == 0
    assert "one point of parameters" in capsys.readouterr().out
    assert not (tmp_path / "mine" / "draws.parquet").exists()
    assert "ensemble" not in json.loads((tmp_path / "mine" / "manifest.json").read_text(encoding="utf-8"))
    assert run.main([*QUICK, "--at-defaults", "--ensemble", "prior"]) == 2
    assert "not allowed with argument" in capsys.readouterr().err
    assert run.main([*QUICK, "--ensemble", "prio"]) == 2
    assert "did you mean 'prior'" in capsys.readouterr().err


def test_a_study_in_which_everything_fails_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use(monkeypatch, fake_model.simulate_nothing)
    assert run.main([*QUICK, "--out", str(tmp_path / "mine")]) == 1
    assert "every run failed" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_one_run_writes_every_quarter(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch) -> None:
    run_command = importlib.import_module("experiments.cli.run_command")
    monkeypatch.setattr(run_command, "run_design", partial(design_runs.run_design, simulator=fake_model.simulate))
    out = tmp_path / "one"
    assert run.main(["run", "--mix", SECOND, "--world", "small", "--seed", "7", "--out", str(out)]) == 0
    assert set(everything(out)) == {"series.csv", "series.parquet", "manifest.json", "checksums.json"}
    assert "seed 7" in capsys.readouterr().out


def test_reproduce_names_each_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("compare", "--world", "small", "--replicates", "2", "--mix", FIRST, "--mix", SECOND)
    assert PUBLISHED["compare"].words[:1] == words[:1]
    published = Published(tmp_path / "reference", words)
    out = ("--out", str(tmp_path / "again"))
    monkeypatch.setattr(reproduce_command, "PUBLISHED", {"compare": published})
    assert run.main(["reproduce", "--check", "--workers", "1", *out]) == 2
    assert run.main(["reproduce", "compare", "--workers", "1", *out]) == 0
    assert run.main(["reproduce", "--check", "--workers", "1", *out]) == 0
    assert "ok   series.parquet: identical" in capsys.readouterr().out
    summary = tmp_path / "reference" / "summary.csv"
    text = summary.read_text(encoding="utf-8")
    summary.write_text(text.replace(",0,0,0\n", ",0.1,0,0\n", 1), encoding="utf-8", newline="\n")
    assert run.main(["reproduce", "--check", "--workers", "1", *out]) == 1
    assert "FAIL summary.csv: differs on the same platform: column diff, row 1" in capsys.readouterr().out
