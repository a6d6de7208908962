"""Impact by theme: differences of each mix from the base, as a heat map with what is unclear marked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from experiments.report.formatting import capital, places_for
from experiments.report.layout import split, text_width
from experiments.report.page import WIDTH, Texts, chip_style, new_page
from experiments.report.style import BODY, INK, OPEN, PAPER, SMALL, SOFT, diverging, text_on
from experiments.studies.comparison.figures.messages import by_course
from experiments.studies.comparison.figures.view import CHAINS, View
from model.outcomes.labels import REACH_LABELS, THEME_LABELS
from model.state.state import Array, BoolArray

NAME = "7_themes"
_LEFT, _HEAD, _ROW, _GAP = 1.5, 0.5, 0.2, 0.2
_PLACES = 2
"""Decimals of a difference; more when all are tiny."""


@dataclass(frozen=True)
class Differences:
    """Themes × mixes without the base: difference in points, and whether its interval leaves out 0."""

    value: Array
    clear: BoolArray


def draw(view: View) -> Figure:
    """Draw one heat map a reach and course: themes down, mixes across."""
    names = list(THEME_LABELS)
    courses = list(view.courses)
    size = (WIDTH, len(REACH_LABELS) * (len(names) * _ROW + _HEAD) + 0.05)
    page = new_page(size, _texts(view), [view.mixes[name] for name in view.others])
    box = page.box.shrink(left=_LEFT, top=_HEAD)
    boxes = split(box, [1] * len(courses), [1] * len(REACH_LABELS), (_GAP, _HEAD))
    colours = diverging()
    every = {(reach, course): differences(view, course, reach) for reach in REACH_LABELS for course in courses}
    largest = max((float(np.nanmax(np.abs(each.value), initial=0.0)) for each in every.values()), default=0.0)
    for row, reach in enumerate(REACH_LABELS):
        for place, course in enumerate(courses):
            axes = page.axes(boxes[row][place])
            _draw_map(axes, view, every[reach, course], (colours, largest or 1.0))
            heading = f"{view.word(CHAINS[reach])} · {view.courses[course]}"
            axes.set_title(heading, size=BODY, weight="bold", loc="left", pad=19)
            if place == 0:
                _label_themes(axes, view)
    return page.figure


def differences(view: View, course: str, reach: str) -> Differences:
    """Return the differences from the base by theme in the last year that figures report."""
    year = view.report_years[-1]
    found = [view.cells(course, f"chain_impact_{reach}_{theme}", year) for theme in THEME_LABELS]
    shape = (len(found), len(view.others))
    value = np.array([[cells[name].diff for name in view.others] for cells in found], dtype=float)
    clear = np.array([[cells[name].clear for name in view.others] for cells in found], dtype=bool)
    return Differences(value.reshape(shape), clear.reshape(shape))


def _draw_map(axes: Axes, view: View, found: Differences, scale: tuple[Colormap, float]) -> None:
    """Draw one heat map; `scale` is the colours and the value at their ends."""
    colours, largest = scale
    places = max(_PLACES, places_for([largest]))
    room = axes.get_position().width * 16 / 2.54 / max(1, len(view.others))
    axes.pcolormesh(found.value, cmap=colours, vmin=-largest, vmax=largest, linewidth=1.5, edgecolor=PAPER)
    axes.set_ylim(len(found.value), 0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    for (row, column), value in np.ndenumerate(found.value):
        clear = bool(found.clear[row, column])
        number = view.number(float(value), places, signed=True)
        ink = text_on(to_hex(colours(0.5 + 0.5 * value / largest))) if np.isfinite(value) else SOFT
        text = number if clear else f"({number})"
        if text_width(text, SMALL) < room:
            axes.text(column + 0.5, row + 0.5, text, size=SMALL, ha="center", va="center", color=ink)
        if not clear:
            axes.add_patch(
                Rectangle((column, row), 1, 1, facecolor="none", edgecolor=OPEN, hatch="///", linewidth=0, alpha=0.45)
            )
    axes.set_xticks([])
    axes.set_yticks([])
    for place, name in enumerate(view.others):
        mix = view.mixes[name]
        axes.text(place + 0.5, -0.5, mix.code, ha="center", va="center", **chip_style(mix))


def _label_themes(axes: Axes, view: View) -> None:
    language = 1 if view.language == "nl" else 0
    axes.set_yticks(np.arange(len(THEME_LABELS)) + 0.5)
    axes.set_yticklabels([capital(labels[language]) for labels in THEME_LABELS.values()], size=SMALL, rotation=0)
    axes.tick_params(axis="y", length=0, labelcolor=INK)


def _texts(view: View) -> Texts:
    year = view.report_years[-1]
    themes = [labels[1 if view.language == "nl" else 0] for labels in THEME_LABELS.values()]

    def tell(course: str) -> str:
        found = differences(view, course, "dutch")
        if not found.value.size:
            return "–"
        sizes = np.where(found.clear & np.isfinite(found.value), np.abs(found.value), -1.0)
        if sizes.max() < 0:
            return view.word("all {all} changes are within the spread of seeds", all=found.clear.size)
        row, column = np.unravel_index(int(np.argmax(sizes)), sizes.shape)
        value = float(found.value[row, column])
        return view.word(
            "largest change {value} on {theme} (mix {code}); {open} of {all} within the spread of seeds",
            value=view.number(value, places_for([value]), signed=True),
            theme=themes[row],
            code=view.mixes[view.others[column]].code,
            open=int((~found.clear).sum()),
            all=found.clear.size,
        )

    return view.texts(
        view.say("Conditions by theme in Dutch chains, {year} – {message}", year=year, message=by_course(view, tell)),
        view.word("Paired difference from mix {base}, in points of the index 0–100", base=view.base_code),
        view.word("Hatched, in brackets: the 90% interval over {seeds} seeds holds 0.", seeds=view.seeds),
    )
