"""The tables of a finished study of the value of information."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from experiments.report.terminal import records
from experiments.studies.common.relevance import least_relevant
from experiments.studies.common.stored import Stored, read_stored
from experiments.studies.information_value.analysis import CHOICE, PARTIAL, PERFECT

NAMES = (PERFECT, PARTIAL)
read_finished = read_stored
"""Reads the folder of a finished study."""
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """A choice, the value of knowing all, and quantities by kind, those that are worth most first."""

    perfect: Row
    quantities: Mapping[str, pd.DataFrame]

    @property
    def outcome(self) -> str:
        """The outcome by which mixes are compared."""
        return str(self.perfect["outcome"])

    @property
    def matters(self) -> bool:
        """Whether knowing all may be worth as much as the least relevant size of the outcome."""
        row = self.perfect
        most = float(row["value_hi"])
        return bool((most if math.isfinite(most) else row["at_most"]) >= least_relevant()[self.outcome])

    def clear(self, kind: str) -> pd.DataFrame:
        """Return the quantities of a kind that stand out from chance, those that are worth most first."""
        own = self.quantities[kind]
        return own[own["clear"].astype(bool)]

    def first(self, kind: str) -> Row:
        """Return the quantity of a kind that is worth most."""
        return records(self.quantities[kind].head(1))[0]


@dataclass(frozen=True, eq=False)
class InformationTables:
    """What a finished study says."""

    stored: Stored

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What was found of each choice."""
        ordered = self.stored.table(PARTIAL).sort_values(["value", "chance"], ascending=[False, True], kind="stable")
        parts = {
            key: {str(kind): own for kind, own in part.groupby("kind")}
            for key, part in ordered.groupby(CHOICE, sort=False)
        }
        rows = self.stored.table(PERFECT).to_dict("records")
        return tuple(
            Finding({str(key): value for key, value in row.items()}, parts[tuple(row[name] for name in CHOICE)])
            for row in rows
        )

    def of(self, course: str, year: int) -> tuple[Finding, ...]:
        """Return what was found under a course in a year."""
        return tuple(each for each in self.findings if (each.perfect["course"], each.perfect["year"]) == (course, year))

    @property
    def parts(self) -> list[tuple[str, int]]:
        """The courses and years."""
        return list(dict.fromkeys((str(each.perfect["course"]), int(each.perfect["year"])) for each in self.findings))
