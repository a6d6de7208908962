"""Which rows of a table lie in a part of the world."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from model.inputs.held import Part
from model.inputs.tables import country_index
from model.state.state import BoolArray, IntArray

if TYPE_CHECKING:
    from model.world import World


def rows_in(world: World, table: str, part: Part) -> BoolArray:
    """Return which rows of a table lie in a part of the world."""
    found = np.ones(getattr(world.state, table).rows, dtype=bool)
    for division in part.divisions:
        found &= np.isin(_place(world, table, division), _wanted(world, part, division))
    return found


def suppliers_in(world: World, sectors: Sequence[str], countries: Sequence[str], tiers: Sequence[int]) -> BoolArray:
    """Return which suppliers are in these sectors and countries (codes; empty for all) and in one of these tiers, M."""
    found: BoolArray = rows_in(world, "supplier", Part(tuple(sectors), countries=tuple(countries)))
    found &= np.isin(world.state.supplier.tier, tiers)
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
