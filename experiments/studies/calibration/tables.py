"""The tables of a calibration.

runs.parquet: one row a run: run_id, draw (number of the point, over all waves and the ensemble), seed, world, status
    (`done` or `failed`), error.
observed.parquet: one row a run and observation: draw, seed, id, value, agents.
points.parquet: one row a point: draw, wave (0 for the ensemble) and a column a parameter that varies.
waves.csv: one row a wave: wave, points, seeds, rank, cutoff, level (above 1 where nothing is at the cut-off: the lowest
    multiple of it that was reached), share (of the prior that is left after it), of_before (the same of what the wave
    before it left), best (lowest implausibility that counts, of the points that were run).
emulators.csv: one row a wave and observation: wave, id, kind, skill (Q², share of the variance predicted for points
    left out), luck (standard deviation of the mean over seeds), parameters (names, the strongest first), lowest and
    median implausibility over what is left after the wave.
quantities.csv: one row an observation: id, observed, tolerance, discrepancy, and lower bound, median and upper bound of
    80% of the points of the first wave (prior_*) and of the ensemble by weight (ensemble_*).
parameters.csv: one row a parameter that varies: name, observations (ids whose emulators use it in some wave), prior_*
    and ensemble_* as above, narrower (1 less the width of the ensemble's interval over that of the prior, in
    probability of the prior).
weights.csv: one row: draws, effective (number of draws), power (see `waves.Drawn`).
ensemble.parquet, prior.parquet: one row a draw: a column an uncertain parameter, and weight.
recovery.csv: one row a trial and parameter or quantity: trial, draw, kind, name, truth, low, high, inside.
coverage.csv: one row a kind and name (empty: all): kind, name, trials, inside, inside_lo, inside_hi.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.runs.store import read_manifest
from experiments.studies.calibration.design import VERB
from experiments.studies.common.stored import StudyFolder
from model.errors import InputError

OBSERVED, POINTS = "observed.parquet", "points.parquet"
WAVES, EMULATORS, QUANTITIES, PARAMETERS = "waves.csv", "emulators.csv", "quantities.csv", "parameters.csv"
WEIGHTS, ENSEMBLE, PRIOR = "weights.csv", "ensemble.parquet", "prior.parquet"
RECOVERY, COVERAGE = "recovery.csv", "coverage.csv"


@dataclass(frozen=True, eq=False)
class CalibrationTables(StudyFolder):
    """The tables described above."""

    @cached_property
    def waves(self) -> pd.DataFrame:
        """One row a wave."""
        return self.table(WAVES)

    @cached_property
    def emulators(self) -> pd.DataFrame:
        """One row a wave and observation."""
        return self.table(EMULATORS).fillna({"parameters": ""})

    @cached_property
    def quantities(self) -> pd.DataFrame:
        """One row an observation."""
        return self.table(QUANTITIES)

    @cached_property
    def parameters(self) -> pd.DataFrame:
        """One row a parameter that varies."""
        return self.table(PARAMETERS).fillna({"observations": ""})

    @cached_property
    def weights(self) -> Mapping[Any, Any]:
        """How the weights came about."""
        return self.table(WEIGHTS).iloc[0].to_dict()

    @cached_property
    def ensemble(self) -> pd.DataFrame:
        """The weighted draws."""
        return self.table(ENSEMBLE)

    @cached_property
    def prior(self) -> pd.DataFrame:
        """Draws of the prior."""
        return self.table(PRIOR)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """How often intervals held a made-up truth; empty without trials."""
        return self.table_if_there(COVERAGE)


def read_finished(folder: Path, data: Path | None = None) -> CalibrationTables:
    """Read a finished calibration.

    Args:
        folder: of the study.
        data: not used; the tables say all that is drawn.

    Raises:
        InputError: when the folder holds no calibration.
    """
    manifest = read_manifest(folder)
    if manifest.get("verb") != VERB:
        raise InputError(f"{folder}: holds no calibration (its manifest is of {manifest.get('verb')})")
    return CalibrationTables(folder, manifest)
