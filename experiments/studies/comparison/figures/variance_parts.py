"""Of what the variance of differences from the base consists, as stacked shares with the interval of the largest."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from experiments.report.formatting import percent
from experiments.report.layout import Box, wrap
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.page import Texts, new_page
from experiments.report.stacked_bars import KEY_STEP, Part, draw_key, key_rows, share_axis, stack
from experiments.report.style import FAINT, GAIN, INK, LOSS, PART, SMALL, SOFT
from experiments.studies.comparison.figures.view import View
from experiments.studies.comparison.variance_parts import INPUT, LUCK, PARAMETERS, PARTS, TOGETHER, median_shares

NAME = "10_variance_parts"
COLOURS = {PARAMETERS: GAIN, LUCK: LOSS, INPUT: PART, TOGETHER: FAINT}
_LEFT, _MIX, _BARS, _GAP, _TEXT = 2.6, 0.55, 3.6, 0.2, 2.9
_ROW, _BETWEEN, _FOOT = 0.25, 0.16, 0.4


def draw(view: View) -> Figure:
    """Draw a bar a mix for each of a few outcomes, in the last year of report."""
    table = view.tables.variance_parts
    last = table[table["year"] == table["year"].max()]
    outcomes = [name for name in KEY_OUTCOMES if name in set(last["outcome"])]
    parts = {name: Part(view.word(name), COLOURS[name]) for name in PARTS}
    width = _LEFT + _MIX + _BARS + _GAP + _TEXT
    keys = key_rows(list(parts.values()), width)
    each = _ROW * len(view.others) + _BETWEEN
    page = new_page((width, len(keys) * KEY_STEP + 0.1 + len(outcomes) * each + _FOOT), _texts(view, last))
    draw_key(page, (page.box.left, page.box.top), keys)
    left, top = page.box.left + _LEFT + _MIX, page.box.top - len(keys) * KEY_STEP - 0.1
    for number, outcome in enumerate(outcomes):
        height = _ROW * len(view.others)
        lines = "\n".join(wrap(view.outcome_label(outcome), _LEFT - 0.2, SMALL))
        page.write(page.box.left, top - height / 2, lines, size=SMALL, va="center", color=INK)
        axes = page.axes(Box(left, top - height, left + _BARS, top))
        for row, mix in enumerate(view.others):
            own = last[(last["outcome"] == outcome) & (last["mix"] == mix)].set_index("part")
            stack(axes, row, _drawn(own), parts, _BARS)
            middle = top - (row + 0.5) * _ROW
            page.write(left - 0.1, middle, view.mixes[mix].code, size=SMALL, ha="right", va="center", color=INK)
            page.write(left + _BARS + _GAP, middle, _largest(view, own), size=SMALL, va="center", color=SOFT)
        share_axis(axes, len(view.others))
        axes.set_ylim(len(view.others) - 0.5, -0.5)
        is_last = number == len(outcomes) - 1
        axes.tick_params(axis="x", labelbottom=is_last, length=3 if is_last else 0)
        axes.spines["bottom"].set_visible(is_last)
        if is_last:
            axes.set_xlabel(view.word("% of the variance"))
        top -= each
    return page.figure


def _drawn(own: pd.DataFrame) -> dict[str, float]:
    """Return the shares of a bar: parts below 0 are drawn as 0, and the others in proportion."""
    shares = own["share"].clip(lower=0.0).fillna(0.0)
    whole = float(shares.sum())
    return {str(name): float(share) / whole for name, share in shares.items()} if whole > 0 else {}


def _largest(view: View, own: pd.DataFrame) -> str:
    """Return the largest part with the interval of its share."""
    if own["share"].isna().all():
        return view.word("nothing varies")
    name = str(own["share"].idxmax())
    low, high = (percent(min(1.0, max(0.0, float(own[end][name])))) for end in ("share_lo", "share_hi"))
    return f"{view.word(name)} {low}–{high}%"


def _texts(view: View, last: pd.DataFrame) -> Texts:
    found = median_shares(last)
    told = ", ".join(f"{view.word(name)} {percent(share)}%" for name, share in found.items())
    return view.texts(
        view.word("Of what intervals consist in {year}: {parts}", year=int(last["year"].max()), parts=told),
        view.word(
            "Variance of the paired difference from mix {base} over seeds, each with its own parameters, luck and "
            "input tables; medians over headline outcomes and mixes in the title",
            base=view.base_code,
        ),
        view.word(
            "From {draws} draws of parameters that were run with two seeds of luck and two of the input tables; what "
            "these leave of the variance over {seeds} seeds is due to parameters. On the right the 90% interval of "
            "the largest part, from resampled seeds. A part that came out below 0 is drawn as 0.",
            draws=int(last["draws"].max()),
            seeds=view.seeds,
        ),
    )
