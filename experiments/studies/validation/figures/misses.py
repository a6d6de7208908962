"""One row an observation: how far the model is from what was observed, in tolerances, under each sample."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.intervals import number_axis
from experiments.report.layout import Box, text_width, wrap
from experiments.report.localisation import Speech
from experiments.report.page import WIDTH, Page, Texts, new_page, rectangle
from experiments.report.style import BODY, FAINT, GAIN, INK, LOSS, OPEN, PALE, PAPER, SMALL, SOFT, only_bottom
from experiments.report.translation import N_
from experiments.studies.validation.options import DEFAULTS, ENSEMBLE, PRIOR
from experiments.studies.validation.report import ValidationReport
from experiments.studies.validation.tables import ValidationTables
from experiments.studies.validation.verdicts import KEPT

NAME = "1_observations"
_ROW, _AXIS, _KEY = 0.175, 0.4, 0.22
_NUMBERS, _LABEL = 0.98, 2.95
_BELOW = 0.05
"""How far the mark of the defaults stands below the others, inches."""
FARTHEST = 6.0
"""Distances beyond so many tolerances are drawn at the edge, with an arrow."""
_LOOKS = {PRIOR: (OPEN, 4.5), ENSEMBLE: (GAIN, 1.8), DEFAULTS: (INK, 0.0)}
"""Colour of a sample, and the width of its interval; that of the defaults holds luck alone and is not drawn."""
Row = Mapping[Any, Any]


@dataclass(frozen=True, eq=False)
class Line:
    """A line of the figure: an observation with its row under each sample, or the heading of a part."""

    text: str
    rows: Mapping[str, Row]


@dataclass(frozen=True, eq=False)
class Sheet(Speech):
    """A validation in one language, with the lines that are drawn."""

    report: ValidationReport
    lines: list[Line]
    language: str


def lines(report: ValidationReport) -> Iterator[Line]:
    """Yield the observations that were fitted and those that were kept apart, each part under a heading."""
    table = report.tables.observations
    for heading, kept in ((N_("Fitted"), 0), (N_("Kept apart from the fit"), 1)):
        own = table[table["kept_apart"] == kept]
        if len(own):
            yield Line(report.say(heading), {})
        for key, rows in own.groupby("id", sort=False):
            found = {row["sample"]: row for row in rows.to_dict(orient="records")}
            meaning = report.say(str(rows["label"].iloc[0]))
            yield Line(f"{key} {meaning}", found)


def draw(tables: ValidationTables, language: str) -> Figure:
    """Draw a row an observation on a common axis: model less observed, in tolerances."""
    report = ValidationReport(tables, language)
    sheet = Sheet(report, list(lines(report)), language)
    height = len(sheet.lines) * _ROW
    page = new_page((WIDTH, _KEY + height + _AXIS), _texts(sheet))
    top = page.box.top - _KEY
    for place, line in enumerate(sheet.lines):
        y = top - (place + 0.5) * _ROW
        if not line.rows:
            page.write(page.box.left, y, line.text, size=BODY, weight="bold", va="center", color=INK)
            continue
        if place % 2:
            rectangle(page, Box(page.box.left, y - _ROW / 2, page.box.right, y + _ROW / 2), PALE)
        page.write(page.box.left, y, _fitting(line.text), size=SMALL, va="center", color=INK)
        row = line.rows.get(tables.foremost, next(iter(line.rows.values())))
        colour = INK if row["inside"] else LOSS
        page.write(page.box.right, y, report.observed(row), size=SMALL, ha="right", va="center", color=colour)
    page.write(page.box.right, page.box.top, sheet.word("observed"), size=SMALL, ha="right", va="top", color=SOFT)
    axes = page.axes(Box(page.box.left + _LABEL, top - height, page.box.right - _NUMBERS, top))
    _draw_rows(axes, sheet, height)
    _draw_keys(page, sheet)
    return page.figure


def _fitting(text: str) -> str:
    """Return as many whole words as fit the column of labels."""
    first = wrap(text, _LABEL - 0.15, SMALL)
    return first[0] if len(first) == 1 else f"{wrap(text, _LABEL - 0.3, SMALL)[0]}…"


def _draw_rows(axes: Axes, sheet: Sheet, height: float) -> None:
    """Draw intervals and medians of all lines, those that lie too far away at the edge."""
    axes.patch.set_alpha(0.0)
    only_bottom(axes)
    axes.set_ylim(-height, 0.0)
    edge = FARTHEST + 0.5
    axes.set_xlim(-edge, edge)
    axes.axvspan(-1.0, 1.0, facecolor=FAINT, alpha=0.6, linewidth=0, zorder=0)
    axes.axvline(0.0, color=SOFT, linewidth=0.7, zorder=1)
    for place, line in enumerate(sheet.lines):
        for sample, row in line.rows.items():
            _draw_one(axes, sample, row, -(place + 0.5) * _ROW)
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
    every, kept = tables.counts(sample), tables.counts(sample, KEPT)
    title = word(
        "{inside} of {targets} targets are inside tolerance ({sample}); of {count} observations kept apart, the 80% "
        "interval holds {holds}",
        inside=int(every["targets_inside"]),
        targets=int(every["targets"]),
        sample=sheet.report.sample(sample),
        count=int(kept["observations"]),
        holds=int(kept["holds"]),
    )
    subtitle = word("The model beside {count} observations up to the end of 2021", count=int(every["observations"]))
    note = word(
        "Lines: 80% of draws and seeds; marks: medians; grey: within the tolerance. Hollow marks: kept apart from the "
        "fit. Triangles: beyond {far} tolerances. Red: the median is outside ({sample}).",
        far=sheet.number(FARTHEST, 0),
        sample=sheet.report.sample(sample),
    )
    return Texts(title, subtitle, note, word("run {run}", run=tables.study_id))
