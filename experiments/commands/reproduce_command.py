"""`reproduce`: make the published results again; with --check, see whether they come out the same."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from experiments.commands import compare_command, routes_command
from experiments.reproduce import FileResult, compare_folders, write_checksums
from experiments.routes.study import make_routes_study
from experiments.store import read_manifest
from experiments.study import RESULTS, default_workers, make_study
from experiments.telling import output, shown_path

FUTURES = tuple(range(1, 61))
"""The futures of the published study of routes: fewer than the verb's own, so that it is made again in minutes."""


@dataclass(frozen=True)
class Published:
    """A published study: where it is, and how to make it in a folder (with these workers), telling what failed."""

    folder: Path
    make: Callable[[Path, int, bool], int]


def _compare(folder: Path, workers: int, force: bool) -> int:
    return compare_command.tell_failures(
        make_study(compare_command.default_design(), folder, "compare", workers, force)
    )


def _routes(folder: Path, workers: int, force: bool) -> int:
    return routes_command.tell_failures(
        make_routes_study(routes_command.default_design(FUTURES), folder, workers, force)
    )


PUBLISHED: Mapping[str, Published] = {
    "compare": Published(RESULTS / "reference", _compare),
    "routes": Published(RESULTS / "reference-routes", _routes),
}
"""The published studies, by the verb that makes them."""


def run(arguments: argparse.Namespace) -> int:
    """Rewrite published results, or compare them with new runs; return the exit status."""
    workers = default_workers(arguments.workers)
    act = check if arguments.check else rewrite
    return max(act(PUBLISHED[name], workers) for name in dict.fromkeys(arguments.study or PUBLISHED))


def rewrite(published: Published, workers: int) -> int:
    """Make a published study again in its place, with the checksums of its files."""
    status = published.make(published.folder, workers, True)
    write_checksums(published.folder)
    output().print(f"written to {shown_path(published.folder)}", soft_wrap=True)
    return status


def check(published: Published, workers: int) -> int:
    """Compare a published study with a new run of it."""
    read_manifest(published.folder)
    with tempfile.TemporaryDirectory() as temporary:
        again = Path(temporary) / "again"
        status = published.make(again, workers, False)
        results = compare_folders(published.folder, again)
    tell(published.folder, results)
    return max(status, int(not all(result.fine for result in results)))


def tell(folder: Path, results: list[FileResult]) -> None:
    """Print each file's result and the sum of them."""
    console = output()
    console.print(f"{shown_path(folder)}:", soft_wrap=True)
    for result in results:
        console.print(f"{'ok  ' if result.fine else 'FAIL'} {result.name}: {result.told}", soft_wrap=True)
    wrong = sum(not result.fine for result in results)
    console.print(f"{wrong} of {len(results)} files differ" if wrong else f"all {len(results)} files agree")
