"""Who belongs to a group of firms now, and which suppliers are exposed to it."""

from __future__ import annotations

import numpy as np

from model.building.law_book import NEVER
from model.inputs.held import Part
from model.inputs.law import SIZE_CLASSES
from model.outcomes.groups.group import BOUND, OUT, TO_BE_BOUND, FirmGroup
from model.outcomes.measures import Measures
from model.outcomes.requests import out_of_scope
from model.parts import rows_in, suppliers_in
from model.state.state import REGIONS, Array, BoolArray, IntArray
from model.sums import sum_by
from model.world import World


def laws_of(world: World, group: FirmGroup) -> IntArray:
    """Return the positions of the laws that a group is about; a law that the run does not have is passed over."""
    wanted = group.laws or world.laws.names
    return np.array([row for row, name in enumerate(world.laws.names) if name in wanted], dtype=np.int64)


def members(world: World, group: FirmGroup, scope: str | None = None) -> BoolArray:
    """Return which companies belong to a group now, N.

    Args:
        world: the world.
        group: the group.
        scope: taken instead of that of the group.
    """
    chosen = scope or group.scope
    found = _alike(world, group)
    laws = laws_of(world, group)
    if chosen == BOUND:
        found &= (world.state.company.scope[:, laws] > 0).any(axis=1)
    elif chosen == TO_BE_BOUND:
        found &= _written_for(world, laws)
    elif chosen == OUT:
        found &= out_of_scope(Measures(world)) > 0
    return found


def _alike(world: World, group: FirmGroup) -> BoolArray:
    """Return which companies have the home, size and sector of a group, N."""
    company, tables = world.state.company, world.tables
    staff = company.employees
    found: BoolArray = (company.firms > 0) & (staff >= group.employees_min) & (staff <= group.employees_max)
    if group.home:
        homes = [str(code) for code in tables.jurisdictions["iso3"]]
        at_home = np.isin(company.home, [homes.index(code) for code in group.home if code in homes])
        found &= at_home | np.isin(company.region, [REGIONS.index(code) for code in group.home if code in REGIONS])
    if group.size_classes:
        found &= np.isin(company.size_class, [SIZE_CLASSES.index(name) for name in group.size_classes])
    found &= rows_in(world, "company", Part(group.sectors))
    return found


def _written_for(world: World, laws: IntArray) -> BoolArray:
    """Return which companies some of the laws bind sometime, as they are written, N."""
    book, in_play = world.laws, world.scenario.in_play
    playing = np.array([row for row in laws if in_play(book.laws[row])], dtype=np.int64)
    found: BoolArray = (book.eligible[:, playing] > 0) & (book.application[:, playing] < NEVER)
    result: BoolArray = found.any(axis=1)
    return result


def chosen_suppliers(world: World, group: FirmGroup) -> BoolArray:
    """Return which suppliers a group looks at, whoever buys there, M."""
    asked = group.suppliers
    return suppliers_in(world, asked.sectors, asked.countries, asked.tiers)


def sold_to(world: World, firms: BoolArray) -> Array:
    """Return the share of each supplier's sales that goes to some companies (N), M, 0-1."""
    link = world.state.link
    return sum_by(link.supplier, link.share_of_supplier * firms[link.company], world.state.supplier.rows)


def exposed_suppliers(world: World, group: FirmGroup) -> BoolArray:
    """Return which suppliers are exposed to a group, M: taken once, as the first quarter begins.

    Suppliers that buyers leave later stay exposed. A group of firms that laws bind counts from the beginning with all
    firms that they will bind.
    """
    firms = members(world, group, TO_BE_BOUND if group.scope == BOUND else group.scope)
    return chosen_suppliers(world, group) & (sold_to(world, firms) > group.suppliers.exposed_from)
