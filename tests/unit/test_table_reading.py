"""Strict reading of the input tables: every fault is named with file, row, column, value and what is allowed."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from model.errors import InputError
from model.inputs.table_format import DATA_FOLDER, dictionary
from model.inputs.tables import TABLE_NAMES, load_tables

Rows = list[list[str]]
Break = Callable[[str, Callable[[Rows], object]], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a copy of the input tables."""
    copy = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, copy)
    return copy


@pytest.fixture
def edit(folder: Path) -> Break:
    """Return a function that changes the rows of one table of the copy."""

    def change(name: str, action: Callable[[Rows], object]) -> None:
        path = folder / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        action(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    return change


def put(row: int, column: str, value: str) -> Callable[[Rows], object]:
    """Return an action that writes `value` in a column of a row (1 is the first after the header)."""

    def action(rows: Rows) -> None:
        rows[row][rows[0].index(column)] = value

    return action


def message(folder: Path) -> str:
    """Return what is said of the broken tables."""
    with pytest.raises(InputError) as caught:
        load_tables(folder)
    return str(caught.value)


def test_unchanged_copy_reads_the_same(folder: Path) -> None:
    copy, original = load_tables(folder), load_tables()
    for name in TABLE_NAMES:
        for column in dictionary()[name]:
            np.testing.assert_array_equal(getattr(copy, name)[column], getattr(original, name)[column])


BAD_CELLS = [
    ("sectors", 1, "brand_exposure", "1.5", ["sectors.csv", "TEX", "brand_exposure", "'1.5'", "from 0 to 1"]),
    ("sectors", 1, "brand_exposure", "nan", ["sectors.csv", "brand_exposure", "'nan'"]),
    ("sectors", 1, "tiers_model", "2.5", ["sectors.csv", "tiers_model", "'2.5'", "whole number"]),
    ("sectors", 2, "supplier_margin", "much", ["sectors.csv", "FOOD", "supplier_margin", "'much'"]),
    ("sectors", 1, "name_nl", "", ["sectors.csv", "TEX", "name_nl", "may not be blank"]),
    ("sectors", 1, "sev_gender", "", ["sectors.csv", "TEX", "sev_gender", "may not be blank"]),
    ("countries", 1, "confidence", "sure", ["countries.csv", "BGD", "confidence", "'sure'", "verified"]),
    ("countries", 1, "income_group", "hihg", ["BGD", "income_group", "did you mean 'high'"]),
    ("countries", 1, "ituc_confidence", "verifed", ["BGD", "ituc_confidence", "did you mean 'verified'"]),
    ("import_origins", 1, "sector", "TXE", ["import_origins.csv", "TXE", "did you mean 'TEX'"]),
    ("import_origins", 1, "origin_iso3", "CNH", ["origin_iso3 'CNH'", "did you mean 'CHN'"]),
    ("import_origins", 1, "share_of_extra_eu_imports", "0.36", ["rows TEX,NLD", "1.1", "sum to 1"]),
    ("firms", 2, "turnover_share", "0.1", ["firms.csv", "rows TEX,NLD", "turnover_share", "0.8908"]),
    ("sectors", 5, "share_sales_rest", "0.3", ["sectors.csv", "row FLOR", "share_sales_rest", "1.2"]),
    ("jurisdictions", 2, "weight", "0.5", ["jurisdictions.csv", "rows EU", "weight"]),
    ("theme_indicators", 1, "weight", "0.8", ["theme_indicators.csv", "rows child_labour", "1.1"]),
    ("theme_indicators", 1, "sign", "0", ["theme_indicators.csv", "sign", "-1, 1"]),
    ("theme_indicators", 1, "indicator", "child_labor_pct", ["indicator", "did you mean 'child_labour_pct'"]),
    ("value_adjustments", 1, "column", "foa_note", ["value_adjustments.csv", "KEN", "column 'foa_note'"]),
    ("sectors", 10, "import_nld_bn_eur", "300", ["sectors.csv", "CHEM", "import_nld_bn_eur", "215"]),
    ("size_classes", 3, "max_employees", "40", ["size_classes.csv", "medium", "min_employees", "= 40"]),
    ("covenants", 1, "start", "4 July 2016", ["covenants.csv", "C01", "start", "YYYY-MM-DD"]),
    ("covenants", 1, "market_share_confidence", "", ["C01", "market_share_confidence", "market_share"]),
    ("cells", 1, "value", "-0.65", ["cells.csv", "BGD", "value", "'-0.65'", "countries.csv"]),
    ("cells", 1, "column", "wgi_rule_of_law", ["cells.csv", "did you mean 'wgi_rule_of_law_2019'"]),
    ("cells", 1, "table", "country", ["cells.csv", "unknown table 'country'", "did you mean 'countries'"]),
    ("cells", 1, "key", "BDG", ["cells.csv", "key 'BDG'", "did you mean 'BGD'"]),
]
"""Table, row, column, what is written there, and what the error must say."""


@pytest.mark.parametrize("case", BAD_CELLS, ids=[f"{each[0]}-{each[2]}-{each[3]}" for each in BAD_CELLS])
def test_bad_cell_is_named(folder: Path, edit: Break, case: tuple[str, int, str, str, list[str]]) -> None:
    table, row, column, value, said = case
    edit(table, put(row, column, value))
    found = message(folder)
    for each in said:
        assert each in found


def test_missing_file_is_named(folder: Path) -> None:
    (folder / "firms.csv").unlink()
    assert message(folder) == f"{folder / 'firms.csv'}: file not found"


def test_file_that_is_not_utf8_is_named(folder: Path) -> None:
    (folder / "countries.csv").write_bytes("iso3,naam\nCIV,C\u00f4te\n".encode("latin-1"))
    assert "countries.csv: is not in UTF-8 (byte 0xf4 in line 2), perhaps in Windows-1252" in message(folder)


def test_empty_file_is_named(folder: Path) -> None:
    (folder / "themes.csv").write_text("", encoding="utf-8")
    assert message(folder) == "themes.csv: the file has no header or no rows"


def test_missing_column_is_named(folder: Path, edit: Break) -> None:
    edit("firms", lambda rows: [row.pop(4) for row in rows])
    assert "firms.csv: missing column n_firms" in message(folder)


def test_unknown_column_is_named_with_the_nearest(folder: Path, edit: Break) -> None:
    edit("firms", put(0, "n_firms", "nfirms"))
    assert message(folder) == "firms.csv: unknown column 'nfirms'; did you mean 'n_firms'?"


def test_column_that_stands_twice_is_named(folder: Path, edit: Break) -> None:
    def repeat_first(rows: Rows) -> None:
        rows[:] = [[*row, row[0]] for row in rows]

    edit("themes", repeat_first)
    assert "themes.csv: a column stands in the header twice" in message(folder)


def test_row_of_the_wrong_width_is_named(folder: Path, edit: Break) -> None:
    edit("themes", lambda rows: rows[2].append("more"))
    found = message(folder)
    assert "themes.csv, line 3: number of cells = 10" in found
    assert "9 cells" in found


def test_duplicate_key_is_named(folder: Path, edit: Break) -> None:
    edit("firms", lambda rows: rows.append(rows[1]))
    found = message(folder)
    assert "firms.csv, line 197" in found
    assert "'TEX,NLD,micro'" in found


def test_country_without_a_row_is_named(folder: Path, edit: Break) -> None:
    edit("countries", lambda rows: rows.pop(1))
    found = message(folder)
    assert "import_origins.csv, row TEX,NLD,BGD: unknown origin_iso3 'BGD'" in found


def test_sector_without_a_row_is_named(folder: Path, edit: Break) -> None:
    edit("sectors", lambda rows: rows.pop(4))
    assert "import_origins.csv, row PALM,NLD,BRA: unknown sector 'PALM'" in message(folder)


def test_sector_without_firms_is_named(folder: Path, edit: Break) -> None:
    def merge(rows: Rows) -> None:
        rows[2][5] = str(float(rows[1][5]) + float(rows[2][5]))
        rows.pop(1)

    edit("firms", merge)
    assert message(folder) == "firms.csv: no row for sector TEX, region NLD, size class micro"


def test_sector_without_origins_is_named(folder: Path, edit: Break) -> None:
    def without_stone(rows: Rows) -> None:
        rows[:] = [row for row in rows if row[:2] != ["STON", "EU"]]

    edit("import_origins", without_stone)
    assert "import_origins.csv: no row for sector STON, EU" in message(folder)


def test_origins_of_a_sector_without_imports_are_named(folder: Path, edit: Break) -> None:
    edit("sectors", put(1, "has_imports", "0"))
    found = message(folder)
    assert "import_origins.csv: rows for sector TEX, NLD" in found
    assert "import_origins.csv: rows for sector TEX, EU" in found


def test_region_without_home_countries_is_named(folder: Path, edit: Break) -> None:
    edit("jurisdictions", lambda rows: rows.pop(1))
    assert message(folder) == "jurisdictions.csv: no row for region NLD"


def test_theme_without_indicators_is_named(folder: Path, edit: Break) -> None:
    def without_gender(rows: Rows) -> None:
        rows[:] = [row for row in rows if row[0] != "gender"]

    edit("theme_indicators", without_gender)
    assert message(folder) == "theme_indicators.csv: no row for theme gender"


def test_theme_without_a_severity_is_named(folder: Path, edit: Break) -> None:
    edit("themes", lambda rows: rows.append(["noise", *rows[1][1:]]))
    assert "sectors.csv: theme noise of themes.csv has no column sev_noise" in message(folder)


def test_all_problems_are_told_at_once(folder: Path, edit: Break) -> None:
    edit("sectors", put(1, "brand_exposure", "2"))
    edit("firms", put(1, "n_firms", "-1"))
    found = message(folder)
    assert "2 problems" in found
    assert "brand_exposure" in found
    assert "n_firms" in found
