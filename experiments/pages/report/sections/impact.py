"""Impact as change from before the pandemic, in points and in workers; the three playing fields; the nine criteria."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.pages.report import ranking
from experiments.pages.report.blocks import Block, Section, Table, TableRow, Text
from experiments.pages.report.context import DIFFERENCE, MEAN, Context
from experiments.pages.report.pictures import picture
from experiments.report.formatting import factor
from experiments.report.translation import N_
from model.outcomes import OUTCOMES
from model.outcomes.outcome import PERSPECTIVES

CHANGES = ("chain_impact_change_dutch", "workers_improved_dutch", "workers_worse_dutch", "chain_impact_global")
FIELDS = ("level_playing_field_nld", "level_playing_field_eu", "level_playing_field_global")
SIDES = {
    "here": N_("Here: the Netherlands"),
    "later": N_("Later: what carries over"),
    "elsewhere": N_("Elsewhere: the world"),
}
VERB, FILE = "compare", "summary.csv"


def outcome_table(
    context: Context, outcomes: Sequence[tuple[str, str]], course: str, caption: str, note: str = ""
) -> Table:
    """Return a table of outcomes (each with the group that it begins, or nothing) by mix in the year of the report."""
    table, rows = context.rows(VERB, FILE), []
    for outcome, group in outcomes:
        keys = {"course": course, "outcome": outcome, "year": context.year}
        base = context.estimates([table.one(mix=context.base, **keys)], MEAN, outcome)
        others = context.estimates([table.one(mix=mix, **keys) for mix in context.others], DIFFERENCE, outcome)
        if base == ["–"]:
            continue
        rows.append(TableRow(f"{context.outcome_label(outcome)} [{context.unit(outcome)}]", (*base, *others), group))
    heads = (context.word("Outcome"), *(context.mix(mix) for mix in context.mixes))
    note = note or context.word(
        "{base} as it comes out, others as difference from it; below each its 90% interval, bold where clear of 0.",
        base=context.say("mix {names}", names=context.styles[context.base].code),
    )
    return Table(caption, heads, tuple(rows), note, ((VERB, FILE),))


def _caption(context: Context, what: str, course: str) -> str:
    return context.word(
        "{what}, {year}: {course}", what=context.word(what), year=context.year, course=context.courses[course]
    )


def impact(context: Context) -> Section:
    """Return the section on impact."""
    title = context.word("Impact: change from before the pandemic")
    if not context.has(VERB, FILE):
        return Section("impact", title, [context.missing(VERB, title)])
    row = context.rows(VERB, FILE).one(course=context.course, mix=context.base, outcome=CHANGES[0], year=context.year)
    blocks: list[Block] = []
    if row is not None:
        blocks.append(
            Text(
                (
                    context.sentence(
                        "From 2019 to {year} conditions in Dutch chains change by {change} of 100 points under {base}. "
                        "What a mix does is the difference from that.",
                        year=context.year,
                        change=context.range_of(row, MEAN, factor(CHANGES[0]), 2),
                        base=context.named(context.base),
                    ),
                )
            )
        )
    tables = [
        outcome_table(context, [(each, "") for each in CHANGES], course, _caption(context, N_("Impact"), course))
        for course in context.courses
    ]
    blocks += tables
    drawn = picture(context, VERB, "chain_impact", tables[0])
    return Section("impact", title, [*blocks, *([drawn] if drawn else [])])


def field(context: Context) -> Section:
    """Return the section on the three playing fields."""
    title = context.word("Level playing field: the Netherlands, the EU, the world")
    if not context.has(VERB, FILE):
        return Section("field", title, [context.missing(VERB, title)])
    said = []
    for outcome in FIELDS:
        found = ranking.standing(context, outcome)
        if found is not None:
            said.append(
                context.sentence(
                    "{field}: {clause}.", field=context.outcome_label(outcome), clause=ranking.clause(context, found)
                )
            )
    tables = [
        outcome_table(context, [(each, "") for each in FIELDS], course, _caption(context, N_("Playing field"), course))
        for course in context.courses
    ]
    drawn = picture(context, VERB, "level_playing_field", tables[0])
    return Section("field", title, [Text(tuple(said)), *tables, *([drawn] if drawn else [])])


def criteria(context: Context) -> Section:
    """Return the section on the nine criteria and side effects, by side of broad welfare."""
    title = context.word("Nine criteria: here, later, elsewhere")
    if not context.has(VERB, FILE):
        return Section("criteria", title, [context.missing(VERB, title)])
    outcomes = [each for each in OUTCOMES.values() if each.group == "criteria" and each.name.startswith("k")]
    listed = []
    for side in PERSPECTIVES:
        own = [each.name for each in outcomes if each.perspective == side]
        listed += [(name, context.word(SIDES[side]) if place == 0 else "") for place, name in enumerate(own)]
    said = Text((context.word("The criteria of the advice stand beside each other; no score adds them up."),))
    table = outcome_table(context, listed, context.course, _caption(context, N_("Nine criteria"), context.course))
    drawn = picture(context, VERB, "criteria", table, "nothing")
    return Section("criteria", title, [said, table, *([drawn] if drawn else [])])
