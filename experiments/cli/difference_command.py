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
    label,
    number_text,
    output,
    plain_table,
    report_years,
    tell_folder,
    with_half_width,
)
from experiments.report.translation import unit_in
from experiments.runs.manifest import environment
from experiments.runs.paired import held, paired
from experiments.runs.store import MANIFEST, choose_folder, new_folder, write_csv, write_json
from model.hashing import content_hash
from model.outcomes import OUTCOMES

TABLE = "difference.csv"
MOST_SHOWN = 12
"""So many outcomes are shown; all are in the table."""
WORDS = {
    "en": {
        "columns": ("mix", "outcome", "pairs", "first", "second", "second less first"),
        "worlds": "the worlds differ ({0}; {1}): the same seed is not the same luck in both",
        "legend": "first: {0}; second: {1}. Mean over pairs of the same seed ± half of the 90% interval over seeds.",
    },
    "nl": {
        "columns": ("mix", "uitkomst", "paren", "eerste", "tweede", "tweede min eerste"),
        "worlds": "de werelden verschillen ({0}; {1}): dezelfde toevalsreeks is niet in beide hetzelfde toeval",
        "legend": "eerste: {0}; tweede: {1}. Gemiddelde over paren met dezelfde toevalsreeks ± half 90%-interval.",
    },
}


def run(arguments: argparse.Namespace) -> int:
    """Pair the folders, write the table and print it."""
    first, second = held(Path(arguments.first)), held(Path(arguments.second))
    table = paired(first, second)
    words = WORDS[arguments.language]
    folder = choose_folder(
        arguments.out, RESULTS / f"difference-{content_hash([first.name, second.name])}", arguments.force
    )
    with new_folder(folder, arguments.force) as stage:
        write_csv(stage / TABLE, table)
        manifest = {"verb": "difference", "first": first.name, "second": second.name, "environment": environment()}
        write_json(stage / MANIFEST, manifest)
    if first.worlds != second.worlds:
        error_output().print(str(words["worlds"]).format(*first.worlds, *second.worlds), soft_wrap=True)
    write_for_spreadsheets(arguments, folder)
    if arguments.json:
        rows = json.loads(table.to_json(orient="records", double_precision=15))
        print(json.dumps({"folder": str(folder), "difference": rows}, ensure_ascii=False, indent=1))
        return 0
    console = output()
    for each in shown_tables(table, arguments.language):
        console.print(each)
    console.print(str(words["legend"]).format(arguments.first, arguments.second), style="dim", soft_wrap=True)
    tell_folder(folder, arguments.language)
    return 0


def shown_tables(table: pd.DataFrame, language: str) -> list[Table]:
    """Return one table a course: headline outcomes of each mix in the last year of report."""
    year = report_years(sorted(set(table["year"])))[-1]
    held_outcomes = list(dict.fromkeys(table["outcome"]))
    names = [each for each in HEADLINES if each in held_outcomes] or held_outcomes[:MOST_SHOWN]
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
        found.append(plain_table(f"{year} · {course}", WORDS[language]["columns"], rows))
    return found
