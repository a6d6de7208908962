"""`discover`: under which values of uncertain parameters a mix loses, told only where chance does not explain it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from experiments.cli.analysis import subject_of, way_of
from experiments.cli.for_spreadsheets import write_for_spreadsheets
from experiments.report.terminal import output, records
from experiments.studies.common.study import Way
from experiments.studies.discovery.cases import Asked
from experiments.studies.discovery.report import tell
from experiments.studies.discovery.study import VERB, Discovery, Sampling, discover, discover_in
from model.errors import InputError

POINTS, REPLICATES = 192, 1
"""Points and seeds of a sample of its own: under 1,000 runs of five mixes, which `small` does in minutes."""
NOT_WITH_FROM = ("mix", "course", "set", "points", "replicates")
"""What says what to run; `--from` runs nothing."""
DEFAULT_WORLD = "reference"


def run(arguments: argparse.Namespace) -> int:
    """Discover, and tell what was found; return the exit status."""
    asked = Asked(
        tuple(arguments.focus or ()), arguments.against, tuple(arguments.outcome or ()), tuple(arguments.year or ())
    )

    def way(study_id: str) -> Way:
        return way_of(arguments, VERB, study_id)

    if arguments.source is None:
        sampling = Sampling(arguments.points or POINTS, arguments.replicates or REPLICATES, arguments.seed)
        made = discover(subject_of(arguments), asked, sampling, way)
    else:
        _refuse_what_runs(arguments)
        made = discover_in(Path(arguments.source), asked, arguments.seed, way)
    write_for_spreadsheets(arguments, made.folder)
    if arguments.json:
        print(json.dumps(as_data(made), ensure_ascii=False, indent=1))
    else:
        tell(made, output(), arguments.language)
    return made.status


def _refuse_what_runs(arguments: argparse.Namespace) -> None:
    """Refuse options that say what to run, which would be taken for an answer of another question."""
    given = [name for name in NOT_WITH_FROM if getattr(arguments, name)]
    if arguments.world != DEFAULT_WORLD:
        given.append("world")
    if given:
        raise InputError(f"--{given[0]}: --from runs nothing and takes the study as it is; leave one of them out")


def as_data(made: Discovery) -> dict[str, Any]:
    """Return what was found as plain data."""
    tables = {name.removesuffix(".csv"): records(table) for name, table in made.tables.items()}
    return {"study_id": made.study_id, "from": made.of or None, "folder": str(made.folder), **tables}
