"""Dots with intervals, one mix above another, as several figures draw them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from experiments.report.formatting import number_text
from experiments.report.style import FAINT, INK, PAPER, SMALL, MixStyle

BIG, LITTLE = 6.0, 4.0
"""Sizes of markers, points."""
LEAST_SPAN = 0.01
"""Least range of an axis in the unit that is told (hundredths of a point or of a per cent): smaller differences should
look like none."""


def dot(
    axes: Axes, place: tuple[float, float], bounds: tuple[float, float], mix: MixStyle, filled: bool, big: bool = True
) -> None:
    """Draw a marker at (x, y) with a horizontal interval; bounds that are not known leave the interval out."""
    x, y = place
    if math.isfinite(bounds[0]) and math.isfinite(bounds[1]):
        axes.plot(bounds, [y, y], color=mix.colour, linewidth=1.6 if big else 1.0, solid_capstyle="butt", zorder=3)
    axes.plot(
        [x],
        [y],
        marker=mix.marker,
        markersize=BIG if big else LITTLE,
        markerfacecolor=mix.colour if filled else PAPER,
        markeredgecolor=mix.colour,
        markeredgewidth=1.1,
        linestyle="none",
        zorder=4,
    )


def heights_within(names: Sequence[str], row: int, step: float) -> Iterator[tuple[float, str]]:
    """Yield the height of each name within a row of height 1, around its middle and `step` apart."""
    for place, name in enumerate(names):
        yield row + 0.5 + (place - (len(names) - 1) / 2) * step, name


def codes_beside(axes: Axes, rows: Mapping[float, str]) -> None:
    """Write the codes of mixes at the right of axes, by their height on the vertical axis."""
    for y, code in rows.items():
        axes.annotate(
            code,
            (1.0, y),
            (4, 0),
            xycoords=axes.get_yaxis_transform(),
            textcoords="offset points",
            size=SMALL,
            color=INK,
            va="center_baseline",
            annotation_clip=False,
        )


def limits(values: Sequence[float], around: float | None = None, room: float = 0.08) -> tuple[float, float]:
    """Return limits of an axis that hold all finite values (and `around`) with some room on both sides."""
    finite = [value for value in values if math.isfinite(value)]
    if around is not None:
        finite.append(around)
    if not finite:
        return 0.0, 1.0
    low, high = min(finite), max(finite)
    short = max(0.0, LEAST_SPAN - (high - low)) / 2
    low, high = low - short, high + short
    return low - room * (high - low), high + room * (high - low)


def number_axis(axes: Axes, language: str, ticks: int, vertical: bool = False, signed: bool = False) -> None:
    """Give an axis a few round ticks in the language of the figure, all with the decimals that the step needs."""
    axis = axes.yaxis if vertical else axes.xaxis
    axis.set_major_locator(MaxNLocator(nbins=ticks, steps=[1, 2, 5, 10], min_n_ticks=2))
    places = tick_places(list(axis.get_majorticklocs()))
    axis.set_major_formatter(FuncFormatter(lambda value, _: number_text(value, places, language, signed)))


def tick_places(ticks: Sequence[float]) -> int:
    """Return the fewest decimals that tell ticks apart and show each exactly."""
    for places in range(9):
        if all(abs(round(tick, places) - tick) < 1e-6 * _step(ticks) for tick in ticks):
            return places
    return 9


def _step(ticks: Sequence[float]) -> float:
    return min((abs(b - a) for a, b in pairwise(ticks)), default=1.0) or 1.0


def stripe(axes: Axes, low: float, high: float) -> None:
    """Shade a horizontal range faintly."""
    axes.axvspan(low, high, facecolor=FAINT, alpha=0.55, linewidth=0, zorder=0)
