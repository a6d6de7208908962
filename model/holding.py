"""Quantities that are held at a value, given it during a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.inputs.held import WORLD, Hold, Part
from model.inputs.tables import country_index
from model.state.state import Array, BoolArray, IntArray

if TYPE_CHECKING:
    from model.process import Process
    from model.world import World


def begin(world: World) -> None:
    """Give the columns whose hold begins this quarter their value."""
    for hold in world.scenario.held:
        if hold.start == world.date:
            _set(world, hold)


def restore(world: World, process: Process) -> None:
    """Give the columns that a process which has just run may change the values at which they are held."""
    for hold in world.scenario.held:
        if (hold.owner == process.name or hold.column in process.adjusts) and hold.start <= world.date:
            _set(world, hold)


def _set(world: World, hold: Hold) -> None:
    table, _, name = hold.column.partition(".")
    column: Array = getattr(getattr(world.state, table), name)
    column[_rows(world, table, hold.part)] = hold.value


def _rows(world: World, table: str, part: Part) -> BoolArray | slice:
    """Return which rows of a table lie in a part of the world."""
    if part == WORLD:
        return slice(None)
    found = np.ones(getattr(world.state, table).rows, dtype=bool)
    for division in part.divisions:
        found &= np.isin(_place(world, table, division), _wanted(world, part, division))
    return found


def _wanted(world: World, part: Part, division: str) -> list[int]:
    """Return the places of a part in the numbering of a division."""
    if division == "tiers":
        return list(part.tiers)
    if division == "sectors":
        return [world.tables.sectors["code"].tolist().index(code) for code in part.sectors]
    places = country_index(world.tables)
    return [places[code] for code in part.countries]


def _place(world: World, table: str, division: str) -> IntArray:
    """Return in which sector, tier or country each row of a table is; a link is where its supplier is."""
    rows = getattr(world.state, table)
    if table == "country":
        return np.arange(rows.rows)
    column = {"sectors": "sector", "tiers": "tier", "countries": "country"}[division]
    if table == "link" and column != "tier":
        place: IntArray = getattr(world.state.supplier, column)[rows.supplier]
        return place
    found: IntArray = getattr(rows, column)
    return found
