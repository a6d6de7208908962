"""`calibrate`: which values of uncertain parameters agree with what was observed, as a weighted ensemble."""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import partial
from pathlib import Path

from experiments.cli.analysis import finish, way_of
from experiments.report.progress import progress
from experiments.report.terminal import error_output, number_text, output, shown_path, tell_failed
from experiments.report.translation import translate
from experiments.runs.engine import default_workers, here
from experiments.runs.places import tried
from experiments.studies.calibration.analysis import calibrate
from experiments.studies.calibration.design import CalibrationDesign
from experiments.studies.calibration.figures.drawing import drawings
from experiments.studies.calibration.kept import difference, ensemble_file, keep
from experiments.studies.calibration.of_model import model_design
from experiments.studies.calibration.report import print_report
from experiments.studies.calibration.settings import SHIPPED, SMALL, read_settings
from experiments.studies.calibration.tables import (
    COVERAGE,
    EMULATORS,
    ENSEMBLE,
    PARAMETERS,
    PRIOR,
    QUANTITIES,
    WAVES,
    WEIGHTS,
    CalibrationTables,
)
from experiments.studies.calibration.waves import Wave
from experiments.studies.common.contract import make_at_once
from model.errors import InputError

SHOWN = (WAVES, EMULATORS, QUANTITIES, PARAMETERS, WEIGHTS, COVERAGE)
_HUNDRED = 100.0


def design_of(arguments: argparse.Namespace, settings: Path) -> CalibrationDesign:
    """Return the calibration that a file of settings asks for."""
    options = read_settings(settings)
    if arguments.recovery is not None:
        options = replace(options, recovery=arguments.recovery)
    return model_design(options, settings)


def run(arguments: argparse.Namespace) -> int:
    """Calibrate, or check that the small ensemble comes out the same; return the exit status."""
    if arguments.check:
        return check(arguments)
    design = design_of(arguments, Path(arguments.settings) if arguments.settings else SHIPPED)
    if arguments.keep:
        with tried(ensemble_file(design.options.name), "--keep"):
            pass
    made = make_at_once(
        design,
        way_of(arguments, design.verb, design.study_id, tuple(design.worlds)),
        lambda contents: calibrate(design, contents, partial(tell_wave, arguments.language)),
        CalibrationTables,
        drawings,
    )
    status = finish(made, arguments, SHOWN, print_report)
    tell_failed(made.stored.failed, ("run_id", "draw", "seed"), made.runs, arguments.language)
    if arguments.keep and not status:
        kept = keep(design, {name: made.stored.table(name) for name in (ENSEMBLE, PRIOR, WAVES, EMULATORS, WEIGHTS)})
        for path in kept:
            error_output().print(translate("kept as {path}", arguments.language, path=shown_path(path)), soft_wrap=True)
    return status


def tell_wave(language: str, wave: Wave) -> None:
    """Print what a wave left, on stderr."""
    skill = sorted(each.skill for each in wave.model.emulators)
    text = translate(
        "wave {number}: {points} points; {share}% of the prior is left; Q² from {low} to {high}, median {middle}; "
        "lowest implausibility that counts {best}",
        language,
        number=wave.number,
        points=len(wave.bank),
        share=number_text(_HUNDRED * wave.share, 4, "", language),
        low=number_text(skill[0], 2, "", language),
        high=number_text(skill[-1], 2, "", language),
        middle=number_text(skill[len(skill) // 2], 2, "", language),
        best=number_text(wave.best, 2, "", language),
    )
    error_output().print(text, soft_wrap=True)


def check(arguments: argparse.Namespace) -> int:
    """Make the small ensemble again and compare it with the one that is kept; return 1 when it differs.

    Raises:
        InputError: for an option that asks for something else.
    """
    for name in ("settings", "recovery", "keep", "out"):
        given = getattr(arguments, name)
        if given is not None and given is not False:
            raise InputError(
                f"--{name}: --check makes the small ensemble as it is and writes nothing; leave --{name} out"
            )
    design = design_of(arguments, SMALL)
    options = design.options
    runs = sum(each.points * each.seeds for each in options.waves) + options.draws * options.draw_seeds
    with progress(runs * len(design.worlds)) as report:
        tables = calibrate(
            design, here(default_workers(arguments.workers), report), partial(tell_wave, arguments.language)
        )
    found = difference(options.name, tables[ENSEMBLE])
    if found:
        text = translate(
            "the ensemble {name} comes out otherwise: {difference}",
            arguments.language,
            name=options.name,
            difference=found,
        )
    else:
        text = translate("the ensemble {name} comes out the same", arguments.language, name=options.name)
    output().print(text, soft_wrap=True)
    return int(bool(found))
