"""What knowing each mechanism and each parameter is worth, by outcome, beside one that does nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.drawing import Drawings
from experiments.report.formatting import factor, percent
from experiments.report.intervals import number_axis
from experiments.report.layout import Box, text_width
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.page import MARGIN, Page, Texts, new_page
from experiments.report.style import BODY, FAINT, GAIN, INK, OPEN, SMALL, SOFT, only_bottom
from experiments.report.translation import N_
from experiments.studies.common.stored import Stored
from experiments.studies.information_value.design import RATE
from experiments.studies.information_value.quantities import MECHANISM, PARAMETER
from experiments.studies.information_value.report import InformationReport
from experiments.studies.information_value.tables import Finding, InformationTables

FIGURES = {MECHANISM: "1_mechanisms", PARAMETER: "2_parameters"}
MOST_ROWS = 5
"""So many quantities are drawn for each outcome; all are in the table."""
CENTIMETRE = 1 / 2.54
_WIDTH = 16 * CENTIMETRE - 2 * MARGIN
_ROW, _HEAD, _AXIS, _GAP = 0.2, 0.24, 0.26, 0.16
_BAR = 0.62
MOST_PANELS = 6
TITLES = {
    MECHANISM: N_("Knowing a single mechanism stands out from chance for {count} of {choices} outcomes, {year}"),
    PARAMETER: N_("Knowing a single parameter stands out from chance for {count} of {choices} outcomes, {year}"),
}


def drawings(stored: Stored, language: str) -> Drawings:
    """Return what draws the figures in `en` or `nl`: one of mechanisms and one of parameters, by course and year."""
    study = InformationTables(stored)
    view = InformationReport(stored.subject, stored.study_id, language)
    parts = study.parts
    return {
        name if len(parts) == 1 else f"{name}_{course}_{year}": partial(draw, study, view, kind, (course, year))
        for course, year in parts
        for kind, name in FIGURES.items()
    }


def shown(found: Sequence[Finding], kind: str) -> list[Finding]:
    """Return the outcomes that are drawn: those for which knowing some quantity of a kind seems to change the choice.

    Those for which one stands out come first, then the key outcomes, then the others, as far as there is room.
    """
    changed = [each for each in found if each.first(kind)["value"] > 0]
    order = sorted(changed, key=lambda each: (not len(each.clear(kind)), each.outcome not in KEY_OUTCOMES))
    chosen = order[:MOST_PANELS]
    return [each for each in changed if each in chosen]


def draw(study: InformationTables, view: InformationReport, kind: str, part: tuple[str, int]) -> Figure:
    """Draw a panel an outcome with a bar a quantity, its interval, and the floor of quantities that do nothing."""
    every = study.of(*part)
    found = shown(every, kind)
    tables = [_rows(each, kind) for each in found]
    left = max((text_width(str(name), SMALL) for table in tables for name in table["name"]), default=0.0) + 0.12
    heights = [_HEAD + len(table) * _ROW + _AXIS for table in tables]
    page = new_page((_WIDTH, sum(heights) + _GAP * len(heights)), _texts(view, kind, every, len(found)))
    top = page.box.top - _GAP / 2
    for each, table, height in zip(found, tables, heights, strict=True):
        _panel(page, view, (each, table), (left, top))
        top -= height + _GAP
    return page.figure


def _rows(found: Finding, kind: str) -> pd.DataFrame:
    """Return the quantities that are drawn: those that are worth most, if they are worth anything."""
    own = found.quantities[kind]
    return own[own["value"] > 0].head(MOST_ROWS)


def _texts(view: InformationReport, kind: str, found: Sequence[Finding], panels: int) -> Texts:
    row = found[0].perfect
    clear = sum(len(each.clear(kind)) > 0 for each in found)
    note = view.word(
        "Lines: 90% intervals. Grey band: what 95% of quantities that do nothing stay below. Blue: stands out from "
        "them (at most {rate}% of such marks are chance). {draws} draws; luck is averaged over up to {seeds} seeds. "
        "Not drawn: {others} other outcomes.",
        rate=percent(RATE),
        draws=round(float(row["draws"])),
        seeds=int(row["seeds"]),
        others=len(found) - panels,
    )
    return view.texts(
        view.word(TITLES[kind], year=row["year"], count=clear, choices=len(found)),
        view.word(
            "What that knowledge adds to the expected outcome, because another mix is taken where it shows that mix to "
            "be better, under: {course}. In brackets: the mix to take as things stand, and what knowing all is worth.",
            course=view.courses[str(row["course"])],
        ),
        note,
    )


def _panel(
    page: Page, view: InformationReport, content: tuple[Finding, pd.DataFrame], corner: tuple[float, float]
) -> None:
    """Draw an outcome and its quantities; `corner` is where bars begin and the top of the panel, inches."""
    (found, table), (left, top) = content, corner
    code = view.mixes[str(found.perfect["best"])].code
    head = f"{view.outcome_label(found.outcome)}, {view.unit(found.outcome)}"
    page.write(page.box.left, top, head, size=BODY, weight="bold", va="top", color=INK)
    after = page.box.left + text_width(head, BODY, "bold") + 0.2
    page.write(after, top - 0.01, f"({code}; {view.everything(found)})", size=SMALL, va="top", color=SOFT)
    below = top - _HEAD
    for row, name in enumerate(table["name"]):
        middle = below - (row + 0.5) * _ROW
        page.write(page.box.left + left - 0.06, middle, str(name), size=SMALL, ha="right", va="center", color=INK)
    axes = page.axes(Box(page.box.left + left, below - len(table) * _ROW, page.box.right - 0.1, below))
    _bars(axes, view, found, table)


def _bars(axes: Axes, view: InformationReport, found: Finding, table: pd.DataFrame) -> None:
    scale = factor(found.outcome)
    numbers = scale * table[["value", "value_lo", "value_hi", "floor"]]
    axes.set_ylim(len(table) - 0.5, -0.5)
    for row, (own, clear) in enumerate(zip(numbers.to_dict("records"), table["clear"], strict=True)):
        axes.barh(row, own["floor"], height=1.0, color=FAINT, linewidth=0, zorder=1)
        axes.barh(row, own["value"], height=_BAR, color=GAIN if clear else OPEN, linewidth=0, zorder=2)
        axes.plot([own["value_lo"], own["value_hi"]], [row, row], color=INK, linewidth=0.9, zorder=3)
    only_bottom(axes)
    axes.set_xlim(0.0, 1.02 * float(numbers.to_numpy().max()))
    axes.axvline(0.0, color=SOFT, linewidth=0.7)
    number_axis(axes, view.language, 5)
