"""`reproduce`: make the published results again; with --check, see whether they come out the same."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.cli.draw_command import redraw
from experiments.place import PUBLISHED as RESULTS
from experiments.place import WITHIN
from experiments.report.terminal import output, shown_path
from experiments.report.translation import ENGLISH
from experiments.runs.engine import default_workers
from experiments.runs.errors import StudyError
from experiments.runs.places import NEW, mend
from experiments.runs.store import read_manifest
from experiments.tools.reproduce import FileResult, compare_figures, compare_folders, verdict

Parse = Callable[[Sequence[str]], argparse.Namespace]
"""Reads a command line as the front door does."""


@dataclass(frozen=True)
class Published:
    """A published study: where it is, and the words of the command that makes it."""

    folder: Path
    words: tuple[str, ...]

    @property
    def command(self) -> str:
        """The command that makes it."""
        return " ".join(("python run.py", *(shown_path(Path(each)) for each in self.words)))


PUBLISHED: Mapping[str, Published] = {
    "compare": Published(RESULTS / "reference", ("compare",)),
    # fewer futures than the verb's own, so that it is made again in minutes
    "routes": Published(RESULTS / "reference-routes", ("routes", "--futures", "40")),
    # larger samples than the verbs' own, so that more is resolved
    "sensitivity": Published(RESULTS / "reference-sensitivity", ("sensitivity", "--samples", "64", "--yes")),
    "robustness": Published(
        RESULTS / "reference-robustness", ("robustness", "--points", "80", "--scanned", "1", "--yes")
    ),
    # searches the draws of the published study of robustness
    "discover": Published(
        RESULTS / "reference-discover", ("discover", "--from", str(RESULTS / "reference-robustness"))
    ),
    "ablate": Published(RESULTS / "reference-ablate", ("ablate", "--yes")),
    "pressure": Published(RESULTS / "reference-pressure", ("pressure", "--replicates", "8")),
    # some twenty minutes; the ensemble that it gives is kept in scenarios/ensembles
    "calibrate": Published(RESULTS / "reference-calibration", ("calibrate", "--yes")),
    "validate": Published(RESULTS / "reference-validation", ("validate", "--yes")),
    # values what the draws of the published study of robustness could be known by
    "value-of-information": Published(
        RESULTS / "reference-information-value",
        ("value-of-information", "--from", str(RESULTS / "reference-robustness")),
    ),
}
"""The published studies, by the verb that makes them."""


def run(arguments: argparse.Namespace) -> int:
    """Rewrite published results, or compare them with new runs; return the exit status."""
    workers = default_workers(arguments.workers)
    if arguments.from_data:
        return max(redraw_published(PUBLISHED[name], workers) for name in dict.fromkeys(arguments.study or PUBLISHED))
    act = check if arguments.check else rewrite
    return max(act(PUBLISHED[name], workers, arguments.parse) for name in dict.fromkeys(arguments.study or PUBLISHED))


def make(published: Published, folder: Path, workers: int, parse: Parse) -> int:
    """Make a published study in another folder, without telling what comes out; return the exit status."""
    output().print(published.command, soft_wrap=True)
    words = [*published.words, "--language", ENGLISH, "--workers", str(workers), "--out", str(folder)]
    command = importlib.import_module(f"{WITHIN}experiments.cli.{published.words[0].replace('-', '_')}_command")
    with contextlib.redirect_stdout(io.StringIO()):
        status: int = command.run(parse(words))
    return status


def rewrite(published: Published, workers: int, parse: Parse) -> int:
    """Make a published study again in its place.

    Raises:
        StudyError: when it could not be made as it should; what is published is as it was.
    """
    stage = published.folder.with_name(published.folder.name + NEW)
    if make(published, stage, workers, parse):
        shutil.rmtree(stage, ignore_errors=True)
        raise StudyError(f"{published.command} did not end well; {shown_path(published.folder)} is as it was")
    mend(published.folder)
    output().print(f"written to {shown_path(published.folder)}", soft_wrap=True)
    return 0


def check(published: Published, workers: int, parse: Parse) -> int:
    """Compare a published study with a new run of it."""
    read_manifest(published.folder)
    with tempfile.TemporaryDirectory() as temporary:
        again = Path(temporary) / "again"
        status = make(published, again, workers, parse)
        results = compare_folders(published.folder, again)
    tell(published.folder, results)
    return max(status, int(not all(result.fine for result in results)))


def redraw_published(published: Published, workers: int) -> int:
    """Draw the figures of a published study from its tables, and compare them with those that are published."""
    with tempfile.TemporaryDirectory() as temporary:
        redraw(published.folder, Path(temporary), "en", workers)
        results = compare_figures(published.folder, Path(temporary))
    tell(published.folder, results)
    return int(not all(result.fine for result in results))


def tell(folder: Path, results: list[FileResult]) -> None:
    """Print each file's result and the sum of them."""
    console = output()
    console.print(f"{shown_path(folder)}:", soft_wrap=True)
    for result in results:
        console.print(f"{'ok  ' if result.fine else 'FAIL'} {result.name}: {result.told}", soft_wrap=True)
    console.print(verdict(results), soft_wrap=True)
