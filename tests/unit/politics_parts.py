"""Luck, member states and routes as a test wants them, for politics that can be worked out by hand."""

from dataclasses import replace
from typing import Any

import numpy as np

from model.politics.amendments import EuropeanLaw
from model.politics.criteria import CONTENT, CRITERIA, LEGAL_BASIS, PACE, POSITIONS
from model.politics.effort import Effort
from model.politics.future import Future
from model.politics.luck import ORIGIN, LawLuck, Luck
from model.politics.member_states import Union
from model.politics.route import Route

START = ORIGIN + 8
"""2022Q1, the first quarter that is open."""
QUARTERS = 80
ALWAYS, NEVER = 0.0, 1.0
"""Draws for what happens whenever it can, and for what does not happen."""

_OF_LAW = ("proposal", "delay", "strengthening", "weakening", "adoption", "application", "criteria")


def law_luck(**changes: Any) -> LawLuck:
    """Return the luck of a law to which nothing happens, but for what `changes` says; it applies after the median."""
    by_quarter = dict.fromkeys(("proposal", "delay", "strengthening", "weakening"), np.full(QUARTERS, NEVER))
    given: dict[str, Any] = {**by_quarter, "criteria": np.zeros(len(CRITERIA))}
    filled = {name: np.broadcast_to(changes.get(name, base), base.shape).copy() for name, base in given.items()}
    return LawLuck(**filled, adoption=changes.get("adoption", NEVER), application=changes.get("application", 0.5))


def luck(states: int = 3, **changes: Any) -> Luck:
    """Return luck under which nothing happens, but for what `changes` says: a value, or one for each quarter.

    What is said of a law holds for that on due diligence; `reporting` is the luck of the other.
    """
    given = {
        "passage": np.full(QUARTERS, NEVER),
        "coalition": np.full(QUARTERS, NEVER),
        "parliament": np.zeros(QUARTERS),
        "wishes": np.zeros(QUARTERS),
        "member_states": np.full((QUARTERS, states), NEVER),
        "positions": np.full(states, 0.5),
    }
    filled = {name: np.broadcast_to(changes.get(name, base), base.shape).copy() for name, base in given.items()}
    due_diligence = law_luck(**{name: value for name, value in changes.items() if name in _OF_LAW})
    reporting = changes.get("reporting", law_luck())
    return Luck(due_diligence, reporting, **filled, judgement=changes.get("judgement", 0.0))


def at(*dates: int, draw: float = ALWAYS) -> Any:
    """Return draws by quarter: `draw` in these quarters (from year 0), never in others."""
    draws = np.full(QUARTERS, NEVER)
    draws[[date - ORIGIN for date in dates]] = draw
    return draws


def union(*commitment: float, states: tuple[str, ...] = ("NLD", "FRA", "BEL")) -> Union:
    """Return a small Union: the Dutch with 17, the French with 67 and the Belgians with 12 million people."""
    people = np.array([17.0, 67.0, 12.0])
    return Union(states, people, np.array(commitment or (0.0, 0.0, 0.0)), (None,) * len(states))


ROUTE = Route(
    name="test",
    label_en="Test",
    label_nl="Test",
    why="Test.",
    sections=("5.1.2",),
    aliases=(),
    begins=START,
    undecided_from=START,
    halted_by_proposal=True,
    effort=Effort(0.6, 0.4),
    term_quarters=16,
    support=None,
    checkpoint=None,
)


def a_route(**changes: Any) -> Route:
    """Return a route with effort on both tracks from 2022Q1, with other values changed."""
    return replace(ROUTE, **changes)


def a_law(ambition: float, adopted: int, application: int, legal_basis: float = 0.5) -> EuropeanLaw:
    """Return a European law with one ambition for all that is about its text."""
    criteria = np.zeros(len(CRITERIA))
    criteria[list(CONTENT)] = ambition
    criteria[[LEGAL_BASIS, PACE, POSITIONS]] = (legal_basis, 1.0, 0.5)
    return EuropeanLaw(adopted, application, tuple(criteria.tolist()))


def a_future(**changes: Any) -> Future:
    """Return a future in which nothing happened, but for what `changes` says."""
    nothing: dict[str, Any] = dict(
        proposal=None, laws=(), reporting=(), delays=(), passed=None, halted=None, national=(), judgement=None
    )
    return Future(route="test", seed=1, **{**nothing, **changes})
