"""A policy mix: levels of the instruments of table 3.1 of the advice, as a difference from its base.

A level has two parts. `national` says what the Netherlands does: 0 absent, 1 existing policy, 2 strengthened.
`european` says whether the instrument is embedded in the EU as well (SER 3.5.3, 4.5). Each part may have its own start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from model.errors import InputError, unknown_name
from model.inputs.law import law_changes, with_changes
from model.inputs.toml_input import Field, list_of, number, one_of, quarter, read_table, read_toml, table, text, yes_no

NATIONAL = {0: "absent", 1: "existing policy", 2: "strengthened by the Netherlands"}
STRENGTHENED = max(NATIONAL)
EVIDENCE = ("direct", "inferred", "ambiguous", "assumption")
"""How the advice supports a level: said, inferred from what is said, open to two readings, or ours."""

REWRITE = (
    "write national = 0, 1 or 2 for level = 0, 1 or 2, and national = 2, european = true for level = 3 "
    "(national = 0 for a law that is European only)"
)

_FIELDS: dict[str, Field] = {
    "label_en": text(),
    "label_nl": text(default=""),
    "why": text(),
    "sections": list_of(text()),
    "aliases": list_of(text(), ()),
    "base": text(None),
    "start": quarter(None),
    "levels": table({}),
    "laws": list_of(text(), None),
    "law_changes": table({}),
    "programmes": list_of(text(), None),
    "plugins": list_of(text(), ()),
}
_LEVEL_FIELDS: dict[str, Field] = {
    "national": number(0, STRENGTHENED, whole=True),
    "european": yes_no(False),
    "start": quarter(None),
    "european_start": quarter(None),
    "evidence": one_of(EVIDENCE),
    "sections": list_of(text(), ()),
    "why": text(),
}

_KEPT_OF_BASE = ("european", "start", "european_start")
"""What of a level stays that of the base where a mix gives the level anew and leaves it out."""


@dataclass(frozen=True)
class Level:
    """One cell of table 3.1: the level in two parts, how the advice supports it, where, and why.

    `start` is the quarter (from year 0) from which the national part holds, None for the start of the mix;
    `european_start` that of the European part, None for the European law that brings it.
    """

    national: int
    european: bool = False
    start: int | None = None
    european_start: int | None = None
    evidence: str = "assumption"
    sections: tuple[str, ...] = ()
    why: str = ""

    @property
    def parts(self) -> tuple[object, ...]:
        """What of the level can change a run."""
        return (self.national, self.european, self.start, self.european_start)


ABSENT = Level(national=0, why="The mix does not know the instrument.")
"""The level of an instrument of a plug-in that a mix does not name."""


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
    base_levels: Mapping[str, Level]
    laws: tuple[str, ...]
    law_changes: Mapping[str, Mapping[str, Any]]

    def level(self, instrument: str) -> Level:
        """Return the level of an instrument, also of one of a plug-in that the mix does not name."""
        return self.levels.get(instrument, ABSENT)

    @property
    def differences(self) -> tuple[str, ...]:
        """Instruments whose level differs from the root of the chain of bases."""
        return tuple(name for name, level in self.levels.items() if level.parts != self.base_levels[name].parts)

    def with_law_changes(self, changes: Mapping[str, Mapping[str, Any]], where: str) -> Mix:
        """Return a copy with further changes of laws, by name."""
        merged = dict(self.law_changes)
        for law, change in law_changes(changes, where).items():
            merged[law] = with_changes(merged.get(law, {}), change, f"{where}: law_changes.{law}")
        return replace(self, law_changes=merged)

    def starts(self, instrument: str) -> int:
        """Return the quarter (from year 0) from which the national part of an instrument's level holds."""
        start = self.levels[instrument].start
        return self.start if start is None else start

    @property
    def turns(self) -> tuple[int, ...]:
        """The quarters (from year 0) in which a part of a level begins by date."""
        european = (each.european_start for each in self.levels.values() if each.european_start is not None)
        return tuple(sorted({self.start, *(self.starts(name) for name in self.levels), *european}))

    def national_level(self, instrument: str, date: int) -> int:
        """Return the national part of the level that holds in a quarter, 0-2."""
        held = self.levels if date >= self.starts(instrument) else self.base_levels
        return held[instrument].national

    def waits(self, instrument: str, date: int) -> bool:
        """Tell whether the European part of a level holds in a quarter only with the European law that brings it."""
        return self.european_part(instrument, date, True) and self.levels[instrument].european_start is None

    def european_part(self, instrument: str, date: int, law_applies: bool) -> bool:
        """Tell whether the European part of a level holds in a quarter.

        Args:
            instrument: its name.
            date: the quarter, from year 0.
            law_applies: whether a European law that brings such parts applies.
        """
        level = self.levels[instrument]
        if not level.european or date < self.start:
            return False
        return law_applies if level.european_start is None else date >= level.european_start


