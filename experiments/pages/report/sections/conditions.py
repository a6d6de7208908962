"""Under which conditions the ranking flips: the course of politics, combinations of values, and single values."""

from __future__ import annotations

from markupsafe import Markup

from experiments.pages.report import ranking
from experiments.pages.report.blocks import Block, Section, Table, TableRow, Text
from experiments.pages.report.context import PERCENT, Context
from experiments.pages.report.ledger import Cited
from experiments.pages.report.pictures import drawn_or_tables
from experiments.pages.report.sections.information import meaning, words
from experiments.pages.report.sources import Row
from experiments.report.formatting import lowered, number_in
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.translation import N_, unit_in
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
    course, meant = context.courses[courses[0]], context.course_said(courses[0])
    if found.verdict in (ranking.NONE, ranking.UNCLEAR):
        return context.sentence(
            "If instead “{course}” holds ({meaning}), {clause}.",
            course=course,
            meaning=meant,
            clause=ranking.clause(context, found),
        )
    if first.verdict != ranking.NONE and found.leader == first.leader:
        return context.sentence(
            "If instead “{course}” holds ({meaning}), {mix} is best for workers as well.",
            course=course,
            meaning=meant,
            mix=context.mix(found.leader),
        )
    return context.sentence(
        "If instead “{course}” holds ({meaning}), another mix is best for workers: {clause}.",
        course=course,
        meaning=meant,
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
            "A search found no combination of values with which a mix falls behind more often than chance gives."
        )
    names = list(dict.fromkeys(str(row["parameter"]) for row in rows))
    return context.sentence(
        "A mix falls behind more often with certain values of: {names}.",
        names="; ".join(words(context, name) for name in names),
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
    scanned = [str(each) for each in context.rows("robustness", "flips.csv").table["parameter"].unique()]
    if not scanned:
        return None
    clear = [row for row in _flips(context) if row["outcome"] in KEY_OUTCOMES]
    if not clear:
        return context.sentence(
            "None of {count} quantities that were varied by themselves clearly changes which mix is best on any of: "
            "{outcomes}.",
            count=len(scanned),
            outcomes=_key_outcomes(context),
        )
    return context.sentence(
        "Changed alone over their plausible range, of {count} quantities that were tried these clearly change which "
        "mix is best on at least one of {outcomes}: {names}.",
        count=len(scanned),
        outcomes=_key_outcomes(context),
        names="; ".join(dict.fromkeys(words(context, str(row["parameter"])) for row in clear)),
    )


def _key_outcomes(context: Context) -> str:
    """Return the key outcomes in words."""
    return "; ".join(lowered(context.outcome_label(outcome)) for outcome in KEY_OUTCOMES)


def section(context: Context) -> Section:
    """Return the section."""
    title = context.word("When the ranking flips")
    blocks: list[Block] = []
    if context.has("robustness", "ranks.csv"):
        blocks.append(Text((in_one_sentence(context),)))
        blocks += drawn_or_tables(context, "robustness", "rank_probability", _shares(context), paper="data")
        blocks += [_single(context)] if context.has("robustness", "flips.csv") else []
    else:
        blocks.append(context.missing("robustness", title))
    if context.has("discover", "boxes.csv"):
        blocks.append(_boxes(context))
    else:
        blocks.append(context.missing("discover", context.word("Combinations of values with which a mix falls behind")))
    return Section("flips", title, blocks)


def _shares(context: Context) -> Table:
    """Return how often each mix is best on each outcome."""
    rows = []
    for outcome in map(str, context.rows("robustness", "ranks.csv").table["outcome"].unique()):
        found = {str(row["option"]): row for row in ranking.ranks(context, outcome, context.course)}
        if found:
            cells = tuple(context.share(found[mix], "first") if mix in found else "–" for mix in context.mixes)
            rows.append(TableRow(context.outcome_label(outcome), cells))
    return Table(
        context.sentence("Share of draws in which each mix comes out best, {year}", year=context.year),
        (context.word("Outcome"), *(context.mix(mix) for mix in context.mixes)),
        tuple(rows),
        context.word(
            "A lead counts however small it is; what is left of 100% is shared first places or no difference at all."
        ),
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
                    f"{meaning(context, str(row['parameter']))} [{unit_in(context.language, str(row['unit']))}]",
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
    heads = (N_("Outcome"), N_("Best"), N_("Quantity"), N_("Changes where it"), N_("Default"), N_("Plausible"))
    note = "" if rows else context.word("At the values that were tried no change of the best mix is clear of chance.")
    return Table(
        context.word("Single values at which another mix becomes the best"),
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
        N_("Quantity"),
        N_("Between"),
        N_("Behind there in"),
        N_("Behind in all draws in"),
    )
    note = "" if rows else _none_passes(context)
    return Table(
        context.word("Combinations of values with which a mix falls behind"),
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
        return context.word("The search found no limits.")
    anchors = [context.ledger.cite(row, ["chance_p", "chance_p_needed", "density", "base_rate"]) for row in tried]
    return context.sentence(
        "None of the {count} limits that the search found is stronger than what it finds in shuffled data.",
        count=Cited(str(len(tried)), anchors[0]),
    )
