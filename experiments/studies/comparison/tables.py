"""What a finished study holds, and the columns of each of its tables. The store writes it, figures read it.

runs: one row a run, in the order of the design (course, mix, seed).
    run_id (text, 16 hexadecimal digits of the content), course, mix, role (`shown` or `probe`), world,
    seed (int64), scenario_hash, start_hash, status (`done` or `failed`), error (traceback, empty when done).
series: one row a run that is done and quarter, in the order of `runs`, then time.
    run_id, course, mix, seed (int64), quarter (text, "2022Q3"), year (int64), and one float64 column an
    outcome.
annual: one row a run that is done and year: run_id, course, mix, seed, year, and one float64 column an
    outcome: a stock at the end of the year, a flow as the mean over its quarters. Not a file; from `series`.
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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.runs.store import MANIFEST, RUNS, SERIES, SUMMARY, write_csv, write_json, write_parquet
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
    "scenario_hash",
    "start_hash",
    "status",
    "error",
)
SERIES_KEYS = ("run_id", "course", "mix", "seed", "quarter", "year")
ANNUAL_KEYS = ("run_id", "course", "mix", "seed", "year")
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
        """The values of all parameters by full name, which are the same in every run."""
        return {name: float(value) for name, value in self.scenarios[0].parameters.items()}

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The names of the recorded outcomes, in the order of their columns."""
        return tuple(str(name) for name in self.series.columns[len(SERIES_KEYS) :])


def write_tables(folder: Path, tables: StudyTables) -> None:
    """Write the tables of a study and its manifest into a folder that exists."""
    write_parquet(folder / RUNS, tables.runs)
    write_parquet(folder / SERIES, tables.series)
    write_csv(folder / SUMMARY, tables.summary)
    write_json(folder / MANIFEST, tables.manifest)
