"""Dutch of what is declared in English, and of units."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from experiments.cli.list_words import told_in
from experiments.report.translation import DUTCH, WORD, dutch_texts, text_in, unit_in
from experiments.report.units import display_unit
from experiments.studies.common.factors import DUMMY_FACTOR
from model import catalogue
from model.inputs.pressure_points import PRESSURE_POINTS
from model.outcomes import OUTCOMES
from model.parameters import declared
from model.schedule import STEP

SAME = {"FOB", "per"}
"""Words in units that are the same in Dutch, beside those that the units list as such."""


def declared_texts() -> list[str]:
    catalogue.load()
    parameters = [each.meaning for each in declared().values()]
    points = [each.meaning for each in PRESSURE_POINTS.values()]
    return [*parameters, *(each.meaning for each in STEP), *points, DUMMY_FACTOR.meaning]


def test_every_declared_meaning_has_its_dutch() -> None:
    assert [each for each in declared_texts() if each not in dutch_texts()] == []


def test_no_dutch_is_left_of_a_meaning_that_is_gone() -> None:
    assert set(dutch_texts()) - set(declared_texts()) == set()


def test_every_text_stands_once_and_is_not_its_own_translation() -> None:
    with DUTCH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [text for text, times in Counter(row["english"] for row in rows).items() if times > 1] == []
    assert [row["english"] for row in rows if not row["dutch"].strip() or row["dutch"] == row["english"]] == []


def test_every_word_of_every_unit_has_its_dutch() -> None:
    catalogue.load()
    units = {each.unit for each in declared().values()}
    units |= {unit for each in OUTCOMES.values() for unit in (each.unit, display_unit(each)[0])}
    unknown = {unit: re.findall(r"[A-Za-z]{2,}", WORD.sub("", unit)) for unit in units}
    assert {unit: words for unit, words in unknown.items() if set(words) - SAME} == {}


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


def test_what_has_no_dutch_stays_as_it_is() -> None:
    assert text_in("nl", "no such text") == text_in("en", "no such text") == "no such text"
    assert told_in("nl", "no such head") == "no such head"
    assert told_in("nl", "never") == "nooit" and told_in("en", "never") == "never"
