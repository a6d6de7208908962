"""`--excel` and `--csv dutch`: the tables of a finished study once more, as spreadsheets open them."""

from __future__ import annotations

import argparse
from pathlib import Path

from experiments.report.terminal import error_output, shown_path
from experiments.report.translation import N_, translate
from experiments.runs.holdings import DUTCH, WORKBOOK
from experiments.runs.spreadsheets import tables_in, write_dutch_csv, write_workbook

MOST_CELLS = 1_000_000
"""A table with more would make a workbook that takes minutes to write and to open."""


def write_for_spreadsheets(arguments: argparse.Namespace, folder: Path) -> None:
    """Write the tables of a study that is complete beside the files that it has, where options ask for that."""
    if not (arguments.excel or arguments.csv):
        return
    tables = tables_in(folder)
    if arguments.excel:
        large = [name for name, table in tables.items() if table.size > MOST_CELLS]
        write_workbook(folder / WORKBOOK, {name: table for name, table in tables.items() if name not in large})
        if large:
            text = N_("{folder}: too large for {book} and only in its own file: {tables}")
            names = {"folder": shown_path(folder), "book": WORKBOOK, "tables": ", ".join(large)}
            error_output().print(translate(text, arguments.language, **names), soft_wrap=True)
    if arguments.csv:
        (folder / DUTCH).mkdir(exist_ok=True)
        for name, table in tables.items():
            write_dutch_csv(folder / DUTCH / f"{name}.csv", table)
