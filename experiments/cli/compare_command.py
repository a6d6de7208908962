"""`compare`: policy mixes on the same random numbers, with intervals and verdicts on the hypotheses."""

from __future__ import annotations

import argparse
import json
from functools import partial
from typing import Any

from experiments.cli.analysis import ensemble_of, way_of
from experiments.cli.for_spreadsheets import write_for_spreadsheets
from experiments.place import PUBLISHED
from experiments.report.drawing import Drawings
from experiments.report.outcome_facts import COMPARED, IN_SHORT
from experiments.report.terminal import (
    output,
    records,
    report_years,
    shown_path,
    tell_failed,
    tell_folder,
    tell_study,
)
from experiments.runs.remarks import say_remarks
from experiments.studies.common.contract import MadeStudy, make_at_once
from experiments.studies.comparison.analysis import analyse
from experiments.studies.comparison.breakdown_report import breakdown_legend, breakdown_tables, check_dimension
from experiments.studies.comparison.design import ComparisonDesign, design_comparison
from experiments.studies.comparison.in_short import in_short
from experiments.studies.comparison.options import ComparisonOptions
from experiments.studies.comparison.report import comparison_tables, legend, parts_said, verdict_legend, verdict_table
from experiments.studies.comparison.tables import BREAKDOWN, ComparisonFolder
from experiments.studies.robustness.claims import weakest_claims

Compared = MadeStudy[ComparisonDesign, ComparisonFolder]
DRAWS = PUBLISHED / "reference-robustness"
"""The study of robustness that says in what share of draws claims hold."""


def drawings(finished: ComparisonFolder, language: str) -> Drawings:
    """Return what draws the figures; what draws is loaded when the runs are done."""
    from experiments.studies.comparison.figures import drawing

    return drawing.drawings(finished, language)


def design_of(arguments: argparse.Namespace) -> ComparisonDesign:
    """Return the design that the options ask for."""
    options = ComparisonOptions(
        mixes=tuple(arguments.mix or ()),
        courses=tuple(arguments.course or ComparisonOptions.courses),
        world=arguments.world,
        parameters=dict(arguments.set),
        seeds=tuple(range(arguments.seed, arguments.seed + arguments.replicates)),
        ensemble=ensemble_of(arguments),
        parts=arguments.parts,
    )
    return design_comparison(options)


def run(arguments: argparse.Namespace) -> int:
    """Compare and tell; return the exit status."""
    by = check_dimension(arguments.by) if arguments.by else ""
    design = design_of(arguments)
    way = way_of(arguments, design.verb, design.study_id)
    say_remarks(design.runs.scenarios, design.runs.seeds, arguments.language)
    study = make_at_once(
        design,
        way,
        partial(analyse, design),
        lambda folder, manifest: ComparisonFolder(folder, manifest, design.runs.scenarios),
        drawings,
    )
    write_for_spreadsheets(arguments, study.stored.folder)
    if arguments.json:
        print(json.dumps(as_data(study, by), ensure_ascii=False, indent=1))
    elif by and not study.stored.tables.breakdown.empty:
        show_breakdown(study, by, arguments.language)
    else:
        tell(study, arguments.language, arguments.all)
    return tell_failures(study, arguments.language)


def tell(study: Compared, language: str, everything: bool = False) -> None:
    """Print the comparison, where everything is, and the whole in short.

    Args:
        study: the comparison.
        language: `en` or `nl`.
        everything: all headline outcomes, every year of report and the verdicts, instead of a few at the end.
    """
    console = output()
    tables = study.stored.tables
    console.print(legend(tables, language), style="dim")
    if parts := parts_said(tables, language):
        console.print(parts, style="dim")
    years = report_years(tables.summary["year"].unique().tolist())
    for course in tables.courses:
        for year in years if everything else years[-1:]:
            for table in comparison_tables(tables, course, year, language, COMPARED if everything else IN_SHORT):
                console.print(table)
    if study.stored.verdicts is not None and everything:
        draws = weakest_claims(DRAWS, tables)
        console.print(verdict_table(tables, study.stored.verdicts, language, draws))
        console.print(verdict_legend(language, shown_path(DRAWS) if draws else ""), style="dim")
    tell_study(tables.study_id, len(tables.runs), language)
    tell_folder(study.stored.folder, language, study.figures if everything else ())
    for line in in_short(tables, study.stored.verdicts, language):
        console.print(line, soft_wrap=True)


def show_breakdown(study: Compared, dimension: str, language: str) -> None:
    """Print what each group of a dimension adds to the differences, and where everything is."""
    console, tables = output(), study.stored.tables
    console.print(breakdown_legend(tables, language), style="dim")
    for year in report_years(tables.breakdown["year"].unique().tolist())[-1:]:
        for table in breakdown_tables(tables, dimension, year, language, BREAKDOWN):
            console.print(table)
    tell_study(tables.study_id, len(tables.runs), language)
    tell_folder(study.stored.folder, language, study.figures)


def as_data(study: Compared, dimension: str = "") -> dict[str, Any]:
    """Return the comparison as plain data, with the breakdown by a dimension; numbers that are not known are null."""
    tables, verdicts = study.stored.tables, study.stored.verdicts
    divided = tables.breakdown
    return {
        "study_id": tables.study_id,
        "folder": str(study.stored.folder),
        "base": tables.base,
        "figures": [str(path) for path in study.figures],
        "verdicts": [] if verdicts is None else json.loads(verdicts.to_json(orient="records")),
        "summary": records(tables.summary),
        "cost_per_worker": records(tables.cost_per_worker),
        "adaptive_capacity": records(tables.adaptive_capacity),
        "breakdown": records(divided[divided["dimension"] == dimension]) if dimension else [],
    }


def tell_failures(study: Compared, language: str) -> int:
    """List runs that failed on stderr; return the exit status."""
    tell_failed(study.stored.failed, ("run_id", "course", "mix", "seed"), study.runs, language)
    return study.status
