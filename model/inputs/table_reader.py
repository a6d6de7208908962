"""Read one input table strictly, cell by cell, against the data dictionary.

Checks that need more than one cell, or more than one table, are in `model/inputs/table_checks.py`.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from model.errors import InputError, unknown_name, wrong_value
from model.inputs.table_format import Column, ColumnRule, Key, Table, dictionary, read_cells, table_file
from model.quarters import parse_quarter

_YEAR_DIGITS = 4
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_HINTS = (
    (re.compile(r"(\d+)\++"), "a class above the highest, such as 5+, is coded as that number (5); say so in a note"),
    (re.compile(r"[+-]?\d+,\d+"), "write a decimal point"),
    (re.compile(r"[+-]?\d+[.,]?\d*\s*%"), "write the number without %, in the unit named"),
    (re.compile(r"[<>≤≥~]\s*\d.*"), "write one number; the uncertainty belongs in the column of confidence"),
    (re.compile(r"\d{1,3}(?:[ '’.,]\d{3})+(?:[.,]\d+)?"), "write no separators of thousands"),
    (re.compile(r"\d{1,2}[-/][a-z]{3}|[a-z]{3}-\d{2}", re.IGNORECASE), "a spreadsheet may have made a date of it"),
    (re.compile(r"n/?a|nan|null|none|-|–|\.{1,3}|\?", re.IGNORECASE), "leave a cell blank where nothing is known"),
)
"""Forms in which numbers are published and that are not read, with what to do."""


def read_table(folder: Path, name: str, problems: list[InputError]) -> Table | None:
    """Read and check one table cell by cell.

    Problems are appended to `problems`; the table is None when its file or its columns cannot be used.
    """
    rules = dictionary()[name]
    path = folder / table_file(name)
    try:
        header, lines = read_cells(path)
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
            problems.append(wrong_value(where, "key", ",".join(key), "each key once; this is the second"))
            continue
        index[key] = len(index)
        for column, cell in entry.items():
            values[column].append(_value(where, cell, rules[column], problems))
    columns = {column: _array(cells, rules[column]) for column, cells in values.items()}
    return Table(name, columns, index)


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
    elif rule.kind == "quarter" and not _is_quarter(cell):
        problems.append(wrong_value(where, rule.column, cell, 'a quarter such as "2017Q1"'))
    elif rule.kind == "choice" and not _refers(rule) and cell not in rule.allowed:
        problems.append(unknown_name(where, rule.column, cell, rule.allowed))
    if not rule.numeric:
        return cell
    number = _number(cell)
    if not _legal(number, rule) or (rule.allowed and cell not in rule.allowed):
        problems.append(wrong_value(where, rule.column, cell, _described(rule) + _hint(cell)))
        return math.nan
    return number


def _hint(cell: str) -> str:
    """Return how a number as it is often published is written here; empty when there is nothing to say of it."""
    return next((f"; {what}" for form, what in _HINTS if form.fullmatch(cell.strip())), "")


def _legal(number: float, rule: ColumnRule) -> bool:
    """Whether a number is in the legal range and, where asked, whole; nan never is."""
    return rule.low <= number <= rule.high and (rule.kind != "integer" or number == math.floor(number))


def _refers(rule: ColumnRule) -> bool:
    """Whether the allowed values are the keys of another table."""
    return any(each.startswith("@") for each in rule.allowed)


def _number(cell: str) -> float:
    """Return a cell as a number, nan when it is not one."""
    return float(cell) if _NUMBER.fullmatch(cell.strip()) else math.nan


def _is_date(cell: str) -> bool:
    """Whether a cell is an ISO date or a bare year."""
    if len(cell) == _YEAR_DIGITS:
        return cell.isdigit()
    try:
        datetime.date.fromisoformat(cell)
    except ValueError:
        return False
    return True


def _is_quarter(cell: str) -> bool:
    """Whether a cell is a quarter such as 2017Q1."""
    try:
        parse_quarter(cell)
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
