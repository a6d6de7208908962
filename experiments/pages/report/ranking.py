"""Which mix stands first on an outcome, and how sure that is: a verdict by rules, and the sentence that follows.

Over draws of the ensemble (`robustness`), with 90% intervals of shares:

no difference   in at most one draw in twenty any mix is ahead by more than the least relevant size
clear           the share of the leader is above one half over its whole interval
often           it is not, but the interval lies wholly above that of the second
unclear         the intervals of the first two overlap

Without such draws the means over seeds of `compare` decide: no difference when the interval of no mix leaves out 0 on
its better side, unclear when the intervals of the first two overlap, and clear otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from experiments.pages.report.context import DIFFERENCE, PERCENT, Context
from experiments.pages.report.ledger import Cited
from experiments.pages.report.sources import Row
from experiments.report.formatting import factor
from experiments.report.translation import N_
from experiments.studies.robustness.contests import MIX
from experiments.studies.robustness.design import ENSEMBLE, PRIOR
from model.outcomes import OUTCOMES

HALF, FEW = 0.5, 0.05
CLEAR, OFTEN, UNCLEAR, NONE = "clear", "often", "unclear", "no difference"
CLAUSES = {
    CLEAR: N_("{first} comes out best in most draws: in {share} (90% interval {low}–{high}%)"),
    OFTEN: N_(
        "{first} comes out best most often, in {share} of draws (90% interval {low}–{high}%), but not clearly in most"
    ),
    UNCLEAR: N_("it is not clear which mix is best: {first} comes out best in {share} of draws, {second} in {other}"),
    NONE: N_("no mix is ahead by a difference that matters in {none} of draws"),
}
BY_MEAN = {
    CLEAR: N_("{first} comes out best on average ({gain} compared with {base})"),
    UNCLEAR: N_("{first} ({gain} compared with {base}) is not clearly ahead of {second} ({other})"),
    NONE: N_("no mix is clearly ahead of {base} (highest: {first}, {gain})"),
}
"""Clauses by verdict, over draws and by means over seeds."""


@dataclass(frozen=True)
class Standing:
    """Who stands first on an outcome: the verdict, and the rows of the first and the second."""

    outcome: str
    verdict: str
    first: Row
    second: Row | None
    by_draws: bool

    @property
    def leader(self) -> str:
        """The mix that stands first; of no meaning where there is no difference."""
        return str(self.first["option" if self.by_draws else "mix"])


def standing(context: Context, outcome: str, course: str = "") -> Standing | None:
    """Return who stands first on an outcome in the year of the report; None when no study says."""
    course = course or context.course
    return _by_draws(context, outcome, course) or _by_mean(context, outcome, course)


def _by_draws(context: Context, outcome: str, course: str) -> Standing | None:
    rows = ranks(context, outcome, course)
    rows = sorted(rows, key=lambda row: -row.number("first"))
    if not rows or not any(row.number("first") > 0 for row in rows):
        return None
    first, second = rows[0], rows[1] if len(rows) > 1 else None
    if sum(row.number("first_relevant") for row in rows) <= FEW:
        verdict = NONE
    elif first.number("first_lo") > HALF:
        verdict = CLEAR
    elif second is None or first.number("first_lo") > second.number("first_hi"):
        verdict = OFTEN
    else:
        verdict = UNCLEAR
    return Standing(outcome, verdict, first, second, True)


def ranks(context: Context, outcome: str, course: str, sample: str = "") -> list[Row]:
    """Return who is first how often on an outcome in the year of the report: a row a mix."""
    if not context.has("robustness", "ranks.csv"):
        return []
    table = context.rows("robustness", "ranks.csv")
    samples = [sample] if sample else [ENSEMBLE, PRIOR]
    for each in samples:
        keys = {"kind": MIX, "context": course, "outcome": outcome, "year": context.year}
        if found := table.all(sample=each, **keys):
            return found
    return []


def _by_mean(context: Context, outcome: str, course: str) -> Standing | None:
    if not context.has("compare", "summary.csv") or not context.others:
        return None
    table = context.rows("compare", "summary.csv")
    sign = OUTCOMES[outcome].direction or 1
    found = [table.one(course=course, mix=mix, outcome=outcome, year=context.year) for mix in context.others]
    rows = sorted((row for row in found if row), key=lambda row: -sign * row.number("diff"))
    if not rows:
        return None
    first, second = rows[0], rows[1] if len(rows) > 1 else None
    low, high = ("diff_lo", "diff_hi") if sign > 0 else ("diff_hi", "diff_lo")
    if not sign * first.number(low) > 0:
        verdict = NONE
    elif second is not None and not sign * first.number(low) > sign * second.number(high):
        verdict = UNCLEAR
    else:
        verdict = CLEAR
    return Standing(outcome, verdict, first, second, False)


def clause(context: Context, found: Standing, name: Callable[[str], str] | None = None) -> Markup:
    """Return who stands first as a part of a sentence; `name` says how mixes are named, by their code unless given."""
    name = name or context.mix
    base, leader = context.mix(context.base), name(found.leader)
    if not found.by_draws:
        scale = factor(found.outcome)
        places = 2
        second = found.second
        return context.sentence(
            BY_MEAN[found.verdict],
            first=leader,
            gain=context.range_of(found.first, DIFFERENCE, scale, places),
            base=base,
            second=name(str(second["mix"])) if second else "",
            other=context.range_of(second, DIFFERENCE, scale, places) if second else "",
        )
    row, second = found.first, found.second
    gaps = {
        "first": leader,
        "share": context.share(row, "first"),
        "low": context.cited(row, "first_lo", PERCENT),
        "high": context.cited(row, "first_hi", PERCENT),
        "second": name(str(second["option"])) if second else "",
        "other": context.share(second, "first") if second else "",
        "none": "",
    }
    if found.verdict == NONE:
        every = ranks(context, found.outcome, str(row["context"]), str(row["sample"]))
        most = sum(each.number("first_relevant") for each in every)
        anchors = [context.ledger.cite(each, ["first_relevant"]) for each in every]
        gaps["none"] = Cited(f"{PERCENT * (1 - most):.0f}%", anchors[0])
    return context.sentence(CLAUSES[found.verdict], **gaps)


def against_base(context: Context, mix: str, outcome: str, course: str) -> tuple[Row, int] | None:
    """Return the row that holds a mix against the base, and the sign with which its gains are those of the mix."""
    if not context.has("robustness", "pairwise.csv"):
        return None
    table = context.rows("robustness", "pairwise.csv")
    keys = {"kind": MIX, "context": course, "outcome": outcome, "year": context.year}
    for sample in (ENSEMBLE, PRIOR):
        for option, other, sign in ((context.base, mix, -1), (mix, context.base, 1)):
            if row := table.one(sample=sample, option=option, other=other, **keys):
                return row, sign
    return None


def gain_over_draws(context: Context, mix: str, outcome: str, course: str) -> Cited | None:
    """Return the median gain of a mix over the base with the middle nine tenths of draws; positive is better."""
    found = against_base(context, mix, outcome, course)
    if found is None:
        return None
    row, sign = found
    scale = sign * factor(outcome)
    columns = ("median_gain", "gain_p5", "gain_p95") if sign > 0 else ("median_gain", "gain_p95", "gain_p5")
    return context.range_of(row, columns, scale, 2)
