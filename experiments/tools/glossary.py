"""The glossary of the field in Dutch and English: a table kept by hand, and the page made from it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from experiments.place import ROOT
from experiments.tools.markdown import made_by, table
from model.errors import InputError

GLOSSARY = ROOT / "docs" / "glossary.csv"


class Term(NamedTuple):
    """A row of the glossary: the term and its meaning in both languages, and where it comes from."""

    term_nl: str
    term_en: str
    meaning_nl: str
    meaning_en: str
    source: str


def read_glossary(path: Path = GLOSSARY) -> list[Term]:
    """Read the glossary.

    Raises:
        InputError: for other columns, or a cell without text.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    if not rows or tuple(rows[0]) != Term._fields:
        raise InputError(f"{path}: the columns are not {', '.join(Term._fields)}")
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(Term._fields) or not all(row):
            raise InputError(f"{path}, row {number}: {row} is not allowed; allowed: a text in each column")
    return [Term(*row) for row in rows[1:]]


def glossary_page(terms: Iterable[Term]) -> Iterable[str]:
    """Yield the lines of the page, in the order of the English terms."""
    yield "# Glossary, Dutch and English"
    yield ""
    yield from made_by("`docs/glossary.csv`")
    yield "Terms of the field and of this model that its texts use. *SER* with a number is a section of the advice of"
    yield "2020, *UNGP* with a number one of the United Nations Guiding Principles of 2011. *OECD Guidelines 2011* are"
    yield "those for multinational enterprises, *OECD 2018* is the guidance on due diligence for responsible business"
    yield "conduct, *this model* the meaning that a term has here. Meanings are in words of this project."
    yield ""
    rows = sorted(terms, key=lambda term: term.term_en.lower())
    columns = ("English", "Nederlands", "meaning", "betekenis", "source")
    lines = ((f"**{t.term_en}**", f"**{t.term_nl}**", t.meaning_en, t.meaning_nl, t.source) for t in rows)
    yield from table(columns, lines)
