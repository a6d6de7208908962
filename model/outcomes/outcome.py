"""What an outcome is: one number a quarter, with its unit, its direction and what it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from model.outcomes.measures import Measures

Group = Literal["chain_impact", "level_playing_field", "criteria", "side_effects", "costs", "conduct", "politics"]
GROUPS: tuple[str, ...] = get_args(Group)

Perspective = Literal["here", "later", "elsewhere"]
PERSPECTIVES: tuple[str, ...] = get_args(Perspective)
"""The three sides of broad welfare: here (the Netherlands), later (stocks that carry over), elsewhere (the world)."""


@dataclass(frozen=True)
class Outcome:
    """One outcome: a function of the state at the end of a quarter.

    Flows of a quarter are expressed a year. `direction` is 1 when higher is better, -1 when lower is better, and 0
    when it only describes. `sections` are those of the SER advice that ask for it.
    """

    name: str
    group: Group
    label_en: str
    label_nl: str
    unit: str
    direction: int
    sections: tuple[str, ...]
    perspective: Perspective
    meaning: str
    compute: Callable[[Measures], float]
