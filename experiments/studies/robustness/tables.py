"""The tables of a finished study of robustness; those of the scan are empty when no parameter was scanned."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from experiments.runs.sweeps.sampling import DUMMY
from experiments.studies.common.factors import Factor, uncertain_factors
from experiments.studies.common.finished_sample import SAMPLE
from experiments.studies.common.specification import Subject
from experiments.studies.common.stored import Stored, read_stored
from experiments.studies.robustness.claims import NAME as CLAIMS
from experiments.studies.robustness.contests import MIX
from experiments.studies.robustness.design import ENSEMBLE, PRIOR

NAMES = ("ranks", "rank_shares", "pairwise", "regret", "pareto", "lens", CLAIMS, "guard", "flips", "scan", "scanned")
"""The tables; those from `flips` on are written when some parameter is scanned."""
read_finished = read_stored
"""Reads the folder of a finished study."""


def most_often(own: pd.DataFrame) -> str | None:
    """Return the option that is most often first alone; None when none ever is, or several are as often.

    Args:
        own: one row an option, by its name, with the share of draws in which it is `first`.
    """
    first = own["first"]
    if not first.notna().any() or first.max() == 0 or (first == first.max()).sum() > 1:
        return None
    return str(first.idxmax())


@dataclass(frozen=True, eq=False)
class RobustnessTables:
    """What a finished study says of the last year; of tables over draws, those over the ensemble if there is one."""

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
        return self._last("ranks", sample=self.ranked_over)

    @cached_property
    def prior_ranks(self) -> pd.DataFrame:
        """The same over the prior."""
        return self._last("ranks", sample=PRIOR)

    @property
    def ranked_over(self) -> str:
        """What the draws are of that options are ranked over: the ensemble or the prior."""
        return ENSEMBLE if self.over_ensemble else PRIOR

    @property
    def over_ensemble(self) -> bool:
        """Whether options are ranked over an ensemble, with the prior beside it."""
        return "ensemble" in self.stored.settings

    @property
    def ensemble(self) -> str:
        """The name of the ensemble that options are ranked over; empty for the prior."""
        return str(self.stored.settings["ensemble"]["name"]) if self.over_ensemble else ""

    def prior_leader(self, kind: str, context: str, outcome: str) -> tuple[str, float]:
        """Return which option is most often first over the prior, and in what share; an empty name for none alone."""
        table = self.prior_ranks
        own = table[(table["kind"] == kind) & (table["context"] == context) & (table["outcome"] == outcome)]
        by_option = own.set_index("option")
        best = most_often(by_option)
        return (best, float(by_option["first"][best])) if best is not None else ("", 0.0)

    @cached_property
    def pairwise(self) -> pd.DataFrame:
        """Options against each other, by field, outcome and pair."""
        return self._last("pairwise", sample=self.ranked_over)

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
        return sum(name != DUMMY for name in self.stored.table(f"{SAMPLE}_points.parquet").columns)

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
