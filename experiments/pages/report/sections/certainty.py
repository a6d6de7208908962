"""How large differences for workers are, how sure it is which mix is best, and what keeps that from being surer."""

from __future__ import annotations

import math

from markupsafe import Markup

from experiments.pages.report import ranking
from experiments.pages.report.context import MEAN, PERCENT, Context
from experiments.pages.report.ledger import Cited
from experiments.pages.report.sources import Row
from experiments.report.formatting import factor
from experiments.report.translation import N_
from experiments.studies.common.relevance import least_relevant, read_sizes
from experiments.studies.comparison.variance_parts import LABELS, median_shares
from model.outcomes import OUTCOMES

IMPACT, CHANGE, FIELD = "chain_impact_dutch", "chain_impact_change_dutch", "level_playing_field_eu"
SINCE = {
    "above": N_("better than in 2019 with {mixes}"),
    "below": N_("worse than in 2019 with {mixes}"),
    "same": N_("not clearly other than in 2019 with {mixes}"),
}
"""Clauses on the level that mixes reach, by the side of 2019 on which its interval lies."""


def how_large(context: Context) -> Markup:
    """Return from which size a difference for workers matters, and how mixes end up beside 2019."""
    said = context.sentence(
        "A difference counts as one that matters from {size} of 100 points on in conditions, and from {field} of 100 "
        "points on in the level playing field.",
        size=context.number(factor(IMPACT) * least_relevant()[IMPACT], 1),
        field=context.number(factor(FIELD) * least_relevant()[FIELD], 1),
    )
    sides = _since(context)
    clauses = [context.word(text, mixes=context.mixes_said(sides[side])) for side, text in SINCE.items() if sides[side]]
    if not clauses:
        return said
    return (
        said
        + " "
        + context.sentence(
            "Conditions in {year} are on average {clauses}.", year=context.year, clauses="; ".join(clauses)
        )
    )


def why_that_size(context: Context) -> str:
    """Return why a difference for workers matters from its least relevant size on."""
    size = next(each for each in read_sizes() if each.fits(IMPACT, OUTCOMES[IMPACT].unit))
    return context.word(
        "A difference in conditions counts as one that matters from {size} point of 100 on ({reason}).",
        size=context.number(factor(IMPACT) * size.size, 1),
        reason=size.reason_nl if context.language == "nl" else size.reason_en,
    )


def _since(context: Context) -> dict[str, list[str]]:
    """Return the mixes by where the interval of their mean change since 2019 lies."""
    table, found = context.rows("compare", "summary.csv"), dict[str, list[str]]()
    for side in SINCE:
        found[side] = []
    for mix in context.mixes:
        row = table.one(course=context.course, mix=mix, outcome=CHANGE, year=context.year)
        if row is not None:
            _, low, high = (row.number(each) for each in MEAN)
            found["above" if low > 0 else "below" if high < 0 else "same"].append(mix)
    return found


def how_sure(context: Context) -> Markup | str:
    """Return in how many draws the mix that is best for workers is ahead, and by a difference that matters."""
    found = ranking.standing(context, IMPACT)
    if (found is None or not found.by_draws) and context.has("robustness", "ranks.csv"):
        return context.word(
            "The study of robustness does not say how often each mix is best in {year}.", year=context.year
        )
    if found is None or not found.by_draws:
        return context.word(
            "How often each mix is best over draws of what is uncertain is not among the studies of this report "
            "(robustness)."
        )
    row = found.first
    said = context.sentence(
        "Of {draws} draws, {mix} does most for workers in {share}; in {relevant} it leads by a difference that "
        "matters.",
        draws=int(row["draws"]),
        mix=context.mix(found.leader),
        share=context.share(row, "first"),
        relevant=context.share(row, "first_relevant"),
    )
    if found.second is not None and found.second.number("first") > 0:
        said += " " + context.sentence(
            "Next is {mix}, best in {share}.",
            mix=context.mix(str(found.second["option"])),
            share=context.share(found.second, "first"),
        )
    before = _before(context, found)
    if before is not None:
        said += " " + context.sentence(
            "Before observations narrowed the plausible values, {mix} was best in {share}.",
            mix=context.mix(found.leader),
            share=context.share(before, "first"),
        )
    if not math.isnan(row.number("seed_share")):
        said += " " + context.sentence(
            "Of what makes it best in one draw and not in another, {part} is chance.",
            part=context.share(row, "seed_share"),
        )
    return said


def _before(context: Context, found: ranking.Standing) -> Row | None:
    """Return the row of the leader over draws that were not fitted to observations, where both were made."""
    if found.first["sample"] == "prior":
        return None
    prior = ranking.ranks(context, IMPACT, context.course, "prior")
    return next((each for each in prior if each["option"] == found.leader), None)


def parts(context: Context) -> Markup | str:
    """Return of what the variance of differences consists: medians over headline outcomes and mixes."""
    table = context.rows("compare", "variance_parts.csv")
    year = int(table.table["year"].max()) if len(table.table) else 0
    said = []
    for part, share in (median_shares(table.table) if year else {}).items():
        anchors = [context.ledger.cite(row, ["share"]) for row in table.all(year=year, part=part)]
        shown = Cited(f"{context.number(PERCENT * share, 0)}%", anchors[0])
        said.append(context.sentence("{part} {share}", part=context.word(LABELS[part]), share=shown))
    if not said:
        return context.word("The parts of the variance were not looked at.")
    return context.sentence(
        "Differences between mixes vary with: {parts} (parts of the variance; roughly, from {draws} draws).",
        parts=Markup(", ").join(said),
        draws=int(table.table["draws"].max()),
    )
