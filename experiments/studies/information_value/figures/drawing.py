"""What knowing each mechanism and each parameter is worth, by outcome, beside one that does nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.drawing import Drawings
from experiments.report.formatting import capital, factor, lowered, percent
from experiments.report.intervals import number_axis
from experiments.report.layout import Box, line_height, text_width, wrap
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.page import WIDTH, Page, Texts, new_page
from experiments.report.parameter_words import group_words, parameter_words
from experiments.report.style import BODY, FAINT, GAIN, INK, OPEN, SMALL, SOFT, only_bottom
from experiments.report.translation import N_
from experiments.studies.common.stored import Stored
from experiments.studies.information_value.design import RATE
from experiments.studies.information_value.quantities import MECHANISM, PARAMETER
from experiments.studies.information_value.report import InformationReport
from experiments.studies.information_value.tables import Finding, InformationTables

FIGURES = {MECHANISM: "1_mechanisms", PARAMETER: "2_parameters"}
MOST_ROWS = 3
"""So many quantities are drawn for each outcome; all are in the table."""
_ROW, _HEAD, _AXIS, _GAP = 0.17, 0.22, 0.24, 0.14
_LABEL = 2.75
"""Room of the names of quantities, inches."""
_BAR = 0.62
MOST_PANELS = 6
TITLES = {
    MECHANISM: N_("Knowing {name} would help most to choose on {outcome}, {year}"),
    PARAMETER: N_("Measuring one parameter would help most to choose on {outcome}, {year}: {name}"),
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
    heights = [_HEAD + len(table) * _step(table, kind, view.language) + _AXIS for table in tables]
    page = new_page((WIDTH, sum(heights) + _GAP * len(heights)), _texts(view, kind, every, len(found)))
    top = page.box.top - _GAP / 2
    for each, table, height in zip(found, tables, heights, strict=True):
        _panel(page, view, (each, table), top, kind)
        top -= height + _GAP
    return page.figure


def _rows(found: Finding, kind: str) -> pd.DataFrame:
    """Return the quantities that are drawn: those that are worth most, if they are worth anything."""
    own = found.quantities[kind]
    return own[own["value"] > 0].head(MOST_ROWS)


def _texts(view: InformationReport, kind: str, found: Sequence[Finding], panels: int) -> Texts:
    row = found[0].perfect
    note = view.word(
        "Lines: 90% intervals. Grey band: what 95% of quantities that do nothing stay below. Blue: stands out from "
        "them (at most {rate}% of such marks are chance). {draws} draws; chance is averaged out over up to {seeds} "
        "seeds. Not drawn: {others} other outcomes.",
        rate=percent(RATE),
        draws=round(float(row["draws"])),
        seeds=int(row["seeds"]),
        others=len(found) - panels,
    )
    return view.texts(
        _title(view, kind, found),
        view.word(
            "What that knowledge adds to the expected outcome, because another mix is taken where it shows that mix to "
            "be better, under: {course}. In brackets: the mix to take as things stand, and what knowing all is worth.",
            course=view.courses[str(row["course"])],
        ),
        note,
    )


def said(name: str, kind: str, language: str) -> list[str]:
    """Return what a quantity is called, in lines that fit beside the bars."""
    text = parameter_words(name, language) if kind == PARAMETER else capital(group_words(name, language))
    return wrap(text, _LABEL - 0.12, SMALL)


def _step(table: pd.DataFrame, kind: str, language: str) -> float:
    """Return the height of a row of a panel: as much as the longest name of a quantity needs, inches."""
    lines = max((len(said(str(name), kind, language)) for name in table["name"]), default=1)
    return _ROW + (lines - 1) * line_height(SMALL)


def _title(view: InformationReport, kind: str, found: Sequence[Finding]) -> str:
    """Return what knowing which quantity helps most, for the first outcome where one stands out from chance."""
    year = found[0].perfect["year"]
    clear = [each for each in found if len(each.clear(kind))]
    if not clear:
        return view.word("Knowing no single thing would help the choice beyond chance, {year}", year=year)
    first = sorted(clear, key=lambda each: each.outcome not in KEY_OUTCOMES)[0]
    name = str(first.clear(kind)["name"].iloc[0])
    words = parameter_words(name, view.language) if kind == PARAMETER else group_words(name, view.language)
    return view.word(TITLES[kind], name=lowered(words), outcome=lowered(view.outcome_label(first.outcome)), year=year)


def _panel(page: Page, view: InformationReport, content: tuple[Finding, pd.DataFrame], top: float, kind: str) -> None:
    """Draw an outcome and its quantities below `top`, inches."""
    found, table = content
    code = view.mixes[str(found.perfect["best"])].code
    label = view.outcome_label(found.outcome).split(":", maxsplit=1)[0]
    head = f"{label}, {view.unit(found.outcome)}"
    page.write(page.box.left, top, head, size=BODY, weight="bold", va="top", color=INK)
    after = page.box.left + text_width(head, BODY, "bold") + 0.15
    page.write(after, top - 0.01, f"({code}; {view.everything(found)})", size=SMALL, va="top", color=SOFT)
    below, left = top - _HEAD, page.box.left + _LABEL
    step = _step(table, kind, view.language)
    for row, name in enumerate(table["name"]):
        y, text = below - (row + 0.5) * step, "\n".join(said(str(name), kind, view.language))
        style = {"size": SMALL, "ha": "right", "va": "center", "color": INK, "linespacing": 1.1}
        page.write(left - 0.06, y, text, **style)
    axes = page.axes(Box(left, below - len(table) * step, page.box.right - 0.15, below))
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
