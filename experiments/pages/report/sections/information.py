"""What to measure first: which knowledge would most change which mix is best."""

from __future__ import annotations

import math

from markupsafe import Markup

from experiments.pages.report.blocks import Block, Section, Table, TableRow, Text
from experiments.pages.report.context import PERCENT, Context
from experiments.pages.report.ledger import Cited
from experiments.pages.report.pictures import drawn_or_tables
from experiments.pages.report.sources import Row
from experiments.report.formatting import factor, lowered, places_for
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.translation import N_, text_in
from experiments.studies.common.relevance import least_relevant
from model.parameters import declared

VERB, PARTIAL, PERFECT = "value-of-information", "partial.csv", "perfect.csv"
IMPACT, PARAMETER = "chain_impact_dutch", "parameter"
MOST_ROWS, MOST_NAMED = 12, 3
VALUE = ("value", "value_lo", "value_hi")
NONE = N_("No single quantity stands out from one that does nothing.")


def found(context: Context, outcome: str) -> list[Row]:
    """Return the parameters that stand out from chance for an outcome, those that are worth most first."""
    rows = context.rows(VERB, PARTIAL).all(course=context.course, outcome=outcome, kind=PARAMETER, clear=True)
    return sorted(rows, key=lambda row: -row.number("value"))


def meaning(context: Context, name: str) -> str:
    """Return what a parameter means, with its name."""
    known = declared().get(name.partition("@")[0])
    return f"{text_in(context.language, known.meaning)} ({name})" if known else name


def words(context: Context, name: str) -> str:
    """Return what a parameter means in short: without its name and without what is explained after a semicolon."""
    known = declared().get(name.partition("@")[0])
    return text_in(context.language, known.meaning).split(";")[0] if known else name


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
    if not matters(context, IMPACT):
        row = context.rows(VERB, PERFECT).one(course=context.course, outcome=IMPACT)
        if row is None:
            return context.sentence("For workers it was not looked at.")
        return context.sentence(
            "For workers measuring would hardly change the choice: knowing everything would add {worth} points of 100, "
            "less than a difference that matters.",
            worth=_worth(context, row),
        )
    rows = found(context, IMPACT)[:MOST_NAMED]
    if not rows:
        return context.sentence("For workers no single quantity stands out from one that does nothing.")
    names = Markup("; ").join(
        context.sentence(
            "{what} (would change the choice in {share} of draws)",
            what=words(context, str(row["name"])),
            share=context.share(row, "switches"),
        )
        for row in rows
    )
    return context.sentence("For workers: {names}.", names=names)


def worth_measuring(context: Context) -> list[str]:
    """Return the outcomes for which knowing all may matter and a single parameter stands out."""
    outcomes = map(str, dict.fromkeys(context.rows(VERB, PERFECT).table["outcome"]))
    return [each for each in outcomes if matters(context, each) and found(context, each)]


def _elsewhere(context: Context) -> Markup:
    """Return the outcomes for which some parameter is worth measuring, each with the first to measure."""
    parts = []
    for outcome in worth_measuring(context):
        if outcome != IMPACT:
            label = lowered(context.outcome_label(outcome).split(":")[0])
            first = words(context, str(found(context, outcome)[0]["name"]))
            parts.append(context.sentence("{outcome} (measure {what})", outcome=label, what=first))
    if not parts:
        return context.sentence("For no other outcome would measuring one quantity add a difference that matters.")
    return context.sentence("For other outcomes it may: {parts}.", parts=Markup("; ").join(parts[:MOST_NAMED]))


def section(context: Context) -> Section:
    """Return the section."""
    title = context.word("What to measure first")
    if not context.has(VERB, PARTIAL):
        return Section("measure", title, [context.missing(VERB, title)])
    blocks: list[Block] = [
        Text(
            (
                context.sentence(
                    "Measuring helps the choice of a mix where it may show another mix to be better than the one that "
                    "is best on average now. Its worth is what that adds to the outcome on average; it matters where "
                    "it may reach the smallest difference that matters."
                ),
            )
        ),
        _choices(context),
        *drawn_or_tables(context, VERB, "parameters", _parameters(context), paper="data"),
    ]
    return Section("measure", title, blocks)


def _worth(context: Context, row: Row) -> Cited:
    scale = factor(str(row["outcome"]))
    return context.range_of(row, VALUE, scale, min(4, places_for([scale * row.number("value_hi")])), signed=False)


def _shown(context: Context) -> list[str]:
    """Return the key outcomes, and the others for which measuring may matter."""
    return list(dict.fromkeys([*KEY_OUTCOMES, *worth_measuring(context)]))


def _choices(context: Context) -> Table:
    """Return for key outcomes the best mix as things stand, and what knowing all is worth."""
    table, rows = context.rows(VERB, PERFECT), []
    for outcome in _shown(context):
        row = table.one(course=context.course, outcome=outcome)
        if row is None:
            continue
        rows.append(
            TableRow(
                f"{context.outcome_label(outcome)} [{context.unit(outcome)}]",
                (
                    context.mix(str(row["best"])),
                    _worth(context, row),
                    context.cited(row, "switches", PERCENT),
                    context.word("yes") if matters(context, outcome) else context.word("no"),
                ),
            )
        )
    heads = (N_("Outcome"), N_("Best now"), N_("Knowing all is worth"), N_("Another mix in, % of draws"))
    return Table(
        context.word("What knowing all would be worth"),
        (*map(context.word, heads), context.word("Does that matter?")),
        tuple(rows),
        context.word("In brackets the 90% interval."),
        ((VERB, PERFECT),),
        texts=1,
    )


def _parameters(context: Context) -> Table:
    """Return the parameters that stand out, for each outcome those that are worth most."""
    rows = []
    for outcome in dict.fromkeys([*worth_measuring(context), *KEY_OUTCOMES]):
        for place, row in enumerate(found(context, outcome)[:MOST_NAMED]):
            group = f"{context.outcome_label(outcome)} [{context.unit(outcome)}]" if place == 0 else ""
            cells = (_worth(context, row), context.cited(row, "switches", PERCENT))
            rows.append(TableRow(meaning(context, str(row["name"])), cells, group))
    return Table(
        context.word("Quantities worth measuring, by outcome"),
        tuple(map(context.word, (N_("Quantity"), N_("Worth"), N_("Another mix in, % of draws")))),
        tuple(rows[:MOST_ROWS]),
        context.word(
            "Listed are those that stand out from quantities that do nothing. Worths are estimates: where one quantity "
            "seems worth more than knowing all, that is error of estimation."
        )
        if rows
        else context.word(NONE),
        ((VERB, PARTIAL),),
    )
