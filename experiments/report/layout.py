"""Measures of a page: boxes in inches, and text that is measured and broken into lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from experiments.report.style import FAMILY

POINTS = 72.0
"""Points in an inch."""
LEADING = 1.32
_GRID = 0.98
"""Part of a width that lines may fill: type on a grid of pixels is a little wider than it is measured."""
"""Distance between lines as a multiple of the size of the type."""


@dataclass(frozen=True)
class Box:
    """Room in inches from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float

    def shrink(self, left: float = 0.0, bottom: float = 0.0, right: float = 0.0, top: float = 0.0) -> Box:
        """Return the box with room taken off its sides."""
        return Box(self.left + left, self.bottom + bottom, self.right - right, self.top - top)


@cache
def text_width(text: str, size: float, weight: str = "normal") -> float:
    """Return the width of one line of text in inches."""
    font = FontProperties(family=FAMILY, size=size, weight=weight)
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / POINTS


def wrap(text: str, width: float, size: float, weight: str = "normal") -> list[str]:
    """Break text into lines that fit a width in inches; a word that is wider stays whole."""
    lines: list[str] = []
    width *= _GRID
    used, space = 0.0, text_width("n n", size, weight) - text_width("nn", size, weight)
    for word in text.split():
        needed = text_width(word, size, weight)
        if lines and used + space + needed <= width:
            lines[-1] = f"{lines[-1]} {word}"
            used += space + needed
        else:
            lines.append(word)
            used = needed
    return lines


def line_height(size: float) -> float:
    """Return the height of a line of type in inches."""
    return size * LEADING / POINTS


def split(box: Box, widths: Sequence[float], heights: Sequence[float], gaps: tuple[float, float]) -> list[list[Box]]:
    """Divide a box into rows (from the top) of cells.

    Args:
        box: what to divide.
        widths: relative widths of the columns.
        heights: relative heights of the rows.
        gaps: room between columns and between rows, inches.
    """
    across = (box.right - box.left - gaps[0] * (len(widths) - 1)) * np.array(widths) / sum(widths)
    down = (box.top - box.bottom - gaps[1] * (len(heights) - 1)) * np.array(heights) / sum(heights)
    lefts = box.left + np.concatenate([[0.0], np.cumsum(across + gaps[0])[:-1]])
    tops = box.top - np.concatenate([[0.0], np.cumsum(down + gaps[1])[:-1]])
    return [
        [Box(float(x), float(y - h), float(x + w), float(y)) for x, w in zip(lefts, across, strict=True)]
        for y, h in zip(tops, down, strict=True)
    ]
