"""The boxes of one contest: found by PRIM, held against shuffled data, and tried on draws they were not found on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from experiments.studies.common.factors import Factor
from experiments.studies.discovery.cases import FEWEST
from experiments.studies.discovery.chance import Chance, Shuffling, chance_of
from experiments.studies.discovery.peeling import (
    LEAST_MASS,
    LOW,
    MOST_QUASI_P,
    Limit,
    Peeler,
    RankBox,
    find_box,
    prune,
    ranks_of,
)
from model.state.state import Array, BoolArray, IntArray

MOST_BOXES = 3
"""After so many boxes the search ends: more regions are no message any more."""
FOLDS, REPEATS = 5, 10
"""Each draw is left out once in each repeat; the box that the others give is tried on those left out."""


@dataclass(frozen=True)
class Restriction:
    """One parameter that a box limits; an end that is not limited is that of the plausible range.

    `quasi_p` is that of the less convincing of its limits, `again` the share of searches on part of the draws that
    limit the same end or ends.
    """

    factor: Factor
    low: float
    high: float
    limited: tuple[bool, bool]
    quasi_p: float
    again: float


@dataclass(frozen=True, eq=False)
class Box:
    """A region of parameter space in which the lost draws are dense.

    `inside` is by draw. `density_unseen` is the density among draws that boxes were not found on; NaN where no such
    draw fell into one. `excess` and `chance` are among the draws that earlier boxes left.
    """

    number: int
    restrictions: tuple[Restriction, ...]
    inside: BoolArray
    coverage: float
    density: float
    mass: float
    density_unseen: float
    excess: float
    chance: Chance


@dataclass(frozen=True, eq=False)
class Ground:
    """Where boxes are looked for: factors, points (draws x factors), and for each draw whether it is lost."""

    factors: tuple[Factor, ...]
    points: Array
    lost: BoolArray

    def part(self, chosen: BoolArray | IntArray) -> Ground:
        """Return the same for some of the draws."""
        return Ground(self.factors, self.points[chosen], self.lost[chosen])


@dataclass(frozen=True, eq=False)
class Tries:
    """What searches on part of the draws gave: the limits of each, and what was lost of draws they had not seen."""

    found: tuple[frozenset[tuple[int, int]], ...]
    unseen: int
    unseen_lost: int

    @property
    def density(self) -> float:
        """Share of lost draws in boxes among unseen draws; NaN when there was none."""
        return self.unseen_lost / self.unseen if self.unseen else float("nan")

    def again(self, limits: list[Limit]) -> float:
        """Return the share of searches that have all of some limits, wherever they lie."""
        wanted = {(each.column, each.side) for each in limits}
        return float(np.mean([wanted <= each for each in self.found]))


def find_boxes(ground: Ground, shuffling: Shuffling, peeler: Peeler) -> Iterator[Box]:
    """Yield boxes until one does not beat shuffled data; that one is the last, if it has any limit at all."""
    left = np.ones(len(ground.lost), dtype=bool)
    for number in range(1, MOST_BOXES + 1):
        rest = ground.part(left)
        if min(rest.lost.sum(), (~rest.lost).sum()) < FEWEST:
            return
        least = LEAST_MASS * len(left) / len(rest.lost)
        ranks = ranks_of(rest.points)
        found = find_box(ranks, rest.lost, least, peeler)
        chance = chance_of(found, ranks, rest.lost, least, shuffling)
        if chance.passes:
            found = prune(ranks, rest.lost, found.limits, chance.quasi_p_needed)
            chance = chance.of(found)
        if not found.limits:
            return
        most = chance.quasi_p_needed if chance.passes else MOST_QUASI_P
        tries = try_on_unseen(rest, (least, most), shuffling.generator)
        inside = np.zeros(len(left), dtype=bool)
        inside[left] = found.inside
        yield _box(number, ground, (rest, found, inside), (chance, tries))
        if not chance.passes:
            return
        left &= ~inside


def _box(number: int, ground: Ground, where: tuple[Ground, RankBox, BoolArray], judged: tuple[Chance, Tries]) -> Box:
    (rest, found, inside), (chance, tries) = where, judged
    held = int(ground.lost[inside].sum())
    return Box(
        number,
        restrictions(rest, found, tries),
        inside,
        held / int(ground.lost.sum()),
        held / int(inside.sum()),
        float(inside.mean()),
        tries.density,
        found.excess,
        chance,
    )


def restrictions(ground: Ground, box: RankBox, tries: Tries) -> tuple[Restriction, ...]:
    """Return the limits of a box in the units of its parameters, the parameter that chance explains least first."""
    found = []
    for column in dict.fromkeys(each.column for each in box.limits):
        own = [(each, p) for each, p in zip(box.limits, box.quasi_p, strict=True) if each.column == column]
        factor, ends, limited = ground.factors[column], {}, {each.side for each, _ in own}
        for limit, _ in own:
            ends[limit.side] = value_of(limit, ground.points)
        found.append(
            Restriction(
                factor,
                ends.get(LOW, factor.low),
                ends.get(1 - LOW, factor.high),
                (LOW in limited, 1 - LOW in limited),
                max(p for _, p in own),
                tries.again([each for each, _ in own]),
            )
        )
    return tuple(sorted(found, key=lambda each: each.quasi_p))


def value_of(limit: Limit, points: Array) -> float:
    """Return the value of a limit: between two draws where its rank is."""
    return float(np.interp(limit.rank, np.arange(len(points)), np.sort(points[:, limit.column])))


def try_on_unseen(ground: Ground, bounds: tuple[float, float], generator: np.random.Generator) -> Tries:
    """Search again and again with a fifth of the draws left out, and look what the box holds of those.

    Args:
        ground: the draws.
        bounds: smallest share of draws in a box, and largest quasi-p-value of a limit.
        generator: deals the draws into parts.
    """
    least, most = bounds
    count = len(ground.lost)
    found, unseen, unseen_lost = [], 0, 0
    for _ in range(REPEATS):
        fold = generator.permutation(np.arange(count) % FOLDS)
        for left_out in range(FOLDS):
            seen, rest = ground.part(fold != left_out), ground.part(fold == left_out)
            box = find_box(ranks_of(seen.points), seen.lost, least, most=most)
            found.append(frozenset((each.column, each.side) for each in box.limits))
            if box.limits:
                inside = _holds(box, seen.points, rest.points)
                unseen += int(inside.sum())
                unseen_lost += int(rest.lost[inside].sum())
    return Tries(tuple(found), unseen, unseen_lost)


def _holds(box: RankBox, seen: Array, points: Array) -> BoolArray:
    """Return which points are in a box that was found on other points."""
    inside = np.ones(len(points), dtype=bool)
    for limit in box.limits:
        value, column = value_of(limit, seen), points[:, limit.column]
        inside &= column >= value if limit.side == LOW else column <= value
    return inside
