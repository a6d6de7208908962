"""Parts of pages in Markdown that are made from the code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return a Markdown table as lines."""
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    for row in rows:
        lines.append("| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |")
    return lines


def made_by(source: str) -> list[str]:
    """Return the line that says from what a page is made."""
    return [f"Made from {source} by `python run.py document`; do not edit by hand.", ""]


def link(path: str) -> str:
    """Return a link from a page in `docs` to a file of the project."""
    return f"[`{path}`](../{path})"
