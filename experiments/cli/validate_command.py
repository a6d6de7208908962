"""`validate`: the model beside every observation, under the prior, under the ensemble and at the defaults."""

from __future__ import annotations

import argparse

from experiments.cli.analysis import finish, way_of
from experiments.report.terminal import tell_failed
from experiments.runs.ensemble import DEFAULT
from experiments.studies.common.contract import make_at_once
from experiments.studies.validation.analysis import analyse
from experiments.studies.validation.design import make_validation_design
from experiments.studies.validation.figures.drawing import drawings
from experiments.studies.validation.options import ENSEMBLE, SAMPLES, ValidationOptions
from experiments.studies.validation.report import print_report
from experiments.studies.validation.tables import OBSERVED, SUMMARY, TARGETS, ValidationTables
from model.errors import InputError


def run(arguments: argparse.Namespace) -> int:
    """Hold the model against what was observed, and report it; return the exit status.

    Raises:
        InputError: for an ensemble that no sample draws from, or anything that cannot be used.
    """
    if arguments.ensemble and ENSEMBLE not in (arguments.sample or SAMPLES):
        raise InputError(f"--ensemble: nothing is drawn from it without --sample {ENSEMBLE}; add that, or leave it out")
    design = make_validation_design(
        ValidationOptions(
            draws=arguments.draws,
            replicates=arguments.replicates,
            default_replicates=arguments.default_replicates,
            seed=arguments.seed,
            ensemble=arguments.ensemble or DEFAULT,
            samples=tuple(each for each in SAMPLES if each in (arguments.sample or SAMPLES)),
            worlds=tuple(dict.fromkeys(arguments.world or ())),
            parameters=dict(arguments.set),
        )
    )
    way = way_of(arguments, design.verb, design.study_id, design.worlds)
    made = make_at_once(design, way, lambda contents: analyse(design, contents), ValidationTables, drawings)
    status = finish(made, arguments, [OBSERVED, TARGETS, SUMMARY], print_report, {"ensemble": dict(design.ensemble)})
    failed = made.stored.failed
    tell_failed(failed, ("run_id", "world", "seed"), len(made.stored.runs), arguments.language)
    return status
