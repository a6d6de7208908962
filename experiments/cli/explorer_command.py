"""`explorer [FOLDER]`: one page with all draws of a finished comparison, to be opened from disk."""

from __future__ import annotations

import argparse
from pathlib import Path

from experiments.cli.page_file import new_page
from experiments.explorer.content import default_folder, read_content
from experiments.explorer.page import explorer_page
from experiments.place import RESULTS
from experiments.report.terminal import tell_folder
from experiments.runs.holdings import finished
from experiments.runs.store import write_text


def run(arguments: argparse.Namespace) -> int:
    """Write the page of a comparison and say where it is; return the exit status."""
    source = finished(Path(arguments.folder) if arguments.folder else default_folder())
    default = RESULTS / f"{source.resolve().name}-explorer.html"
    with new_page(arguments.out, default, arguments.force) as file:
        write_text(file, explorer_page(read_content(source), arguments.language))
    tell_folder(file, arguments.language)
    return 0
