"""Who bears what: companies by size and sector, the treasury, and producing countries."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from experiments.pages.report.blocks import Block, Cell, Section, Table, TableRow, Text
from experiments.pages.report.context import DIFFERENCE, MEAN, Context
from experiments.pages.report.sections.impact import outcome_table
from experiments.pages.report.sources import Row
from experiments.report.formatting import capital, factor, lowered, places_for
from experiments.report.translation import N_
from experiments.runs.breakdown import group_labels

VERB, DIVIDED, PER_WORKER = "compare", "breakdown.parquet", "cost_per_worker.csv"
TREASURY = (
    "public_cost",
    "public_cost_inspections",
    "public_cost_desk",
    "public_cost_incentives",
    "public_cost_covenants",
    "public_cost_learning_agenda",
    "public_cost_producing_countries",
    "public_cost_european_effort",
)
PARTS = (
    ("size", "burden_mean_within", N_("Burden by size of company")),
    ("sector", "cost_firms", N_("Cost to companies by sector")),
    ("region", "workers_improved_dutch", N_("Workers better off than in 2019 by region of production")),
    ("region", "jobs_lost_dutch", N_("Jobs lost by region of production")),
)
"""Dimension, outcome and caption of each table."""
MOST = (
    N_("By size, burdens rise most, in % of revenue a year, for: {parts}."),
    N_("By sector, costs rise most, in million euros a year, for: {parts}."),
)
"""What is said of the first parts."""
MOST_GROUPS = 6


def section(context: Context) -> Section:
    """Return the section."""
    title = context.word("Who bears what")
    if not context.has(VERB, "summary.csv"):
        return Section("bearers", title, [context.missing(VERB, title)])
    blocks: list[Block] = []
    if context.has(VERB, PER_WORKER):
        blocks += [Text((_per_worker_said(context), *_most(context))), _per_worker(context)]
    if context.has(VERB, DIVIDED):
        blocks += [each for part in PARTS if (each := _divided(context, *part)) is not None]
    treasury = [(name, "") for name in TREASURY]
    blocks.insert(
        min(3, len(blocks)),
        outcome_table(
            context, treasury, context.course, context.word("Cost to the treasury by item, {year}", year=context.year)
        ),
    )
    return Section("bearers", title, blocks)


def _divided(context: Context, dimension: str, outcome: str, caption: str) -> Table | None:
    """Return an outcome by group: the base, and the differences of the others; the largest groups."""
    table = context.rows(VERB, DIVIDED)
    keys = {"course": context.course, "dimension": dimension, "outcome": outcome, "year": context.year}
    base = {str(row["key"]): row for row in table.all(mix=context.base, **keys)}
    if not base:
        return None
    labels = _labels(context, dimension)
    order = list(labels) if dimension == "size" else sorted(base, key=lambda key: -abs(base[key].number("mean")))
    chosen = [key for key in order if key in base and base[key].number("mean") != 0][:MOST_GROUPS]
    cells: list[Sequence[Cell]] = [
        context.estimates([base[key] for key in chosen], MEAN, outcome.removesuffix("_within"))
    ]
    for mix in context.others:
        rows: list[Row | None] = [table.one(mix=mix, key=key, **keys) for key in chosen]
        cells.append(context.estimates(rows, DIFFERENCE, outcome.removesuffix("_within")))
    unit = context.unit(outcome.removesuffix("_within"))
    rows_shown = tuple(
        TableRow(capital(labels.get(key, key)), tuple(column[place] for column in cells))
        for place, key in enumerate(chosen)
    )
    left = len([key for key in base if base[key].number("mean") != 0]) - len(chosen)
    note = context.word("Not shown: {count} smaller groups.", count=left) if left > 0 else ""
    return Table(
        f"{context.word(caption)} [{unit}], {context.year}",
        (context.word("Group"), *(context.mix(mix) for mix in context.mixes)),
        rows_shown,
        note,
        ((VERB, DIVIDED),),
    )


BEARERS = {"public": N_("treasury"), "firms": N_("companies"), "both": N_("both together")}
RATIO = ("euros_per_worker", "lo", "hi")


def _ratios(context: Context, bearer: str) -> dict[str, Row]:
    table = context.rows(VERB, PER_WORKER)
    found = table.all(course=context.course, year=context.year, bearer=bearer)
    return {str(row["mix"]): row for row in found}


def _per_worker_said(context: Context) -> Markup:
    """Return which mix has the lowest cost per worker, as far as workers are gained."""
    rows = {mix: row for mix, row in _ratios(context, "both").items() if not math.isnan(row.number(RATIO[0]))}
    if not rows:
        return context.sentence("No mix clearly gains workers, so that there is no cost per worker to give.")
    order = sorted(rows, key=lambda mix: rows[mix].number(RATIO[0]))
    low = rows[order[0]]
    near = [mix for mix in order[1:] if rows[mix].number("lo") <= low.number("hi")]
    text = (
        N_(
            "Per worker who is better off {mix} costs least: {amount} euros in all up to {year}, by all who pay; this "
            "is not clearly less than {others}."
        )
        if near
        else N_("Per worker who is better off {mix} costs least: {amount} euros in all up to {year}, by all who pay.")
    )
    return context.sentence(
        text,
        mix=context.mix(order[0]),
        amount=context.range_of(low, RATIO, 1.0, 0, signed=False),
        year=context.year,
        others=context.mixes_said(near) if near else "",
    )


def _most(context: Context) -> Iterator[Markup]:
    """Yield for sizes and sectors of companies which bear most of what a mix adds to the base, as far as clear."""
    if not context.has(VERB, DIVIDED):
        return
    for (dimension, outcome, _), text in zip(PARTS, MOST, strict=False):
        parts = []
        for mix in context.others:
            table = context.rows(VERB, DIVIDED)
            keys = {"course": context.course, "dimension": dimension, "outcome": outcome, "year": context.year}
            rows = [row for row in table.all(mix=mix, **keys) if row.number("diff_lo") > 0]
            if rows:
                row = max(rows, key=lambda each: each.number("diff"))
                shown = outcome.removesuffix("_within")
                places = places_for([factor(shown) * row.number("diff")])
                parts.append(
                    context.sentence(
                        "{group} with {mix} ({amount})",
                        group=lowered(_labels(context, dimension).get(str(row["key"]), str(row["key"]))),
                        mix=context.mix(mix),
                        amount=context.range_of(row, DIFFERENCE, factor(shown), places),
                    )
                )
        if parts:
            yield context.sentence(text, parts=Markup("; ").join(parts))


def _labels(context: Context, dimension: str) -> dict[str, str]:
    return group_labels(context.main.scenarios[0].world, dimension, context.language) if context.main else {}


def _per_worker(context: Context) -> Table:
    rows = []
    for bearer, head in BEARERS.items():
        found = _ratios(context, bearer)
        cells: list[Cell] = []
        for mix in context.others:
            row = found.get(mix)
            known = row is not None and not math.isnan(row.number(RATIO[0]))
            cells.append(
                context.range_of(row, RATIO, 1.0, 0, signed=False)
                if row and known
                else context.word("no workers gained")
            )
        rows.append(TableRow(context.say(head), tuple(cells)))
    return Table(
        context.word(
            "Euros for each further worker who is better off than in 2019, added up to {year}", year=context.year
        ),
        (context.word("Who pays"), *(context.mix(mix) for mix in context.others)),
        tuple(rows),
        context.word("Compared with the base; in brackets the 90% interval; not discounted."),
        ((VERB, PER_WORKER),),
    )
