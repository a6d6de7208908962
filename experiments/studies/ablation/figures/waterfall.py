"""How the difference of a mix from the base changes when each mechanism is left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.formatting import factor
from experiments.report.intervals import limits, number_axis
from experiments.report.layout import Box, text_width
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.page import Page, chip_style, new_page
from experiments.report.style import BODY, GAIN, INK, LOSS, OPEN, SMALL, SOFT, only_bottom
from experiments.report.translation import N_
from experiments.studies.ablation.figures.view import AblationView
from experiments.studies.ablation.ranking import CHANGES
from model.outcomes import OUTCOMES

NAME = "1_ablation_waterfall"
MOST_OUTCOMES, MOST_MECHANISMS = 6, 6
LEAST_PART = 0.02
"""Changes smaller than this part of what is largest in an outcome cannot be seen, so they come last."""
_LEFT, _PANEL, _GAP = 2.75, 1.75, 0.3
_ROW, _HEAD, _AXIS, _BETWEEN = 0.19, 0.22, 0.24, 0.12


def draw(view: AblationView) -> Figure:
    """Draw a block an outcome, a column a mix, and a row a mechanism."""
    outcomes = shown_outcomes(view)
    blocks = {outcome: mechanisms(view, outcome) for outcome in outcomes}
    heights = {outcome: _HEAD + (len(names) + 1) * _ROW + _AXIS + _BETWEEN for outcome, names in blocks.items()}
    width = _LEFT + len(view.others) * (_PANEL + _GAP) - _GAP
    said = view.said
    texts = said.texts(
        title(view, outcomes[0]),
        said.word(
            "Difference of each mix from mix {base} at the end of {year}{course}: with everything on, "
            "and how it changes when one mechanism is left out; per outcome the mechanisms that change "
            "it most",
            base=said.mixes[view.study.stored.subject.base].code,
            year=view.year,
            course=view.where(),
        ),
        said.word(
            "Bars run from the difference with everything on (dashed) to that without the mechanism; "
            "lines are 90% intervals, of the difference in the first row and of the change below, over "
            "{seeds} seeds. Blue: a change to the better for the mix; rust: to the worse; grey: the "
            "interval holds 0. Code beside a mechanism: another mix leads without it (above the first "
            "without, below with it, by 90% intervals over seeds).",
            seeds=view.study.options.mechanisms,
        ),
    )
    page = new_page((width, sum(heights.values())), texts, list(view.others.values()))
    top = page.box.top
    for outcome, names in blocks.items():
        _draw_block(page, view, outcome, names, top)
        top -= heights[outcome]
    return page.figure


def shown_outcomes(view: AblationView) -> list[str]:
    """Return the outcomes of the figure: the usual ones of the study, or else its first."""
    asked = view.study.stored.subject.outcomes
    return [name for name in KEY_OUTCOMES if name in asked] or list(asked[:MOST_OUTCOMES])


def mechanisms(view: AblationView, outcome: str) -> list[str]:
    """Return the mechanisms that change who leads on an outcome, and those that change its differences most.

    They stand by the size of their clear changes, then by that of others.
    """
    rows = view.rows(view.study.ablation, outcome=outcome)
    rows = rows[rows["mix"].isin(list(view.others))]
    size = rows["change"].abs()
    least = LEAST_PART * float(np.nanmax([*rows["on"].abs(), *size, 0.0]))
    clear = size.where(rows["clear"] & (size >= least), 0.0)
    most = rows.assign(clear_size=clear, size=size).groupby("mechanism", sort=False)[["clear_size", "size"]].max()
    most = most[most["size"] > 0].sort_values(["clear_size", "size"], ascending=False, kind="stable")
    verdicts = view.rows(view.study.ranking, outcome=outcome)
    carry = set(verdicts.loc[verdicts["verdict"] == CHANGES, "mechanism"])
    names = [str(name) for name in most.index]
    shown = sorted(names, key=lambda name: name not in carry)[:MOST_MECHANISMS]
    return sorted(shown, key=names.index)


def title(view: AblationView, outcome: str) -> str:
    """Return which mechanisms carry who leads on the first outcome."""
    said, word = view.said, view.said.word
    rows = view.rows(view.study.ranking, outcome=outcome)
    every = len(view.study.mechanisms)
    if rows.empty:
        return said.outcome_label(outcome)
    leader, clear = str(rows["leader"].iloc[0]), bool(rows["leader_clear"].iloc[0])
    names = [view.mechanism(name) for name in rows.loc[rows["verdict"] == CHANGES, "mechanism"]]
    if names:
        message = N_(
            "switching off one mechanism changes the leading mix ({leader}) in {count} of {all} cases: {names}"
        )
    elif clear:
        message = N_(
            "no single mechanism of {all}, switched off alone, changes the leading mix ({leader}) beyond the "
            "spread of seeds"
        )
    else:
        message = N_(
            "with everything on no mix leads beyond the spread of seeds (first: {leader}), and no mechanism "
            "changes which is first beyond it"
        )
    message = word(message, leader=view.leader(leader), count=len(names), all=every, names=", ".join(names))
    return word("{outcome}: {message}", outcome=said.outcome_label(outcome), message=message)


def _draw_block(page: Page, view: AblationView, outcome: str, names: Sequence[str], top: float) -> None:
    said, scale = view.said, factor(outcome)
    label = said.outcome_label(outcome)
    style = {"va": "center", "color": INK}
    page.write(page.box.left, top - _HEAD / 2, label, size=BODY, weight="bold", **style)
    after = page.box.left + 1.04 * text_width(label, BODY, "bold") + 0.1
    page.write(after, top - _HEAD / 2, said.unit(outcome), size=SMALL, va="center", color=SOFT)
    middle = top - _HEAD - _ROW / 2
    right = page.box.left + _LEFT - 0.12
    page.write(right, middle, said.word("everything on"), size=SMALL, ha="right", weight="bold", **style)
    for place, name in enumerate(names, start=1):
        _name_mechanism(page, view, (outcome, name), (right, middle - place * _ROW))
    rows = view.rows(view.study.ablation, outcome=outcome)
    rows = rows[rows["mechanism"].isin(list(names)) & rows["mix"].isin(list(view.others))]
    ends = [rows[column] * scale for column in ("on_lo", "on_hi", "on", "off")]
    ends += [(rows["on"] + rows[column]) * scale for column in ("lo", "hi")]
    bounds = limits([float(value) for column in ends for value in column], around=0.0)
    height = (len(names) + 1) * _ROW
    for place, mix in enumerate(view.others):
        left = page.box.left + _LEFT + place * (_PANEL + _GAP)
        axes = page.axes(Box(left, top - _HEAD - height, left + _PANEL, top - _HEAD))
        axes.set_xlim(*bounds)
        axes.set_ylim(len(names) + 0.5, -0.5)
        _draw_panel(axes, view, rows[rows["mix"] == mix].set_index("mechanism").reindex(list(names)), outcome)


def _name_mechanism(page: Page, view: AblationView, key: tuple[str, str], at: tuple[float, float]) -> None:
    """Write a mechanism before its row, with the chip of the mix that leads without it, where that is another."""
    outcome, name = key
    found = view.rows(view.study.ranking, outcome=outcome, mechanism=name)
    changed = found[found["verdict"] == CHANGES]
    right, y = at
    if len(changed):
        leader = str(changed["leader_off"].iloc[0])
        text, mix = view.leader(leader), view.only_leader(leader)
        look = chip_style(mix) if mix else {"size": SMALL, "weight": "bold", "color": INK}
        page.write(right - 0.08, y, text, ha="right", va="center_baseline", **look)
        right -= text_width(text, SMALL, "bold") + 0.26
    page.write(right, y, view.mechanism(name), size=SMALL, ha="right", va="center", color=INK)


def _draw_panel(axes: Axes, view: AblationView, rows: pd.DataFrame, outcome: str) -> None:
    """Draw one mix: the difference with everything on, and from there what leaving each mechanism out does."""
    scale, better = factor(outcome), OUTCOMES[outcome].direction
    only_bottom(axes)
    axes.axvline(0.0, color=SOFT, linewidth=0.7, zorder=1)
    if rows.empty:
        axes.set_xticks([])
        return
    mix = view.others[str(rows["mix"].iloc[0])]
    on = float(rows["on"].iloc[0]) * scale
    axes.axvline(on, color=mix.colour, linewidth=0.9, linestyle="--", zorder=1)
    axes.barh(0, on, height=0.62, color=mix.colour, zorder=2)
    axes.plot([float(rows[name].iloc[0]) * scale for name in ("on_lo", "on_hi")], [0, 0], color=INK, linewidth=0.9)
    for place, row in enumerate(rows.to_dict(orient="records"), start=1):
        change = float(row["change"]) * scale
        colour = OPEN
        if row["clear"] and better:
            colour = GAIN if change * better > 0 else LOSS
        axes.barh(place, change, left=on, height=0.62, color=colour, zorder=2)
        axes.plot([on + float(row[name]) * scale for name in ("lo", "hi")], [place] * 2, color=INK, linewidth=0.9)
    axes.tick_params(axis="x", pad=1.5)
    number_axis(axes, view.said.language, 4, signed=True)
