"""Tables for spreadsheets: read back as they were, no text a formula, the same bytes again."""

import argparse
import importlib
import zipfile
from argparse import Namespace
from pathlib import Path

import pandas as pd
import pytest

import run
from experiments.cli import analysis, for_spreadsheets, parser
from experiments.runs import spreadsheets
from experiments.runs.holdings import DUTCH, WORKBOOK
from experiments.runs.spreadsheets import tables_in, write_dutch_csv, write_workbook
from experiments.runs.store import write_csv, write_parquet
from model.errors import InputError

TABLE = pd.DataFrame(
    {"mix": ["=1+1", "http://x", "null"], "mean": [0.25, float("nan"), -1e-7], "year": [2030, 2031, 2032]}
)


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as packed:
        return packed.read(name).decode("utf-8")


def test_a_workbook_holds_texts_as_text_and_numbers_as_numbers(tmp_path: Path) -> None:
    write_workbook(tmp_path / "x.xlsx", {"summary": TABLE, "other": TABLE})
    sheet = part(tmp_path / "x.xlsx", "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "=1+1" in part(tmp_path / "x.xlsx", "xl/sharedStrings.xml")
    assert '<c r="B2"><v>0.25</v></c>' in sheet
    assert 'r="B3"' not in sheet
    assert '<c r="C4"><v>2032</v></c>' in sheet
    assert 'name="other"' in part(tmp_path / "x.xlsx", "xl/workbook.xml")


def test_the_same_tables_give_the_same_workbook(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(tmp_path / name, {"summary": TABLE})
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert "2020-01-01" in part(tmp_path / "a.xlsx", "docProps/core.xml")


def test_what_a_workbook_cannot_hold_is_refused_and_nothing_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="same first 31"):
        write_workbook(tmp_path / "x.xlsx", {"a" * 31 + "b": TABLE, "a" * 31 + "c": TABLE})
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 2)
    with pytest.raises(InputError, match="summary has 3 rows; allowed in a sheet: at most 2"):
        write_workbook(tmp_path / "x.xlsx", {"summary": TABLE})
    assert list(tmp_path.iterdir()) == []


def test_dutch_csv_is_read_as_dutch_excel_reads_it(tmp_path: Path) -> None:
    write_dutch_csv(tmp_path / "x.csv", TABLE)
    assert (tmp_path / "x.csv").read_bytes() == (
        b"\xef\xbb\xbfmix;mean;year\n'=1+1;0,25;2030\nhttp://x;;2031\nnull;-1e-07;2032\n"
    )
    back = pd.read_csv(
        tmp_path / "x.csv", sep=";", decimal=",", encoding="utf-8-sig", keep_default_na=False, na_values=""
    )
    pd.testing.assert_frame_equal(back[["mean", "year"]], TABLE[["mean", "year"]])


def test_tables_of_a_folder_are_found_by_name_parquet_first(tmp_path: Path) -> None:
    write_csv(tmp_path / "summary.csv", TABLE)
    write_csv(tmp_path / "series.csv", TABLE)
    write_parquet(tmp_path / "series.parquet", TABLE[["year"]])
    found = tables_in(tmp_path)
    assert list(found) == ["series", "summary"]
    assert list(found["series"]) == ["year"]
    assert found["summary"]["mix"].tolist() == TABLE["mix"].tolist()


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no tables found"):
        tables_in(tmp_path)


def test_the_command_line_writes_tables_for_spreadsheets_beside_its_own(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run.main(["world", "small", "--out", str(out), "--excel", "--csv", "dutch"]) == 0
    names = {path.stem for path in [*out.glob("*.csv"), *out.glob("*.parquet")]}
    assert {path.stem for path in (out / DUTCH).iterdir()} == names
    for name in names:
        assert f'name="{name}"' in part(out / WORKBOOK, "xl/workbook.xml")


def test_a_table_that_is_too_large_stays_out_of_the_workbook_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(for_spreadsheets, "MOST_CELLS", 8)
    write_csv(tmp_path / "large.csv", TABLE)
    write_csv(tmp_path / "small.csv", TABLE[["year"]])
    for_spreadsheets.write_for_spreadsheets(Namespace(excel=True, csv=None, language="en"), tmp_path)
    book = part(tmp_path / WORKBOOK, "xl/workbook.xml")
    assert 'name="small"' in book
    assert 'name="large"' not in book
    assert "only in its own file: large" in " ".join(capsys.readouterr().err.split())


def test_every_verb_that_takes_a_folder_for_results_writes_for_spreadsheets() -> None:
    verbs = [name for name in parser.VERBS if "--excel" in help_of(name)]
    assert len(verbs) >= 10
    for name in verbs:
        names = vars(importlib.import_module(f"experiments.cli.{name.replace('-', '_')}_command"))
        assert "write_for_spreadsheets" in names or names.get("finish") is analysis.finish, name
    assert "write_for_spreadsheets" in vars(analysis)


def help_of(verb: str) -> str:
    """Return the help of a verb."""
    (verbs,) = [each for each in parser.build_parser()._actions if isinstance(each, argparse._SubParsersAction)]
    return str(verbs.choices[verb].format_help())
