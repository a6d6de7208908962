"""An ablation as its figures look at it: one course, one year, labels, and rows of its tables."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from experiments.report.mechanisms import MECHANISMS
from experiments.report.style import MixStyle
from experiments.report.terminal import report_years
from experiments.report.translation import label
from experiments.studies.ablation.ranking import BETWEEN
from experiments.studies.ablation.tables import AblationTables
from experiments.studies.common.analysis_view import AnalysisView
from model.instruments import INSTRUMENTS


@dataclass(frozen=True, eq=False)
class AblationView:
    """A study under one course, in one language."""

    study: AblationTables
    course: str
    said: AnalysisView

    @classmethod
    def of(cls, study: AblationTables, course: str, language: str) -> AblationView:
        """Return the view of a study."""
        said = AnalysisView(study.stored.subject, study.stored.study_id, language)
        return cls(study, course, said)

    @property
    def year(self) -> int:
        """The year that figures show."""
        return report_years(self.study.stored.subject.years)[-1]

    @property
    def others(self) -> dict[str, MixStyle]:
        """The mixes but the base."""
        return {name: mix for name, mix in self.said.mixes.items() if not mix.is_base}

    def rows(self, table: pd.DataFrame, **keys: object) -> pd.DataFrame:
        """Return the rows of a table of this course and year, and with some other keys."""
        chosen = table[(table["course"] == self.course) & (table["year"] == self.year)]
        for column, key in keys.items():
            chosen = chosen[chosen[column] == key]
        return chosen

    def mechanism(self, name: str) -> str:
        """Return the label of a switch."""
        return self.said.word(MECHANISMS.get(name, name))

    def instrument(self, name: str) -> str:
        """Return the label of an instrument."""
        return label(INSTRUMENTS[name], self.said.language)

    def leader(self, names: str) -> str:
        """Return who leads as codes; a dash when that is not known."""
        return "=".join(self.said.mixes[name].code for name in names.split(BETWEEN)) if names else "–"

    def only_leader(self, names: str) -> MixStyle | None:
        """Return the style of the mix that leads; None where several do, or none."""
        return self.said.mixes.get(names)

    def where(self) -> str:
        """Return the course for a subtitle, where there are several."""
        courses = self.said.courses
        return self.said.word(", {course}", course=courses[self.course]) if len(courses) > 1 else ""
