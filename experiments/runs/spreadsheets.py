"""Tables for spreadsheets: workbooks, and CSV as Dutch Excel opens it. No text of a table ever becomes a formula."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from experiments.runs.store import NUMBER, in_place, read_table, without_formulas, write_text
from model.errors import InputError

MOST_ROWS = 1_048_575
"""Rows below the heading that a sheet can hold."""
LONGEST_NAME = 31
"""Characters that the name of a sheet can hold."""
FIXED_DATE = datetime(2020, 1, 1, tzinfo=UTC)
"""The date in every workbook, so that the same tables give the same bytes."""
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False}


def tables_in(folder: Path) -> dict[str, pd.DataFrame]:
    """Return every table of a folder of results by its name without ending, sorted; Parquet before CSV.

    Raises:
        InputError: when the folder holds no table, or one that cannot be read.
    """
    files = {path.stem: path for path in [*folder.glob("*.csv"), *folder.glob("*.parquet")]}
    if not files:
        raise InputError(f"{folder}: no tables found; give the folder of a study")
    return {name: read_table(path) for name, path in sorted(files.items())}


def write_workbook(path: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write tables as sheets of one Excel workbook; a missing number is an empty cell.

    Raises:
        InputError: for a table with more rows than a sheet holds, or names that a workbook cannot tell apart.
    """
    sheets = {name[:LONGEST_NAME].casefold() for name in tables}
    if len(sheets) < len(tables):
        raise InputError(f"{path}: two tables have the same first {LONGEST_NAME} characters in their names; rename one")
    for name, table in tables.items():
        if len(table) > MOST_ROWS:
            raise InputError(f"{path}: table {name} has {len(table)} rows; allowed in a sheet: at most {MOST_ROWS}")
    with (
        in_place(path) as temporary,
        temporary.open("wb") as file,
        pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": AS_TEXT}) as writer,
    ):
        writer.book.set_properties({"created": FIXED_DATE})
        for name, table in tables.items():
            table.to_excel(writer, sheet_name=name[:LONGEST_NAME], index=False, freeze_panes=(1, 0))


def write_dutch_csv(path: Path, table: pd.DataFrame) -> None:
    """Write a table as CSV for Dutch Excel: semicolons, decimal commas, a byte order mark.

    A text that would be taken for a formula gets an apostrophe in front.
    """
    safe = without_formulas(table)
    content = safe.to_csv(index=False, sep=";", decimal=",", float_format=NUMBER, lineterminator="\n")
    write_text(path, "\ufeff" + content)
