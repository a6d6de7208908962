"""Remarks before a run: what the dates of a world leave of tables, mixes and shocks, and laws that bind nobody."""

from pathlib import Path

import pytest

import run
from experiments.runs.remarks import remarks
from model.scenario import load_scenario, named_files
from tests.unit.test_policy_meant import LAW, MIX, write

SMALL = named_files("worlds")["small"].read_text(encoding="utf-8")


def of(mix: str | Path = "3", world: str | Path = "reference", language: str = "en") -> list[str]:
    return remarks([load_scenario(mix, world=world)], (1, 2, 3), language)


def world_from(folder: Path, start: str, end: str = "2031Q4") -> Path:
    text = SMALL.replace('start = "2020Q1"', f'start = "{start}"').replace('end = "2031Q4"', f'end = "{end}"')
    return write(folder / f"from{start}.toml", text)


def test_the_worlds_of_the_project_need_no_remark_on_dates() -> None:
    assert of() == []
    assert all("is bound by" in each for each in of(world="small"))


def test_a_later_world_says_what_becomes_of_tables_mix_and_shock(tmp_path: Path) -> None:
    found = of(world=world_from(tmp_path, "2024Q1"))
    assert "world from2024Q1 starts in 2024Q1; the tables describe 2020 and are used as they stand for 2024Q1" in found
    assert "mix broad starts in 2022Q1, before the world from2024Q1: its levels hold from 2024Q1" in found
    outside = "shock covid (2020Q1-2021Q2) is outside 2024Q1-2031Q4 of the world from2024Q1: it does not happen"
    assert outside in found
    assert of(mix="1", world=world_from(tmp_path, "2024Q1"))[0].startswith("world from2024Q1 starts")
    begun = of(world=world_from(tmp_path, "2021Q1"))
    assert any("shock covid begins in 2020Q1, before the world" in each for each in begun)


def test_an_earlier_world_says_so_of_its_tables_alone(tmp_path: Path) -> None:
    found = [each for each in of(world=world_from(tmp_path, "2010Q1")) if "is bound by" not in each]
    assert len(found) == 1 and "the tables describe 2020" in found[0]
    short = of(world=world_from(tmp_path, "2010Q1", "2019Q4"))
    assert any("mix broad starts in 2022Q1, after the world" in each for each in short)


def test_a_law_that_binds_no_company_is_named(tmp_path: Path) -> None:
    write(tmp_path / "act.toml", LAW.replace("employees_min = 250", "employees_min = 9000000"))
    mix = write(tmp_path / "mix.toml", MIX + 'base = "null_option"\nlaws = ["act.toml"]\n')
    assert of(mix) == ["no company of the world reference (seeds 1, 2, 3) is bound by: Act on wages"]
    assert of(mix, language="nl") == [
        "geen bedrijf in de wereld reference (toevalsreeksen 1, 2, 3) is gebonden aan: Wet lonen"
    ]
    write(tmp_path / "act.toml", LAW.replace('"2024Q1"', '"never"'))  # which is what its author meant
    assert of(mix) == []


def test_remarks_go_to_stderr_before_a_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    world = str(world_from(tmp_path, "2024Q1", "2024Q2"))
    assert run.main(["explain", "3", "--world", world, "--language", "nl"]) == 0
    assert "let op: wereld from2024Q1 begint in 2024Q1" in capsys.readouterr().err
    assert run.main(["run", "--mix", "3", "--world", world, "--out", str(tmp_path / "out")]) == 0
    shown = capsys.readouterr()
    assert "note: mix broad starts in 2022Q1" in shown.err and "note" not in shown.out
