"""A policy mix: levels of the instruments of table 3.1 of the advice, as a difference from its base."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.errors import InputError, unknown_name
from model.toml_input import Field, list_of, number, one_of, quarter, read_table, read_toml, table, text

LEVELS = {0: "absent", 1: "existing policy", 2: "strengthened by the Netherlands", 3: "European"}
EVIDENCE = ("direct", "inferred", "ambiguous", "assumption")
"""How the advice supports a level: said, inferred from what is said, open to two readings, or ours."""

_FIELDS: dict[str, Field] = {
    "label_en": text(),
    "label_nl": text(),
    "why": text(),
    "sections": list_of(text()),
    "aliases": list_of(text(), ()),
    "base": text(None),
    "start": quarter(None),
    "levels": table({}),
    "laws": list_of(text(), ()),
    "law_changes": table({}),
}
_LEVEL_FIELDS: dict[str, Field] = {
    "level": number(0, 3, whole=True),
    "evidence": one_of(EVIDENCE),
    "sections": list_of(text(), ()),
    "why": text(),
}


@dataclass(frozen=True)
class Level:
    """One cell of table 3.1: the level, how the advice supports it, where, and why."""

    level: int
    evidence: str
    sections: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Mix:
    """A resolved mix.

    `levels` has every instrument; `base_levels` are those of the mix at the root of the chain of bases, which hold
    until `start` (a count of quarters since year 0); `differences` lists the instruments that differ from it.
    """

    name: str
    label_en: str
    label_nl: str
    why: str
    sections: tuple[str, ...]
    aliases: tuple[str, ...]
    bases: tuple[str, ...]
    start: int
    levels: Mapping[str, Level]
    base_levels: Mapping[str, int]
    laws: tuple[str, ...]
    law_changes: Mapping[str, Mapping[str, Any]]

    @property
    def differences(self) -> tuple[str, ...]:
        """Instruments whose level differs from the root of the chain of bases."""
        return tuple(name for name, level in self.levels.items() if level.level != self.base_levels[name])


def read_mix(path: Path, find: Callable[[str, Path | None], Path], instruments: tuple[str, ...]) -> Mix:
    """Read a mix and the bases it stands on.

    Args:
        path: the mix file.
        find: turns the name of a base, and the folder of the file that names it, into a path.
        instruments: the names a level may be given for.

    Raises:
        InputError: for wrong keys or values, a circle of bases, or a root that leaves an instrument out.
    """
    chain: list[tuple[Path, dict[str, Any]]] = []
    current: Path | None = path
    while current is not None:
        if any(current.resolve() == seen.resolve() for seen, _ in chain):
            raise InputError(f"{path}: base: the mixes stand on each other in a circle")
        values = read_table(read_toml(current), _FIELDS, str(current))
        chain.append((current, values))
        base = values["base"]
        current = None if base is None else find(base, current.parent if base.endswith(".toml") else None)
    levels: dict[str, Level] = {}
    changes: dict[str, dict[str, Any]] = {}
    for where, values in reversed(chain):
        levels.update(_levels(values["levels"], instruments, str(where)))
        for law, change in values["law_changes"].items():
            if not isinstance(change, dict):
                raise InputError(f"{where}: law_changes.{law} = {change!r} is not allowed; allowed: a table")
            changes.setdefault(law, {}).update(change)
    root_path, root = chain[-1]
    missing = [name for name in instruments if name not in root["levels"]]
    if missing:
        raise InputError(
            f"{root_path}: a mix without a base gives every instrument a level; missing: {', '.join(missing)}"
        )
    starts = [values["start"] for _, values in chain if values["start"] is not None]
    if not starts:
        raise InputError(f"{root_path}: key 'start' is missing; allowed: a quarter such as \"2022Q1\"")
    own = chain[0][1]
    return Mix(
        name=path.stem,
        label_en=own["label_en"],
        label_nl=own["label_nl"],
        why=own["why"],
        sections=own["sections"],
        aliases=own["aliases"],
        bases=tuple(where.stem for where, _ in chain[1:]),
        start=starts[0],
        levels={name: levels[name] for name in instruments},
        base_levels={name: int(root["levels"][name]["level"]) for name in instruments},
        laws=tuple(law for _, values in reversed(chain) for law in values["laws"]),
        law_changes=changes,
    )


def _levels(given: Mapping[str, Any], instruments: tuple[str, ...], where: str) -> dict[str, Level]:
    found: dict[str, Level] = {}
    for name, cell in given.items():
        if name not in instruments:
            raise unknown_name(f"{where}: levels", "instrument", name, instruments)
        found[name] = Level(**read_table(cell, _LEVEL_FIELDS, f"{where}: levels.{name}"))
    return found
