"""How indices settle: the width of their intervals, and some of them, from parts of the sample."""

from __future__ import annotations

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter

from experiments.report.formatting import capital
from experiments.report.layout import Box, split, wrap
from experiments.report.page import WIDTH, Texts, chip_style, new_page
from experiments.report.stacked_bars import KEY_STEP, Part, draw_key, key_rows
from experiments.report.style import BASE_COLOUR, BODY, COLOURS, FAINT, MARKERS, SMALL, SOFT
from experiments.report.translation import N_
from experiments.studies.common.model_outputs import Option
from experiments.studies.sensitivity.estimates import CLOSE
from experiments.studies.sensitivity.figures.view import SHOWN, SensitivityView, of_option
from experiments.studies.sensitivity.sampling import OTHERS
from experiments.studies.sensitivity.variance import FIRST, TOTAL

NAME = "appendix_2_convergence"
_WIDE_ROW, _SMALL_ROW, _LEFT, _GAP_X, _GAP_Y, _FOOT = 1.3, 0.8, 0.8, 0.25, 0.2, 0.36
_BAND = (0.1, 0.9)
_APART = 1.05
"""Factor between the places of mechanisms at the same sample size."""
_DARK = tuple(map(to_hex, sns.color_palette("Dark2")))
"""Colours of mechanisms; those of mixes have another meaning."""
_NUMBERED = 10
"""Mechanisms beyond so many are not drawn."""


def draw(view: SensitivityView) -> Figure:
    """Draw the widths of intervals, and below them indices of some outcomes: one row a mix."""
    table = view.of_kind(view.study.convergence)
    outcomes = [each for each in SHOWN if each in view.subject.outcomes] or list(view.subject.outcomes[: len(SHOWN)])
    factors = list(dict.fromkeys(table["factor"]))[:_NUMBERED]
    parts = [Part(view.factor_label(name), _style(factors, name)[0]) for name in factors]
    keys = key_rows(parts, WIDTH)
    rows = len(view.shown)
    below = rows * _SMALL_ROW + (rows - 1) * _GAP_Y + _FOOT + 0.42 + len(keys) * KEY_STEP
    mixes = [view.mixes[name] for name in dict.fromkeys(option.mix for option in view.shown)]
    page = new_page((WIDTH, _WIDE_ROW + 0.75 + below), _texts(view, table), mixes)
    top = page.box.shrink(left=0.55, bottom=below + 0.5, top=0.25, right=0.1)
    for axes_box, index in zip(split(top, [1, 1], [1], (0.65, 0.0))[0], (FIRST, TOTAL), strict=True):
        _draw_widths(page.axes(axes_box), view, widths(table, index), index)
    under = Box(page.box.left, page.box.bottom, page.box.right, page.box.bottom + below)
    draw_key(page, (under.left, under.top), keys)
    under = under.shrink(left=_LEFT, bottom=_FOOT, top=len(keys) * KEY_STEP + 0.42, right=0.1)
    boxes = split(under, [1] * len(outcomes), [1] * rows, (_GAP_X, _GAP_Y))
    for row, option in enumerate(view.shown):
        middle, chip = (boxes[row][0].top + boxes[row][0].bottom) / 2, chip_style(view.mixes[option.mix])
        page.write(page.box.left + 0.08, middle, view.option_code(option), va="center", **chip)
        for column, outcome in enumerate(outcomes):
            axes = page.axes(boxes[row][column])
            _draw_indices(axes, view, _wanted(table, view, option, outcome), factors)
            if row == 0:
                room = boxes[row][column].right - boxes[row][column].left
                axes.set_title(
                    "\n".join(wrap(view.outcome_label(outcome), room, SMALL, "bold")),
                    size=SMALL,
                    weight="bold",
                    loc="left",
                )
            axes.tick_params(labelbottom=row == rows - 1, labelleft=column == 0)
            if column == 0:
                axes.set_ylabel(view.word("total index"))
            if row == rows - 1:
                axes.set_xlabel(view.word("N (blocks of the sample)"))
    return page.figure


def widths(table: pd.DataFrame, index: str) -> pd.DataFrame:
    """Return the median width of intervals and its band, by size of the sample."""
    own = table[(table["index"] == index) & table["lo"].notna()]
    grouped = (own["hi"] - own["lo"]).groupby(own["samples"])
    return pd.DataFrame(
        {"low": grouped.quantile(_BAND[0]), "median": grouped.median(), "high": grouped.quantile(_BAND[1])}
    )


def needed_for(median: float, count: int) -> int:
    """Return about the sample size at which half of the intervals are narrow enough."""
    return int(2 ** np.ceil(np.log2(count * (median / CLOSE) ** 2)))


def _wanted(table: pd.DataFrame, view: SensitivityView, option: Option, outcome: str) -> pd.DataFrame:
    own = of_option(table, option)
    return own[(own["outcome"] == outcome) & (own["year"] == view.year) & (own["index"] == TOTAL)]


