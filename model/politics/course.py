"""The course of European politics as data: whether and when European law comes, and how ambitious it is.

`expected` lets European law come under every mix, Dutch effort only shifting its date and ambition;
`as_enacted` is the SER's static comparison, in which a European level exists only where the mix has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.errors import InputError
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
class Stage:
    """A turn of European politics: from `date` on, law has this ambition (0-1) and pre-emption (0-1)."""

    date: int
    ambition: float
    preemption: float


@dataclass(frozen=True)
class PoliticalCourse:
    """What a course file says, or what came of simulated politics.

    `ambition` None leaves it to the parameters of politics; so do the quarters before the first of `stages`, the
    turns of simulated politics in order of date.
    """

    name: str
    label_en: str
    label_nl: str
    why: str
    sections: tuple[str, ...]
    aliases: tuple[str, ...]
    european_law: str
    ambition: float | None
    law_changes: Mapping[str, Mapping[str, Any]]
    simulated: bool = False
    stages: tuple[Stage, ...] = ()

    def stage(self, date: int) -> Stage | None:
        """Return the stage that holds in a quarter, None before the first."""
        reached = [stage for stage in self.stages if stage.date <= date]
        return reached[-1] if reached else None

    @property
    def under_every_mix(self) -> bool:
        """Whether European law comes whatever the Dutch mix."""
        return self.european_law == "under_every_mix"


def is_simulated(path: Path) -> bool:
    """Tell whether a file in the folder of routes holds simulated politics (`model.politics.route`), not a course."""
    return "effort" in read_toml(path)


def read_course(path: Path) -> PoliticalCourse:
    """Read a course file; raises `InputError` for wrong keys or values, and for a file of simulated politics."""
    if is_simulated(path):
        raise InputError(f"{path}: a route whose politics is simulated; it is run by `python run.py routes`")
    values = read_table(read_toml(path), _FIELDS, str(path))
    return PoliticalCourse(name=path.stem, **values)
