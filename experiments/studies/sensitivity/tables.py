"""The tables of a finished sensitivity analysis."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import pandas as pd

from experiments.studies.common.specification import Subject
from experiments.studies.common.stored import Stored, read_stored
from experiments.studies.sensitivity.options import SensitivityOptions
from experiments.studies.sensitivity.sampling import ENSEMBLE, SCREENING
from experiments.studies.sensitivity.targets import DIFFERENCE, VALUE

GIVEN_DATA = "given_data.parquet"
NAMES = ("ranking.csv", "indices.parquet", "screening.parquet", "convergence.parquet", GIVEN_DATA)
read_finished = read_stored
"""Reads the folder of a finished analysis."""


@dataclass(frozen=True, eq=False)
class SensitivityTables:
    """A finished sensitivity analysis."""

    stored: Stored

    @property
    def subject(self) -> Subject:
        """What was analysed."""
        return self.stored.subject

    @property
    def options(self) -> SensitivityOptions:
        """How much was sampled."""
        names = [each.name for each in fields(SensitivityOptions) if each.name in self.stored.settings]
        return SensitivityOptions(**{name: self.stored.settings[name] for name in names})

    @cached_property
    def indices(self) -> pd.DataFrame:
        """All indices but those of the screening."""
        return self.stored.table("indices.parquet")

    @cached_property
    def screening(self) -> pd.DataFrame:
        """The elementary effects."""
        return self.stored.table("screening.parquet")

    @cached_property
    def convergence(self) -> pd.DataFrame:
        """First and total indices of parts of the sample."""
        return self.stored.table("convergence.parquet")

    @cached_property
    def ranking(self) -> pd.DataFrame:
        """Groups by how much they matter."""
        return self.stored.table("ranking.csv")

    @cached_property
    def given_data(self) -> pd.DataFrame:
        """What knowing a parameter says over the ensemble; empty without one."""
        return self.stored.table_if_there(GIVEN_DATA)

    @cached_property
    def kind(self) -> str:
        """What is reported: paired differences, or values where nothing is compared."""
        return DIFFERENCE if (self.indices["kind"] == DIFFERENCE).any() else VALUE

    @cached_property
    def points(self) -> int:
        """How many points of the plausible ranges were run, over all samples."""
        paths = self.stored.folder.glob("*_points.parquet")
        return sum(len(self.stored.table(path.name)) for path in paths if not path.name.startswith(f"{ENSEMBLE}_"))

    @cached_property
    def parameters(self) -> int:
        """How many parameters were varied; the dummy is none."""
        return self.stored.table(f"{SCREENING}_points.parquet").shape[1] - 1
