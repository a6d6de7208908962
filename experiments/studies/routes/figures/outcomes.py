"""Headline outcomes by route and mix: paired differences from the first route over futures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.formatting import is_clear, places_for
from experiments.report.intervals import dot, limits, number_axis
from experiments.report.layout import split, wrap
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.page import WIDTH, new_page
from experiments.report.style import BASE_COLOUR, BODY, FAINT, INK, SMALL, only_bottom
from experiments.report.translation import N_
from experiments.studies.routes.figures.view import RouteView
from model.outcomes import OUTCOMES

NAME = "3_outcomes"
_COLUMNS = 3
_GAP, _LEFT = 0.24, 0.3
_HEAD, _FOOT, _LINE = 0.4, 0.3, 0.105
_FIELDS = ("p05", "p95", "lo", "hi", "mean")


def draw(view: RouteView) -> Figure:
    """Draw a panel an outcome: differences from the first route by mix, or levels where there is one route."""
    paired = len(view.routes) > 1
    lines = max(1, len(view.routes) - 1)
    height = len(view.mixes) * (lines + 1) * _LINE
    rows = math.ceil(len(KEY_OUTCOMES) / _COLUMNS)
    base = view.routes[view.base]
    subtitle = view.word("Over futures, by mix")
    note = view.word("Mean with 90% interval (thick) and the middle nine tenths of futures (thin).")
    if paired:
        subtitle = view.word(
            "Paired difference from {base} ({label}) by mix and route; shaded side: worse",
            base=base.code,
            label=base.label,
        )
        note = view.word(
            "90% intervals of the difference over futures; filled when they leave out 0. Levels, and mixes as enacted: "
            "see the summary."
        )
    shown = {route: style for route, style in view.routes.items() if not paired or route != view.base}
    size = (WIDTH, rows * (_HEAD + height + _FOOT))
    page = new_page(size, view.texts(title(view), subtitle, note, view.mixes_note()), list(shown.values()))
    boxes = split(page.box.shrink(left=_LEFT, right=0.06), [1] * _COLUMNS, [1] * rows, (_GAP, 0.0))
    for place, name in enumerate(KEY_OUTCOMES):
        box = boxes[place // _COLUMNS][place % _COLUMNS]
        words = wrap(f"{view.outcome_label(name)} ({view.unit(name)})", box.right - box.left, SMALL, "bold")
        style: dict[str, Any] = {"size": SMALL, "weight": "bold", "va": "bottom", "color": INK, "linespacing": 1.1}
        page.write(box.left, box.top - _HEAD + 0.06, "\n".join(words), **style)
        axes = page.axes(box.shrink(bottom=_FOOT, top=_HEAD))
        tables = {mix: view.summary(name, mix) for mix in view.mixes}
        if paired:
            _draw_differences(axes, view, tables, OUTCOMES[name].direction)
        else:
            _draw_levels(axes, view, tables)
        if place % _COLUMNS == 0:
            _label_mixes(axes, view, lines, box.right - box.left)
    return page.figure


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
        axes.text(-0.18 / width, middle, code, transform=axes.get_yaxis_transform(), **style)


def _draw_levels(axes: Axes, view: RouteView, tables: dict[str, pd.DataFrame]) -> None:
    """Draw the only route."""
    values = [float(value) for table in tables.values() for field in _FIELDS for value in table.loc[[view.base], field]]
    style = view.routes[view.base]
    _frame(axes, len(tables), 1)
    for place, table in enumerate(tables.values()):
        found = {field: float(table[field].loc[view.base]) for field in _FIELDS}
        y = 2 * place
        axes.plot([found["p05"], found["p95"]], [y, y], color=style.colour, linewidth=0.8, alpha=0.7, zorder=2)
        axes.plot([found["lo"], found["hi"]], [y, y], color=style.colour, linewidth=2.6, solid_capstyle="butt")
        dot(axes, (found["mean"], y), (math.nan, math.nan), style, filled=True, big=False)
    axes.set_xlim(*limits(values))
    number_axis(axes, view.language, 3)


def _draw_differences(axes: Axes, view: RouteView, tables: dict[str, pd.DataFrame], direction: int) -> None:
    others = {route: style for route, style in view.routes.items() if route != view.base}
    fields = ("diff", "diff_lo", "diff_hi")
    found = [table.loc[[route for route in others if route in table.index], list(fields)] for table in tables.values()]
    low, high = limits([float(value) for table in found for value in table.to_numpy().ravel()], around=0.0)
    _frame(axes, len(tables), len(others))
    axes.set_xlim(low, high)
    if direction:
        worse = (low, 0.0) if direction > 0 else (0.0, high)
        axes.axvspan(*worse, facecolor="none", edgecolor=FAINT, hatch="////", linewidth=0, zorder=0)
    axes.axvline(0, color=BASE_COLOUR, linewidth=0.9, linestyle="--", zorder=1)
    for place, table in enumerate(found):
        for line, (route, style) in enumerate(others.items()):
            if route not in table.index:
                continue
            middle, lower, upper = (float(table[field].loc[route]) for field in fields)
            if math.isfinite(middle):
                y = place * (len(others) + 1) + line
                dot(axes, (middle, y), (lower, upper), style, is_clear(lower, upper), big=False)
    number_axis(axes, view.language, 3, signed=True)


def title(view: RouteView) -> str:
    """Return under which mixes each route does clearly better or worse than the first on the first outcome."""
    outcome, base = KEY_OUTCOMES[0], view.routes[view.base]
    others = [route for route in view.routes if route != view.base]
    if not others:
        return view.word(
            "Outcomes under {route} in {year}: the spread over futures is shown, there is no other route to compare",
            route=base.code,
            year=view.year,
        )
    told = [_compared(view, outcome, route) for route in others]
    known = [ratio for ratio in _ratios(view, others) if math.isfinite(ratio)]
    size = (
        view.word(
            "; the largest difference on any outcome is {share} of the spread over futures",
            share=view.percent(max(known)),
        )
        if known
        else ""
    )
    return view.word(
        "{outcome}, {year}: {routes}{size}",
        outcome=view.outcome_label(outcome),
        year=view.year,
        routes="; ".join(told),
        size=size,
    )


def _compared(view: RouteView, outcome: str, route: str) -> str:
    """Return in a clause how a route does on an outcome beside the first."""
    better: list[str] = []
    worse: list[str] = []
    largest = 0.0
    for mix, code in view.mixes.items():
        table = view.summary(outcome, mix)
        if route not in table.index or not is_clear(table["diff_lo"].loc[route], table["diff_hi"].loc[route]):
            continue
        gain = float(table["diff"].loc[route]) * OUTCOMES[outcome].direction
        (better if gain > 0 else worse).append(code)
        largest = max(largest, gain, key=abs)
    code, base = view.routes[route].code, view.routes[view.base].code
    if not better and not worse:
        return view.word("{route} makes no clear difference from {base}", route=code, base=base)
    more = view.number(largest * OUTCOMES[outcome].direction, max(1, places_for([largest])), signed=True)
    if better and worse:
        return view.word(
            "{route} does better than {base} under mix {better}, worse under mix {worse} (largest {more})",
            route=code,
            base=base,
            better=", ".join(better),
            worse=", ".join(worse),
            more=more,
        )
    text = (
        N_("{route} does better than {base} under mix {mixes} (largest {more})")
        if better
        else N_("{route} does worse than {base} under mix {mixes} (largest {more})")
    )
    return view.word(text, route=code, base=base, mixes=", ".join(better or worse), more=more)


def _ratios(view: RouteView, others: Sequence[str]) -> Iterator[float]:
    """Yield the size of each difference beside the spread over futures."""
    for name in KEY_OUTCOMES:
        for mix in view.mixes:
            table = view.summary(name, mix)
            for route in [each for each in others if each in table.index]:
                yield spread_share(dict(zip(table.columns, table.loc[[route]].to_numpy(dtype=float)[0], strict=True)))


def spread_share(row: Mapping[str, float]) -> float:
    """Return how large a mean difference is beside the middle nine tenths of futures; NaN when those are one point."""
    spread = row["p95"] - row["p05"]
    return abs(row["diff"]) / spread if spread > 0 else math.nan
