"""The expectations of the advice as a strip: each claim with its contrast and interval, coloured by verdict."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from experiments.report.ensemble_words import parameters_said
from experiments.report.formatting import places_for, quoted
from experiments.report.layout import Box
from experiments.report.localisation import MOST_PLACES
from experiments.report.page import WIDTH, Page, Texts, new_page, rectangle
from experiments.report.style import BODY, FAINT, GAIN, INK, LOSS, OPEN, PALE, PART, SMALL, SOFT, UNTESTED, text_on
from experiments.report.translation import N_, label
from experiments.studies.comparison.figures.claims import GAP, Judged, Row, Section, sections
from experiments.studies.comparison.figures.view import View
from experiments.studies.comparison.hypotheses import Hypothesis
from experiments.studies.comparison.verdicts import (
    CONTRADICTED,
    IN_PART,
    NO_DIFFERENCE,
    NOT_TESTABLE,
    NOT_TESTED,
    SUPPORTED,
    UNDECIDED,
)

NAME = "6_hypotheses"
CLAIMS = "appendix_6_claims"
MOST_CLAIMS = 12
"""Claims of a page."""
MOST_TITLE = 300
"""Letters of labels in a title; with more, numbers of hypotheses stand for them."""
COLOURS = {
    SUPPORTED: GAIN,
    CONTRADICTED: LOSS,
    IN_PART: PART,
    NO_DIFFERENCE: SOFT,
    UNDECIDED: OPEN,
    NOT_TESTABLE: UNTESTED,
    NOT_TESTED: UNTESTED,
}
BRIEF = {
    **{verdict: verdict for verdict in COLOURS},
    IN_PART: N_("in part"),
    NO_DIFFERENCE: N_("no difference"),
    NOT_TESTABLE: N_("not testable"),
}
"""Verdicts in the room of a figure."""
_COLUMN_GAP, _VERDICT = 0.14, 1.1
"""Room between columns, and width of a verdict, inches."""
_LABELS, _NUMBERS = 2.2, 1.3
"""Room of claims, and of the numbers beside a strip, inches."""
_ROOM = 1.08
"""Half of a strip relative to the largest value in it."""
_HEAD = 0.28
_ID = 0.4
"""Room for the number of a hypothesis, inches."""


def draw(view: View, hypotheses: Sequence[Hypothesis]) -> Figure:
    """Draw a line a hypothesis with its verdict by course."""
    left = WIDTH - len(view.courses) * (_VERDICT + _COLUMN_GAP) + _COLUMN_GAP
    parts = sections(view, hypotheses, left - _ID - 0.15)
    page = new_page((WIDTH, _HEAD + sum(part.band for part in parts)), _texts(view, parts))
    columns = [page.box.left + left + place * (_VERDICT + _COLUMN_GAP) for place in range(len(view.courses))]
    y = _draw_head(page, view, columns)
    for part in parts:
        _draw_band(page, view, part, y, columns, _VERDICT)
        y -= part.band
    return page.figure


def pages(hypotheses: Sequence[Hypothesis]) -> list[tuple[str, ...]]:
    """Return the ids of the hypotheses whose claims fit a page together."""
    found: list[list[Hypothesis]] = []
    for each in hypotheses:
        if not found or sum(len(other.claims) for other in (*found[-1], each)) > MOST_CLAIMS:
            found.append([])
        found[-1].append(each)
    return [tuple(each.id for each in page) for page in found]


def draw_claims(view: View, hypotheses: Sequence[Hypothesis], ids: Collection[str]) -> Figure:
    """Draw one band a hypothesis of a page with its verdict by course, and below it one row a claim."""
    parts = [each for each in sections(view, hypotheses, _LABELS - _ID - 0.1) if each.hypothesis.id in ids]
    page = new_page((WIDTH, _HEAD + sum(part.height for part in parts)), _claim_texts(view, parts))
    panel = (WIDTH - _LABELS - _COLUMN_GAP * (len(view.courses) - 1)) / len(view.courses)
    columns = [page.box.left + _LABELS + place * (panel + _COLUMN_GAP) for place in range(len(view.courses))]
    sheet, y = page.sheet(), _draw_head(page, view, columns)
    for part in parts:
        _draw_band(page, view, part, y, columns, panel)
        y -= part.band
        for row in part.shown:
            _draw_row((page, sheet), view, row, y, (columns, panel - _NUMBERS))
            y -= row.height
        y -= GAP
    return page.figure


def _draw_head(page: Page, view: View, columns: Sequence[float]) -> float:
    """Write the courses above their columns; return where rows begin."""
    for left, course in zip(columns, view.courses.values(), strict=True):
        page.write(left, page.box.top - 0.02, course, size=BODY, weight="bold", va="top", color=INK)
    return page.box.top - _HEAD


def _draw_band(page: Page, view: View, part: Section, top: float, columns: Sequence[float], width: float) -> None:
    bottom = top - part.band + 0.03
    rectangle(page, Box(page.box.left, bottom, page.box.right, top - 0.01), PALE)
    middle = (bottom + top - 0.01) / 2
    bold: dict[str, Any] = {"size": BODY, "weight": "bold", "va": "center"}
    page.write(page.box.left + 0.06, middle, part.hypothesis.id, color=INK, **bold)
    page.write(page.box.left + _ID, middle, "\n".join(part.lines), color=INK, linespacing=1.15, **bold)
    for left, course in zip(columns, view.courses, strict=True):
        verdict = part.verdict(course)
        if verdict is not None:
            rectangle(page, Box(left, bottom, left + width, top - 0.01), COLOURS[verdict])
            ink, said = text_on(COLOURS[verdict]), view.word(BRIEF[verdict])
            page.write(left + width / 2, middle, said, color=ink, ha="center", **bold)


def _draw_row(
    sheets: tuple[Page, Axes], view: View, row: Row, top: float, places: tuple[Sequence[float], float]
) -> None:
    """Draw a claim; `sheets` are the page and its axes in inches, `places` the columns and the width of a strip."""
    (page, sheet), (columns, width) = sheets, places
    middle = top - row.height / 2
    text = "\n".join(row.lines)
    page.write(page.box.left + _ID, middle, text, size=SMALL, va="center", color=INK, linespacing=1.15)
    reach = _reach(row)
    for left, course in zip(columns, view.courses, strict=True):
        if course in row.judged:
            strip = Box(left, top - row.height + 0.015, left + width, top - 0.015)
            _draw_strip(sheet, strip, row.claim.relation, row.judged[course], reach)
            numbers = _numbers(view, row.judged[course])
            page.write(left + width + 0.06, middle, numbers, size=SMALL, va="center", color=INK)


def _reach(row: Row) -> float:
    """Return the largest distance from 0 under any course, so that the courses compare."""
    every = ((each.estimate, each.low, each.high, each.size) for each in row.judged.values())
    return max((abs(number) for numbers in every for number in numbers if math.isfinite(number)), default=0.0) or 1.0


def _draw_strip(axes: Axes, box: Box, relation: str, judged: Judged, reach: float) -> None:
    """Draw one interval in a box of the sheet; `reach` is the value at either edge, but for some room."""
    half, middle = (box.right - box.left) / 2, (box.left + box.right) / 2
    scale = (1 if relation == "greater" else -1) * half / _ROOM / reach
    estimate, low, high = (middle + scale * number for number in (judged.estimate, judged.low, judged.high))
    y = (box.bottom + box.top) / 2
    size = abs(scale) * judged.size
    style: dict[str, Any] = {"facecolor": FAINT, "alpha": 0.4, "linewidth": 0}
    axes.add_patch(Rectangle((middle + size, box.bottom), half - size, box.top - box.bottom, **style))
    axes.plot([middle, middle], [box.bottom, box.top], color=SOFT, linewidth=0.8)
    axes.plot([middle - size] * 2, [box.bottom, box.top], color=FAINT, linewidth=0.8, linestyle=":")
    if not math.isfinite(estimate):
        return
    colour = COLOURS[judged.verdict]
    if math.isfinite(low):
        axes.plot([low, high], [y, y], color=colour, linewidth=3.0, solid_capstyle="butt")
    axes.plot([estimate], [y], marker="o", markersize=4.5, color=colour, markeredgecolor=INK, markeredgewidth=0.6)


def _numbers(view: View, judged: Judged) -> str:
    values = (judged.estimate, judged.low, judged.high)
    if not math.isfinite(judged.estimate):
        return view.word(BRIEF[judged.verdict])
    places = places_for(values)
    hidden = places < MOST_PLACES and any(number and not round(number, places) for number in values)
    return view.numbers(values, places + hidden)


def _title(view: View, parts: Sequence[Section], text: str, **gaps: str) -> str:
    """Return which expectations are supported, and which contradicted, under every course that they are about."""
    found: dict[str, list[Section]] = {SUPPORTED: [], CONTRADICTED: []}
    for part in parts:
        verdicts = {part.verdict(course) for course in view.courses} - {None}
        if len(verdicts) == 1:
            found.get(str(verdicts.pop()), []).append(part)
    labels = [label(part.hypothesis, view.language) for each in found.values() for part in each]
    long = sum(map(len, labels)) > MOST_TITLE

    def named(verdict: str) -> str:
        names = (
            part.hypothesis.id if long else quoted(label(part.hypothesis, view.language)) for part in found[verdict]
        )
        return ", ".join(names) or view.word("none")

    return view.word(text, supported=named(SUPPORTED), contradicted=named(CONTRADICTED), **gaps)


def _texts(view: View, parts: Sequence[Section]) -> Texts:
    return view.texts(
        _title(view, parts, N_("Expectations of the advice – supported: {supported}; contradicted: {contradicted}")),
        view.word(
            "Verdict on each hypothesis by course of European politics; the title names those with the same verdict "
            "under every course; claims are in the appendix"
        ),
        view.word(
            "A hypothesis is supported when all of its claims are, contradicted when one is, by 90% intervals over "
            "{seeds} seeds and beyond the least relevant size. No difference: within that size. Not testable: decided "
            "by a parameter that does nothing at its default. {parameters}",
            seeds=view.seeds,
            parameters=parameters_said(view.tables.manifest, view.language),
        ),
    )


def _claim_texts(view: View, parts: Sequence[Section]) -> Texts:
    return view.texts(
        _title(
            view,
            parts,
            N_("Claims of {first} to {last} – supported: {supported}; contradicted: {contradicted}"),
            first=parts[0].hypothesis.id,
            last=parts[-1].hypothesis.id,
        ),
        view.word(
            "Each claim as a contrast of mixes, each on its own scale; the claim holds when the interval "
            "lies wholly in the shaded part, beyond the least relevant size"
        ),
        view.word(
            "Contrast less its threshold, with 90% interval over {seeds} seeds, turned so that right is "
            "what the claim says; dotted: the least relevant size on the other side; at the right: "
            "contrast less its threshold [interval], not turned. {parameters} A "
            "hypothesis is supported when all of its claims are; contradicted when one is, with Holm's "
            "correction for their number. No difference: within the least relevant size. Not testable: "
            "decided by a parameter that does nothing at its default.",
            seeds=view.seeds,
            parameters=parameters_said(view.tables.manifest, view.language),
        ),
    )
