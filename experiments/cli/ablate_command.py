"""`ablate`: which mechanisms the ranking of mixes depends on, and what instruments do together."""

from __future__ import annotations

import argparse

from experiments.cli.analysis import finish, subject_of, way_of
from experiments.studies.ablation.analysis import analyse
from experiments.studies.ablation.design import AblationDesign
from experiments.studies.ablation.figures.drawing import drawings
from experiments.studies.ablation.options import AblationOptions
from experiments.studies.ablation.report import print_report
from experiments.studies.ablation.synergy import HYPOTHESIS
from experiments.studies.ablation.tables import NAMES
from experiments.studies.common.contract import make
from experiments.studies.common.specification import Subject
from experiments.studies.comparison.hypotheses import read_hypotheses


def run(arguments: argparse.Namespace) -> int:
    """Switch mechanisms and instruments off, and report what follows; return the exit status."""
    count = arguments.replicates
    options = AblationOptions(arguments.seed, count, arguments.factorial_replicates, count)
    subject = subject_of(arguments).need(mixes=True)
    design = AblationDesign(subject, options, corners_of(arguments, subject))
    made = make(design, way_of(arguments, design.verb, design.study_id), analyse, drawings)
    return finish(made, arguments, [f"{name}.csv" for name in NAMES], print_report)


def corners_of(arguments: argparse.Namespace, subject: Subject) -> Subject | None:
    """Return the mixes under the courses for which H6 is stated, as far as these are not asked for anyway."""
    claims = [claim for each in read_hypotheses() if each.id == HYPOTHESIS for claim in each.claims]
    stated = {course for claim in claims for course in claim.courses}
    asked = {each.course.name for each in subject.scenarios}
    missing = sorted(stated - asked)
    return subject_of(argparse.Namespace(**{**vars(arguments), "course": missing})) if missing else None
