"""In what two tables of one study differ, and how much that is: in units, and beside the interval that goes with it.

An interval is a pair of neighbouring columns, such as `diff_lo` and `diff_hi`, or `low` and `high`; it belongs to
itself and to the column before it. Its width is that of the first table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import pandas as pd

from model.outcomes import OUTCOMES

TOLERANCE = 1e-9
"""Largest difference between platforms, relative to 1 or to the number itself, whichever is larger."""
SMALL = 0.1
"""Part of half an interval up to which a difference is small beside it."""
_ENDS = (("lo", "hi"), ("low", "high"), ("p5", "p95"), ("p05", "p95"))
_MOST_KEYS = 6
"""So many cells at most say which row it is."""


@dataclass(frozen=True)
class Difference:
    """In what two tables differ.

    Attributes:
        said: what differs, in words.
        beside: the largest difference of a number as a part of half the interval that goes with it; NaN where no number
            that differs has an interval.
    """

    said: str
    beside: float = math.nan

    @property
    def text(self) -> str:
        """What differs, with how much that is beside an interval."""
        return self.said if math.isnan(self.beside) else f"{self.said}; {judgement(self.beside)}"


@dataclass(frozen=True, eq=False)
class _Column:
    """A column of numbers of both tables, with how far they are apart and half the interval of each."""

    name: str
    one: np.ndarray
    other: np.ndarray
    half: np.ndarray
    interval: str

    @property
    def gap(self) -> np.ndarray:
        """How far numbers are apart; 0 where both are missing or the same infinity."""
        same = (self.one == self.other) | np.isnan(self.one)
        with np.errstate(invalid="ignore"):
            return np.where(same, 0.0, np.abs(self.one - self.other))

    @property
    def scaled(self) -> np.ndarray:
        """The gap relative to 1 or to the number, whichever is larger."""
        size = np.where(np.isfinite(self.one), np.abs(self.one), 1.0)
        return self.gap / np.maximum(1.0, size)

    @property
    def beside(self) -> np.ndarray:
        """The gap as a part of half the interval; NaN where there is none, or no gap but that of rounding."""
        known = (self.half > 0) & (self.scaled > TOLERANCE)
        return np.where(known, self.gap / np.where(known, self.half, 1.0), np.nan)


def judgement(beside: float) -> str:
    """Return in words how much a difference is beside the interval that goes with it.

    Args:
        beside: the difference as a part of half the interval.
    """
    word = "small beside it" if beside <= SMALL else "within it" if beside <= 1 else "beyond it"
    return f"at most {beside:.2g} of half an interval ({word})"


def table_difference(one: pd.DataFrame, other: pd.DataFrame, tolerance: float = TOLERANCE) -> Difference | None:
    """Return in what two tables differ, or None when they are the same within a tolerance.

    Args:
        one: the table with the intervals, such as the published one.
        other: the table that it is compared with.
        tolerance: largest difference of a number, relative to 1 or to the number itself, whichever is larger.
    """
    if list(one.columns) != list(other.columns):
        return Difference("other columns")
    if len(one) != len(other):
        return Difference(f"{len(one)} rows against {len(other)}")
    numeric = [name for name in one.columns if all(_numbers(each[name]) for each in (one, other))]
    for name in one.columns.difference(numeric, sort=False):
        if not one[name].equals(other[name]):
            return Difference(_words_differ(one, other, name))
    columns = list(_columns(one, other, numeric))
    for each in columns:
        if (np.isnan(each.one) != np.isnan(each.other)).any():
            return Difference(f"column {each.name}: other values are missing")
    apart = [each for each in columns if each.scaled.max(initial=0.0) > tolerance]
    if not apart:
        return None
    return Difference(_numbers_differ(one, columns, apart, tolerance), _largest_beside(apart))


def _numbers(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column)


def _columns(one: pd.DataFrame, other: pd.DataFrame, numeric: list[str]) -> Iterator[_Column]:
    """Yield the columns of numbers; each with the interval that it belongs to, if any."""
    intervals = _intervals(list(one.columns))
    for name in numeric:
        first, second = (each[name].to_numpy(dtype=float) for each in (one, other))
        low, high = intervals.get(name, ("", ""))
        half = np.full(len(one), np.nan)
        if low in numeric and high in numeric:
            half = (one[high].to_numpy(dtype=float) - one[low].to_numpy(dtype=float)) / 2
        yield _Column(name, first, second, half, f"{low} to {high}" if low else "")


def _intervals(names: list[str]) -> Mapping[str, tuple[str, str]]:
    """Return the ends of the interval that a column belongs to, by the name of the column."""
    found: dict[str, tuple[str, str]] = {}
    for place, (low, high) in enumerate(pairwise(names)):
        if any(_prefix(low, end) is not None and _prefix(low, end) == _prefix(high, top) for end, top in _ENDS):
            found |= dict.fromkeys((*names[max(place - 1, 0) : place], low, high), (low, high))
    return found


def _prefix(name: str, end: str) -> str | None:
    """Return what a name has before an ending, which stands alone or behind `_`; None when it ends otherwise."""
    match = re.fullmatch(rf"(|.*_){end}", name)
    return match[1] if match else None


def _words_differ(one: pd.DataFrame, other: pd.DataFrame, name: str) -> str:
    left, right = (each[name].astype(object) for each in (one, other))
    unequal = ((left != right) & ~(left.isna() & right.isna())).to_numpy()
    if not unequal.any():
        return f"column {name} differs in its type"
    row = int(np.argmax(unequal))
    first = f"row {_where(one, row, name)}: {left.iloc[row]} against {right.iloc[row]}"
    return f"column {name} differs in {unequal.sum()} of {len(one)} rows, first {first}"


def _numbers_differ(one: pd.DataFrame, columns: list[_Column], apart: list[_Column], tolerance: float) -> str:
    """Return how many numbers differ, and the one that differs most: beside its interval where there is one."""
    with_interval = [each for each in apart if np.nanmax(each.beside, initial=0.0) > 0]
    if with_interval:
        worst = max(with_interval, key=lambda each: float(np.nanmax(each.beside)))
        row = int(np.nanargmax(worst.beside))
    else:
        worst = max(apart, key=lambda each: float(each.scaled.max()))
        row = int(np.argmax(worst.scaled))
    count = sum(int((each.scaled > tolerance).sum()) for each in apart)
    unit = _unit(one, row)
    first, second = float(worst.one[row]), float(worst.other[row])
    said = f"column {worst.name}, row {_where(one, row, worst.name)}: {first} against {second}"
    size = f"{worst.gap[row]:.2g}{f' {unit}' if unit else ''} apart"
    if worst.half[row] > 0:
        size += f", half of {worst.interval} is {worst.half[row]:.2g}"
    elif first:
        size += f", {worst.gap[row] / abs(first):.2g} of the number"
    rounding = max(float(each.scaled.max()) for each in apart) <= TOLERANCE
    less = f", none by more than {TOLERANCE:g}, as rounding does" if rounding else ""
    return f"{said} ({size}); {count} of {len(one) * len(columns)} numbers differ{less}"


def _largest_beside(apart: list[_Column]) -> float:
    found = np.concatenate([each.beside for each in apart])
    return float(np.nanmax(found)) if not np.isnan(found).all() else math.nan


def _where(table: pd.DataFrame, row: int, but: str) -> str:
    """Return the number of a row, with the names and whole numbers in it up to the first other number."""
    keys: list[str] = []
    for name in table.columns[:_MOST_KEYS]:
        cell = table[name].iloc[row]
        if isinstance(cell, float | np.floating):
            break
        if name != but:
            keys.append(str(cell))
    return f"{row + 1} ({', '.join(keys)})" if keys else f"{row + 1}"


def _unit(table: pd.DataFrame, row: int) -> str:
    """Return the unit of the numbers in a row: its own, or that of its outcome; empty when it names neither."""
    if "unit" in table.columns:
        return str(table["unit"].iloc[row])
    if "outcome" in table.columns:
        return _units().get(str(table["outcome"].iloc[row]), "")
    return ""


@cache
def _units() -> dict[str, str]:
    return {name: each.unit for name, each in OUTCOMES.items()}
