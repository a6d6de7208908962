"""What a law of a given ambition says: the one place where ambition becomes thresholds, steps, fines and liability.

The table is `scenarios/data/ambition_content.csv`: for each law, and each criterion of SER 5.1.2, the ambition from
which a key of a law (`model.inputs.law`) has a value. Of the rows of a key, the one with the highest ambition that
the law reaches counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from model.politics.criteria import CRITERIA
from model.politics.tables import ambition_content

NONE = "none"
"""How the table writes that no step carries an obligation of result."""

_READ: dict[str, Callable[[str], Any]] = {
    "employees_min": float,
    "high_risk_employees_min": float,
    "steps": lambda value: tuple(int(step) for step in value.split()),
    "result_steps": lambda value: () if value == NONE else tuple(int(step) for step in value.split()),
    "fine": float,
    "complaints": lambda value: value == "yes",
    "remedy_ordered": lambda value: value == "yes",
    "liability": lambda value: value == "yes",
    "recognises_covenants": lambda value: value == "yes",
    "member_grace_quarters": int,
    "publication": lambda value: value == "yes",
    "assurance": float,
}


@dataclass(frozen=True)
class Rung:
    """One row of the table: from this ambition on a criterion, the key has this value."""

    criterion: int
    ambition: float
    key: str
    value: Any


@cache
def rungs(law: str) -> tuple[Rung, ...]:
    """Return the rows of the table on a law (`due_diligence`, `reporting`), of each key by rising ambition."""
    table = ambition_content()
    rows = table[table["law"] == law].sort_values(["key", "from"]).to_dict("records")
    return tuple(
        Rung(CRITERIA.index(row["criterion"]), float(row["from"]), row["key"], _READ[row["key"]](row["value"]))
        for row in rows
    )


def content(criteria: Sequence[float], law: str = "due_diligence") -> dict[str, Any]:
    """Return keys and values of the law (`due_diligence`, `reporting`) that has these eight criteria, each 0-1."""
    return {rung.key: rung.value for rung in rungs(law) if criteria[rung.criterion] >= rung.ambition}
