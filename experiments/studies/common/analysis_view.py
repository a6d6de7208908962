"""An uncertainty analysis as figures look at it: styles of mixes, labels of options and outcomes, run id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from experiments.report.formatting import mix_codes
from experiments.report.localisation import Speech
from experiments.report.page import Texts
from experiments.report.style import MixStyle, mix_colour
from experiments.report.translation import label
from experiments.studies.common.model_outputs import Option
from experiments.studies.common.specification import Subject


@dataclass(frozen=True, eq=False)
class AnalysisView(Speech):
    """The subject of an analysis, its id and a language."""

    subject: Subject
    study_id: str
    language: str = "en"

    @cached_property
    def mixes(self) -> dict[str, MixStyle]:
        """How mixes are shown, by name, the base first; the same as in a comparison of the same mixes."""
        found = {each.mix.name: each.mix for each in self.subject.scenarios}
        ordered = sorted(found.values(), key=lambda mix: mix.name != self.subject.base)
        return mix_styles(ordered, self.language)

    @cached_property
    def courses(self) -> dict[str, str]:
        """Labels of the courses of European politics, by name."""
        return {each.course.name: label(each.course, self.language) for each in self.subject.scenarios}

    def option_code(self, option: Option) -> str:
        """Return the code of an option: that of its mix, with its course where there are several."""
        code = self.mixes[option.mix].code
        return code if len(self.courses) == 1 else f"{code} · {self.courses[option.course]}"

    def texts(self, title: str, subtitle: str, note: str) -> Texts:
        """Return the texts around a figure, with the run id."""
        return Texts(title, subtitle, note, self.word("run {run}", run=self.study_id))


def mix_styles(mixes: Sequence[Any], language: str) -> dict[str, MixStyle]:
    """Return how mixes are shown, by name; the first is the base."""
    codes = mix_codes(mixes)
    return {
        mix.name: MixStyle(
            codes[mix.name],
            label(mix, language).removesuffix(f"({codes[mix.name]})").rstrip(),
            *mix_colour(place),
            place == 0,
        )
        for place, mix in enumerate(mixes)
    }
