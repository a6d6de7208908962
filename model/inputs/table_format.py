"""The form of the input tables: a table of columns, and the dictionary that says what each column may hold.

The dictionary is itself a table, `scenarios/data/columns.csv`: for each column of each table its kind, unit,
legal range, allowed values, meaning, and whether input uncertainty varies it.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy.typing as npt

from model.errors import InputError, unknown_name, wrong_value
from model.inputs.input_text import read_text

DATA_FOLDER = Path(__file__).resolve().parents[2] / "scenarios" / "data"
"""The project's own input tables, wherever the program is started from."""

Column = npt.NDArray[Any]
"""One column: float64 (nan where blank), int64, or text."""

Key = tuple[str, ...]
"""The key cells of a row, as written in the file."""

Line = tuple[int, list[str]]
"""The number of a line in the file, from 1, and its cells."""

_NUMBER_KINDS = ("number", "integer")
_SEPARATORS = ("sep=,", "sep=;", '"sep=,"', '"sep=;"')
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+(?:[eE][+-]?\d+)?")
_POINT = re.compile(r"[+-]?(?:\d+\.\d+|\d{1,3}(?:\.\d{3})+(?:,\d+)?)(?:[eE][+-]?\d+)?")


@dataclass(frozen=True)
class ColumnRule:
    """What the dictionary says of one column; `low` and `high` are inclusive, no `allowed` means free."""

    table: str
    column: str
    part_of_key: bool
    kind: str
    unit: str
    low: float
    high: float
    allowed: tuple[str, ...]
    blank: bool
    sums_to_one: tuple[str, ...]
    varies: str
    confidence_column: str
    meaning: str

    @property
    def numeric(self) -> bool:
        """Whether the column holds numbers."""
        return self.kind in _NUMBER_KINDS


@dataclass(frozen=True)
class Table:
    """One input table as read-only columns; rows keep the order of the file.

    `index` maps the key cells of a row to its number. A blank cell is "" in text and nan in numbers.
    """

    name: str
    columns: Mapping[str, Column]
    index: Mapping[Key, int]

    def __getitem__(self, column: str) -> Column:
        """Return one column; an unknown name raises `InputError`."""
        if column not in self.columns:
            raise unknown_name(table_file(self.name), "column", column, self.columns)
        return self.columns[column]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.index)

    def row(self, *key: str) -> int:
        """Return the row number of a key; an unknown key raises `InputError` with the nearest one."""
        if key not in self.index:
            keys = [",".join(each) for each in self.index]
            raise unknown_name(table_file(self.name), "row", ",".join(key), keys)
        return self.index[key]

    def with_columns(self, changed: Mapping[str, Column]) -> Table:
        """Return a copy in which some columns are replaced."""
        for values in changed.values():
            values.setflags(write=False)
        return Table(self.name, {**self.columns, **changed}, self.index)


def table_file(name: str) -> str:
    """Return the file name of a table."""
    return f"{name}.csv"


@lru_cache(maxsize=1)
def dictionary() -> Mapping[str, Mapping[str, ColumnRule]]:
    """Return the rules of every column, by table and column, from the project's own `columns.csv`."""
    rules: dict[str, dict[str, ColumnRule]] = {}
    header, lines = read_cells(DATA_FOLDER / table_file("columns"))
    for _, cells in lines:
        entry = dict(zip(header, cells, strict=True))
        rules.setdefault(entry["table"], {})[entry["column"]] = _rule(entry)
    return rules


def numeric_columns(table: str) -> list[str]:
    """Return the names of the columns of a table that hold numbers."""
    return [rule.column for rule in dictionary()[table].values() if rule.numeric]


def _rule(entry: Mapping[str, str]) -> ColumnRule:
    """Turn one line of the dictionary into a rule."""
    return ColumnRule(
        table=entry["table"],
        column=entry["column"],
        part_of_key=entry["part_of_key"] == "1",
        kind=entry["kind"],
        unit=entry["unit"],
        low=float(entry["low"] or -math.inf),
        high=float(entry["high"] or math.inf),
        allowed=_list(entry["allowed"]),
        blank=entry["blank"] == "1",
        sums_to_one=_list(entry["sums_to_one"]),
        varies=entry["varies"],
        confidence_column=entry["confidence_column"] or "confidence",
        meaning=entry["meaning"],
    )


def _list(cell: str) -> tuple[str, ...]:
    """Split a cell of names separated by semicolons."""
    return tuple(cell.split(";")) if cell else ()


def read_cells(path: Path) -> tuple[list[str], list[Line]]:
    """Return the header and the numbered rows of a CSV file, all of the same width.

    Blank rows, and blank columns at the end, are passed over. Cells are separated by commas, or by semicolons with
    decimal commas, as spreadsheets in most of Europe write them; such numbers are returned with a decimal point.

    Raises:
        InputError: when the file cannot be read as such a table, naming the line.
    """
    written = read_text(path)
    first, _, rest = written.partition("\n")
    if first.strip().lower() in _SEPARATORS:  # a line for spreadsheets that names the separator
        written = rest
    skipped = int(written is rest)
    semicolons = _by_semicolons(written)
    try:
        reader = csv.reader(io.StringIO(written, newline=""), strict=True, delimiter=";" if semicolons else ",")
        lines = [(reader.line_num + skipped, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as problem:
        raise InputError(f"{path.name}: not a table of cells separated by commas or semicolons ({problem})") from None
    if not lines[1:]:
        raise InputError(f"{path.name}: the file has no header or no rows")
    (_, header), *rows = _without_blank_columns(lines)
    for number, cells in rows:
        if len(cells) != len(header):
            allowed = f"{len(header)} cells, as in the header (put text with a comma between double quotes)"
            raise wrong_value(f"{path.name}, line {number}", "number of cells", len(cells), allowed)
    return header, _with_points(path.name, rows) if semicolons else rows


def _by_semicolons(written: str) -> bool:
    """Whether the header separates cells by semicolons: it has more of them than commas."""
    header = next((line for line in written.splitlines() if line.strip(" ;,")), "")
    return header.count(";") > header.count(",")


def _without_blank_columns(lines: list[Line]) -> list[Line]:
    """Return the lines without the columns at the end that are blank in the header and in every row of that width."""
    header = lines[0][1]
    width = len(header)
    while width > 1 and not any(cells[width - 1].strip() for _, cells in lines if len(cells) == len(header)):
        width -= 1
    return [(number, cells[:width] if len(cells) == len(header) else cells) for number, cells in lines]


def _with_points(name: str, rows: list[Line]) -> list[Line]:
    """Return the rows with decimal points for decimal commas; refuse a file that has both."""
    commas = any(_DECIMAL_COMMA.fullmatch(cell) for _, cells in rows for cell in cells)
    for number, cells in rows:
        for cell in cells if commas else ():
            if _POINT.fullmatch(cell):
                allowed = "numbers with a decimal comma and without separators of thousands, as in the rest of the file"
                raise wrong_value(f"{name}, line {number}", "cell", cell, allowed)
    return [
        (number, [cell.replace(",", ".") if _DECIMAL_COMMA.fullmatch(cell) else cell for cell in cells])
        for number, cells in rows
    ]
