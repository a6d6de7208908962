"""`ablate`: which mechanisms carry the ranking of mixes, and what instruments do together."""

from __future__ import annotations

import argparse
import json
from typing import Any

from experiments.cli.for_spreadsheets import write_for_spreadsheets
from experiments.cli.routes_command import records
from experiments.report.terminal import output, tell_folder, tell_study
from experiments.studies.ablation.report import Teller, factorial_tables, h6_tables, k1_table_told, ranking_tables
from experiments.studies.ablation.study import VERB, AblationStudy, Effort, Plan, make_study
from experiments.studies.ablation.synergy import HYPOTHESIS
from experiments.studies.common.execution import subject_of, way_of
from experiments.studies.common.specification import Subject
from experiments.studies.comparison.hypotheses import read_hypotheses


def run(arguments: argparse.Namespace) -> int:
    """Switch mechanisms and instruments off, and tell what follows; return the exit status."""
    count = arguments.replicates
    effort = Effort(arguments.seed, count, arguments.factorial_replicates, count)
    plan = Plan(subject_of(arguments).need(mixes=True), effort, corners_of(arguments))
    study = make_study(plan, way_of(arguments, VERB, plan.study_id))
    write_for_spreadsheets(arguments, study.folder)
    if arguments.json:
        print(json.dumps(as_data(study), ensure_ascii=False, indent=1))
    else:
        tell(study, arguments.language)
    return study.status


def corners_of(arguments: argparse.Namespace) -> Subject | None:
    """Return the mixes under the courses for which H6 is stated, as far as these are not asked for anyway."""
    claims = [claim for each in read_hypotheses() if each.id == HYPOTHESIS for claim in each.claims]
    stated = {course for claim in claims for course in claim.courses}
    asked = {each.course.name for each in subject_of(arguments).scenarios}
    missing = sorted(stated - asked)
    return subject_of(argparse.Namespace(**{**vars(arguments), "course": missing})) if missing else None


def tell(study: AblationStudy, language: str) -> None:
    """Print what carries the ranking, main effects, K1, H6, and where everything is."""
    console, teller = output(), Teller(study, language)
    console.print(teller.legend(), style="dim", markup=False)
    for table in (*ranking_tables(teller), *factorial_tables(teller)):
        console.print(table)
    if not study.k1.empty:
        console.print(k1_table_told(teller))
        console.print(teller.word("k1_legend"), style="dim")
        for table in h6_tables(teller):
            console.print(table)
        console.print(teller.word("no_h6" if study.h6.empty else "h6_legend"), style="dim")
    tell_study(study.plan.study_id, study.runs, language)
    tell_folder(study.folder, language, study.figures)


def as_data(study: AblationStudy) -> dict[str, Any]:
    """Return the study as plain data."""
    return {
        "study_id": study.plan.study_id,
        "folder": str(study.folder),
        "figures": [str(path) for path in study.figures],
        **{name: records(table) for name, table in study.tables.items()},
    }
