"""The sustainable development goals that risk themes bear on, as a table (SER 2.2).

The parts of a theme sum to 1, so that what is divided over targets adds up to the whole; half of them are an
assumption. The table says which goal a change counts towards, not that the goal is reached by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from model.errors import InputError, wrong_value
from model.inputs.table_checks import raise_problems, row_name, share_problems
from model.inputs.table_format import DATA_FOLDER, Table
from model.inputs.table_reader import read_table
from model.state.state import THEMES, Array

NAME = "development_goals"
"""The name of the table, which is also its file."""


@dataclass(frozen=True, eq=False)
class Goals:
    """Targets in the order of their numbers, with labels, and the part of each theme that counts towards each."""

    targets: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    shares: Array
    """Themes x targets; every row sums to 1."""


def development_goals(folder: Path | None = None) -> Goals:
    """Read the table of goals.

    Args:
        folder: a folder with the same files as `scenarios/data`, which is the default; that one is read once.

    Raises:
        InputError: naming file, row, column, value and what is allowed.
    """
    return _own() if folder is None else _read(folder)


@lru_cache(maxsize=1)
def _own() -> Goals:
    return _read(DATA_FOLDER)


def _read(folder: Path) -> Goals:
    problems: list[InputError] = []
    table = read_table(folder, NAME, problems)
    if table is not None and not problems:
        problems.extend(_check(table))
    raise_problems(folder, problems)
    assert table is not None  # without a table there is a problem
    targets = sorted(set(table["target"].tolist()), key=lambda target: [int(part) for part in target.split(".")])
    names = {target: (english, dutch) for target, english, dutch in _named(table)}
    shares = np.zeros((len(THEMES), len(targets)))
    for theme, target, share in zip(*(table[column].tolist() for column in ("theme", "target", "share")), strict=True):
        shares[THEMES.index(theme), targets.index(target)] = share
    labels = tuple((f"{target} {names[target][0]}", f"{target} {names[target][1]}") for target in targets)
    return Goals(tuple(targets), labels, shares / shares.sum(axis=1, keepdims=True))


def _named(table: Table) -> Iterator[tuple[str, str, str]]:
    yield from zip(*(table[column].tolist() for column in ("target", "name_en", "name_nl")), strict=True)


def _check(table: Table) -> Iterator[InputError]:
    """Yield themes without a target, shares that do not sum to 1, and targets without number or with two names."""
    yield from share_problems({NAME: table})
    for theme in THEMES:
        if theme not in table["theme"].tolist():
            yield InputError(f"{NAME}.csv: no row for theme {theme}")
    known: dict[str, tuple[str, str]] = {}
    for row, (target, english, dutch) in enumerate(_named(table)):
        if not all(part.isdecimal() for part in target.split(".")):
            yield wrong_value(row_name(table, row), "target", target, "numbers with points between, as in 8.7")
        if known.setdefault(target, (english, dutch)) != (english, dutch):
            yield wrong_value(row_name(table, row), "name_en", english, f"one name for a target: {known[target][0]}")
