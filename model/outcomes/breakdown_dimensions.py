"""Over what outcomes are divided: sector, country, region, size, group, tier and theme, sector and theme, goal.

Every supplier or company counted falls in one group of a dimension, and parts of a theme over goals sum to 1; so
nothing is lost and nothing counts twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np

from model.inputs.tables import OTHER, Tables
from model.outcomes.breakdown_parts import CHAINS, COMPANIES, ORDERS, THEMES_OF_CHAINS, Counted
from model.outcomes.goals import development_goals
from model.outcomes.labels import CLASS_LABELS, PART_OF_WORLD_LABELS, SIZE_LABELS, THEME_LABELS, TIER_LABELS
from model.outcomes.weights import motivation_class
from model.state.state import IntArray
from model.world import World

_OTHER_LABELS = ("Other countries", "Overige landen")


class Key(NamedTuple):
    """A group of a dimension: its code, and its labels."""

    code: str
    label_en: str
    label_nl: str


@dataclass(frozen=True, eq=False)
class Dimension:
    """A way to divide.

    `groups` says for each kind of what is counted in which group a row of its table is, as a position. With `themes`
    each group is crossed with the eight themes (`by_theme`), or all themes together are divided over goals.
    """

    name: str
    label_en: str
    label_nl: str
    keys: Callable[[Tables], tuple[Key, ...]]
    groups: tuple[tuple[Counted, Callable[[World], IntArray]], ...]
    by_theme: bool = False
    by_goal: bool = False


def _labelled(labels: dict[str, tuple[str, str]]) -> tuple[Key, ...]:
    return tuple(Key(code, *each) for code, each in labels.items())


def _fixed(labels: dict[str, tuple[str, str]]) -> Callable[[Tables], tuple[Key, ...]]:
    return lambda tables: _labelled(labels)


def _named(name: str, code: str, tables: Tables) -> tuple[Key, ...]:
    table = getattr(tables, name)
    return tuple(
        Key(*each) for each in zip(*(table[column].tolist() for column in (code, "name_en", "name_nl")), strict=True)
    )


def _sectors(tables: Tables) -> tuple[Key, ...]:
    return _named("sectors", "code", tables)


def _countries(tables: Tables) -> tuple[Key, ...]:
    return (*_named("countries", "iso3", tables), Key(OTHER, *_OTHER_LABELS))


def _regions(tables: Tables) -> tuple[Key, ...]:
    names = [*dict.fromkeys(tables.countries["region"].tolist())]
    return (*(Key(name, *PART_OF_WORLD_LABELS.get(name, (name, name))) for name in names), Key(OTHER, *_OTHER_LABELS))


def _region_of_supplier(world: World) -> IntArray:
    codes = [key.code for key in _regions(world.tables)]
    of_country = [codes.index(name) for name in world.tables.countries["region"].tolist()]
    found: IntArray = np.array([*of_country, len(codes) - 1])[world.state.supplier.country]
    return found


def _crossed(first: Callable[[Tables], tuple[Key, ...]], tables: Tables) -> tuple[Key, ...]:
    return tuple(
        Key(f"{one.code}:{other.code}", f"{one.label_en}: {other.label_en}", f"{one.label_nl}: {other.label_nl}")
        for one in first(tables)
        for other in _labelled(THEME_LABELS)
    )


def _goals(tables: Tables) -> tuple[Key, ...]:
    goals = development_goals()
    return tuple(Key(target, *labels) for target, labels in zip(goals.targets, goals.labels, strict=True))


def _sector_of_supplier(world: World) -> IntArray:
    return world.state.supplier.sector


def _country_of_supplier(world: World) -> IntArray:
    return world.state.supplier.country


def _tier_of_supplier(world: World) -> IntArray:
    found: IntArray = world.state.supplier.tier - 1
    return found


def _together(world: World) -> IntArray:
    return np.zeros(world.state.supplier.rows, dtype=np.int64)


def _sector_of_company(world: World) -> IntArray:
    return world.state.company.sector


def _size_of_company(world: World) -> IntArray:
    return world.state.company.size_class


_DIMENSIONS = (
    Dimension(
        "sector",
        "Sector",
        "Sector",
        _sectors,
        ((CHAINS, _sector_of_supplier), (ORDERS, _sector_of_supplier), (COMPANIES, _sector_of_company)),
    ),
    Dimension(
        "country",
        "Producing country",
        "Productieland",
        _countries,
        ((CHAINS, _country_of_supplier), (ORDERS, _country_of_supplier)),
    ),
    Dimension(
        "region",
        "Part of the world",
        "Werelddeel",
        _regions,
        ((CHAINS, _region_of_supplier), (ORDERS, _region_of_supplier)),
    ),
    Dimension("size", "Size of firm", "Omvang van bedrijf", _fixed(SIZE_LABELS), ((COMPANIES, _size_of_company),)),
    Dimension("group", "Group of companies", "Groep bedrijven", _fixed(CLASS_LABELS), ((COMPANIES, motivation_class),)),
    Dimension(
        "tier_theme",
        "Tier and theme",
        "Schakel en thema",
        partial(_crossed, _fixed(TIER_LABELS)),
        ((THEMES_OF_CHAINS, _tier_of_supplier),),
        by_theme=True,
    ),
    Dimension(
        "sector_theme",
        "Sector and theme",
        "Sector en thema",
        partial(_crossed, _sectors),
        ((THEMES_OF_CHAINS, _sector_of_supplier),),
        by_theme=True,
    ),
    Dimension(
        "goal",
        "Target of the sustainable development goals",
        "Doel van de duurzame ontwikkelingsdoelen",
        _goals,
        ((THEMES_OF_CHAINS, _together),),
        by_goal=True,
    ),
)

DIMENSIONS: dict[str, Dimension] = {each.name: each for each in _DIMENSIONS}
"""All dimensions by name, in the order in which they are recorded."""
