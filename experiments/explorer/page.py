"""The page as one file: its parts lie beside this module in `page`, and are put together here."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any

from experiments.explorer.content import Content
from experiments.explorer.facts import page_data

PARTS = Path(__file__).parent / "page"
MODULES = (
    "numbers",
    "statistics",
    "study",
    "state",
    "answers",
    "words",
    "elements",
    "charts",
    "filters",
    "saving",
    "tables",
    "weights",
    "main",
)
"""The modules of the page, each after those that it imports."""
_IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:function|class|const|let) )", re.MULTILINE)


def explorer_page(content: Content, language: str) -> str:
    """Return the page of a comparison: HTML that needs no other file and asks for none.

    Args:
        content: the comparison.
        language: in which it opens; the page has all languages.
    """
    data = page_data(content, language)
    script = joined_script()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    parts = {
        "LANGUAGE": html.escape(language),
        "TITLE": html.escape(data["texts"]["title"][language]),
        "NO_SCRIPT": html.escape(data["texts"]["no_script"][language]),
        "POLICY": f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'",
        "STYLE": _read("style.css"),
        "DATA": as_data(data),
        "SCRIPT": script,
    }
    return re.sub("<!--([A-Z_]+)-->", lambda found: parts[found[1]], _read("page.html"))


def joined_script() -> str:
    """Return the modules as one script: without the lines by which they import each other."""
    return "\n" + "\n".join(_EXPORT.sub("", _IMPORT.sub("", _read(f"{name}.mjs"))) for name in MODULES)


def as_data(content: Any) -> str:
    """Return plain data as JSON in which no text ends the element that holds it."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def _read(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")
