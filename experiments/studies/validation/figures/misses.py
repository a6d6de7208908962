"""One row an observation: how far the model is from what was observed, in tolerances, under each sample."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.intervals import number_axis
from experiments.report.layout import LEADING, Box, line_height, text_width, wrap
from experiments.report.localisation import Speech
from experiments.report.page import WIDTH, Page, Texts, new_page, rectangle
from experiments.report.style import BODY, FAINT, GAIN, INK, LOSS, OPEN, PALE, PAPER, SMALL, SOFT, only_bottom
from experiments.report.translation import N_
from experiments.studies.validation.figures.kinds import counts_text, observation_words, title
from experiments.studies.validation.options import DEFAULTS, ENSEMBLE, PRIOR
from experiments.studies.validation.report import ValidationReport
from experiments.studies.validation.tables import ValidationTables

NAME = "appendix_1_observations"
_LINE, _ROOM, _AXIS, _KEY = 1.15 / LEADING * line_height(SMALL), 0.05, 0.4, 0.22
_NUMBERS, _LABEL = 0.92, 3.36
_BELOW = 0.05
"""How far the mark of the defaults stands below the others, inches."""
FARTHEST = 6.0
"""Distances beyond so many tolerances are drawn at the edge, with an arrow."""
_LOOKS = {PRIOR: (OPEN, 4.5), ENSEMBLE: (GAIN, 1.8), DEFAULTS: (INK, 0.0)}
"""Colour of a sample, and the width of its interval; that of the defaults holds luck alone and is not drawn."""
Row = Mapping[Any, Any]


@dataclass(frozen=True, eq=False)
class Line:
    """A row of the figure: an observation with its numbers under each sample, or the heading of a part."""

    lines: tuple[str, ...]
    rows: Mapping[str, Row]

    @property
    def height(self) -> float:
        """Height of the row in inches."""
        return len(self.lines) * _LINE + _ROOM


@dataclass(frozen=True, eq=False)
class Sheet(Speech):
    """A validation in one language, with the lines that are drawn."""

    report: ValidationReport
    lines: list[Line]
    language: str

    @property
    def height(self) -> float:
        """Height of all rows in inches."""
        return sum(line.height for line in self.lines)

    @property
    def middles(self) -> list[float]:
        """How far the middle of each row is below the top, inches."""
        ends = accumulate(line.height for line in self.lines)
        return [end - line.height / 2 for end, line in zip(ends, self.lines, strict=True)]


def lines(report: ValidationReport) -> Iterator[Line]:
    """Yield the observations that were fitted and those that were kept apart, each part under a heading."""
    table = report.tables.observations
    for heading, kept in ((N_("Fitted"), 0), (N_("Kept apart from the fit"), 1)):
        own = table[table["kept_apart"] == kept]
        if len(own):
            yield Line((report.say(heading),), {})
        for _, rows in own.groupby("id", sort=False):
            found = {row["sample"]: row for row in rows.to_dict(orient="records")}
            yield Line(
                tuple(wrap(observation_words(report, rows.iloc[0], with_scale=True), _LABEL - 0.12, SMALL)), found
            )


def draw(tables: ValidationTables, language: str) -> Figure:
    """Draw a row an observation on a common axis: model less observed, in tolerances."""
    report = ValidationReport(tables, language)
    sheet = Sheet(report, list(lines(report)), language)
    height = sheet.height
    page = new_page((WIDTH, _KEY + height + _AXIS), _texts(sheet))
    top = page.box.top - _KEY
    for place, (line, middle) in enumerate(zip(sheet.lines, sheet.middles, strict=True)):
        y, text = top - middle, "\n".join(line.lines)
        if not line.rows:
            page.write(page.box.left, y, text, size=BODY, weight="bold", va="center", color=INK)
            continue
        if place % 2:
            rectangle(page, Box(page.box.left, y - line.height / 2, page.box.right, y + line.height / 2), PALE)
        page.write(page.box.left + 0.03, y, text, size=SMALL, va="center", color=INK, linespacing=1.15)
        row = line.rows.get(tables.foremost, next(iter(line.rows.values())))
        colour = INK if row["inside"] else LOSS
        page.write(page.box.right, y, report.observed(row), size=SMALL, ha="right", va="center", color=colour)
    page.write(page.box.right, page.box.top, sheet.word("observed"), size=SMALL, ha="right", va="top", color=SOFT)
    axes = page.axes(Box(page.box.left + _LABEL, top - height, page.box.right - _NUMBERS, top))
    _draw_rows(axes, sheet, height)
    _draw_keys(page, sheet)
    return page.figure


def _draw_rows(axes: Axes, sheet: Sheet, height: float) -> None:
    """Draw intervals and medians of all lines, those that lie too far away at the edge."""
    axes.patch.set_alpha(0.0)
    only_bottom(axes)
    axes.set_ylim(-height, 0.0)
    edge = FARTHEST + 0.5
    axes.set_xlim(-edge, edge)
    axes.axvspan(-1.0, 1.0, facecolor=FAINT, alpha=0.6, linewidth=0, zorder=0)
    axes.axvline(0.0, color=SOFT, linewidth=0.7, zorder=1)
    for line, middle in zip(sheet.lines, sheet.middles, strict=True):
        for sample, row in line.rows.items():
            _draw_one(axes, sample, row, -middle)
    number_axis(axes, sheet.language, 7, signed=True)
    axes.set_xlabel(sheet.word("model less observed, in tolerances"), size=SMALL, labelpad=2)


def _draw_one(axes: Axes, sample: str, row: Row, y: float) -> None:
    """Draw the interval and the median of one observation under one sample."""
    if not math.isfinite(row["median"]):
        return
    colour, width = _LOOKS[sample]
    low, middle, high = (_distance(row, each) for each in ("low", "median", "high"))
    if width:
        axes.plot(
            [low, high], [y, y], color=colour, linewidth=width, solid_capstyle="butt", zorder=2 + (sample != PRIOR)
        )
    far = abs(row["distance"]) > FARTHEST
    marker = ("<" if middle < 0 else ">") if far else {PRIOR: "|", ENSEMBLE: "o", DEFAULTS: "x"}[sample]
    axes.plot(
        [middle],
        [y - _BELOW * (sample == DEFAULTS)],
        marker=marker,
        markersize=4.5,
        markerfacecolor=PAPER if row["kept_apart"] else colour,
        markeredgecolor=colour if sample != PRIOR else SOFT,
        markeredgewidth=1.1,
        linestyle="none",
        zorder=5,
    )


def _distance(row: Row, name: str) -> float:
    """Return a number of the model less what was observed, in tolerances, at most `FARTHEST` on either side."""
    away = (row[name] - row["observed"]) / row["tolerance"]
    return float(max(-FARTHEST, min(FARTHEST, away)))


def _draw_keys(page: Page, sheet: Sheet) -> None:
    """Draw what marks mean, above the rows."""
    axes = page.sheet()
    x, y = page.box.left, page.box.top - 0.07
    for sample in sheet.report.tables.samples:
        colour, width = _LOOKS[sample]
        marker = {PRIOR: "|", ENSEMBLE: "o", DEFAULTS: "x"}[sample]
        if width:
            axes.plot([x, x + 0.3], [y, y], color=colour, linewidth=width, solid_capstyle="butt")
        edge = colour if sample != PRIOR else SOFT
        axes.plot([x + 0.15], [y], marker=marker, markersize=5.0, color=colour, markeredgecolor=edge, linestyle="none")
        text = sheet.report.sample(sample)
        page.write(x + 0.38, y, text, size=SMALL, va="center_baseline", color=INK)
        x += 0.38 + text_width(text, SMALL) + 0.25


def _texts(sheet: Sheet) -> Texts:
    tables, word = sheet.report.tables, sheet.word
    sample = tables.foremost
    note = word(
        "Lines: 80% of draws and seeds; marks: medians; grey: within the tolerance. Hollow marks: kept apart from the "
        "fit. Triangles: beyond {far} tolerances. Red: the median is outside ({sample}).",
        far=sheet.number(FARTHEST, 0),
        sample=sheet.report.sample(sample),
    )
    subtitle = f"{counts_text(sheet.report)}. {word('Each observation, and the model beside it')}"
    return Texts(title(sheet.report), subtitle, note, word("run {run}", run=tables.study_id))
