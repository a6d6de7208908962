"""Make a study of pressure points: run its sets, write its tables, draw its figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from experiments.report.progress import progress
from experiments.runs.engine import run_design, too_many_failed
from experiments.runs.errors import StudyError
from experiments.runs.manifest import make_manifest
from experiments.runs.store import FIGURES, MANIFEST, RUNS, new_folder, write_csv, write_json, write_parquet
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


def make_pressure_study(
    design: PressureDesign, folder: Path, workers: int, force: bool = False, language: str = "en"
) -> PressureStudy:
    """Run a design and write the study to a folder, all of it or nothing.

    Args:
        design: what to run.
        folder: where to; made by this call.
        workers: number of processes.
        force: whether a study that is in the folder may be replaced.
        language: of the figure, `en` or `nl`.

    Raises:
        StudyError: when every run failed.
    """
    with progress(len(design.runs.runs)) as report:
        results = run_design(design.runs, workers, report, observe)
    if all(result.values is None for result in results):
        raise StudyError(f"every run failed; the first one:\n{results[0].error}")
    tables = make_pressure_tables(design, results)
    failed = [str(run) for run in tables.runs.loc[tables.runs["status"] == "failed", "run_id"]]
    with new_folder(folder, force) as stage:
        write_parquet(stage / RUNS, tables.runs)
        write_parquet(stage / LEVELS, tables.levels)
        write_csv(stage / PRESSURE, tables.pressure)
        write_json(stage / MANIFEST, {**make_manifest(VERB, design.runs, failed), **design.content()})
        drawn: Sequence[Path] = ()
        if not too_many_failed(results):
            from experiments.studies.pressure.figures.drawing import draw_all

            (stage / FIGURES).mkdir()
            drawn = draw_all(stage / FIGURES, tables, language)
    figures = tuple(folder / path.relative_to(stage) for path in drawn)
    return PressureStudy(folder, tables, figures)
