"""The glossary names terms that the project uses, in both languages, with sources that can be looked up."""

import re
from functools import cache
from pathlib import Path

import pytest

from experiments.tools.glossary import GLOSSARY, Term, glossary_page, read_glossary
from model.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
TERMS = read_glossary()
PLACES = (
    ("docs", "*.md"),
    ("model", "*.py"),
    ("experiments", "*.py"),
    ("experiments/locales", "*.po"),
    ("scenarios", "*.toml"),
    ("scenarios/data", "*.csv"),
)
PRINCIPLES = 31
"""The number of the United Nations Guiding Principles."""
KNOWN = re.compile(
    r"SER (Kader )?\d(\.\d)*|UNGP \d+|UN Guiding Principles 2011|OECD Guidelines 2011|OECD 2018|this model"
    r"|KPMG 2014|CBS, Monitor Brede Welvaart 2021|Plambeck and Taylor 2016|Grimm et al\. 2020|Müller et al\. 2013"
)


@cache
def texts() -> str:
    """Return all texts of the project but the glossary itself, in lower case on one line."""
    found = [ROOT / "README.md", *(path for folder, name in PLACES for path in sorted((ROOT / folder).rglob(name)))]
    read = (path.read_text(encoding="utf-8") for path in found if path.name != "glossary.md")
    return " ".join(" ".join(text.split()) for text in read).lower().replace('" "', "")


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.term_en)
def test_a_term_is_used(term: Term) -> None:
    for each in (term.term_en, term.term_nl):
        assert re.search(rf"(?<!\w){re.escape(each.lower())}", texts()), each


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.term_en)
def test_a_source_can_be_looked_up(term: Term) -> None:
    for each in term.source.split("; "):
        assert KNOWN.fullmatch(each), each
        if each.startswith("UNGP"):
            assert 1 <= int(each.split()[1]) <= PRINCIPLES
        if each.startswith("SER"):
            assert re.search(rf"(?<![\d.]){re.escape(each.split(' ', 1)[1].lower())}(?!\.?\d)", texts()), each


def test_terms_are_there_once() -> None:
    assert 40 <= len(TERMS) <= 70
    for column in ("term_en", "term_nl"):
        names = [getattr(term, column).lower() for term in TERMS]
        assert len(names) == len(set(names))


def test_the_page_has_each_term_in_its_order() -> None:
    rows = [line for line in glossary_page(TERMS) if line.startswith("| **")]
    shown = [row.split("**")[1] for row in rows]
    assert shown == sorted((term.term_en for term in TERMS), key=str.lower)


def test_mistakes_in_the_table_are_named(tmp_path: Path) -> None:
    header, first, *_ = GLOSSARY.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "glossary.csv"
    for text, named in ((f"{first}\n", "columns"), (f"{header}\n{first}\na,b,,d,e\n", "row 3"), ("", "columns")):
        path.write_text(text, encoding="utf-8", newline="\n")
        with pytest.raises(InputError, match=named):
            read_glossary(path)
