"""Page one: the question, three sentences, one table, and how sure it is and why."""

from __future__ import annotations

import math
from collections.abc import Iterator

from markupsafe import Markup

from experiments.pages.report import ranking
from experiments.pages.report.blocks import Block, Cell, Estimate, Points, Section, Table, TableRow, Text
from experiments.pages.report.context import DIFFERENCE, MEAN, PERCENT, Context
from experiments.pages.report.ledger import Cited
from experiments.pages.report.sections import conditions, evidence, information
from experiments.pages.report.sources import Row
from experiments.report.ensemble_words import parameters_said
from experiments.report.formatting import lowered
from experiments.report.translation import N_
from experiments.studies.comparison.variance_parts import LABELS, median_shares

IMPACT, CHANGE, WORKERS = "chain_impact_dutch", "chain_impact_change_dutch", "workers_improved_dutch"
FIELDS = {
    "level_playing_field_nld": N_("in the Netherlands"),
    "level_playing_field_eu": N_("in the EU"),
    "level_playing_field_global": N_("in the world"),
}
FIRMS, TREASURY = "cost_firms", "public_cost"
COLUMNS = (
    (CHANGE, N_("Conditions in Dutch chains since 2019, points of 100"), IMPACT),
    (WORKERS, N_("Workers better off than in 2019, million"), ""),
    ("level_playing_field_nld", N_("Level field in the Netherlands, %"), ""),
    ("level_playing_field_eu", N_("Level field in the EU, %"), "level_playing_field_eu"),
    (FIRMS, N_("Cost to Dutch companies, EUR m a year"), ""),
    (TREASURY, N_("Cost to the treasury, EUR m a year"), ""),
)
"""Outcome, head of its column, and the outcome by which a column says how often the mix is first."""


def section(context: Context) -> Section:
    """Return page one."""
    question = context.sentence(
        "Which mix of policy improves the conditions of workers and surroundings deep in the chains of Dutch companies "
        "most, on a playing field that is level? Held against each other: {count} mixes, up to {year}, each against "
        "{base}.",
        count=len(context.mixes),
        year=context.year,
        base=context.named(context.base),
    )
    sentences = tuple(each for each in (_workers(context), _field(context), _costs(context)) if each)
    blocks: list[Block] = [Text((question,)), Text(sentences)]
    if context.has("compare", "summary.csv"):
        blocks.append(_table(context))
    blocks.append(Points(tuple(_answers(context))))
    return Section("short", context.word("In short"), blocks)


def _workers(context: Context) -> Markup | None:
    """Return which mix is best for workers, and by how much."""
    found = ranking.standing(context, IMPACT)
    if found is None:
        return None
    over = ranking.gain_over_draws(context, found.leader, IMPACT, context.course)
    gain: Markup | str = ""
    if over is not None and found.verdict != ranking.NONE:
        gain = context.sentence(
            "; conditions under {mix} differ by {gain} points of 100 from {base} (median and middle nine tenths of "
            "draws)",
            mix=context.mix(found.leader),
            gain=over,
            base=context.mix(context.base),
        )
    return context.sentence(
        "Workers: on conditions in Dutch chains in {year}, under {course}, {clause}{gain}.",
        year=context.year,
        course=_course(context),
        clause=ranking.clause(context, found, context.named),
        gain=gain,
    )


def _course(context: Context) -> str:
    return lowered(context.courses[context.course])


def _field(context: Context) -> Markup | None:
    """Return under which mix the playing field is most level, on each scale."""
    parts, named = [], set()
    for outcome, where in FIELDS.items():
        found = ranking.standing(context, outcome)
        if found is not None:
            naming = context.mix if found.leader in named else context.named
            clause = ranking.clause(context, found, naming)
            named.add(found.leader)
            parts.append(context.sentence("{where} {clause}", where=context.word(where), clause=clause))
    if not parts:
        return None
    return context.sentence("Level playing field: {parts}.", parts=Markup("; ").join(parts))


def _costs(context: Context) -> Markup | None:
    """Return who pays for the mixes that lead, or for all where none does."""
    if not context.has("compare", "summary.csv"):
        return None
    found = [ranking.standing(context, outcome) for outcome in (IMPACT, *FIELDS)]
    leaders = [each.leader for each in found if each and each.verdict != ranking.NONE]
    chosen = [mix for mix in context.others if mix in leaders] or context.others
    parts = []
    for mix in chosen:
        parts.append(
            context.sentence(
                "{mix} costs companies {firms}, the treasury {treasury}",
                mix=context.mix(mix),
                firms=_amount(context, mix, FIRMS),
                treasury=_amount(context, mix, TREASURY),
            )
        )
    return context.sentence(
        "Costs, in million euros a year more than under {base}: {parts}.",
        base=context.mix(context.base),
        parts=Markup("; ").join(parts),
    )


