"""Two results folders side by side: pairs by hand, and folders that have nothing to pair."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import run
from experiments.runs.holdings import seal
from experiments.runs.paired import held, paired
from experiments.runs.store import write_json, write_parquet
from experiments.runs.sweeps.read import read_sweep
from model.errors import InputError
from tests.unit.sweep_files import TEXT, make

STOCK, FLOW = "chain_impact_dutch", "public_cost"


def study(folder: Path, values: dict[tuple[str, int], list[float]], course: str = "expected") -> Path:
    """Write a study: for each mix and seed a stock in the quarters of two years; the flow is ten times as much."""
    rows = [
        ("id", course, mix, seed, f"{2020 + place // 4}Q{place % 4 + 1}", 2020 + place // 4, value, 10 * value)
        for (mix, seed), given in values.items()
        for place, value in enumerate(given)
    ]
    folder.mkdir()
    columns = ["run_id", "course", "mix", "seed", "quarter", "year", STOCK, FLOW]
    write_parquet(folder / "series.parquet", pd.DataFrame(rows, columns=columns))
    write_json(folder / "manifest.json", {"study_id": folder.name, "worlds": {"hash": {"name": "small"}}})
    seal(folder)
    return folder


def rising(first: float) -> list[float]:
    return [first + quarter for quarter in range(8)]


def test_runs_of_the_same_seed_are_paired(tmp_path: Path) -> None:
    one = study(tmp_path / "a", {("null_option", seed): rising(10.0 * seed) for seed in (1, 2, 3)})
    other = {("null_option", seed): rising(10.0 * seed + step) for seed, step in ((2, 1.0), (3, 3.0), (4, 9.0))}
    found = paired(held(one), held(study(tmp_path / "b", other)))
    assert set(found["seeds"]) == {2} and set(found["mix"]) == {"null_option"}
    rows = {(row["outcome"], row["year"]): row for row in found.to_dict(orient="records")}
    stock = rows[STOCK, 2021]  # the last quarter of 2021: 7 more than the first
    assert (stock["first"], stock["second"], stock["diff"]) == (25 + 7, 27 + 7, 2)
    assert stock["diff_hi"] - 2 == pytest.approx(6.313751514675043 * 1)  # t(1; 0.95) x standard error of (1, 3)
    assert rows[FLOW, 2020]["first"] == 10 * (25 + 1.5)  # the mean of its quarters


def test_folders_with_one_mix_each_are_paired_whatever_its_name(tmp_path: Path) -> None:
    one = study(tmp_path / "a", {("null_option", 1): rising(0)})
    other = study(tmp_path / "b", {("broad", 1): rising(2), ("broad", 2): rising(5)}, "as_enacted")
    found = paired(held(one), held(other))
    assert set(found["mix"]) == {"null_option → broad"} and set(found["course"]) == {"expected → as_enacted"}
    assert set(found.loc[found["outcome"] == STOCK, "diff"]) == {2}
    assert found["diff_lo"].isna().all()  # one pair has no interval


def test_points_of_sweeps_are_paired_by_their_values(tmp_path: Path) -> None:
    for name, text in (("a", TEXT), ("b", TEXT.replace("[0.05, 0.08]", "[0.06, 0.08, 0.05]"))):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        make(read_sweep(tmp_path / f"{name}.toml"), tmp_path / name)
    found = paired(held(tmp_path / "a"), held(tmp_path / "b"))
    assert set(found["seeds"]) == {10} and set(found["year"]) == {2025, 2030}
    assert found["diff"].tolist() == [0.0] * len(found)  # by number, points would have other values
    one = study(tmp_path / "c", {("null_option", 1): rising(0)})
    with pytest.raises(InputError, match=r"varies other parameters .*a learning\.rate; .*c none"):
        paired(held(tmp_path / "a"), held(one))


@pytest.mark.parametrize(
    ("values", "course", "message"),
    [
        (
            {("null_option", 8): rising(0), ("broad", 9): rising(0)},
            "expected",
            r"no seed in common \(.*a 1, 2; .*b 8, 9",
        ),
        ({("thematic", 1): rising(0), ("broad_eu", 1): rising(0)}, "expected", "no mix in common"),
        ({("null_option", 1): rising(0), ("broad", 1): rising(0)}, "scheduled", "no course in common"),
        ({("null_option", 2): rising(0), ("broad", 1): rising(0)}, "expected", "no run with the same mix"),
    ],
)
def test_folders_that_have_nothing_to_pair_are_refused(
    tmp_path: Path, values: dict[tuple[str, int], list[float]], course: str, message: str
) -> None:
    one = study(tmp_path / "a", {("null_option", 1): rising(0), ("broad", 2): rising(0)})
    with pytest.raises(InputError, match=message):
        paired(held(one), held(study(tmp_path / "b", values, course)))


def test_the_verb_writes_and_prints_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = study(tmp_path / "a", {("null_option", seed): rising(seed / 7) for seed in (1, 2)})
    other = study(tmp_path / "b", {("broad", seed): rising(seed / 3) for seed in (1, 2)})
    words = ["difference", str(one), str(other), "--out", str(tmp_path / "out")]
    assert run.main([*words, "--language", "nl"]) == 0
    shown = capsys.readouterr().out
    assert "null_option → broad" in shown and "tweede min eerste" in shown
    assert len(pd.read_csv(tmp_path / "out" / "difference.csv")) == 4
    assert run.main(words) == 2
    assert "--force" in capsys.readouterr().err
    assert run.main([*words, "--force", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["difference"]) == 4
    assert run.main(["difference", str(one), str(tmp_path), "--out", str(tmp_path / "new")]) == 2
    assert "not the folder of a finished study" in capsys.readouterr().err and not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda rows: rows.drop(columns="course"),
        lambda rows: rows.iloc[:0],
        lambda rows: rows.assign(**{STOCK: "text"}),
        lambda rows: rows.iloc[1:],
    ],
    ids=["column", "rows", "text", "quarter"],
)
def test_a_folder_that_is_not_as_it_was_written_is_refused(
    tmp_path: Path, damage: Callable[[pd.DataFrame], pd.DataFrame]
) -> None:
    folder = study(tmp_path / "a", {("null_option", 1): rising(0), ("null_option", 2): rising(1)})
    write_parquet(folder / "series.parquet", damage(pd.read_parquet(folder / "series.parquet")))
    with pytest.raises(InputError, match="is not as it was written"):
        held(folder)


def test_a_study_without_runs_by_year_is_said_to_be_one(tmp_path: Path) -> None:
    write_json(tmp_path / "manifest.json", {"verb": "validate", "worlds": ["history"]})
    with pytest.raises(InputError, match="give a finished folder of compare, run or sweep"):
        held(tmp_path)


def test_so_is_one_with_another_manifest(tmp_path: Path) -> None:
    folder = study(tmp_path / "a", {("null_option", 1): rising(0)})
    write_json(folder / "manifest.json", {"worlds": {"hash": 1.5}})
    with pytest.raises(InputError, match="is not as it was written"):
        held(folder)
