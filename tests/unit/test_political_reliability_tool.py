"""The command that fits law-making and checks its forecasts: files, figure, mistakes, and what is published."""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from experiments.runs.store import read_csv
from experiments.runs.table_differences import table_difference
from experiments.studies.calibration.political_reliability import coverage, reliability
from experiments.tools import political_reliability
from experiments.tools.political_figure import title

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "results" / "reference-politics"
TABLES = ("fitted", "times", "chances", "coverage", "reliability")


def test_the_command_writes_the_same_bytes_each_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("one", "two"):
        arguments = ["--draws", "64", "--futures", "2", "--language", "nl", "--out", str(tmp_path / folder)]
        assert political_reliability.main(arguments) == 0
    shown = capsys.readouterr().out
    assert "effective sample size of 64 draws" in shown
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == sorted(
        [*(f"{name}.csv" for name in TABLES), "settings.json", "political_reliability.png", "political_reliability.svg"]
    )
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize("wrong", [["--draws", "100"], ["--draws", "0"], ["--futures", "0"], ["--seed", "-1"]])
def test_wrong_options_are_refused(wrong: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        political_reliability.main([*wrong, "--out", str(tmp_path / "out")])
    assert ended.value.code == 2
    assert wrong[0] in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "taken"
    path.write_text("", encoding="utf-8")
    assert political_reliability.main(["--draws", "4", "--futures", "1", "--out", str(path)]) == 2
    error = capsys.readouterr().err
    assert str(path) in error
    assert error.count("\n") == 1


def test_the_title_says_whether_forecasts_held_as_often_as_they_should() -> None:
    rows = [
        {"part": "adoption", "confidence": "verified", **{f"mass{n}": 0.9 for n in (50, 80, 90)}}
        | {f"held{n}": held for n in (50, 80, 90)}
        for held in ("yes", "yes", "no", "open")
    ]
    chances = pd.DataFrame({"part": ["a"], "chance": [0.1], "others": [0.0], "happened": [True]})
    table = coverage(pd.DataFrame(rows))
    assert len(reliability(chances))
    start = "Forecast times of European acts held "
    numbers = "2 of 3 intervals of 80%, which fits a share of 10 to 99%"
    assert title(table, "en") == f"{start}about as often as they should: {numbers}"
    assert title(table.assign(low=0.1, high=0.5), "en").startswith(f"{start}less often than")
    assert title(table.assign(low=0.95, high=1.0), "en").startswith(f"{start}more often than")


def test_the_page_has_the_published_numbers() -> None:
    page = (ROOT / "docs" / "routes.md").read_text(encoding="utf-8")
    names: dict[Any, str] = {"adoption": "proposal to adoption", "application": "adoption to application"}
    table = read_csv(PUBLISHED / "coverage.csv")
    for row in table[(table["confidence"] == "all") & table["part"].isin(names)].to_dict("records"):
        counts = f"{row['acts']} | {row['held']} | {row['missed']} | {row['open']} | {row['low']:.2f}–{row['high']:.2f}"
        assert f"| {names[row['part']]} | {100 * row['level']:.0f}% | {row['mass']:.2f} | {counts} |" in page
    fitted: Any = read_csv(PUBLISHED / "fitted.csv").set_index("parameter")
    shown = re.findall(
        r"^\| `([a-z_]+\.[a-z_]+)` \| (\S+) \((\S+)–(\S+)\) \| (\S+) \((\S+)–(\S+)\) \|", page, re.MULTILINE
    )
    assert len(shown) >= 8
    for name, *numbers in shown:
        row = fitted.loc[name]
        columns = [f"{kind}_{each}" for kind in ("prior", "fitted") for each in ("p50", "p05", "p95")]
        assert numbers == [f"{row[each]:.2g}" for each in columns], name


@pytest.mark.slow
def test_the_published_tables_come_again(tmp_path: Path) -> None:
    assert political_reliability.main(["--out", str(tmp_path)]) == 0
    for name in TABLES:
        assert table_difference(read_csv(PUBLISHED / f"{name}.csv"), read_csv(tmp_path / f"{name}.csv")) is None
