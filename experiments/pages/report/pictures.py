"""Figures of studies as part of a page: SVG with text as text, ids of its own, and a title and description."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup, escape

from experiments.pages.report.blocks import Picture, Table
from experiments.pages.report.context import Context

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_HEAD = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_SIZE = re.compile(r'viewBox="([^"]+)"')
_ID = re.compile(r'\bid="([^"]+)"')
_USE = re.compile(r'(\bxlink:href="#|\bhref="#|url\(#)([^")]+)')
_OWN = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->|<title\b.*?</title>|<desc\b.*?</desc>", re.DOTALL)
"""What the page has in another form: metadata, remarks, title and description."""
_TAG = re.compile(r"<[^>]*>")
_LONG = re.compile(r"(?<![\w.#])(-?\d+\.\d{2})\d+")
"""Decimals of coordinates beyond the second; only within tags, since numbers that are read keep theirs."""
_SPACE = re.compile(r">\s+<")


Paper = Literal["drawing", "data", "nothing"]


def drawn_or_tables(
    context: Context, verb: str, subject: str, *data: Table, paper: Paper = "drawing"
) -> tuple[Picture | Table, ...]:
    """Return a figure of a study with its data, or the data alone where it is not drawn; see `picture`."""
    drawn = picture(context, verb, subject, *data, paper=paper)
    return (drawn,) if drawn else data


def picture(context: Context, verb: str, subject: str, *data: Table, paper: Paper = "drawing") -> Picture | None:
    """Return a figure of a study as a block; None when the study is not there or does not draw it.

    Args:
        context: the report.
        verb: the subcommand of the study.
        subject: what the name of its files is behind its number.
        *data: the numbers in it.
        paper: what is printed of it; see `Picture`.
    """
    source = context.sources.get(verb)
    drawings = source.drawings(context.language) if source else {}
    name = next((each for each in drawings if each.partition("_")[2] == subject and each[0].isdigit()), None)
    if source is None or name is None:
        return None
    drawing, title, about = _drawn(drawings[name], name)
    anchor = f"f-{verb}-{name.replace('_', '-')}"
    return Picture(anchor, inline(drawing, anchor, title, about), title, (verb, name), data, paper)


def _drawn(draw: Callable[[], Figure], name: str) -> tuple[str, str, str]:
    """Draw a figure; return its SVG, and what it says and shows."""
    import matplotlib as mpl

    from experiments.report.style import RULES, save

    with mpl.rc_context(RULES):
        figure = draw()
    with tempfile.TemporaryDirectory() as folder:
        paths = save(figure, Path(folder), name)
        svg = next(path for path in paths if path.suffix == ".svg").read_text(encoding="utf-8")
    return svg, getattr(figure, "heading", name), getattr(figure, "description", "")


def inline(svg: str, anchor: str, title: str, about: str) -> Markup:
    """Return an SVG file as part of a page.

    Args:
        svg: the file as matplotlib writes it.
        anchor: goes before every id, so that no two figures share one.
        title: its message.
        about: what it shows.
    """
    body = svg[svg.index("<svg") :]
    head = _HEAD.match(body)
    size = _SIZE.search(head[0]) if head else None
    if head is None or size is None:
        raise ValueError(f"{anchor}: no SVG with a viewBox")
    inner = _OWN.sub("", body[head.end() :])
    inner = _ID.sub(rf'id="{anchor}-\1"', inner)
    inner = _USE.sub(rf"\g<1>{anchor}-\g<2>", inner)
    inner = _SPACE.sub("><", _TAG.sub(lambda tag: _LONG.sub(r"\1", tag[0]), inner))
    start = (
        f'<svg role="img" aria-labelledby="{anchor}-title {anchor}-desc" viewBox="{size[1]}" '
        'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" focusable="false">'
        f'<title id="{anchor}-title">{escape(title)}</title><desc id="{anchor}-desc">{escape(about)}</desc>'
    )
    return Markup(start + inner.strip())
