"""`sensitivity`: what drives outcomes, and the differences between mixes; and how far the sample resolves it."""

from __future__ import annotations

import argparse
from dataclasses import fields

from experiments.cli.analysis import finish, subject_of, way_of
from experiments.studies.common.contract import make
from experiments.studies.sensitivity.analysis import analyse
from experiments.studies.sensitivity.design import SensitivityDesign
from experiments.studies.sensitivity.figures.drawing import drawings
from experiments.studies.sensitivity.options import SensitivityOptions
from experiments.studies.sensitivity.report import print_report
from experiments.studies.sensitivity.tables import NAMES


def run(arguments: argparse.Namespace) -> int:
    """Analyse the sensitivity of outcomes; return the exit status."""
    options = SensitivityOptions(**{each.name: getattr(arguments, each.name) for each in fields(SensitivityOptions)})
    design = SensitivityDesign(subject_of(arguments), options)
    made = make(design, way_of(arguments, design.verb, design.study_id), analyse, drawings)
    return finish(made, arguments, NAMES, print_report)
