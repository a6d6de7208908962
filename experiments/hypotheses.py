"""What the SER expects, put to the test: claims about outcomes of mixes, judged by the runs alone.

A claim is a contrast of mixes on the same luck: one mix, one mix less another, or the interaction a - b - c + d of
a 2 x 2 design. It is supported when the 90% t-interval of the paired contrast lies wholly on the side it names,
contradicted when it lies wholly on the other side, and undecided otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.compare import mean_and_interval
from experiments.study_tables import ANNUAL_KEYS
from model.errors import InputError, unknown_name
from model.scenario import SCENARIOS, course_files, named_files
from model.toml_input import Field, list_of, number, one_of, read_table, read_toml, text

HYPOTHESES = SCENARIOS / "hypotheses.toml"
RELATIONS = ("greater", "less")
SUPPORTED, CONTRADICTED, UNDECIDED, NOT_TESTED = "supported", "contradicted", "undecided", "not tested"
CORNERS = 4
"""Mixes in an interaction: both, only the first, only the second, neither."""
CLAIM_COLUMNS = ("hypothesis", "course", "claim", "outcome", "year", "seeds", "estimate", "lo", "hi", "verdict")
VERDICT_COLUMNS = ("hypothesis", "course", "claims", "supported", "contradicted", "undecided", "not_tested", "verdict")


def _weights(value: Any) -> dict[str, float]:
    if isinstance(value, str) and value.strip():
        return {value: 1.0}
    if not isinstance(value, dict) or not value:
        raise ValueError(value)
    weight = number(-1e6, 1e6)
    return {name: float(weight.read(each)) for name, each in value.items()}


def _tables(value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError(value)
    return tuple(value)


_HYPOTHESIS: dict[str, Field] = {
    "id": text(),
    "label_en": text(),
    "label_nl": text(),
    "sections": list_of(text()),
    "expects": text(),
    "claims": Field(_tables, "a list of tables, one or more"),
}
_CLAIM: dict[str, Field] = {
    "says_en": text(),
    "says_nl": text(),
    "outcome": Field(_weights, "the name of an outcome, or a table of outcome to weight"),
    "year": number(1900, 2200, whole=True),
    "since": number(1900, 2200, None, whole=True),
    "left": text(None),
    "right": text(None),
    "interaction": list_of(text(), ()),
    "relation": one_of(RELATIONS),
    "threshold": number(-1e12, 1e12, None),
    "reason": text(None),
    "courses": list_of(text()),
    "right_course": text(None),
}


@dataclass(frozen=True)
class Claim:
    """One claim: the contrast of `left` with `right`, of `left` with 0, or the `interaction` of four mixes.

    The contrast is of `outcome` (a weighted sum, mostly of one) at the end of `year`, or of its change from the end
    of `since`. It has to be `relation` (greater or less) than `threshold` (0 when None), of which `reason` says where
    it comes from.
    `courses` lists the courses under each of which the claim is judged; `right_course` puts the right side under
    another course.
    """

    says_en: str
    says_nl: str
    outcome: Mapping[str, float]
    year: int
    since: int | None
    left: str | None
    right: str | None
    interaction: tuple[str, ...]
    relation: str
    threshold: float | None
    reason: str | None
    courses: tuple[str, ...]
    right_course: str | None

    @property
    def outcome_name(self) -> str:
        """The outcome as a text: its name, or a sum such as `8 a - b`."""
        if list(self.outcome.values()) == [1.0]:
            return next(iter(self.outcome))
        return " ".join(f"{weight:+g} {name}" for name, weight in self.outcome.items()).removeprefix("+")

    def terms(self, course: str) -> tuple[tuple[int, str, str], ...]:
        """Return the contrast under a course: sign, mix and course of each term."""
        if self.interaction:
            return tuple((sign, mix, course) for sign, mix in zip((1, -1, -1, 1), self.interaction, strict=True))
        left = (1, str(self.left), course)
        return (left,) if self.right is None else (left, (-1, self.right, self.right_course or course))


@dataclass(frozen=True)
class Hypothesis:
    """What the advice expects, in own words, and the claims that would bear it out."""

    id: str
    label_en: str
    label_nl: str
    sections: tuple[str, ...]
    expects: str
    claims: tuple[Claim, ...]


def read_hypotheses(path: Path = HYPOTHESES, outcomes: Iterable[str] | None = None) -> tuple[Hypothesis, ...]:
    """Read hypotheses.

    Args:
        path: the file, with an array of tables `hypotheses`.
        outcomes: the names an outcome may have; None leaves them unchecked.

    Raises:
        InputError: for wrong keys or values, contradictory claims, unknown mixes, courses or outcomes, double ids.
    """
    field = {"hypotheses": Field(_tables, "a list of tables, one or more")}
    known = None if outcomes is None else tuple(outcomes)
    found: list[Hypothesis] = []
    for place, table in enumerate(read_table(read_toml(path), field, str(path))["hypotheses"], start=1):
        values = read_table(table, _HYPOTHESIS, f"{path}: hypothesis {place}")
        where = f"{path}: {values['id']}"
        if any(each.id == values["id"] for each in found):
            raise InputError(f"{where}: id is given twice")
        claims = tuple(
            _claim(given, f"{where}: claim {number}", known) for number, given in enumerate(values["claims"], start=1)
        )
        found.append(Hypothesis(**{**values, "claims": claims}))
    return tuple(found)


def _claim(table: object, where: str, outcomes: tuple[str, ...] | None) -> Claim:
    claim = Claim(**read_table(table, _CLAIM, where))
    if bool(claim.interaction) == (claim.left is not None):
        raise InputError(f"{where}: give either left or interaction")
    if claim.interaction and (len(claim.interaction) != CORNERS or claim.right is not None):
        raise InputError(f"{where}: interaction takes four mixes (both, one, other, neither) and no right")
    if claim.right is None and not claim.interaction and claim.threshold is None:
        raise InputError(f"{where}: give right, or the threshold that left is held against")
    if (claim.threshold is None) != (claim.reason is None):
        raise InputError(f"{where}: a threshold needs a reason, and a reason a threshold")
    if claim.right_course is not None and claim.right is None:
        raise InputError(f"{where}: right_course needs right")
    if claim.since is not None and claim.since >= claim.year:
        raise InputError(f"{where}: since = {claim.since} is not before year = {claim.year}")
    if not claim.courses:
        raise InputError(f"{where}: courses is empty")
    _check_names(claim, where, outcomes)
    return claim


def _check_names(claim: Claim, where: str, outcomes: tuple[str, ...] | None) -> None:
    mixes, courses = named_files("mixes"), course_files()
    for course in claim.courses:
        for _, mix, under in claim.terms(course):
            if mix not in mixes:
                raise unknown_name(where, "mix", mix, mixes)
            if under not in courses:
                raise unknown_name(where, "course", under, courses)
    for name in claim.outcome:
        if outcomes is not None and name not in outcomes:
            raise unknown_name(where, "outcome", name, outcomes)


def needed_runs(hypotheses: Sequence[Hypothesis]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of mix and course that the claims speak of, in order of first mention."""
    claims = [claim for hypothesis in hypotheses for claim in hypothesis.claims]
    named = ((mix, under) for claim in claims for course in claim.courses for _, mix, under in claim.terms(course))
    return tuple(dict.fromkeys(named))


