"""What a finished study holds, and the columns of each of its tables. The store writes it, figures read it.

runs: one row a run, in the order of the design (course, mix, seed).
    run_id (text, 16 hexadecimal digits of the content), course, mix, role (`shown` or `probe`), world,
    seed (int64), draw (int64, a row of draws.parquet, or -1 where parameters are those of the scenario),
    scenario_hash and start_hash (both before the draw), status (`done` or `failed`), error (traceback, empty when
    done).
series: one row a run that is done and quarter, in the order of `runs`, then time.
    run_id, course, mix, seed (int64), quarter (text, "2022Q3"), year (int64), and one float64 column an
    outcome.
annual: one row a run that is done and year: run_id, course, mix, seed, year, and one float64 column an
    outcome: a stock at the end of the year, a flow as the mean over its quarters. Its file has the years of report
    and of claims.
summary: one row a course, mix (those shown), outcome and year, in this order.
    course, mix, outcome, year (int64), mean, lo, hi, diff, diff_lo, diff_hi (float64). `lo` and `hi` bound
    the 90% t-interval of the mean over seeds; `diff` is the paired difference from the base mix under the
    same course. The base mix's own differences are 0; an interval that cannot be had (one seed) is NaN.
breakdown: one row a course, mix (those shown), group of a dimension, outcome and year, with the columns of
    `experiments.runs.breakdown`; statistics as in the summary. Groups add up to the outcome of the same name; what
    ends in `_within` is the mean within the group. Empty when the runs were not divided.
cost_per_worker, adaptive_capacity: as the modules of these names in `experiments` say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.runs.ensemble import DRAWS
from experiments.runs.rebuild import rebuilt_scenarios
from experiments.runs.store import SUMMARY, read_manifest
from experiments.studies.common.stored import StudyFolder
from model.inputs.mix import Mix
from model.politics.course import PoliticalCourse
from model.scenario import Scenario

RUN_COLUMNS = (
    "run_id",
    "course",
    "mix",
    "role",
    "world",
    "seed",
    "draw",
    "scenario_hash",
    "start_hash",
    "status",
    "error",
)
SERIES_KEYS = ("run_id", "course", "mix", "seed", "quarter", "year")
ANNUAL_KEYS = ("run_id", "course", "mix", "seed", "year")
ANNUAL = "annual.parquet"
VERDICTS, CLAIMS = "verdicts.csv", "claims.csv"
COST_PER_WORKER, ADAPTIVE_CAPACITY = "cost_per_worker.csv", "adaptive_capacity.csv"
BREAKDOWN = "breakdown.parquet"

SUMMARY_COLUMNS = ("course", "mix", "outcome", "year", "mean", "lo", "hi", "diff", "diff_lo", "diff_hi")


@dataclass(frozen=True, eq=False)
class StudyTables:
    """A finished study: the tables described above, what it ran, and its manifest.

    `scenarios` holds each scenario once, in the order of the design (course, then mix, probes last); `shown`
    names the mixes of the comparison, the base first; `base` is the mix that differences are taken from.
    """

    runs: pd.DataFrame
    series: pd.DataFrame
    annual: pd.DataFrame
    summary: pd.DataFrame
    breakdown: pd.DataFrame
    cost_per_worker: pd.DataFrame
    adaptive_capacity: pd.DataFrame
    manifest: Mapping[str, Any]
    scenarios: tuple[Scenario, ...]
    shown: tuple[str, ...]
    base: str
    draws: pd.DataFrame = field(default_factory=pd.DataFrame)
    """The draws of the ensemble that runs have; empty where all have one point."""

    @property
    def study_id(self) -> str:
        """The short name of the study, for the corner of a figure: a hash of what determines its numbers."""
        return str(self.manifest["study_id"])

    @property
    def seeds(self) -> int:
        """The number of seeds."""
        return int(self.runs["seed"].nunique())

    @property
    def mixes(self) -> dict[str, Mix]:
        """The mixes of the comparison by name, the base first."""
        found = {scenario.mix.name: scenario.mix for scenario in self.scenarios}
        return {name: found[name] for name in self.shown}

    @property
    def courses(self) -> dict[str, PoliticalCourse]:
        """The courses of European politics by name, in the order of the design."""
        return {scenario.course.name: scenario.course for scenario in self.scenarios}

    @property
    def parameters(self) -> dict[str, float]:
        """The values by full name of the parameters that are the same in every run."""
        values = self.scenarios[0].parameters.items()
        return {name: float(value) for name, value in values if name not in self.draws.columns}

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The names of the recorded outcomes, in the order of their columns."""
        return tuple(str(name) for name in self.annual.columns[len(ANNUAL_KEYS) :])


@dataclass(frozen=True, eq=False)
class ComparisonFolder(StudyFolder):
    """A finished comparison with its scenarios."""

    scenarios: tuple[Scenario, ...]

    @cached_property
    def tables(self) -> StudyTables:
        """The tables; `series` is empty, and `annual` has the years of report and of claims alone."""
        shown, base = self.manifest["shown"], self.manifest["base"]
        return StudyTables(
            runs=self.runs,
            series=pd.DataFrame(),
            annual=self.table(ANNUAL),
            summary=self.table(SUMMARY),
            breakdown=self.table_if_there(BREAKDOWN),
            cost_per_worker=self.table_if_there(COST_PER_WORKER),
            adaptive_capacity=self.table_if_there(ADAPTIVE_CAPACITY),
            manifest=self.manifest,
            scenarios=self.scenarios,
            shown=tuple(shown),
            base=str(base),
            draws=self.table_if_there(DRAWS),
        )

    @cached_property
    def verdicts(self) -> pd.DataFrame | None:
        """The verdict on each hypothesis; None when more runs failed than a study may have."""
        return self.table(VERDICTS) if (self.folder / VERDICTS).is_file() else None


def read_finished(folder: Path, data: Path | None = None) -> ComparisonFolder:
    """Read the folder of a finished comparison; its mixes need not be files any more.

    Args:
        folder: of the comparison.
        data: see `rebuilt_scenarios`.

    Raises:
        InputError: when the folder holds none, or one of another version of the model.
    """
    return ComparisonFolder(folder, read_manifest(folder), rebuilt_scenarios(folder, data))
