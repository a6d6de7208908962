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
from experiments.report.translation import N_
from experiments.studies.comparison.figures.messages import by_course
from experiments.studies.comparison.figures.view import CHAINS, View
from model.outcomes.labels import THEME_LABELS
from model.state.state import Array, BoolArray

NAME, ALL_CHAINS = "7_themes", "appendix_7_themes"
REACHES = {NAME: "dutch", ALL_CHAINS: "global"}
"""Reach of each figure."""
_LEFT, _HEAD, _ROW, _GAP = 1.5, 0.5, 0.2, 0.2
_PLACES = 2
"""Decimals of a difference; more when all are tiny."""


@dataclass(frozen=True)
class Differences:
    """Themes × mixes without the base: difference in points, and whether its interval leaves out 0."""

    value: Array
    clear: BoolArray


def draw(view: View, name: str = NAME) -> Figure:
    """Draw one heat map a course: themes down, mixes across; colours are the same for Dutch chains and all chains."""
    courses, reach = list(view.courses), REACHES[name]
    page = new_page(
        (WIDTH, len(THEME_LABELS) * _ROW + _HEAD + 0.05),
        _texts(view, reach),
        [view.mixes[each] for each in view.others],
    )
    boxes = split(page.box.shrink(left=_LEFT, top=_HEAD), [1] * len(courses), [1], (_GAP, _HEAD))[0]
    every = [differences(view, course, each) for each in REACHES.values() for course in courses]
    largest = max((float(np.nanmax(np.abs(each.value), initial=0.0)) for each in every), default=0.0)
    for place, course in enumerate(courses):
        axes = page.axes(boxes[place])
        _draw_map(axes, view, differences(view, course, reach), (diverging(), largest or 1.0))
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


def _texts(view: View, reach: str) -> Texts:
    year = view.report_years[-1]
    themes = [labels[1 if view.language == "nl" else 0] for labels in THEME_LABELS.values()]

    def tell(course: str) -> str:
        found = differences(view, course, reach)
        sizes = np.where(found.clear & np.isfinite(found.value), np.abs(found.value), -1.0)
        if not sizes.size or sizes.max() < 0:
            return view.word("no theme changes beyond the spread of seeds")
        row, column = np.unravel_index(int(np.argmax(sizes)), sizes.shape)
        least = int(np.argmin(np.where(np.isfinite(found.value), np.abs(found.value), np.inf)[:, column]))
        places = max(_PLACES, places_for([float(found.value[row, column])]))
        return view.word(
            "mix {code} changes {most} most ({value}) and {least} least ({smallest})",
            code=view.mixes[view.others[column]].code,
            most=themes[row],
            value=view.number(float(found.value[row, column]), places, signed=True),
            least=themes[least],
            smallest=view.number(float(found.value[least, column]), places, signed=True),
        )

    other = N_("All chains: see the appendix.") if reach == "dutch" else N_("Dutch chains: see the figure of themes.")
    note = view.word("Hatched, in brackets: the 90% interval over {seeds} seeds holds 0.", seeds=view.seeds)
    where = N_("Conditions by theme in Dutch chains, {year} – {message}")
    if reach != "dutch":
        where = N_("Conditions by theme in all chains, {year} – {message}")
    return view.texts(
        view.say(where, year=year, message=by_course(view, tell)),
        view.word("Paired difference from mix {base}, in points of the index 0–100", base=view.base_code),
        f"{note} {view.word(other)}",
    )
