"""Chain impact through time, in Dutch chains and in all, under each course; differences from the base below."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.intervals import limits, number_axis
from experiments.report.layout import split
from experiments.report.page import chip_style, chip_width, new_page
from experiments.report.style import BODY, SMALL, SOFT
from experiments.report.terminal import round_years
from experiments.report.translation import N_
from experiments.studies.comparison.figures.messages import by_course, standing_text
from experiments.studies.comparison.figures.view import CHAINS, View
from model.outcomes.labels import REACH_LABELS

NAME = "2_chain_impact"
_PANEL = (1.8, 1.95)
_CHIP_ROOM = 0.4
_CHIP_HEIGHT = 0.185
_BAND: dict[str, Any] = {"alpha": 0.07, "linewidth": 0.6, "zorder": 2}
"""Pale, since the bands of mixes cover one another."""
_LEFT, _BOTTOM, _HEAD = 0.85, 0.45, 0.5


def draw(view: View) -> Figure:
    """Draw one column a reach and course, and two rows: levels and paired differences from the base."""
    columns = [(reach, course) for reach in REACH_LABELS for course in view.courses]
    gap = _CHIP_ROOM + 0.6
    size = (
        _LEFT + len(columns) * _PANEL[0] + (len(columns) - 1) * gap + _CHIP_ROOM,
        2 * _PANEL[1] + 0.25 + _BOTTOM + _HEAD,
    )
    year = view.years[-1]
    message = by_course(view, lambda course: standing_text(view, course, "chain_impact_dutch", year))
    texts = view.texts(
        view.say("Impact in Dutch chains, {year} – {message}", year=year, message=message),
        view.word(
            "Conditions of the workers of 2020, mean over eight themes (top), and the paired difference "
            "from mix {base} (bottom)",
            base=view.base_code,
        ),
        " ".join(
            (
                view.interval_notes()[0],
                view.word(
                    "Dotted line: mixes start. Within the spread of seeds: the 90% interval of the paired difference "
                    "between two mixes holds 0. How often each mix leads: see robustness."
                ),
            )
        ),
    )
    page = new_page(size, texts, list(view.mixes.values()))
    boxes = split(
        page.box.shrink(left=_LEFT, bottom=_BOTTOM, right=_CHIP_ROOM, top=_HEAD),
        [1] * len(columns),
        [1, 1],
        (gap, 0.25),
    )
    for row, statistic in enumerate(("mean", "diff")):
        for place, (reach, course) in enumerate(columns):
            axes = page.axes(boxes[row][place])
            _draw_panel(axes, view, reach, course, statistic)
            if row == 0:
                title = f"{view.word(CHAINS[reach])}\n{view.courses[course]}"
                axes.set_title(title, size=BODY, weight="bold", loc="left")
                axes.tick_params(labelbottom=False)
            else:
                axes.set_xlabel(view.word("end of year"))
            if place == 0:
                axis = N_("difference from mix {base}\n(index points)") if row else N_("chain impact (index 0–100)")
                axes.set_ylabel(view.word(axis, base=view.base_code))
    page.figure.align_ylabels()
    return page.figure


def _bounds(statistic: str) -> tuple[str, str]:
    return ("lo", "hi") if statistic == "mean" else ("diff_lo", "diff_hi")


def _draw_panel(axes: Axes, view: View, reach: str, course: str, statistic: str) -> None:
    outcome = f"chain_impact_{reach}"
    low, high = _bounds(statistic)
    ends: dict[str, float] = {}
    for name, mix in view.mixes.items():
        path = [view.cells(course, outcome, year)[name] for year in view.years]
        middle, lows, highs = ([getattr(cell, field) for cell in path] for field in (statistic, low, high))
        ends[name] = middle[-1]
        axes.plot(view.years, middle, color=mix.colour, linestyle=mix.line, linewidth=1.6, zorder=3)
        if not (mix.is_base and statistic == "diff"):
            axes.fill_between(view.years, lows, highs, facecolor=mix.colour, edgecolor=mix.colour, **_BAND)
    axes.set_xlim(view.years[0], view.years[-1])
    axes.set_ylim(*_shared_limits(view, reach, statistic))
    axes.axvline(_start(view), color=SOFT, linewidth=0.8, linestyle=":", zorder=1)
    axes.grid(axis="y")
    number_axis(axes, view.language, 5, vertical=True, signed=statistic == "diff")
    _year_ticks(axes, view)
    _label_ends(axes, view, ends)


def _shared_limits(view: View, reach: str, statistic: str) -> tuple[float, float]:
    """Return limits that hold every mix under every course, so that panels of one reach compare."""
    return limits(view.spread([f"chain_impact_{reach}"], view.years, [statistic, *_bounds(statistic)]))


def _start(view: View) -> float:
    """Return when the first mix starts, on an axis of ends of years."""
    return min(mix.start for mix in view.tables.mixes.values()) / 4 - 1


_MOST_TICKS = 4


def _year_ticks(axes: Axes, view: View) -> None:
    axes.set_xticks(round_years(view.years, _MOST_TICKS))
    axes.tick_params(axis="x", labelsize=SMALL)


def _label_ends(axes: Axes, view: View, ends: dict[str, float]) -> None:
    """Put the chip of each mix beside the end of its line, moved apart where they would overlap."""
    bottom, top = axes.get_ylim()
    needed = _CHIP_HEIGHT / _PANEL[1]
    wanted = {name: (value - bottom) / (top - bottom) for name, value in ends.items()}
    placed = spread(list(wanted.values()), needed)
    for (name, value), height in zip(wanted.items(), placed, strict=True):
        mix = view.mixes[name]
        x = 1 + (0.16 + chip_width(mix.code) / 2) / _PANEL[0]
        axes.plot(
            [1.0, 1 + 0.1 / _PANEL[0]],
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