def _style(factors: list[str], name: str) -> tuple[str, str]:
    """Return colour and marker of a factor."""
    if name == OTHERS:
        return BASE_COLOUR, "o"
    place = [each for each in factors if each != OTHERS].index(name)
    return _DARK[place % len(_DARK)], MARKERS[place % len(MARKERS)]


def _draw_widths(axes: Axes, view: SensitivityView, found: pd.DataFrame, index: str) -> None:
    ticks = list(view.study.convergence["samples"].unique())
    axes.set_title(
        view.word(N_("First index") if index == "first" else N_("Total index")), size=BODY, weight="bold", loc="left"
    )
    axes.set_xscale("log", base=2)
    axes.set_xlim(ticks[0] / 1.3, ticks[-1] * 1.3)
    axes.set_yscale("log")
    known = found[found["median"] > 0]
    axes.set_ylim(min([CLOSE, *known["median"]]) / 2, max([CLOSE, *known["high"]]) * 1.5)
    axes.axhline(CLOSE, color=SOFT, linewidth=0.9)
    if len(known):
        counts = known.index.to_numpy(dtype=float)
        if len(counts) > 1:
            axes.fill_between(counts, np.maximum(known["low"], CLOSE / 100), known["high"], color=FAINT, linewidth=0)
        axes.plot(counts, known["median"], color=COLOURS[0], marker="o", markersize=4, linewidth=1.6)
        last, median = counts[-1], float(known["median"].iloc[-1])
        if median > CLOSE:
            end = last * (median / CLOSE) ** 2
            axes.plot([last, end], [median, CLOSE], color=COLOURS[0], linestyle=":", linewidth=1.3)
            axes.set_xlim(ticks[0] / 1.3, end * 1.3)
            ticks += [2**power for power in range(int(np.log2(last)) + 2, int(np.ceil(np.log2(end))) + 1, 2)]
    axes.xaxis.set_major_locator(FixedLocator(ticks))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: view.number(value, 0)))
    axes.yaxis.set_major_locator(FixedLocator([0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}".replace(".", view.number(0.1, 1)[1])))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_minor_formatter(NullFormatter())
        axis.set_tick_params(which="minor", length=0)
    axes.set_xlabel(view.word("N (blocks of the sample)"))
    axes.set_ylabel(view.word("width of 90% interval"))


def _draw_indices(axes: Axes, view: SensitivityView, own: pd.DataFrame, factors: list[str]) -> None:
    axes.set_xscale("log", base=2)
    counts = sorted(own["samples"].unique())
    for place, name in enumerate(factors):
        rows = own[own["factor"] == name].sort_values("samples")
        colour, marker = _style(factors, name)
        x = rows["samples"].to_numpy(dtype=float) * _APART ** (place - (len(factors) - 1) / 2)
        value, low, high = (rows[column].to_numpy(dtype=float) for column in ("value", "lo", "hi"))
        axes.vlines(x, np.clip(low, 0, 1), np.clip(high, 0, 1), color=colour, linewidth=1.2)
        axes.plot(x, np.clip(value, 0, 1), color=colour, marker=marker, markersize=4, linewidth=0.9)
    if own["value"].isna().all():
        text = view.word(N_("– nothing varies") if (own["standing"] == "nothing varies").all() else N_("? not known"))
        axes.text(0.5, 0.5, text, transform=axes.transAxes, size=SMALL, color=SOFT, ha="center", va="center")
    axes.set_ylim(-0.03, 1.03)
    axes.set_yticks([0, 0.5, 1], [view.number(value, 1) for value in (0.0, 0.5, 1.0)])
    axes.grid(axis="y")
    axes.set_xlim(counts[0] / 1.35, counts[-1] * 1.35)
    axes.xaxis.set_major_locator(FixedLocator(counts))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.xaxis.set_tick_params(which="minor", length=0)


def _texts(view: SensitivityView, table: pd.DataFrame) -> Texts:
    found = widths(table, TOTAL)
    if found.empty:
        title = view.word("No index is known, so none settles")
    else:
        count, median = int(found.index[-1]), float(found["median"].iloc[-1])
        gaps = {"count": view.number(count, 0), "close": view.number(CLOSE, 1), "width": view.number(median, 2)}
        if median > CLOSE:
            title = view.say(
                "At N = {count}, half of the 90% intervals of total indices are wider than {width}; about N "
                "= {needed} would bring that to {close}",
                needed=view.number(needed_for(median, count), 0),
                **gaps,
            )
        else:
            title = view.say(
                "At N = {count}, more than half of the 90% intervals of total indices are at most {close} wide", **gaps
            )
    subtitle = view.word(
        "Above: width of the 90% intervals of all indices of {kind}. Below: total indices in {year} "
        "from a quarter, a half and all of the sample",
        kind=view.kind_label,
        year=view.year,
    )
    return view.texts(
        capital(title),
        subtitle,
        view.word(
            "Line: median; band: middle 80% of outcomes, mixes, years and mechanisms. Dotted: as "
            "intervals narrow with the square root of N. Grey line: width at which an index counts as "
            "resolved. Intervals from few blocks are rough; what lies outside 0 to 1 is drawn at the "
            "edge."
        ),
    )
