"""Which draws count as lost: a mix against the best other mix, the base mix, or one that is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from experiments.studies.common.model_outputs import Option
from experiments.studies.common.specification import check_directed
from experiments.studies.discovery.options import BASE, BEST, DiscoveryOptions
from experiments.studies.discovery.sample import Sample, Scope
from model.errors import InputError, unknown_name, wrong_value
from model.outcomes import OUTCOMES
from model.state.state import Array, BoolArray

HEADLINES = ("chain_impact_dutch", "chain_impact_global", "level_playing_field_nld", "level_playing_field_eu")
"""Outcomes that are searched unless others are asked for: impact in chains, and the level playing field."""
FEWEST = 10
"""There must be at least so many draws that are lost, and so many that are not: fewer say nothing of a region."""
RARE = 0.1
"""Fewer lost draws than `FEWEST` are called rare below this share of draws; above it the sample is too small."""
SEARCHED, ALWAYS, NEARLY_ALWAYS = "searched", "always", "nearly_always"
NEVER, NEARLY_NEVER, TOO_FEW, UNKNOWN = "never", "nearly_never", "too_few", "unknown"


@dataclass(frozen=True)
class Contest:
    """Under a course, where does `focus` do worse than `against` (a mix, or `best`: the best other) on an outcome?"""

    course: str
    focus: str
    against: str
    outcome: str
    year: int


@dataclass(frozen=True, eq=False)
class Cases:
    """What came of a contest in each draw; a draw is neither lost nor tied when it is won or not known."""

    contest: Contest
    lost: BoolArray
    tied: BoolArray
    known: BoolArray

    @property
    def share(self) -> float:
        """Share of the known draws that are lost; NaN when none is known."""
        return float(self.lost.sum() / self.known.sum()) if self.known.any() else float("nan")

    @property
    def verdict(self) -> str:
        """Whether there is something to search, and if not why."""
        known, lost = int(self.known.sum()), int(self.lost.sum())
        if not known:
            return UNKNOWN
        if lost in (0, known):
            return ALWAYS if lost else NEVER
        if min(lost, known - lost) >= FEWEST:
            return SEARCHED
        if min(lost, known - lost) >= RARE * known:
            return TOO_FEW
        return NEARLY_NEVER if lost < known - lost else NEARLY_ALWAYS


def contests(scope: Scope, asked: DiscoveryOptions) -> list[Contest]:
    """Return every contest that is asked for; a mix is not held against itself.

    By default every mix but the base is in focus, on the headlines as far as the sample has them, in its last year.

    Raises:
        InputError: for a mix, outcome or year that the sample does not have, or an outcome without a better side.
    """
    rival = {BEST: BEST, BASE: scope.base}.get(asked.against) or scope.mix(asked.against, "--against")
    if len(scope.mixes) == 1:
        raise InputError(f"--mix: {scope.base} stands alone; a mix can only lose to another one")
    chosen = [scope.mix(each, "--focus") for each in asked.focus]
    mixes = list(dict.fromkeys(chosen)) or [each.name for each in scope.mixes[1:]]
    mixes = [each for each in mixes if each != rival]
    if not mixes:
        raise InputError(f"--against: {rival} is the mix in focus; give another one")
    _check(scope, asked)
    outcomes = list(dict.fromkeys(asked.outcomes)) or [each for each in HEADLINES if each in scope.outcomes]
    if not outcomes:
        raise InputError(f"--outcome: the study has none of the headlines; choose from {', '.join(scope.outcomes)}")
    years = sorted(set(asked.years)) or [scope.years[-1]]
    courses = [each.name for each in scope.courses]
    return [Contest(*each) for each in product(courses, mixes, [rival], outcomes, years)]


def _check(scope: Scope, asked: DiscoveryOptions) -> None:
    for name in asked.outcomes:
        if name not in scope.outcomes:
            raise unknown_name("--outcome", "outcome of the study", name, scope.outcomes)
    check_directed(asked.outcomes)
    for year in asked.years:
        if year not in scope.years:
            raise wrong_value("--year", "year", year, ", ".join(map(str, scope.years)))


def cases_of(sample: Sample, contest: Contest) -> Cases:
    """Return which draws a mix loses: it does worse, however little; equal to the last digit is a tie."""
    own = _gain(sample, contest, contest.focus)
    rivals = [each.name for each in sample.scope.mixes if each.name != contest.focus]
    rivals = rivals if contest.against == BEST else [contest.against]
    best = np.max([_gain(sample, contest, each) for each in rivals], axis=0)
    known = np.isfinite(own) & np.isfinite(best)
    return Cases(contest, known & (own < best), known & (own == best), known)


def _gain(sample: Sample, contest: Contest, mix: str) -> Array:
    """Return an outcome by draw, turned so that more is better."""
    values = sample.values(Option(contest.course, mix), contest.outcome, contest.year)
    return values * OUTCOMES[contest.outcome].direction
