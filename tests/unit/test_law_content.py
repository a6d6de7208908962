"""What a law of a given ambition says: each threshold of the table, and that more ambition never asks less."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.politics.content import content, rungs
from model.politics.criteria import CRITERIA
from tests.unit.tiny_policy import a_law

LENIENT: dict[str, Any] = {
    "employees_min": 5000.0,
    "high_risk_employees_min": 5000.0,
    "steps": (1, 2, 5),
    "result_steps": (),
    "fine": 0.0,
    "complaints": False,
    "remedy_ordered": False,
    "liability": False,
    "recognises_covenants": False,
    "member_grace_quarters": 4,
}
STRICT: dict[str, Any] = {
    "employees_min": 250.0,
    "high_risk_employees_min": 50.0,
    "steps": (1, 2, 3, 4, 5, 6),
    "result_steps": (1, 2, 3, 4, 5, 6),
    "fine": 2.0,
    "complaints": True,
    "remedy_ordered": True,
    "liability": True,
    "recognises_covenants": True,
    "member_grace_quarters": 8,
}
THRESHOLDS = [
    ("scope", 0.25, {"employees_min": (5000.0, 1000.0)}),
    ("scope", 0.5, {"employees_min": (1000.0, 500.0), "high_risk_employees_min": (5000.0, 250.0)}),
    ("scope", 0.75, {"employees_min": (500.0, 250.0), "high_risk_employees_min": (250.0, 50.0)}),
    ("breadth_and_depth", 0.25, {"steps": ((1, 2, 5), (1, 2, 4, 5))}),
    ("breadth_and_depth", 0.5, {"steps": ((1, 2, 4, 5), (1, 2, 3, 4, 5)), "result_steps": ((), (3, 4))}),
    (
        "breadth_and_depth",
        0.75,
        {"steps": ((1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6)), "result_steps": ((3, 4), (1, 2, 3, 4, 5, 6))},
    ),
    ("supervision_and_sanctions", 0.25, {"fine": (0.0, 0.5)}),
    ("supervision_and_sanctions", 0.5, {"fine": (0.5, 1.0)}),
    ("supervision_and_sanctions", 0.75, {"fine": (1.0, 2.0)}),
    ("remedy", 0.25, {"complaints": (False, True)}),
    ("remedy", 0.5, {"remedy_ordered": (False, True)}),
    ("remedy", 0.6, {"liability": (False, True)}),
    ("incentives_for_cooperation", 0.5, {"recognises_covenants": (False, True), "member_grace_quarters": (4, 8)}),
]
"""Criterion, ambition, and what each key that changes there says below it and from it on."""


def text(**criteria: float) -> dict[str, Any]:
    """Return what a law says with these criteria, the others 0."""
    return content([criteria.get(name, 0.0) for name in CRITERIA])


def demands(law: dict[str, Any]) -> dict[str, float]:
    """Return what a law asks or gives as numbers that rise with ambition."""
    numbers = {key: float(law[key]) for key in law if key not in ("steps", "result_steps")}
    numbers["employees_min"] *= -1
    numbers["high_risk_employees_min"] *= -1
    return numbers


def test_a_law_without_ambition_and_one_with_all_of_it() -> None:
    assert content([0.0] * 8) == LENIENT
    assert content([1.0] * 8) == STRICT


@pytest.mark.parametrize(("criterion", "ambition", "changes"), THRESHOLDS, ids=[f"{a}-{b}" for a, b, _ in THRESHOLDS])
def test_each_threshold(criterion: str, ambition: float, changes: dict[str, tuple[Any, Any]]) -> None:
    below, reached = text(**{criterion: np.nextafter(ambition, 0.0)}), text(**{criterion: ambition})
    assert {key: (below[key], reached[key]) for key in below if below[key] != reached[key]} == changes


def test_there_are_no_other_thresholds() -> None:
    found = {(CRITERIA[rung.criterion], rung.ambition) for rung in rungs("due_diligence") if rung.ambition > 0}
    assert found == {(criterion, ambition) for criterion, ambition, _ in THRESHOLDS}


def test_the_text_of_the_reporting_law() -> None:
    """The text that was proposed stands in the middle; more of it wants reasonable assurance, less a narrower scope."""
    texts = [content([ambition] * 8, "reporting") for ambition in (0.2, 0.25, 0.5, 0.75)]
    assert [text["employees_min"] for text in texts] == [500.0, 250.0, 250.0, 250.0]
    assert [text["assurance"] for text in texts] == [0.0, 0.2, 0.2, 0.4]
    assert all(text["publication"] for text in texts)
    assert set(texts[0]) == {"employees_min", "assurance", "publication"}
    file = a_law(publication=True, assurance=0.2, employees_min=250, steps=[5])
    assert {key: getattr(file, key) for key in texts[2]} == texts[2]


@given(st.lists(st.floats(0, 1), min_size=8, max_size=8), st.integers(0, 7), st.floats(0, 1))
def test_more_ambition_never_asks_less(criteria: list[float], place: int, more: float) -> None:
    higher = [*criteria[:place], max(criteria[place], more), *criteria[place + 1 :]]
    before, after = content(criteria), content(higher)
    assert set(before["steps"]) <= set(after["steps"])
    assert set(before["result_steps"]) <= set(after["result_steps"]) <= set(after["steps"])
    assert all(demands(before)[key] <= demands(after)[key] for key in demands(before))


@pytest.mark.parametrize("ambition", [0.0, 0.3, 0.55, 0.7, 1.0])
def test_what_is_said_can_stand_in_a_law(ambition: float) -> None:
    """A text by ambition is one that a law file may have: the same keys, types and ranges."""
    said = content([ambition] * 8)
    assert set(said) == set(STRICT)
    keys: dict[str, Any] = {**said, "steps": list(said["steps"]), "result_steps": list(said["result_steps"])}
    law = a_law(**keys)
    assert {key: getattr(law, key) for key in said} == said
