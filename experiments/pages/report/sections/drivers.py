"""Which assumptions carry the uncertainty: the screening of groups of parameters, and their part of the variance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

import pandas as pd
from markupsafe import Markup

from experiments.pages.report.blocks import Block, Cell, Estimate, Section, Table, TableRow, Text
from experiments.pages.report.context import Context
from experiments.pages.report.ledger import Cited
from experiments.pages.report.pictures import drawn_or_tables
from experiments.pages.report.sources import Row
from experiments.report.formatting import capital, lowered
from experiments.report.parameter_words import group_words, parameter_words
from experiments.runs.sweeps.sampling import DUMMY
from experiments.studies.sensitivity.estimates import RESOLVED
from experiments.studies.sensitivity.figures.view import SHOWN
from experiments.studies.sensitivity.noise import CHANCE
from experiments.studies.sensitivity.noise import METHOD as REPLICATES
from experiments.studies.sensitivity.sampling import OTHERS
from experiments.studies.sensitivity.targets import DIFFERENCE, VALUE
from experiments.studies.sensitivity.variance import METHOD, TOTAL

VERB, FILE, RANKING = "sensitivity", "indices.parquet", "ranking.csv"
FIRST = 3
PLACES = 2


def section(context: Context) -> Section:
    """Return the section."""
    title = context.word("Which assumptions carry the uncertainty")
    if not context.has(VERB, FILE):
        return Section("uncertainty", title, [context.missing(VERB, title)])
    table = context.rows(VERB, FILE)
    kind = DIFFERENCE if table.all(kind=DIFFERENCE) else VALUE
    rows = [
        row
        for method in (METHOD, REPLICATES)
        for row in table.all(kind=kind, method=method, index=TOTAL, course=_course(context, table.table))
        if row["factor"] != DUMMY and not math.isnan(row.number("value"))
    ]
    known = [row for row in rows if row["year"] == max(each["year"] for each in rows)]
    outcomes = list(dict.fromkeys(str(row["outcome"]) for row in known))
    shown = [each for each in SHOWN if each in outcomes] or outcomes[:FIRST]
    blocks: list[Block] = [Text((_screened(context), _resolved(context, known, shown)))]
    blocks += drawn_or_tables(context, VERB, "total_indices", _table(context, known, shown, kind))
    return Section("uncertainty", title, blocks)


def _course(context: Context, table: pd.DataFrame) -> str:
    """Return the course of the report where the study has it, else its own first."""
    courses = [str(each) for each in table["course"].unique()]
    return context.course if context.course in courses else courses[0]


def factor_words(context: Context, name: str) -> str:
    """Return what a group of parameters, a parameter, or chance is called."""
    if name == OTHERS:
        return context.word("all other groups together")
    if name == CHANCE:
        return context.word("chance")
    return lowered(parameter_words(name, context.language) if "." in name else group_words(name, context.language))


def _screened(context: Context) -> Markup:
    """Return the groups that matter most on average over outcomes, with their mean sizes."""
    rows = [row for row in context.rows(VERB, RANKING).all() if not math.isnan(row.number("score"))]
    rows = [row for row in rows if row["factor"] != DUMMY][:FIRST]
    named = [
        context.sentence(
            "{group} ({score})",
            group=factor_words(context, str(row["factor"])),
            score=Cited(context.number(row.number("score"), PLACES), context.ledger.cite(row, ["score"])),
        )
        for row in rows
    ]
    if not named:
        return context.sentence("The screening found no effect that is known.")
    return context.sentence(
        "All parameters were varied in groups over their plausible ranges. Averaged over outcomes, mixes and years "
        "these have the largest effects (1: the largest of all, everywhere): {groups}.",
        groups=Markup(", ").join(named),
    )


def _resolved(context: Context, rows: Sequence[Row], outcomes: Sequence[str]) -> Markup:
    """Return for each outcome the groups whose part of the variance is known to matter, or that none is."""
    parts = []
    for outcome in outcomes:
        own = [row for row in rows if row["outcome"] == outcome and row["factor"] not in (OTHERS, CHANCE)]
        mixes = {str(row["mix"]) for row in own}
        known = [str(row["factor"]) for row in own if row["standing"] in RESOLVED and row.number("value") > 0]
        names = [name for name in dict.fromkeys(known) if known.count(name) >= len(mixes) / 2]
        told = ", ".join(factor_words(context, name) for name in names) or context.word("none")
        parts.append(f"{lowered(context.outcome_label(outcome))}: {told}")
    return context.sentence(
        "Groups of which the part in the variance is known with some precision, for at least half of the mixes: "
        "{parts}. For the others the sample is too small to tell.",
        parts="; ".join(parts),
    )


def _table(context: Context, rows: Sequence[Row], outcomes: Sequence[str], kind: str) -> Table:
    """Return the part of the variance that each group has to do with, by outcome and mix."""
    mixes = list(dict.fromkeys(str(row["mix"]) for row in rows))
    lines: list[TableRow] = []
    for outcome in outcomes:
        own = [row for row in rows if row["outcome"] == outcome]
        names = sorted(dict.fromkeys(str(row["factor"]) for row in own), key=lambda name: -_median(own, name))
        for place, name in enumerate(names):
            found = {str(row["mix"]): row for row in own if row["factor"] == name}
            cells = tuple(_cell(context, found.get(mix)) for mix in mixes)
            group = context.outcome_label(outcome) if place == 0 else ""
            lines.append(TableRow(capital(factor_words(context, name)), cells, group))
    about = context.word("differences from the base") if kind == DIFFERENCE else context.word("outcomes themselves")
    return Table(
        context.word("Total index (share of the variance): {about}", about=about),
        (context.word("Group"), *(context.mix(mix) if mix in context.mixes else mix for mix in mixes)),
        tuple(lines),
        context.word(
            "Share of the variance that a group has to do with, alone or together with others; below it its 90% "
            "interval. Shares may add up to more than 1. Bold: known with some precision."
        ),
        ((VERB, FILE), (VERB, RANKING)),
    )


def _median(rows: Sequence[Row], name: str) -> float:
    return median(row.number("value") for row in rows if row["factor"] == name)


def _cell(context: Context, row: Row | None) -> Cell:
    if row is None:
        return "–"
    value, low, high = (context.number(row.number(each), PLACES) for each in ("value", "lo", "hi"))
    number = Cited(value, context.ledger.cite(row, ["value", "lo", "hi"]), row["standing"] in RESOLVED)
    return Estimate(number, f"{low} – {high}")
