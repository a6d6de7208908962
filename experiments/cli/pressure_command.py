"""`pressure`: how much each pressure point of the chain could bring at most, alone and together, and where."""

from __future__ import annotations

import argparse
import json
from typing import Any

from experiments.cli.for_spreadsheets import write_for_spreadsheets
from experiments.place import RESULTS
from experiments.report.terminal import error_output, output, records, tell_folder, tell_study
from experiments.report.translation import translate
from experiments.runs.engine import MOST_FAILED_SHARE, default_workers
from experiments.runs.store import choose_folder
from experiments.studies.pressure.design import PressureDesign, PressureRequest, make_pressure_design
from experiments.studies.pressure.groups import DIMENSIONS
from experiments.studies.pressure.report import PressureReport
from experiments.studies.pressure.study import VERB, PressureStudy, make_pressure_study
from model.inputs.held import Part


def design_of(arguments: argparse.Namespace) -> PressureDesign:
    """Return the design that the options ask for."""
    return make_pressure_design(
        PressureRequest(
            world=arguments.world,
            mix=arguments.mix,
            course=arguments.course,
            parameters=dict(arguments.set),
            seeds=tuple(range(arguments.seed, arguments.seed + arguments.replicates)),
            start=arguments.start,
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
    folder = choose_folder(arguments.out, RESULTS / f"{VERB}-{design.study_id}", arguments.force)
    workers = default_workers(arguments.workers)
    study = make_pressure_study(design, folder, workers, arguments.force, arguments.language)
    write_for_spreadsheets(arguments, study.folder)
    if arguments.json:
        print(json.dumps(as_data(study), ensure_ascii=False, indent=1))
    else:
        report(study, arguments.language)
    return report_failures(study)


def report(study: PressureStudy, language: str) -> None:
    """Print what each set brings, where, in short, and where everything is."""
    console, said = output(), PressureReport(study.tables, language)
    console.print(said.legend(), style="dim")
    console.print(said.world_table())
    if study.tables.design.by:
        console.print(said.where_table())
    console.print(translate("In short", language), style="bold")
    for line in said.in_short():
        console.print(f"- {line}", soft_wrap=True)
    tell_study(study.tables.design.study_id, len(study.tables.runs), language)
    tell_folder(study.folder, language, study.figures)


def report_failures(study: PressureStudy) -> int:
    """List runs that failed on stderr; return 1 when there are more than a study may have."""
    console, failed, runs = error_output(), study.failed, len(study.tables.runs)
    for row in failed.itertuples():
        last = str(row.error).splitlines()[-1]
        console.print(f"failed: {row.run_id} {row.set} seed {row.seed}: {last}", soft_wrap=True)
    if len(failed):
        console.print(f"{len(failed)} of {runs} runs failed; tracebacks are in the table of runs")
    return int(len(failed) > MOST_FAILED_SHARE * runs)


def as_data(study: PressureStudy) -> dict[str, Any]:
    """Return the study as plain data; numbers that are not known are null."""
    design = study.tables.design
    return {
        **design.content(),
        "folder": str(study.folder),
        "figures": [str(path) for path in study.figures],
        "pressure": records(study.tables.pressure),
    }
