"""A sensitivity analysis as its report looks at it: its tables, labels and numbers in one language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from experiments.report.formatting import mix_codes
from experiments.report.terminal import number_text
from experiments.report.translation import translate
from experiments.studies.common.stored import Stored
from experiments.studies.sensitivity.tables import SensitivityTables
from experiments.studies.sensitivity.targets import VALUE

PLACES = 2


class SensitivityReport:
    """A sensitivity analysis in one language; `runs` is how many were made of plausible ranges."""

    def __init__(self, stored: Stored, runs: int, language: str) -> None:
        """Take a finished analysis, how many runs it has, and `en` or `nl`."""
        self.study, self.language = SensitivityTables(stored), language
        self.subject, self.options = stored.subject, self.study.options
        of_ensemble = 0 if self.study.given_data.empty else self.options.draws * len(self.subject.scenarios)
        self.runs = runs - of_ensemble
        self.year = self.subject.years[-1]
        self.codes = mix_codes(list({each.mix.name: each.mix for each in self.subject.scenarios}.values()))

    def word(self, text: str, /, **gaps: object) -> str:
        """Return a text with its gaps filled."""
        return translate(text, self.language, **gaps)

    def number(self, value: float, places: int = PLACES) -> str:
        """Return a number as text."""
        return number_text(float(value), places, "", self.language)

    def kind(self) -> str:
        """Return what is reported, in words."""
        if self.study.kind == VALUE:
            return self.word("values")
        return self.word("paired differences from {base}", base=self.codes[self.subject.base])

    def shown(self, method: str) -> pd.DataFrame:
        """Return the indices of a method that are reported: those of the last year."""
        rows = self.study.indices
        return rows[(rows["kind"] == self.study.kind) & (rows["year"] == self.year) & (rows["method"] == method)]


def with_ends(report: SensitivityReport, row: Mapping[Any, Any]) -> str:
    """Return a value and its interval."""
    value, low, high = (report.number(row[name]) for name in ("value", "lo", "hi"))
    return f"{value} [{low}; {high}]"
