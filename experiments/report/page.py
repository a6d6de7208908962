"""The page of a figure: title that states the message, legend of mixes, note and run id, and the room in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from experiments.report.layout import Box, line_height, text_width, wrap
from experiments.report.style import BODY, HEAD, INK, PAPER, SMALL, SOFT, MixStyle, new_figure, text_on

MARGIN = 0.1
"""Empty edge of a page, inches."""
WIDTH = 16 / 2.54 - 2 * MARGIN
"""Room between the margins of a page of 16 cm, as wide as the text of a report, inches."""


@dataclass(frozen=True)
class Texts:
    """What stands around the panels: the message, what is shown, how to read it, and which run it is."""

    title: str
    subtitle: str
    note: str
    run: str


@dataclass(frozen=True)
class Page:
    """A figure with its surrounding texts; `box` is what is left for panels."""

    figure: Figure
    width: float
    height: float
    box: Box

    def axes(self, box: Box) -> Axes:
        """Add axes at a place in inches."""
        return self.figure.add_axes(
            (
                box.left / self.width,
                box.bottom / self.height,
                (box.right - box.left) / self.width,
                (box.top - box.bottom) / self.height,
            )
        )

    def sheet(self) -> Axes:
        """Add axes over the whole page that count in inches, for drawings without scales of their own."""
        axes = self.axes(Box(0.0, 0.0, self.width, self.height))
        axes.set_axis_off()
        axes.set_xlim(0.0, self.width)
        axes.set_ylim(0.0, self.height)
        axes.set_autoscale_on(False)
        return axes

    def write(self, x: float, y: float, text: str, **style: Any) -> None:
        """Write text at a place in inches; style as for `Figure.text`."""
        self.figure.text(x / self.width, y / self.height, text, **style)


def rectangle(page: Page, box: Box, colour: str) -> None:
    """Paint a box behind everything else."""
    corner = (box.left / page.width, box.bottom / page.height)
    size = ((box.right - box.left) / page.width, (box.top - box.bottom) / page.height)
    patch = Rectangle(corner, *size, facecolor=colour, linewidth=0, transform=page.figure.transFigure, zorder=-1)
    page.figure.add_artist(patch)


def new_page(size: tuple[float, float], texts: Texts, mixes: Sequence[MixStyle] = ()) -> Page:
    """Return a page with title, subtitle, legend of mixes, note and run id.

    Args:
        size: width and height of the room for panels, inches, margins left out; the texts come on top of it.
        texts: what to write.
        mixes: mixes of the legend; none leaves the legend out.
    """
    width = size[0]
    title = wrap(texts.title, width, HEAD, "bold")
    subtitle = wrap(texts.subtitle, width, BODY)
    rows = _legend_rows(mixes, width)
    run_width = text_width(texts.run, SMALL) + 0.3
    note = wrap(texts.note, width - run_width, SMALL)
    head = len(title) * line_height(HEAD) + len(subtitle) * line_height(BODY) + 0.08 + len(rows) * _LEGEND_STEP
    foot = max(1, len(note)) * line_height(SMALL) + 0.08
    page_width, page_height = width + 2 * MARGIN, size[1] + head + foot + 2 * MARGIN
    figure = new_figure(page_width, page_height)
    box = Box(MARGIN, MARGIN + foot, MARGIN + width, MARGIN + foot + size[1])
    figure.heading, figure.description = texts.title, f"{texts.subtitle}. {texts.note} ({texts.run})"
    page = Page(figure, page_width, page_height, box)
    y = page_height - MARGIN
    for line in title:
        page.write(MARGIN, y, line, size=HEAD, weight="bold", va="top", color=INK)
        y -= line_height(HEAD)
    for line in subtitle:
        page.write(MARGIN, y, line, size=BODY, va="top", color=SOFT)
        y -= line_height(BODY)
    _draw_legend(page, rows, y - 0.04)
    for place, line in enumerate(reversed(note)):
        page.write(MARGIN, MARGIN + place * line_height(SMALL), line, size=SMALL, va="bottom", color=SOFT)
    page.write(MARGIN + width, MARGIN, texts.run, size=SMALL, ha="right", va="bottom", color=SOFT)
    return page


_LEGEND_STEP = 0.2
_LEGEND_GAP = 0.2
_CHIP_PAD = 0.1
_MARK = 0.42


def chip_width(code: str) -> float:
    """Return the width in inches of the chip with the code of a mix."""
    return text_width(code, SMALL, "bold") + _CHIP_PAD


def chip_style(mix: MixStyle) -> dict[str, Any]:
    """Return the style of the chip of a mix, for `text` or `annotate`."""
    edge = {"boxstyle": "round,pad=0.25", "facecolor": mix.colour, "edgecolor": PAPER, "linewidth": 0.6}
    return {"size": SMALL, "weight": "bold", "color": text_on(mix.colour), "bbox": edge}


def _entry_width(mix: MixStyle) -> float:
    return _MARK + chip_width(mix.code) + 0.06 + text_width(mix.label, BODY)


def _legend_rows(mixes: Sequence[MixStyle], width: float) -> list[list[MixStyle]]:
    rows: list[list[MixStyle]] = []
    used = 0.0
    for mix in mixes:
        needed = _entry_width(mix) + _LEGEND_GAP
        if not rows or used + needed > width:
            rows.append([])
            used = 0.0
        rows[-1].append(mix)
        used += needed
    return rows


def _draw_legend(page: Page, rows: Sequence[Sequence[MixStyle]], top: float) -> None:
    for place, row in enumerate(rows):
        x, y = MARGIN, top - (place + 0.5) * _LEGEND_STEP
        for mix in row:
            page.figure.add_artist(
                Line2D(
                    [x / page.width, (x + _MARK / 2 - 0.05) / page.width, (x + _MARK - 0.1) / page.width],
                    [y / page.height] * 3,
                    color=mix.colour,
                    linestyle=mix.line,
                    linewidth=1.6,
                    marker=mix.marker,
                    markevery=[1],
                    markersize=5,
                )
            )
            chip = x + _MARK + chip_width(mix.code) / 2
            page.write(chip, y, mix.code, ha="center", va="center_baseline", **chip_style(mix))
            label = x + _MARK + chip_width(mix.code) + 0.06
            page.write(label, y, mix.label, size=BODY, va="center_baseline", color=INK)
            x += _entry_width(mix) + _LEGEND_GAP
