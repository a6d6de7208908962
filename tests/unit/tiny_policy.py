"""The tiny world with laws, tables and a mix, for processes that look at more than the state.

Both companies are in sector AAA: company 0 is Dutch, medium-sized and sells at home for 1.5 million; company 1 is
French, very large and sells in the EU for 3 million.
"""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from model.building.law_book import LawBook
from model.inputs.law import Law, law_from_table
from model.inputs.mix import Level
from model.inputs.table_format import Table
from model.politics.course import PoliticalCourse
from model.state.state import THEMES
from tests.unit.tiny_world import TinyWorld, tiny_world

START = 2020 * 4
"""First quarter of the world."""

SECTORS = Table("sectors", {"code": np.array(["AAA", "BBB"])}, {("AAA",): 0, ("BBB",): 1})
HOMES = Table("jurisdictions", {"iso3": np.array(["NLD", "FRA"])}, {("NLD",): 0, ("FRA",): 1})
TABLES: Any = SimpleNamespace(sectors=SECTORS, jurisdictions=HOMES)

_LAW: dict[str, Any] = {
    "label_en": "Law",
    "label_nl": "Wet",
    "why": "a test",
    "source": "a test",
    "confidence": "assumption",
    "jurisdiction": "NLD",
    "applies_to": "established",
    "themes": list(THEMES),
    "steps": [1, 2, 3, 4, 5, 6],
    "announced": "2020Q1",
    "application": "2021Q1",
}


@dataclass
class PolicyWorld(TinyWorld):
    """The tiny world with what a scenario adds to it."""

    tables: Any = None
    scenario: Any = None
    severity: Any = None

    @property
    def date(self) -> int:
        return START + self.quarter


def political_course(**changes: Any) -> PoliticalCourse:
    """Return a course with fixed dates and the ambition of the parameters, but for what `changes` says."""
    given: dict[str, Any] = {"european_law": "under_every_mix", "ambition": None, "law_changes": {}, **changes}
    return PoliticalCourse("test", "Test", "Test", "Test.", (), (), **given)


def a_law(name: str = "law", **changes: Any) -> Law:
    """Build a Dutch law on all themes and steps, known in 2020Q1 and applied from 2021Q1, with other keys changed."""
    return law_from_table(name, {**_LAW, **changes}, f"{name}.toml")


def policy_world(
    parameters: dict[str, object] | None = None,
    laws: tuple[Law, ...] = (),
    *,
    quarter: int = 0,
    shocks: tuple[str, ...] = (),
    course: Any = None,
) -> Any:
    """Build the world in a quarter counted from 2020Q1, under a mix with existing European effort."""
    tiny = tiny_world(parameters, laws=max(len(laws), 1))
    _sales(tiny.state.company)
    book = LawBook(SimpleNamespace(laws=laws), tiny.state.company, TABLES) if laws else _no_laws(tiny)  # type: ignore[arg-type]
    scenario = SimpleNamespace(
        world=SimpleNamespace(covid="covid" in shocks, regionalisation="regionalisation" in shocks),
        mix=SimpleNamespace(base_levels={name: Level(1) for name in ("effort_due_diligence", "effort_reporting")}),
        course=course or political_course(),
    )
    return PolicyWorld(
        tiny.state,
        tiny.parameters,
        book,
        quarter=quarter,
        tables=TABLES,
        scenario=scenario,
        severity=np.full((2, len(THEMES)), 0.5),
    )


def _sales(company: Any) -> None:
    company.size_class[:] = (2, 4)
    company.home[:] = (0, 1)
    company.base_sales[:] = [[1.5e6, 0.0, 0.0], [0.0, 3e6, 0.0]]
    company.sales[:] = company.base_sales


def _no_laws(tiny: Any) -> Any:
    """Return a book with a law that binds nobody, since the arrays of a book have at least one column."""
    book: Any = LawBook(SimpleNamespace(laws=(a_law(application="never"),)), tiny.state.company, TABLES)  # type: ignore[arg-type]
    return book
