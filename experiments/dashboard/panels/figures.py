"""Figures of results as pictures of the page; one is drawn at a time, since matplotlib is not made for threads."""

from __future__ import annotations

import base64
import re
import tempfile
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from htmltools import Tag, tags

from experiments.report.translation import N_, translate

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LABELS = {
    "1_instruments": N_("Instruments of the mixes"),
    "2_chain_impact": N_("Impact in Dutch chains"),
    "3_level_playing_field": N_("Level playing field"),
    "4_criteria": N_("Criteria"),
    "5_side_effects": N_("Side effects"),
    "6_hypotheses": N_("Expectations of the advice"),
    "7_themes": N_("Themes"),
    "appendix_7_themes": N_("Themes in all chains"),
    "9_countries": N_("Producing countries"),
    "10_variance_parts": N_("What the spread comes from"),
    "appendix_8_sectors": N_("Sectors"),
    "appendix_6_claims": N_("Claims of the expectations"),
}
"""Figures of a comparison by the name of their files, without the number of a page, in the order of the choice."""
_PAGE = re.compile(r"^(?P<figure>.+)_(?P<page>\d+)$")
_DRAWING = threading.Lock()


def labels(names: Iterable[str], language: str) -> dict[str, str]:
    """Return what figures are called by the name of their files, in the order in which they are offered."""
    order, found = list(LABELS), list[tuple[int, str, str]]()
    for name in names:
        page = _PAGE.match(name)
        figure = page["figure"] if page else name
        label = translate(LABELS[figure], language)
        found.append((order.index(figure), name, f"{label} {page['page']}" if page else label))
    return {name: label for _, name, label in sorted(found)}


def picture(draw: Callable[[], Figure], name: str, kind: str) -> bytes:
    """Return a figure as `png` or `svg`, with the bytes that the command line writes."""
    import matplotlib as mpl

    from experiments.report.style import RULES, save

    with _DRAWING, tempfile.TemporaryDirectory() as folder:
        with mpl.rc_context(RULES):
            figure = draw()
        save(figure, Path(folder), name)
        return (Path(folder) / f"{name}.{kind}").read_bytes()


def shown(content: bytes, described: str) -> Tag:
    """Return a PNG as a part of the page."""
    source = f"data:image/png;base64,{base64.b64encode(content).decode()}"
    return tags.figure(tags.img(src=source, alt=described))
