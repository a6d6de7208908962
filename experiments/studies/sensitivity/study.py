"""A sensitivity analysis of the model: its samples are sweeps, in a folder that goes on where it was interrupted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.runs.sweeps.design import SweepDesign
from experiments.runs.sweeps.sampling import DUMMY, Points
from experiments.studies.common.factors import scaled
from experiments.studies.common.model_outputs import Responses
from experiments.studies.common.specification import Subject, study_id
from experiments.studies.common.study import AnalysisStudy, Way, open_study
from experiments.studies.sensitivity.analysis import (
    SCREENING,
    Findings,
    Plan,
    analyse,
    planned_starts,
    screening_sample,
)
from experiments.studies.sensitivity.estimates import CLOSE, FEWEST
from experiments.studies.sensitivity.tables import all_indices, convergence_table, screening_table
from model.errors import InputError
from model.state.state import Array, IntArray

VERB = "sensitivity"


@dataclass(frozen=True, eq=False)
class SensitivityStudy:
    """A sensitivity analysis that is done: tables as in the folder."""

    subject: Subject
    plan: Plan
    study: AnalysisStudy
    findings: Findings
    indices: pd.DataFrame
    screening: pd.DataFrame
    convergence: pd.DataFrame
    figures: list[Path] = field(default_factory=list)

    @property
    def ranking(self) -> pd.DataFrame:
        """Groups by how much they matter."""
        return self.findings.ranking


Draw = Callable[[SensitivityStudy, Path, str], list[Path]]
"""Draws the figures of a study into a folder, in a language."""


@dataclass(frozen=True, eq=False)
class Distinct:
    """Points without repetition: the dummy changes no run, so that points which differ in it alone are run once."""

    points: Points
    place: IntArray
    """For each point of the sample its place among the distinct ones."""


def distinct(points: Points) -> Distinct:
    """Return the points that differ in more than the dummy, in the order of their first appearance."""
    kept = [place for place, name in enumerate(points.names) if name != DUMMY]
    _, first, place = np.unique(points.values[:, kept], axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return Distinct(Points(points.names, points.values[first[order]]), rank[place.ravel()].astype(np.int64))


@dataclass(frozen=True, eq=False)
class Model:
    """Answers samples with the model; `study` keeps what was run."""

    subject: Subject
    study: AnalysisStudy

    def __call__(self, name: str, unit: Array, seeds: Sequence[int]) -> Responses:
        """Return what came of a sample, in the order of its points."""
        points = scaled(self.subject.factors, unit)
        found = self.study.sample(name, sweep_of(self.subject, name, unit, seeds))
        return replace(found, points=points, values=found.values[distinct(points).place])


def sweep_of(subject: Subject, name: str, unit: Array, seeds: Sequence[int]) -> SweepDesign:
    """Return the sweep that answers a sample."""
    points = distinct(scaled(subject.factors, unit)).points
    return subject.sweep(points, seeds, {"method": f"{VERB}: {name}"})


def make_sensitivity(subject: Subject, plan: Plan, way: Way, draw: Draw | None = None) -> SensitivityStudy:
    """Carry a sensitivity analysis out, or go on with one.

    Raises:
        InputError: when there is nothing to vary, the plan cannot be sampled, or the folder cannot be used.
        StudyError: when every run failed.
    """
    study = open_study(VERB, sensitivity_id(subject, plan), way, planned_starts(subject.factors, plan))
    found = analyse(subject.factors, plan, Model(subject, study), subject.base_of)
    tables = (all_indices(found), screening_table(found), convergence_table(found))
    made = SensitivityStudy(subject, plan, study, found, *tables)
    names = ("indices.parquet", "screening.parquet", "convergence.parquet")
    files = {**dict(zip(names, tables, strict=True)), "ranking.csv": found.ranking}
    settings = {**asdict(plan), "close": CLOSE, "fewest": FEWEST}
    figures = study.finish(files, settings, None if draw is None else lambda folder: draw(made, folder, way.language))
    return replace(made, figures=figures)


def sensitivity_id(subject: Subject, plan: Plan) -> str:
    """Return the id of a study: the screening and the plan determine what follows.

    Raises:
        InputError: when there is nothing to vary, or the plan cannot be sampled.
    """
    plan.check()
    if len(subject.factors) == 1:
        raise InputError("--set: gives every uncertain parameter a value; there is nothing left to vary")
    unit = screening_sample(subject.factors, plan)
    return study_id(VERB, [sweep_of(subject, SCREENING, unit, plan.seeds)], asdict(plan))
