"""Measures on any group of firms: of a country, a size, a sector, or in or out of scope of a law (docs/groups.md)."""

from __future__ import annotations

from model.inputs.tables import Tables
from model.outcomes.groups import benchmark, conduct, departure, supervision, suppliers
from model.outcomes.groups.group import FirmGroup, check_group, read_group
from model.outcomes.groups.measure import GroupMeasure, View
from model.outcomes.groups.members import exposed_suppliers

__all__ = ["FirmGroup", "GroupMeasure", "View", "check_group", "exposed_suppliers", "measures_of", "read_group"]


def measures_of(tables: Tables) -> tuple[GroupMeasure, ...]:
    """Return all measures in their order; those by sector follow the table of sectors."""
    parts = (conduct, departure, supervision, suppliers, benchmark)
    by_sector = benchmark.by_sector([str(code) for code in tables.sectors["code"]])
    return (*(measure for part in parts for measure in part.MEASURES), *by_sector)
