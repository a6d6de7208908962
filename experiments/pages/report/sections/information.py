"""What to measure first: which knowledge would most change which mix is best."""

from __future__ import annotations

import math

from markupsafe import Markup

from experiments.pages.report.blocks import Block, Section, Table, TableRow, Text
from experiments.pages.report.context import PERCENT, Context
from experiments.pages.report.ledger import Cited
from experiments.pages.report.pictures import drawn_or_table
from experiments.pages.report.sources import Row
from experiments.report.formatting import factor, places_for
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.translation import N_, text_in
from experiments.studies.common.relevance import least_relevant
from model.parameters import declared

VERB, PARTIAL, PERFECT = "value-of-information", "partial.csv", "perfect.csv"
IMPACT, PARAMETER = "chain_impact_dutch", "parameter"
MOST_ROWS, MOST_NAMED = 10, 3
VALUE = ("value", "value_lo", "value_hi")
NONE = N_("no single parameter stands out from one that does nothing")


def found(context: Context, outcome: str) -> list[Row]:
    """Return the parameters that stand out from chance for an outcome, those that are worth most first."""
    rows = context.rows(VERB, PARTIAL).all(course=context.course, outcome=outcome, kind=PARAMETER, clear=True)
    return sorted(rows, key=lambda row: -row.number("value"))


def meaning(context: Context, name: str) -> str:
    """Return what a parameter means, with its name."""
    known = declared().get(name.partition("@")[0])
    return f"{text_in(context.language, known.meaning)} ({name})" if known else name


def matters(context: Context, outcome: str) -> bool:
    """Tell whether knowing all may add as much as the least relevant size of an outcome."""
    row = context.rows(VERB, PERFECT).one(course=context.course, outcome=outcome)
    if row is None:
        return False
    most = row.number("value_hi")
    return bool((most if math.isfinite(most) else row.number("at_most")) >= least_relevant()[outcome])


def in_one_sentence(context: Context) -> Markup | str:
    """Return what to measure first for workers, and for which other outcomes measuring matters, for page one."""
    if not context.has(VERB, PARTIAL):
        return context.word("Not among the studies of this report: {study}.", study="value-of-information")
    return Markup(" ").join((_for_workers(context), _elsewhere(context)))


def _for_workers(context: Context) -> Markup:
    rows = found(context, IMPACT)[:MOST_NAMED]
    if not rows:
        return context.sentence("For workers {none}.", none=context.word(NONE))
    names = Markup("; ").join(
        context.sentence(
            "{what}, another mix in {share} of draws",
            what=meaning(context, str(row["name"])),
            share=context.share(row, "switches"),
        )
        for row in rows
    )
    if matters(context, IMPACT):
        return context.sentence("For workers: {names}.", names=names)
    return context.sentence(
        "For workers even knowing all would add less than a size that matters; most is added by: {names}.", names=names
    )


def _elsewhere(context: Context) -> Markup:
    """Return the outcomes for which some parameter is worth measuring, each with the first to measure."""
    parts = []
    for outcome in dict.fromkeys(context.rows(VERB, PERFECT).table["outcome"]):
        rows = found(context, str(outcome))
        if outcome != IMPACT and rows and matters(context, str(outcome)):
            label = context.outcome_label(str(outcome))
            parts.append(f"{label}: {meaning(context, str(rows[0]['name']))}")
    if not parts:
        return context.sentence("For no other outcome would measuring one parameter add a size that matters.")
    return context.sentence("Measuring matters for: {parts}.", parts="; ".join(parts[:MOST_NAMED]))


def section(context: Context) -> Section:
    """Return the section."""
    title = context.word("What to measure first")
    if not context.has(VERB, PARTIAL):
        return Section("measure", title, [context.missing(VERB, title)])
    blocks: list[Block] = [
        Text(
            (
                context.sentence(
                    "Knowledge is worth something where it shows another mix to be better than the one that is best as "
                    "things stand. Worth: what that adds to the expected outcome. Listed are parameters that stand "
                    "out from parameters that do nothing."
                ),
            )
        ),
        _choices(context),
        drawn_or_table(context, VERB, "parameters", _parameters(context), "data"),
    ]
    return Section("measure", title, blocks)


def _worth(context: Context, row: Row) -> Cited:
    scale = factor(str(row["outcome"]))
    return context.range_of(row, VALUE, scale, min(4, places_for([scale * row.number("value_hi")])), signed=False)


def _choices(context: Context) -> Table:
    """Return for key outcomes the best mix as things stand, and what knowing all is worth."""
    table, rows = context.rows(VERB, PERFECT), []
    for outcome in KEY_OUTCOMES:
        row = table.one(course=context.course, outcome=outcome)
        if row is None:
            continue
        rows.append(
            TableRow(
                f"{context.outcome_label(outcome)} [{context.unit(outcome)}]",
                (
                    context.mix(str(row["best"])),
                    _worth(context, row),
                    context.cited(row, "switches", PERCENT, 0, unit="%"),
                    context.word("yes") if matters(context, outcome) else context.word("no"),
                ),
            )
        )
    heads = (N_("Outcome"), N_("Best as things stand"), N_("Knowing all is worth"), N_("Other mix in"))
    return Table(
        context.word("What knowing all would be worth"),
        (*map(context.word, heads), context.word("At least the least relevant size")),
        tuple(rows),
        context.word("In brackets the 90% interval."),
        ((VERB, PERFECT),),
        texts=1,
    )


def _parameters(context: Context) -> Table:
    """Return the parameters that stand out for some key outcome."""
    rows = []
    for outcome in KEY_OUTCOMES:
        for row in found(context, outcome)[:MOST_NAMED]:
            rows.append(
                TableRow(
                    meaning(context, str(row["name"])),
                    (context.outcome_label(outcome), _worth(context, row), context.share(row, "switches")),
                )
            )
    note = "" if rows else context.sentence("{none}.", none=context.say(NONE))
    return Table(
        context.word("Parameters whose value would change the choice"),
        tuple(map(context.word, (N_("Parameter"), N_("Outcome"), N_("Worth"), N_("Other mix in")))),
        tuple(rows[:MOST_ROWS]),
        note,
        ((VERB, PARTIAL),),
        texts=1,
    )
