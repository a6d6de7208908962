"""From what was run to the tables of a sensitivity analysis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from experiments.studies.common.contract import Runs, Tables
from experiments.studies.common.factors import scaled
from experiments.studies.common.model_outputs import Responses
from experiments.studies.sensitivity.design import SensitivityDesign, distinct
from experiments.studies.sensitivity.findings import find
from experiments.studies.sensitivity.given_data import given_data
from experiments.studies.sensitivity.index_tables import all_indices, convergence_table, screening_table
from experiments.studies.sensitivity.sampling import ENSEMBLE
from experiments.studies.sensitivity.tables import GIVEN_DATA
from experiments.studies.sensitivity.targets import targets_of
from model.state.state import Array


def analyse(design: SensitivityDesign, runs: Runs) -> Tables:
    """Return the tables by name; what is sampled after the screening depends on what that shows.

    Raises:
        StudyError: when nothing matters, or too many runs failed to know.
    """

    def answers(name: str, unit: Array, seeds: Sequence[int]) -> Responses:
        points = scaled(design.factors, unit)
        found = runs.sample(name, design.sweep(name, unit, seeds))
        return replace(found, points=points, values=found.values[distinct(points)[1]])

    found = find(design.factors, design.options, answers, design.subject.base_of)
    tables = {
        "indices.parquet": all_indices(found),
        "screening.parquet": screening_table(found),
        "convergence.parquet": convergence_table(found),
        "ranking.csv": found.ranking,
    }
    if design.over_ensemble is None:
        return tables
    drawn = runs.sample(ENSEMBLE, design.over_ensemble)
    targets = targets_of(drawn, design.subject.base_of)
    return {**tables, GIVEN_DATA: given_data(drawn.points, targets, design.options.seed)}
