"""How the difference of a mix from the base changes when each mechanism is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.formatting import factor, places_for
from experiments.report.intervals import limits, number_axis
from experiments.report.layout import Box, text_width
from experiments.report.page import WIDTH, Page, chip_style, chip_width, new_page
from experiments.report.style import BODY, GAIN, INK, LOSS, OPEN, SMALL, SOFT, only_bottom
from experiments.report.translation import N_
from experiments.studies.ablation.figures.view import AblationView
from experiments.studies.ablation.ranking import CHANGES
from model.outcomes import OUTCOMES

NAME = "1_ablation_waterfall"
SHOWN = ("chain_impact_dutch", "level_playing_field_nld", "k5_remedy")
"""Outcomes that are drawn, where they were asked for; else the first ones. All are in the table."""
MOST_MECHANISMS = 5
LEAST_PART = 0.02
"""Changes smaller than this part of what is largest in an outcome cannot be seen, so they come last."""
_LEFT, _NUMBER, _ROW, _HEAD, _AXIS, _BETWEEN = 2.3, 1.45, 0.18, 0.24, 0.22, 0.12


def draw(view: AblationView) -> Figure:
    """Draw a panel an outcome: the mix that leads with everything on, and a row a mechanism."""
    blocks = {name: (mix := leading(view, name), mechanisms(view, name, mix)) for name in shown_outcomes(view)}
    heights = {name: _HEAD + (len(names) + 1) * _ROW + _AXIS + _BETWEEN for name, (_, names) in blocks.items()}
    said = view.said
    texts = said.texts(
        title(view, next(iter(blocks))),
        said.word(
            "Difference from mix {base} at the end of {year}{course} of the mix that is first: with everything on, and "
            "without one mechanism; the mechanisms that change it most",
            base=said.mixes[view.study.stored.subject.base].code,
            year=view.year,
            course=view.where(),
        ),
        said.word(
            "Bars run from the difference with everything on (dashed) to that without the mechanism, which is the "
            "number at the right; lines are 90% intervals over {seeds} seeds, of the difference in the first row and "
            "of the change below. Blue: a change to the better; rust: to the worse; grey: the interval holds 0. Code: "
            "another mix leads without it (above the first without, below with it). Other mixes and outcomes: see the "
            "table.",
            seeds=view.study.options.mechanisms,
        ),
    )
    page = new_page((WIDTH, sum(heights.values())), texts)
    top = page.box.top
    for outcome, (mix, names) in blocks.items():
        _draw_block(page, view, (outcome, mix), names, top)
        top -= heights[outcome]
    return page.figure


def shown_outcomes(view: AblationView) -> list[str]:
    """Return the outcomes of the figure: the usual ones of the study, or else its first."""
    asked = view.study.stored.subject.outcomes
    return [name for name in SHOWN if name in asked] or list(asked[: len(SHOWN)])


def leading(view: AblationView, outcome: str) -> str:
    """Return the mix beside the base whose difference with everything on is best."""
    rows = view.rows(view.study.ablation, outcome=outcome)
    rows = rows[rows["mix"].isin(list(view.others))].drop_duplicates("mix").set_index("mix")
    gains = (rows["on"] * OUTCOMES[outcome].direction).reindex(list(view.others)).fillna(-np.inf)
    return str(gains.idxmax())


def mechanisms(view: AblationView, outcome: str, mix: str) -> list[str]:
    """Return the mechanisms that change who leads on an outcome, and those that change the difference of a mix most.

    They stand by the size of their clear changes, then by that of others.
    """
    rows = view.rows(view.study.ablation, outcome=outcome, mix=mix)
    size = rows["change"].abs()
    least = LEAST_PART * float(np.nanmax([*rows["on"].abs(), *size, 0.0]))
    clear = size.where(rows["clear"] & (size >= least), 0.0)
    most = rows.assign(clear_size=clear, size=size).set_index("mechanism")[["clear_size", "size"]]
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


def _draw_block(page: Page, view: AblationView, key: tuple[str, str], names: Sequence[str], top: float) -> None:
    """Draw one panel; `key` is the outcome and the mix."""
    said, (outcome, mix) = view.said, key
    style: dict[str, Any] = {"va": "center", "color": INK}
    label = f"{said.outcome_label(outcome)}, {said.unit(outcome)}"
    middle, chip = top - _HEAD / 2, said.mixes[mix]
    page.write(page.box.left, middle, label, size=BODY, weight="bold", **style)
    x = page.box.left + text_width(label, BODY, "bold") + 0.2
    page.write(x + chip_width(chip.code) / 2, middle, chip.code, ha="center", va="center", **chip_style(chip))
    page.write(x + chip_width(chip.code) + 0.08, middle, chip.label, size=SMALL, **style)
    first = top - _HEAD - _ROW / 2
    right = page.box.left + _LEFT - 0.1
    page.write(right, first, said.word("everything on"), size=SMALL, ha="right", weight="bold", **style)
    for place, name in enumerate(names, start=1):
        _name_mechanism(page, view, (outcome, name), (right, first - place * _ROW))
    rows = view.rows(view.study.ablation, outcome=outcome, mix=mix).set_index("mechanism").reindex(list(names))
    height = (len(names) + 1) * _ROW
    axes = page.axes(Box(page.box.left + _LEFT, top - _HEAD - height, page.box.right - _NUMBER, top - _HEAD))
    axes.set_ylim(len(names) + 0.5, -0.5)
    _draw_panel(axes, view, rows, outcome)


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
    """Draw the difference of a mix with everything on, and from there what leaving each mechanism out does."""
    scale, better = factor(outcome), OUTCOMES[outcome].direction
    only_bottom(axes)
    axes.axvline(0.0, color=SOFT, linewidth=0.7, zorder=1)
    if rows.empty:
        axes.set_xticks([])
        return
    ends = [rows[column] * scale for column in ("on_lo", "on_hi", "on", "off")]
    ends += [(rows["on"] + rows[column]) * scale for column in ("lo", "hi")]
    axes.set_xlim(*limits([float(value) for column in ends for value in column], around=0.0))
    on = float(rows["on"].iloc[0]) * scale
    places = max(1, places_for([on]))
    axes.axvline(on, color=SOFT, linewidth=0.9, linestyle="--", zorder=1)
    axes.barh(0, on, height=0.62, color=SOFT, zorder=2)
    bounds = [float(rows[name].iloc[0]) * scale for name in ("on_lo", "on_hi")]
    axes.plot(bounds, [0, 0], color=INK, linewidth=0.9)
    told = [(on, bounds[0], bounds[1])]
    for place, row in enumerate(rows.to_dict(orient="records"), start=1):
        change = float(row["change"]) * scale
        colour = OPEN
        if row["clear"] and better:
            colour = GAIN if change * better > 0 else LOSS
        axes.barh(place, change, left=on, height=0.62, color=colour, zorder=2)
        low, high = (on + float(row[name]) * scale for name in ("lo", "hi"))
        axes.plot([low, high], [place] * 2, color=INK, linewidth=0.9)
        told.append((on + change, low, high))
    for place, numbers in enumerate(told):
        text = view.said.numbers(numbers, places)
        axes.text(1.03, place, text, transform=axes.get_yaxis_transform(), size=SMALL, va="center", color=INK)
    axes.tick_params(axis="x", pad=1.5)
    number_axis(axes, view.said.language, 4, signed=True)
