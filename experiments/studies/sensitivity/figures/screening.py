"""The screening as a heat map: mechanisms down in the order of what they matter, outcomes across."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from experiments.report.layout import text_width
from experiments.report.page import WIDTH, Texts, new_page
from experiments.report.stacked_bars import KEY_STEP, Part, draw_key, key_rows
from experiments.report.style import INK, PAPER, SMALL, SOFT, shortened, text_on
from experiments.report.translation import N_
from experiments.studies.sensitivity.estimates import CONSTANT
from experiments.studies.sensitivity.figures.view import (
    SensitivityView,
    cells,
    hatched,
    room_for,
    share_colours,
    share_key,
)
from model.state.state import Array, BoolArray

NAME = "appendix_3_screening"
MOST_ROWS = 40
_SHOWN = 0.005
"""Shares below this have no number: with two decimals they would be 0."""
_ROW = 0.16
_LONGEST = 40
"""Columns of the label of an outcome; a longer one ends in an ellipsis."""


def draw(view: SensitivityView) -> Figure:
    """Draw a cell for each mechanism and outcome."""
    table = view.of_kind(view.study.screening)
    ranked = view.study.ranking[view.study.ranking["factor"].isin(table["factor"])]
    factors, outcomes = list(ranked["factor"])[:MOST_ROWS], list(view.subject.outcomes)
    left = room_for(view.factor_label(name) for name in factors)
    labels = [shortened(view.outcome_label(name), _LONGEST) for name in outcomes]
    head = max(text_width(label, SMALL) for label in labels) + 0.15
    key = [*share_key(view.language), Part(view.word("no larger than chance"), PAPER, hatched=True)]
    key += [Part(view.word(text), PAPER) for text in (N_("– nothing varies"), N_("? not known"))]
    keys = key_rows(key, WIDTH)
    page = new_page((WIDTH, len(keys) * KEY_STEP + head + len(factors) * _ROW), _texts(view, table, ranked))
    draw_key(page, (page.box.left, page.box.top), keys)
    axes = page.axes(page.box.shrink(left=left, top=len(keys) * KEY_STEP + head))
    shown, below = sizes(table, factors, outcomes)
    colours = share_colours()
    constant = table[table["standing"] == CONSTANT].groupby("outcome").size()
    for (row, column), value in np.ndenumerate(shown):
        style: dict[str, Any] = {"size": SMALL, "ha": "center", "va": "center"}
        if np.isnan(value):
            mark = "–" if constant.get(outcomes[column], 0) else "?"
            axes.text(column + 0.5, row + 0.5, mark, color=SOFT, **style)
            continue
        if below[row, column]:
            hatched(axes, row, column)
        ink = text_on(to_hex(colours(float(value))))
        axes.text(
            column + 0.5,
            row + 0.5,
            _short(view, float(value)),
            color=ink,
            **style,
        )
    cells(axes, shown, len(factors))
    names = [view.factor_label(name) for name in factors]
    axes.set_yticks(np.arange(len(names)) + 0.5, names, size=SMALL, color=INK)
    for text, chosen in zip(axes.get_yticklabels(), ranked["chosen"], strict=False):
        text.set_fontweight("bold" if chosen else "normal")
    axes.xaxis.tick_top()
    axes.set_xticks(np.arange(len(labels)) + 0.5, labels, size=SMALL, color=INK, rotation=90)
    axes.tick_params(axis="x", pad=2)
    return page.figure


def _short(view: SensitivityView, share: float) -> str:
    """Return a share without its leading 0; nothing for what is next to 0."""
    return "" if share < _SHOWN else view.number(share, 2).removeprefix("0")


def sizes(table: pd.DataFrame, factors: list[str], outcomes: list[str]) -> tuple[Array, BoolArray]:
    """Return mean relative effects, and whether most are no larger than luck: both factors x outcomes."""
    known = table[table["relative"].notna()]
    below = (known["value"] <= known["gauge"]).astype(float)
    groups = [known["factor"], known["outcome"]]
    mean = known["relative"].groupby(groups).mean().unstack().reindex(index=factors, columns=outcomes)
    most = below.groupby(groups).mean().unstack().reindex(index=factors, columns=outcomes)
    return mean.to_numpy(dtype=float), most.to_numpy(dtype=float) > 1 / 2


def _texts(view: SensitivityView, table: pd.DataFrame, ranked: pd.DataFrame) -> Texts:
    kind, leaders = view.kind_label, ranked.head(2)
    resolved = view.number(int(table["resolved"].sum()), 0)
    indices = view.number(int(table["value"].notna().sum()), 0)
    if leaders["score"].isna().any():
        title = view.word("The screening found no effect that is known")
    elif not table["resolved"].any():
        title = view.word(
            "Nothing in the screening stands out from chance: none of {indices} effects is resolved (largest mean "
            "score: {factor})",
            indices=indices,
            factor=view.factor_label(str(leaders["factor"].iloc[0])),
        )
    else:
        factor, second = (view.factor_label(str(each)) for each in leaders["factor"])
        score, score2 = (view.number(float(each), 2) for each in leaders["score"])
        leading = {"factor": factor, "second": second, "score": score, "score2": score2}
        title = view.say(
            "{factor} has the highest mean score in the screening ({score}; next {second}, {score2}); "
            "{resolved} of {indices} effects are resolved",
            **leading,
            resolved=resolved,
            indices=indices,
        )
    note = view.word(
        "{count} trajectories; {resolved} of {indices} effects are resolved. Hatched: in most cases "
        "no larger than what other random numbers alone would give. The first {shown} of {groups}.",
        count=view.study.options.trajectories,
        resolved=resolved,
        indices=indices,
        shown=min(len(ranked), MOST_ROWS),
        groups=len(ranked),
    )
    return view.texts(
        title,
        view.word(
            "Mean size of effects (Morris μ*) as a share of the largest: mean over mixes and years of "
            "{kind}; bold: has indices of its own",
            kind=kind,
        ),
        note,
    )
