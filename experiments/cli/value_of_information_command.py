"""`value-of-information`: what to measure first, which is what would most change which mix is best."""

from __future__ import annotations

import argparse
from functools import partial

from experiments.cli.analysis import finish, finished_source, subject_of, way_of
from experiments.studies.common.contract import MadeStudy, make, make_at_once
from experiments.studies.common.finished_sample import read_finished_sample
from experiments.studies.common.specification import check_directed
from experiments.studies.common.stored import Stored
from experiments.studies.information_value.analysis import analyse, tables_of
from experiments.studies.information_value.design import FinishedDesign, InformationDesign
from experiments.studies.information_value.figures.drawing import drawings
from experiments.studies.information_value.options import POINTS, REPLICATES, InformationOptions
from experiments.studies.information_value.report import print_report
from experiments.studies.information_value.tables import NAMES

NOT_WITH_FROM = ("mix", "course", "set", "outcome", "points", "replicates", "ensemble")
"""What says what to run; `--from` runs nothing and takes all outcomes."""


def run(arguments: argparse.Namespace) -> int:
    """Value what could be known; return the exit status."""
    options = InformationOptions(
        arguments.points or POINTS,
        arguments.seed,
        arguments.replicates or REPLICATES,
        tuple(sorted(set(arguments.year or ()))),
    )
    made = _of_its_own(arguments, options) if arguments.source is None else _of_a_study(arguments, options)
    source = made.stored.manifest.get("from", {}).get("study_id")
    return finish(made, arguments, NAMES, print_report, {"from": source})


def _of_its_own(arguments: argparse.Namespace, options: InformationOptions) -> MadeStudy[object, Stored]:
    """Run a sample of its own."""
    subject = subject_of(arguments).need(mixes=True)
    check_directed(subject.outcomes)
    design = InformationDesign(subject, options)
    way = way_of(arguments, design.verb, design.study_id)
    return make(design, way, partial(analyse, workers=way.executor.workers), drawings)


def _of_a_study(arguments: argparse.Namespace, options: InformationOptions) -> MadeStudy[object, Stored]:
    """Use the sample of a finished study."""
    sample = read_finished_sample(finished_source(arguments, NOT_WITH_FROM))
    sample.subject.need(mixes=True)
    design = FinishedDesign(sample, options, f"--from: {arguments.source}")
    way = way_of(arguments, design.verb, design.study_id)
    return make_at_once(
        design,
        way,
        lambda contents: tables_of(sample.responses, design, way.executor.workers),
        lambda folder, manifest: Stored(folder, manifest, sample.subject),
        drawings,
    )
