"""Make a study from a design: run it, write its tables, judge the hypotheses, draw the figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from experiments.report.drawing import Drawings, draw_figures
from experiments.report.outcome_facts import flows
from experiments.runs.design import Design
from experiments.runs.design_runs import Result, run_design, too_many_failed
from experiments.runs.errors import EveryRunFailed
from experiments.runs.manifest import make_manifest
from experiments.runs.store import RUNS, SERIES, SUMMARY
from experiments.studies.common.study import Way, open_study
from experiments.studies.comparison.analysis import make_tables
from experiments.studies.comparison.hypotheses import read_hypotheses
from experiments.studies.comparison.tables import StudyTables
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


def make_study(design: Design, way: Way, drawings: Callable[[StudyTables, str], Drawings]) -> Study:
    """Run what is missing of a design, and write its tables and figures.

    Figures and verdicts are left out when more than 1% of the runs failed.

    Args:
        design: what to run.
        way: where and how to carry it out.
        drawings: returns what draws the figures in a language.

    Raises:
        InputError: when the folder cannot be used, or it would take long and that is not confirmed.
        StudyError: when every run failed.
    """
    with open_study(VERB, design.study_id, way) as study:
        results = run_design(design, study.contents)
        tables = tables_of(design, results, VERB)
        written = {RUNS: tables.runs, SERIES: tables.series, SUMMARY: tables.summary}
        if too_many_failed(results):
            study.write(written, tables.manifest, None)
            return Study(way.folder, tables, None, ())
        claims, judged = judge(tables)
        written |= {
            CLAIMS: claims,
            VERDICTS: judged,
            COST_PER_WORKER: tables.cost_per_worker,
            ADAPTIVE_CAPACITY: tables.adaptive_capacity,
        }
        if not tables.breakdown.empty:
            written[BREAKDOWN] = tables.breakdown
        drawn = drawings(tables, way.language)
        figures = study.write(
            written, tables.manifest, lambda folder: draw_figures(drawn, folder, way.executor.workers)
        )
    return Study(way.folder, tables, judged, tuple(figures))


def tables_of(design: Design, results: Sequence[Result], verb: str) -> StudyTables:
    """Return the tables and the manifest of a design's results."""
    failed = [run.run_id for run, result in zip(design.runs, results, strict=True) if result.values is None]
    if len(failed) == len(results):
        raise EveryRunFailed(results[0].error)
    return make_tables(design, results, flows(), make_manifest(verb, design, failed))


def judge(tables: StudyTables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the verdicts on each claim and on each hypothesis of the advice."""
    claims = claim_verdicts(read_hypotheses(), tidy(tables.annual), tables.parameters)
    return claims, verdicts(claims)
