"""The EMA workbench: its PRIM, CART and feature scoring. Loads slowly, so only what searches imports this."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd

from experiments.studies.discovery.peeling import HIGH, LOW, PEELED, Limit, Ranks, Step
from model.state.state import Array, BoolArray

with warnings.catch_warnings():
    # on loading it warns of helpers for clusters and notebooks that are not installed
    warnings.simplefilter("ignore")
    from ema_workbench.analysis.cart import CART
    from ema_workbench.analysis.feature_scoring import RuleInductionType, get_ex_feature_scores
    from ema_workbench.analysis.prim import Prim, PRIMObjectiveFunctions
    from sklearn.tree import DecisionTreeClassifier


def prim_steps(ranks: Ranks, lost: BoolArray, least: float) -> list[Step]:
    """Peel with the PRIM of the workbench and return the boxes from large to small, as `peel` does.

    What it pastes back onto its last box is left out: the box that is chosen is hardly ever the last.
    """
    frame = pd.DataFrame(ranks.of.T.astype(np.float64), columns=[str(place) for place in range(len(ranks.of))])
    prim = Prim(
        frame,
        np.asarray(lost),
        obj_function=PRIMObjectiveFunctions.LENIENT1,
        peel_alpha=PEELED,
        mass_min=least,
    )
    box = prim.find_box()
    sizes = box.peeling_trajectory["n"].to_numpy()
    held = box.peeling_trajectory["k"].to_numpy()
    steps: list[Step] = []
    for place in range(1, len(sizes)):
        if sizes[place] >= sizes[place - 1]:
            break
        limit = _changed(box.box_lims[place - 1].to_numpy(), box.box_lims[place].to_numpy())
        steps.append(Step(limit, int(sizes[place]), int(held[place])))
    return steps


def _changed(before: Array, after: Array) -> Limit:
    """Return the limit in which two boxes (low and high x columns) differ."""
    side, column = (int(each[0]) for each in np.nonzero(before != after))
    return Limit(column, HIGH if side else LOW, float(after[side, column]))


TREE_DEPTH = 3
"""So many questions at most lead to a leaf: more cannot be told in a sentence."""


def classifier(values: Array, lost: BoolArray, least: float) -> Any:
    """Return a small classification tree that was grown on draws x columns.

    Args:
        values: draws x columns.
        lost: for each draw whether it is of interest.
        least: smallest share of the draws that a leaf may hold.
    """
    fewest = max(1, round(least * len(values)))
    return DecisionTreeClassifier(min_samples_leaf=fewest, max_depth=TREE_DEPTH, random_state=0).fit(values, lost)


class SmallTree(CART):  # type: ignore[misc]
    """The CART of the workbench, kept small and the same every time."""

    clf: Any

    def build_tree(self) -> None:
        """Grow the tree."""
        self.clf = classifier(self._x, self.y, self.mass_min)


def feature_scores(values: pd.DataFrame, lost: BoolArray, trees: int, seed: int) -> Array:
    """Return the score of each column in telling lost draws from others; scores add up to 1.

    Args:
        values: draws x columns.
        lost: for each draw whether it is of interest.
        trees: number of extremely randomised trees.
        seed: of the trees.
    """
    scores, _ = get_ex_feature_scores(
        values,
        lost,
        mode=RuleInductionType.CLASSIFICATION,
        nr_trees=trees,
        bootstrap=False,
        oob_score=False,
        random_state=seed,
    )
    found: Array = scores[1].reindex(values.columns).to_numpy(dtype=np.float64)
    return found
