"""What a law refers to must exist: other laws, instruments, sectors, and home countries of companies."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from model.errors import unknown_name, wrong_value
from model.inputs.law import EUROPEAN_UNION, Law
from model.inputs.table_format import Column
from model.inputs.tables import Tables

NETHERLANDS = "NLD"
SELLERS = "sellers"


def check_law_names(named: Iterable[str], known: Iterable[str], where: str) -> None:
    """Raise `InputError` for a name that no law has, with the nearest one."""
    names = set(known)
    for name in named:
        if name not in names:
            raise unknown_name(where, "law", name, names)


def check_references(law: Law, known: Collection[str], instruments: Collection[str], path: Path) -> None:
    """Raise `InputError` for a law or instrument that a law file names and that does not exist.

    Args:
        law: the law.
        known: names of all laws of the project and of the mix; those of files beside that of the law count as well.
        instruments: names of all instruments that the mix may use.
        path: the file of the law.
    """
    names = {*known, *(each.stem for each in path.parent.glob("*.toml"))}
    for key in ("replaced_by", "harmonised_by"):
        check_law_names(getattr(law, key), names, f"{path}: {key}")
    for key in ("instrument", "effort"):
        name = getattr(law, key)
        if name is not None and name not in instruments:
            raise unknown_name(f"{path}: {key}", "instrument", name, instruments)


def check_places(law: Law, tables: Tables, where: str) -> None:
    """Raise `InputError` for a sector or jurisdiction of a law that the input tables have no row for."""
    codes = _codes(tables.sectors["code"])
    for key in ("sectors", "high_risk_sectors"):
        for code in getattr(law, key):
            if code not in codes:
                raise unknown_name(f"{where}: {key}", "sector", code, codes)
    if law.jurisdiction == EUROPEAN_UNION:
        return
    homes = _codes(tables.jurisdictions["iso3"])
    if law.jurisdiction not in homes:
        raise unknown_name(f"{where}: jurisdiction", "jurisdiction", law.jurisdiction, [*homes, EUROPEAN_UNION])
    if law.applies_to == SELLERS and law.jurisdiction != NETHERLANDS:
        allowed = f"{NETHERLANDS} or {EUROPEAN_UNION} for a law that binds sellers; 'established' for others"
        raise wrong_value(where, "jurisdiction", law.jurisdiction, allowed)


def _codes(column: Column) -> list[str]:
    return [str(code) for code in column]
