"""Under which conditions the ranking flips: the course of politics, combinations of values, and single values."""

from __future__ import annotations

from markupsafe import Markup

from experiments.pages.report import ranking
from experiments.pages.report.blocks import Block, Section, Table, TableRow, Text
from experiments.pages.report.context import PERCENT, Context
from experiments.pages.report.ledger import Cited
from experiments.pages.report.pictures import drawn_or_table
from experiments.pages.report.sections.information import meaning
from experiments.pages.report.sources import Row
from experiments.report.formatting import number_in
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.translation import N_
from experiments.studies.robustness.contests import MIX
from experiments.studies.robustness.report import SIDES

IMPACT = "chain_impact_dutch"
DIGITS = 3


def in_one_sentence(context: Context) -> Markup | str:
    """Return under which conditions another mix is better for workers, for page one."""
    parts = [each for each in (_by_course(context), _by_regions(context), _by_values(context)) if each]
    return (
        Markup(" ").join(parts)
        if parts
        else context.word("Not among the studies of this report: {study}.", study="robustness")
    )


def _by_course(context: Context) -> Markup | None:
    """Return whether another course of politics has another mix in front."""
    first = ranking.standing(context, IMPACT)
    courses = [each for each in context.courses if each != context.course]
    if first is None or not courses or not context.has("compare", "summary.csv"):
        return None
    found = ranking.standing(context, IMPACT, courses[0])
    if found is None:
        return None
    course = context.courses[courses[0]]
    if found.verdict in (ranking.NONE, ranking.UNCLEAR):
        return context.sentence(
            "Under “{course}” who is first for workers is not clear: {clause}.",
            course=course,
            clause=ranking.clause(context, found),
        )
    if first.verdict != ranking.NONE and found.leader == first.leader:
        return context.sentence(
            "Under “{course}” {mix} is first for workers as well.", course=course, mix=context.mix(found.leader)
        )
    return context.sentence(
        "Under “{course}” another mix is first for workers: {clause}.",
        course=course,
        clause=ranking.clause(context, found),
    )


def _regions(context: Context) -> list[Row]:
    if not context.has("discover", "boxes.csv"):
        return []
    return [row for row in context.rows("discover", "boxes.csv").all() if row["passes"]]


def _by_regions(context: Context) -> Markup | None:
    """Return under which combinations of values a mix loses."""
    if not context.has("discover", "boxes.csv"):
        return None
    rows = _regions(context)
    if not rows:
        return context.sentence(
            "No combination of values was found, beyond what chance gives, under which a mix loses more often."
        )
    names = list(dict.fromkeys(str(row["parameter"]) for row in rows))
    return context.sentence(
        "Combinations of values under which a mix loses more often turn on: {names}.",
        names="; ".join(meaning(context, name) for name in names),
    )


def _flips(context: Context) -> list[Row]:
    """Return the changes of leader on key outcomes that are clear of chance, in the year of the report."""
    if not context.has("robustness", "flips.csv"):
        return []
    table = context.rows("robustness", "flips.csv")
    rows = table.all(kind=MIX, context=context.course, year=context.year)
    return [row for row in rows if row["flips"] and row["clear"]]


def _by_values(context: Context) -> Markup | None:
    """Return how many single values change the leader on a key outcome."""
    if not context.has("robustness", "flips.csv"):
        return None
    scanned = context.rows("robustness", "flips.csv").table["parameter"].nunique()
    clear = [row for row in _flips(context) if row["outcome"] in KEY_OUTCOMES]
    if not clear:
        return context.sentence(
            "None of the {count} single parameters that were scanned changes who is in front on a key outcome, clear "
            "of chance.",
            count=scanned,
        )
    return context.sentence(
        "Of {count} single parameters that were scanned these change who is in front: {names}.",
        count=scanned,
        names="; ".join(dict.fromkeys(meaning(context, str(row["parameter"])) for row in clear)),
    )


