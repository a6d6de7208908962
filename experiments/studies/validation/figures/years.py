"""What was observed at several moments, and the model beside it: a panel for each statistic."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedFormatter, FixedLocator

from experiments.report.formatting import capital, lowered
from experiments.report.intervals import limits, number_axis
from experiments.report.layout import Box, split, wrap
from experiments.report.localisation import Speech
from experiments.report.page import WIDTH, Page, Texts, new_page
from experiments.report.style import GAIN, INK, OPEN, PAPER, SMALL, SOFT
from experiments.studies.validation.options import DEFAULTS, ENSEMBLE, PRIOR
from experiments.studies.validation.report import ValidationReport
from experiments.studies.validation.tables import ValidationTables

NAME = "2_periods"
_COLUMNS, _PANEL, _HEAD, _FOOT = 3, 1.15, 0.46, 0.28
_GAP = (0.2, 0.12)
_LOOKS = {PRIOR: (OPEN, 4.5, -0.12), ENSEMBLE: (GAIN, 1.8, 0.12), DEFAULTS: (INK, 0.0, 0.12)}
"""Colour, width of the interval, and place beside the moment of observation, in steps."""


def periods(tables: ValidationTables) -> list[pd.DataFrame]:
    """Return the rows of each statistic of a world that was observed at two moments or more, in order of time."""
    table = tables.observations[tables.observations["end"] != ""]
    groups = [rows for _, rows in table.groupby(["world", "statistic"], sort=False)]
    return [rows.sort_values("end", kind="stable") for rows in groups if rows["end"].nunique() > 1]


class Sheet(Speech):
    """A validation in one language."""

    def __init__(self, tables: ValidationTables, language: str) -> None:
        """Look at the tables of a validation."""
        self.tables, self.language = tables, language
        self.report = ValidationReport(tables, language)


def draw(tables: ValidationTables, language: str) -> Figure:
    """Draw a panel for each statistic: observed values with tolerance, medians and intervals of the model."""
    sheet, found = Sheet(tables, language), periods(tables)
    count = math.ceil(len(found) / _COLUMNS)
    page = new_page((WIDTH, count * (_HEAD + _PANEL + _FOOT) + (count - 1) * _GAP[1]), _texts(sheet, found))
    boxes = [box for row in split(page.box, [1] * _COLUMNS, [1] * count, _GAP) for box in row]
    for rows, box in zip(found, boxes, strict=False):
        _panel(page, sheet, rows, box)
    return page.figure


def _panel(page: Page, sheet: Sheet, rows: pd.DataFrame, box: Box) -> None:
    """Draw one statistic, with its meaning above."""
    name = capital(sheet.word(str(rows["label"].iloc[0])))
    lines = "\n".join(wrap(name, box.right - box.left, SMALL))
    page.write(box.left, box.top - _HEAD + 0.1, lines, size=SMALL, va="bottom", color=INK, linespacing=1.15)
    axes = page.axes(box.shrink(left=0.42, bottom=_FOOT, top=_HEAD))
    moments = list(dict.fromkeys(rows["end"]))
    for sample in sheet.tables.samples:
        own = rows[rows["sample"] == sample]
        _marks(axes, sample, [moments.index(each) for each in own["end"]], own)
    once = rows.drop_duplicates("id")
    axes.errorbar(
        [moments.index(each) for each in once["end"]],
        once["observed"],
        yerr=once["tolerance"],
        color=INK,
        fmt="_",
        markersize=9.0,
        elinewidth=0.8,
        capsize=2.0,
        zorder=4,
    )
    axes.set_xlim(-0.5, len(moments) - 0.5)
    axes.xaxis.set_major_locator(FixedLocator(range(len(moments))))
    axes.xaxis.set_major_formatter(FixedFormatter(moments))
    ends = [rows["low"], rows["high"], rows["observed"] - rows["tolerance"], rows["observed"] + rows["tolerance"]]
    axes.set_ylim(*limits([float(each) for column in ends for each in column]))
    number_axis(axes, sheet.language, 4, vertical=True)


def _marks(axes: Axes, sample: str, places: Sequence[int], rows: pd.DataFrame) -> None:
    """Draw medians and intervals of one sample; hollow marks for what was kept apart from the fit."""
    colour, width, beside = _LOOKS[sample]
    for place, row in zip(places, rows.to_dict(orient="records"), strict=True):
        x = place + beside
        if width:
            axes.plot([x, x], [row["low"], row["high"]], color=colour, linewidth=width, solid_capstyle="butt", zorder=2)
        marker = {PRIOR: "_", ENSEMBLE: "o", DEFAULTS: "x"}[sample]
        face = PAPER if row["kept_apart"] else colour
        edge = SOFT if sample == PRIOR else colour
        axes.plot([x], [row["median"]], marker=marker, markersize=4.5, markerfacecolor=face, markeredgecolor=edge)


def followed(tables: ValidationTables, rows: pd.DataFrame) -> bool:
    """Tell whether the change from the first to the last moment is that of the model, within the tolerances."""
    own = rows[(rows["sample"] == tables.foremost) & rows["median"].notna()]
    if len(own) < 2:  # noqa: PLR2004 - a change has two ends
        return False
    missed = (own["median"] - own["observed"]).iloc[[0, -1]]
    tolerance = math.hypot(*own["tolerance"].iloc[[0, -1]])
    return bool(abs(missed.iloc[1] - missed.iloc[0]) <= tolerance)


def _title(sheet: Sheet, found: Sequence[pd.DataFrame]) -> str:
    names = {lowered(sheet.word(str(rows["label"].iloc[0]))): followed(sheet.tables, rows) for rows in found}
    missed = [name for name, follows in names.items() if not follows]
    if not missed:
        return sheet.word("The model follows each change over time that was observed")
    if len(missed) == len(names):
        return sheet.word("The model follows none of the changes over time that were observed")
    return sheet.word("The model follows what was observed over time, but not for: {names}", names="; ".join(missed))


def _texts(sheet: Sheet, found: Sequence[pd.DataFrame]) -> Texts:
    word = sheet.word
    subtitle = word("Black: observed, with tolerance; grey: prior; blue: ensemble; cross: defaults")
    note = word(
        "Lines: 80% of draws and seeds; marks: medians; hollow: kept apart from the fit. In the unit of the model. "
        "Followed: the change from the first to the last moment differs by less than the tolerance of a change "
        "({sample}).",
        sample=sheet.report.sample(sheet.tables.foremost),
    )
    return Texts(_title(sheet, found), subtitle, note, word("run {run}", run=sheet.tables.study_id))
