"""Page one: the question, three sentences, one table, and how sure it is and why."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from experiments.pages.report import ranking
from experiments.pages.report.blocks import Block, Cell, Estimate, Points, Section, Table, TableRow, Text
from experiments.pages.report.context import DIFFERENCE, MEAN, PERCENT, Context
from experiments.pages.report.ledger import Cited
from experiments.pages.report.sections import certainty, conditions, evidence, information
from experiments.pages.report.sources import Row
from experiments.report.ensemble_words import parameters_said
from experiments.report.formatting import factor, lowered
from experiments.report.translation import N_

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
"""Outcome, head of its column, and the outcome by which a column says how often the mix is best."""


def section(context: Context) -> Section:
    """Return page one."""
    sentences = tuple(each for each in (_workers(context), _field(context), _costs(context)) if each)
    blocks: list[Block] = [Text((_question(context), _reading(context))), Text(sentences)]
    if context.has("compare", "summary.csv"):
        blocks.append(_table(context))
    blocks.append(Points(tuple(_answers(context))))
    return Section("short", context.word("In short"), blocks)


def _question(context: Context) -> Markup:
    return context.sentence(
        "Which policy mix does most for workers and the environment deep in the chains of Dutch companies, and under "
        "which is the playing field most level? {count} mixes are compared, up to {year}; the others with {base}.",
        count=len(context.mixes),
        year=context.year,
        base=context.named(context.base),
    )


def _reading(context: Context) -> Markup:
    """Return what a draw is, and which course of politics page one is about."""
    main = context.main
    assert main is not None
    course = context.sentence(
        "Unless said otherwise, “{label}” holds: {meaning}.",
        label=context.courses[context.course],
        meaning=context.course_said(context.course),
    )
    if main.verb == "compare" and main.manifest.get("ensemble") is None:
        said = context.sentence("The mixes differ in policy alone; runs differ in chance events, not in parameters.")
    else:
        said = context.sentence(
            "A draw is one set of plausible values of what is uncertain, with its own chance events, for all mixes."
        )
    return said + " " + course


def _workers(context: Context) -> Markup | None:
    """Return which mix is best for workers, and by how much."""
    found = ranking.standing(context, IMPACT)
    if found is None:
        return None
    said = context.sentence(
        "Workers: for conditions in Dutch chains in {year} {clause}.",
        year=context.year,
        clause=ranking.clause(context, found, context.named),
    )
    gain = _gain(context, found) if found.by_draws and found.verdict != ranking.NONE else ""
    return said + " " + gain if gain else said


def _gain(context: Context, found: ranking.Standing) -> Markup | str:
    """Return how a mix differs from the base: its mean, and between what nine draws in ten lie."""
    if found.leader == context.base:
        return ""
    names = {"mix": context.mix(found.leader), "base": context.mix(context.base)}
    mean, ends = difference(context, found.leader, IMPACT), context.spread(found.leader, IMPACT)
    if mean is not None and ends is not None:
        return context.sentence(
            "With {mix} they differ on average by {mean} points of 100 from those with {base}, in nine draws of ten by "
            "{between}.",
            mean=context.cited(mean, "diff", factor(IMPACT), 2, signed=True),
            between=context.between(ends, IMPACT, 2),
            **names,
        )
    over = ranking.gain_over_draws(context, found.leader, IMPACT, context.course)
    if over is None:
        return ""
    return context.sentence(
        "With {mix} they differ by {gain} points of 100 from those with {base} (median; in brackets nine draws "
        "of ten).",
        gain=over,
        **names,
    )


def difference(context: Context, mix: str, outcome: str) -> Row | None:
    """Return the row of a mix in the year of the report, which has its difference from the base."""
    if not context.has("compare", "summary.csv"):
        return None
    table = context.rows("compare", "summary.csv")
    return table.one(course=context.course, mix=mix, outcome=outcome, year=context.year)


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
    if not chosen:
        return None
    parts = [
        context.sentence(
            "{mix}: Dutch companies {firms}, the treasury {treasury}",
            mix=context.mix(mix),
            firms=_amount(context, mix, FIRMS),
            treasury=_amount(context, mix, TREASURY),
        )
        for mix in chosen
    ]
    over = (
        N_("Who pays, in million euros a year compared with {base} (in brackets nine draws of ten): {parts}.")
        if context.spread(chosen[0], FIRMS)
        else N_("Who pays, in million euros a year compared with {base}: {parts}.")
    )
    return context.sentence(over, base=context.mix(context.base), parts=Markup("; ").join(parts))


def _amount(context: Context, mix: str, outcome: str) -> Cited | Markup | str:
    row, ends = difference(context, mix, outcome), context.spread(mix, outcome)
    if row is None:
        return "–"
    amount = context.range_of(row, DIFFERENCE, 1.0, 0)
    shown: Cited | Markup = amount
    if ends is not None:
        mean = context.cited(row, "diff", 1.0, 0, signed=True)
        shown = context.sentence("{mean} ({between})", mean=mean, between=context.between(ends, outcome, 0))
    return shown if amount.clear else context.sentence("no clear difference: {amount}", amount=shown)


def _table(context: Context) -> Table:
    """Return the table of mixes: the base as it comes out, the others as differences from it."""
    columns: list[list[Cell]] = []
    for outcome, _, ranked in COLUMNS:
        first, others = [context.base], context.others
        columns.append(
            [
                *_cells(context, first, outcome, MEAN),
                *_cells(context, others, outcome, DIFFERENCE),
            ]
        )
        if ranked and (found := ranking.ranks(context, ranked, context.course)):
            shares = {str(row["option"]): row for row in found}
            columns.append([_first(context, shares[mix]) if mix in shares else "–" for mix in context.mixes])
    rows = tuple(
        TableRow(context.named(mix), tuple(column[place] for column in columns))
        for place, mix in enumerate(context.mixes)
    )
    course = lowered(context.courses[context.course])
    caption = context.sentence("The mixes in {year}, under {course}", year=context.year, course=course)
    return Table(caption, tuple(_heads(context)), rows, _note(context), tuple(_from(context)))


def _cells(context: Context, mixes: list[str], outcome: str, columns: tuple[str, ...]) -> list[Estimate | str]:
    rows = [difference(context, mix, outcome) for mix in mixes]
    return context.estimates(rows, columns, outcome, [context.spread(mix, outcome) for mix in mixes])


def _note(context: Context) -> Markup:
    source, base = context.sources["compare"], context.mix(context.base)
    if context.spread(context.base, CHANGE):
        said = context.sentence(
            "First row: {base} itself. Other rows: mean difference from it over {seeds} draws, below it what nine "
            "draws of ten lie between; bold where these are all on one side of 0.",
            base=base,
            seeds=len(source.manifest["seeds"]),
        )
    else:
        said = context.sentence(
            "First row: {base} itself. Other rows: mean difference from it, below it its 90% interval over {seeds} "
            "seeds; bold where that leaves out 0. {parameters}",
            base=base,
            seeds=len(source.manifest["seeds"]),
            parameters=parameters_said(source.manifest, context.language),
        )
    meant = context.sentence(
        "Conditions: of workers and the environment, mean of eight themes, from 0 to 100. Level field: part of the "
        "cost of full due diligence that competitors bear as well; 100% is level."
    )
    return said + " " + meant


def _heads(context: Context) -> Iterator[str]:
    yield context.word("Mix")
    for _, head, ranked in COLUMNS:
        yield context.word(head)
        if ranked and ranking.ranks(context, ranked, context.course):
            yield context.word("Best on this, % of draws")


def _from(context: Context) -> Iterator[tuple[str, str]]:
    yield "compare", "summary.csv"
    if context.spread(context.base, CHANGE):
        yield "compare", "annual.parquet"
    if ranking.ranks(context, IMPACT, context.course):
        yield "robustness", "ranks.csv"


def _first(context: Context, row: Row) -> Cell:
    number = context.cited(row, "first", PERCENT)
    low, high = (context.number(PERCENT * row.number(each), 0) for each in ("first_lo", "first_hi"))
    return Estimate(number, f"{low} – {high}")


def _answers(context: Context) -> Iterator[tuple[str, Markup | str]]:
    """Yield how large, how sure, why, when not, and what to measure first."""
    if context.has("compare", "summary.csv"):
        yield context.word("How large"), certainty.how_large(context)
    yield context.word("How sure"), certainty.how_sure(context)
    if context.has("compare", "variance_parts.csv"):
        yield context.word("Why not surer"), certainty.parts(context)
    yield context.word("When not"), conditions.in_one_sentence(context)
    yield context.word("Measure first"), information.in_one_sentence(context)
    yield context.word("Rests on"), evidence.in_one_sentence(context)
