"""`sensitivity`: what drives outcomes, and the differences between mixes; and how far the sample resolves it."""

from __future__ import annotations

import argparse
import json
from typing import Any

from experiments.cli.analysis import subject_of, way_of
from experiments.cli.for_spreadsheets import write_for_spreadsheets
from experiments.report.terminal import output, records, tell_folder, tell_study
from experiments.studies.sensitivity import report as telling
from experiments.studies.sensitivity.analysis import Plan
from experiments.studies.sensitivity.figures.drawing import draw_sensitivity
from experiments.studies.sensitivity.study import VERB, SensitivityStudy, make_sensitivity, sensitivity_id


def plan_of(arguments: argparse.Namespace) -> Plan:
    """Return how much to sample."""
    return Plan(
        by=arguments.by,
        trajectories=arguments.trajectories,
        samples=arguments.samples,
        screened=arguments.screened,
        replicates=arguments.replicates,
        second_order=arguments.second_order,
        seed=arguments.seed,
    )


def run(arguments: argparse.Namespace) -> int:
    """Analyse the sensitivity of outcomes; return the exit status."""
    subject, plan = subject_of(arguments), plan_of(arguments)
    way = way_of(arguments, VERB, sensitivity_id(subject, plan))
    made = make_sensitivity(subject, plan, way, draw_sensitivity)
    write_for_spreadsheets(arguments, made.study.folder)
    if arguments.json:
        print(json.dumps(as_data(made), ensure_ascii=False, indent=1))
    else:
        tell(made, arguments.language)
    return made.study.status


def tell(made: SensitivityStudy, language: str) -> None:
    """Print what matters, how sure that is, and where everything is."""
    console = output()
    console.print(telling.legend(made, language), style="dim")
    console.print(telling.ranking_table(made, language))
    console.print(telling.ranking_legend(made, language), style="dim")
    console.print(telling.index_table(made, language))
    console.print(telling.index_legend(made, language), style="dim")
    console.print(telling.pawn_legend(made, language))
    pawn = telling.pawn_table(made, language)
    if pawn.row_count:
        console.print(pawn)
    tell_study(made.study.study_id, made.study.runs, language)
    tell_folder(made.study.folder, language, made.figures)


def as_data(made: SensitivityStudy) -> dict[str, Any]:
    """Return the study as plain data."""
    return {
        "study_id": made.study.study_id,
        "folder": str(made.study.folder),
        "figures": [str(path) for path in made.figures],
        "failed": list(made.study.failed),
        "ranking": records(made.ranking),
        "indices": records(made.indices),
        "screening": records(made.screening),
        "convergence": records(made.convergence),
    }
