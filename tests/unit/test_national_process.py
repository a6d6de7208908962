"""The Dutch bill, step by step: coalitions, effort, passage and the European proposal that halts it."""

from typing import Any

import numpy as np
import pytest

from model.politics.european_parameters import EuropeanProcess
from model.politics.national import Dutch
from model.politics.process_parameters import NationalProcess
from tests.unit.politics_parts import ALWAYS, QUARTERS, START, a_route, at, luck

SUPPORT = np.zeros(QUARTERS)
"""Draws by which every coalition supports the bill whenever there is a chance."""


def bill(draws: dict[str, Any] | None = None, route: dict[str, Any] | None = None, **values: float) -> Dutch:
    """Return a bill that passes at once under a coalition that supports it, but for what a test says."""
    given = {"passage": ALWAYS, "coalition": SUPPORT, **(draws or {})}
    pace: Any = {"pace_gain": 0.2}
    return Dutch(a_route(**(route or {})), NationalProcess(**values), EuropeanProcess(**pace), luck(**given))


def passage(dutch: Dutch, effort: float = 0.4, quarters: int = 60, proposed_from: int | None = None) -> int | None:
    """Step through quarters from 2022Q1; return after how many the bill passes, and check what the steps say."""
    said = []
    for date in range(START, START + quarters):
        if dutch.step(date, effort, proposed_from is not None and date >= proposed_from):
            said.append(date)
    assert said == ([] if dutch.passed is None else [dutch.passed])
    return None if dutch.passed is None else dutch.passed - START


def test_a_bill_passes_once() -> None:
    assert passage(bill()) == 0
    assert passage(bill({"passage": at(START + 5, START + 9)})) == 5


def test_without_effort_nothing_happens() -> None:
    dutch = bill()
    assert passage(dutch, effort=0.0) is None
    assert passage(dutch, effort=0.0, proposed_from=START) is None
    assert dutch.halted is None


def test_passage_has_its_hazard_and_effort_adds_to_it() -> None:
    # 1 - exp(-0.05 x exp(0.2 x 0.4)) = 0.05273; effort 1: 0.05925
    for effort, below, above in ((0.4, 0.0527, 0.0528), (1.0, 0.0592, 0.0593)):
        assert passage(bill({"passage": at(START, draw=below)}, passage_hazard=0.05), effort) == 0
        assert passage(bill({"passage": at(START, draw=above)}, passage_hazard=0.05), effort) is None
    assert passage(bill(passage_hazard=0.0)) is None


def test_nothing_passes_before_the_future_is_open() -> None:
    assert passage(bill(route={"undecided_from": START + 3})) == 3


@pytest.mark.parametrize(("term", "waits"), [(16, 32), (7, 14), (1, 2)])
def test_a_coalition_holds_for_its_term(term: int, waits: int) -> None:
    """The third coalition is the first that supports the bill."""
    draws = np.array([0.9, 0.61, 0.59, *[0.9] * (QUARTERS - 3)])
    assert passage(bill({"coalition": draws}, {"term_quarters": term}, coalition_support=0.6)) == waits


def test_terms_are_counted_from_the_quarter_in_which_the_future_is_open() -> None:
    draws = np.array([0.9, 0.0, *[0.9] * (QUARTERS - 2)])
    dutch = bill({"coalition": draws}, {"undecided_from": START + 3, "term_quarters": 4})
    assert [dutch.supported(START + each) for each in range(12)] == [False] * 7 + [True] * 4 + [False]


def test_a_route_may_say_how_likely_support_is() -> None:
    draws = np.full(QUARTERS, 0.5)
    assert passage(bill({"coalition": draws}, {"support": 0.0}, coalition_support=1.0)) is None
    assert passage(bill({"coalition": draws}, {"support": 1.0}, coalition_support=0.0)) == 0
    assert passage(bill({"coalition": draws}, coalition_support=0.0)) is None


def test_a_european_proposal_halts_the_bill() -> None:
    dutch = bill({"passage": at(START + 9)})
    assert passage(dutch, proposed_from=START + 6) is None
    assert dutch.halted == START + 6


def test_on_both_tracks_it_halts_nothing() -> None:
    dutch = bill({"passage": at(START + 9)}, {"halted_by_proposal": False})
    assert passage(dutch, proposed_from=START + 6) == 9
    assert dutch.halted is None


def test_a_proposal_that_comes_after_passage_halts_nothing() -> None:
    dutch = bill({"passage": at(START + 2)})
    assert passage(dutch, proposed_from=START + 3) == 2
    assert dutch.halted is None
