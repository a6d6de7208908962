"""Shares as stacked horizontal bars, with a key of what their colours mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter

from experiments.report.layout import text_width
from experiments.report.page import Page
from experiments.report.style import INK, PAPER, SMALL, SOFT, only_bottom, text_on

_SWATCH = 0.12
_GAP = 0.18
KEY_STEP = 0.18
"""Height of a row of the key, inches."""
_PAD = 0.06


@dataclass(frozen=True)
class Part:
    """One kind of piece: what it means, its colour, and whether it is hatched."""

    label: str
    colour: str
    hatched: bool = False


def stack(axes: Axes, row: float, shares: Mapping[str, float], parts: Mapping[str, Part], width: float) -> None:
    """Draw one bar of shares (0-1, left to right as in `parts`), with percentages where they fit.

    Args:
        axes: counts from 0 to 100.
        row: place on the vertical axis.
        shares: by the name of the part.
        parts: how each is drawn.
        width: of the axes, inches.
    """
    left = 0.0
    for name, part in parts.items():
        size = 100 * shares.get(name, 0.0)
        if size <= 0:
            continue
        axes.barh(
            row,
            size,
            left=left,
            height=0.8,
            color=part.colour,
            edgecolor=SOFT if part.hatched else PAPER,
            linewidth=0.6,
            hatch="////" if part.hatched else None,
        )
        text = f"{size:.0f}"
        if text_width(text, SMALL) + _PAD * (3 if part.hatched else 1) < size / 100 * width:
            box = {"facecolor": part.colour, "edgecolor": "none", "pad": 0.8} if part.hatched else None
            middle = left + size / 2
            axes.text(
                middle, row, text, size=SMALL, ha="center", va="center_baseline", color=text_on(part.colour), bbox=box
            )
        left += size


def share_axis(axes: Axes, rows: int) -> None:
    """Give axes of stacked bars their scale of 0 to 100%, the first row on top."""
    only_bottom(axes)
    axes.set_xlim(0, 100)
    axes.set_ylim(rows - 0.4, -0.6)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}"))


def key_rows(parts: Sequence[Part], width: float) -> list[list[Part]]:
    """Return the parts in rows that fit a width in inches."""
    rows: list[list[Part]] = []
    used = 0.0
    for part in parts:
        needed = _entry(part)
        if not rows or used + needed > width:
            rows.append([])
            used = 0.0
        rows[-1].append(part)
        used += needed
    return rows


def _entry(part: Part) -> float:
    return _SWATCH + _PAD + text_width(part.label, SMALL) + _GAP


def draw_key(page: Page, place: tuple[float, float], rows: Sequence[Sequence[Part]]) -> None:
    """Draw a key with its upper left corner at a place in inches."""
    for number, row in enumerate(rows):
        x, y = place[0], place[1] - (number + 0.5) * KEY_STEP
        for part in row:
            corner = (x / page.width, (y - _SWATCH / 2) / page.height)
            patch = Rectangle(
                corner,
                _SWATCH / page.width,
                _SWATCH / page.height,
                facecolor=part.colour,
                edgecolor=SOFT,
                linewidth=0.5,
                hatch="//////" if part.hatched else None,
                transform=page.figure.transFigure,
            )
            page.figure.add_artist(patch)
            page.write(x + _SWATCH + _PAD, y, part.label, size=SMALL, va="center_baseline", color=INK)
            x += _entry(part)
