"""The evidence board: what the model hits and misses of what was observed, inside and outside the fit."""

from __future__ import annotations

from markupsafe import Markup

from experiments.pages.report.blocks import Block, Section, Table, TableRow, Text
from experiments.pages.report.context import Context
from experiments.pages.report.pictures import drawn_or_table
from experiments.pages.report.sources import Row
from experiments.report.translation import N_
from experiments.studies.validation.options import DEFAULTS, ENSEMBLE, PRIOR
from experiments.studies.validation.report import SAMPLE_WORDS
from experiments.studies.validation.verdicts import ALL, IN_PART, INSIDE, KEPT, NOT_COMPARED, OUTSIDE

VERB, TARGETS, SUMMARY = "validate", "targets.csv", "summary.csv"
ORDER = (OUTSIDE, IN_PART, INSIDE, NOT_COMPARED)
COUNTS = (
    ("targets", N_("Targets")),
    ("targets_inside", N_("Inside tolerance")),
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
        "Of {targets} targets of what was observed the model is inside tolerance for {inside}, in part for {part}, and "
        "outside for {outside}.",
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
            "Of {count} observations kept apart from the fit, the 80% interval holds {holds}.",
            count=context.cited(kept, "observations"),
            holds=context.cited(kept, "holds"),
        )
    )


def section(context: Context) -> Section:
    """Return the section."""
    title = context.word("Evidence: what the model hits and misses")
    if not context.has(VERB, TARGETS):
        return Section("evidence", title, [context.missing(VERB, title)])
    blocks: list[Block] = [Text((in_one_sentence(context),)), _by_sample(context)]
    blocks.append(drawn_or_table(context, VERB, "observations", _targets(context), "data"))
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
        context.word("Targets inside and outside, by what parameters are drawn from"),
        (context.word("Drawn from"), *heads, context.word("Kept apart: interval holds")),
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
                context.cited(row, "distance", 1.0, 1, signed=True),
            ),
        )
        for row in found
    )
    return Table(
        context.word("Every target, misses first"),
        tuple(map(context.word, (N_("What was observed"), N_("Target"), N_("Verdict"), N_("Distance, tolerances")))),
        rows,
        context.word("Distance of the worst observation of a target from what was observed, in tolerances."),
        ((VERB, TARGETS),),
        texts=2,
    )
