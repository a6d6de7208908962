"""Mixes by their codes, as short texts and figures have them, so that tables stay narrow."""

from __future__ import annotations

from htmltools import Tag, TagList, tags

from experiments.report.formatting import mix_codes
from experiments.report.translation import in_language, label
from experiments.studies.comparison.tables import StudyTables


def mix_labels(tables: StudyTables, language: str) -> dict[str, str]:
    """Return the labels of the mixes of a comparison by name, each with the code that short texts and figures use."""
    codes = mix_codes(list(tables.mixes.values()))
    return {name: f"{codes[name]} · {label(mix, language)}" for name, mix in tables.mixes.items()}


def mix_heads(tables: StudyTables, language: str) -> list[TagList]:
    """Return the heads of columns of mixes, the base first: codes for the eye, labels for readers of the screen."""
    say, codes = in_language(language), mix_codes(list(tables.mixes.values()))

    def head(code: str, name: str) -> TagList:
        text = say("{base} (mean)", base=code) if name == tables.base else say("{mix}: difference", mix=code)
        return TagList(text, tags.span(f" ({label(tables.mixes[name], language)})", class_="visually-hidden"))

    return [head(codes[name], name) for name in (tables.base, *(each for each in tables.shown if each != tables.base))]


def mix_key(tables: StudyTables, language: str) -> Tag:
    """Return what the codes of mixes stand for."""
    labels = mix_labels(tables, language)
    return tags.ul(*(tags.li(labels[name]) for name in tables.shown), class_="key")
