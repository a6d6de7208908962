"""A study as figures look at it: styles of mixes, labels in one language, and cells of the summary by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from experiments.report.ensemble_words import parameters_said
from experiments.report.formatting import factor, is_clear, mix_codes
from experiments.report.localisation import Speech
from experiments.report.page import Texts
from experiments.report.style import MixStyle, mix_colour
from experiments.report.terminal import report_years
from experiments.report.translation import N_, label
from experiments.studies.comparison.tables import StudyTables
from model.inputs.mix import Mix
from model.outcomes import OUTCOMES, Outcome

CHAINS = {"dutch": N_("Dutch chains"), "global": N_("All chains")}
"""Names of the two reaches of chain impact."""


class Cell(NamedTuple):
    """What the summary says of a mix: mean, difference from the base, and the bounds of their 90% intervals."""

    mean: float
    lo: float
    hi: float
    diff: float
    diff_lo: float
    diff_hi: float

    @property
    def clear(self) -> bool:
        """Whether the interval of the difference leaves out 0."""
        return is_clear(self.diff_lo, self.diff_hi)


@dataclass(frozen=True, eq=False)
class View(Speech):
    """A study and a language (`en` or `nl`)."""

    tables: StudyTables
    language: str = "en"

    @cached_property
    def mixes(self) -> dict[str, MixStyle]:
        """The mixes shown by name, the base first; colours and markers follow that order."""
        codes = mix_codes(list(self.tables.mixes.values()))
        return {
            name: MixStyle(codes[name], self._own(mix, codes[name]), *mix_colour(place), name == self.tables.base)
            for place, (name, mix) in enumerate(self.tables.mixes.items())
        }

    def _own(self, mix: Mix, code: str) -> str:
        return label(mix, self.language).removesuffix(f"({code})").rstrip()

    @property
    def others(self) -> list[str]:
        """The mixes shown, without the base."""
        return [name for name in self.tables.shown if name != self.tables.base]

    @property
    def base_code(self) -> str:
        """The code of the base mix."""
        return self.mixes[self.tables.base].code

    @cached_property
    def courses(self) -> dict[str, str]:
        """Labels of the courses of European politics by name."""
        return {name: label(course, self.language) for name, course in self.tables.courses.items()}

    @cached_property
    def years(self) -> list[int]:
        """The years of the summary."""
        return [int(year) for year in sorted(self.tables.summary["year"].unique())]

    @property
    def report_years(self) -> list[int]:
        """The years that figures report: see `experiments.report.terminal.report_years`."""
        return report_years(self.years)

    @property
    def seeds(self) -> int:
        """The number of seeds."""
        return self.tables.seeds

    def outcomes_of(self, group: str) -> list[Outcome]:
        """Return the outcomes of a group that the study recorded, in their order."""
        return [OUTCOMES[name] for name in self.tables.outcomes if name in OUTCOMES and OUTCOMES[name].group == group]

    @cached_property
    def _cells(self) -> dict[tuple[str, str, int], dict[str, Cell]]:
        table = self.tables.summary
        names = [str(name) for name in table["outcome"]]
        factors = {name: factor(name) for name in set(names)}
        numbers = table[list(Cell._fields)].to_numpy(dtype=float) * np.array([[factors[name]] for name in names])
        found: dict[tuple[str, str, int], dict[str, Cell]] = {}
        keys = zip(table["course"], names, table["year"], table["mix"], numbers.tolist(), strict=True)
        for course, name, year, mix, row in keys:
            found.setdefault((str(course), name, int(year)), {})[str(mix)] = Cell(*row)
        return found

    def cells(self, course: str, outcome: str, year: int) -> dict[str, Cell]:
        """Return what the summary says of each mix, in the order shown and in the unit told (see `unit`)."""
        found = self._cells[course, outcome, year]
        return {name: found[name] for name in self.tables.shown}

    def spread(self, outcomes: Sequence[str], years: Sequence[int], fields: Sequence[str]) -> list[float]:
        """Return all values of some outcomes, years and fields of the summary, over courses and mixes."""
        cells = [self.cells(course, name, year) for course in self.courses for name in outcomes for year in years]
        return [float(getattr(cell, field)) for each in cells for cell in each.values() for field in fields]

    @cached_property
    def _annual(self) -> dict[tuple[Any, Any], pd.DataFrame]:
        groups = self.tables.annual.groupby(["course", "year"], sort=False)
        return {key: group.set_index(["seed", "mix"]) for key, group in groups}  # type: ignore[misc]

    def by_seed(self, course: str, outcome: str, year: int) -> pd.DataFrame:
        """Return the values of an outcome: one row a seed, one column a mix."""
        return self._annual[course, year][outcome].unstack("mix")

    def texts(self, title: str, subtitle: str, note: str) -> Texts:
        """Return the texts around a figure, with the run id."""
        return Texts(title, subtitle, note, self.word("run {run}", run=self.tables.study_id))

    @property
    def where(self) -> str:
        """Where a lead was found: at one point of parameters, or over draws of the ensemble."""
        at_one_point = self.tables.manifest.get("ensemble") is None
        return self.word("at these parameters") if at_one_point else self.word("over the ensemble")

    def interval_notes(self) -> list[str]:
        """Return how to read intervals and markers."""
        said = parameters_said(self.tables.manifest, self.language)
        return [
            self.word(
                "Intervals: 90%, over {seeds} seeds; all mixes have the same random numbers. {parameters}",
                seeds=self.seeds,
                parameters=said,
            ),
            self.word(
                "Filled: the 90% interval of the paired difference from mix {base} leaves out 0; hollow: it does not.",
                base=self.base_code,
            ),
        ]

    def list_of(self, names: Sequence[str], last: str = N_("and")) -> str:
        """Return mixes as a text such as `mixes 2, 3 and 4`; `last` is the word before the last."""
        text = self.listed([self.mixes[name].code for name in names], last)
        return self.word(N_("mix {names}") if len(names) == 1 else N_("mixes {names}"), names=text)