def needed_outcomes(hypotheses: Sequence[Hypothesis]) -> tuple[str, ...]:
    """Return the outcomes that the claims speak of, in order of first mention."""
    named = (name for hypothesis in hypotheses for claim in hypothesis.claims for name in claim.outcome)
    return tuple(dict.fromkeys(named))


def tidy(annual: pd.DataFrame) -> pd.DataFrame:
    """Turn the annual table of a study into columns mix, course, seed, year, outcome, value."""
    keys = [name for name in ANNUAL_KEYS if name in annual.columns]
    return annual.melt(id_vars=keys, var_name="outcome", value_name="value")


def claim_verdicts(hypotheses: Sequence[Hypothesis], runs: pd.DataFrame) -> pd.DataFrame:
    """Judge every claim under every course that it names.

    Args:
        hypotheses: what to judge.
        runs: tidy, with columns mix, course, seed, year, outcome, value (end of year).

    Returns:
        One row a claim and course, with CLAIM_COLUMNS; `estimate`, `lo` and `hi` are of the contrast less its
        threshold. What the runs lack (mix, course, year or outcome) makes a claim `not tested`.
    """
    kept = runs[runs["outcome"].isin(needed_outcomes(hypotheses))]
    values = kept.set_index(["course", "mix", "outcome", "year", "seed"])["value"].sort_index()
    rows = [
        (hypothesis.id, course, claim.says_en, claim.outcome_name, claim.year, *_judge(claim, course, values))
        for hypothesis in hypotheses
        for claim in hypothesis.claims
        for course in claim.courses
    ]
    return pd.DataFrame(rows, columns=list(CLAIM_COLUMNS))


