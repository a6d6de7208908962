"""How often forecasts of law-making held: intervals of times, and chances, each from the other acts."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.drawing import source_of
from experiments.report.formatting import number_text
from experiments.report.intervals import BIG, number_axis
from experiments.report.layout import Box, split
from experiments.report.page import WIDTH, Texts, new_page
from experiments.report.stacked_bars import KEY_STEP, Part, draw_key, key_rows
from experiments.report.style import BODY, COLOURS, FAINT, INK, MARKERS, PAPER, RULES, SMALL, SOFT, save
from experiments.report.translation import N_, in_language
from model.hashing import content_hash

NAME = "political_reliability"
SERIES = {"adoption": N_("proposal to adoption"), "application": N_("adoption to application")}
"""Times that are shown, by the name of their part; other parts have too few acts."""
_GAP, _LEFT, _RIGHT, _HEIGHT, _HEAD, _FOOT = 0.6, 0.45, 0.1, 2.2, 0.26, 0.45
_HUNDRED = 100.0
_APART = 3.0
"""Percentage points between the marks of two series."""
_LEAST = 45.0
"""Where the axis of intervals begins: the lowest level is 50%."""
_MIDDLE = 0.8
"""The level that the title reports."""
_LESS = N_("Forecast times of European acts held less often than they should: ")
_MORE = N_("Forecast times of European acts held more often than they should: ")
_ABOUT = N_("Forecast times of European acts held about as often as they should: ")


def draw_reliability(
    folder: Path, coverage: pd.DataFrame, reliability: pd.DataFrame, language: str = "en"
) -> list[Path]:
    """Draw the share of intervals that held and the share of events that happened, as PNG and SVG; return the paths.

    Args:
        folder: an existing folder.
        coverage: how often intervals held (`experiments.studies.calibration.political_reliability`).
        reliability: how often it happened, by the chance that was forecast.
        language: `en` or `nl`.
    """
    with mpl.rc_context(RULES):
        figure = _draw(coverage, reliability, language)
    return save(
        figure,
        folder,
        NAME,
        source_of("political reliability", content_hash([coverage.to_csv(), reliability.to_csv()])[:16]),
    )


def _draw(coverage: pd.DataFrame, reliability: pd.DataFrame, language: str) -> Figure:
    say = in_language(language)
    keys = key_rows([Part(say(SERIES[name]), COLOURS[place]) for place, name in enumerate(SERIES)], WIDTH)
    size = (WIDTH, _HEAD + _HEIGHT + _FOOT + len(keys) * KEY_STEP)
    texts = Texts(
        title(coverage, language),
        say("European acts and member states up to the end of 2021, each forecast from the others"),
        say(
            "Bars: exact 90% binomial intervals; acts still pending may fall either way. An interval of whole quarters "
            "holds a little more than its level. Numbers: acts, or forecasts."
        ),
        "",
    )
    page = new_page(size, texts)
    top = page.box.top - _HEAD
    box = Box(page.box.left + _LEFT, top - _HEIGHT, page.box.right - _RIGHT, top)
    left, right = (page.axes(each) for each in split(box, [1, 1], [1], (_GAP, 0.0))[0])
    all_acts = coverage[coverage["confidence"] == "all"]
    for place, name in enumerate(SERIES):
        rows = all_acts[all_acts["part"] == name]
        shift = (place - 0.5) * _APART
        _marks(left, _HUNDRED * rows["mass"] + shift, rows, rows["acts"], place)
    _frame(left, say("Times: how often an interval held"), language, _LEAST)
    left.set_xlabel(say("% that the interval should hold"))
    left.set_ylabel(say("% that it held"), labelpad=1)
    bins = reliability[reliability["part"] == "all"]
    _marks(right, _HUNDRED * bins["chance"], bins, bins["forecasts"], len(SERIES))
    _frame(right, say("Outcomes: how often it happened"), language)
    right.set_xlabel(say("chance that was forecast, %"))
    right.set_ylabel(say("% that happened"), labelpad=1)
    draw_key(page, (page.box.left + _LEFT, top - _HEIGHT - _FOOT), keys)
    return page.figure


def title(coverage: pd.DataFrame, language: str) -> str:
    """Return whether intervals of 80% held as often as they should, how many did, and how wide that leaves it."""
    table = coverage[(coverage["part"] == "european") & (coverage["confidence"] == "all")]
    row = table[np.isclose(table["level"], _MIDDLE)].iloc[0]
    low, high, mass = float(row["low"]), float(row["high"]), float(row["mass"])
    say = in_language(language)
    told = say(
        "{held} of {decided} intervals of 80%, which fits a share of {low} to {high}%",
        decided=str(int(row["held"] + row["missed"])),
        held=str(int(row["held"])),
        low=number_text(_HUNDRED * low, 0, language),
        high=number_text(_HUNDRED * high, 0, language),
    )
    return say(_LESS if high < mass else _MORE if low > mass else _ABOUT) + told


def _marks(axes: Axes, across: pd.Series, rows: pd.DataFrame, counts: pd.Series, place: int) -> None:
    """Draw shares with their intervals, and how many acts each rests on."""
    colour, marker = COLOURS[place], MARKERS[place]
    for x, low, high in zip(across, rows["low"], rows["high"], strict=True):
        axes.plot([x, x], [_HUNDRED * low, _HUNDRED * high], color=colour, linewidth=1.4, solid_capstyle="butt")
    shares = _HUNDRED * rows["share"]
    axes.plot(across, shares, marker, color=colour, markersize=BIG, markeredgecolor=PAPER, markeredgewidth=0.6)
    for x, share, count in zip(across, shares, counts, strict=True):
        axes.annotate(
            str(int(count)),
            (x, share),
            (-5, 0) if place == 0 else (5, 0),
            textcoords="offset points",
            size=SMALL,
            color=SOFT,
            ha="right" if place == 0 else "left",
            va="center_baseline",
        )


def _frame(axes: Axes, heading: str, language: str, first: float = 0.0) -> None:
    axes.plot([0, _HUNDRED], [0, _HUNDRED], color=FAINT, linewidth=1.2, zorder=0)
    axes.set_xlim(first - 3, 105)
    axes.set_ylim(-3, 103)
    number_axis(axes, language, 5)
    number_axis(axes, language, 5, vertical=True)
    axes.grid(axis="y")
    axes.set_title(heading, size=BODY, weight="bold", loc="left", color=INK)
