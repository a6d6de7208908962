"""The table of events of a future: which rows there are, in which order, and which law was the first."""

from typing import Any

import pytest

from model import catalogue
from model.parameters import ParameterSet
from model.politics.amendments import Delay
from model.politics.checkpoint import Judgement
from model.politics.criteria import CRITERIA
from model.politics.events import EVENTS, Event, attributes, events
from model.politics.future import Proposal
from tests.unit.politics_parts import START, a_future, a_law, a_route

catalogue.load()
LEAD = 6
CONTENT_KEYS = {
    "employees_min",
    "high_risk_employees_min",
    "steps",
    "result_steps",
    "fine",
    "complaints",
    "remedy_ordered",
    "liability",
    "recognises_covenants",
    "member_grace_quarters",
}


def rows(**future: Any) -> list[Event]:
    return events(a_future(**future), a_route(), ParameterSet({"national_process.lead": LEAD}))


def only(found: list[Event], event: str) -> dict[str, tuple[int, float]]:
    """Return the rows of one kind: attribute to quarter and value."""
    chosen = [row for row in found if row.event == event]
    assert len({row.attribute for row in chosen}) == len(chosen)
    return {row.attribute: (row.quarter, row.value) for row in chosen}


def test_a_future_in_which_nothing_happened_still_counts() -> None:
    assert rows() == [Event("start", START, "effort_european", 0.6)]


def test_a_proposal_has_its_ambition_and_the_pivot_of_then() -> None:
    found = only(rows(proposal=Proposal(START + 3, 0.45, 0.52)), "proposal")
    assert found == {"ambition": (START + 3, 0.45), "pivotal_position": (START + 3, 0.52)}


@pytest.mark.parametrize(("score", "sufficient"), [(0.49, 0.0), (0.5, 1.0)])
def test_a_checkpoint_has_its_score_and_all_criteria(score: float, sufficient: float) -> None:
    criteria = tuple(0.1 * place for place in range(8))
    found = only(rows(judgement=Judgement(START + 1, criteria, score, 0.5)), "checkpoint")
    values = {"sufficient": sufficient, "score": score, **dict(zip(CRITERIA, criteria, strict=True))}
    assert found == {name: (START + 1, value) for name, value in values.items()}


def test_the_attributes_of_a_law() -> None:
    found = attributes(a_law(0.55, START, START + 8, legal_basis=0.3))
    assert set(found) == {"ambition", "preemption", *CRITERIA, *CONTENT_KEYS} - {"pace"}
    assert found["ambition"] == pytest.approx(0.55)
    assert found["preemption"] == pytest.approx(0.7)
    assert (found["legal_basis"], found["positions"], found["remedy"]) == (0.3, 0.5, 0.55)
    assert (found["employees_min"], found["steps"], found["fine"]) == (500.0, 5.0, 1.0)
    assert (found["complaints"], found["liability"]) == (1.0, 0.0)
    assert (found["remedy_ordered"], found["result_steps"]) == (1.0, 2.0)
    assert attributes(a_law(0.61, START, START + 8))["liability"] == 1.0


def test_a_law_has_rows_when_adopted_and_when_applied_and_its_revisions_too() -> None:
    first, second = a_law(0.4, START + 4, START + 12), a_law(0.6, START + 15, START + 20)
    found = rows(laws=(first, second))
    assert only(found, "adoption") == {name: (START + 4, value) for name, value in attributes(first).items()}
    assert only(found, "amendment") == {name: (START + 15, value) for name, value in attributes(second).items()}
    assert only(found, "application") == {"ambition": (START + 12, first.ambition)}
    assert only(found, "first_law") == {"european": (START + 12, 1.0)}


def test_national_laws_by_member_state() -> None:
    found = rows(national=(("BEL", START + 2), ("ITA", START + 9)), passed=START + 5)
    expected = {"BEL": (START + 2, 1.0), "ITA": (START + 9, 1.0), "NLD": (START + 5, 1.0)}
    assert only(found, "national_law") == expected
    assert only(rows(halted=START + 7), "halt") == {"NLD": (START + 7, 1.0)}


@pytest.mark.parametrize(
    ("passed", "applied", "first"),
    [
        (0, None, {"national": (START + 6, 1.0)}),
        (None, 9, {"european": (START + 9, 1.0)}),
        (2, 9, {"national": (START + 8, 1.0)}),
        # in the same quarter European law is the first
        (3, 9, {"european": (START + 9, 1.0)}),
        (4, 9, {"european": (START + 9, 1.0)}),
        (None, None, {}),
    ],
)
def test_the_first_law_is_the_first_to_apply(passed: int | None, applied: int | None, first: dict[str, Any]) -> None:
    laws = () if applied is None else (a_law(0.5, START + 1, START + applied),)
    found = rows(laws=laws, passed=None if passed is None else START + passed, national=(("BEL", START),))
    assert only(found, "first_law") == first


def test_rows_are_in_order_of_time_and_then_of_events() -> None:
    found = rows(
        proposal=Proposal(START + 2, 0.5, 0.5),
        laws=(a_law(0.4, START + 6, START + 6), a_law(0.6, START + 15, START + 20)),
        passed=START,
        national=(("BEL", START + 2), ("ITA", START)),
        judgement=Judgement(START + 2, (0.5,) * 8, 0.5, 0.5),
    )
    order = [(row.quarter - START, row.event) for row in found]
    assert list(dict.fromkeys(order)) == [
        (0, "start"),
        (0, "national_law"),
        (2, "proposal"),
        (2, "checkpoint"),
        (2, "national_law"),
        (6, "adoption"),
        (6, "application"),
        (6, "first_law"),
        (15, "amendment"),
    ]
    others = {"halt", "delay", "reporting_adoption", "reporting_application", "reporting_amendment"}
    assert {row.event for row in found} | others == set(EVENTS)


def test_the_reporting_law_and_delays_have_rows_of_their_own() -> None:
    found = rows(
        laws=(a_law(0.4, START + 6, START + 14),),
        reporting=(a_law(0.5, START + 1, START + 9), a_law(0.2, START + 3, START + 9)),
        delays=(("reporting", Delay(START + 2, 4)),),
    )
    told = {(row.event, row.quarter - START): row.value for row in found if row.attribute in ("ambition", "reporting")}
    assert told == {
        ("reporting_adoption", 1): pytest.approx(0.5),
        ("delay", 2): 4.0,
        ("reporting_amendment", 3): pytest.approx(0.2),
        ("adoption", 6): pytest.approx(0.4),
        ("reporting_application", 9): pytest.approx(0.5),
        ("application", 14): pytest.approx(0.4),
    }
    assert {row.attribute: row.value for row in found if row.event == "reporting_adoption"}["assurance"] == 0.2
