"""The course of European politics as data: whether and when European law comes, and how ambitious it is.

Under `expected` every seed plays a simulated future, on which the effort of the mix acts; `scheduled` lets European
law come under every mix on fixed dates, Dutch effort only shifting its date and ambition; `as_enacted` is the SER's
static comparison, in which a European level exists only where the mix has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.errors import InputError
from model.inputs.law import law_changes
from model.inputs.toml_input import Field, list_of, number, one_of, quarter, read_table, read_toml, table, text, yes_no
from model.politics.luck import ORIGIN
from model.politics.route import Route
from model.quarters import quarter_name

_FIELDS: dict[str, Field] = {
    "label_en": text(),
    "label_nl": text(default=""),
    "why": text(),
    "sections": list_of(text(), ()),
    "aliases": list_of(text(), ()),
    "european_law": one_of(("under_every_mix", "where_the_mix_has_it")),
    "ambition": number(0, 1, None),
    "law_changes": table({}),
    "simulated": yes_no(False),
    "begins": quarter(None),
    "undecided_from": quarter(None),
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
    turns of simulated politics in order of date. While a course is `open`, each seed has yet to play its future
    (`model.politics.resolve`): under `route`, or from `begins` on by what the mix does, where it is known until
    `undecided_from` that nothing was decided.
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
    open: bool = False
    route: Route | None = None
    begins: int | None = None
    undecided_from: int | None = None

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
    law_changes(values["law_changes"], str(path))
    course = PoliticalCourse(name=path.stem, open=values["simulated"], **values)
    if course.simulated:
        _check_simulated(course, str(path))
    return course


def _check_simulated(course: PoliticalCourse, where: str) -> None:
    """Raise `InputError` for what does not go with simulated politics, or for dates that leave it nothing to decide."""
    if not course.under_every_mix or course.ambition is not None:
        raise InputError(
            f"{where}: simulated = true lets European law come under every mix, with the ambition that politics brings;"
            " allowed beside it: european_law = 'under_every_mix', and no ambition"
        )
    begins, undecided = course.begins, course.undecided_from
    if begins is None or undecided is None or not ORIGIN <= begins <= undecided:
        said = [
            f"{key} = {'missing' if date is None else quarter_name(date)}"
            for key, date in (("begins", begins), ("undecided_from", undecided))
        ]
        raise InputError(f"{where}: {', '.join(said)}; allowed: from {quarter_name(ORIGIN)}, begins not the later one")
