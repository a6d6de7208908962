"""The tables of a finished study of robustness; those of the scan are empty when no parameter was scanned."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from experiments.studies.common.factors import Factor, uncertain_factors
from experiments.studies.common.specification import Subject
from experiments.studies.common.stored import Stored, read_stored
from experiments.studies.robustness.claims import NAME as CLAIMS
from experiments.studies.robustness.contests import MIX
from experiments.studies.robustness.design import PRIOR, SAMPLE

NAMES = ("ranks", "rank_shares", "pairwise", "regret", "pareto", "lens", CLAIMS, "guard", "flips", "scan", "scanned")
"""The tables; those from `flips` on are written when some parameter is scanned."""
read_finished = read_stored
"""Reads the folder of a finished study."""


@dataclass(frozen=True, eq=False)
class RobustnessTables:
    """What a finished study says of the last year; of tables over draws, those over the prior."""

    stored: Stored

    @property
    def subject(self) -> Subject:
        """What was ranked."""
        return self.stored.subject

    @property
    def year(self) -> int:
        """The last year."""
        return self.subject.years[-1]

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """Who is first how often, by field, outcome and option."""
        return self._last("ranks", sample=PRIOR)

    @cached_property
    def pairwise(self) -> pd.DataFrame:
        """Options against each other, by field, outcome and pair."""
        return self._last("pairwise", sample=PRIOR)

    @cached_property
    def guard(self) -> pd.DataFrame:
        """Warnings that the design may decide who is first."""
        return self._last("guard")

    @cached_property
    def flips(self) -> pd.DataFrame:
        """Where the leader changes, by field, outcome, parameter and side of its default."""
        return self._last("flips")

    @cached_property
    def scan(self) -> pd.DataFrame:
        """Means over seeds by scanned value, option and outcome."""
        return self._last("scan")

    @cached_property
    def scanned(self) -> tuple[Factor, ...]:
        """The parameters that were scanned."""
        if self.flips.empty:
            return ()
        known = {each.name: each for each in uncertain_factors(simulated=True, dummy=False)}
        return tuple(known[name] for name in dict.fromkeys(self.flips["parameter"]))

    @cached_property
    def parameters(self) -> int:
        """How many parameters were sampled; the dummy is none."""
        return self.stored.table(f"{SAMPLE}_points.parquet").shape[1] - 1

    def of_mixes(self, table: pd.DataFrame, course: str) -> pd.DataFrame:
        """Return the rows of a table in which mixes compete under a course."""
        return table[(table["kind"] == MIX) & (table["context"] == course)]

    def _last(self, name: str, **keys: str) -> pd.DataFrame:
        stored, file = self.stored, f"{name}.csv"
        table = stored.table_if_there(file) if name in ("flips", "scan") else stored.table(file)
        if table.empty:
            return table
        for column, key in {"year": self.year, **keys}.items():
            table = table[table[column] == key]
        return table
