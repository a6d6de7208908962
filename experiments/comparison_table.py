"""The comparison on the terminal: headline outcomes by mix, and the verdicts on what the advice expects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from experiments.hypotheses import read_hypotheses
from experiments.outcome_facts import COMPARED
from experiments.study_tables import StudyTables
from experiments.telling import decimals, label, plain_table, with_half_width
from experiments.translation import unit_in
from model.outcomes import OUTCOMES
from model.outcomes.outcome import Outcome

MOST_BESIDE_BASE = 4
"""Mixes beside the base in one table; more would not fit 100 columns."""
NARROWEST_CELL = 14
FULL = 100
"""Indices and shares are told in hundredths."""
HUNDREDTHS = (("index 0-1", "index 0-100"), ("0-1", "0-100"), ("share", "%"))

WORDS = {
    "en": {
        "outcome": "outcome",
        "verdicts": "Verdicts on what the advice expects",
        "hypothesis": "hypothesis",
        "hold": "{held} of {all} claims hold",
        "supported": "supported",
        "contradicted": "contradicted",
        "undecided": "undecided",
        "not tested": "not tested",
        "legend": "First line: mean ± half of its 90% interval over {seeds} seeds. Second line: paired difference "
        "from {base} on the same luck, with * where its 90% interval leaves out 0. Values at the end of the year; "
        "those a year are its mean.",
    },
    "nl": {
        "outcome": "uitkomst",
        "verdicts": "Oordelen over wat het advies verwacht",
        "hypothesis": "hypothese",
        "hold": "{held} van {all} beweringen houden stand",
        "supported": "ondersteund",
        "contradicted": "weersproken",
        "undecided": "onbeslist",
        "not tested": "niet getoetst",
        "legend": "Eerste regel: gemiddelde ± half 90%-interval over {seeds} toevalsreeksen. Tweede regel: gepaard "
        "verschil met {base} bij hetzelfde toeval, met * waar het 90%-interval 0 uitsluit. Waarden aan het eind van "
        "het jaar; die per jaar zijn het gemiddelde daarvan.",
    },
}


def comparison_tables(tables: StudyTables, course: str, year: int, language: str) -> Iterator[Table]:
    """Yield the headline outcomes by mix for one course and year: the base with a few others in each table."""
    chosen = tables.summary[(tables.summary["course"] == course) & (tables.summary["year"] == year)]
    cells: dict[tuple[str, str], Any] = {(row["outcome"], row["mix"]): row for row in chosen.to_dict(orient="records")}
    others = [mix for mix in tables.shown if mix != tables.base]
    title = f"{year} · {label(tables.courses[course], language)}"
    for first in range(0, max(1, len(others)), MOST_BESIDE_BASE):
        mixes = [tables.base, *others[first : first + MOST_BESIDE_BASE]]
        yield _table(tables, mixes, cells, title, language)


def _table(
    tables: StudyTables, mixes: list[str], cells: dict[tuple[str, str], Any], title: str, language: str
) -> Table:
    """Return one table: a column a mix, the base first."""
    table = Table(title=Text(title), title_justify="left", title_style="bold", box=SIMPLE_HEAD, padding=0)
    table.add_column(WORDS[language]["outcome"], overflow="fold")
    for mix in mixes:
        name = label(tables.mixes[mix], language)
        table.add_column(Text(name), justify="right", overflow="fold", min_width=NARROWEST_CELL)
    for name in (each for each in COMPARED if each in tables.outcomes):
        unit, factor = told_unit(OUTCOMES[name])
        described = Text(label(OUTCOMES[name], language)).append(f" [{unit_in(language, unit)}]", style="dim")
        rows = [cells[name, mix] for mix in mixes]
        mean_places = decimals(factor * row["mean"] for row in rows)
        difference_places = decimals(factor * row["diff"] for row in rows)
        texts = [_mean(row, factor, mean_places, language) for row in rows]
        for text, row in zip(texts[1:], rows[1:], strict=True):
            text.append_text(_difference(row, factor, difference_places, language))
        table.add_row(described, *texts)
    return table


def told_unit(outcome: Outcome) -> tuple[str, int]:
    """Return the unit in which an outcome is told and the factor to it."""
    return unit_shown(outcome.unit)


def unit_shown(own: str) -> tuple[str, int]:
    """Return the unit in which numbers of a unit are shown and the factor to it."""
    for unit, told in HUNDREDTHS:
        if own.startswith(unit):
            return told + own.removeprefix(unit), FULL
    return own, 1


def _mean(row: Mapping[str, float], factor: int, places: int, language: str) -> Text:
    """Return the mean with the half-width of its interval; the last place is kept for the mark of a difference."""
    return Text(f"{with_half_width(factor * row['mean'], factor * row['hi'], places, '', language)} ")


def _difference(row: Mapping[str, float], factor: int, places: int, language: str) -> Text:
    """Return the paired difference, marked when its interval leaves out 0."""
    differs = row["diff_lo"] > 0 or row["diff_hi"] < 0
    told = with_half_width(factor * row["diff"], factor * row["diff_hi"], places, "+", language)
    return Text(f"\n{told}{'*' if differs else ' '}", style="bold" if differs else "dim")


def legend(tables: StudyTables, language: str) -> str:
    """Return how to read the tables of a comparison."""
    seeds = len(tables.manifest["seeds"])
    return WORDS[language]["legend"].format(seeds=seeds, base=label(tables.mixes[tables.base], language))


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
