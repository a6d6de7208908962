"""`pressure`: how much each pressure point of the chain could bring at most, alone and together, and where."""

from __future__ import annotations

import argparse
from functools import partial

from experiments.cli.analysis import ensemble_of, finish, way_of
from experiments.report.terminal import tell_failed
from experiments.studies.common.contract import make_at_once
from experiments.studies.pressure.analysis import analyse, run_sets
from experiments.studies.pressure.design import PressureDesign, make_pressure_design
from experiments.studies.pressure.figures.drawing import drawings
from experiments.studies.pressure.groups import DIMENSIONS
from experiments.studies.pressure.options import PressureOptions
from experiments.studies.pressure.report import print_report
from experiments.studies.pressure.tables import PRESSURE, PressureTables
from model.inputs.held import Part


def design_of(arguments: argparse.Namespace) -> PressureDesign:
    """Return the design that the options ask for."""
    return make_pressure_design(
        PressureOptions(
            world=arguments.world,
            mix=arguments.mix,
            course=arguments.course,
            parameters=dict(arguments.set),
            seeds=tuple(range(arguments.seed, arguments.seed + arguments.replicates)),
            start=arguments.start,
            ensemble=ensemble_of(arguments),
            by=tuple(arguments.by or DIMENSIONS),
            part=Part(
                tuple(dict.fromkeys(arguments.sector)),
                tuple(dict.fromkeys(arguments.tier)),
                tuple(dict.fromkeys(arguments.country)),
            ),
        )
    )


def run(arguments: argparse.Namespace) -> int:
    """Hold pressure points at their most and report what that brings; return the exit status."""
    design = design_of(arguments)
    made = make_at_once(
        design,
        way_of(arguments, design.verb, design.study_id),
        lambda contents: analyse(design, run_sets(design, contents)),
        partial(PressureTables, design=design),
        drawings,
    )
    status = finish(made, arguments, [PRESSURE], print_report, design.content())
    tell_failed(made.stored.failed, ("run_id", "set", "seed"), len(made.stored.runs), arguments.language)
    return status
