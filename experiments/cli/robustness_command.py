"""`robustness`: how robust is the ranking of policy mixes, and where does it flip."""

from __future__ import annotations

import argparse

from experiments.cli.analysis import finish, subject_of, way_of
from experiments.studies.common.contract import make
from experiments.studies.common.specification import check_directed
from experiments.studies.robustness.analysis import analyse
from experiments.studies.robustness.design import RobustnessDesign
from experiments.studies.robustness.figures.drawing import drawings
from experiments.studies.robustness.options import RobustnessOptions
from experiments.studies.robustness.report import print_report
from experiments.studies.robustness.tables import NAMES


def run(arguments: argparse.Namespace) -> int:
    """Rank options over what is uncertain; return the exit status."""
    subject = subject_of(arguments).need(mixes=False)
    check_directed(subject.outcomes)
    options = RobustnessOptions(
        arguments.points, arguments.seed, arguments.replicates, arguments.scanned, arguments.replicated
    )
    design = RobustnessDesign(subject, options)
    made = make(design, way_of(arguments, design.verb, design.study_id), analyse, drawings)
    return finish(made, arguments, [f"{name}.csv" for name in NAMES if name != "scan"], print_report)
