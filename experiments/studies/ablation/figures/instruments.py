"""What each instrument adds to its mix: bars, the largest first."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.formatting import factor, lowered, places_for
from experiments.report.intervals import limits, number_axis
from experiments.report.layout import Box, wrap
from experiments.report.page import WIDTH, Page, chip_style, chip_width, new_page
from experiments.report.style import GAIN, INK, LOSS, OPEN, SMALL, SOFT, only_bottom
from experiments.studies.ablation.figures.interactions import BY_CHANCE, said_label
from experiments.studies.ablation.figures.view import AblationView
from experiments.studies.ablation.interactions import IMPACT, PAIR, WITHOUT
from model.outcomes import OUTCOMES

NAME = "2_instruments"
_LEFT, _ROW, _HEAD, _AXIS, _GAP = 1.5, 0.21, 0.28, 0.22, 0.2
_ACROSS = 2


def draw(view: AblationView) -> Figure:
    """Draw a panel a mix, two beside each other: a bar an instrument."""
    tables = {mix: ranked(view, mix) for mix in view.others}
    tables = {mix: table for mix, table in tables.items() if len(table)}
    mixes = list(tables)
    lines = [mixes[place : place + _ACROSS] for place in range(0, len(mixes), _ACROSS)]
    heights = [_HEAD + max(len(tables[mix]) for mix in line) * _ROW + _AXIS for line in lines]
    said = view.said
    texts = said.texts(
        title(view, tables),
        said.word(
            "{outcome} [{unit}], end of {year}{course}: what an instrument adds to its mix, the others being there",
            outcome=said.outcome_label(IMPACT),
            unit=said.unit(IMPACT),
            year=view.year,
            course=view.where(),
        ),
        said.word(
            "Lines: 90% intervals over {seeds} seeds. Blue: adds; rust: takes away; grey: the interval holds 0. Pairs "
            "of instruments are in the appendix.",
            seeds=view.study.options.instruments,
        ),
    )
    page = new_page((WIDTH, sum(heights) + _GAP * (len(lines) - 1)), texts)
    bounds = limits([float(each) for table in tables.values() for each in table.to_numpy().ravel()], around=0.0)
    room = (WIDTH - _GAP) / _ACROSS
    top = page.box.top
    for line, height in zip(lines, heights, strict=True):
        for place, mix in enumerate(line):
            corner = (page.box.left + place * (room + _GAP), top)
            _draw_mix(page, view, (mix, tables[mix]), corner, bounds)
        top -= height + _GAP
    return page.figure


def ranked(view: AblationView, mix: str) -> pd.DataFrame:
    """Return what each instrument adds (`effect`, `lo`, `hi`, as it is told), by instrument, the largest first."""
    rows = view.rows(view.study.interactions, mix=mix, outcome=IMPACT, kind=WITHOUT)
    found = rows.set_index("first")[["effect", "lo", "hi"]].astype(float) * factor(IMPACT)
    return found.sort_values(
        "effect", ascending=False, kind="stable", key=lambda each: each * OUTCOMES[IMPACT].direction
    )


def _draw_mix(
    page: Page,
    view: AblationView,
    what: tuple[str, pd.DataFrame],
    corner: tuple[float, float],
    bounds: tuple[float, float],
) -> None:
    (left, top), table, style = corner, what[1], view.others[what[0]]
    room = (WIDTH - _GAP) / _ACROSS
    y = top - _HEAD / 2
    page.write(left + chip_width(style.code) / 2, y, style.code, ha="center", va="center", **chip_style(style))
    words = wrap(style.label, room - chip_width(style.code) - 0.1, SMALL, "bold")
    look: dict[str, Any] = {"size": SMALL, "va": "center", "color": INK}
    page.write(left + chip_width(style.code) + 0.08, y, "\n".join(words[:2]), weight="bold", **look)
    below = top - _HEAD
    for row, name in enumerate(table.index):
        label = "\n".join(wrap(said_label(view, str(name)), _LEFT - 0.1, SMALL)[:2])
        page.write(left + _LEFT - 0.06, below - (row + 0.5) * _ROW, label, ha="right", linespacing=0.95, **look)
    axes = page.axes(Box(left + _LEFT, below - len(table) * _ROW, left + room, below))
    _bars(axes, view, table)
    axes.set_xlim(*bounds)
    number_axis(axes, view.said.language, 3, signed=True)


def _bars(axes: Axes, view: AblationView, table: pd.DataFrame) -> None:
    only_bottom(axes)
    axes.set_ylim(len(table) - 0.5, -0.5)
    axes.axvline(0.0, color=SOFT, linewidth=0.7, zorder=1)
    for row, own in enumerate(table.to_dict(orient="records")):
        colour = (GAIN if own["effect"] * OUTCOMES[IMPACT].direction > 0 else LOSS) if _clear(own) else OPEN
        axes.barh(row, own["effect"], height=0.62, color=colour, linewidth=0, zorder=2)
        axes.plot([own["lo"], own["hi"]], [row, row], color=INK, linewidth=0.9, zorder=3)
    axes.tick_params(axis="x", pad=1.5)


def _clear(row: Any) -> bool:
    return math.isfinite(row["lo"]) and (row["lo"] > 0) == (row["hi"] > 0) and row["lo"] * row["hi"] != 0


def title(view: AblationView, tables: dict[str, pd.DataFrame]) -> str:
    """Return which instrument adds most to each mix, and whether pairs interact more often than chance would show."""
    said = view.said
    first: dict[str, list[str]] = {}
    for mix, table in tables.items():
        own = table.iloc[0]
        name = str(table.index[0]) if _clear(own) else ""
        first.setdefault(name, []).append(view.others[mix].code)
    clauses = []
    for name, codes in first.items():
        mixes = ", ".join(codes)
        if name:
            most = max(abs(float(table["effect"].iloc[0])) for table in tables.values() if table.index[0] == name)
            adds = said.number(most, max(1, places_for([most])), signed=True)
            label = lowered(said_label(view, name))
            clauses.append(
                said.word("under mix {mixes} {instrument} adds most ({adds})", mixes=mixes, instrument=label, adds=adds)
            )
        else:
            clauses.append(said.word("under mix {mixes} no instrument clearly adds most", mixes=mixes))
    pairs = view.rows(view.study.interactions, outcome=IMPACT, kind=PAIR)
    clear = int(pairs["clear"].sum())
    together = (
        said.word("pairs interact no more often than by chance")
        if clear <= BY_CHANCE * len(pairs)
        else said.word("{clear} of {all} pairs clearly interact", clear=clear, all=len(pairs))
    )
    return said.word(
        "{outcome}: {clauses}; {pairs}",
        outcome=said.outcome_label(IMPACT),
        clauses="; ".join(clauses),
        pairs=together,
    )
