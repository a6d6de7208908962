"""The finished studies that a report is made from, and their tables row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from experiments.report.drawing import Drawings
from model.scenario import Scenario


@dataclass(frozen=True, eq=False)
class Source:
    """A finished study as a report reads it.

    `folder` is its path as shown, `command` what makes it again (empty when that is not known), `read` returns a table
    by the name of its file, `drawings` what draws its figures in a language, and `checksums` are those of its files.
    """

    verb: str
    folder: str
    manifest: Mapping[str, Any]
    read: Callable[[str], pd.DataFrame]
    has: Callable[[str], bool]
    scenarios: tuple[Scenario, ...] = ()
    drawings: Callable[[str], Drawings] = lambda language: {}
    command: str = ""
    checksums: Mapping[str, str] = field(default_factory=dict)

    @property
    def study_id(self) -> str:
        """The hash of all that determined the numbers."""
        return str(self.manifest["study_id"])


@dataclass(frozen=True)
class Row:
    """A row of a table of a study: its place from 0 and its cells by column."""

    verb: str
    file: str
    place: int
    cells: Mapping[str, Any]

    def __getitem__(self, column: str) -> Any:
        """Return a cell."""
        return self.cells[column]

    def number(self, column: str) -> float:
        """Return a cell as a number."""
        return float(self.cells[column])


class TableRows:
    """Rows of one table, found by keys."""

    def __init__(self, verb: str, file: str, table: pd.DataFrame) -> None:
        self.verb, self.file, self.table = verb, file, table.reset_index(drop=True)
        self._found: dict[tuple[str, ...], dict[tuple[Any, ...], list[int]]] = {}

    def all(self, **keys: object) -> list[Row]:
        """Return the rows with these keys, in the order of the table."""
        columns = tuple(keys)
        if columns not in self._found:
            index: dict[tuple[Any, ...], list[int]] = {}
            values = zip(*(self.table[each].tolist() for each in columns), strict=True)
            for place, key in enumerate(values if columns else ((),) * len(self.table)):
                index.setdefault(key, []).append(place)
            self._found[columns] = index
        return [self._row(place) for place in self._found[columns].get(tuple(keys.values()), [])]

    def one(self, **keys: object) -> Row | None:
        """Return the first row with these keys; None when there is none."""
        found = self.all(**keys)
        return found[0] if found else None

    def _row(self, place: int) -> Row:
        cells = {str(name): cell for name, cell in self.table.iloc[place].items()}
        return Row(self.verb, self.file, place, cells)
