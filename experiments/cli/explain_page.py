"""How the facts on a name look on the terminal: a line each, a table where a fact has rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding

from experiments.report.formatting import number_in
from experiments.report.terminal import plain_table
from experiments.report.translation import N_, text_in
from experiments.tools.in_code import is_equation

AS_WRITTEN = ("equation", "description")
"""Facts of which the equations keep their lines."""
RANGES = ("legal", "plausible")
FIXED_WORDS = ("better", "confidence", "evidence", "rests on", "v", "works through")
"""Facts in words of which the Dutch is known; other texts are names, or sentences that have their language."""


def tell_facts(card: Mapping[str, Any], console: Console, language: str) -> None:
    """Print the facts on a name in `en` or `nl`; those without a value are left out."""
    name = card["name"]
    console.print(f"{card['label']} ({name})" if "label" in card else name, style="bold")
    for head, value in card.items():
        if head in ("name", "label") or value is None or value in ("", [], {}):
            continue
        heading = text_in(language, head)
        if isinstance(value, list) and isinstance(value[0], Mapping):
            rows = [[text_of(key, each, language) for key, each in row.items()] for row in value]
            console.print()
            console.print(plain_table(heading, [text_in(language, key) for key in value[0]], rows))
        elif head in AS_WRITTEN:
            console.print(f"{heading}:")
            _print_paragraphs(value, console)
        else:
            console.print(f"{heading}: {text_of(head, value, language)}")


def _print_paragraphs(text: str, console: Console) -> None:
    """Print paragraphs, folded to the width of the console, and equations line by line."""
    for paragraph in text.split("\n\n"):
        if is_equation(paragraph):
            for line in paragraph.splitlines():
                console.print(f"    {line.removeprefix('    ')}", soft_wrap=True)
        else:
            console.print(Padding(" ".join(paragraph.split()), (0, 2)))


def text_of(head: str, value: Any, language: str) -> str:
    """Return the value of a fact as text in `en` or `nl`."""
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {text_of(key, each, language)}" for key, each in value.items() if each is not None)
    if isinstance(value, (list, tuple)):
        texts = [text_of(head, each, language) for each in value]
        return f" {text_in(language, N_('to'))} ".join(texts) if head in RANGES else ", ".join(texts) or "–"
    if isinstance(value, bool):
        return text_in(language, N_("yes") if value else N_("no"))
    if isinstance(value, float):
        return number_in(language, f"{value:g}")
    return text_in(language, str(value)) if head in FIXED_WORDS else str(value).strip()
