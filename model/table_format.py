"""Read one input table strictly: the data dictionary, a table of columns, and the checks on single cells.

The dictionary is itself a table, `scenarios/data/columns.csv`: for each column of each table its kind, unit,
legal range, allowed values and meaning. Checks that need more than one cell are in `model/table_checks.py`.
"""

from __future__ import annotations

import csv
import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from model.errors import InputError, unknown_name, wrong_value

DATA_FOLDER = Path(__file__).resolve().parent.parent / "scenarios" / "data"
"""The project's own input tables, wherever the program is started from."""

Column = npt.NDArray[Any]
"""One column: float64 (nan where blank), int64, or text."""

Key = tuple[str, ...]
"""The key cells of a row, as written in the file."""

_NUMBER_KINDS = ("number", "integer")


@dataclass(frozen=True)
class ColumnRule:
    """What the dictionary says of one column; `low` and `high` are inclusive, `allowed` is empty when free."""

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

    `index` maps the key cells of a row to its number. Text is blank ("") and a number nan where the file is blank.
    """

    name: str
    columns: Mapping[str, Column]
    index: Mapping[Key, int]

    def __getitem__(self, column: str) -> Column:
        """Return one column; an unknown name raises `InputError`."""
        if column not in self.columns:
            raise unknown_name(f"{self.name}.csv", "column", column, self.columns)
        return self.columns[column]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.index)

    def row(self, *key: str) -> int:
        """Return the row number of a key; an unknown key raises `InputError` with the nearest one."""
        if key not in self.index:
            raise unknown_name(f"{self.name}.csv", "row", ",".join(key), [",".join(each) for each in self.index])
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
    header, lines = _read_cells(DATA_FOLDER / table_file("columns"))
    for _, cells in lines:
        entry = dict(zip(header, cells, strict=True))
        rules.setdefault(entry["table"], {})[entry["column"]] = _rule(entry)
    return rules


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


def read_table(folder: Path, name: str, problems: list[InputError]) -> Table | None:
    """Read and check one table cell by cell.

    Problems are appended to `problems`; the table is None when its file or its columns cannot be used.
    """
    rules = dictionary()[name]
    path = folder / table_file(name)
    try:
        header, lines = _read_cells(path)
        _check_header(path, header, rules)
    except InputError as problem:
        problems.append(problem)
        return None
    index: dict[Key, int] = {}
    values: dict[str, list[Any]] = {column: [] for column in header}
    for number, cells in lines:
        entry = dict(zip(header, cells, strict=True))
        key = tuple(entry[column] for column in header if rules[column].part_of_key)
        where = f"{path.name}, line {number} ({','.join(key)})"
        if key in index:
            problems.append(wrong_value(where, "key", ",".join(key), "each key once; it stands in the file twice"))
            continue
        index[key] = len(index)
        for column, cell in entry.items():
            values[column].append(_value(where, cell, rules[column], problems))
    columns = {column: _array(cells, rules[column]) for column, cells in values.items()}
    return Table(name, columns, index)


def _read_cells(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the header and the numbered rows of a CSV file, all of the same width."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            lines = [(reader.line_num, cells) for cells in reader if cells]
    except FileNotFoundError:
        raise InputError(f"{path.name}: the file is missing from {path.parent}") from None
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise InputError(f"{path.name}: cannot be read as comma-separated text in UTF-8 ({problem})") from None
    if not header or not lines:
        raise InputError(f"{path.name}: the file has no header or no rows")
    for number, cells in lines:
        if len(cells) != len(header):
            allowed = f"{len(header)} cells, as in the header (put text with a comma between double quotes)"
            raise wrong_value(f"{path.name}, line {number}", "number of cells", len(cells), allowed)
    return header, lines


def _check_header(path: Path, header: list[str], rules: Mapping[str, ColumnRule]) -> None:
    """Raise `InputError` unless the header has exactly the columns of the dictionary, in any order."""
    for column in header:
        if column not in rules:
            raise unknown_name(path.name, "column", column, rules)
    missing = [column for column in rules if column not in header]
    if missing:
        raise InputError(f"{path.name}: missing column {', '.join(missing)}; found: {', '.join(header)}")
    if len(set(header)) != len(header):
        raise InputError(f"{path.name}: a column stands in the header twice; found: {', '.join(header)}")


def _value(where: str, cell: str, rule: ColumnRule, problems: list[InputError]) -> float | str:
    """Return one cell as a value; an illegal cell is reported and read as blank."""
    if cell == "":
        if not rule.blank:
            problems.append(wrong_value(where, rule.column, cell, f"{_described(rule)}; it may not be blank"))
        return math.nan if rule.numeric else ""
    if rule.kind == "date" and not _is_date(cell):
        problems.append(wrong_value(where, rule.column, cell, "a date as YYYY-MM-DD, or a year"))
    elif rule.kind == "choice" and not _refers(rule) and cell not in rule.allowed:
        problems.append(unknown_name(where, rule.column, cell, rule.allowed))
    if not rule.numeric:
        return cell
    number = _number(cell)
    whole = rule.kind != "integer" or number == math.floor(number) if math.isfinite(number) else False
    if not whole or not rule.low <= number <= rule.high or (rule.allowed and cell not in rule.allowed):
        problems.append(wrong_value(where, rule.column, cell, _described(rule)))
        return math.nan
    return number


def _refers(rule: ColumnRule) -> bool:
    """Whether the allowed values are the keys of another table."""
    return any(each.startswith("@") for each in rule.allowed)


def _number(cell: str) -> float:
    """Return a cell as a number, nan when it is not one."""
    try:
        return float(cell)
    except ValueError:
        return math.nan


def _is_date(cell: str) -> bool:
    """Whether a cell is an ISO date or a bare year."""
    if len(cell) == 4:  # noqa: PLR2004 - a year has four digits
        return cell.isdigit()
    try:
        datetime.date.fromisoformat(cell)
    except ValueError:
        return False
    return True


def _described(rule: ColumnRule) -> str:
    """Say what a column allows."""
    if not rule.numeric:
        return rule.meaning
    kind = "a whole number" if rule.kind == "integer" else "a number"
    choices = f"; one of {', '.join(rule.allowed)}" if rule.allowed else ""
    return f"{kind} from {rule.low:.10g} to {rule.high:.10g} [{rule.unit}]{choices}"


def _array(cells: list[Any], rule: ColumnRule) -> Column:
    """Turn the cells of a column into a read-only array."""
    if not rule.numeric:
        column: Column = np.array(cells, dtype=np.str_)
    elif rule.kind == "integer" and not any(math.isnan(cell) for cell in cells):
        column = np.array(cells, dtype=np.int64)
    else:
        column = np.array(cells, dtype=np.float64)
    column.setflags(write=False)
    return column
