"""`reproduce`: list what is published, make it again, or see whether it comes out the same."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import io
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.cli.draw_command import redraw
from experiments.place import RESULTS, WITHIN
from experiments.report.progress import log, logged
from experiments.report.terminal import output, plain_table, shown_path
from experiments.report.translation import ENGLISH
from experiments.runs.engine import default_workers
from experiments.runs.errors import StudyError
from experiments.runs.holdings import DESIGN, FIGURES, content_of
from experiments.runs.places import NEW, mend, tried
from experiments.runs.store import MANIFEST, read_manifest
from experiments.runs.sweeps.estimate import duration
from experiments.tools.published_studies import PUBLISHED, Exhibit, Published, exhibits, record_time, time_said
from experiments.tools.reproduce import FileResult, compare_figures, compare_files, compare_folders, verdict
from model.errors import InputError, unknown_name

Parse = Callable[[Sequence[str]], argparse.Namespace]
"""Reads a command line as the front door does."""
ALL = "all"
LOG = "log.txt"
OUT = RESULTS / "reproduced"


@dataclass(frozen=True)
class Effort:
    """How things are made again: in so many processes, and in which folder."""

    workers: int
    parse: Parse
    out: Path


def run(arguments: argparse.Namespace) -> int:
    """List, rewrite or compare what is published; return the exit status.

    Raises:
        InputError: for a name that is not that of a study, figure or table, or a table that is to be drawn.
        StudyError: when a study could not be made as it should.
    """
    known = exhibits(PUBLISHED)
    whole = arguments.check or arguments.from_data
    if arguments.list or not (arguments.name or whole):
        show_list(known)
        return 0
    studies, chosen = _chosen(arguments.name, known)
    if arguments.from_data and (tables := [each.name for each in chosen if not each.is_figure]):
        raise InputError(f"--from-data: draws figures, and {tables[0]} is a table; leave out --from-data to make it")
    effort = Effort(default_workers(arguments.workers), arguments.parse, Path(arguments.out) if arguments.out else OUT)
    options = [f"--{each}" for each in ("check", "from-data") if getattr(arguments, each.replace("-", "_"))]
    with tried(effort.out / LOG), logged(effort.out / LOG):
        log(" ".join(("python run.py reproduce", *arguments.name, *options)))
        if arguments.from_data:
            statuses = [redraw_published(PUBLISHED[each], effort.workers) for each in studies]
        else:
            act = check if arguments.check else rewrite
            statuses = [act(each, PUBLISHED[each], effort) for each in studies]
        for study in dict.fromkeys(each.study for each in chosen):
            own = [each for each in chosen if each.study == study]
            statuses.append((draw_exhibits if arguments.from_data else make_exhibits)(study, own, effort))
    return max(statuses)


def _chosen(names: Sequence[str], known: dict[str, Exhibit]) -> tuple[list[str], list[Exhibit]]:
    """Return the studies, and the figures and tables, that are meant; all studies where nothing is named."""
    for name in names:
        if name not in (ALL, *PUBLISHED, *known):
            raise unknown_name("reproduce", "study, figure or table", name, (ALL, *PUBLISHED, *known))
    everything = not names or ALL in names
    studies = list(PUBLISHED) if everything else [each for each in dict.fromkeys(names) if each in PUBLISHED]
    return studies, [known[each] for each in dict.fromkeys(names) if each in known]


def show_list(known: dict[str, Exhibit]) -> None:
    """Show the published studies, figures and tables, with the time that each took when it was published."""
    console = output()
    times = {study: time_said(study, published) for study, published in PUBLISHED.items()}
    studies = [(study, times[study], published.command) for study, published in PUBLISHED.items()]
    console.print(plain_table("Published studies", ("study", "time", "command"), studies))
    rows = [(each.name, each.about, each.study, times[each.study]) for each in known.values()]
    console.print(plain_table("Figures and tables", ("name", "about", "study", "time"), rows))
    console.print(
        "A figure or table takes the time of its study; figures drawn from stored tables (--from-data) take less"
        " than a minute. Times are those of one machine, when the study was published.",
    )


def make(published: Published, folder: Path, workers: int, parse: Parse, options: Sequence[str] = ()) -> int:
    """Make a published study in another folder, without telling what comes out; return the exit status."""
    say(published.command)
    words = [*published.words, "--language", ENGLISH, "--workers", str(workers), "--out", str(folder), *options]
    command = importlib.import_module(f"{WITHIN}experiments.cli.{published.words[0].replace('-', '_')}_command")
    began = time.monotonic()
    with contextlib.redirect_stdout(io.StringIO()):
        status: int = command.run(parse(words))
    log(f"took {duration(time.monotonic() - began)} on {workers} cores")
    return status


def rewrite(study: str, published: Published, effort: Effort) -> int:
    """Make a published study again in its place.

    Raises:
        StudyError: when it could not be made as it should; what is published is as it was.
    """
    stage = published.folder.with_name(published.folder.name + NEW)
    whole, began = not stage.exists(), time.monotonic()
    if make(published, stage, effort.workers, effort.parse):
        shutil.rmtree(stage, ignore_errors=True)
        raise StudyError(f"{published.command} did not end well; {shown_path(published.folder)} is as it was")
    mend(published.folder)
    if whole:
        record_time(study, published, time.monotonic() - began, effort.workers)
    say(f"written to {shown_path(published.folder)}")
    return 0


def make_aside(study: str, effort: Effort) -> tuple[Path, int]:
    """Make a study anew in the output folder; return its folder there and the exit status.

    Raises:
        InputError: when the user's folder holds another study under this name.
    """
    published = read_manifest(PUBLISHED[study].folder)["study_id"]
    folder = effort.out / study
    held = (content_of(folder / MANIFEST) or content_of(folder / DESIGN)).get("study_id", published)
    if held != published and effort.out != OUT:
        raise InputError(f"--out: {folder} holds another study ({held}) than the published {published}; give another")
    return folder, make(PUBLISHED[study], folder, effort.workers, effort.parse, ("--force",))


def check(study: str, published: Published, effort: Effort) -> int:
    """Compare a published study with a new run of it."""
    folder, status = make_aside(study, effort)
    results = compare_folders(published.folder, folder)
    tell(published.folder, results)
    say(f"the new results are in {shown_path(folder)}")
    return max(status, int(not all(result.fine for result in results)))


def make_exhibits(study: str, wanted: Sequence[Exhibit], effort: Effort) -> int:
    """Make figures and tables of one study with the runs that they need, and compare them with those published."""
    folder, status = make_aside(study, effort)
    return max(status, _hand_over(PUBLISHED[study].folder, folder, wanted, effort))


def draw_exhibits(study: str, wanted: Sequence[Exhibit], effort: Effort) -> int:
    """Draw figures of one study from its published tables, and compare them with those published."""
    published = PUBLISHED[study].folder
    with tempfile.TemporaryDirectory() as temporary:
        again = Path(temporary)
        stems = {Path(each.place).stem for each in wanted}
        redraw(published, again / FIGURES, ENGLISH, effort.workers, only=stems)
        return _hand_over(published, again, wanted, effort)


def _hand_over(published: Path, again: Path, wanted: Sequence[Exhibit], effort: Effort) -> int:
    """Copy figures and tables to the output folder under their short names; return 1 where one differs."""
    places = {place: each.name for each in wanted for place in each.places}
    results = compare_files(published, again, list(places))
    tell(published, results)
    for place, name in places.items():
        if (again / place).is_file():
            path = effort.out / f"{name}{Path(place).suffix}"
            shutil.copyfile(again / place, path)
            say(f"written to {shown_path(path)}")
    return int(not all(result.fine for result in results))


def redraw_published(published: Published, workers: int) -> int:
    """Draw the figures of a published study from its tables, and compare them with those that are published."""
    with tempfile.TemporaryDirectory() as temporary:
        redraw(published.folder, Path(temporary), ENGLISH, workers)
        results = compare_figures(published.folder, Path(temporary))
    tell(published.folder, results)
    return int(not all(result.fine for result in results))


def tell(folder: Path, results: Sequence[FileResult]) -> None:
    """Print each file's result and the sum of them."""
    say(f"{shown_path(folder)}:")
    for result in results:
        say(f"{'ok  ' if result.fine else 'FAIL'} {result.name}: {result.told}")
    say(verdict(results))


def say(text: str) -> None:
    """Print a line, and keep it in the log."""
    output().print(text, soft_wrap=True)
    log(text)
