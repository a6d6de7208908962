"""Tables for the terminal: readable at 100 columns, and the same through a pipe."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from experiments.hypotheses import read_hypotheses
from experiments.outcome_facts import HEADLINES
from experiments.study_tables import StudyTables
from model.outcomes import OUTCOMES

PIPED_WIDTH = 100
REPORT_YEARS = (2030, 2035)
MOST_DECIMALS = 3

WORDS = {
    "en": {
        "outcome": "outcome",
        "course": "European politics",
        "verdicts": "Verdicts on what the advice expects",
        "hypothesis": "hypothesis",
        "hold": "{held} of {all} claims hold",
        "supported": "supported",
        "contradicted": "contradicted",
        "undecided": "undecided",
        "not tested": "not tested",
        "legend": "First line: mean ± half of the 90% interval over {seeds} seeds. Second line: paired difference from "
        "{base} under the same luck, * where its 90% interval leaves out 0. "
        "Values at the end of the year; those a year are its mean.",
    },
    "nl": {
        "outcome": "uitkomst",
        "course": "Europese politiek",
        "verdicts": "Oordelen over wat het advies verwacht",
        "hypothesis": "hypothese",
        "hold": "{held} van {all} beweringen houden stand",
        "supported": "ondersteund",
        "contradicted": "weersproken",
        "undecided": "onbeslist",
        "not tested": "niet getoetst",
        "legend": "Eerste regel: gemiddelde ± halve 90%-interval over {seeds} toevalsreeksen. Tweede regel: gepaard "
        "verschil met {base} bij hetzelfde toeval, * als het 90%-interval 0 uitsluit. "
        "Waarden aan het eind van het jaar; die per jaar zijn het jaargemiddelde.",
    },
}


def output() -> Console:
    """Return the console for results: as wide as the terminal, 100 columns where there is none."""
    console = Console(highlight=False, file=sys.stdout)
    return console if console.is_terminal else Console(highlight=False, file=sys.stdout, width=PIPED_WIDTH)


def plain_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """Return a table of texts that folds long cells instead of cutting them; names stay in one piece."""
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1), title_style="bold")
    texts = [[str(cell) for cell in row] for row in rows]
    for place, column in enumerate(columns):
        cells = [column, *(row[place] for row in texts)]
        keep_whole = place == 0 or not any(" " in cell for cell in cells)
        table.add_column(column, overflow="fold", no_wrap=keep_whole)
    for row in texts:
        table.add_row(*(Text(cell) for cell in row))
    return table


def report_years(years: Sequence[int]) -> list[int]:
    """Return the years to report: 2030 and 2035 where the study has them, else its last year."""
    found = [year for year in REPORT_YEARS if year in years]
    return found or [max(years)]


def decimals(numbers: Iterable[float]) -> int:
    """Return how many decimals show numbers of this size with about three digits."""
    largest = max((abs(number) for number in numbers if math.isfinite(number)), default=0.0)
    whole_digits = 0 if largest < 1 else int(math.log10(largest)) + 1
    return max(0, MOST_DECIMALS - whole_digits)


def number_text(value: float, places: int, sign: str = "") -> str:
    """Return a number as text; a dash when it is not known."""
    return "–" if not math.isfinite(value) else f"{value:{sign},.{places}f}"


def with_half_width(value: float, high: float, places: int, sign: str = "") -> str:
    """Return `value ±half`, the half-width with one decimal more where that is needed to see it."""
    text = number_text(value, places, sign)
    return text if not math.isfinite(high) else f"{text} ±{high - value:,.{places}f}"


def comparison_table(tables: StudyTables, course: str, year: int, language: str) -> Table:
    """Return the headline outcomes by mix for one course and year."""
    words = WORDS[language]
    chosen = tables.summary[(tables.summary["course"] == course) & (tables.summary["year"] == year)]
    cells: dict[tuple[str, str], Any] = {(row["outcome"], row["mix"]): row for row in chosen.to_dict(orient="records")}
    politics = tables.courses[course]
    title = f"{year} · {words['course']}: {label(politics, language)}"
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1), title_style="bold")
    table.add_column(words["outcome"], overflow="fold", min_width=16)
    for mix in tables.mixes.values():
        table.add_column(label(mix, language), justify="right", overflow="fold", vertical="top")
    for outcome in (name for name in HEADLINES if name in tables.outcomes):
        rows = {mix: cells[outcome, mix] for mix in tables.shown}
        places = decimals(row["mean"] for row in rows.values())
        described = Text(label(OUTCOMES[outcome], language))
        described.append(f" [{OUTCOMES[outcome].unit}]", style="dim")
        table.add_row(described, *(_cell(rows[mix], mix == tables.base, places) for mix in tables.shown))
    return table


def _cell(row: Mapping[str, float], is_base: bool, places: int) -> Text:
    """Return mean and paired difference, each with the half-width of its interval."""
    text = Text(with_half_width(row["mean"], row["hi"], places))
    if is_base:
        return text
    differs = row["diff_lo"] > 0 or row["diff_hi"] < 0
    second = with_half_width(row["diff"], row["diff_hi"], places, "+")
    text.append(f"\n{second}{'*' if differs else ' '}", style="bold" if differs else "dim")
    return text


def legend(tables: StudyTables, language: str) -> str:
    """Return how to read the tables of a comparison."""
    base = tables.mixes[tables.base]
    seeds = len(tables.manifest["seeds"])
    return WORDS[language]["legend"].format(seeds=seeds, base=label(base, language))


def verdict_table(tables: StudyTables, verdicts: pd.DataFrame, language: str) -> Table:
    """Return the verdict on each hypothesis under each course, with the number of its claims that hold."""
    words = WORDS[language]
    found: dict[tuple[str, str], Any] = {
        (row["hypothesis"], row["course"]): row for row in verdicts.to_dict(orient="records")
    }
    rows = []
    for hypothesis in read_hypotheses():
        cells = [found.get((hypothesis.id, course)) for course in tables.courses]
        told = ["–" if cell is None else _verdict(cell, words) for cell in cells]
        rows.append([hypothesis.id, label(hypothesis, language), *told])
    courses = [label(course, language) for course in tables.courses.values()]
    return plain_table(words["verdicts"], ["", words["hypothesis"], *courses], rows)


def _verdict(cell: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """Return a verdict in words."""
    verdict = words[cell["verdict"]]
    hold = words["hold"].format(held=cell["supported"], all=cell["claims"])
    return verdict if cell["not_tested"] == cell["claims"] else f"{verdict}\n{hold}"


def label(thing: Any, language: str) -> str:
    """Return the label of anything that has one, in English or Dutch."""
    return str(thing.label_nl if language == "nl" else thing.label_en)


def error_output() -> Console:
    """Return the console for what goes wrong."""
    return Console(stderr=True, highlight=False)


def shown_path(path: Path) -> str:
    """Return a path as seen from the working directory, where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
