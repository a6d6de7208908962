"""A finished analysis as its folder holds it: what is drawn and reported is read from there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.runs.rebuild import rebuilt_scenarios
from experiments.runs.store import RUNS, read_manifest, read_table
from experiments.studies.common.specification import Subject
from model.errors import InputError


@dataclass(frozen=True, eq=False)
class StudyFolder:
    """A finished study: its folder and manifest."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def study_id(self) -> str:
        """The hash of all that determined the numbers."""
        return str(self.manifest["study_id"])

    @property
    def settings(self) -> Mapping[str, Any]:
        """The sizes of the analysis."""
        settings: Mapping[str, Any] = self.manifest["settings"]
        return settings

    def table(self, name: str) -> pd.DataFrame:
        """Return a table by the name of its file; raises `InputError` when it is missing or cannot be read."""
        return read_table(self.folder / name)

    def table_if_there(self, name: str) -> pd.DataFrame:
        """Return a table that not every such study has; an empty one when it is missing."""
        return self.table(name) if (self.folder / name).is_file() else pd.DataFrame()

    @cached_property
    def runs(self) -> pd.DataFrame:
        """The runs of a study without sweeps, one row each."""
        return self.table(RUNS)

    @property
    def failed(self) -> pd.DataFrame:
        """The runs that raised, of a study without sweeps, one row each."""
        return self.runs[self.runs["status"] == "failed"]


@dataclass(frozen=True, eq=False)
class Stored(StudyFolder):
    """A finished analysis with its subject."""

    subject: Subject


def read_stored(folder: Path, data: Path | None = None) -> Stored:
    """Read what a finished analysis was about from its manifest; its mixes need not be files any more.

    Args:
        folder: of the analysis.
        data: see `rebuilt_scenarios`.

    Raises:
        InputError: when the folder holds no finished analysis, or one of another version of the model.
    """
    manifest = read_manifest(folder)
    scenarios = rebuilt_scenarios(folder, data)
    sweeps = manifest.get("sweeps")
    if not sweeps or not scenarios:
        raise InputError(f"{folder}: holds no analysis with sweeps (its manifest is of {manifest.get('verb')})")
    asked = min(sweeps.values(), key=lambda sweep: len(sweep["outcomes"]))
    subject = Subject(scenarios, scenarios[0].mix.name, tuple(asked["outcomes"]), tuple(asked["years"]))
    return Stored(folder, manifest, subject)
