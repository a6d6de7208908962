"""`document`: write the pages and records that are made from the code; with --check, see whether they are as made."""

from __future__ import annotations

import argparse

from experiments.place import ROOT
from experiments.report.terminal import output, shown_path
from experiments.tools.documents import DOCS, documents
from experiments.tools.records import records


def run(arguments: argparse.Namespace) -> int:
    """Write the pages, or compare them with what the code says now."""
    console = output()
    stale = 0
    made = {DOCS / name: text for name, text in documents().items()}
    made |= {ROOT / name: text for name, text in records().items()}
    for path, text in made.items():
        if not arguments.check:
            path.write_text(text, encoding="utf-8", newline="\n")
            console.print(f"written to {shown_path(path)}", soft_wrap=True)
            continue
        fine = path.is_file() and path.read_text(encoding="utf-8") == text
        stale += not fine
        told = "up to date" if fine else "out of date; run `python run.py document`"
        console.print(f"{'ok  ' if fine else 'FAIL'} {shown_path(path)}: {told}", soft_wrap=True)
    return int(stale > 0)