Chain = Sequence[tuple[Path, Mapping[str, Any]]]
"""A mix and the bases it stands on: the file and the content of each, the root last."""


def read_mix(path: Path, find: Callable[[str, Path | None], Path], instruments: tuple[str, ...]) -> Mix:
    """Read a mix and the bases it stands on; for arguments and errors see `read_chain` and `mix_of`."""
    return mix_of(read_chain(path, find), instruments)


def read_chain(path: Path, find: Callable[[str, Path | None], Path]) -> Chain:
    """Read the file of a mix and those of its bases.

    Args:
        path: the mix file.
        find: turns the name of a base, and the folder of the file that names it, into a path.

    Raises:
        InputError: for wrong keys or values, or a circle of bases.
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
    return chain


def laws_named(chain: Chain) -> list[tuple[str, Path]]:
    """Return the laws that a mix names, as written, each with the file that names it.

    Laws of a base come first; a file with an empty list takes away those of its bases.
    """
    return _named(chain, "laws")


def programmes_named(chain: Chain) -> list[tuple[str, Path]]:
    """Return the programmes that a mix names, in the same way."""
    return _named(chain, "programmes")


def _named(chain: Chain, key: str) -> list[tuple[str, Path]]:
    named: list[tuple[str, Path]] = []
    for path, values in reversed(chain):
        if values[key] is not None:
            named = [*named, *((name, path) for name in values[key])] if values[key] else []
    return named


def mix_of(chain: Chain, instruments: tuple[str, ...], added: tuple[str, ...] = ()) -> Mix:
    """Return the mix that a chain of files makes.

    What a file leaves out of a level or of the application of a law is that of its base.

    Args:
        chain: see `read_chain`.
        instruments: the names a level may be given for.
        added: further ones, of plug-ins; absent where no level is given.

    Raises:
        InputError: for wrong keys or values, or a root that leaves an instrument out.
    """
    levels: dict[str, Level] = dict.fromkeys(added, ABSENT)
    base_levels: dict[str, Level] | None = None
    changes: dict[str, dict[str, Any]] = {}
    for where, values in reversed(chain):
        levels |= _levels(values["levels"], levels, (*instruments, *added), str(where))
        base_levels = dict(levels) if base_levels is None else base_levels
        for law, change in law_changes(values["law_changes"], str(where)).items():
            changes[law] = with_changes(changes.get(law, {}), change, f"{where}: law_changes.{law}")
    root_path, root = chain[-1]
    missing = [name for name in instruments if name not in root["levels"]]
    if missing:
        raise InputError(
            f"{root_path}: a mix without a base gives every instrument a level; missing: {', '.join(missing)}"
        )
    starts = [values["start"] for _, values in chain if values["start"] is not None]
    if not starts:
        raise InputError(f"{root_path}: key 'start' is missing; allowed: a quarter such as \"2022Q1\"")
    path, own = chain[0]
    return Mix(
        name=path.stem,
        label_en=own["label_en"],
        label_nl=own["label_nl"],
        why=own["why"],
        sections=own["sections"],
        aliases=own["aliases"],
        bases=tuple(where.stem for where, _ in chain[1:]),
        start=starts[0],
        levels={name: levels[name] for name in (*instruments, *added)},
        base_levels=base_levels or {},
        laws=tuple(law for law, _ in laws_named(chain)),
        law_changes=changes,
    )


def _levels(
    given: Mapping[str, Any], base: Mapping[str, Level], instruments: tuple[str, ...], where: str
) -> dict[str, Level]:
    found: dict[str, Level] = {}
    for name, cell in given.items():
        if name not in instruments:
            raise _renamed(name, where) or unknown_name(f"{where}: levels", "instrument", name, instruments)
        if isinstance(cell, Mapping) and "level" in cell:
            raise InputError(f"{where}: levels.{name}: level = {cell['level']!r} is now in two parts; {REWRITE}")
        values = read_table(cell, _LEVEL_FIELDS, f"{where}: levels.{name}")
        if name in base:
            values |= {key: getattr(base[name], key) for key in _KEPT_OF_BASE if key not in cell}
        found[name] = Level(**values)
    return found


def _renamed(name: str, where: str) -> InputError | None:
    """Return the error for an instrument that older mixes name; None for any other."""
    if name != "european_effort":
        return None
    return InputError(
        f"{where}: levels.european_effort is now two instruments: effort_due_diligence and effort_reporting, by the "
        "European law that the effort is for; give each its national level"
    )
