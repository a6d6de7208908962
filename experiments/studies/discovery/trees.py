"""A small classification tree (CART) beside the boxes: another way of cutting, tried on draws it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.studies.common.factors import Factor
from experiments.studies.discovery.boxes import FOLDS, Ground
from experiments.studies.discovery.peeling import LEAST_MASS, Ranks, ranks_of, screen
from experiments.studies.discovery.workbench import SmallTree, classifier
from model.state.state import Array, BoolArray, IntArray

LEVEL = 0.05
"""Chance that a tree on pure noise counts as more than noise."""
SHUFFLES = 39
"""So many shuffled data sets are cross-checked, if they are not ended early: the level allows one as good."""


@dataclass(frozen=True)
class Leaf:
    """A leaf of a tree: for each parameter it cuts its low and high end (None: not cut), and what it holds."""

    cuts: tuple[tuple[Factor, float | None, float | None], ...]
    coverage: float
    density: float
    mass: float


@dataclass(frozen=True, eq=False)
class Tree:
    """A tree with its leaves, the densest first.

    `accuracy` is the mean of the shares of lost and of other draws that trees grown without them tell rightly (0.5:
    no better than chance); `probability` is how often trees on shuffled data are as accurate. When too many were,
    the rest of the shuffles was left out.
    """

    leaves: tuple[Leaf, ...]
    accuracy: float
    probability: float

    @property
    def passes(self) -> bool:
        """Whether chance is ruled out, for this contest by itself."""
        return self.probability <= LEVEL


def grow_tree(ground: Ground, generator: np.random.Generator) -> Tree:
    """Grow a tree on the parameters that differ most between lost and other draws, and cross-check it.

    Args:
        ground: draws with enough lost and enough others.
        generator: deals the draws into parts, and shuffles.
    """
    fold = _folds(len(ground.lost))
    ranks = [ranks_of(ground.points[fold != left_out]) for left_out in range(FOLDS)]
    accuracy = _accuracy(ground.points, ground.lost, ranks)
    as_good = 0
    for made in range(1, SHUFFLES + 1):
        as_good += _accuracy(ground.points, generator.permutation(ground.lost), ranks) >= accuracy
        if (1 + as_good) / (1 + SHUFFLES) > LEVEL:
            return Tree(tuple(_leaves(ground)), accuracy, as_good / made)
    return Tree(tuple(_leaves(ground)), accuracy, (1 + as_good) / (1 + SHUFFLES))


def _folds(count: int) -> IntArray:
    """Return the part that each draw belongs to; draws come in no order, so every fifth will do."""
    return np.arange(count) % FOLDS


def _accuracy(points: Array, lost: BoolArray, ranks: Sequence[Ranks]) -> float:
    """Return how well trees tell draws that they were grown without: lost where lost draws are dense for the tree."""
    fold, told = _folds(len(lost)), np.zeros(len(lost), dtype=bool)
    for left_out, own in enumerate(ranks):
        seen, rest = fold != left_out, fold == left_out
        columns = screen(own, lost[seen])
        tree = classifier(points[seen][:, columns], lost[seen], LEAST_MASS)
        told[rest] = tree.predict_proba(points[rest][:, columns])[:, 1] > lost[seen].mean()
    return float((told[lost].mean() + (~told[~lost]).mean()) / 2)


def _leaves(ground: Ground) -> list[Leaf]:
    columns = np.sort(screen(ranks_of(ground.points), ground.lost))
    frame = pd.DataFrame(ground.points[:, columns], columns=[str(each) for each in columns])
    tree = SmallTree(frame, ground.lost.astype(int), mass_min=LEAST_MASS)
    tree.build_tree()
    first = tree.x.agg(["min", "max"]).to_numpy()
    found = []
    for box, stats in zip(tree.boxes, tree.stats, strict=True):
        ends = box[tree.feature_names].to_numpy(dtype=np.float64)
        cuts = tuple(
            (ground.factors[int(name)], _cut(ends[0, place], first[0, place]), _cut(ends[1, place], first[1, place]))
            for place, name in enumerate(tree.feature_names)
            if (ends[:, place] != first[:, place]).any()
        )
        found.append(Leaf(cuts, float(stats["coverage"]), float(stats["density"]), float(stats["mass"])))
    return sorted(found, key=lambda leaf: (-leaf.density, -leaf.mass))


def _cut(end: float, first: float) -> float | None:
    return None if end == first else float(end)
