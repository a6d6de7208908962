"""Verdicts on claims and hypotheses from the runs alone, by rules that treat support and contradiction alike.

With d the paired contrast less its threshold, turned so that positive is what the claim says, and s the least relevant
size of a difference:

    supported               the 90% t-interval of d lies wholly above s
    contradicted            it lies wholly below -s, by Holm's correction over the claims of the hypothesis
    no relevant difference  it lies within -s and s
    undecided               none of these

A hypothesis is supported when all of its claims are, and contradicted when any is. Each of its claims may be supported
by chance in 5% of cases, so that all of them are in 5% at most whatever their number (intersection-union test: Berger
1982, Technometrics 24(4)); any of them may be contradicted by chance, so that these 5% are shared (Holm 1979,
Scandinavian Journal of Statistics 6(2)). Where there is no difference at all, a verdict of either kind comes out in 10%
of cases at most. Hypotheses and courses are judged one by one: over ten of them one may be wrong by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtr

from experiments.report.translation import N_
from experiments.runs.statistics import CONFIDENCE, mean_and_interval
from experiments.studies.common.multiple_testing import holm
from experiments.studies.comparison.hypotheses import Claim, Hypothesis, needed_outcomes
from experiments.studies.comparison.tables import ANNUAL_KEYS
from model.state.state import Array

SUPPORTED, CONTRADICTED, UNDECIDED = N_("supported"), N_("contradicted"), N_("undecided")
NO_DIFFERENCE = N_("no relevant difference")
IN_PART = N_("supported in part")
"""Of a hypothesis: some claims are supported, and of others it is known that they make no relevant difference."""
NOT_TESTABLE = N_("not testable at the default")
"""The parameter that alone can bring about what the claim says has the value at which it does nothing."""
NOT_TESTED = N_("not tested")
"""The runs lack a mix, course, year or outcome."""
ORDER = (CONTRADICTED, UNDECIDED, NO_DIFFERENCE, NOT_TESTABLE, NOT_TESTED)
"""The verdict on a hypothesis is the first of these that one of its claims has."""
ERROR = (1.0 - CONFIDENCE) / 2
"""Probability of each kind of verdict where there is no difference."""
CLAIM_COLUMNS = (
    "hypothesis",
    "course",
    "claim",
    "outcome",
    "year",
    "seeds",
    "estimate",
    "lo",
    "hi",
    "least_relevant",
    "p_supported",
    "p_contradicted",
    "p_contradicted_holm",
    "verdict",
    "also_in",
)
VERDICT_COLUMNS = (
    "hypothesis",
    "course",
    "claims",
    "supported",
    "contradicted",
    "undecided",
    "no_relevant_difference",
    "not_testable",
    "not_tested",
    "verdict",
)
_COUNTED = (SUPPORTED, CONTRADICTED, UNDECIDED, NO_DIFFERENCE, NOT_TESTABLE, NOT_TESTED)
Values = Callable[[str, str, str, int], pd.Series]
"""Returns the values of a course, mix, outcome and year by seed or draw; empty when there are none."""


@dataclass(frozen=True)
class Judged:
    """A contrast less its threshold, with its 90% interval, and one-sided probabilities if there were no more than s.

    `p_supported` is the probability of a contrast as far on the side of the claim if it were s there, and
    `p_contradicted` of one as far on the other side if it were s there. Not known (NaN) with fewer than two seeds.
    """

    seeds: int
    estimate: float
    low: float
    high: float
    p_supported: float
    p_contradicted: float


NOTHING = Judged(0, *[float("nan")] * 5)


def tidy(annual: pd.DataFrame) -> pd.DataFrame:
    """Turn the annual table of a study into columns mix, course, seed, year, outcome, value."""
    keys = [name for name in ANNUAL_KEYS if name in annual.columns]
    return annual.melt(id_vars=keys, var_name="outcome", value_name="value")


def contrast_of(claim: Claim, course: str, values: Values) -> Array:
    """Return the contrast of a claim less its threshold, by seed or draw; empty when something it needs is missing."""
    parts = []
    for sign, mix, under in claim.terms(course):
        for outcome, weight in claim.outcome.items():
            parts.append(sign * weight * values(under, mix, outcome, claim.year))
            if claim.since is not None:
                parts.append(-sign * weight * values(under, mix, outcome, claim.since))
    paired = pd.concat(parts, axis=1, join="inner").sum(axis=1, skipna=False).dropna()
    found: Array = paired.to_numpy(dtype=float) - (claim.threshold or 0.0)
    return found


def judge(contrast: Array, sign: int, size: float) -> Judged:
    """Judge a contrast less its threshold.

    Args:
        contrast: by seed, one or more.
        sign: 1 when the claim is that it is positive, -1 when negative.
        size: the least relevant size.
    """
    estimate, low, high = (float(each) for each in mean_and_interval(contrast))
    count = len(contrast)
    if np.isnan(low):
        return Judged(count, estimate, low, high, float("nan"), float("nan"))
    error = float(contrast.std(ddof=1)) / np.sqrt(count)
    above, below = sign * estimate - size, -sign * estimate - size
    return Judged(count, estimate, low, high, _beyond(above, error, count - 1), _beyond(below, error, count - 1))


def _beyond(distance: float, error: float, freedom: int) -> float:
    """Return the probability of a mean so far above a bound, by its t-distribution."""
    if error == 0:
        return float(distance <= 0)
    return float(stdtr(freedom, -distance / error))


def verdict_of(judged: Judged, corrected: float, sign: int, size: float) -> str:
    """Return the verdict on a claim.

    Args:
        judged: its contrast.
        corrected: the probability of contradiction, corrected for the claims of the hypothesis.
        sign: 1 when the claim is that the contrast is positive, -1 when negative.
        size: the least relevant size.
    """
    if judged.seeds == 0:
        return NOT_TESTED
    low, high = sorted((sign * judged.low, sign * judged.high))
    if low > size:
        return SUPPORTED
    if high < -size and corrected <= ERROR:
        return CONTRADICTED
    return NO_DIFFERENCE if -size <= low and high <= size else UNDECIDED


def overall(claims: Sequence[str]) -> str:
    """Return the verdict on a hypothesis from those on its claims (see the top of this file)."""
    first = next((each for each in ORDER if each in claims), SUPPORTED if claims else NOT_TESTED)
    return IN_PART if first == NO_DIFFERENCE and SUPPORTED in claims else first


def claim_verdicts(
    hypotheses: Sequence[Hypothesis], runs: pd.DataFrame, parameters: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """Judge every claim under every course that it names.

    Args:
        hypotheses: what to judge.
        runs: tidy, with columns mix, course, seed, year, outcome, value (end of year).
        parameters: values of all parameters of the runs by full name; None takes every claim as testable.

    Returns:
        One row a claim and course, with CLAIM_COLUMNS, in the order of claims, then courses. `estimate`, `lo` and `hi`
        are of the contrast less its threshold, `least_relevant` in the same unit. `p_contradicted_holm` is corrected
        for the claims of the hypothesis under the course. `also_in` names other hypotheses with the same contrast.
    """
    kept = runs[runs["outcome"].isin(needed_outcomes(hypotheses))]
    values = by_seed(kept)
    rows = []
    for hypothesis in hypotheses:
        judged = {
            (number, course): _judged(claim, course, values, parameters)
            for number, claim in enumerate(hypothesis.claims)
            for course in claim.courses
        }
        corrected = _corrected(judged)
        for (number, course), found in judged.items():
            claim, adjusted = hypothesis.claims[number], corrected[number, course]
            testable = parameters is None or claim.testable(parameters)
            verdict = verdict_of(found, adjusted, claim.sign, claim.size) if testable else NOT_TESTABLE
            about = (hypothesis.id, course, claim.says_en, claim.outcome_name, claim.year)
            numbers = (found.seeds, found.estimate, found.low, found.high, claim.size)
            chances = (found.p_supported, found.p_contradicted, adjusted)
            rows.append((*about, *numbers, *chances, verdict, _also_in(hypotheses, hypothesis.id, claim, course)))
    return pd.DataFrame(rows, columns=list(CLAIM_COLUMNS))


def _judged(claim: Claim, course: str, values: Values, parameters: Mapping[str, float] | None) -> Judged:
    """Judge a claim; nothing when it has no runs, or is decided by a parameter that does nothing."""
    contrast = contrast_of(claim, course, values)
    if not len(contrast) or not (parameters is None or claim.testable(parameters)):
        return NOTHING
    return judge(contrast, claim.sign, claim.size)


def _corrected(judged: Mapping[tuple[int, str], Judged]) -> dict[tuple[int, str], float]:
    """Return probabilities of contradiction, corrected for the number of claims that are judged under a course."""
    found: dict[tuple[int, str], float] = {}
    for course in dict.fromkeys(course for _, course in judged):
        own = [key for key in judged if key[1] == course]
        found |= dict(zip(own, holm([judged[key].p_contradicted for key in own]), strict=True))
    return found


def _also_in(hypotheses: Sequence[Hypothesis], own: str, claim: Claim, course: str) -> str:
    """Return the ids of other hypotheses that have the same contrast, with a space between."""
    shared = [
        each.id
        for each in hypotheses
        if each.id != own
        and any(course in other.courses and other.contrast(course) == claim.contrast(course) for other in each.claims)
    ]
    return " ".join(shared)


def verdicts(claims: pd.DataFrame) -> pd.DataFrame:
    """Return one row a hypothesis and course with VERDICT_COLUMNS, from the verdicts on claims."""
    rows = []
    for (identity, course), group in claims.groupby(["hypothesis", "course"], sort=False):
        counts = [int((group["verdict"] == each).sum()) for each in _COUNTED]
        rows.append((identity, course, len(group), *counts, overall(list(group["verdict"]))))
    return pd.DataFrame(rows, columns=list(VERDICT_COLUMNS))


def by_seed(runs: pd.DataFrame) -> Values:
    """Return how to look up values by seed in tidy runs (see `claim_verdicts`)."""
    values = runs.set_index(["course", "mix", "outcome", "year", "seed"])["value"].sort_index()

    def look_up(course: str, mix: str, outcome: str, year: int) -> pd.Series:
        try:
            found: pd.Series = values.loc[course, mix, outcome, year]
        except KeyError:
            return pd.Series(dtype=float)
        return found

    return look_up
