"""The evidence board: what the model hits and misses of what was observed, inside and outside the fit."""

from __future__ import annotations

from markupsafe import Markup

from experiments.pages.report.blocks import Block, Cell, Section, Table, TableRow, Text
from experiments.pages.report.context import MOST_PLACES, Context
from experiments.pages.report.pictures import drawn_or_tables
from experiments.pages.report.sources import Row
from experiments.report.formatting import places_for
from experiments.report.translation import N_
from experiments.studies.validation.options import DEFAULTS, ENSEMBLE, PRIOR
from experiments.studies.validation.report import SAMPLE_WORDS
from experiments.studies.validation.verdicts import ALL, IN_PART, INSIDE, KEPT, NOT_COMPARED, OUTSIDE

VERB, TARGETS, SUMMARY, OBSERVATIONS = "validate", "targets.csv", "summary.csv", "observations.csv"
ORDER = (OUTSIDE, IN_PART, INSIDE, NOT_COMPARED)
COUNTS = (
    ("targets", N_("Patterns")),
    ("targets_inside", N_("Within tolerance")),
    ("targets_in_part", N_("In part")),
    ("targets_outside", N_("Outside")),
    ("targets_not_compared", N_("Not compared")),
)


def _sample(context: Context) -> str:
    """Return the sample that is reported first: the ensemble where it was run."""
    there = set(context.rows(VERB, SUMMARY).table["sample"])
    return next(each for each in (ENSEMBLE, DEFAULTS, PRIOR) if each in there)


def _counts(context: Context, part: str, sample: str = "") -> Row | None:
    return context.rows(VERB, SUMMARY).one(sample=sample or _sample(context), part=part)


def in_one_sentence(context: Context) -> Markup | str:
    """Return how many targets the model hits, for page one."""
    row = _counts(context, ALL) if context.has(VERB, SUMMARY) else None
    if row is None:
        return context.word("Not among the studies of this report: {study}.", study="validate")
    said = context.sentence(
        "Of {targets} observed patterns the model reproduces {inside} within their tolerance, {part} in part, and "
        "{outside} not.",
        targets=context.cited(row, "targets"),
        inside=context.cited(row, "targets_inside"),
        part=context.cited(row, "targets_in_part"),
        outside=context.cited(row, "targets_outside"),
    )
    kept = _counts(context, KEPT)
    if kept is None:
        return said
    return (
        said
        + " "
        + context.sentence(
            "Of {count} observations that were not used in fitting it, {holds} lie within its 80% interval.",
            count=context.cited(kept, "observations"),
            holds=context.cited(kept, "holds"),
        )
    )


def section(context: Context) -> Section:
    """Return the section."""
    title = context.word("Evidence: which observations the model reproduces")
    if not context.has(VERB, TARGETS):
        return Section("evidence", title, [context.missing(VERB, title)])
    blocks: list[Block] = [Text((in_one_sentence(context),)), _by_sample(context)]
    blocks += [_targets(context)]
    blocks += drawn_or_tables(context, VERB, "observations", _observations(context), paper="nothing")
    return Section("evidence", title, blocks)


def _by_sample(context: Context) -> Table:
    rows = []
    for sample in dict.fromkeys(context.rows(VERB, SUMMARY).table["sample"]):
        row, kept = _counts(context, ALL, str(sample)), _counts(context, KEPT, str(sample))
        if row is None:
            continue
        cells = [context.cited(row, column) for column, _ in COUNTS]
        apart = (
            context.sentence(
                "{holds} of {count}", holds=context.cited(kept, "holds"), count=context.cited(kept, "observations")
            )
            if kept
            else "–"
        )
        rows.append(TableRow(context.say(SAMPLE_WORDS[str(sample)]), (*cells, apart)))
    heads = [context.word(head) for _, head in COUNTS]
    return Table(
        context.word("Patterns reproduced, by what parameters are drawn from"),
        (context.word("Drawn from"), *heads, context.word("Not used in fitting: within interval")),
        tuple(rows),
        context.word("Prior: plausible ranges, before anything was held against observations."),
        ((VERB, SUMMARY),),
    )


def _targets(context: Context) -> Table:
    """Return every target with its verdict, the misses first and the farthest of them on top."""
    found = context.rows(VERB, TARGETS).all(sample=_sample(context))
    found.sort(key=lambda row: (ORDER.index(str(row["verdict"])), -abs(row.number("distance") or 0.0)))
    rows = tuple(
        TableRow(
            Markup('<span lang="en">{}</span>').format(row["pattern"]),
            (
                str(row["target"]),
                context.word(str(row["verdict"])),
                context.cited(row, "distance", 1.0, 2, signed=True),
            ),
        )
        for row in found
    )
    return Table(
        context.word("Every pattern, those that are missed first"),
        tuple(map(context.word, (N_("What was observed"), N_("Number"), N_("Verdict"), N_("Distance, tolerances")))),
        rows,
        context.word(
            "Distance: of the model from what was observed, for the worst observation of a pattern, in tolerances."
        ),
        ((VERB, TARGETS),),
        texts=2,
    )


def _observations(context: Context) -> Table:
    """Return every observation beside what the model makes of it, which the figure draws."""
    table, rows = context.rows(VERB, OBSERVATIONS), []
    there = list(dict.fromkeys(table.table["sample"]))
    for name in dict.fromkeys(table.table["id"]):
        found = {str(row["sample"]): row for row in table.all(id=name)}
        first = next(iter(found.values()))
        places = min(MOST_PLACES, places_for([first.number("tolerance")]))
        cells: list[Cell] = [context.cited(first, "observed", 1.0, places)]
        for sample in there:
            row = found.get(sample)
            cells.append(context.range_of(row, ("median", "low", "high"), 1.0, places, signed=False) if row else "–")
        head = Markup('<span lang="en">{}, {}</span>').format(first["id"], first["label"])
        rows.append(TableRow(head, tuple(cells)))
    heads = (
        context.word("Observation"),
        context.word("Observed"),
        *(context.say(SAMPLE_WORDS[each]) for each in there),
    )
    note = context.word("Of the model the median, in brackets the 80% interval.")
    return Table(context.word("Observations and model"), heads, tuple(rows), note, ((VERB, OBSERVATIONS),))
