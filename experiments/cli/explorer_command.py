"""`explorer [FOLDER]`: one page with all draws of a finished comparison, to be opened from disk."""

from __future__ import annotations

import argparse
from pathlib import Path

from experiments.explorer.content import default_folder, read_content
from experiments.explorer.page import explorer_page
from experiments.place import RESULTS
from experiments.report.terminal import tell_folder
from experiments.runs.store import write_text
from model.errors import InputError

ENDING = ".html"


def run(arguments: argparse.Namespace) -> int:
    """Write the page of a comparison and say where it is; return the exit status."""
    source = Path(arguments.folder) if arguments.folder else default_folder()
    name = f"{source.resolve().name}-explorer{ENDING}"
    file = chosen_file(arguments.out, RESULTS / name, arguments.force)
    page = explorer_page(read_content(source), arguments.language)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_text(file, page)
    except OSError as error:
        raise InputError(f"--out: nothing can be written to {file}: {error.strerror or error}") from None
    tell_folder(file, arguments.language)
    return 0


def chosen_file(out: str | None, default: Path, force: bool) -> Path:
    """Return the file asked for, else the default or, when that is taken, a numbered one.

    Raises:
        InputError: when a folder has the name that was asked for, or a file that may not be replaced.
    """
    number, file = 1, Path(out) if out else default
    while not (out or force) and file.exists():
        number += 1
        file = default.with_stem(f"{default.stem}-{number}")
    if file.is_dir():
        raise InputError(f"--out: {file} is a folder; give a file that does not exist yet")
    if file.exists() and not force:
        raise InputError(f"--out: {file} exists; add --force to replace it, or give another file")
    return file
