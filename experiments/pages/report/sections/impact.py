"""Impact as change from before the pandemic, in points and in workers; the three playing fields; the nine criteria."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from experiments.pages.report import ranking
from experiments.pages.report.blocks import Block, Section, Table, TableRow, Text
from experiments.pages.report.context import DIFFERENCE, MEAN, Context
from experiments.pages.report.pictures import picture
from experiments.pages.report.sections.certainty import why_that_size
from experiments.pages.report.sections.in_short import FIELDS
from experiments.report.formatting import capital, factor, is_clear, lowered
from experiments.report.translation import N_
from model.outcomes import OUTCOMES
from model.outcomes.outcome import PERSPECTIVES

CHANGES = ("chain_impact_change_dutch", "workers_improved_dutch", "workers_worse_dutch", "chain_impact_global")
SIDES = {
    "here": N_("Here: the Netherlands"),
    "later": N_("Later: what carries over"),
    "elsewhere": N_("Elsewhere: the world"),
}
VERB, FILE = "compare", "summary.csv"
DRAWN = "chain_impact_dutch"


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
        "{base} itself, others as mean difference from it; below each its 90% interval, bold where that leaves out 0.",
        base=context.say("mix {names}", names=context.styles[context.base].code),
    )
    return Table(caption, heads, tuple(rows), note, ((VERB, FILE),))


def _caption(context: Context, what: str, course: str) -> str:
    return context.word(
        "{what}, {year}: {course}", what=context.word(what), year=context.year, course=context.courses[course]
    )


def _by_year(context: Context, course: str) -> Table:
    """Return the differences from the base in conditions through time, which the figure draws."""
    table, rows = context.rows(VERB, FILE), []
    for year in sorted(table.table["year"].unique()):
        found = [table.one(course=course, mix=mix, outcome=DRAWN, year=year) for mix in context.others]
        rows.append(TableRow(str(year), tuple(context.estimates(found, DIFFERENCE, DRAWN))))
    caption = context.word(
        "{outcome} [{unit}], difference from {base}: {course}",
        outcome=context.outcome_label(DRAWN),
        unit=context.unit(DRAWN),
        base=context.mix(context.base),
        course=context.courses[course],
    )
    heads = (context.word("Year"), *(context.mix(mix) for mix in context.others))
    return Table(caption, heads, tuple(rows), "", ((VERB, FILE),))


def _levels(context: Context, outcomes: Sequence[str], course: str, what: str) -> Table:
    """Return outcomes themselves by mix in the year of the report, which a figure draws."""
    table, rows = context.rows(VERB, FILE), []
    for outcome in outcomes:
        found = [table.one(course=course, mix=mix, outcome=outcome, year=context.year) for mix in context.mixes]
        if any(found):
            head = f"{context.outcome_label(outcome)} [{context.unit(outcome)}]"
            rows.append(TableRow(head, tuple(context.estimates(found, MEAN, outcome))))
    heads = (context.word("Outcome"), *(context.mix(mix) for mix in context.mixes))
    note = context.word("Mean, below it its 90% interval.")
    return Table(_caption(context, what, course), heads, tuple(rows), note, ((VERB, FILE),))


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
                    why_that_size(context),
                    context.sentence(
                        "From 2019 to {year} conditions in Dutch chains change by {change} of 100 points under {base}. "
                        "What a mix does is the difference from that. From here on intervals are those of means: "
                        "how exactly the average is known, not how far single draws lie apart.",
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
    data = [_by_year(context, course) for course in context.courses]
    data += [_levels(context, CHANGES[:1], course, N_("Change since 2019")) for course in context.courses]
    drawn = picture(context, VERB, "chain_impact", *data)
    return Section("impact", title, [*blocks, tables[0], *([drawn] if drawn else []), *tables[1:]])


def field(context: Context) -> Section:
    """Return the section on the three playing fields."""
    title = context.word("Level playing field: the Netherlands, the EU, the world")
    if not context.has(VERB, FILE):
        return Section("field", title, [context.missing(VERB, title)])
    said = []
    for course in context.courses:
        for outcome, where in FIELDS.items():
            found = ranking.standing(context, outcome, course)
            if found is not None:
                clause = ranking.clause(context, found)
                said.append((course, context.sentence("{where} {clause}", where=context.word(where), clause=clause)))
    texts = [
        context.sentence(
            "{course}: {parts}.",
            course=context.courses[course],
            parts=Markup("; ").join(part for own, part in said if own == course),
        )
        for course in context.courses
        if any(own == course for own, _ in said)
    ]
    tables = [
        outcome_table(context, [(each, "") for each in FIELDS], course, _caption(context, N_("Playing field"), course))
        for course in context.courses
    ]
    data = [_levels(context, tuple(FIELDS), course, N_("Playing field")) for course in context.courses]
    drawn = picture(context, VERB, "level_playing_field", *data)
    return Section("field", title, [Text(tuple(texts)), tables[0], *([drawn] if drawn else []), *tables[1:]])


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
    tables = [
        outcome_table(context, listed, course, _caption(context, N_("Nine criteria"), course))
        for course in context.courses
    ]
    drawn = picture(context, VERB, "criteria", *tables, paper="nothing")
    said = Text((_better_and_worse(context, [name for name, _ in listed]),))
    return Section("criteria", title, [said, tables[0], *([drawn] if drawn else [])])


def _better_and_worse(context: Context, outcomes: Sequence[str]) -> Markup:
    """Return where each mix does clearly worse than the base, and where it makes no clear difference."""
    table, parts = context.rows(VERB, FILE), []
    for mix in context.others:
        worse, open_ = [], []
        for outcome in outcomes:
            row = table.one(course=context.course, mix=mix, outcome=outcome, year=context.year)
            if row is None:
                continue
            low, high = row.number("diff_lo"), row.number("diff_hi")
            name = lowered(context.outcome_label(outcome).split(":")[0])
            if not is_clear(low, high):
                open_.append(name)
            elif (low > 0) != (OUTCOMES[outcome].direction > 0):
                worse.append(name)
        lists = [(N_("clearly worse on {names}"), worse), (N_("no clear difference on {names}"), open_)]
        told = [context.word(text, names=", ".join(names)) for text, names in lists if names]
        clauses = "; ".join(told) or context.word("clearly better on all")
        parts.append(context.sentence("{mix}: {clauses}", mix=context.mix(mix), clauses=clauses))
    said = context.sentence("The criteria of the advice stand beside each other; no score adds them up.")
    if not parts:
        return said
    return (
        said
        + " "
        + context.sentence(
            "Compared with {base}, a mix is clearly better on a criterion unless it is named here. {parts}.",
            base=context.mix(context.base),
            parts=Markup(". ").join(map(capital, parts)),
        )
    )
