"""`run`: one mix, one seed, every quarter."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from rich.table import Table

from experiments.cli.for_spreadsheets import write_for_spreadsheets
from experiments.place import RESULTS
from experiments.report.outcome_facts import HEADLINES
from experiments.report.terminal import decimals, number_text, output, plain_table, round_years, tell_folder
from experiments.report.translation import label, unit_in
from experiments.runs.design import Design, default_mixes
from experiments.runs.design_runs import run_design
from experiments.runs.engine import here
from experiments.runs.group_runs import observed_groups, read_groups, whole_years
from experiments.runs.places import chosen_folder, new_folder
from experiments.runs.rebuild import rebuilt_run
from experiments.runs.remarks import say_remarks
from experiments.runs.store import MANIFEST, SERIES, write_csv, write_json, write_parquet
from experiments.runs.sweeps.estimate import check_world
from experiments.studies.comparison.analysis import tables_of
from experiments.studies.comparison.tables import StudyTables
from model.errors import InputError
from model.outcomes import OUTCOMES
from model.scenario import Scenario, load_scenario, load_world

SERIES_TEXT = "series.csv"
GROUPS = "groups.csv"
MOST_YEARS = 6


def run(arguments: argparse.Namespace) -> int:
    """Run one scenario, write its series and print a brief table."""
    scenario, seed = asked(arguments)
    check_world(scenario.world, "run", arguments.yes)
    groups = read_groups(arguments.group, scenario)
    design = Design((scenario,), (seed,), (scenario.mix.name,), scenario.mix.name)
    folder = chosen_folder(arguments.out, RESULTS / f"run-{design.study_id}", arguments.force)
    with new_folder(folder, arguments.force, arguments.unlock) as stage:
        say_remarks([scenario], (seed,), arguments.language)
        tables = tables_of(design, run_design(design, here()), "run")
        write_parquet(stage / SERIES, tables.series)
        write_csv(stage / SERIES_TEXT, tables.series)
        if groups:
            write_csv(stage / GROUPS, observed_groups(scenario, (seed,), groups, whole_years(scenario)))
        described = {"groups": [asdict(group) for group in groups]} if groups else {}
        write_json(stage / MANIFEST, {**tables.manifest, **described})
    write_for_spreadsheets(arguments, folder)
    if arguments.json:
        found = {"run_id": design.runs[0].run_id, "folder": str(folder)}
        records = json.loads(tables.series.to_json(orient="records", double_precision=15))
        print(json.dumps({**found, "series": records}, ensure_ascii=False, indent=1))
        return 0
    output().print(brief(tables, arguments.language))
    tell_folder(folder, arguments.language)
    return 0


def asked(arguments: argparse.Namespace) -> tuple[Scenario, int]:
    """Return the scenario and seed that the options describe, or those of a run of a results folder.

    Raises:
        InputError: for anything that cannot be used, or options that change a run that is to be the same again.
    """
    if arguments.source is None:
        if arguments.run_id is not None:
            raise InputError("--run-id: names a run of a results folder; give the folder with --from")
        mix, course = arguments.mix or default_mixes()[0], arguments.course or "expected"
        scenario = load_scenario(mix, world=arguments.world, course=course, parameters=dict(arguments.set))
        return scenario, arguments.seed
    for name in ("mix", "course", "set"):
        if getattr(arguments, name):
            raise InputError(f"--{name}: a run of {arguments.source} is run as it was; leave --{name} out")
    data = load_world(arguments.world).settings.data_folder
    return rebuilt_run(Path(arguments.source), arguments.run_id, data)


def brief(tables: StudyTables, language: str) -> Table:
    """Return the headline outcomes in years at equal distances."""
    annual = tables.annual
    years = round_years(annual["year"].tolist(), MOST_YEARS)
    chosen = annual[annual["year"].isin(years)]
    rows = []
    for name in (each for each in HEADLINES if each in tables.outcomes):
        outcome = OUTCOMES[name]
        places = decimals(chosen[name])
        numbers = [number_text(value, places, "", language) for value in chosen[name]]
        rows.append([f"{label(outcome, language)} [{unit_in(language, outcome.unit)}]", *numbers])
    scenario = tables.scenarios[0]
    title = f"{label(scenario.mix, language)} · {label(scenario.course, language)} · seed {tables.manifest['seeds'][0]}"
    return plain_table(title, ["", *(str(year) for year in years)], rows)
