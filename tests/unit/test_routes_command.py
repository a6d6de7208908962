"""`routes` at the front door: help, JSON, bad input, failures, and nothing half-written."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure

import run
from experiments.cli import reproduce_command, routes_command
from experiments.runs.store import read_csv, read_manifest, read_parquet
from experiments.studies.routes import analysis
from experiments.studies.routes.design import ENACTED, default_routes, design_routes
from experiments.studies.routes.options import RoutesOptions
from experiments.studies.routes.run import run_futures
from experiments.studies.routes.tables import RoutesFolder
from experiments.tools.published_studies import PUBLISHED, Published
from tests.unit import routes_parts
from tests.unit.routes_parts import MIXES, UNLUCKY_SEED, own_route
from tests.unit.test_engine import tiny_world

FIRST, SECOND, THIRD = default_routes()
SMALL = ("routes", "--world", "small", "--mix", MIXES[0], "--mix", MIXES[1], "--futures", "3", "--workers", "1")
QUICK = (*SMALL, "--route", FIRST, "--route", SECOND)
TABLES = {
    *("runs.parquet", "events.parquet", "outcomes.parquet", "summary.csv", "regret.csv", "conditions.csv"),
    *("forecast.csv", "draws.parquet", "manifest.json", "checksums.json"),
}
FIGURES = ("figures/one_en.png", "figures/one_en.svg")
FORECAST = {"events.parquet", "draws.parquet", "forecast.csv", "manifest.json", "checksums.json"}


def one_in(study: RoutesFolder, language: str) -> dict[str, Callable[[], Figure]]:
    return {f"one_{language}": partial(Figure, figsize=(1, 1))}


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Replace the model and the figures, and keep results out of the checkout."""
    monkeypatch.setattr(routes_command, "drawings", one_in)
    monkeypatch.setattr("experiments.cli.analysis.RESULTS", tmp_path / "results")
    use(monkeypatch, routes_parts.simulate)


def use(monkeypatch: pytest.MonkeyPatch, simulate: Callable[..., Any]) -> None:
    monkeypatch.setattr(analysis, "run_futures", partial(run_futures, simulate=simulate))


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run.main(["routes", "--help"])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    options = ("route", "mix", "futures", "forecast", "central", "world", "set", "seed", "workers", "out", "force")
    assert all(f"--{name} " in shown for name in (*options, "json", "language"))
    assert "default: 200" in shown


