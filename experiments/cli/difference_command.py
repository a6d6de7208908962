"""`difference`: two results folders side by side, paired where seeds agree."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pandas as pd
from rich.table import Table

from experiments.cli.for_spreadsheets import write_for_spreadsheets
from experiments.place import RESULTS
from experiments.report.outcome_facts import HEADLINES
from experiments.report.terminal import (
    decimals,
    error_output,
    number_text,
    output,
    plain_table,
    report_years,
    tell_folder,
    with_half_width,
)
from experiments.report.translation import N_, in_language, label, translate, unit_in
from experiments.runs.holdings import finished
from experiments.runs.manifest import environment
from experiments.runs.paired import held, paired
from experiments.runs.places import chosen_folder, new_folder
from experiments.runs.store import MANIFEST, write_csv, write_json
from model.hashing import content_hash
from model.outcomes import OUTCOMES

TABLE = "difference.csv"
MOST_SHOWN = 12
"""So many outcomes are shown; all are in the table."""
COLUMNS = (N_("mix"), N_("outcome"), N_("pairs"), N_("first"), N_("second"), N_("second less first"))


def run(arguments: argparse.Namespace) -> int:
    """Pair the folders, write the table and print it."""
    first, second = (held(finished(Path(each))) for each in (arguments.first, arguments.second))
    table = paired(first, second)
    say = in_language(arguments.language)
    folder = chosen_folder(
        arguments.out, RESULTS / f"difference-{content_hash([first.name, second.name])}", arguments.force
    )
    with new_folder(folder, arguments.force, arguments.unlock) as stage:
        write_csv(stage / TABLE, table)
        manifest = {"verb": "difference", "first": first.name, "second": second.name, "environment": environment()}
        write_json(stage / MANIFEST, manifest)
    if first.worlds != second.worlds:
        error_output().print(
            say(
                "the worlds differ ({first}; {second}): the same seed does not give the same random numbers in both",
                first=first.worlds[0],
                second=second.worlds[0],
            ),
            soft_wrap=True,
        )
    write_for_spreadsheets(arguments, folder)
    if arguments.json:
        rows = json.loads(table.to_json(orient="records", double_precision=15))
        print(json.dumps({"folder": str(folder), "difference": rows}, ensure_ascii=False, indent=1))
        return 0
    console = output()
    for each in shown_tables(table, arguments.language):
        console.print(each)
    console.print(
        say(
            "first: {first}; second: {second}. Mean over pairs of the same seed ± half of the 90% interval over seeds.",
            first=arguments.first,
            second=arguments.second,
        ),
        style="dim",
        soft_wrap=True,
    )
    tell_folder(folder, arguments.language)
    return 0


def shown_tables(table: pd.DataFrame, language: str) -> list[Table]:
    """Return one table a course: headline outcomes of each mix in the last year of report."""
    year = report_years(sorted(set(table["year"])))[-1]
    held_outcomes = list(dict.fromkeys(table["outcome"]))
    names = [each for each in HEADLINES if each in held_outcomes] or held_outcomes[:MOST_SHOWN]
    columns = [translate(each, language) for each in COLUMNS]
    found = []
    for course, group in table[(table["year"] == year) & table["outcome"].isin(names)].groupby("course", sort=False):
        rows = []
        for row in group.to_dict(orient="records"):
            outcome = OUTCOMES[row["outcome"]]
            places = decimals((row["first"], row["second"]))
            numbers = [number_text(row[key], places, "", language) for key in ("first", "second")]
            difference = with_half_width(row["diff"], row["diff_hi"], places, "+", language)
            named = f"{label(outcome, language)} [{unit_in(language, outcome.unit)}]"
            rows.append([row["mix"], named, row["seeds"], *numbers, difference])
        found.append(plain_table(f"{year} · {course}", columns, rows))
    return found
