"""The catalogue of translations: whole, without dead entries, and with the same gaps as the English."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from experiments.report import translation
from experiments.report.translation import (
    ENGLISH,
    LANGUAGES,
    N_,
    UNIT,
    catalogue,
    in_language,
    text_in,
    translate,
    unit_in,
    unit_words,
)
from model.errors import InputError
from tests.texts import marked_calls, texts, units, write

SAME = {"FOB", "per"}
"""Words in units that are the same in Dutch, beside those that the catalogue lists as such."""
LANGUAGE = [each for each in LANGUAGES if each != ENGLISH]


@pytest.mark.parametrize("language", LANGUAGE)
def test_no_text_lacks_a_translation_and_no_translation_is_dead(language: str) -> None:
    used, known = texts(language), catalogue(language)
    assert sorted(used - set(known)) == []
    assert sorted(set(known) - used) == []
    assert [key for key, translated in known.items() if not translated.strip()] == []


@pytest.mark.parametrize("language", LANGUAGE)
def test_a_translation_has_the_gaps_and_the_spaces_around_it_of_the_english(language: str) -> None:
    def form(text: str) -> tuple[set[str], bool, bool]:
        return set(re.findall(r"{[^}]*}", text)), text[:1] == " ", text[-1:] == " "

    odd = {text: found for (_, text), found in catalogue(language).items() if form(text) != form(found)}
    assert odd == {}


def test_calls_fill_the_gaps_of_their_text_and_no_others() -> None:
    odd = []
    for text, call in marked_calls():
        gaps, given = set(re.findall(r"{(\w+)", text)), {each.arg for each in call.keywords}
        if ast.unparse(call.func) != "N_" and (given - {None} - gaps or (None not in given and gaps != given)):
            odd.append((text, given))
    assert odd == []


@pytest.mark.parametrize("language", LANGUAGE)
def test_every_word_of_every_unit_has_a_translation(language: str) -> None:
    unknown = {unit: re.findall(r"[A-Za-z]{2,}", unit_words(language).sub("", unit)) for unit in units()}
    assert {unit: words for unit, words in unknown.items() if set(words) - SAME} == {}


@pytest.mark.parametrize("language", LANGUAGE)
def test_the_file_is_as_the_tool_writes_it(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = translation.LOCALES / f"{language}.po"
    written = tmp_path / file.name
    written.write_bytes(file.read_bytes())
    monkeypatch.setattr("tests.texts.LOCALES", tmp_path)
    write(language)
    assert written.read_text(encoding="utf-8") == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("EUR m/year", "mln euro/jaar"),
        ("share of large Dutch firms", "aandeel van grote Nederlandse bedrijven"),
        ("complaints/quarter per million workers", "klachten/kwartaal per miljoen werkenden"),
        ("% purchases/year", "% inkoop/jaar"),
        ("0-1 per unit effort", "0-1 per eenheid inzet"),
        ("EUR per firm/year", "euro per bedrijf/jaar"),
    ],
)
def test_the_longest_words_of_a_unit_are_read_first(english: str, dutch: str) -> None:
    assert unit_in("nl", english) == dutch
    assert unit_in("en", english) == english


def test_what_has_no_translation_stays_as_it_is() -> None:
    assert text_in("nl", "no such text") == text_in("en", "no such text") == "no such text"
    assert text_in("nl", "never") == "nooit" and text_in("en", "never") == "never"
    assert text_in("nl", "never", UNIT) == "never"


def test_gaps_are_filled_in_the_language() -> None:
    assert translate("study {id}, {runs} runs", "nl", id="a", runs=3) == "studie a, 3 runs"
    assert in_language("nl")("after {end}", end=2030) == "na 2030"
    assert in_language("en")("after {end}", end=2030) == N_("after 2030")
    with pytest.raises(InputError, match="nl"):
        translate("never", "nn")
