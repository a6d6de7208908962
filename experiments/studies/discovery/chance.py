"""How good a box shuffled data give: a box is worth telling only when chance does not give one as good.

The draws keep their parameters and the lost draws are dealt out anew; the whole search is done again, screening and
pruning included. All contests of a study are searched, so the level is shared among them (Bonferroni): the chance
that a study in which nothing is to be found tells any first box at all is at most `LEVEL`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from experiments.studies.discovery.peeling import MOST_QUASI_P, RankBox, Ranks, find_box
from model.state.state import Array, BoolArray

LEVEL = 0.05
"""Chance that a study of pure noise tells a box."""
FEWEST_SHUFFLES = 999
"""So many shuffles are made at least, if they are not ended early."""
SHUFFLES_A_CONTEST = 40
"""With more contests the level of each is smaller and needs more shuffles: this many for each contest."""
QUANTILE = 0.05
"""A limit must be less likely by chance than the least likely one of all but this share of the shuffles."""


@dataclass(frozen=True)
class Shuffling:
    """How shuffled data are made: for how many contests in all, and the generator that deals."""

    contests: int
    generator: np.random.Generator

    @property
    def count(self) -> int:
        """The number of shuffles, if they are not ended early."""
        return max(FEWEST_SHUFFLES, SHUFFLES_A_CONTEST * self.contests - 1)

    @property
    def level(self) -> float:
        """The probability of one contest below which chance is ruled out."""
        return LEVEL / self.contests


@dataclass(frozen=True, eq=False)
class Chance:
    """What shuffled data gave: the probability of a box as far beyond chance, and the quasi-p that a limit needs.

    When so many shuffles were as good that the box cannot pass any more, the rest was left out; the probability is
    then the share of those that were made (Besag & Clifford 1991), and what a limit needs is not known (NaN).
    """

    probability: float
    level: float
    excesses: Array
    quasi_p_needed: float = float("nan")

    @property
    def passes(self) -> bool:
        """Whether chance is ruled out."""
        return self.probability <= self.level

    def of(self, box: RankBox) -> Chance:
        """Return the same for another box on the same data, after every shuffle was made."""
        as_good = int((self.excesses >= box.excess).sum()) if box.limits else len(self.excesses)
        return replace(self, probability=(1 + as_good) / (1 + len(self.excesses)))


def chance_of(box: RankBox, ranks: Ranks, lost: BoolArray, least: float, shuffling: Shuffling) -> Chance:
    """Search shuffled data as the data were searched.

    Args:
        box: what was found in the data.
        ranks: the draws by rank.
        lost: for each draw whether it is of interest.
        least: smallest share of these draws that a box may hold.
        shuffling: how many shuffles, and for how many contests.
    """
    count = shuffling.count if box.limits else 0
    smallest, excesses, as_good = [], np.empty(count), 0
    for made in range(count):
        found = find_box(ranks, shuffling.generator.permutation(lost), least)
        smallest.append(min(found.quasi_p, default=1.0))
        excesses[made] = found.excess
        as_good += found.excess >= box.excess
        if (1 + as_good) / (1 + count) > shuffling.level:
            least_p = (1 + as_good) / (1 + count)
            return Chance(max(as_good / (made + 1), least_p), shuffling.level, excesses[: made + 1])
    if not count:
        return Chance(1.0, shuffling.level, excesses)
    needed = min(float(np.quantile(smallest, QUANTILE)), MOST_QUASI_P)
    return Chance((1 + as_good) / (1 + count), shuffling.level, excesses, needed)
