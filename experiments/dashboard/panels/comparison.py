"""Outcomes of mixes with paired differences and their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from htmltools import Tag, TagList, tags

from experiments.dashboard.panels.grid import difference_cell, grid, number_cell, reach_of
from experiments.dashboard.panels.mixes import mix_heads, mix_key, mix_labels
from experiments.report.formatting import places_for
from experiments.report.outcome_facts import COMPARED, IN_SHORT
from experiments.report.translation import in_language, label, unit_in
from experiments.report.units import display_unit
from experiments.runs.statistics import CONFIDENCE
from experiments.studies.comparison.in_short import in_short
from experiments.studies.comparison.tables import ComparisonFolder, StudyTables
from model.outcomes import OUTCOMES


def short(finished: ComparisonFolder, language: str) -> Tag:
    """Return the comparison in a few lines."""
    first, *lines = in_short(finished.tables, finished.verdicts, language, minus="−")
    return tags.section(tags.h3(first.rstrip(":")), tags.ul(*(tags.li(line.strip()) for line in lines)))


def years_of(tables: StudyTables) -> list[int]:
    """Return the years of the summary."""
    return [int(year) for year in sorted(tables.summary["year"].unique())]


def outcome_table(tables: StudyTables, course: str, year: int, everything: bool, language: str) -> TagList:
    """Return a row an outcome: the mean of the base, and of each other mix the paired difference with its band."""
    say = in_language(language)
    chosen = tables.summary[(tables.summary["course"] == course) & (tables.summary["year"] == year)]
    cells: dict[tuple[str, str], Any] = {(row["outcome"], row["mix"]): row for row in chosen.to_dict(orient="records")}
    others = [mix for mix in tables.shown if mix != tables.base]
    heads = [say("Outcome"), *mix_heads(tables, language)]
    names = [name for name in (COMPARED if everything else IN_SHORT) if name in tables.outcomes]
    rows = [_row(cells, name, (tables.base, others), language) for name in names]
    caption = f"{year} · {label(tables.courses[course], language)}"
    note = say(
        "Differences from {base} are paired by seed, with their {share:.0%} interval over {seeds} seeds; bold where it "
        "leaves out 0, without a correction for the number of outcomes. Bands of a row have one scale, with 0 in the "
        "middle.",
        base=mix_labels(tables, language)[tables.base],
        share=CONFIDENCE,
        seeds=tables.seeds,
    )
    return TagList(mix_key(tables, language), grid(caption, heads, rows), tags.p(note, class_="note"))


def _row(cells: dict[tuple[str, str], Any], name: str, mixes: tuple[str, Sequence[str]], language: str) -> list[Any]:
    base, others = mixes
    unit, factor = display_unit(OUTCOMES[name])
    head: list[Any] = [label(OUTCOMES[name], language), tags.span(f" [{unit_in(language, unit)}]", class_="note")]
    mean = factor * cells[name, base]["mean"]
    rows = [cells[name, mix] for mix in others]
    reach = reach_of(rows, factor)
    return [
        TagList(*head),
        number_cell(mean, places_for([mean]), language),
        *(difference_cell(row, factor, reach, language) for row in rows),
    ]
