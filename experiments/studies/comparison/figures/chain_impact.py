"""Chain impact in Dutch chains: differences from the base through time, and the change from before the pandemic."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.formatting import places_for
from experiments.report.intervals import dot, limits, number_axis
from experiments.report.layout import Box, split
from experiments.report.page import WIDTH, chip_style, chip_width, new_page
from experiments.report.style import BODY, INK, SMALL, SOFT, only_bottom
from experiments.report.terminal import round_years
from experiments.studies.comparison.figures.messages import by_course, standing_text
from experiments.studies.comparison.figures.view import View

NAME = "2_chain_impact"
IMPACT, CHANGE = "chain_impact_dutch", "chain_impact_change_dutch"
_HEIGHT, _ROW = 1.6, 0.17
_CHIP_ROOM = 0.42
_CHIP_HEIGHT = 0.16
_BAND: dict[str, Any] = {"alpha": 0.13, "linewidth": 0.6, "zorder": 2}
"""Pale, since the bands of mixes cover one another."""
_LEFT, _BOTTOM, _HEAD, _GAP, _UNDER, _FOOT = 0.52, 0.4, 0.24, 0.4, 0.3, 0.2


def draw(view: View) -> Figure:
    """Draw one column a course: differences from the base through time, and below them the change since 2019."""
    courses = list(view.courses)
    has_change = CHANGE in view.tables.outcomes
    under = _UNDER + len(view.mixes) * _ROW + _FOOT if has_change else 0.0
    year = view.years[-1]
    message = by_course(view, lambda course: standing_text(view, course, IMPACT, year))
    texts = view.texts(
        view.say("Impact in Dutch chains, {year} – {message}", year=year, message=message),
        view.word(
            "Conditions of the workers of 2020, mean over eight themes, in points of the index 0–100: paired "
            "difference from mix {base}, and change since 2019, before the pandemic",
            base=view.base_code,
        )
        if has_change
        else view.word(
            "Conditions of the workers of 2020, mean over eight themes, in points of the index 0–100: paired "
            "difference from mix {base}",
            base=view.base_code,
        ),
        " ".join(
            (
                view.interval_notes()[0],
                view.word(
                    "Dotted line: mixes start. Within the spread of seeds: the 90% interval of the paired difference "
                    "between two mixes holds 0. How often each mix leads: see robustness. All chains: see the summary."
                ),
            )
        ),
    )
    page = new_page((WIDTH, _HEAD + _HEIGHT + _BOTTOM + under), texts, list(view.mixes.values()))
    box = page.box.shrink(left=_LEFT, top=_HEAD, right=_CHIP_ROOM)
    upper = Box(box.left, box.top - _HEIGHT, box.right, box.top)
    boxes = split(upper, [1] * len(courses), [1], (_GAP + _CHIP_ROOM, 0.0))[0]
    for place, course in enumerate(courses):
        axes = page.axes(boxes[place])
        _draw_panel(axes, view, course, boxes[place])
        axes.set_title(view.courses[course], size=BODY, weight="bold", loc="left", pad=4)
        axes.set_xlabel(view.word("end of year"))
        if place == 0:
            axes.set_ylabel(view.word("difference from mix {base}", base=view.base_code))
        if has_change:
            top = boxes[place].bottom - _BOTTOM - _UNDER
            below = Box(boxes[place].left, top - len(view.mixes) * _ROW, boxes[place].right, top)
            axes = page.axes(below)
            _draw_change(axes, view, course)
            axes.set_title(view.word("Change from 2019 to {year}", year=year), size=SMALL, weight="bold", loc="left")
    return page.figure


def _draw_panel(axes: Axes, view: View, course: str, box: Box) -> None:
    ends: dict[str, float] = {}
    for name, mix in view.mixes.items():
        path = [view.cells(course, IMPACT, year)[name] for year in view.years]
        ends[name] = path[-1].diff
        axes.plot(
            view.years, [cell.diff for cell in path], color=mix.colour, linestyle=mix.line, linewidth=1.6, zorder=3
        )
        if not mix.is_base:
            lows, highs = ([getattr(cell, field) for cell in path] for field in ("diff_lo", "diff_hi"))
            axes.fill_between(view.years, lows, highs, facecolor=mix.colour, edgecolor=mix.colour, **_BAND)
    axes.set_xlim(view.years[0], view.years[-1])
    axes.set_ylim(*limits(view.spread([IMPACT], view.years, ["diff", "diff_lo", "diff_hi"])))
    axes.axvline(_start(view), color=SOFT, linewidth=0.8, linestyle=":", zorder=1)
    axes.grid(axis="y")
    number_axis(axes, view.language, 5, vertical=True, signed=True)
    _year_ticks(axes, view)
    _label_ends(axes, view, ends, (box.right - box.left, box.top - box.bottom))


def _draw_change(axes: Axes, view: View, course: str) -> None:
    """Draw the change since 2019 of each mix, with its interval over the ensemble."""
    year = view.years[-1]
    cells = view.cells(course, CHANGE, year)
    only_bottom(axes)
    axes.set_xlim(*limits(view.spread([CHANGE], [year], ["mean", "lo", "hi"]), around=0.0))
    axes.set_ylim(len(view.mixes) - 0.5, -0.5)
    axes.axvline(0, color=SOFT, linewidth=0.8, zorder=1)
    places = max(1, places_for([cell.mean for cell in cells.values()]))
    for row, (name, mix) in enumerate(view.mixes.items()):
        dot(axes, (cells[name].mean, row), (cells[name].lo, cells[name].hi), mix, filled=True, big=False)
        text = view.number(cells[name].mean, places, signed=True)
        style: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "va": "center", "size": SMALL}
        axes.text(1.03, row, text, ha="left", color=INK, **style)
        axes.text(-0.03, row, mix.code, ha="right", weight="bold", color=INK, **style)
    number_axis(axes, view.language, 4, signed=True)


def _start(view: View) -> float:
    """Return when the first mix starts, on an axis of ends of years."""
    return min(mix.start for mix in view.tables.mixes.values()) / 4 - 1


_MOST_TICKS = 4


def _year_ticks(axes: Axes, view: View) -> None:
    axes.set_xticks(round_years(view.years, _MOST_TICKS))
    axes.tick_params(axis="x", labelsize=SMALL)


def _label_ends(axes: Axes, view: View, ends: dict[str, float], panel: tuple[float, float]) -> None:
    """Put the chip of each mix beside the end of its line, moved apart where they would overlap."""
    bottom, top = axes.get_ylim()
    needed = _CHIP_HEIGHT / panel[1]
    wanted = {name: (value - bottom) / (top - bottom) for name, value in ends.items()}
    placed = spread(list(wanted.values()), needed)
    for (name, value), height in zip(wanted.items(), placed, strict=True):
        mix = view.mixes[name]
        x = 1 + (0.16 + chip_width(mix.code) / 2) / panel[0]
        axes.plot(
            [1.0, 1 + 0.1 / panel[0]],
            [value, height],
            transform=axes.transAxes,
            color=mix.colour,
            linewidth=0.8,
            clip_on=False,
        )
        axes.text(x, height, mix.code, transform=axes.transAxes, ha="center", va="center", **chip_style(mix))


def spread(wanted: list[float], gap: float) -> list[float]:
    """Return heights as near as can be to those wanted, in their order, at least `gap` apart and within 0-1."""
    order = np.argsort(wanted, kind="stable")
    placed = np.array(wanted, dtype=float)[order]
    for _ in range(200):
        for low in range(len(placed) - 1):
            short = gap - (placed[low + 1] - placed[low])
            if short > 0:
                placed[low] -= short / 2
                placed[low + 1] += short / 2
        placed = np.clip(placed, 0.0, 1.0)
    result = np.empty(len(placed))
    result[order] = placed
    return [float(value) for value in result]
