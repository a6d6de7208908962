"""What an instrument is, and the strength that the two parts of a level give it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.parameters import par
from model.state.state import EU, NLD, REGIONS, Array, Levers

BOTH, NATIONAL_ONLY, EUROPEAN_ONLY = ("national", "european"), ("national",), ("european",)
"""The parts that a level of an instrument may have."""


def existing_strength() -> Any:
    """Declare the strength that existing policy (level 1) has for an instrument."""
    return par(
        0.3,
        legal=(0, 1),
        plausible=(0.1, 0.5),
        unit="0-1",
        meaning="strength of the instrument as existing policy (national level 1)",
        source="assumption",
    )


def strengthened_strength() -> Any:
    """Declare the strength that strengthened policy (level 2) has for an instrument."""
    return par(
        0.6,
        legal=(0, 1),
        plausible=(0.4, 0.9),
        unit="0-1",
        meaning="strength of the instrument as strengthened or European policy; never below existing policy",
        source="assumption",
    )


@dataclass(frozen=True)
class Instrument:
    """One row of table 3.1.

    `v` is the V of the advice it belongs to, `primitives` which of information, cost, reward, condition,
    obligation, connection and leverage it works through; `group` declares its strengths (`existing`,
    `strengthened`, and what else it needs); `apply` turns the strength by region into levers and is None for an
    instrument that is a law and nothing else. `parts` names the parts of a level that it may have.
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
    apply: Callable[[Levers, Array, Any], None] | None = None
    parts: tuple[str, ...] = BOTH


def national_strength(level: int, values: Any) -> float:
    """Return the strength of a national level: 0, existing, strengthened.

    Args:
        level: 0-2.
        values: the instrument's parameter group, with `existing` and `strengthened`.
    """
    return (0.0, float(values.existing), full_strength(values))[level]


def full_strength(values: Any) -> float:
    """Return the strength of strengthened policy, and of European policy at full ambition: never below existing."""
    return float(max(values.existing, values.strengthened))


def strength_by_region(national: int, european: bool, values: Any, ambition: float) -> Array:
    """Return the strength in the Netherlands, the EU and the rest of the world (model-corrections 3).

    The European part has the strength of strengthened policy times the ambition of the EU and reaches all of the EU;
    in the Netherlands the stronger of the two parts counts.

    Args:
        national: national part of the level, 0-2.
        european: whether the European part holds.
        values: the instrument's parameter group, with `existing` and `strengthened`.
        ambition: ambition of the EU, 0-1.
    """
    strength = np.zeros(len(REGIONS))
    strength[EU] = full_strength(values) * ambition * european
    strength[NLD] = max(national_strength(national, values), strength[EU])
    return strength
