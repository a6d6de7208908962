"""What an instrument is, and the strength that a level gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.parameters import par
from model.state import EU, NLD, REGIONS, Array, Levers

LevelMap = dict[int, str]


def existing_strength() -> Any:
    """Declare the strength that existing policy (level 1) has for an instrument."""
    return par(
        0.3,
        legal=(0, 1),
        plausible=(0.1, 0.5),
        unit="0-1",
        meaning="strength of the instrument as existing policy (level 1)",
        source="assumption",
    )


def strengthened_strength() -> Any:
    """Declare the strength that strengthened policy (level 2) has for an instrument."""
    return par(
        0.6,
        legal=(0, 1),
        plausible=(0.4, 0.9),
        unit="0-1",
        meaning="strength of the instrument as strengthened policy (level 2); never below level 1",
        source="assumption",
    )


@dataclass(frozen=True)
class Instrument:
    """One row of table 3.1.

    `v` is the V of the advice it belongs to, `primitives` which of information, cost, reward, condition,
    obligation, connection and leverage it works through; `group` declares its strengths (`existing`,
    `strengthened`); `apply` turns the strength by region into levers and is None for an instrument that
    is a law and nothing else. `by_netherlands` says that the Netherlands carries it out at every level:
    level 3 then is its level 2.
    """

    name: str
    order: int
    label_en: str
    label_nl: str
    v: str
    primitives: tuple[str, ...]
    sections: tuple[str, ...]
    meaning: str
    group: type[Any]
    apply: Callable[[Levers, Array], None] | None = None
    by_netherlands: bool = False


def strength_of_level(level: int, existing: float, strengthened: float) -> float:
    """Return the strength of a level: 0, existing, strengthened; a European one is no stronger."""
    return (0.0, existing, max(existing, strengthened), max(existing, strengthened))[level]


def strength_by_region(level: int, values: Any, ambition: float, european_started: bool) -> Array:
    """Return the strength in the Netherlands, the EU and the rest of the world (model-corrections 3).

    A European level has the strength of level 2 times the ambition of the EU, reaches all of the EU, and
    begins with European law; the Netherlands keeps its existing policy where that is stronger.

    Args:
        level: 0-3.
        values: the instrument's parameter group, with `existing` and `strengthened`.
        ambition: ambition of the EU, 0-1.
        european_started: whether European law is in force.
    """
    strength = np.zeros(len(REGIONS))
    if level <= 2:  # noqa: PLR2004 - the national levels
        strength[NLD] = strength_of_level(level, values.existing, values.strengthened)
        return strength
    european = strength_of_level(level, values.existing, values.strengthened) * ambition * european_started
    strength[EU] = european
    strength[NLD] = max(values.existing, european)
    return strength