def verdicts(hypotheses: Sequence[Hypothesis], runs: pd.DataFrame) -> pd.DataFrame:
    """Judge every hypothesis under every course that its claims name: one row each, with VERDICT_COLUMNS.

    A hypothesis is contradicted when any claim is, supported when all are, `not tested` when that turns on claims
    that could not be tested, and else undecided. `runs` is as for `claim_verdicts`.
    """
    judged = claim_verdicts(hypotheses, runs)
    rows = []
    for (identity, course), group in judged.groupby(["hypothesis", "course"], sort=False):
        counts = [int((group["verdict"] == each).sum()) for each in (SUPPORTED, CONTRADICTED, UNDECIDED, NOT_TESTED)]
        rows.append((identity, course, len(group), *counts, overall(list(group["verdict"]))))
    return pd.DataFrame(rows, columns=list(VERDICT_COLUMNS))


def overall(claims: Sequence[str]) -> str:
    """Return the verdict on a hypothesis from those on its claims."""
    if CONTRADICTED in claims:
        return CONTRADICTED
    if UNDECIDED in claims:
        return UNDECIDED
    return NOT_TESTED if NOT_TESTED in claims or not claims else SUPPORTED


def _judge(claim: Claim, course: str, values: pd.Series) -> tuple[int, float, float, float, str]:
    """Return the number of seeds, the contrast less its threshold with its interval, and the verdict."""
    parts = []
    for sign, mix, under in claim.terms(course):
        for outcome, weight in claim.outcome.items():
            parts.append(sign * weight * _by_seed(values, (under, mix, outcome, claim.year)))
            if claim.since is not None:
                parts.append(-sign * weight * _by_seed(values, (under, mix, outcome, claim.since)))
    paired = pd.concat(parts, axis=1, join="inner").sum(axis=1, skipna=False).dropna()
    if paired.empty:
        return 0, float("nan"), float("nan"), float("nan"), NOT_TESTED
    contrast = paired.to_numpy(dtype=float) - (claim.threshold or 0.0)
    estimate, low, high = (float(each) for each in mean_and_interval(contrast))
    sign = 1 if claim.relation == "greater" else -1
    ends = sorted((sign * low, sign * high))
    if ends[0] > 0:
        verdict = SUPPORTED
    elif ends[1] < 0:
        verdict = CONTRADICTED
    else:
        verdict = UNDECIDED
    return len(contrast), estimate, low, high, verdict


def _by_seed(values: pd.Series, key: tuple[str, str, str, int]) -> pd.Series:
    """Return the values of one course, mix, outcome and year by seed; empty when there are none."""
    try:
        found: pd.Series = values.loc[key]
    except KeyError:
        return pd.Series(dtype=float)
    return found
