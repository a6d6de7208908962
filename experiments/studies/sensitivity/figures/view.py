"""A sensitivity analysis as its figures look at it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, to_hex
from matplotlib.patches import Rectangle

from experiments.report.formatting import number_in
from experiments.report.layout import text_width
from experiments.report.parameter_words import group_words, parameter_words
from experiments.report.stacked_bars import Part
from experiments.report.style import GAIN, OPEN, PAPER, SMALL, SOFT
from experiments.report.translation import N_
from experiments.runs.sweeps.sampling import DUMMY
from experiments.studies.common.analysis_view import AnalysisView
from experiments.studies.common.model_outputs import Option
from experiments.studies.common.stored import Stored
from experiments.studies.sensitivity.noise import CHANCE
from experiments.studies.sensitivity.sampling import OTHERS
from experiments.studies.sensitivity.tables import SensitivityTables
from experiments.studies.sensitivity.targets import VALUE
from model.state.state import Array

SHOWN = ("chain_impact_dutch", "level_playing_field_nld", "k5_remedy")
"""Outcomes of which indices are drawn, where they were asked for; else the first ones."""
_NO_GROUP = {OTHERS: N_("all other groups together"), CHANCE: N_("chance")}
HATCH = "////"
_PALER = 0.45
STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Shares in the key of colours."""


@dataclass(frozen=True, eq=False)
class SensitivityView(AnalysisView):
    """What was found, beside what all analyses have."""

    study: SensitivityTables = field(kw_only=True)

    @classmethod
    def of(cls, stored: Stored, language: str) -> SensitivityView:
        """Return the view of a finished analysis."""
        study = SensitivityTables(stored)
        return cls(stored.subject, stored.study_id, language, study=study)

    @cached_property
    def kind_label(self) -> str:
        """What is shown, in words."""
        if self.study.kind == VALUE:
            return self.word("values")
        return self.word("paired differences from mix {base}", base=self.mixes[self.subject.base].code)

    @cached_property
    def shown(self) -> list[Option]:
        """The options that have a target of the kind that is shown."""
        every = self.subject.options
        return [each for each in every if self.study.kind == VALUE or each != self.subject.base_of(each)]

    @property
    def year(self) -> int:
        """The last year."""
        return self.subject.years[-1]

    def factor_label(self, name: str) -> str:
        """Return the name of a factor in words."""
        if name in _NO_GROUP:
            return self.word(_NO_GROUP[name])
        return group_words(name, self.language) if "." not in name else parameter_words(name, self.language)

    def of_kind(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of a table on what is shown, without the dummy."""
        return table[(table["kind"] == self.study.kind) & (table["factor"] != DUMMY)]


def of_option(table: pd.DataFrame, option: Option) -> pd.DataFrame:
    """Return the rows of a table on an option."""
    return table[(table["course"] == option.course) & (table["mix"] == option.mix)]


def share_colours() -> Colormap:
    """Return colours of shares from 0 to 1."""
    made: Colormap = sns.light_palette(GAIN, as_cmap=True)
    return made


def share_key(language: str) -> list[Part]:
    """Return the key of colours of shares."""
    colours = share_colours()
    return [Part(number_in(language, f"{step:g}"), to_hex(colours(step))) for step in STEPS]


def hatched(axes: Axes, row: float, column: float) -> None:
    """Make a cell of a heat map pale and hatch it."""
    axes.add_patch(Rectangle((column, row), 1, 1, facecolor=PAPER, alpha=_PALER, linewidth=0.0, zorder=1.5))
    patch = Rectangle((column, row), 1, 1, facecolor="none", edgecolor=OPEN, hatch=HATCH, linewidth=0.0, zorder=2)
    axes.add_patch(patch)


def room_for(labels: Iterable[str]) -> float:
    """Return the room that labels beside a heat map need, inches."""
    return max(text_width(text, SMALL) for text in labels) + 0.12


def cells(axes: Axes, values: Array, row_count: int) -> None:
    """Draw the colours of a heat map of shares, rows from the top."""
    axes.pcolormesh(values, cmap=share_colours(), vmin=0.0, vmax=1.0, linewidth=0.8, edgecolor=PAPER)
    axes.set_ylim(row_count, 0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.tick_params(length=0, colors=SOFT)
