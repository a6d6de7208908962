"""Points of one's own from a table: a column a parameter and a row a point, as CSV or Parquet.

A CSV has commas and decimal points, or semicolons and decimal commas. A column that numbers the rows (`draw` or
`point`) is passed over.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.runs.store import read_parquet
from experiments.runs.sweeps.sampling import Points
from model.errors import InputError, wrong_value
from model.inputs.table_format import read_cells
from model.parameters import Parameter, parameter_named
from model.state.state import Array

NUMBERS = ("draw", "point")
"""Names of columns that number the rows."""
WEIGHT = "weight"


def read_points(path: Path, taken: Collection[str] = (), taker: str = "--set") -> Points:
    """Read points, one a row.

    Args:
        path: of the table; parameters that it lacks keep their default.
        taken: parameters that have values already, which the table may not give.
        taker: what gave them values, for the message.

    Raises:
        InputError: for a table without rows, an unknown or taken parameter, weights, or a value that is no number in
            the legal range of its parameter.
    """
    table = _read(path)
    if WEIGHT in table:
        raise InputError(f"{path}: has a column {WEIGHT}; weights are for an ensemble (--ensemble)")
    return _points(table, path, taken, taker)


def read_weighted(path: Path) -> tuple[Points, Array]:
    """Read draws and their weights, which add up to 1; without a column `weight` all count alike. See `read_points`."""
    table = _read(path)
    weights = _weights(table, path) if WEIGHT in table else np.ones(len(table))
    return _points(table, path, (), ""), weights / weights.sum()


def _weights(table: pd.DataFrame, path: Path) -> Array:
    """Take the column of weights out of a table and return it."""
    weights: Array = pd.to_numeric(table.pop(WEIGHT), errors="coerce").to_numpy(dtype=np.float64)
    if not (np.isfinite(weights).all() and (weights >= 0).all() and weights.sum() > 0):
        raise wrong_value(str(path), WEIGHT, weights.tolist(), "numbers of 0 or more, not all 0")
    return weights


def _read(path: Path) -> pd.DataFrame:
    """Read a table, without the column that numbers rows; cells of a CSV stay text."""
    if path.suffix.lower() == ".parquet":
        table = read_parquet(path)
    else:
        header, lines = read_cells(path)
        table = pd.DataFrame([cells for _, cells in lines], columns=[name.strip() for name in header])
    if not table.columns.is_unique:
        raise InputError(
            f"{path}: has two columns {table.columns[table.columns.duplicated()][0]}; allowed: one of each"
        )
    if table.empty:
        raise InputError(f"{path}: has no rows; allowed: a column a parameter and a row a draw")
    return table.drop(columns=[name for name in NUMBERS if name in table.columns])


def _points(table: pd.DataFrame, path: Path, taken: Collection[str], taker: str) -> Points:
    names, columns = tuple(map(str, table.columns)), []
    for name in names:
        parameter = parameter_named(name, str(path))
        if name in taken:
            raise InputError(f"{path}: has a column {name}, which {taker} gives a value; allowed: one of the two")
        columns.append(_checked(table[name], parameter, str(path)))
    values = np.array(columns, dtype=np.float64).reshape(len(names), len(table)).T
    return Points(names, np.ascontiguousarray(values))


def _checked(column: pd.Series[Any], parameter: Parameter, where: str) -> Array:
    """Return the values of a parameter, checked one by one where not all are decimal numbers in its legal range."""
    if column.dtype == np.float64 and parameter.role != "switch" and column.between(*parameter.legal).all():
        numbers: Array = column.to_numpy()
        if np.isfinite(numbers).all():
            return numbers
    return np.array([parameter.check(value, where) for value in column.tolist()], dtype=np.float64)
