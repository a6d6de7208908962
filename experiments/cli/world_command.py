"""`world`: build a world and report how well it matches the tables it is built from."""

from __future__ import annotations

import argparse
import json

import pandas as pd
from rich.table import Table

from experiments.cli.for_spreadsheets import write_for_spreadsheets
from experiments.place import RESULTS
from experiments.report.terminal import number_text, output, plain_table, tell_folder
from experiments.report.translation import N_, label, text_in, translate, unit_in
from experiments.runs.design import default_mixes, resolved
from experiments.runs.manifest import environment
from experiments.runs.places import chosen_folder, new_folder
from experiments.runs.store import MANIFEST, write_csv, write_json
from experiments.tools.world_figure import draw_world
from experiments.tools.world_match import match_report
from model.building.population import build
from model.hashing import content_hash
from model.scenario import load_scenario

REPORT = "match.csv"
COLUMNS = (
    N_("quantity"),
    N_("unit"),
    N_("table"),
    N_("built"),
    N_("median difference"),
    N_("largest difference"),
    N_("where"),
)


def run(arguments: argparse.Namespace) -> int:
    """Build the world, write the report and its figure, and print a summary."""
    scenario = load_scenario(default_mixes()[0], world=arguments.world)
    name = content_hash([resolved(scenario)["world"], arguments.seed])
    folder = chosen_folder(arguments.out, RESULTS / f"world-{name}", arguments.force)
    with new_folder(folder, arguments.force, arguments.unlock) as stage:
        tables, state = build(scenario, arguments.seed)
        report = match_report(tables, state)
        counts = {
            N_("companies"): int(state.company.rows),
            N_("suppliers"): int(state.supplier.rows),
            N_("links"): int(state.link.rows),
        }
        write_csv(stage / REPORT, report)
        figures = draw_world(stage, report, tables, state, arguments.language, name)
        manifest = {"verb": "world", "seed": arguments.seed, "world": resolved(scenario)["world"], "built": counts}
        write_json(stage / MANIFEST, {**manifest, "environment": environment()})
    write_for_spreadsheets(arguments, folder)
    if arguments.json:
        rows = json.loads(report.to_json(orient="records", double_precision=15))
        print(json.dumps({"folder": str(folder), "built": counts, "match": rows}, ensure_ascii=False, indent=1))
        return 0
    console = output()
    title = f"{label(scenario.world, arguments.language)} · {translate('seed', arguments.language)} {arguments.seed}"
    console.print(summary_table(report, title, arguments.language))
    console.print(", ".join(f"{count} {text_in(arguments.language, kind)}" for kind, count in counts.items()))
    tell_folder(folder, arguments.language, (folder / figure.name for figure in figures))
    return 0


def summary_table(report: pd.DataFrame, title: str, language: str) -> Table:
    """Return one row a quantity: totals, and how far single comparisons are off."""
    rows = []
    for quantity, group in report.groupby("quantity", sort=False):
        worst = group.iloc[int(group["difference"].abs().to_numpy().argmax())]
        where = " ".join(str(worst[key]) for key in ("sector", "region", "country") if worst[key])
        is_share = str(quantity).endswith("_share")
        totals = (
            ["", ""] if is_share else [number_text(group[key].sum(), 1, "", language) for key in ("table", "built")]
        )
        differences = [group["difference"].abs().median(), worst["difference"]]
        told = [f"{number_text(100 * each, 1, '', language)}%" for each in differences]
        what, unit = text_in(language, str(quantity)), unit_in(language, str(worst["unit"]))
        rows.append([what, unit, *totals, *told, where])
    return plain_table(title, [translate(each, language) for each in COLUMNS], rows)
