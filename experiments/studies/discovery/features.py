"""Feature scoring: how much each parameter helps a forest to tell lost draws from others, and how much noise helps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.studies.discovery.boxes import Ground
from experiments.studies.discovery.workbench import feature_scores
from model.state.state import Array

TREES = 40
"""Extremely randomised trees of a forest (Geurts et al. 2006)."""
SHUFFLES = 19
"""The highest score among so many forests on shuffled data is beaten by chance in one of twenty contests."""
LARGEST_SEED = 2**31


@dataclass(frozen=True, eq=False)
class Features:
    """Scores by factor, adding up to 1; the highest score of any factor in shuffled data; and which way it goes.

    `shift` is by how much the mean of a factor is higher among lost draws than among others, in shares of its range.
    """

    scores: Array
    chance: float
    shift: Array


def score_features(ground: Ground, generator: np.random.Generator) -> Features:
    """Score every factor, on the data and on shuffled data."""
    frame = pd.DataFrame(ground.points, columns=[each.name for each in ground.factors])
    scores = feature_scores(frame, ground.lost, TREES, _seed(generator))
    chance = max(
        feature_scores(frame, generator.permutation(ground.lost), TREES, _seed(generator)).max()
        for _ in range(SHUFFLES)
    )
    ranges = np.array([each.high - each.low for each in ground.factors])
    shift = (ground.points[ground.lost].mean(axis=0) - ground.points[~ground.lost].mean(axis=0)) / ranges
    return Features(scores, float(chance), shift)


def _seed(generator: np.random.Generator) -> int:
    return int(generator.integers(LARGEST_SEED))