def test_the_default_design_is_that_of_the_specification() -> None:
    design = design_routes(RoutesOptions())
    assert (design.seeds, design.drawn, design.scenarios[0].world.name) == (tuple(range(1, 201)), True, "reference")
    assert (len(design.routes), len(design.mixes)) == (3, 5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--route", FIRST[:-1]], f"did you mean '{FIRST}'?"),
        (["--route", "none.toml"], "none.toml: file not found"),
        (["--route", ENACTED], "is a course of politics"),
        (["--mix", MIXES[1][:-1]], f"did you mean '{MIXES[1]}'?"),
        (["--futures", "0"], "a whole number from 1"),
        (["--futures", "some"], "a whole number from 1"),
        (["--set", "checkpoint.treshold=0.5"], "did you mean 'checkpoint.threshold'?"),
        (["--set", "checkpoint.threshold=2"], "allowed: a number from 0 to 1"),
        (["--course", "expected"], "unknown option '--course'; did you mean '--route'"),
        (["--language", "de"], "invalid choice: 'de'"),
    ],
)
@pytest.mark.parametrize("mode", [(), ("--forecast",)])
def test_bad_input_is_one_message_and_status_2(
    arguments: list[str], message: str, mode: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.main(["routes", *mode, *arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert message in shown.err
    assert shown.err.startswith("error: ") and shown.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_study_is_told_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([*QUICK]) == 0
    shown = capsys.readouterr().out
    assert max(len(line) for line in shown.splitlines() if str(tmp_path) not in line) <= 100
    (folder,) = (tmp_path / "results").iterdir()
    assert f"written to {folder}" in shown
    assert set(everything(folder)) == {*TABLES, *FIGURES}
    manifest = read_manifest(folder)
    assert (manifest["verb"], manifest["failed"], manifest["seeds"]) == ("routes", [], [1, 2, 3])
    assert folder.name == f"routes-{manifest['study_id']}"
    assert set(read_csv(folder / "forecast.csv")["prior_hash"]) == {manifest["prior_hash"]}
    assert str(tmp_path) not in (folder / "manifest.json").read_text(encoding="utf-8")


def test_the_same_study_has_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "again"):
        assert run.main([*QUICK, "--out", str(tmp_path / name)]) == 0
    assert everything(tmp_path / "one") == everything(tmp_path / "again")


def test_json_holds_every_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main([*QUICK, "--json"]) == 0
    data = json.loads(capsys.readouterr().out, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert {row["route"] for row in data["summary"]} == {FIRST, SECOND, ENACTED}
    assert {"study_id", "folder", "figures", "forecast", "summary", "regret", "conditions"} == set(data)
    assert data["conditions"][0]["accuracy"] is None
    assert len(data["figures"]) == len(FIGURES)


def test_a_forecast_simulates_politics_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use(monkeypatch, routes_parts.simulate_nothing)
    assert run.main([*QUICK, "--forecast"]) == 0
    shown = capsys.readouterr().out
    (folder,) = (tmp_path / "results").iterdir()
    manifest = read_manifest(folder)
    assert set(everything(folder)) == FORECAST
    assert folder.name == f"forecast-{manifest['study_id']}"
    assert f"forecast {manifest['prior_hash']}" in shown and f"written to {folder}" in shown
    assert run.main([*QUICK, "--forecast", "--json"]) == 0
    data = json.loads(capsys.readouterr().out, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert len(data["forecast"]) == len(read_csv(folder / "forecast.csv"))


def test_a_forecast_and_a_study_agree_on_politics(tmp_path: Path) -> None:
    assert run.main([*QUICK, "--out", str(tmp_path / "study")]) == 0
    assert run.main([*QUICK, "--forecast", "--out", str(tmp_path / "forecast")]) == 0
    for name in FORECAST - {"manifest.json", "checksums.json"}:
        assert (tmp_path / "study" / name).read_bytes() == (tmp_path / "forecast" / name).read_bytes()


def test_central_numbers_are_another_study(tmp_path: Path) -> None:
    for name, more in (("drawn", ()), ("central", ("--central",))):
        assert run.main([*QUICK, "--forecast", *more, "--out", str(tmp_path / name)]) == 0
    drawn, central = (read_manifest(tmp_path / name) for name in ("drawn", "central"))
    assert (drawn["drawn"], central["drawn"]) == (True, False)
    assert drawn["prior_hash"] != central["prior_hash"]
    values = [read_parquet(tmp_path / name / "events.parquet")["value"].tolist() for name in ("drawn", "central")]
    assert values[0] != values[1]


def test_a_route_of_ones_own_is_told_by_its_label(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    route = own_route(tmp_path / "own")
    for language, label in (("en", "My route"), ("nl", "Mijn route")):
        assert run.main([*SMALL, "--forecast", "--route", "1", "--route", route, "--language", language]) == 0
        assert f"mine: {label}" in capsys.readouterr().out


@pytest.mark.parametrize("more", [pytest.param((), marks=pytest.mark.slow), ("--forecast",)])
def test_an_existing_folder_is_replaced_only_by_force(
    more: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = [*QUICK, *more, "--out", str(tmp_path / "mine")]
    assert run.main(out) == 0
    before = everything(tmp_path / "mine")
    use(monkeypatch, routes_parts.simulate_nothing)  # refused before anything runs
    assert run.main([*out, "--seed", "5"]) == 2
    use(monkeypatch, routes_parts.simulate)
    assert "--force" in capsys.readouterr().err
    assert everything(tmp_path / "mine") == before
    assert run.main([*out, "--seed", "5", "--force"]) == 0
    assert everything(tmp_path / "mine") != before
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("mine", encoding="utf-8")
    assert run.main([*QUICK, *more, "--force", "--out", str(tmp_path / "other")]) == 2
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["letter.txt"]


def test_ctrl_c_ends_with_130_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*ignored: object) -> None:
        raise KeyboardInterrupt

    use(monkeypatch, routes_parts.stop)
    assert run.main([*QUICK, "--out", str(tmp_path / "mine")]) == 130
    monkeypatch.setattr(analysis, "politics_only", stop)
    assert run.main([*QUICK, "--forecast", "--out", str(tmp_path / "mine")]) == 130
    assert list(tmp_path.iterdir()) == []
    use(monkeypatch, routes_parts.simulate)
    with monkeypatch.context() as patch:
        patch.setattr(routes_command, "drawings", stop)
        assert run.main([*QUICK, "--out", str(tmp_path / "mine")]) == 130
    use(monkeypatch, routes_parts.simulate_nothing)  # all runs are there
    assert run.main([*QUICK, "--out", str(tmp_path / "mine")]) == 0
    use(monkeypatch, routes_parts.simulate)
    assert run.main([*QUICK, "--out", str(tmp_path / "again")]) == 0
    assert everything(tmp_path / "mine") == everything(tmp_path / "again")


def test_failed_runs_are_listed_and_too_many_are_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use(monkeypatch, routes_parts.simulate_with_bad_luck)
    assert run.main([*QUICK, "--out", str(tmp_path / "mine")]) == 1
    shown = capsys.readouterr().err
    for route in (FIRST, SECOND):
        assert f"{route} {MIXES[1]} future {UNLUCKY_SEED}: ArithmeticError: no luck" in shown
    assert "2 of 18 runs failed" in shown
    assert set(everything(tmp_path / "mine")) == TABLES  # no figures of a study that failed
    failed = read_manifest(tmp_path / "mine")["failed"]
    runs = read_parquet(tmp_path / "mine" / "runs.parquet")
    assert failed == runs.loc[runs["status"] == "failed", "run"].tolist() and len(failed) == 2


def test_a_few_failed_runs_are_told_and_forgiven(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("experiments.runs.engine.MOST_FAILED_SHARE", 0.125)
    use(monkeypatch, routes_parts.simulate_with_bad_luck)
    assert run.main([*QUICK]) == 0
    shown = capsys.readouterr()
    assert "2 of 18 runs failed" in shown.err
    assert "one_en.png" in shown.out


def test_a_study_in_which_everything_fails_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use(monkeypatch, routes_parts.simulate_nothing)
    assert run.main([*QUICK, "--out", str(tmp_path / "mine")]) == 1
    assert "every run failed" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_reproduce_makes_and_checks_the_published_routes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("routes", "--world", "small", "--futures", "1", "--route", FIRST, "--mix", MIXES[0])
    assert PUBLISHED["routes"].words[:1] == words[:1]
    published = Published(tmp_path / "reference", words)
    out = ("--out", str(tmp_path / "again"))
    monkeypatch.setattr(reproduce_command, "PUBLISHED", {"routes": published})
    assert run.main(["reproduce", "routes", "--check", "--workers", "1", *out]) == 2
    assert run.main(["reproduce", "routes", "--workers", "1", *out]) == 0
    assert run.main(["reproduce", "routes", "--check", "--workers", "1", *out]) == 0
    shown = capsys.readouterr().out
    assert "ok   events.parquet: identical" in shown and "ok   figures/one_en.png" in shown
    table = tmp_path / "reference" / "regret.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(",2030,", ",2031,", 1), encoding="utf-8", newline="\n")
    assert run.main(["reproduce", "routes", "--check", "--workers", "1", *out]) == 1
    assert "FAIL regret.csv" in capsys.readouterr().out


def test_dutch_tables_hold_no_english_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run.main([*QUICK, "--language", "nl", "--out", str(tmp_path / "nl")]) == 0
    text = capsys.readouterr().out
    english = {"the", "futures", "staff", "liability", "better", "worse", "mean", "outcome", "law", "yes", "As"}
    assert not english & set(text.replace(",", " ").replace(":", " ").split())
    assert "Wat de politiek brengt" in text and "Uitkomsten in 2030" in text and "Δ Zoals ingevoerd" in text
    assert (tmp_path / "nl" / "figures" / "one_nl.png").is_file()


@pytest.mark.slow
def test_the_real_model_runs_routes_from_end_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(analysis, "run_futures", run_futures)
    arguments = ["routes", "--world", tiny_world(tmp_path), "--mix", "1", "--mix", "3", "--futures", "2"]
    for workers in ("1", "2"):
        assert run.main([*arguments, "--workers", workers, "--out", str(tmp_path / workers)]) == 0
    assert everything(tmp_path / "1") == everything(tmp_path / "2")
    assert set(everything(tmp_path / "1")) == {*TABLES, *FIGURES}
    outcomes = read_parquet(tmp_path / "1" / "outcomes.parquet")
    assert set(outcomes["year"]) == {2022} and len(outcomes) == (3 + 1) * 2 * 2
    assert "Outcomes in 2022" in capsys.readouterr().out
