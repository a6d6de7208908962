"""Where numbers come from: each one shown is a link to the row of the table that it was read from."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from markupsafe import Markup

from experiments.pages.report.sources import Row
from experiments.report.formatting import number_in

DIGITS = 6
"""Significant digits of numbers in the data behind a report; the files have 12."""


@dataclass(frozen=True)
class Cited:
    """A number as text, with the anchor of its row; `clear` when an interval leaves out 0, None when there is none."""

    text: str
    anchor: str
    clear: bool | None = None

    def __str__(self) -> str:
        """Return the text alone."""
        return self.text

    def __html__(self) -> str:
        """Return the text as a link to its row."""
        return Markup('<a class="n" href="#{}">{}</a>').format(self.anchor, self.text)


@dataclass(frozen=True)
class CitedTable:
    """The rows of a file that a report rests on: heads, and for each row its anchor and cells."""

    verb: str
    file: str
    anchor: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


class Ledger:
    """Collects the rows that numbers were read from."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], dict[int, Row]] = {}
        self._columns: dict[tuple[str, str], dict[str, None]] = {}

    def cite(self, row: Row, columns: Iterable[str]) -> str:
        """Note that columns of a row are shown, and return its anchor."""
        key = (row.verb, row.file)
        self._rows.setdefault(key, {})[row.place] = row
        self._columns.setdefault(key, {}).update(dict.fromkeys(columns))
        return f"{table_anchor(*key)}-{row.place + 1}"

    def tables(self, language: str) -> list[CitedTable]:
        """Return what was cited, by file in the order of first use, rows in the order of the file."""
        return [self._table(key, language) for key in self._rows]

    def _table(self, key: tuple[str, str], language: str) -> CitedTable:
        rows = [self._rows[key][place] for place in sorted(self._rows[key])]
        shown = self._columns[key]
        heads = [name for name, cell in rows[0].cells.items() if name in shown or not isinstance(cell, float)]
        anchor = table_anchor(*key)
        cells = ((f"{anchor}-{row.place + 1}", (str(row.place + 1), *_cells(row, heads, language))) for row in rows)
        return CitedTable(*key, anchor, tuple(heads), tuple(cells))


def table_anchor(verb: str, file: str) -> str:
    """Return the anchor of a table in the data behind a report."""
    return f"d-{verb}-{PurePath(file).stem.replace('_', '-')}"


def _cells(row: Row, heads: Iterable[str], language: str) -> list[str]:
    return [_text(row[name], language) for name in heads]


def _text(cell: object, language: str) -> str:
    if isinstance(cell, float):
        return "" if math.isnan(cell) else number_in(language, f"{cell:.{DIGITS}g}").replace("-", "−")
    return str(cell)
