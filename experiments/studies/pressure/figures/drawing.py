"""How much each pressure point could bring at most, alone and together, and in which part of the chain."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap, PowerNorm, to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from experiments.report.drawing import Drawings
from experiments.report.formatting import number_text
from experiments.report.intervals import number_axis
from experiments.report.layout import Box, text_width
from experiments.report.localisation import Speech
from experiments.report.page import WIDTH, Page, Texts, new_page, rectangle
from experiments.report.style import FAINT, GAIN, INK, PALE, SMALL, SOFT, only_bottom
from experiments.report.translation import N_, label
from experiments.report.units import FULL
from experiments.runs.engine import too_many
from experiments.studies.pressure.design import ALL, ALONE, THREE
from experiments.studies.pressure.groups import Group
from experiments.studies.pressure.report import PressureReport
from experiments.studies.pressure.tables import PressureTables
from experiments.studies.pressure.words import group_label, lowered, set_label

NAME, ALL_SETS = "1_pressure", "appendix_1_pressure"
MOST_ALONE = 4
"""So many pressure points alone are in the main figure, those that bring most; all sets are in the appendix."""
MOST_SHOWN = 4
"""So many sectors and countries are drawn, those that gain most by the last set; all are in the table."""
_ROW, _BREAK, _AXIS, _KEY = 0.22, 0.1, 0.4, 0.5
_NUMBERS, _COLUMN, _GAP = 0.9, 0.19, 0.12
_LARGEST, _FULL_SIZE = 0.09, 0.5
"""Radius in inches of the dot of a group in which this part of a gain falls, or more; area goes with the part."""
LEAST_PART = 0.005
"""Groups with a smaller part of every gain are left out."""
_PARTS = (0.02, 0.1, 0.5)
_SHARES = (0.05, 0.25, 1.0)
"""Parts of a gain and of a gap that the keys show."""
_KEY_PART = 0.3
_COLOURS: Colormap = LinearSegmentedColormap.from_list("gap", ["#DCE9F5", "#6BAED6", GAIN, "#08204A"])
_NORM = PowerNorm(0.5, 0.0, 1.0, clip=True)
HEADS = {"tier": N_("Tier"), "sector": N_("Sector"), "country": N_("Country")}


@dataclass(frozen=True, eq=False)
class Sheet(Speech):
    """A study in one language, with the rows and columns that are drawn and where they stand."""

    report: PressureReport
    sets: list[str]
    columns: list[Group]
    language: str

    def offset(self, place: int) -> float:
        """Return how far below the top the middle of a row is; points alone stand apart from those together."""
        alone = sum(each.kind == ALONE and each.name in self.sets for each in self.report.design.sets)
        return (place + 0.5) * _ROW + (_BREAK if place >= alone else 0.0)

    def shift(self, place: int) -> float:
        """Return how far the middle of a column is from the first; dimensions stand apart."""
        before = [each.dimension for each in self.columns[: place + 1]]
        return (place + 0.5) * _COLUMN + (len(dict.fromkeys(before)) - 1) * _GAP

    @property
    def height(self) -> float:
        """The height of all rows."""
        return self.offset(len(self.sets) - 1) + _ROW / 2

    @property
    def width(self) -> float:
        """The width of all columns."""
        return self.shift(len(self.columns) - 1) + _COLUMN / 2 if self.columns else 0.0


def drawings(finished: PressureTables, language: str) -> Drawings:
    """Return what draws the figure, in `en` or `nl`; nothing when more runs failed than a study may have."""
    if too_many(len(finished.failed), len(finished.runs)):
        return {}
    report = PressureReport(finished, language)
    found: Drawings = {NAME: partial(draw, finished, language)}
    if len(shown(report)) < len(report.ordered()):
        found = {**found, ALL_SETS: partial(draw, finished, language, whole=True)}
    return found


def shown(report: PressureReport) -> list[str]:
    """Return the sets of the main figure: the points that bring most alone, the three forces, and all together."""
    kinds = {each.name: each.kind for each in report.design.sets}
    alone = [name for name in report.ordered() if kinds[name] == ALONE][:MOST_ALONE]
    return alone + [name for name in report.ordered() if name in (THREE, ALL)]


def draw(tables: PressureTables, language: str, whole: bool = False) -> Figure:
    """Draw a row a set, of a few or the whole: its gain as a bar, and a dot for each tier, sector and country."""
    report = PressureReport(tables, language)
    sheet = Sheet(report, report.ordered() if whole else shown(report), columns(report), language)
    left = max(text_width(set_label(name, language), SMALL) for name in sheet.sets) + 0.15
    head = max((text_width(_column(sheet, each), SMALL) for each in sheet.columns), default=0.0) + 0.35
    bars_width = WIDTH - left - _NUMBERS - sheet.width
    size = (WIDTH, head + sheet.height + _AXIS + (_KEY if sheet.columns else 0.0))
    page = new_page(size, _texts(sheet))
    top = page.box.top - head
    for place, name in enumerate(sheet.sets):
        y = top - sheet.offset(place)
        if place % 2 == 0:
            rectangle(page, Box(page.box.left, y - _ROW / 2, page.box.right, y + _ROW / 2), PALE)
        page.write(page.box.left + left - 0.1, y, set_label(name, language), size=SMALL, ha="right", va="center")
    bars = page.axes(Box(page.box.left + left, top - sheet.height, page.box.left + left + bars_width, top))
    _draw_bars(bars, sheet)
    if sheet.columns:
        _draw_dots(page, sheet, (page.box.left + left + bars_width + _NUMBERS, top))
    return page.figure


def columns(report: PressureReport) -> list[Group]:
    """Return the groups that are drawn: tiers, and the sectors and countries that gain most by the last set.

    A group without a part worth seeing in any gain is left out.
    """
    shown = {
        group for name in report.ordered() for group, (part, _) in report.parts(name).items() if part >= LEAST_PART
    }
    found: list[Group] = []
    for dimension in (each for each in ("tier", "sector", "country") if each in report.design.by):
        rows = report.largest(report.ordered()[-1], dimension, len(report.design.groups))
        groups = [group for group in (Group(dimension, str(row["key"])) for row in rows) if group in shown]
        if dimension == "tier":
            groups.sort(key=lambda group: group.key)
        found += groups if dimension == "tier" else groups[:MOST_SHOWN]
    return found


def _column(sheet: Sheet, group: Group) -> str:
    return group_label(sheet.report.design, group, sheet.language)


def _draw_bars(axes: Axes, sheet: Sheet) -> None:
    """Draw the gain of each set with its interval, its number and the share of the gap."""
    axes.patch.set_alpha(0.0)
    only_bottom(axes)
    axes.set_ylim(-sheet.height, 0.0)
    rows = [sheet.report.gain(name) for name in sheet.sets]
    ends = [FULL * (row["hi"] if math.isfinite(row["hi"]) else row["mean"]) for row in rows]
    lows = [FULL * (row["lo"] if math.isfinite(row["lo"]) else row["mean"]) for row in rows]
    axes.set_xlim(min(0.0, *lows) * 1.05, max(*ends, 0.01) * 1.02)
    for place, row in enumerate(rows):
        y, gain = -sheet.offset(place), FULL * row["mean"]
        axes.barh(y, gain, height=0.62 * _ROW, color=GAIN, zorder=2)
        axes.plot([FULL * row["lo"], FULL * row["hi"]], [y, y], color=INK, linewidth=1.0, zorder=3)
        text = sheet.word(
            "{gain} ({share}%)",
            gain=number_text(gain, 1, sheet.language, True),
            share=number_text(FULL * row["share"], 0, sheet.language),
        )
        axes.annotate(
            text,
            (max(ends[place], 0.0), y),
            (4, 0),
            textcoords="offset points",
            size=SMALL,
            va="center",
            color=INK,
            annotation_clip=False,
        )
    axes.axvline(0.0, color=SOFT, linewidth=0.7)
    number_axis(axes, sheet.language, 4)
    axes.set_xlabel(sheet.word("points (share of the gap)"), size=SMALL, labelpad=2)


def _draw_dots(page: Page, sheet: Sheet, corner: tuple[float, float]) -> None:
    """Draw the dots of all sets and groups, with names above and keys below; `corner` is the upper left one."""
    axes = page.sheet()
    left, top = corner
    for place, group in enumerate(sheet.columns):
        x = left + sheet.shift(place)
        look = {"size": SMALL, "rotation": 90, "ha": "center", "va": "bottom", "color": INK}
        page.write(x, top + 0.05, _column(sheet, group), **look)
        if place == 0 or sheet.columns[place - 1].dimension != group.dimension:
            page.write(
                x - _COLUMN / 2,
                page.box.top,
                sheet.word(HEADS[group.dimension]),
                size=SMALL,
                weight="bold",
                va="top",
            )
    for row, name in enumerate(sheet.sets):
        found = sheet.report.parts(name)
        for place, group in enumerate(sheet.columns):
            _dot(axes, (left + sheet.shift(place), top - sheet.offset(row)), *found[group])
    _draw_keys(page, sheet, axes, (page.box.left, page.box.bottom + 0.75 * _KEY))


def _dot(axes: Axes, at: tuple[float, float], part: float, share: float) -> None:
    """Draw the dot of a group: area for its part of the gain, colour for the share of its own gap."""
    if part >= LEAST_PART:
        colour = to_hex(_COLOURS(_NORM(share)))
        axes.add_patch(Circle(at, _radius(part), facecolor=colour, edgecolor=SOFT, linewidth=0.4))


def _radius(part: float) -> float:
    """Return the radius of the dot of a group in inches; from half of the gain on all have the same."""
    return _LARGEST * math.sqrt(min(part / _FULL_SIZE, 1.0))


def _draw_keys(page: Page, sheet: Sheet, axes: Axes, at: tuple[float, float]) -> None:
    """Draw what sizes and colours mean."""
    y = at[1]
    for title, entries in (
        (sheet.word("Size: part of the gain"), [(part, None) for part in _PARTS]),
        (sheet.word("Colour: share of the group's own gap"), [(_KEY_PART, share) for share in _SHARES]),
    ):
        x = at[0]
        page.write(x, y, title, size=SMALL, va="center_baseline", color=SOFT)
        x += text_width(title, SMALL) + 0.22
        for part, share in entries:
            text = f"{FULL * (part if share is None else share):.0f}%{'+' if part == _FULL_SIZE else ''}"
            colour = FAINT if share is None else to_hex(_COLOURS(_NORM(share)))
            axes.add_patch(Circle((x, y + 0.02), _radius(part), facecolor=colour, edgecolor=SOFT, linewidth=0.4))
            page.write(x + _LARGEST + 0.06, y, text, size=SMALL, va="center_baseline", color=INK)
            x += _LARGEST + 0.06 + text_width(text, SMALL) + 0.26
        y -= _KEY / 2


def _texts(sheet: Sheet) -> Texts:
    report, word = sheet.report, sheet.word
    design, language = report.design, sheet.language
    best = sheet.sets[0]

    def share(name: str) -> str:
        return number_text(FULL * report.gain(name)["share"], 0, language)

    names = [each.name for each in design.sets]
    whole = THREE in names and not design.left_out
    title = N_("At its most, {point} closes {alone}% of the gap")
    if whole:
        title = N_(
            "Alone, no pressure point closes more than {alone}% of the gap ({point}); leverage, voice and "
            "enforcement together close at most {three}%, and all points together {every}%"
        )
    elif ALL in names:
        title = N_(
            "Alone, no pressure point closes more than {alone}% of the gap ({point}); those shown together {every}%"
        )
    title = word(
        title,
        point=lowered(best, language),
        alone=share(best),
        three=share(THREE) if THREE in names else "",
        every=share(ALL) if ALL in names else "",
    )
    subtitle = word(
        "Gain in chain impact worldwide at the end of {year} when a pressure point is held at the "
        "most it could be{place}, under {mix}, {course}; and in which tiers, sectors and producing "
        "countries the gain falls",
        year=report.tables.year,
        mix=label(design.scenarios[0].mix, language),
        course=label(design.scenarios[0].course, language),
        place=_place(sheet),
    )
    note = word(
        "An upper bound within the model's rules, not a forecast: it leaves out how to get there and "
        "what it costs. Gap: what the index of 0–100 lacks of 100 with nothing held. Lines: 90% "
        "intervals over {seeds} paired seeds. Sectors and countries: those with most gain in the last row.",
        seeds=len(design.seeds),
    )
    if len(sheet.sets) < len(report.ordered()):
        more = word("Shown: the points that bring most alone, and sets of several; the others: see the appendix.")
        note = f"{note} {more}"
    return Texts(title, subtitle, note, word("run {run}", run=design.study_id))


def _place(sheet: Sheet) -> str:
    """Return in which part of the world points are held, as the end of a sentence; empty for the whole."""
    part = sheet.report.design.part
    listed: Sequence[str] = [str(each) for name in part.divisions for each in getattr(part, name)]
    return sheet.word(" (only in: {part})", part=", ".join(listed)) if listed else ""
