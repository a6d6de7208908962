"""The comparison on the terminal: headline outcomes by mix, and the verdicts on what the advice expects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Any

import numpy as np
import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text
from scipy.special import stdtr, stdtrit

from experiments.report.ensemble_words import parameters_said
from experiments.report.outcome_facts import COMPARED
from experiments.report.terminal import decimals, plain_table, with_half_width
from experiments.report.translation import in_language, label, translate, unit_in
from experiments.report.units import display_unit
from experiments.runs.statistics import CONFIDENCE
from experiments.studies.common.multiple_testing import discoveries
from experiments.studies.comparison.hypotheses import read_hypotheses
from experiments.studies.comparison.tables import VARIANCE_PARTS, StudyTables
from experiments.studies.comparison.variance_parts import LABELS, median_shares
from model.outcomes import OUTCOMES

FALSE_DISCOVERIES = 1.0 - CONFIDENCE
"""Share of the marks of a course and year that is expected to be chance at most."""
MOST_BESIDE_BASE = 4
"""Mixes beside the base in one table; more would not fit 100 columns."""
NARROWEST_CELL = 14

Cells = dict[tuple[str, str], Any]
"""Rows of the summary by outcome and mix."""


def comparison_tables(
    tables: StudyTables, course: str, year: int, language: str, outcomes: Sequence[str] = COMPARED
) -> Iterator[Table]:
    """Yield outcomes by mix for one course and year: the base with a few others in each table.

    Which differences stand out is judged over all headline outcomes, however few are shown.
    """
    chosen = tables.summary[(tables.summary["course"] == course) & (tables.summary["year"] == year)]
    cells: Cells = {(row["outcome"], row["mix"]): row for row in chosen.to_dict(orient="records")}
    others = [mix for mix in tables.shown if mix != tables.base]
    marked = standing_out(cells, others, tables.seeds)
    title = f"{year} · {label(tables.courses[course], language)}"
    for first in range(0, max(1, len(others)), MOST_BESIDE_BASE):
        mixes = [tables.base, *others[first : first + MOST_BESIDE_BASE]]
        yield _table(tables, mixes, (cells, marked, outcomes), title, language)


def standing_out(cells: Cells, mixes: list[str], seeds: int) -> Set[tuple[str, str]]:
    """Return which differences of headline outcomes stand out, at a false discovery rate over all of them.

    Args:
        cells: rows of the summary by outcome and mix, of one course and year.
        mixes: those that are shown beside the base.
        seeds: how many each difference is a mean over.
    """
    shown = [key for key in cells if key[0] in COMPARED and key[1] in mixes]
    probabilities = [chance(cells[key]["diff"], cells[key]["diff_hi"], seeds) for key in shown]
    found = discoveries(probabilities, FALSE_DISCOVERIES)
    return {key for key, out in zip(shown, found, strict=True) if out}


def chance(difference: float, high: float, seeds: int) -> float:
    """Return the two-sided probability of a mean difference if there were none, from the end of its t-interval."""
    if not np.isfinite(high) or seeds == 1:
        return float("nan")
    if difference == 0.0:
        return 1.0
    if high == difference:
        return 0.0
    ratio = abs(difference) / (high - difference) * float(stdtrit(seeds - 1, (1 + CONFIDENCE) / 2))
    return float(2.0 * stdtr(seeds - 1, -ratio))


def _table(
    tables: StudyTables,
    mixes: list[str],
    content: tuple[Cells, Set[tuple[str, str]], Sequence[str]],
    title: str,
    language: str,
) -> Table:
    """Return one table: a column a mix, the base first; `content` has rows, what stands out, and outcomes."""
    cells, marked, outcomes = content
    table = Table(title=Text(title), title_justify="left", title_style="bold", box=SIMPLE_HEAD, padding=0)
    table.add_column(translate("outcome", language), overflow="fold")
    for mix in mixes:
        name = label(tables.mixes[mix], language)
        table.add_column(Text(name), justify="right", overflow="fold", min_width=NARROWEST_CELL)
    for name in (each for each in outcomes if each in tables.outcomes):
        unit, factor = display_unit(OUTCOMES[name])
        described = Text(label(OUTCOMES[name], language)).append(f" [{unit_in(language, unit)}]", style="dim")
        rows = [cells[name, mix] for mix in mixes]
        mean_places = decimals(factor * row["mean"] for row in rows)
        difference_places = decimals(factor * row["diff"] for row in rows)
        texts = [_mean(row, factor, mean_places, language) for row in rows]
        for text, mix in zip(texts[1:], mixes[1:], strict=True):
            out = (name, mix) in marked
            text.append_text(_difference(cells[name, mix], factor, (difference_places, out), language))
        table.add_row(described, *texts)
    return table


def _mean(row: Mapping[str, float], factor: int, places: int, language: str) -> Text:
    """Return the mean with the half-width of its interval; the last place is kept for the mark of a difference."""
    return Text(f"{with_half_width(factor * row['mean'], factor * row['hi'], places, '', language)} ")


def _difference(row: Mapping[str, float], factor: int, form: tuple[int, bool], language: str) -> Text:
    """Return the paired difference in some decimals, marked when it stands out and does not round to 0."""
    places, out = form
    differs = out and round(factor * row["diff"], places) != 0
    told = with_half_width(factor * row["diff"], factor * row["diff_hi"], places, "+", language)
    return Text(f"\n{told}{'*' if differs else ' '}", style="bold" if differs else "dim")


def legend(tables: StudyTables, language: str) -> str:
    """Return how to read the tables of a comparison."""
    return translate(
        "First line: mean ± half of its 90% interval over {seeds} seeds. Second line: paired "
        "difference from {base} on the same random draws, with * where it stands out from chance "
        "over seeds: of all marks of a year at most a tenth is expected to be chance. {parameters} "
        "Values at the end of the year; those a year are its mean.",
        language,
        parameters=parameters_said(tables.manifest, language),
        seeds=tables.seeds,
        base=label(tables.mixes[tables.base], language),
    )


def parts_said(tables: StudyTables, language: str) -> str:
    """Return of what the variance of differences consists, or nothing where that was not looked at."""
    if tables.variance_parts.empty:
        return ""
    say, found = in_language(language), median_shares(tables.variance_parts)
    return say(
        "Of the variance of differences in {year} (median over headline outcomes and mixes, first course): {parts}; "
        "from {draws} draws that were run with two random seeds and two draws of the input tables, so roughly. "
        "By outcome, with intervals: {file}.",
        year=int(tables.variance_parts["year"].max()),
        parts=", ".join(f"{say(LABELS[str(part)])} {share:.0%}" for part, share in found.items()),
        draws=int(tables.variance_parts["draws"].max()),
        file=VARIANCE_PARTS,
    )


def verdict_table(tables: StudyTables, verdicts: pd.DataFrame, language: str, draws: Mapping[Any, float]) -> Table:
    """Return the verdict on each hypothesis under each course, with the number of its claims that hold.

    `draws` has for hypotheses and courses the share of draws in which their weakest claim holds, if that is known.
    """
    say = in_language(language)
    found: dict[tuple[str, str], Any] = {
        (row["hypothesis"], row["course"]): row for row in verdicts.to_dict(orient="records")
    }
    rows = []
    for hypothesis in read_hypotheses():
        keys = [(hypothesis.id, course) for course in tables.courses]
        told = [_verdict(found[key], say, draws.get(key)) if key in found else "–" for key in keys]
        rows.append([hypothesis.id, label(hypothesis, language), *told])
    courses = [label(course, language) for course in tables.courses.values()]
    return plain_table(say("Verdicts on what the advice expects"), ["", say("hypothesis"), *courses], rows)


def _verdict(cell: Mapping[str, Any], say: Callable[..., str], share: float | None) -> str:
    """Return a verdict in words."""
    verdict = say(cell["verdict"])
    if cell["not_tested"] == cell["claims"]:
        return verdict
    lines = [verdict, say("{held} of {all} claims hold", held=cell["supported"], all=cell["claims"])]
    if share is not None:
        lines.append(say("in draws: {share}", share=f"{share:.0%}"))
    return "\n".join(lines)


def verdict_legend(language: str, folder: str = "") -> str:
    """Return how to read the verdicts; `folder` is that of the draws, empty when there are none."""
    say = in_language(language)
    lines = [
        say(
            "Supported: every claim holds by more than the least relevant size (see scenarios/least_relevant.toml). "
            "Contradicted: one is contradicted by more than that, corrected for the number of claims. Each hypothesis "
            "is judged by itself: where nothing differs, one in ten gets a verdict."
        )
    ]
    if folder:
        lines.append(
            say(
                "In draws: share of draws of parameters and seeds in {folder} in which the claim holds that holds "
                "least often, of those that were tested there.",
                folder=folder,
            )
        )
    return " ".join(lines)
