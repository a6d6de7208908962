"""A group of firms as data: home, size, sector and laws, and which of their suppliers are looked at.

A group is a TOML file in `scenarios/groups`, or anywhere else and named by path. It says whose conduct is measured; it
changes nothing in a run.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from model.errors import InputError, unknown_name
from model.inputs.law import SIZE_CLASSES
from model.inputs.tables import Tables
from model.inputs.toml_input import Field, list_of, number, one_of, read_table, read_toml, table, text
from model.scenario_files import find_file
from model.vocabulary import REGIONS, TIERS

ALL, BOUND, TO_BE_BOUND, OUT = SCOPES = ("all", "bound", "to_be_bound", "out_of_scope")
"""Firms whatever the laws; those that a law binds now; that it binds now or later; that no law on at least half
of the themes binds now (model.outcomes.requests)."""
_MOST_STAFF = 1e9

_FIELDS: dict[str, Field] = {
    "label_en": text(),
    "label_nl": text(default=""),
    "why": text(default=""),
    "home": list_of(text(), ()),
    "size_classes": list_of(one_of(SIZE_CLASSES), ()),
    "employees_min": number(0, _MOST_STAFF, 0.0),
    "employees_max": number(0, _MOST_STAFF, _MOST_STAFF),
    "sectors": list_of(text(), ()),
    "scope": one_of(SCOPES, ALL),
    "laws": list_of(text(), ()),
    "suppliers": table({}),
}
_SUPPLIERS: dict[str, Field] = {
    "countries": list_of(text(), ()),
    "sectors": list_of(text(), ()),
    "tiers": list_of(number(1, TIERS, whole=True), (1,)),
    "exposed_from": number(0, 1, 0.0),
    "threat_from": number(0, 1, 0.0),
}


@dataclass(frozen=True)
class SupplierChoice:
    """Which suppliers of a group of firms are looked at.

    Attributes:
        countries: ISO codes of countries.csv; empty for all.
        sectors: codes of sectors.csv; empty for all.
        tiers: 1 to 3.
        exposed_from: share of a supplier's sales to the group above which it is exposed, 0-1.
        threat_from: credibility of the threat to its orders above which it is under a threat, 0-1.
    """

    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    tiers: tuple[int, ...]
    exposed_from: float
    threat_from: float


@dataclass(frozen=True)
class FirmGroup:
    """A group of firms.

    Attributes:
        name: of its file.
        home: ISO codes of jurisdictions.csv, or regions (NLD, EU for the other member states, ROW); empty for all.
        size_classes: names of size_classes.csv; empty for all.
        employees_min, employees_max: staff of a firm, both included.
        sectors: codes of sectors.csv; empty for all.
        scope: one of `SCOPES`.
        laws: names of the laws that `scope` and supervision are about; empty for every law of the run.
        suppliers: which suppliers are looked at.
    """

    name: str
    label_en: str
    label_nl: str
    why: str
    home: tuple[str, ...]
    size_classes: tuple[str, ...]
    employees_min: float
    employees_max: float
    sectors: tuple[str, ...]
    scope: str
    laws: tuple[str, ...]
    suppliers: SupplierChoice


def read_group(name: str | Path) -> FirmGroup:
    """Read a group of firms by the name of a file in `scenarios/groups` or by path.

    Raises:
        InputError: for an unknown name, key or value, staff limits in the wrong order, or laws with a scope that is not
            about laws.
    """
    path = find_file("groups", "group", name)
    values = read_table(read_toml(path), _FIELDS, str(path))
    values["suppliers"] = SupplierChoice(**read_table(values["suppliers"], _SUPPLIERS, f"{path}: suppliers"))
    if values["employees_max"] < values["employees_min"]:
        raise InputError(f"{path}: employees_max must not be below employees_min")
    if values["laws"] and values["scope"] == OUT:
        raise InputError(f"{path}: laws with scope = '{OUT}'; allowed: no laws, since no law at all may bind")
    return FirmGroup(name=path.stem, **values)


def check_group(group: FirmGroup, tables: Tables, laws: Collection[str]) -> None:
    """Refuse a code or law that there is not.

    Args:
        group: the group.
        tables: the input tables.
        laws: names of all laws.

    Raises:
        InputError: naming the group, the key and the nearest valid name.
    """
    homes, sectors, countries = (
        [str(code) for code in codes]
        for codes in (tables.jurisdictions["iso3"], tables.sectors["code"], tables.countries["iso3"])
    )
    where, among = f"group {group.name}", group.suppliers
    for name in sorted(set(group.home) - {*homes, *REGIONS}):
        raise unknown_name(f"{where}: home", "home country", name, {*homes, *REGIONS})
    for name in sorted(set(group.laws) - set(laws)):
        raise unknown_name(f"{where}: laws", "law", name, laws)
    for name in sorted({*group.sectors, *among.sectors} - set(sectors)):
        raise unknown_name(f"{where}: sectors", "sector", name, sectors)
    for name in sorted(set(among.countries) - set(countries)):
        raise unknown_name(f"{where}: suppliers: countries", "country", name, countries)
