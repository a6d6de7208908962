"""Confidence widens the range: draw input tables that are as far off as their provenance allows.

Every figure has a confidence class (its own in cells.csv or in a confidence column, else that of its row),
and confidence_classes.csv says what a class means in numbers (assumption). What varies is in columns.csv:
`factor` multiplies a figure, `factor:name` multiplies several columns of a row alike, `share` redraws shares.
"""

from __future__ import annotations

import dataclasses

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, gammaincinv

from model.errors import unknown_name, wrong_value
from model.inputs.table_checks import share_columns, share_groups
from model.inputs.table_format import Column, ColumnRule, Table, dictionary, numeric_columns, table_file
from model.inputs.tables import TABLE_NAMES, Tables

Array = npt.NDArray[np.float64]

_TAIL = 0.05
"""Probability outside either end of the plausible range of a share: a 90% interval."""

_LOWEST_CLASS = "assumption"


def perturb(tables: Tables, generator: np.random.Generator, strength: float) -> Tables:
    """Return tables in which every uncertain figure is drawn from the range its confidence leaves open.

    Shares that sum to one are drawn as gamma variates around the table's value and normalised: a Dirichlet
    when all have one class. Other figures are multiplied by a log-uniform factor and clipped to their legal
    range. All draws are inverse transforms of uniforms, in a fixed order and number, so a draw moves
    continuously with `strength`, and tables with the same rows keep paired luck.

    Args:
        tables: the tables as loaded.
        generator: a stream for this purpose alone; nothing is drawn from it at strength 0.
        strength: 0 leaves the tables as they are (the same object), 1 opens the whole range.

    Raises:
        InputError: when `strength` is not between 0 and 1.
    """
    if not 0.0 <= strength <= 1.0:
        raise wrong_value("input uncertainty", "strength", strength, "a number from 0 to 1")
    if strength == 0.0:
        return tables
    changed = {name: _redrawn(tables, name, generator, strength) for name in TABLE_NAMES}
    return dataclasses.replace(tables, **changed)


def cell_range(tables: Tables, table: str, key: str | tuple[str, ...], column: str) -> tuple[float, float]:
    """Return the plausible range (low, high) of one figure, in its own unit.

    A share has its central 90% interval, any other figure the factors of its class, within the legal range.
    A blank figure gives (nan, nan).

    Raises:
        InputError: for an unknown table, row or column, or a column without numbers.
    """
    if table not in TABLE_NAMES:
        raise unknown_name("input tables", "table", table, TABLE_NAMES)
    if column not in numeric_columns(table):
        raise unknown_name(table_file(table), "numeric column", column, numeric_columns(table))
    rule = dictionary()[table][column]
    values: Table = getattr(tables, table)
    row = values.row(*((key,) if isinstance(key, str) else key))
    value = float(values[column][row])
    grades = grades_of(tables, rule)
    if rule.varies == "share":
        concentration = _of_class(tables, "dirichlet_concentration", grades)[row]
        first, second = concentration * value, concentration * (1.0 - value)
        if min(first, second) <= 0.0:
            return value, value
        return float(betaincinv(first, second, _TAIL)), float(betaincinv(first, second, 1.0 - _TAIL))
    ends = [value * _of_class(tables, name, grades)[row] for name in ("factor_low", "factor_high")]
    low, high = np.clip(sorted(ends), rule.low, rule.high).tolist()
    return low, high


def grades_of(tables: Tables, rule: ColumnRule) -> Column:
    """Return the confidence class of each figure in a column: its own, else that of its row.

    A figure without any class counts as the lowest one.
    """
    table: Table = getattr(tables, rule.table)
    named = table.columns.get(rule.confidence_column, np.full(len(table), "", dtype=np.str_))
    width = tables.confidence_classes["confidence_class"].dtype
    grades = np.where(named == "", _LOWEST_CLASS, named).astype(width)
    cells = tables.cells
    for row in np.flatnonzero((cells["table"] == rule.table) & (cells["column"] == rule.column)).tolist():
        grades[table.row(str(cells["key"][row]))] = cells["confidence"][row]
    return grades


