"""`discover`: under which values of uncertain parameters a mix loses, reported only where chance is no explanation."""

from __future__ import annotations

import argparse
from functools import partial

from experiments.cli.analysis import finish, finished_source, subject_of, way_of
from experiments.studies.common.contract import MadeStudy, make, make_at_once
from experiments.studies.common.stored import StudyFolder
from experiments.studies.discovery.analysis import analyse, analyse_sample
from experiments.studies.discovery.design import DiscoveryDesign, search_design
from experiments.studies.discovery.figures.drawing import drawings
from experiments.studies.discovery.options import POINTS, REPLICATES, DiscoveryOptions
from experiments.studies.discovery.report import print_report
from experiments.studies.discovery.tables import NAMES, DiscoveryTables

NOT_WITH_FROM = ("mix", "course", "set", "points", "replicates", "ensemble")
"""What says what to run; `--from` runs nothing."""


def run(arguments: argparse.Namespace) -> int:
    """Discover, and report what was found; return the exit status."""
    options = DiscoveryOptions(
        tuple(arguments.focus or ()),
        arguments.against,
        tuple(arguments.outcome or ()),
        tuple(arguments.year or ()),
        arguments.seed,
        arguments.points or POINTS,
        arguments.replicates or REPLICATES,
    )
    made = _of_its_own(arguments, options) if arguments.source is None else _of_a_study(arguments, options)
    source = DiscoveryTables(made.stored).source or None
    return finish(made, arguments, NAMES, print_report, {"from": source})


def _of_its_own(arguments: argparse.Namespace, options: DiscoveryOptions) -> MadeStudy[object, StudyFolder]:
    """Search a sample of its own."""
    design = DiscoveryDesign(subject_of(arguments), options)
    way = way_of(arguments, design.verb, design.study_id)
    return make(design, way, partial(analyse, workers=way.executor.workers), drawings)


def _of_a_study(arguments: argparse.Namespace, options: DiscoveryOptions) -> MadeStudy[object, StudyFolder]:
    """Search the sample of a finished study."""
    design = search_design(finished_source(arguments, NOT_WITH_FROM), options)
    way = way_of(arguments, design.verb, design.study_id)
    workers = way.executor.workers
    return make_at_once(design, way, lambda contents: analyse_sample(design, workers), StudyFolder, drawings)
