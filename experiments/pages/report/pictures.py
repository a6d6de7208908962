"""Figures of studies as part of a page: SVG with text as text, ids of its own, and a title and description."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from experiments.pages.report.blocks import Picture, Table
from experiments.pages.report.context import Context

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_HEAD = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_SIZE = re.compile(r'viewBox="([^"]+)"')
_ID = re.compile(r'\bid="([^"]+)"')
_USE = re.compile(r'(\bxlink:href="#|\bhref="#|url\(#)([^")]+)')
_METADATA = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->", re.DOTALL)
_LONG = re.compile(r"(?<![\w.#])(-?\d+\.\d{2})\d+")
_SPACE = re.compile(r">\s+<")


def picture(context: Context, verb: str, name: str, data: Table | None = None) -> Picture | None:
    """Return a figure of a study as a block; None when the study is not there or does not draw it.

    Args:
        context: the report.
        verb: the subcommand of the study.
        name: of the files of the figure.
        data: the numbers in it.
    """
    source = context.sources.get(verb)
    draw = source.drawings(context.language).get(name) if source else None
    if source is None or draw is None:
        return None
    drawing, title, about = _drawn(draw, name)
    anchor = f"f-{verb}-{name.replace('_', '-')}"
    return Picture(anchor, inline(drawing, anchor, title, about), title, (verb, name), data)


def _drawn(draw: Callable[[], Figure], name: str) -> tuple[str, str, str]:
    """Draw a figure; return its SVG, and the message and explanation that stand above it."""
    import matplotlib as mpl

    from experiments.report.style import BODY, HEAD, RULES, SOFT, save

    with mpl.rc_context(RULES):
        figure = draw()
        lines = [(text.get_text(), text.get_fontsize(), text.get_color()) for text in figure.texts]
        title = " ".join(text for text, size, _ in lines if size == HEAD)
        about = " ".join(text for text, size, colour in lines if (size, colour) == (BODY, SOFT))
    with tempfile.TemporaryDirectory() as folder:
        paths = save(figure, Path(folder), name)
        svg = next(path for path in paths if path.suffix == ".svg").read_text(encoding="utf-8")
    return svg, title, about


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
    inner = _METADATA.sub("", body[head.end() :])
    inner = _ID.sub(rf'id="{anchor}-\1"', inner)
    inner = _USE.sub(rf"\g<1>{anchor}-\g<2>", inner)
    inner = _SPACE.sub("><", _LONG.sub(r"\1", inner))
    start = (
        f'<svg role="img" aria-labelledby="{anchor}-title {anchor}-desc" viewBox="{size[1]}" '
        'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" focusable="false">'
        f'<title id="{anchor}-title">{escape(title)}</title><desc id="{anchor}-desc">{escape(about)}</desc>'
    )
    return Markup(start + inner.strip())
