"""Revisions of European law, and what can be seen of the process at each stage."""

from typing import Any

import numpy as np
import pytest

from model.politics.criteria import CONTENT, CRITERIA, LEGAL_BASIS, PACE, POSITIONS
from model.politics.european import European, Pull
from model.politics.expectation import Politics
from model.politics.process_parameters import EuropeanProcess
from tests.unit.politics_parts import ALWAYS, NEVER, START, a_law, at, luck

NO_PULL = Pull(0.0, 0.0)
FIRST, APPLIED = START + 4, START + 10
"""Quarters in which the first law is adopted and applies."""


def revised(quarters: int = 40, revision: Any = NEVER, direction: Any = ALWAYS, **values: float) -> European:
    """Run a process with a proposal in 2022Q1, a law of ambition 0.5 four quarters later, and then these draws."""
    draws = luck(proposal=at(START), adoption=ALWAYS, revision=revision, direction=direction)
    given: dict[str, float] = {"lobby": 0.0, "parliament_weight": 0.0, "transposition": 6, "revision_hazard": 0.01}
    prior: dict[str, float] = {"ambition": 0.5, "preemption": 0.4, "ambition_gain": 0.0}
    process = European(Politics(**prior), EuropeanProcess(**{**given, **values}), draws, 0.2)
    for date in range(START, START + quarters):
        process.step(date, 0.0, 0.5, NO_PULL, may_propose=True)
    assert (process.laws[0].adopted, process.laws[0].application) == (FIRST, APPLIED)
    return process


def test_without_such_luck_nothing_is_revised() -> None:
    assert len(revised().laws) == 1
    assert len(revised(revision=ALWAYS, revision_hazard=0.0).laws) == 1


def test_a_revision_comes_with_its_hazard() -> None:
    # 1 - exp(-0.2) = 0.18127
    assert len(revised(revision=at(APPLIED + 3, draw=0.181), revision_hazard=0.2).laws) == 2
    assert len(revised(revision=at(APPLIED + 3, draw=0.182), revision_hazard=0.2).laws) == 1


def test_a_law_is_revised_once_it_applies_and_then_once_its_revision_does() -> None:
    laws = revised(quarters=30, revision=ALWAYS).laws
    assert [law.adopted for law in laws] == [FIRST, APPLIED, APPLIED + 6, APPLIED + 12, APPLIED + 18]
    assert [law.application for law in laws] == [law.adopted + 6 for law in laws]


@pytest.mark.parametrize(("draw", "sign"), [(0.29, 1), (0.31, -1)])
def test_a_revision_raises_or_lowers_what_is_about_the_text(draw: float, sign: int) -> None:
    process = revised(revision=at(APPLIED), direction=draw, revision_upward=0.3, revision_size=0.15)
    first, second = process.laws
    expected = np.array(first.criteria)
    expected[list(CONTENT)] += sign * 0.15
    assert second.criteria == pytest.approx(tuple(expected))
    assert second.ambition == pytest.approx(0.5 + sign * 0.15)
    assert second.preemption == first.preemption


def test_ambition_stays_within_bounds() -> None:
    up = revised(revision=ALWAYS, direction=ALWAYS, revision_upward=1.0, revision_size=0.3).laws
    assert [law.ambition for law in up][:4] == pytest.approx([0.5, 0.8, 1.0, 1.0])
    down = revised(revision=ALWAYS, direction=ALWAYS, revision_upward=0.0, revision_size=0.3).laws
    assert [law.ambition for law in down][:4] == pytest.approx([0.5, 0.2, 0.0, 0.0])


def test_what_is_seen_once_there_is_a_law_is_the_law_that_was_adopted_last() -> None:
    process = revised(revision=at(APPLIED), revision_upward=1.0)
    assert tuple(process.criteria(0.9, Pull(0.3, 0.0))) == process.laws[1].criteria
    assert process.laws[1].criteria[PACE] == 1.0
    # the position of the Council is the one at adoption
    assert process.laws[1].criteria[POSITIONS] == 0.5


def test_ambition_is_the_mean_over_the_text_alone() -> None:
    law = a_law(0.4, FIRST, APPLIED, legal_basis=0.9)
    assert law.ambition == pytest.approx(0.4)
    assert law.preemption == pytest.approx(0.1)
    assert [CRITERIA[place] for place in (PACE, LEGAL_BASIS, POSITIONS)] == ["pace", "legal_basis", "positions"]
    assert len(CONTENT) == 5