def _of_class(tables: Tables, column: str, grades: Column) -> Array:
    """Return a column of confidence_classes.csv for each grade, same shape as `grades`."""
    classes = tables.confidence_classes
    names, inverse = np.unique(grades, return_inverse=True)
    values = np.array([classes[column][classes.row(str(name))] for name in names], dtype=np.float64)
    result: Array = values[inverse].reshape(grades.shape)
    return result


def _redrawn(tables: Tables, name: str, generator: np.random.Generator, strength: float) -> Table:
    """Return one table with its uncertain columns redrawn."""
    table: Table = getattr(tables, name)
    changed: dict[str, Column] = {}
    for varies, rules in _varying(name).items():
        if varies != "share":
            uniform = generator.random(len(table))
            changed.update(_multiplied(tables, rules, uniform, strength))
        elif share_columns(name):
            changed.update(_row_shares(tables, rules, generator.random((len(table), len(rules))), strength))
        else:
            for rule in rules:
                changed[rule.column] = _column_shares(tables, rule, generator.random(len(table)), strength)
    return table.with_columns(changed) if changed else table


def _varying(name: str) -> dict[str, list[ColumnRule]]:
    """Return the uncertain columns of a table by what they share: one draw for each group and row."""
    groups: dict[str, list[ColumnRule]] = {}
    for rule in dictionary()[name].values():
        if rule.varies:
            group = f"factor:{rule.column}" if rule.varies == "factor" else rule.varies
            groups.setdefault(group, []).append(rule)
    return groups


def _multiplied(tables: Tables, rules: list[ColumnRule], uniform: Array, strength: float) -> dict[str, Column]:
    """Return columns multiplied by one log-uniform factor a row, of the widest class among them."""
    grades = [grades_of(tables, rule) for rule in rules]
    low = np.log(np.min([_of_class(tables, "factor_low", each) for each in grades], axis=0))
    high = np.log(np.max([_of_class(tables, "factor_high", each) for each in grades], axis=0))
    factor = np.exp(strength * (low + uniform * (high - low)))
    changed: dict[str, Column] = {}
    for rule in rules:
        before = getattr(tables, rule.table)[rule.column]
        after = np.clip(before * factor, rule.low, rule.high)
        if before.dtype == np.int64:
            after = np.maximum(np.rint(after), np.minimum(before, 1)).astype(np.int64)
        changed[rule.column] = after
    return changed


def _gamma(mean: Array, concentration: Array, uniform: Array) -> Array:
    """Return gamma variates with the given mean and variance mean / concentration; 0 where the mean is 0."""
    shape = np.where(mean > 0.0, concentration * mean, 1.0)
    result: Array = np.where(mean > 0.0, gammaincinv(shape, uniform) / concentration, 0.0)
    return result


def _column_shares(tables: Tables, rule: ColumnRule, uniform: Array, strength: float) -> Column:
    """Return a column of shares redrawn, each group of rows summing to one."""
    table: Table = getattr(tables, rule.table)
    concentration = _of_class(tables, "dirichlet_concentration", grades_of(tables, rule)) / strength**2
    drawn = _gamma(table[rule.column], concentration, uniform)
    for rows in share_groups(table, rule).values():
        drawn[rows] /= drawn[rows].sum()
    return drawn


def _row_shares(tables: Tables, rules: list[ColumnRule], uniform: Array, strength: float) -> dict[str, Column]:
    """Return columns of shares redrawn, summing to one along each row."""
    table: Table = getattr(tables, rules[0].table)
    grades = np.column_stack([grades_of(tables, rule) for rule in rules])
    concentration = _of_class(tables, "dirichlet_concentration", grades) / strength**2
    drawn = _gamma(np.column_stack([table[rule.column] for rule in rules]), concentration, uniform)
    drawn /= drawn.sum(axis=1, keepdims=True)
    return {rule.column: drawn[:, position].copy() for position, rule in enumerate(rules)}
