"""What every figure has to be: as wide as the text of a report, with type that can be read, and words for numbers."""

import html
import io
import re
from collections.abc import Iterable
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from experiments.report.style import RULES
from model import catalogue
from model.parameters import declared

WIDTH = 16 / 2.54 * 72
"""Points in 16 cm."""
LEAST = 7.0
"""Points of the smallest type."""
JARGON = r"(?<![\w.])(qp|mass|K\d{2,}|NaN|nan)(?!\w)"
"""Abbreviations of the code."""


def faults_of(svg: str) -> list[str]:
    """Return what is wrong with a figure."""
    catalogue.load()
    width = re.search(r'<svg[^>]* width="([\d.]+)pt"', svg)
    texts = [html.unescape(text) for text in re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL)]
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", svg)]
    faults = [] if width and abs(float(width[1]) - WIDTH) < 0.01 else [f"width {width and width[1]}"]
    faults += [f"type of {min(sizes)}"] if sizes and min(sizes) < LEAST else []
    faults += [] if texts and len(sizes) >= len(texts) else ["no text as text"]
    faults += [text for text in texts if re.search(JARGON, text)]
    names = [re.findall(r"[a-z_]+\.[a-z_]+", text) for text in texts]
    return [*faults, *(name for found in names for name in found if name in declared())]


def faults_in(paths: Iterable[Path]) -> list[tuple[str, str]]:
    """Return what is wrong with figures as files, by name: also where a file does not say what it is of."""
    found = []
    for path in paths:
        content = path.read_bytes()
        if b"Ketenimpact " not in content or b", study " not in content:
            found.append((path.name, "does not say of which study it is"))
        if path.suffix == ".svg":
            text = content.decode("utf-8")
            found += [(path.name, fault) for fault in faults_of(text)]
            found += [(path.name, part) for part in ('role="img"', "<title", "<desc") if part not in text]
    return found


def faults_of_figure(figure: Figure) -> list[str]:
    """Return what is wrong with a figure that was drawn."""
    text = io.StringIO()
    with mpl.rc_context(RULES):
        figure.savefig(text, format="svg")
    return faults_of(text.getvalue())
