"""`reproduce`: make the published results again; with --check, see whether they come out the same."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from experiments.commands.compare_command import default_design, tell_failures
from experiments.reproduce import FileResult, compare_folders, write_checksums
from experiments.store import read_manifest
from experiments.study import REFERENCE, default_workers, make_study
from experiments.telling import output, shown_path


def run(arguments: argparse.Namespace) -> int:
    """Rewrite the published results, or compare them with a new run."""
    workers = default_workers(arguments.workers)
    if not arguments.check:
        study = make_study(default_design(), REFERENCE, "compare", workers, force=True)
        write_checksums(study.folder)
        output().print(f"written to {shown_path(study.folder)}", soft_wrap=True)
        return tell_failures(study)
    read_manifest(REFERENCE)
    with tempfile.TemporaryDirectory() as temporary:
        again = Path(temporary) / "again"
        study = make_study(default_design(), again, "compare", workers)
        results = compare_folders(REFERENCE, again)
    tell(results)
    return max(tell_failures(study), int(not all(result.fine for result in results)))


def tell(results: list[FileResult]) -> None:
    """Print each file's result and the sum of them."""
    console = output()
    for result in results:
        console.print(f"{'ok  ' if result.fine else 'FAIL'} {result.name}: {result.told}", soft_wrap=True)
    wrong = sum(not result.fine for result in results)
    console.print(f"{wrong} of {len(results)} files differ" if wrong else f"all {len(results)} files agree")
