"""`robustness`: how robust is the ranking of policy mixes, and where does it flip."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from experiments.cli.analysis import subject_of, way_of
from experiments.cli.for_spreadsheets import write_for_spreadsheets
from experiments.report.terminal import output, records, tell_folder, tell_study
from experiments.studies.common.specification import check_directed
from experiments.studies.robustness.base_report import base_tables
from experiments.studies.robustness.report import Telling, flip_lines, guard_lines, legend, rank_tables
from experiments.studies.robustness.study import Settings, make_robustness


def run(arguments: argparse.Namespace) -> int:
    """Rank options over what is uncertain; return the exit status."""
    subject = subject_of(arguments).need(mixes=False)
    check_directed(subject.outcomes)
    settings = Settings(arguments.points, arguments.seed, arguments.replicates, arguments.scanned, arguments.replicated)
    posterior = Path(arguments.posterior) if arguments.posterior else None
    study = make_robustness(subject, settings, lambda number: way_of(arguments, "robustness", number), posterior)
    console = output()
    write_for_spreadsheets(arguments, study.folder)
    if arguments.json:
        tables = {name: records(table) for name, table in study.tables.items() if name != "scan"}
        content = {"study_id": study.study_id, "folder": str(study.folder), "failed": list(study.failed), **tables}
        print(json.dumps(content, ensure_ascii=False, indent=1, default=str))
        return study.status
    view = Telling(subject, study.study_id, arguments.language)
    for table in (*rank_tables(study, view), *base_tables(study, view)):
        console.print(table)
    console.print(legend(study, view), style="dim", soft_wrap=True)
    for line in (*guard_lines(study, view), *flip_lines(study, view)):
        console.print(line, markup=False, soft_wrap=True)
    tell_study(study.study_id, study.runs, arguments.language)
    tell_folder(study.folder, arguments.language, study.figures)
    return study.status
