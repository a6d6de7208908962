"""The Council of member states: qualified majority and its blocking minority (Treaty on European Union, art. 16.4)."""

from __future__ import annotations

import numpy as np

from model.state.state import Array, BoolArray

SHARE_OF_STATES = 0.55
SHARE_OF_PEOPLE = 0.65
SMALLEST_BLOCK = 4
"""A blocking minority on population needs at least so many member states."""


def qualified_majority(in_favour: BoolArray, people: Array) -> bool:
    """Tell whether the member states in favour carry a vote.

    Args:
        in_favour: S, whether each member state votes in favour; who does not counts as against.
        people: S, population in any unit.
    """
    states = int(in_favour.sum())
    if states < SHARE_OF_STATES * len(in_favour):
        return False
    enough = float(people[in_favour].sum()) >= SHARE_OF_PEOPLE * float(people.sum())
    return enough or len(in_favour) - states < SMALLEST_BLOCK


def pivotal_position(positions: Array, people: Array) -> float:
    """Return the highest ambition (0-1) for which the member states that want at least that form a majority.

    Args:
        positions: S, ambition that each member state wants, 0-1.
        people: S, population in any unit.
    """
    order = np.argsort(-positions, kind="stable")
    count = np.arange(1, len(order) + 1)
    together = np.cumsum(people[order])
    many = count >= SHARE_OF_STATES * len(order)
    enough = (together >= SHARE_OF_PEOPLE * float(people.sum())) | (len(order) - count < SMALLEST_BLOCK)
    return float(positions[order[int(np.argmax(many & enough))]])
