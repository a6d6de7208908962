"""The checkpoint: an explicit and noisy judgement of progress in Brussels by eight criteria (M35, M36; SER 5.1.2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.politics.criteria import CRITERIA
from model.politics.process_parameters import Checkpoint
from model.politics.route import CheckpointPlan
from model.state.state import Array


@dataclass(frozen=True)
class Judgement:
    """What the checkpoint saw and said: `criteria` is the vector of eight, 0-1, `score` the judged mean of it."""

    quarter: int
    criteria: tuple[float, ...]
    score: float
    threshold: float

    @property
    def sufficient(self) -> bool:
        """Whether progress was judged to be enough."""
        return self.score >= self.threshold


def judge(criteria: Array, plan: CheckpointPlan, values: Checkpoint, error: float) -> Judgement:
    """Judge progress.

    Args:
        criteria: the eight criteria as they stand or are forecast, 0-1.
        plan: the route's checkpoint.
        values: parameters; the route may replace the threshold.
        error: standard normal draw of what the judge gets wrong.
    """
    weights = np.array(plan.weights)
    mean = float(np.sum(criteria * weights) / np.sum(weights))
    threshold = values.threshold if plan.threshold is None else plan.threshold
    assert len(criteria) == len(CRITERIA)
    return Judgement(plan.quarter, tuple(criteria.tolist()), mean + values.noise * error, threshold)
