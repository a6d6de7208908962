"""Show how far a study is: a bar with rate and time left on a terminal, a few plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

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


class RateColumn(ProgressColumn):
    """Runs a second."""

    def render(self, task: Task) -> Text:
        """Return the rate as text."""
        return Text(f"{task.finished_speed or task.speed or 0:.1f} runs/s", style="dim")


@contextmanager
def progress(total: int, quiet: bool = False) -> Iterator[Callable[[int], None]]:
    """Yield a function to call with the number of runs done since the last call; all goes to stderr."""
    if quiet:
        yield lambda done: None
        return
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _plain(total)
        return
    columns = (TextColumn("runs"), BarColumn(), MofNCompleteColumn(), RateColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("runs", total=total)
        yield lambda done: bar.advance(task, done)


def _plain(total: int) -> Callable[[int], None]:
    """Print a line each time another fifth of the runs is done."""
    began = time.monotonic()
    done = 0

    def report(more: int) -> None:
        nonlocal done
        told = done * PLAIN_LINES // total
        done += more
        if done * PLAIN_LINES // total > told:
            rate = done / max(time.monotonic() - began, 1e-9)
            left = (total - done) / rate
            print(f"{done} of {total} runs, {rate:.1f} a second, {left:.0f} s left", file=sys.stderr, flush=True)

    return report
