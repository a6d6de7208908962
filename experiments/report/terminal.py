"""What the terminal shows, and how: readable at 100 columns, and the same through a pipe."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from experiments.report.formatting import number_in
from experiments.report.translation import N_, in_language, translate

if TYPE_CHECKING:
    import pandas as pd

PIPED_WIDTH = 100
FIRST_REPORTED = 2030
YEARS_APART = (5, 10, 20, 50)
MOST_DECIMALS = 3
MOST_LISTED = 20
"""Runs that failed that are listed; all are in the table of runs."""
NUMBERED = (N_("point"), N_("seed"), N_("future"))
"""Columns of runs whose numbers are shown with their name."""


class _Results(Console):
    """A console that leaves it to the entry point what comes of a reader, such as `head`, that has seen enough."""

    def on_broken_pipe(self) -> None:
        """Raise `BrokenPipeError`; the console by itself would end the program with status 1."""
        raise BrokenPipeError


def output() -> Console:
    """Return the console for results: as wide as the terminal, 100 columns where there is none."""
    console = _Results(highlight=False, markup=False, file=sys.stdout)
    if console.is_terminal:
        return console
    return _Results(highlight=False, markup=False, file=sys.stdout, width=PIPED_WIDTH)


SHORT_CELLS = (18, 12, 0)
"""Lengths up to which cells of several words are not folded; the first that lets the table fit is taken."""
NARROW = 12
"""Width down to which a column of longer cells may be folded."""


def plain_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """Return a table of texts that folds long cells instead of cutting them; names and short cells stay whole."""
    table = Table(title=Text(title), title_justify="left", box=SIMPLE_HEAD, padding=(0, 1), title_style="bold")
    texts = [[str(cell) for cell in row] for row in rows]
    cells = [[column, *(row[place] for row in texts)] for place, column in enumerate(columns)]
    for column, whole in zip(columns, _kept_whole(cells), strict=True):
        table.add_column(Text(column), overflow="fold", no_wrap=whole)
    for row in texts:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _kept_whole(columns: Sequence[Sequence[str]]) -> list[bool]:
    """Return which columns are not folded: those of single words, and of short cells as far as there is room."""
    single = [not any(" " in cell for cell in cells) for cells in columns]
    width = [max(map(len, cells)) for cells in columns]
    for limit in SHORT_CELLS:
        kept = [one or each <= limit for one, each in zip(single, width, strict=True)]
        needed = sum(each if whole else min(each, NARROW) for whole, each in zip(kept, width, strict=True))
        if needed + 3 * len(columns) <= PIPED_WIDTH:
            return kept
    return single


def report_years(years: Sequence[int]) -> list[int]:
    """Return the years to report: the first and last multiple of five from 2030 on, else the last year."""
    found = [year for year in sorted(years) if year >= FIRST_REPORTED and year % YEARS_APART[0] == 0]
    return list(dict.fromkeys([found[0], found[-1]])) if found else [max(years)]


def round_years(years: Sequence[int], most: int) -> list[int]:
    """Return at most so many round years at equal distances; the first and last where there are fewer than two."""
    found: list[int] = []
    for apart in YEARS_APART:
        found = [year for year in years if year % apart == 0]
        if len(found) <= most:
            break
    return found if len(found) > 1 else list(dict.fromkeys([years[0], years[-1]]))


def decimals(numbers: Iterable[float]) -> int:
    """Return how many decimals show numbers of this size with about three digits."""
    largest = max((abs(number) for number in numbers if math.isfinite(number)), default=0.0)
    whole_digits = 0 if largest < 1 else int(math.log10(largest)) + 1
    return max(0, MOST_DECIMALS - whole_digits)


def number_text(value: float, places: int, sign: str = "", language: str = "en") -> str:
    """Return a number as text; a dash when it is not known."""
    return "–" if not math.isfinite(value) else number_in(language, f"{value:{sign}z,.{places}f}")


def with_half_width(value: float, high: float, places: int, sign: str = "", language: str = "en") -> str:
    """Return `value ±half`, both with the same number of decimals."""
    text = number_text(value, places, sign, language)
    return text if not math.isfinite(high) else f"{text} ±{number_text(high - value, places, '', language)}"


def error_output() -> Console:
    """Return the console for what goes wrong."""
    return Console(stderr=True, highlight=False, markup=False)


def shown_path(path: Path) -> str:
    """Return a path as seen from the working directory, where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def tell_study(study_id: str, runs: int, language: str) -> None:
    """Print which study this is, and of how many runs."""
    output().print(translate("study {id}, {runs} runs", language, id=study_id, runs=runs), soft_wrap=True)


def tell_folder(folder: Path, language: str, files: Iterable[Path] = ()) -> None:
    """Print where results are, and their pictures."""
    console = output()
    written = translate("written to {folder}", language, folder=shown_path(folder))
    console.print(written, markup=False, soft_wrap=True)
    for each in files:
        console.print(f"  {shown_path(each)}", markup=False, soft_wrap=True)


def tell_failed(failed: pd.DataFrame, columns: Sequence[str], runs: int, language: str) -> None:
    """List runs that failed on stderr: what some columns say of each, and the last line of its error."""
    console, say = error_output(), in_language(language)
    for row in failed.head(MOST_LISTED).to_dict(orient="records"):
        named = " ".join(f"{say(each)} {row[each]}" if each in NUMBERED else str(row[each]) for each in columns)
        error = str(row["error"]).splitlines()[-1]
        console.print(say("failed: {run}: {error}", run=named, error=error), soft_wrap=True)
    if len(failed) > MOST_LISTED:
        console.print(say("... and {count} more", count=len(failed) - MOST_LISTED))
    if len(failed):
        text = N_("{count} of {runs} runs failed; tracebacks are in the table of runs")
        console.print(say(text, count=len(failed), runs=runs))


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a table as plain data; numbers that are not known are null."""
    known = table.astype(object).where(table.notna(), None)
    return [{str(key): value for key, value in row.items()} for row in known.to_dict(orient="records")]
