"""Make a study from a design: run it, write its tables, judge the hypotheses, draw the figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from experiments.report.drawing import Drawings, draw_figures
from experiments.report.outcome_facts import flows
from experiments.report.progress import progress
from experiments.runs.design import Design
from experiments.runs.engine import Result, run_design, too_many_failed
from experiments.runs.errors import StudyError
from experiments.runs.manifest import make_manifest
from experiments.runs.store import FIGURES, new_folder, write_csv, write_parquet
from experiments.studies.comparison.analysis import make_tables
from experiments.studies.comparison.hypotheses import read_hypotheses
from experiments.studies.comparison.tables import StudyTables, write_tables
from experiments.studies.comparison.verdicts import claim_verdicts, tidy, verdicts

VERB = "compare"
VERDICTS = "verdicts.csv"
CLAIMS = "claims.csv"
COST_PER_WORKER = "cost_per_worker.csv"
ADAPTIVE_CAPACITY = "adaptive_capacity.csv"
BREAKDOWN = "breakdown.parquet"


@dataclass(frozen=True, eq=False)
class Study:
    """A study that is done and written: its folder, tables, verdicts (None when too much failed) and figures."""

    folder: Path
    tables: StudyTables
    verdicts: pd.DataFrame | None
    figures: tuple[Path, ...]

    @property
    def failed(self) -> pd.DataFrame:
        """The runs that raised, one row each."""
        return self.tables.runs[self.tables.runs["status"] == "failed"]


def make_study(
    design: Design,
    folder: Path,
    workers: int,
    drawings: Callable[[StudyTables, str], Drawings],
    force: bool = False,
    language: str = "en",
) -> Study:
    """Run a design and write the study to a folder, all of it or nothing.

    Figures and verdicts are left out when more than 1% of the runs failed.

    Args:
        design: what to run.
        folder: where to; made by this call.
        workers: number of processes.
        drawings: returns what draws the figures in a language.
        force: whether a study that is in the folder may be replaced.
        language: of the figures, `en` or `nl`.
    """
    with progress(len(design.runs)) as report:
        results = run_design(design, workers, report)
    tables = tables_of(design, results, VERB)
    with new_folder(folder, force) as stage:
        write_tables(stage, tables)
        if too_many_failed(results):
            return Study(folder, tables, None, ())
        claims, judged = judge(tables)
        write_csv(stage / CLAIMS, claims)
        write_csv(stage / VERDICTS, judged)
        write_csv(stage / COST_PER_WORKER, tables.cost_per_worker)
        write_csv(stage / ADAPTIVE_CAPACITY, tables.adaptive_capacity)
        if not tables.breakdown.empty:
            write_parquet(stage / BREAKDOWN, tables.breakdown)
        figures = draw_figures(drawings(tables, language), stage / FIGURES, workers)
    moved = tuple(folder / path.relative_to(stage) for path in figures)
    return Study(folder, tables, judged, moved)


def tables_of(design: Design, results: Sequence[Result], verb: str) -> StudyTables:
    """Return the tables and the manifest of a design's results."""
    failed = [run.run_id for run, result in zip(design.runs, results, strict=True) if result.values is None]
    if len(failed) == len(results):
        raise StudyError(f"every run failed; the first one:\n{results[0].error}")
    return make_tables(design, results, flows(), make_manifest(verb, design, failed))


def judge(tables: StudyTables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the verdicts on each claim and on each hypothesis of the advice."""
    claims = claim_verdicts(read_hypotheses(), tidy(tables.annual), tables.parameters)
    return claims, verdicts(claims)
