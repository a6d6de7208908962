"""Where a mix loses: one panel a region of parameters, one bar a parameter within its plausible range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from experiments.report.drawing import Drawings
from experiments.report.formatting import capital, lowered, number_text
from experiments.report.layout import line_height, text_width, wrap
from experiments.report.localisation import Speech
from experiments.report.page import WIDTH, Page, Texts, chip_style, chip_width, new_page
from experiments.report.parameter_words import parameter_words
from experiments.report.style import BODY, FAINT, INK, LOSS, OPEN, SMALL, SOFT, MixStyle
from experiments.report.translation import N_, label, translate, unit_in
from experiments.studies.common.analysis_view import mix_styles
from experiments.studies.common.stored import StudyFolder
from experiments.studies.discovery.boxes import Restriction
from experiments.studies.discovery.cases import Contest
from experiments.studies.discovery.options import BEST
from experiments.studies.discovery.tables import DiscoveryTables, Finding, Region
from experiments.studies.discovery.words import LIMITS, percent, value_text

NAME = "1_boxes"
MOST_PANELS = 6
"""So many regions are drawn, those farthest beyond chance; all are in the table."""
_GAP, _BETWEEN = 0.3, 0.25
_WIDTH = (WIDTH - _GAP) / 2
MOST_NAMED = 2
"""So many limits stand in the title."""
_LABEL, _BAR, _STEP = 1.1, 0.11, 0.16
_AFTER_SHARES, _NUMBERS, _RAISE = 0.08, 0.17, 0.02


class Panel(NamedTuple):
    """One region of one contest."""

    found: Finding
    box: Region

    @property
    def contest(self) -> Contest:
        """The contest."""
        return self.found.contest


class DiscoveryView(Speech):
    """A discovery as its figure looks at it."""

    def __init__(self, study: DiscoveryTables, language: str) -> None:
        self.study, self.scope, self.language = study, study.scope, language
        self.mixes = mix_styles(study.scope.mixes, language)

    @property
    def panels(self) -> list[Panel]:
        """Every region that chance does not explain, the farthest beyond chance first."""
        every = [Panel(found, box) for found in self.study.findings for box in found.regions]
        return sorted(every, key=lambda panel: -panel.box.excess)

    def percent(self, share: float) -> str:
        """Return a share as a percentage."""
        return percent(share, self.language)


def drawings(finished: StudyFolder, language: str) -> Drawings:
    """Return what draws the figure; nothing when no region beats shuffled data, since there is nothing to show."""
    view = DiscoveryView(DiscoveryTables(finished), language)
    return {NAME: partial(draw, view)} if view.panels else {}


def draw(view: DiscoveryView) -> Figure:
    """Draw the panels in two columns, or in one when there is one."""
    shown = view.panels[:MOST_PANELS]
    columns = _columns(view, shown)
    height = max(sum(_height(view, panel) + _BETWEEN for panel in column) for column in columns) - _BETWEEN
    page = new_page((WIDTH, height + 0.15), _texts(view, len(shown)), _legend(view, shown))
    sheet = page.sheet()
    for place, column in enumerate(columns):
        left, top = page.box.left + place * (_WIDTH + _GAP), page.box.top - 0.1
        for panel in column:
            _draw_panel(page, sheet, view, panel, (left, top))
            top -= _height(view, panel) + _BETWEEN
    return page.figure


def _columns(view: DiscoveryView, panels: Sequence[Panel]) -> list[list[Panel]]:
    """Return the panels in columns, each put where there is most room."""
    columns: list[list[Panel]] = [[] for _ in range(min(2, len(panels)))]
    filled = [0.0] * len(columns)
    for panel in panels:
        place = filled.index(min(filled))
        columns[place].append(panel)
        filled[place] += _height(view, panel) + _BETWEEN
    return columns


def _legend(view: DiscoveryView, panels: Sequence[Panel]) -> list[MixStyle]:
    named = {name for panel in panels for name in (panel.contest.focus, panel.contest.against)}
    return [style for name, style in view.mixes.items() if name in named]


def _texts(view: DiscoveryView, shown: int) -> Texts:
    study = view.study
    against = study.findings[0].contest.against
    rival = view.word("the best other mix")
    if against != BEST:
        rival = view.word("mix {mix}", mix=view.mixes[against].code)
    note = view.word(
        "Of {draws} draws ({course}). Unseen: lost among draws left out when the region was found. Of "
        "{searched} contests with enough lost and enough other draws, {found} have such a region; each region beats "
        "shuffled data (p ≤ {level}). How sure each limit is: see the table.",
        found=sum(bool(each.regions) for each in study.findings),
        draws=view.scope.draws,
        course="; ".join(label(each, view.language) for each in view.scope.courses),
        searched=study.searched,
        level=number_text(study.level, 4, view.language),
    )
    left = len(view.panels) - shown
    return Texts(
        _title(view),
        view.word(
            "Losing: worse than {against}. Grey: plausible range of a parameter; rust: the part in which "
            "the mix loses more often, all parts of a panel together",
            against=rival,
        ),
        note + (view.word(" {count} more regions are in the table.", count=left) if left else ""),
        view.word("run {run}", run=study.stored.study_id),
    )


def _title(view: DiscoveryView) -> str:
    """Return where the region that is farthest beyond chance lies, and how much more often the mix loses there."""
    panel = view.panels[0]
    limits_said = [
        translate(
            LIMITS[own.limited],
            view.language,
            name=lowered(parameter_words(own.factor.name, view.language)),
            low=value_text(own.low, own.factor, view.language),
            high=value_text(own.high, own.factor, view.language),
        )
        for own in panel.box.restrictions[:MOST_NAMED]
    ]
    return view.word(
        "Mix {mix} loses on {outcome} in {density} of draws instead of {lost} where {limits}",
        mix=view.mixes[panel.contest.focus].code,
        outcome=lowered(view.outcome_label(panel.contest.outcome)),
        density=view.percent(panel.box.density),
        lost=view.percent(panel.found.lost),
        limits=view.word(" and ").join(limits_said),
    )


def _heading(view: DiscoveryView, panel: Panel) -> list[str]:
    contest = panel.contest
    text = f"{view.outcome_label(contest.outcome)}, {contest.year}"
    if panel.box.number > 1:
        text += view.word(" (region {number})", number=panel.box.number)
    if len(view.scope.courses) > 1:
        named = {each.name: label(each, view.language) for each in view.scope.courses}
        text = f"{text}, {named[contest.course]}"
    return wrap(text, _WIDTH - chip_width(view.mixes[contest.focus].code) - 0.12, BODY, "bold")


def _said(view: DiscoveryView, own: Restriction) -> list[str]:
    """Return what the parameter of a limit means, in lines."""
    return wrap(parameter_words(own.factor.name, view.language), _WIDTH, SMALL, "bold")


def _range(view: DiscoveryView, own: Restriction) -> str:
    """Return unit and plausible range."""
    low, high = (value_text(each, own.factor, view.language) for each in (own.factor.low, own.factor.high))
    unit = "" if own.factor.unit in ("1", "-") else unit_in(view.language, own.factor.unit)
    return view.word("plausible {low} to {high} {unit}", low=low, high=high, unit=unit).strip()


def _height(view: DiscoveryView, panel: Panel) -> float:
    shares = 3 * _STEP + _AFTER_SHARES
    rows = [_row_height(view, own) for own in panel.box.restrictions]
    return len(_heading(view, panel)) * line_height(BODY) + 0.06 + line_height(SMALL) + shares + sum(rows)


def _row_height(view: DiscoveryView, own: Restriction) -> float:
    return (1 + len(_said(view, own))) * line_height(SMALL) + 0.05 + _BAR + _NUMBERS


def _draw_panel(page: Page, sheet: Axes, view: DiscoveryView, panel: Panel, corner: tuple[float, float]) -> None:
    left, top = corner
    style = view.mixes[panel.contest.focus]
    heading, pad = _heading(view, panel), chip_width(style.code)
    middle = top - line_height(BODY) / 2 + _RAISE
    page.write(left + pad / 2, middle, style.code, ha="center", va="center_baseline", **chip_style(style))
    for line in heading:
        page.write(left + pad + 0.1, top, line, size=BODY, weight="bold", va="top", color=INK)
        top -= line_height(BODY)
    top -= 0.06
    box = panel.box
    measures = view.word(
        "holds {mass} of all draws, {coverage} of those lost",
        mass=view.percent(box.mass),
        coverage=view.percent(box.coverage),
    )
    page.write(left, top, capital(measures), size=SMALL, va="top", color=SOFT)
    top -= line_height(SMALL)
    shares = {
        N_("lost, all draws"): (panel.found.lost, OPEN),
        N_("lost, in the region"): (box.density, LOSS),
        N_("lost, unseen draws"): (box.density_unseen, LOSS),
    }
    for text, (share, colour) in shares.items():
        _draw_share(page, sheet, view, (left, top - _STEP / 2), (view.word(text), share, colour))
        top -= _STEP
    top -= _AFTER_SHARES
    for own in box.restrictions:
        _draw_restriction(page, sheet, view, own, (left, top))
        top -= _row_height(view, own)


def _draw_share(
    page: Page, sheet: Axes, view: DiscoveryView, place: tuple[float, float], row: tuple[str, float, str]
) -> None:
    """Draw one share of lost draws as a bar of 0 to 100%."""
    (left, middle), (text, share, colour) = place, row
    page.write(left, middle, text, size=SMALL, va="center_baseline", color=INK)
    start, length = left + _LABEL, _WIDTH - _LABEL - 0.45
    _bar(sheet, (start, middle), length, FAINT)
    if math.isfinite(share):  # not known where no unseen draw fell into the region
        _bar(sheet, (start, middle), length * share, colour)
    page.write(start + length + 0.06, middle, view.percent(share), size=SMALL, va="center_baseline", color=INK)


def _draw_restriction(
    page: Page, sheet: Axes, view: DiscoveryView, own: Restriction, corner: tuple[float, float]
) -> None:
    """Draw the part of a parameter's plausible range that belongs to the region, with its ends in numbers."""
    left, top = corner
    factor = own.factor
    for line in _said(view, own):
        page.write(left, top, line, size=SMALL, weight="bold", va="top", color=INK)
        top -= line_height(SMALL)
    page.write(left, top, _range(view, own), size=SMALL, va="top", color=SOFT)
    top -= line_height(SMALL)
    middle = top - 0.05 - _BAR / 2
    span = factor.high - factor.low
    ends = [left + _WIDTH * min(max((end - factor.low) / span, 0.0), 1.0) for end in (own.low, own.high)]
    _bar(sheet, (left, middle), _WIDTH, FAINT)
    _bar(sheet, (ends[0], middle), ends[1] - ends[0], LOSS)
    texts = [value_text(end, factor, view.language) for end in (own.low, own.high)]
    for text, x in _placed(texts, ends, left):
        page.write(x, middle - _BAR / 2 - 0.02, text, size=SMALL, ha="center", va="top", color=INK)


def _placed(texts: Sequence[str], ends: Sequence[float], left: float) -> list[tuple[str, float]]:
    """Return where the numbers at the ends of a part stand: under the ends, apart, and within the panel."""
    halves = [text_width(text, SMALL) / 2 for text in texts]
    low = min(max(ends[0], left + halves[0]), left + _WIDTH - halves[0])
    high = min(max(ends[1], left + halves[1]), left + _WIDTH - halves[1])
    needed = halves[0] + halves[1] + 0.08 - (high - low)
    if needed > 0:
        low = max(left + halves[0], low - needed / 2)
        high = low + halves[0] + halves[1] + 0.08
    return [(texts[0], low), (texts[1], high)]


def _bar(sheet: Axes, start: tuple[float, float], length: float, colour: str) -> None:
    corner = (start[0], start[1] - _BAR / 2)
    sheet.add_patch(Rectangle(corner, length, _BAR, facecolor=colour, linewidth=0))
