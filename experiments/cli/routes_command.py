"""`routes`: routes to European law over political futures, and what follows under each policy mix."""

from __future__ import annotations

import argparse
import json
from typing import Any

import pandas as pd

from experiments.cli.analysis import way_of
from experiments.cli.for_spreadsheets import write_for_spreadsheets
from experiments.place import RESULTS
from experiments.report.terminal import error_output, output, records, tell_folder, tell_study
from experiments.report.translation import translate
from experiments.runs.engine import MOST_FAILED_SHARE
from experiments.studies.routes.condition_report import condition_table, deciding_facts
from experiments.studies.routes.design import RoutesDesign, design_routes
from experiments.studies.routes.figures.drawing import drawings
from experiments.studies.routes.options import RoutesOptions
from experiments.studies.routes.report import outcome_tables, outcomes_legend, politics_table, routes_legend
from experiments.studies.routes.study import RoutesStudy, make_forecast, make_routes_study


def run(arguments: argparse.Namespace) -> int:
    """Compare routes, or forecast politics alone; return the exit status."""
    options = RoutesOptions(
        routes=tuple(arguments.route or ()),
        mixes=tuple(arguments.mix or ()),
        world=arguments.world,
        parameters=dict(arguments.set),
        seeds=tuple(range(arguments.seed, arguments.seed + arguments.futures)),
        drawn=not arguments.central,
    )
    design = design_routes(options)
    name = "forecast" if arguments.forecast else "routes"
    way = way_of(arguments, name, design.study_id, RESULTS)
    if arguments.forecast:
        table = make_forecast(design, way)
        write_for_spreadsheets(arguments, way.folder)
        if arguments.json:
            print(_json({"folder": str(way.folder), "forecast": records(table)}))
            return 0
        tell_politics(design, table, arguments.language)
        output().print(f"forecast {design.prior_hash}", soft_wrap=True)
        tell_folder(way.folder, arguments.language)
        return 0
    study = make_routes_study(design, way, drawings)
    write_for_spreadsheets(arguments, way.folder)
    if arguments.json:
        print(_json(as_data(study)))
    else:
        tell(study, arguments.language)
    return tell_failures(study)


def tell(study: RoutesStudy, language: str) -> None:
    """Print what politics brings, what follows, when routes win, and where everything is."""
    console, design = output(), study.tables.design
    tell_politics(design, study.forecast, language)
    console.print(outcomes_legend(design, language), style="dim")
    for table in outcome_tables(study, language):
        console.print(table)
    console.print(condition_table(study, language))
    if study.conditions["accuracy"].notna().any():
        console.print(
            translate(
                "Accuracy: how often political facts tell who wins, in futures not used to find them "
                "(without: how often naming the usual winner does).",
                language,
            ),
            style="dim",
        )
    for line in deciding_facts(study, language):
        console.print(line, markup=False, soft_wrap=True)
    tell_study(design.study_id, len(study.tables.runs), language)
    tell_folder(study.folder, language, study.figures)


def tell_politics(design: RoutesDesign, forecast: pd.DataFrame, language: str) -> None:
    """Print what politics brings, and what the words in it mean."""
    console = output()
    console.print(routes_legend(design, language), style="dim")
    console.print(politics_table(design, forecast, language))


def as_data(study: RoutesStudy) -> dict[str, Any]:
    """Return the study as plain data."""
    return {
        "study_id": study.tables.design.study_id,
        "folder": str(study.folder),
        "figures": [str(path) for path in study.figures],
        "forecast": records(study.forecast),
        "summary": records(study.tables.summary),
        "regret": records(study.regret),
        "conditions": records(study.conditions),
    }


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)


def tell_failures(study: RoutesStudy) -> int:
    """List runs that failed on stderr; return 1 when there are more than a study may have."""
    if study.failed.empty:
        return 0
    console = error_output()
    for row in study.failed.itertuples():
        last = str(row.error).splitlines()[-1]
        console.print(f"failed: {row.run} {row.route} {row.mix} future {row.future}: {last}", soft_wrap=True)
    share = len(study.failed) / len(study.tables.runs)
    console.print(f"{len(study.failed)} of {len(study.tables.runs)} runs failed; tracebacks are in the table of runs")
    return 0 if share <= MOST_FAILED_SHARE else 1
