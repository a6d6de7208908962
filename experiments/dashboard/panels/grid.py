"""Tables of the page, and the numbers and intervals in them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from htmltools import HTML, Tag, TagList, tags

from experiments.report.formatting import is_clear, number_text, places_for

WIDTH, HEIGHT, MARGIN = 96, 14, 4
"""Size of the band of an interval, in pixels."""


def grid(caption: str, heads: Sequence[Any], rows: Sequence[Sequence[Any]], kind: str = "") -> Tag:
    """Return a table with a caption; the first cell of each row is its head, cells that are tags stay as they are."""
    body = [
        tags.tr(tags.th(row[0], scope="row"), *(each if _is_cell(each) else tags.td(each) for each in row[1:]))
        for row in rows
    ]
    head = tags.thead(tags.tr(*(tags.th(each, scope="col") for each in heads)))
    table = tags.table(tags.caption(caption), head, tags.tbody(*body), class_=f"numbers {kind}".strip())
    return tags.div(table, class_="wide", tabindex="0", role="region", aria_label=caption)


def _is_cell(each: Any) -> bool:
    return isinstance(each, Tag) and each.name == "td"


def number_cell(value: float, places: int, language: str) -> Tag:
    """Return a cell with a number."""
    return tags.td(number_text(value, places, language), class_="number")


def difference_cell(row: Mapping[str, float], factor: float, reach: float, language: str) -> Tag:
    """Return a cell with a paired difference, its interval, and a band; bold where the interval leaves out 0.

    Args:
        row: diff, diff_lo and diff_hi.
        factor: to the unit shown.
        reach: the largest end of the intervals that are shown together, in that unit.
        language: of the marks in numbers.
    """
    middle, low, high = (factor * row[key] for key in ("diff", "diff_lo", "diff_hi"))
    places = places_for([reach])
    text = number_text(middle, places, language, signed=True)
    clear = is_clear(low, high)
    interval = (
        "" if math.isnan(low) else f"[{number_text(low, places, language)}; {number_text(high, places, language)}]"
    )
    return tags.td(
        tags.span(text, class_="differs" if clear else ""),
        tags.span(interval, class_="interval"),
        band(middle, low, high, reach),
        class_="number",
    )


def reach_of(rows: Sequence[Mapping[str, float]], factor: float) -> float:
    """Return the largest end of intervals of differences."""
    ends = [abs(factor * row[key]) for row in rows for key in ("diff", "diff_lo", "diff_hi")]
    return max((each for each in ends if math.isfinite(each)), default=0.0)


def band(middle: float, low: float, high: float, reach: float) -> TagList | HTML:
    """Return a small drawing of an interval around 0 in the middle; hidden from readers, who have the numbers."""
    if not reach or not math.isfinite(middle):
        return TagList()

    def place(value: float) -> float:
        return round(WIDTH / 2 + value / reach * (WIDTH / 2 - MARGIN), 1)

    y, colour = HEIGHT / 2, "#1b4f8f"
    whole = (
        ""
        if math.isnan(low)
        else (f'<line x1="{place(low)}" x2="{place(high)}" y1="{y}" y2="{y}" stroke="{colour}" stroke-width="3"/>')
    )
    return HTML(
        f'<svg width="{WIDTH}" height="{HEIGHT}" aria-hidden="true" focusable="false">'
        f'<line x1="{WIDTH / 2}" x2="{WIDTH / 2}" y1="0" y2="{HEIGHT}" stroke="#767b84"/>{whole}'
        f'<circle cx="{place(middle)}" cy="{y}" r="3.5" fill="{colour}"/></svg>'
    )
