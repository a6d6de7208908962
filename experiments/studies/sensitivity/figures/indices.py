"""Total indices as heat maps: outcomes down; mechanisms, and within them years, across; one map a mix."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from experiments.report.layout import line_height, split, wrap
from experiments.report.page import Texts, chip_style, new_page
from experiments.report.stacked_bars import KEY_STEP, Part, draw_key, key_rows
from experiments.report.style import INK, PAPER, SMALL, SOFT, text_on
from experiments.report.translation import N_
from experiments.studies.common.model_outputs import Option
from experiments.studies.sensitivity.estimates import CLOSE, CONSTANT, WIDE
from experiments.studies.sensitivity.figures.view import (
    SensitivityView,
    cells,
    hatched,
    of_option,
    room_for,
    share_colours,
    share_key,
)
from experiments.studies.sensitivity.noise import CHANCE
from experiments.studies.sensitivity.noise import METHOD as REPLICATES
from experiments.studies.sensitivity.variance import METHOD, TOTAL

NAME = "1_index_heatmap"
_ROW, _CELL, _GAP, _BETWEEN = 0.2, 0.31, 0.3, 0.3
_YEARS = 0.2
_WIDEST = 14.0
"""Width of a page, inches, beyond which maps stand below each other and cells get narrower."""
_FEWEST_FOR_NUMBERS = 0.24
"""Width of a cell, inches, that holds a number of two decimals without its 0."""


def draw(view: SensitivityView) -> Figure:
    """Draw a heat map a mix, two beside each other where there is room."""
    table = totals(view)
    factors = list(dict.fromkeys(table["factor"]))
    columns = len(factors) * len(view.subject.years)
    left = room_for(view.outcome_label(name) for name in view.subject.outcomes)
    beside = 2 if len(view.shown) > 1 and left + 2 * columns * _CELL + _GAP < _WIDEST else 1
    cell = min(_CELL, (_WIDEST - left) / columns)
    rows = -(-len(view.shown) // beside)
    room = len(view.subject.years) * cell - 0.05
    names = {factor: wrap(view.factor_label(factor), room, SMALL) for factor in factors}
    head = 0.3 + max(map(len, names.values())) * line_height(SMALL)
    block = head + len(view.subject.outcomes) * _ROW + _YEARS
    width = max(left + beside * columns * cell + (beside - 1) * _GAP, 8.0)
    key = [*share_key(), Part(view.word("not resolved"), PAPER, hatched=True)]
    key += [Part(view.word(text), PAPER) for text in (N_("– nothing varies"), N_("? not known"))]
    keys = key_rows(key, width)
    size = (width, rows * block + (rows - 1) * _BETWEEN + len(keys) * KEY_STEP + 0.1)
    page = new_page(size, _texts(view, table), [view.mixes[name] for name in dict.fromkeys(o.mix for o in view.shown)])
    draw_key(page, (page.box.left, page.box.top), keys)
    right = width - left - beside * columns * cell - (beside - 1) * _GAP
    box = page.box.shrink(left=left, top=len(keys) * KEY_STEP + 0.1, right=right)
    boxes = split(box, [1] * beside, [1] * rows, (_GAP, _BETWEEN))
    for place, option in enumerate(view.shown):
        own = boxes[place // beside][place % beside].shrink(top=head, bottom=_YEARS)
        axes = page.axes(own)
        _draw_map(axes, view, of_option(table, option), (factors, cell))
        _label(axes, view, option, {factor: "\n".join(lines) for factor, lines in names.items()})
        if place % beside == 0:
            labels = [view.outcome_label(name) for name in view.subject.outcomes]
            axes.set_yticks(np.arange(len(labels)) + 0.5, labels, size=SMALL, color=INK)
    return page.figure


def totals(view: SensitivityView) -> pd.DataFrame:
    """Return the total indices of what is shown, and the share of chance."""
    shown = view.of_kind(view.study.indices)
    wanted = shown["method"].isin([METHOD, REPLICATES]) & (shown["index"] == TOTAL)
    return shown[wanted]


def _draw_map(axes: Axes, view: SensitivityView, own: pd.DataFrame, shape: tuple[list[str], float]) -> None:
    """Draw one map; `shape` is the factors and the width of a cell."""
    factors, cell = shape
    outcomes, years = view.subject.outcomes, view.subject.years
    colours = share_colours()
    rows = zip(own["outcome"], own["factor"], own["year"], own.to_dict(orient="records"), strict=True)
    found = {(outcome, factor, year): index for outcome, factor, year, index in rows}
    value = np.full((len(outcomes), len(factors) * len(years)), np.nan)
    for row, outcome in enumerate(outcomes):
        for column in range(value.shape[1]):
            index = found[outcome, factors[column // len(years)], years[column % len(years)]]
            number = float(index["value"])
            value[row, column] = np.clip(number, 0.0, 1.0)
            middle = (column + 0.5, row + 0.5)
            style: dict[str, Any] = {"size": SMALL, "ha": "center", "va": "center"}
            if np.isnan(number):
                axes.text(*middle, "–" if index["standing"] == CONSTANT else "?", color=SOFT, **style)
            elif not index["resolved"]:
                hatched(axes, row, column)
            elif cell >= _FEWEST_FOR_NUMBERS:
                ink = text_on(to_hex(colours(float(value[row, column]))))
                axes.text(*middle, _short(view.number(number, 2)), color=ink, **style)
    cells(axes, value, len(outcomes))
    axes.set_xlim(0, value.shape[1])
    axes.set_yticks([])
    axes.set_xticks(np.arange(value.shape[1]) + 0.5, [f"’{year % 100:02d}" for year in years] * len(factors))
    axes.tick_params(axis="x", labelsize=SMALL, pad=1)
    for place in range(1, len(factors)):
        axes.axvline(place * len(years), color=SOFT, linewidth=0.8)


def _short(number: str) -> str:
    """Return a share without its leading 0."""
    return number.removeprefix("0") if number.startswith(("0.", "0,")) else number


def _label(axes: Axes, view: SensitivityView, option: Option, names: dict[str, str]) -> None:
    """Write the names of factors and of the mix above a map."""
    years = len(view.subject.years)
    for place, text in enumerate(names.values()):
        at = ((place + 0.5) * years, 0)
        axes.annotate(text, at, (0, 3), textcoords="offset points", size=SMALL, ha="center", va="bottom", color=INK)
    lines = max(text.count("\n") for text in names.values()) + 1
    above = 10 + lines * line_height(SMALL) * 72
    style = chip_style(view.mixes[option.mix])
    text = view.option_code(option)
    axes.annotate(text, (0, 0), (4, above), textcoords="offset points", ha="left", va="bottom", **style)


def _texts(view: SensitivityView, table: pd.DataFrame) -> Texts:
    own = table[(table["year"] == view.year) & (table["factor"] != CHANCE)]
    resolved, known = int(own["resolved"].sum()), int(own["value"].notna().sum())
    kind = view.kind_label
    largest = own.dropna(subset="value").sort_values("value", ascending=False, kind="stable")
    first = largest.drop_duplicates(["course", "mix", "outcome"])["factor"]
    if first.empty:
        title = view.say("No total index of {kind} is known in {year}", kind=kind, year=view.year)
    else:
        factor, count = str(first.value_counts().index[0]), int(first.value_counts().iloc[0])
        gaps = {"factor": view.factor_label(factor), "count": count, "all": len(first), "kind": kind}
        title = view.say(
            "In {year}, the largest estimated total index is that of {factor} in {count} of {all} "
            "{kind}; {resolved} of {indices} indices are resolved",
            year=view.year,
            resolved=resolved,
            indices=known,
            **gaps,
        )
    note = view.word(
        "Sobol indices, N = {count}; chance from points that were run with several seeds. Numbers "
        "only where the 90% interval is at most {close} wide, or at most {wide} and above what noise "
        "can make; hatched: not resolved.",
        count=view.study.options.samples,
        close=view.number(CLOSE, 1),
        wide=view.number(WIDE, 1),
    )
    return view.texts(
        title,
        view.word(
            "Total index by outcome and year: the share of the variance of {kind} that a mechanism has "
            "to do with, alone or together with others (so shares may add up to more than 1, and an "
            "estimate may exceed 1); and the share of chance",
            kind=kind,
        ),
        note,
    )
