"""Sector by theme: where conditions differ from the base, a small map for each mix and course."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from experiments.report.formatting import capital, places_for
from experiments.report.layout import Box, line_height, split, text_width, wrap
from experiments.report.page import WIDTH, Page, Texts, chip_style, new_page
from experiments.report.style import BODY, FAINT, INK, PAPER, SMALL, SOFT, bare, diverging, text_on
from experiments.studies.comparison.figures.divided import IMPACT_WITHIN, Divided, lead_text
from experiments.studies.comparison.figures.messages import by_course
from experiments.studies.comparison.figures.view import Cell, View
from model.outcomes.labels import THEME_LABELS

NAME = "appendix_8_sectors"
_LEFT, _HEAD, _ROW, _GAP = 1.85, 0.5, 0.16, 0.1
_KEY = 0.5
_STEPS = (-1.0, -0.25, 0.0, 0.25, 1.0)
"""Places on the scale of colours that the key shows, in parts of the largest difference."""


@dataclass(frozen=True, eq=False)
class Shades:
    """Colours of differences: they go with the square root, so that small ones can be seen beside large ones."""

    colours: Colormap
    largest: float

    @property
    def places(self) -> int:
        """How many decimals the key shows."""
        return max(1, places_for([self.largest / 4]))

    def of(self, value: float) -> str:
        """Return the colour of a difference; that of paper where it is not known."""
        if not math.isfinite(value):
            return PAPER
        part = min(1.0, abs(value) / self.largest)
        return to_hex(self.colours(0.5 + 0.5 * math.copysign(math.sqrt(part), value)))


def draw(view: View) -> Figure:
    """Draw one row a course and one column a mix beside the base: sectors down, themes across."""
    divided, whole = Divided(view, "sector_theme"), Divided(view, "sector")
    sectors = sorted((key for key in whole.labels if whole.size(key) > 0), key=lambda key: -whole.size(key))
    courses, mixes = list(view.courses), view.others
    foot = 0.15 + max(text_width(name, SMALL) for name in _themes(view))
    size = (WIDTH, len(courses) * (_ROW * len(sectors) + _HEAD) + foot + _KEY)
    page = new_page(size, _texts(view, whole), [view.mixes[name] for name in mixes])
    bottom = page.box.bottom + _KEY + foot
    box = Box(page.box.left + _LEFT, bottom, page.box.right, page.box.top - _HEAD)
    boxes = split(box, [1] * len(mixes), [1] * len(courses), (_GAP, _HEAD))
    shades = _shades(divided, sectors)
    for row, course in enumerate(courses):
        top = boxes[row][0].top
        page.write(page.box.left, top + 0.3, view.courses[course], size=BODY, weight="bold", color=INK)
        for place, mix in enumerate(mixes):
            axes = page.axes(boxes[row][place])
            _draw_map(axes, shades, _cells(divided, course, mix, sectors))
            chip = {"ha": "center", "va": "center", **chip_style(view.mixes[mix])}
            axes.text(len(THEME_LABELS) / 2, -0.75, view.mixes[mix].code, **chip)
            if row == len(courses) - 1:
                _label_themes(axes, view)
        _label_sectors(page, [whole.with_size(key) for key in sectors], (page.box.left + _LEFT - 0.08, top))
    _draw_key(page, view, shades)
    return page.figure


def _themes(view: View) -> list[str]:
    language = 1 if view.language == "nl" else 0
    return [capital(labels[language]) for labels in THEME_LABELS.values()]


def _cells(divided: Divided, course: str, mix: str, sectors: list[str]) -> list[list[Cell]]:
    """Return what the breakdown says within each sector (rows) and theme (columns)."""
    return [
        [divided.cell(course, f"{sector}:{theme}", IMPACT_WITHIN, mix) for theme in THEME_LABELS] for sector in sectors
    ]


def _shades(divided: Divided, sectors: list[str]) -> Shades:
    every = [
        abs(cell.diff)
        for course in divided.view.courses
        for mix in divided.view.others
        for line in _cells(divided, course, mix, sectors)
        for cell in line
        if math.isfinite(cell.diff)
    ]
    return Shades(diverging(), max(every, default=0.0) or 1.0)


def _draw_map(axes: Axes, shades: Shades, cells: list[list[Cell]]) -> None:
    """Draw one map; a dot marks a difference whose interval leaves out 0 and that the key could show."""
    least = 0.5 * 10.0**-shades.places
    bare(axes)
    axes.set_xlim(0, len(THEME_LABELS))
    axes.set_ylim(len(cells), 0)
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            colour = shades.of(cell.diff)
            axes.add_patch(Rectangle((column, row), 1, 1, facecolor=colour, edgecolor=FAINT, linewidth=0.5))
            if cell.clear and abs(cell.diff) >= least:
                ink = text_on(colour)
                axes.plot([column + 0.5], [row + 0.5], marker="o", markersize=1.8, color=ink, linestyle="none")


def _label_themes(axes: Axes, view: View) -> None:
    names = _themes(view)
    axes.set_xticks(np.arange(len(names)) + 0.5, names, size=SMALL, rotation=90, color=INK)
    axes.tick_params(axis="x", length=0, pad=2)


def _label_sectors(page: Page, names: list[str], corner: tuple[float, float]) -> None:
    right, top = corner
    for row, name in enumerate(names):
        page.write(right, top - (row + 0.5) * _ROW, name, size=SMALL, ha="right", va="center", color=INK)


def _draw_key(page: Page, view: View, shades: Shades) -> None:
    """Draw five colours with the differences that they stand for."""
    y = page.box.bottom + 0.25
    words = wrap(view.word("difference, points:"), 3.2, SMALL)
    page.write(page.box.left, y, "\n".join(words), size=SMALL, va="center", color=SOFT)
    sheet = page.sheet()
    x = page.box.left + max(text_width(line, SMALL) for line in words) + 0.25
    for step in _STEPS:
        value = step * shades.largest
        corner = (x, y - line_height(SMALL) / 2)
        sheet.add_patch(Rectangle(corner, 0.24, line_height(SMALL), facecolor=shades.of(value), edgecolor=FAINT))
        number = view.number(value, shades.places if step else 0, signed=bool(step))
        page.write(x + 0.3, y, number, size=SMALL, va="center", color=INK)
        x += 0.3 + text_width(number, SMALL) + 0.2


def _texts(view: View, whole: Divided) -> Texts:
    message = by_course(view, lambda course: lead_text(whole, course))
    return view.texts(
        view.say("Dutch chains by sector, {year} – {message}", year=whole.year, message=message),
        view.word(
            "Conditions in each sector (rows, with its share of workers) on each theme (columns): "
            "difference from mix {base} within the sector, in points of the index 0–100",
            base=view.base_code,
        ),
        view.word(
            "Dot: the 90% interval of the paired difference over {seeds} seeds leaves out 0, without a "
            "correction for the number of cells; not drawn where the difference rounds to 0. Colours go "
            "with its square root.",
            seeds=view.seeds,
        ),
    )
