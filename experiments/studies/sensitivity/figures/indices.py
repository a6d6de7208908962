"""What drives three outcomes: groups of parameters by their total index, the largest first."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.formatting import capital, lowered
from experiments.report.layout import Box, text_width
from experiments.report.page import WIDTH, Texts, new_page
from experiments.report.style import BODY, GAIN, INK, OPEN, SMALL, SOFT, only_bottom
from experiments.studies.sensitivity.figures.view import SHOWN, SensitivityView
from experiments.studies.sensitivity.noise import CHANCE
from experiments.studies.sensitivity.noise import METHOD as REPLICATES
from experiments.studies.sensitivity.sampling import OTHERS
from experiments.studies.sensitivity.variance import METHOD, TOTAL

NAME = "1_total_indices"
MOST_ROWS = 6
_ROW, _HEAD, _AXIS, _GAP, _NUMBER = 0.19, 0.24, 0.36, 0.12, 0.4
_BAR = 0.62


def draw(view: SensitivityView) -> Figure:
    """Draw a panel an outcome: a bar a group of parameters, over the mixes."""
    tables = {name: ranked(view, name) for name in outcomes(view)}
    labels = [view.factor_label(name) for table in tables.values() for name in table.index]
    left = max((text_width(label, SMALL) for label in labels), default=0.0) + 0.14
    heights = [_HEAD + max(1, len(table)) * _ROW for table in tables.values()]
    page = new_page((WIDTH, sum(heights) + _GAP * len(heights) + _AXIS), _texts(view, tables))
    top = page.box.top
    widest = max([1.0, *(float(table["hi"].max()) for table in tables.values() if len(table))])
    for number, ((outcome, table), height) in enumerate(zip(tables.items(), heights, strict=True)):
        label = view.outcome_label(outcome)
        page.write(page.box.left, top - 0.04, label, size=BODY, weight="bold", va="top", color=INK)
        box = Box(page.box.left + left, top - height, page.box.right - _NUMBER, top - _HEAD)
        for row, name in enumerate(table.index):
            y = box.top - (row + 0.5) * _ROW
            page.write(box.left - 0.07, y, view.factor_label(name), size=SMALL, ha="right", va="center", color=INK)
        axes = page.axes(box)
        _bars(axes, view, table, widest)
        last = number == len(tables) - 1
        axes.tick_params(axis="x", labelbottom=last, length=3 if last else 0)
        if last:
            axes.set_xlabel(view.word("total index (share of the variance)"))
        top -= height + _GAP
    return page.figure


def outcomes(view: SensitivityView) -> list[str]:
    """Return the outcomes that are drawn, where they were asked for; else the first ones."""
    asked = view.subject.outcomes
    return [each for each in SHOWN if each in asked] or list(asked[: len(SHOWN)])


def ranked(view: SensitivityView, outcome: str) -> pd.DataFrame:
    """Return the total indices in the last year, one row a group, the largest first.

    Columns: `value` (median over mixes), `lo` and `hi` (the outermost ends of their 90% intervals), and `resolved`
    (whether that holds for at least half of the mixes).
    """
    table = view.of_kind(view.study.indices)
    own = table[table["method"].isin([METHOD, REPLICATES]) & (table["index"] == TOTAL)]
    own = own[(own["outcome"] == outcome) & (own["year"] == view.year) & own["value"].notna()]
    groups = own.assign(resolved=own["resolved"].astype(float)).groupby("factor", sort=False)
    found: pd.DataFrame = groups.agg({"value": "median", "lo": "min", "hi": "max", "resolved": "mean"})
    found["resolved"] = found["resolved"] >= 1 / 2
    return found.sort_values("value", ascending=False, kind="stable").head(MOST_ROWS)


def leader(table: pd.DataFrame) -> str | None:
    """Return the group that matters most, where that is resolved and its interval lies above every other group."""
    named = table.drop(index=[OTHERS, CHANCE], errors="ignore")
    if named.empty or not named["resolved"].iloc[0]:
        return None
    return str(named.index[0]) if (named["value"].iloc[1:] < named["lo"].iloc[0]).all() else None


def _bars(axes: Axes, view: SensitivityView, table: pd.DataFrame, widest: float) -> None:
    only_bottom(axes)
    axes.set_xlim(0.0, widest * 1.02)
    axes.set_ylim(max(1, len(table)) - 0.5, -0.5)
    if table.empty:
        axes.text(0.02, 0, view.word("no index is known"), size=SMALL, color=SOFT, va="center")
    for row, (name, own) in enumerate(table.iterrows()):
        value = float(np.clip(own["value"], 0.0, None))
        colour = GAIN if own["resolved"] and name not in (OTHERS, CHANCE) else OPEN
        axes.barh(row, value, height=_BAR, color=colour, linewidth=0, zorder=2)
        axes.plot(np.clip([own["lo"], own["hi"]], 0.0, None), [row, row], color=INK, linewidth=0.9, zorder=3)
        number = view.number(float(own["value"]), 2)
        axes.annotate(
            number, (1, row), (4, 0), xycoords=axes.get_yaxis_transform(), textcoords="offset points", size=SMALL,
            va="center", color=INK if own["resolved"] else SOFT, annotation_clip=False,
        )  # fmt: skip
    axes.grid(axis="x")
    axes.set_xticks(
        np.arange(0.0, widest + 0.01, 0.25), [view.number(each, 2) for each in np.arange(0.0, widest + 0.01, 0.25)]
    )


def _texts(view: SensitivityView, tables: dict[str, pd.DataFrame]) -> Texts:
    clauses = []
    for outcome, table in tables.items():
        found = leader(table)
        told = view.word("nothing clearly first") if found is None else view.factor_label(found)
        clauses.append(f"{lowered(view.outcome_label(outcome))}: {told}")
    return view.texts(
        capital(view.say("What matters most in {year} – {message}", year=view.year, message="; ".join(clauses))),
        view.word(
            "Share of the variance of {kind} that a group of parameters has to do with, alone or together with others "
            "(shares may add up to more than 1); beside them all other groups together, and chance",
            kind=view.kind_label,
        ),
        view.word(
            "Bars: median over mixes; lines: from the lowest to the highest end of their 90% intervals. Blue: resolved "
            "for at least half of the mixes; grey: not, or no group of its own. Sobol indices from {count} blocks of "
            "the sample. Other outcomes and years: see the table of indices.",
            count=view.study.options.samples,
        ),
    )
