"""`routes`: routes to European law over political futures, and what follows under each policy mix."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from experiments.cli.analysis import ensemble_of, way_of
from experiments.cli.for_spreadsheets import write_for_spreadsheets
from experiments.report.terminal import output, records, tell_failed, tell_folder, tell_study
from experiments.report.translation import translate
from experiments.studies.common.contract import MadeStudy, make_at_once
from experiments.studies.routes.analysis import analyse, analyse_politics
from experiments.studies.routes.condition_report import condition_table, deciding_facts
from experiments.studies.routes.design import POLITICS, RoutesDesign, design_routes
from experiments.studies.routes.figures.drawing import drawings
from experiments.studies.routes.options import RoutesOptions
from experiments.studies.routes.report import outcome_tables, outcomes_legend, politics_table, routes_legend
from experiments.studies.routes.tables import RoutesFolder

MadeRoutes = MadeStudy[RoutesDesign, RoutesFolder]


def run(arguments: argparse.Namespace) -> int:
    """Compare routes, or forecast politics alone; return the exit status."""
    options = RoutesOptions(
        routes=tuple(arguments.route or ()),
        mixes=tuple(arguments.mix or ()),
        world=arguments.world,
        parameters=dict(arguments.set),
        seeds=tuple(range(arguments.seed, arguments.seed + arguments.futures)),
        drawn=not arguments.central,
        ensemble=ensemble_of(arguments),
    )
    design = design_routes(options)
    if arguments.forecast:
        design = replace(design, verb=POLITICS)
    way = way_of(arguments, "forecast" if arguments.forecast else "routes", design.study_id)
    study = make_at_once(
        design,
        way,
        partial(analyse_politics if arguments.forecast else analyse, design),
        lambda folder, manifest: RoutesFolder(folder, manifest, design),
        None if arguments.forecast else drawings,
    )
    write_for_spreadsheets(arguments, way.folder)
    if arguments.json:
        print(json.dumps(as_data(study), ensure_ascii=False, indent=1))
    elif arguments.forecast:
        tell_politics(design, study.stored.forecast, arguments.language)
        output().print(f"forecast {design.prior_hash}", soft_wrap=True)
        tell_folder(way.folder, arguments.language)
    else:
        tell(study, arguments.language)
    return study.status if arguments.forecast else tell_failures(study, arguments.language)


def tell(study: MadeRoutes, language: str) -> None:
    """Print what politics brings, what follows, when routes win, and where everything is."""
    stored = study.stored
    console, design = output(), study.design
    tell_politics(design, stored.forecast, language)
    console.print(outcomes_legend(design, language), style="dim")
    for table in outcome_tables(stored, language):
        console.print(table)
    console.print(condition_table(stored, language))
    if stored.conditions["accuracy"].notna().any():
        console.print(
            translate(
                "Accuracy: how often political facts predict which mix wins, in futures not used to find them "
                "(without: how often naming the usual winner does).",
                language,
            ),
            style="dim",
        )
    for line in deciding_facts(stored, language):
        console.print(line, markup=False, soft_wrap=True)
    tell_study(design.study_id, len(stored.tables.runs), language)
    tell_folder(stored.folder, language, study.figures)


def tell_politics(design: RoutesDesign, forecast: pd.DataFrame, language: str) -> None:
    """Print what politics brings, and what the words in it mean."""
    console = output()
    console.print(routes_legend(design, language), style="dim")
    console.print(politics_table(design, forecast, language))


def as_data(study: MadeRoutes) -> dict[str, Any]:
    """Return the study as plain data; of a forecast that alone."""
    stored = study.stored
    if study.design.verb == POLITICS:
        return {"folder": str(stored.folder), "forecast": records(stored.forecast)}
    return {
        "study_id": stored.study_id,
        "folder": str(stored.folder),
        "figures": [str(path) for path in study.figures],
        "forecast": records(stored.forecast),
        "summary": records(stored.tables.summary),
        "regret": records(stored.regret),
        "conditions": records(stored.conditions),
    }


def tell_failures(study: MadeRoutes, language: str) -> int:
    """List runs that failed on stderr; return the exit status."""
    tell_failed(study.stored.failed, ("run", "route", "mix", "future"), study.runs, language)
    return study.status
