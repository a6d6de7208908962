"""What the instruments of each mix do for impact: each by itself, and each pair together."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from experiments.report.formatting import factor, is_clear, places_for
from experiments.report.layout import Box, wrap
from experiments.report.page import WIDTH, Page, chip_style, chip_width, new_page
from experiments.report.style import BODY, GAIN, INK, LOSS, PALE, PAPER, SMALL, SOFT, bare, text_on
from experiments.studies.ablation.figures.view import AblationView
from experiments.studies.ablation.interactions import IMPACT, PAIR, WITHOUT
from model.outcomes import OUTCOMES

NAME = "appendix_2_pairs"
BY_CHANCE = 0.1
"""Share of 90% intervals that leave out 0 where there is nothing."""
_LABEL, _HEAD, _FOOT, _GAP = 1.9, 0.42, 0.05, 0.2
_ROW, _WIDEST = 0.2, 0.58
_FAINTEST = 0.25
"""Strength of the colour of the smallest effects, as part of the largest."""


def draw(view: AblationView) -> Figure:
    """Draw a triangle a mix."""
    mixes = [name for name in view.others if not view.rows(view.study.interactions, mix=name).empty]
    shapes = {name: len(instruments(view, name)) for name in mixes}
    heights = [_HEAD + shapes[name] * _ROW + _FOOT for name in mixes]
    said, word = view.said, view.said.word
    pairs = len(view.rows(view.study.interactions, outcome=IMPACT, kind=PAIR))
    texts = said.texts(
        title(view),
        word(
            "{outcome} [{unit}], end of {year}{course}. Diagonal: what the instrument adds to the mix. "
            "Below it: how much more a pair adds together than apart",
            outcome=said.outcome_label(IMPACT),
            unit=said.unit(IMPACT),
            year=view.year,
            course=view.where(),
        ),
        word(
            "Blue: they reinforce one another; rust: they take from one another; grey: the 90% interval "
            "over {seeds} seeds holds 0. Bold: an effect whose interval leaves out 0; by chance alone "
            "about {chance} of {pairs} pairs would. K1: positive share of interactions x coverage of "
            "channels.",
            seeds=view.study.options.instruments,
            pairs=pairs,
            chance=round(BY_CHANCE * pairs),
        ),
    )
    page = new_page((WIDTH, sum(heights) + _GAP * (len(mixes) - 1)), texts)
    top = page.box.top
    for name, height in zip(mixes, heights, strict=True):
        _draw_mix(page, view, name, (page.box.left, top))
        top -= height + _GAP
    return page.figure


def instruments(view: AblationView, mix: str) -> list[str]:
    """Return the instruments in which a mix differs from the base."""
    rows = view.rows(view.study.interactions, mix=mix, kind=WITHOUT)
    return list(dict.fromkeys(rows["first"]))


def title(view: AblationView) -> str:
    """Return the share of interactions that is positive, and how many are clear."""
    word = view.said.word
    rows = view.rows(view.study.k1)
    known = rows.loc[rows["share"].notna(), "share"]
    pairs = view.rows(view.study.interactions, outcome=IMPACT, kind=PAIR)
    clear = word(
        "{clear} of {all} pairs have one beyond the spread of seeds", clear=int(pairs["clear"].sum()), all=len(pairs)
    )
    if known.empty:
        return word(
            "Of the interactions of two instruments on impact {share} are positive, by size; {message}",
            share="–",
            message=clear,
        )
    low, high = (view.said.number(100 * float(value), 0) + "%" for value in (known.min(), known.max()))
    share = low if low == high else word("{low} to {high}, by mix,", low=low, high=high)
    return word(
        "Of the interactions of two instruments on impact {share} are positive, by size; {message}",
        share=share,
        message=clear,
    )


def _draw_mix(page: Page, view: AblationView, mix: str, at: tuple[float, float]) -> None:
    left, top = at
    style, names = view.others[mix], instruments(view, mix)
    cell = min(_WIDEST, (WIDTH - _LABEL) / len(names))
    page.write(left + chip_width(style.code) / 2, top - 0.1, style.code, ha="center", va="center", **chip_style(style))
    page.write(left + chip_width(style.code) + 0.1, top - 0.1, style.label, size=BODY, weight="bold", va="center")
    page.write(left, top - 0.28, _k1_text(view, mix), size=SMALL, va="center", color=SOFT)
    for row, name in enumerate(names):
        y = top - _HEAD - (row + 0.5) * _ROW
        lines = wrap(said_label(view, name), _LABEL - 0.4, SMALL)
        page.write(left + _LABEL - 0.28, y, "\n".join(lines), size=SMALL, ha="right", va="center", linespacing=1.05)
        page.write(left + _LABEL - 0.1, y, str(row + 1), size=SMALL, ha="center", va="center", color=SOFT)
    right = left + _LABEL + len(names) * cell
    axes = page.axes(Box(left + _LABEL, top - _HEAD - len(names) * _ROW, right, top - _HEAD))
    bare(axes)
    axes.set_xlim(0, len(names))
    axes.set_ylim(len(names), 0)
    rows = view.rows(view.study.interactions, mix=mix, outcome=IMPACT)
    _draw_cells(axes, view, rows, names)


def said_label(view: AblationView, instrument: str) -> str:
    """Return the label of an instrument without what stands in brackets."""
    return view.instrument(instrument).split(" (", maxsplit=1)[0]


def _k1_text(view: AblationView, mix: str) -> str:
    found = view.rows(view.study.k1, mix=mix)
    k1, low, high = (float(found[name].iloc[0]) for name in ("k1", "k1_lo", "k1_hi"))
    if not math.isfinite(k1):
        return view.said.word("K1 not known: no pair")
    places = 2
    told = view.said.number(k1, places)
    if math.isfinite(low):
        told = f"{told} [{view.said.number(low, places)}; {view.said.number(high, places)}]"
    return view.said.word("K1 = {k1}", k1=told)


def _draw_cells(axes: Axes, view: AblationView, rows: pd.DataFrame, names: list[str]) -> None:
    scale = factor(IMPACT)
    pairs = view.rows(view.study.interactions, outcome=IMPACT, kind=PAIR)["effect"].abs() * scale
    largest = float(pairs.max()) if len(pairs) else 0.0
    shown = rows[rows["kind"].isin([PAIR, WITHOUT])]
    places = min(places_for(shown["effect"] * scale), 3)
    for row in shown.to_dict(orient="records"):
        effect, clear = float(row["effect"]) * scale, is_clear(row["lo"], row["hi"])
        own = row["kind"] == WITHOUT
        across = names.index(row["first"])
        down = across if own else names.index(row["second"])
        colour = PAPER if own else PALE
        if clear and not own:
            colour = _tint(effect * OUTCOMES[IMPACT].direction, largest)
        patch = Rectangle((across, down), 1, 1, facecolor=colour, edgecolor=SOFT if own else PAPER, linewidth=0.8)
        axes.add_patch(patch)
        text = view.said.number(effect, places, signed=True)
        weight = "bold" if clear else "normal"
        ink = text_on(colour) if clear and not own else (INK if clear else SOFT)
        axes.text(across + 0.5, down + 0.5, text, size=SMALL, ha="center", va="center", color=ink, weight=weight)


def _tint(effect: float, largest: float) -> str:
    """Return blue or rust, the paler the smaller an effect is beside the largest."""
    part = _FAINTEST + (1 - _FAINTEST) * min(abs(effect) / largest, 1.0) if largest else _FAINTEST
    mixed = [1 - part * (1 - channel) for channel in to_rgb(GAIN if effect > 0 else LOSS)]
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in mixed)
