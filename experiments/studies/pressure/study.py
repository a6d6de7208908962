"""Make a study of pressure points: run its sets, write its tables, draw its figure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from experiments.runs.design_runs import run_design, too_many_failed
from experiments.runs.errors import EveryRunFailed
from experiments.runs.manifest import make_manifest
from experiments.runs.store import RUNS
from experiments.studies.common.study import Way, open_study
from experiments.studies.pressure.design import PressureDesign
from experiments.studies.pressure.groups import observe
from experiments.studies.pressure.tables import PressureTables, make_pressure_tables

VERB = "pressure"
LEVELS = "levels.parquet"
PRESSURE = "pressure.csv"


@dataclass(frozen=True, eq=False)
class PressureStudy:
    """A study that is done and written; without a figure when more runs failed than a study may have."""

    folder: Path
    tables: PressureTables
    figures: tuple[Path, ...]

    @property
    def failed(self) -> pd.DataFrame:
        """The runs that raised, one row each."""
        return self.tables.runs[self.tables.runs["status"] == "failed"]


def make_pressure_study(design: PressureDesign, way: Way) -> PressureStudy:
    """Run what is missing of a design, and write the tables and figures of the study.

    Args:
        design: what to run.
        way: where and how to carry it out.

    Raises:
        InputError: when the folder cannot be used, or it would take long and that is not confirmed.
        StudyError: when every run failed.
    """
    with open_study(VERB, design.study_id, way) as study:
        results = run_design(design.runs, study.contents, observe)
        if all(result.values is None for result in results):
            raise EveryRunFailed(results[0].error)
        tables = make_pressure_tables(design, results)
        failed = [str(run) for run in tables.runs.loc[tables.runs["status"] == "failed", "run_id"]]
        manifest = {**make_manifest(VERB, design.runs, failed), **design.content()}
        written = {RUNS: tables.runs, LEVELS: tables.levels, PRESSURE: tables.pressure}

        def draw(folder: Path) -> list[Path]:
            from experiments.studies.pressure.figures.drawing import draw_all

            return draw_all(folder, tables, way.language)

        figures = study.write(written, manifest, None if too_many_failed(results) else draw)
    return PressureStudy(way.folder, tables, tuple(figures))
