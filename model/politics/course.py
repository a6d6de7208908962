"""The course of European politics as data: whether and when European law comes, and how ambitious it is.

`expected` lets European law come under every mix, Dutch effort only shifting its date and ambition;
`as_enacted` is the SER's static comparison, in which a European level exists only where the mix has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.toml_input import Field, list_of, number, one_of, read_table, read_toml, table, text

_FIELDS: dict[str, Field] = {
    "label_en": text(),
    "label_nl": text(),
    "why": text(),
    "sections": list_of(text(), ()),
    "aliases": list_of(text(), ()),
    "european_law": one_of(("under_every_mix", "where_the_mix_has_it")),
    "ambition": number(0, 1, None),
    "law_changes": table({}),
}


@dataclass(frozen=True)
class PoliticalCourse:
    """What a course file says; `ambition` None leaves it to the parameters of politics."""

    name: str
    label_en: str
    label_nl: str
    why: str
    sections: tuple[str, ...]
    aliases: tuple[str, ...]
    european_law: str
    ambition: float | None
    law_changes: Mapping[str, Mapping[str, Any]]

    @property
    def under_every_mix(self) -> bool:
        """Whether European law comes whatever the Dutch mix."""
        return self.european_law == "under_every_mix"


def read_course(path: Path) -> PoliticalCourse:
    """Read a course file; raises `InputError` for wrong keys or values."""
    values = read_table(read_toml(path), _FIELDS, str(path))
    return PoliticalCourse(name=path.stem, **values)