def _amount(context: Context, mix: str, outcome: str) -> Cited | Markup | str:
    row = context.rows("compare", "summary.csv").one(course=context.course, mix=mix, outcome=outcome, year=context.year)
    if row is None:
        return "–"
    amount = context.range_of(row, DIFFERENCE, 1.0, 0)
    return amount if amount.clear else context.sentence("no clear difference ({amount})", amount=amount)


def _table(context: Context) -> Table:
    """Return the table of mixes: the base as it comes out, the others as differences from it."""
    table = context.rows("compare", "summary.csv")
    columns: list[list[Cell]] = []
    for outcome, _, ranked in COLUMNS:
        keys = {"course": context.course, "outcome": outcome, "year": context.year}
        base = context.estimates([table.one(mix=context.base, **keys)], MEAN, outcome)
        columns.append(
            [*base, *context.estimates([table.one(mix=mix, **keys) for mix in context.others], DIFFERENCE, outcome)]
        )
        if ranked and (found := ranking.ranks(context, ranked, context.course)):
            shares = {str(row["option"]): row for row in found}
            columns.append([_first(context, shares[mix]) if mix in shares else "–" for mix in context.mixes])
    rows = tuple(
        TableRow(context.named(mix), tuple(column[place] for column in columns))
        for place, mix in enumerate(context.mixes)
    )
    source = context.sources["compare"]
    note = context.sentence(
        "First row: {base} as it comes out. Other rows: differences from it. Below each number its 90% interval over "
        "{seeds} seeds; bold where that leaves out 0. {parameters}",
        base=context.mix(context.base),
        seeds=len(source.manifest["seeds"]),
        parameters=parameters_said(source.manifest, context.language),
    )
    caption = context.sentence("The mixes in {year}, under {course}", year=context.year, course=_course(context))
    return Table(caption, tuple(_heads(context)), rows, note, (("compare", "summary.csv"), *_ranked_from(context)))


def _heads(context: Context) -> Iterator[str]:
    yield context.word("Mix")
    for _, head, ranked in COLUMNS:
        yield context.word(head)
        if ranked and ranking.ranks(context, ranked, context.course):
            yield context.word("First on this, % of draws")


def _ranked_from(context: Context) -> tuple[tuple[str, str], ...]:
    return (("robustness", "ranks.csv"),) if context.has("robustness", "ranks.csv") else ()


def _first(context: Context, row: Row) -> Cell:
    number = context.cited(row, "first", PERCENT)
    low, high = (context.number(PERCENT * row.number(each), 0) for each in ("first_lo", "first_hi"))
    return Estimate(number, f"{low} – {high}")


def _answers(context: Context) -> Iterator[tuple[str, Markup | str]]:
    """Yield how sure, why, when not, and what to measure first."""
    yield context.word("How sure"), _how_sure(context)
    if context.has("compare", "variance_parts.csv"):
        yield context.word("Why not surer"), _parts(context)
    yield context.word("When not"), conditions.in_one_sentence(context)
    yield context.word("Measure first"), information.in_one_sentence(context)
    yield context.word("Rests on"), evidence.in_one_sentence(context)


def _how_sure(context: Context) -> Markup | str:
    found = ranking.standing(context, IMPACT)
    if found is None or not found.by_draws:
        return context.word(
            "Intervals here hold what differs between seeds; how often each mix is first over the ensemble is not "
            "among the studies of this report (robustness)."
        )
    row = found.first
    said = context.sentence(
        "Over {draws} draws of what is uncertain, {mix} does most for workers in {share}, and by a size that matters "
        "in {relevant}.",
        draws=int(row["draws"]),
        mix=context.mix(found.leader),
        share=context.share(row, "first"),
        relevant=context.share(row, "first_relevant"),
    )
    if row["sample"] != "prior" and (prior := ranking.ranks(context, IMPACT, context.course, "prior")):
        before = next((each for each in prior if each["option"] == found.leader), None)
        if before is not None:
            said += " " + context.sentence(
                "Before anything was held against observations that was {share}.", share=context.share(before, "first")
            )
    if not math.isnan(row.number("seed_share")):
        said += " " + context.sentence(
            "At given values, chance alone makes {part} of the variance of being first.",
            part=context.share(row, "seed_share"),
        )
    return said


def _parts(context: Context) -> Markup | str:
    """Return of what the variance of differences consists: medians over headline outcomes and mixes."""
    table = context.rows("compare", "variance_parts.csv")
    year = int(table.table["year"].max()) if len(table.table) else 0
    parts = []
    for part, share in (median_shares(table.table) if year else {}).items():
        anchors = [context.ledger.cite(row, ["share"]) for row in table.all(year=year, part=part)]
        shown = Cited(f"{context.number(PERCENT * share, 0)}%", anchors[0])
        parts.append(context.sentence("{part} {share}", part=context.word(LABELS[part]), share=shown))
    if not parts:
        return context.word("The parts of the variance were not looked at.")
    return context.sentence(
        "Of the variance of differences between mixes: {parts} (medians over outcomes and mixes, from {draws} draws "
        "that were run four times, so roughly).",
        parts=Markup(", ").join(parts),
        draws=int(table.table["draws"].max()),
    )
