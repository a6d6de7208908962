"""The tables of a validation.

runs: one row a run: run_id, world, sample (`prior`, `ensemble` or `defaults`), draw, seed, status (`done` or `failed`),
    error (traceback, empty when done).
draws: one row a draw: sample, draw, and a column for each parameter that has another value than its default in any.
values: one row a run and observation of its world: sample, draw, seed, id, value (unit of the model, NaN where it is
    not known) and agents (how many stand behind it).
observations: one row an observation and sample, with median, 80% interval and what follows: see `intervals`.
targets: one row a target of calibration_targets.csv and sample, with the verdict: see `verdicts`.
summary: one row a sample and part (`all`, `fitted`, `kept_apart`) with counts: see `verdicts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.runs.store import read_manifest
from experiments.studies.common.stored import StudyFolder
from experiments.studies.validation.options import DEFAULTS, ENSEMBLE, PRIOR, VERB
from experiments.studies.validation.verdicts import ALL
from model.errors import InputError

FAILED = "failed"
DRAWS, VALUES = "draws.parquet", "values.parquet"
OBSERVED, TARGETS, SUMMARY = "observations.csv", "targets.csv", "summary.csv"
_FOREMOST = (ENSEMBLE, DEFAULTS, PRIOR)
"""The sample that a title is about is the first of these that was run."""


@dataclass(frozen=True, eq=False)
class ValidationTables(StudyFolder):
    """The tables described above."""

    @cached_property
    def observations(self) -> pd.DataFrame:
        """Median and interval of each observation under each sample."""
        return self.table(OBSERVED)

    @cached_property
    def targets(self) -> pd.DataFrame:
        """The verdict on each target under each sample."""
        return self.table(TARGETS)

    @cached_property
    def summary(self) -> pd.DataFrame:
        """Counts of each sample."""
        return self.table(SUMMARY)

    @cached_property
    def samples(self) -> tuple[str, ...]:
        """The samples that were run, in their order."""
        return tuple(dict.fromkeys(self.observations["sample"]))

    @property
    def foremost(self) -> str:
        """The sample that is reported first of all: the ensemble where it was run."""
        return next(each for each in _FOREMOST if each in self.samples)

    def counts(self, sample: str, part: str = ALL) -> Mapping[Any, Any]:
        """Return the row of a sample and part of the summary."""
        rows = self.summary
        chosen: Mapping[Any, Any] = rows[(rows["sample"] == sample) & (rows["part"] == part)].iloc[0].to_dict()
        return chosen

    def with_verdict(self, sample: str, verdict: str) -> pd.DataFrame:
        """Return the rows of `targets` under a sample with a verdict."""
        rows = self.targets
        return rows[(rows["sample"] == sample) & (rows["verdict"] == verdict)]


def read_finished(folder: Path, data: Path | None = None) -> ValidationTables:
    """Read a finished validation; nothing outside its folder is needed.

    Args:
        folder: of the study.
        data: not used, since observations are in the tables.

    Raises:
        InputError: when the folder holds no validation.
    """
    manifest = read_manifest(folder)
    if manifest.get("verb") != VERB:
        raise InputError(f"{folder}: holds no validation (its manifest is of {manifest.get('verb')})")
    return ValidationTables(folder, manifest)
