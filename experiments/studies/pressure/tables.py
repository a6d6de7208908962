"""The tables of a study of pressure points.

runs: one row a run, in the order of the design: run_id, set, seed (int64), draw (int64, -1 for none), scenario_hash,
    status (`done` or `failed`), error (traceback, empty when done).
levels: one row a set, seed, outcome, group and year: set, seed, dimension (`all`, `sector`, `tier` or `country`), key,
    outcome, year, level (what the group adds to the outcome at the end of the year) and most (the most it could add).
    Groups are there in the years that are reported and the last, the whole in every year. Groups without a worker are
    left out.
pressure: one row a set, dimension, key, outcome and year. `base`: level with nothing held; `gap`: the most less that,
    means over seeds. `mean`, `lo`, `hi`: gain, the level with the set held less that with nothing held, with the 90%
    interval of its mean over paired seeds. `share`, `share_lo`, `share_hi`: gain over the group's own gap, the ratio of
    the means with its interval from the linearised ratio. Gains of the groups of a dimension add up to those of `all`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from experiments.report.terminal import report_years
from experiments.runs.ensemble import stored_ensemble
from experiments.runs.rebuild import rebuilt_scenarios
from experiments.runs.store import read_manifest
from experiments.studies.common.stored import StudyFolder
from experiments.studies.pressure.design import VERB, PressureDesign, point_sets
from model.errors import InputError
from model.inputs.held import Part

FAILED = "failed"
LEVELS, PRESSURE = "levels.parquet", "pressure.csv"


@dataclass(frozen=True, eq=False)
class PressureTables(StudyFolder):
    """The tables described above, with the design they came from."""

    design: PressureDesign

    @cached_property
    def levels(self) -> pd.DataFrame:
        """What groups add to outcomes, by seed."""
        return self.table(LEVELS)

    @cached_property
    def pressure(self) -> pd.DataFrame:
        """Gains."""
        return self.table(PRESSURE).astype({"key": str})

    @cached_property
    def year(self) -> int:
        """The year that is reported first of all: the last of those reported."""
        return report_years(self.pressure["year"].unique().tolist())[-1]

    def rows(self, **keys: object) -> pd.DataFrame:
        """Return the rows of `pressure` with some keys."""
        chosen = self.pressure
        for column, key in keys.items():
            chosen = chosen[chosen[column] == key]
        return chosen


def read_finished(folder: Path, data: Path | None = None) -> PressureTables:
    """Read a finished study of pressure points; its mix and world need not be files any more.

    Args:
        folder: of the study.
        data: see `rebuilt_scenarios`.

    Raises:
        InputError: when the folder holds no such study, or one of another version of the model.
    """
    manifest = read_manifest(folder)
    if manifest.get("verb") != VERB:
        raise InputError(f"{folder}: holds no study of pressure points (its manifest is of {manifest.get('verb')})")
    scenarios = rebuilt_scenarios(folder, data)
    part = Part(**{name: tuple(each) for name, each in manifest["part"].items()})
    start = next(hold.start for each in scenarios for hold in each.held)
    design = PressureDesign(point_sets(part), scenarios, tuple(manifest["seeds"]), start, tuple(manifest["by"]), part)
    design = replace(design, ensemble=stored_ensemble(folder, manifest))
    if design.study_id != manifest["study_id"]:
        raise InputError(f"{folder}: its sets of pressure points come out otherwise in this version of the program")
    return PressureTables(folder, manifest, design)
