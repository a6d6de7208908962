"""Quantities of the state held at a value from a quarter on, everywhere or in a part of the world.

A column that is held takes its value at the start of its first quarter and again each quarter right after the process
that owns it has run. Later processes of the same quarter see it, and the owner never carries its own result on. It
is a thought experiment about the model: no mix, law or instrument holds anything.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.errors import InputError, unknown_name
from model.inputs.tables import Tables, country_index, load_tables
from model.quarters import quarter_name
from model.state.state import TABLES, TIERS

if TYPE_CHECKING:
    from model.inputs.settings import WorldSettings

POPULATION = "population"
"""The owner of columns that are fixed once the world is built."""
DIVISIONS: dict[str, tuple[str, ...]] = {
    "company": ("sectors",),
    "supplier": ("sectors", "tiers", "countries"),
    "link": ("sectors", "tiers", "countries"),
    "country": ("countries",),
    "union": ("sectors", "countries"),
    "covenant": ("sectors",),
}
"""How the rows of each table can be limited to a part of the world; those of other tables cannot."""


@dataclass(frozen=True)
class Part:
    """A part of the world: codes of sectors and producing countries, and numbers of tiers; empty means all."""

    sectors: tuple[str, ...] = ()
    tiers: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()

    @property
    def divisions(self) -> tuple[str, ...]:
        """The divisions by which it is limited."""
        return tuple(name for name in ("sectors", "tiers", "countries") if getattr(self, name))


WORLD = Part()
"""The whole world."""


@dataclass(frozen=True)
class Hold:
    """A column (`table.column`) held at a value from a quarter (counted from year 0) on."""

    column: str
    value: float
    start: int
    part: Part = WORLD

    @property
    def owner(self) -> str:
        """The process that owns the column."""
        table, _, name = self.column.partition(".")
        return TABLES[table].COLUMNS[name].owner


def holdable() -> tuple[str, ...]:
    """Return the columns that may be held: numbers that a process sets."""
    return tuple(
        f"{table}.{name}"
        for table, kind in TABLES.items()
        for name, declared in kind.COLUMNS.items()
        if declared.kind is np.float64 and declared.owner != POPULATION
    )


def check_held(held: Sequence[Hold], settings: WorldSettings) -> None:
    """Refuse what cannot be held in a world.

    Raises:
        InputError: for an unknown column or part, a value or start out of range, or a column held twice.
    """
    tables = load_tables(None if settings.data is None else settings.data_folder)
    columns = holdable()
    for place, hold in enumerate(held):
        where = f"held: {hold.column}"
        if hold.column not in columns:
            raise unknown_name("held", "column", hold.column, columns)
        if hold.column in (other.column for other in held[:place]):
            raise InputError(f"{where}: held twice; allowed: once")
        table, _, name = hold.column.partition(".")
        low, high = TABLES[table].COLUMNS[name].bounds or (-math.inf, math.inf)
        if not (math.isfinite(hold.value) and low <= hold.value <= high):
            raise InputError(f"{where}: value {hold.value} is not allowed; allowed: a number from {low:g} to {high:g}")
        if not settings.start <= hold.start <= settings.end:
            period = f"from {quarter_name(settings.start)} to {quarter_name(settings.end)}"
            raise InputError(f"{where}: start {quarter_name(hold.start)} is not allowed; allowed: a quarter {period}")
        _check_part(hold, tables, where)


def _check_part(hold: Hold, tables: Tables, where: str) -> None:
    """Refuse a part of the world that is not known, or that the table has no division for."""
    possible = DIVISIONS.get(hold.column.partition(".")[0], ())
    for division in hold.part.divisions:
        if division not in possible:
            told = ", ".join(possible) or "none; it holds for the whole world"
            raise InputError(f"{where}: cannot be limited by {division}; allowed: {told}")
    valid: dict[str, Sequence[object]] = {
        "sectors": tables.sectors["code"].tolist(),
        "tiers": range(1, TIERS + 1),
        "countries": tuple(country_index(tables)),
    }
    for division in hold.part.divisions:
        for each in getattr(hold.part, division):
            if each not in valid[division]:
                raise unknown_name(where, f"value of {division}", str(each), [str(one) for one in valid[division]])
