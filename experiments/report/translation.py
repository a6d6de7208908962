"""Texts in a language: English stands in the code and is the key, `locales/LANGUAGE.po` has the translations.

A text that the catalogue of a language lacks is shown in English.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from model.errors import unknown_name

LOCALES = Path(__file__).resolve().parents[1] / "locales"
ENGLISH = "en"
LANGUAGES = (ENGLISH, *sorted(path.stem for path in LOCALES.glob("*.po")))
UNIT = "unit"
"""Context of words in units."""


@cache
def catalogue(language: str) -> Mapping[tuple[str, str], str]:
    """Return the translations of a language by context (`""` for most texts) and English text; none for English.

    Raises:
        InputError: for a language without a catalogue.
    """
    if language not in LANGUAGES:
        raise unknown_name("language", "language", language, LANGUAGES)
    if language == ENGLISH:
        return {}
    try:
        from babel.messages.pofile import read_po
    except ModuleNotFoundError:  # before the packages are installed all is said in English
        return {}

    with (LOCALES / f"{language}.po").open("rb") as file:
        return {(each.context or "", str(each.id)): str(each.string) for each in read_po(file) if each.id}


def locale_language() -> str:
    """Return the language of the locale (the first of LC_ALL, LC_MESSAGES and LANG), if it has a catalogue."""
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    language = re.split("[_.@]", locale)[0]
    return language if language in LANGUAGES else ENGLISH


def text_in(language: str, text: str, context: str = "") -> str:
    """Return a text without gaps in a language; as it stands where there is no translation of it."""
    return catalogue(language).get((context, text)) or text


def translate(text: str, language: str, /, **gaps: object) -> str:
    """Return a text in a language with its named gaps filled."""
    return text_in(language, text).format(**gaps)


def in_language(language: str) -> Callable[..., str]:
    """Return `translate` for one language."""
    return lambda text, /, **gaps: translate(text, language, **gaps)


def N_(text: str) -> str:
    """Mark a text that stands in a table and is translated where it is shown."""
    return text


def label(thing: Any, language: str) -> str:
    """Return the label of anything that has one; in English where it has none in the language."""
    return str(getattr(thing, f"label_{language}", None) or thing.label_en)


@cache
def unit_words(language: str) -> re.Pattern[str]:
    """Return what finds the words of units that a language has, the longest first."""
    known = sorted((text for context, text in catalogue(language) if context == UNIT), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)")


def unit_in(language: str, english: str) -> str:
    """Return a unit in a language; the longest words that are known come first."""
    if language == ENGLISH:
        return english
    return unit_words(language).sub(lambda found: text_in(language, found[0], UNIT), english)
