"""Show how far a study is: a bar with rate and time left on a terminal, a few plain lines elsewhere.

Where a log is kept, it has more lines, each with the time of day.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

PLAIN_LINES = 5
"""So many lines of progress where there is no terminal."""
LOGGED_LINES = 20
"""So many lines of progress in a log."""
_logs: list[Path] = []
"""The logs that are kept at present, the last one being written to."""


class RateColumn(ProgressColumn):
    """Runs a second."""

    def render(self, task: Task) -> Text:
        """Return the rate as text."""
        return Text(f"{task.finished_speed or task.speed or 0:.1f} runs/s", style="dim")


@contextmanager
def logged(path: Path) -> Iterator[None]:
    """Keep a log of progress, and of what `log` is given, until the block ends; what the file holds stays.

    Args:
        path: the file; its folder is made where it does not exist.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _logs.append(path)
    try:
        yield
    finally:
        _logs.pop()


def log(text: str) -> None:
    """Write a line to the log, if one is kept; it is in the file when this returns."""
    if _logs:
        with _logs[-1].open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {text}\n")


@contextmanager
def progress(total: int, quiet: bool = False) -> Iterator[Callable[[int], None]]:
    """Yield a function to call with the number of runs done since the last call; all goes to stderr."""
    if quiet:
        yield lambda done: None
        return
    console = Console(stderr=True)
    note = _lines(total, LOGGED_LINES, log)
    if not console.is_terminal:
        show = _lines(total, PLAIN_LINES, lambda text: print(text, file=sys.stderr, flush=True))
        yield _both(note, show)
        return
    columns = (TextColumn("runs"), BarColumn(), MofNCompleteColumn(), RateColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("runs", total=total)
        yield _both(note, lambda done: bar.advance(task, done))


def _both(one: Callable[[int], None], other: Callable[[int], None]) -> Callable[[int], None]:
    def report(done: int) -> None:
        one(done)
        other(done)

    return report


def _lines(total: int, lines: int, write: Callable[[str], None]) -> Callable[[int], None]:
    """Write a line each time another part of the runs is done, so many in all."""
    began = time.monotonic()
    done = 0

    def report(more: int) -> None:
        nonlocal done
        said = done * lines // total
        done += more
        if done * lines // total > said:
            rate = done / max(time.monotonic() - began, 1e-9)
            left = (total - done) / rate
            write(f"{done} of {total} runs, {rate:.1f} a second, {left:.0f} s left")

    return report