def section(context: Context) -> Section:
    """Return the section."""
    title = context.word("When the ranking flips")
    blocks: list[Block] = []
    if context.has("robustness", "ranks.csv"):
        blocks.append(Text((in_one_sentence(context),)))
        blocks.append(drawn_or_table(context, "robustness", "rank_probability", _shares(context)))
        blocks += [_single(context)] if context.has("robustness", "flips.csv") else []
    else:
        blocks.append(context.missing("robustness", title))
    if context.has("discover", "boxes.csv"):
        blocks.append(_boxes(context))
    else:
        blocks.append(context.missing("discover", context.word("Combinations of values under which a mix loses")))
    return Section("flips", title, blocks)


def _shares(context: Context) -> Table:
    """Return how often each mix is first on key outcomes."""
    rows = []
    for outcome in KEY_OUTCOMES:
        found = {str(row["option"]): row for row in ranking.ranks(context, outcome, context.course)}
        if found:
            cells = tuple(context.share(found[mix], "first") if mix in found else "–" for mix in context.mixes)
            rows.append(TableRow(context.outcome_label(outcome), cells))
    return Table(
        context.sentence("Share of draws in which each mix is first, {year}", year=context.year),
        (context.word("Outcome"), *(context.mix(mix) for mix in context.mixes)),
        tuple(rows),
        context.word("A lead counts however small it is; what is left of 100% is shared first places."),
        (("robustness", "ranks.csv"),),
    )


def _value(context: Context, row: Row, column: str) -> str:
    return number_in(context.language, f"{row.number(column):.{DIGITS}g}").replace("-", "−")


def _single(context: Context) -> Table:
    """Return where one value changes the leader."""
    rows = []
    for row in _flips(context):
        context.ledger.cite(row, ["value", "default", "low", "high", "lead_at_default", "lead_lost_by"])
        rows.append(
            TableRow(
                context.outcome_label(str(row["outcome"])),
                (
                    f"{context.mix(str(row['leader']))} → {context.mix(str(row['new_leader']))}",
                    meaning(context, str(row["parameter"])),
                    context.sentence(
                        "{side} {value}",
                        side=context.word(SIDES[str(row["side"])]),
                        value=context.cited(row, "value", 1, 2),
                    ),
                    _value(context, row, "default"),
                    f"{_value(context, row, 'low')} – {_value(context, row, 'high')}",
                ),
            )
        )
    heads = (N_("Outcome"), N_("In front"), N_("Parameter"), N_("Changes where it"), N_("Default"), N_("Plausible"))
    note = "" if rows else context.word("No change of leader is clear of chance at the values that were scanned.")
    return Table(
        context.word("Single values at which another mix comes in front"),
        tuple(map(context.word, heads)),
        tuple(rows),
        note,
        (("robustness", "flips.csv"),),
        texts=2,
    )


def _boxes(context: Context) -> Table:
    rows = []
    for row in _regions(context):
        rows.append(
            TableRow(
                context.mix(str(row["focus"])) if row["focus"] in context.mixes else str(row["focus"]),
                (
                    context.outcome_label(str(row["outcome"])),
                    meaning(context, str(row["parameter"])),
                    f"{_value(context, row, 'low')} – {_value(context, row, 'high')}",
                    context.share(row, "density"),
                    context.cited(row, "base_rate", PERCENT, 0, unit="%"),
                ),
            )
        )
    heads = (
        N_("Mix"),
        N_("Outcome"),
        N_("Parameter"),
        N_("Between"),
        N_("Loses there in"),
        N_("Loses in all draws in"),
    )
    note = "" if rows else _none_passes(context)
    return Table(
        context.word("Combinations of values under which a mix loses"),
        tuple(map(context.word, heads)),
        tuple(rows),
        note,
        (("discover", "boxes.csv"),),
        texts=2,
    )


def _none_passes(context: Context) -> Markup | str:
    """Return that no limit of a region passes its test, with a link to those that were tried."""
    tried = context.rows("discover", "boxes.csv").all()
    if not tried:
        return context.word("The search came up with no limits.")
    anchors = [context.ledger.cite(row, ["chance_p", "chance_p_needed", "density", "base_rate"]) for row in tried]
    return context.sentence(
        "None of the {count} limits that the search came up with passes the test against shuffled data.",
        count=Cited(str(len(tried)), anchors[0]),
    )
