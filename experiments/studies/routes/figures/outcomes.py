"""Headline outcomes by route and mix: the spread over futures, and paired differences from the first route."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.formatting import is_clear
from experiments.report.intervals import dot, limits, number_axis
from experiments.report.layout import Box, split
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.page import Page, new_page
from experiments.report.style import BASE_COLOUR, BODY, FAINT, INK, SMALL, SOFT, MixStyle, only_bottom
from experiments.studies.routes.design import ENACTED
from experiments.studies.routes.figures.view import RouteView
from model.outcomes import OUTCOMES

NAME = "3_outcomes"
_COLUMNS = 2
_PANEL, _PANEL_GAP, _LEFT, _BLOCK_GAP, _RIGHT = 2.45, 0.4, 0.45, 0.5, 0.15
_HEAD, _FOOT, _LINE = 0.34, 0.34, 0.105
_FIELDS = ("p05", "p95", "lo", "hi", "mean")


def draw(view: RouteView) -> Figure:
    """Draw a block an outcome, two side by side: levels and, when there are more routes, differences."""
    shown = dict(view.routes) | ({ENACTED: view.enacted} if view.has_enacted else {})
    paired = len(view.routes) > 1
    height = len(view.mixes) * (len(shown) + 1) * _LINE
    across = _LEFT + _PANEL + _PANEL_GAP + _PANEL + _RIGHT
    rows = math.ceil(len(KEY_OUTCOMES) / _COLUMNS)
    size = (_COLUMNS * across + (_COLUMNS - 1) * _BLOCK_GAP, rows * (_HEAD + height + _FOOT))
    base = view.routes[view.base].code
    subtitle = view.word("Over futures, by mix")
    if paired:
        subtitle = view.word(
            "Left: over futures, by mix and route. Right: paired difference from {base}; shaded side: worse", base=base
        )
    enacted = {"code": view.enacted.code, "futures": len(view.design.enacted_seeds)}
    notes = [
        view.word("Over futures: mean with 90% interval (thick) and the middle nine tenths (thin)."),
        view.word("Difference: 90% interval; filled when it leaves out 0.") if paired else "",
        view.word("{code}, on the first {futures} futures, is not paired with the routes.", **enacted)
        if view.has_enacted
        else "",
        view.mixes_note(),
    ]
    page = new_page(size, view.texts(title(view), subtitle, *notes), list(shown.values()))
    boxes = split(page.box, [1] * _COLUMNS, [1] * rows, (_BLOCK_GAP, 0.0))
    for place, name in enumerate(KEY_OUTCOMES):
        _draw_block(page, boxes[place // _COLUMNS][place % _COLUMNS], view, name, shown)
    return page.figure


def _draw_block(page: Page, box: Box, view: RouteView, name: str, shown: dict[str, MixStyle]) -> None:
    words = f"{view.outcome_label(name)} ({view.unit(name)})"
    page.write(box.left, box.top - 0.08, words, size=BODY, weight="bold", va="top", color=INK)
    inner = box.shrink(left=_LEFT, bottom=_FOOT, right=_RIGHT, top=_HEAD)
    tables = {mix: view.summary(name, mix) for mix in view.mixes}
    left = inner if len(view.routes) == 1 else inner.shrink(right=_PANEL + _PANEL_GAP)
    axes = page.axes(left)
    _draw_levels(axes, view, tables, shown)
    _label_mixes(axes, view, len(shown), left.right - left.left)
    if len(view.routes) == 1:
        return
    axes = page.axes(Box(left.right + _PANEL_GAP, inner.bottom, inner.right, inner.top))
    _draw_differences(axes, view, tables, len(shown), OUTCOMES[name].direction)
    difference = view.word("difference from {base}", base=view.routes[view.base].code)
    axes.set_title(difference, size=SMALL, color=SOFT, loc="right", pad=2)


def _frame(axes: Axes, mixes: int, lines: int) -> None:
    """Give a panel its rows: one a line, with a faint rule between mixes."""
    only_bottom(axes)
    axes.set_ylim(mixes * (lines + 1) - 1, -1)
    for place in range(1, mixes):
        axes.axhline(place * (lines + 1) - 1, color=FAINT, linewidth=0.6, zorder=0)


def _label_mixes(axes: Axes, view: RouteView, lines: int, width: float) -> None:
    for place, code in enumerate(view.mixes.values()):
        middle = place * (lines + 1) + (lines - 1) / 2
        style: dict[str, Any] = {"size": BODY, "weight": "bold", "color": INK, "ha": "center", "va": "center"}
        axes.text(-0.22 / width, middle, code, transform=axes.get_yaxis_transform(), **style)


def _draw_levels(axes: Axes, view: RouteView, tables: dict[str, pd.DataFrame], shown: dict[str, MixStyle]) -> None:
    values = [float(value) for table in tables.values() for field in _FIELDS for value in table[field]]
    _frame(axes, len(tables), len(shown))
    for place, table in enumerate(tables.values()):
        for line, (route, style) in enumerate(shown.items()):
            if route not in table.index:
                continue
            found = {field: float(table[field].loc[route]) for field in _FIELDS}
            y = place * (len(shown) + 1) + line
            axes.plot([found["p05"], found["p95"]], [y, y], color=style.colour, linewidth=0.8, alpha=0.7, zorder=2)
            axes.plot([found["lo"], found["hi"]], [y, y], color=style.colour, linewidth=2.6, solid_capstyle="butt")
            dot(axes, (found["mean"], y), (math.nan, math.nan), style, filled=True, big=False)
    axes.set_xlim(*limits(values))
    number_axis(axes, view.language, 4)


def _draw_differences(axes: Axes, view: RouteView, tables: dict[str, pd.DataFrame], lines: int, direction: int) -> None:
    others = {route: style for route, style in view.routes.items() if route != view.base}
    fields = ("diff", "diff_lo", "diff_hi")
    found = [table.loc[[route for route in others if route in table.index], list(fields)] for table in tables.values()]
    low, high = limits([float(value) for table in found for value in table.to_numpy().ravel()], around=0.0)
    _frame(axes, len(tables), lines)
    axes.set_xlim(low, high)
    if direction:
        worse = (low, 0.0) if direction > 0 else (0.0, high)
        axes.axvspan(*worse, facecolor="none", edgecolor=FAINT, hatch="////", linewidth=0, zorder=0)
    axes.axvline(0, color=BASE_COLOUR, linewidth=0.9, linestyle="--", zorder=1)
    for place, table in enumerate(found):
        for line, (route, style) in enumerate(others.items(), start=1):
            if route not in table.index:
                continue
            middle, lower, upper = (float(table[field].loc[route]) for field in fields)
            if math.isfinite(middle):
                y = place * (lines + 1) + line
                dot(axes, (middle, y), (lower, upper), style, is_clear(lower, upper), big=False)
    number_axis(axes, view.language, 4, signed=True)


def title(view: RouteView) -> str:
    """Return in how many outcomes by mix each route clearly differs from the first, and how much at most."""
    base, others = view.routes[view.base], [route for route in view.routes if route != view.base]
    if not others:
        return view.word(
            "Outcomes under {route} in {year}: the spread over futures is shown, there is no other route to compare",
            route=base.code,
            year=view.year,
        )
    counts = {route: {1: 0, -1: 0, 0: 0} for route in others}
    ratios = []
    for name in KEY_OUTCOMES:
        for mix in view.mixes:
            table = view.summary(name, mix)
            for route in [each for each in others if each in table.index]:
                row = dict(zip(table.columns, table.loc[[route]].to_numpy(dtype=float)[0], strict=True))
                if is_clear(row["diff_lo"], row["diff_hi"]):
                    counts[route][OUTCOMES[name].direction * (1 if row["diff"] > 0 else -1)] += 1
                ratios.append(spread_share(row))
    told = [
        view.word(
            "{route}: {count} ({better} better, {worse} worse)",
            route=view.routes[route].code,
            count=sum(count.values()),
            better=count[1],
            worse=count[-1],
        )
        for route, count in counts.items()
    ]
    known = [ratio for ratio in ratios if math.isfinite(ratio)]
    size = (
        view.word("; the largest difference is {share} of the spread over futures", share=view.percent(max(known)))
        if known
        else ""
    )
    cells = len(KEY_OUTCOMES) * len(view.mixes)
    return view.word(
        "Of {all} outcomes by mix in {year}, clearly different from {base} – {counts}{size}",
        all=cells,
        year=view.year,
        base=base.code,
        counts=", ".join(told),
        size=size,
    )


def spread_share(row: Mapping[str, float]) -> float:
    """Return how large a mean difference is beside the middle nine tenths of futures; NaN when those are one point."""
    spread = row["p95"] - row["p05"]
    return abs(row["diff"]) / spread if spread > 0 else math.nan
