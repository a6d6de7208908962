"""What a section of the report consists of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from experiments.pages.report.ledger import Cited


@dataclass(frozen=True)
class Interval:
    """A small drawing of a value and its interval beside others: places along a line, 0 to 100, and that of zero."""

    low: float
    middle: float
    high: float
    zero: float | None


@dataclass(frozen=True)
class Estimate:
    """A cell: a number, its interval on a line below, and a drawing of it where there is one."""

    number: Cited
    bounds: str | Cited = ""
    drawn: Interval | None = None


Cell = str | Markup | Cited | Estimate


@dataclass(frozen=True)
class TableRow:
    """A row: its head, its cells, and whether it begins a group with a head of its own."""

    head: str | Markup
    cells: tuple[Cell, ...]
    group: str = ""


@dataclass(frozen=True)
class Table:
    """A table: caption, heads of columns, rows, a note, and the tables of studies that its numbers are from.

    `texts` says how many of the first columns hold text, which stands on the left; numbers stand on the right.
    """

    caption: str | Markup
    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]
    note: str | Markup = ""
    sources: tuple[tuple[str, str], ...] = ()
    texts: int = 0
    kind: str = field(default="table", init=False)


@dataclass(frozen=True)
class Text:
    """Paragraphs."""

    paragraphs: tuple[str | Markup, ...]
    kind: str = field(default="text", init=False)


@dataclass(frozen=True)
class Points:
    """A list of statements, each with a head."""

    items: tuple[tuple[str, str | Markup], ...]
    kind: str = field(default="points", init=False)


@dataclass(frozen=True)
class Picture:
    """A figure: the drawing as SVG, its message, and the tables behind it.

    `paper` says what is printed of it: the drawing, its data instead, or nothing where a table says the same.
    """

    name: str
    svg: Markup
    caption: str | Markup
    source: tuple[str, str]
    data: tuple[Table, ...] = ()
    paper: Literal["drawing", "data", "nothing"] = "drawing"
    kind: str = field(default="picture", init=False)


@dataclass(frozen=True)
class Card:
    """The card of a mix."""

    code: str
    colour: str
    ink: str
    label: str
    about: str
    facts: tuple[tuple[str, str | Markup | Cited | Estimate], ...]
    table: Table


@dataclass(frozen=True)
class Cards:
    """The cards of all mixes."""

    cards: tuple[Card, ...]
    kind: str = field(default="cards", init=False)


@dataclass(frozen=True)
class Missing:
    """What is not there, and how it is made."""

    text: str | Markup
    kind: str = field(default="missing", init=False)


Block = Table | Text | Points | Picture | Cards | Missing


@dataclass(frozen=True)
class Section:
    """A section with its anchor, title, and blocks; one that `breaks` begins a page of its own when printed."""

    anchor: str
    title: str
    blocks: Sequence[Block]
    breaks: bool = False
