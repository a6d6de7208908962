"""What becomes of an adopted law: delays and amendments, before it applies and after, and what is seen of it."""

from typing import Any

import numpy as np
import pytest

from model.politics.amendments import Delay
from model.politics.criteria import CONTENT, CRITERIA, LEGAL_BASIS, PACE, POSITIONS
from model.politics.european import European, Expected, Pull
from model.politics.european_parameters import EuropeanAmendment, EuropeanProcess
from model.politics.parliament import Parliament
from tests.unit.politics_parts import ALWAYS, START, a_law, at, luck

NO_PULL = Pull(0.0, 0.0)
FIRST, APPLIED = START + 4, START + 10
"""Quarters in which the first law is adopted and applies."""
HAZARDS = {"delay_hazard": 0.2, "strengthening_hazard": 0.2, "weakening_hazard": 0.2}
"""1 - exp(-0.2) = 0.18127."""


def amended(quarters: int = 40, draws: dict[str, Any] | None = None, **values: float) -> European:
    """Run a process with a proposal in 2022Q1, a law of ambition 0.5 four quarters later, and then these draws."""
    found = luck(proposal=at(START), adoption=ALWAYS, **(draws or {}))
    numbers = {"lobby": 0.0, "parliament_weight": 0.0, "application_median": 6.5}
    process = EuropeanProcess(**numbers)
    given = EuropeanAmendment(**{**HAZARDS, "delay": 3, "lead": 2, "size": 0.15, **values})
    expected = Expected(ambition=0.5, preemption=0.4, ambition_gain=0.0, existing=0.2)
    european = European(expected, process, given, found.due_diligence, Parliament(process, found))
    for date in range(START, START + quarters):
        european.step(date, 0.0, 0.5, NO_PULL, undecided=True)
    assert european.laws[0].adopted == FIRST
    return european


def test_without_such_luck_nothing_is_changed() -> None:
    found = amended()
    assert (len(found.laws), found.delays, found.laws[0].application) == (1, [], APPLIED)
    never = dict.fromkeys(HAZARDS, 0.0)
    found = amended(40, {"delay": ALWAYS, "strengthening": ALWAYS}, **never)
    assert (len(found.laws), found.delays) == (1, [])


@pytest.mark.parametrize("name", ["delay", "strengthening", "weakening"])
def test_a_change_comes_with_its_hazard(name: str) -> None:
    def happened(draw: float) -> bool:
        found = amended(draws={name: at(FIRST + 3, draw=draw)})
        return bool(found.delays) or len(found.laws) > 1

    assert happened(0.181)
    assert not happened(0.182)


def test_a_delay_moves_application_and_may_come_again_until_the_law_applies() -> None:
    found = amended(draws={"delay": at(FIRST + 1, FIRST + 5, FIRST + 20)})
    assert found.delays == [Delay(FIRST + 1, 3), Delay(FIRST + 5, 3)]
    assert [law.application for law in found.laws] == [APPLIED + 6]


def test_a_delay_moves_every_version_that_waits() -> None:
    draws = {"weakening": at(FIRST + 5), "delay": at(FIRST + 5 + 1)}
    # the law applies in its sixth quarter, its amendment in the seventh: only that still waits, and is moved
    found = amended(draws={**draws, "delay": at(APPLIED)})
    assert [law.application for law in found.laws] == [APPLIED, FIRST + 7 + 3]
    found = amended(draws={**draws, "delay": at(FIRST + 5)}, lead=8)
    # delays come first in a quarter: the amendment is written for the law as it then is
    assert [law.application for law in found.laws] == [APPLIED + 3, FIRST + 13]


def test_an_amendment_before_application_applies_with_the_law_or_after_its_own_lead() -> None:
    found = amended(draws={"weakening": at(FIRST + 1)})
    assert [(law.adopted, law.application) for law in found.laws] == [(FIRST, APPLIED), (FIRST + 1, APPLIED)]
    found = amended(draws={"weakening": at(FIRST + 5)}, lead=4)
    assert [law.application for law in found.laws] == [APPLIED, FIRST + 9]


def test_an_amendment_after_application_applies_after_its_lead() -> None:
    found = amended(draws={"strengthening": at(APPLIED + 5)}, lead=4)
    assert [law.application for law in found.laws] == [APPLIED, APPLIED + 9]


@pytest.mark.parametrize(("name", "sign"), [("strengthening", 1), ("weakening", -1)])
def test_an_amendment_raises_or_lowers_what_is_about_the_text(name: str, sign: int) -> None:
    first, second = amended(draws={name: at(FIRST + 2)}).laws
    expected = np.array(first.criteria)
    expected[list(CONTENT)] += sign * 0.15
    assert second.criteria == pytest.approx(tuple(expected))
    assert second.ambition == pytest.approx(0.5 + sign * 0.15)
    assert second.preemption == first.preemption


def test_one_in_each_direction_in_a_quarter_leaves_the_law_as_it_is() -> None:
    assert len(amended(draws={"strengthening": at(APPLIED), "weakening": at(APPLIED)}).laws) == 1


def test_ambition_stays_within_bounds() -> None:
    up = amended(draws={"strengthening": ALWAYS}, size=0.3).laws
    assert [law.ambition for law in up][:4] == pytest.approx([0.5, 0.8, 1.0, 1.0])
    down = amended(draws={"weakening": ALWAYS}, size=0.3).laws
    assert [law.ambition for law in down][:4] == pytest.approx([0.5, 0.2, 0.0, 0.0])


def test_what_is_seen_once_there_is_a_law_is_the_law_that_was_adopted_last() -> None:
    process = amended(draws={"strengthening": at(APPLIED)})
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
