"""Of what the variance of differences from the base consists, as stacked shares with the interval of the largest."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from experiments.report.formatting import percent
from experiments.report.layout import Box, wrap
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.page import WIDTH, Texts, new_page
from experiments.report.stacked_bars import KEY_STEP, Part, draw_key, key_rows, share_axis, stack
from experiments.report.style import FAINT, GAIN, INK, LOSS, PART, SMALL, SOFT
from experiments.report.translation import N_
from experiments.studies.comparison.figures.view import View
from experiments.studies.comparison.variance_parts import (
    INPUT,
    LABELS,
    LUCK,
    PARAMETERS,
    PARTS,
    TOGETHER,
    median_shares,
)

NAME = "10_variance_parts"
COLOURS = {PARAMETERS: GAIN, LUCK: LOSS, INPUT: PART, TOGETHER: FAINT}
_LEFT, _GAP, _TEXT = 1.9, 0.1, 1.55
_ROW, _FOOT = 0.26, 0.36


def draw(view: View) -> Figure:
    """Draw a bar for each of a few outcomes, its medians over mixes, in the last year of report."""
    table = view.tables.variance_parts
    last = table[table["year"] == table["year"].max()]
    outcomes = [name for name in KEY_OUTCOMES if name in set(last["outcome"])]
    parts = {name: Part(view.word(LABELS[name]), COLOURS[name]) for name in PARTS}
    keys = key_rows(list(parts.values()), WIDTH)
    height = len(outcomes) * _ROW
    page = new_page((WIDTH, len(keys) * KEY_STEP + 0.1 + height + _FOOT), _texts(view, last))
    draw_key(page, (page.box.left, page.box.top), keys)
    left, top = page.box.left + _LEFT, page.box.top - len(keys) * KEY_STEP - 0.1
    bars = WIDTH - _LEFT - _GAP - _TEXT
    axes = page.axes(Box(left, top - height, left + bars, top))
    for row, outcome in enumerate(outcomes):
        middle = top - (row + 0.5) * _ROW
        lines = "\n".join(wrap(view.outcome_label(outcome), _LEFT - 0.1, SMALL))
        page.write(page.box.left, middle, lines, size=SMALL, va="center", color=INK, linespacing=1.05)
        own = _medians(last[last["outcome"] == outcome])
        stack(axes, row, _drawn(own), parts, bars)
        page.write(left + bars + _GAP, middle, _largest(view, own), size=SMALL, va="center", color=SOFT)
    share_axis(axes, len(outcomes))
    axes.set_ylim(len(outcomes) - 0.5, -0.5)
    axes.set_xlabel(view.word("% of the variance"))
    return page.figure


def _medians(own: pd.DataFrame) -> pd.DataFrame:
    """Return the median share of each part over mixes, and the outermost ends of its intervals."""
    return own.groupby("part", sort=False).agg({"share": "median", "share_lo": "min", "share_hi": "max"})


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
    return f"{view.word(LABELS[name])} {low}–{high}%"


def _texts(view: View, last: pd.DataFrame) -> Texts:
    found = median_shares(last)
    first, *others = sorted(found, key=lambda name: -found[name])
    told = ", ".join(f"{view.word(LABELS[str(name)])} {percent(found[name])}%" for name in others)
    text = (
        N_("Most of what is uncertain about differences in {year} is due to {first} ({share}%); beside it {others}")
        if found[first] > 1 / 2
        else N_(
            "No single cause makes up most of what is uncertain about differences in {year}: {first} {share}%, {others}"
        )
    )
    return view.texts(
        view.word(
            text,
            year=int(last["year"].max()),
            first=view.word(LABELS[str(first)]),
            share=percent(found[first]),
            others=told,
        ),
        view.word(
            "Variance of the paired difference from mix {base} over seeds, each with its own parameters, random "
            "numbers and input tables; medians over mixes, in the title over headline outcomes as well",
            base=view.base_code,
        ),
        view.word(
            "From {draws} draws of parameters that were run with two random seeds and two draws of the input tables; "
            "what these leave of the variance over {seeds} seeds is due to parameters. On the right the largest part, "
            "from the lowest to the highest end of its 90% intervals over mixes. A part that came out below 0 is drawn "
            "as 0.",
            draws=int(last["draws"].max()),
            seeds=view.seeds,
        ),
    )
