"""The checkpoint: judged by hand, by the weights, the threshold and the error that hold."""

from typing import Any

import numpy as np
import pytest

from model.politics.checkpoint import Judgement, judge
from model.politics.criteria import CRITERIA
from model.politics.effort import Effort
from model.politics.process_parameters import Checkpoint
from model.politics.route import CheckpointPlan

SEEN = np.array([0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 0.5, 0.5])
"""The eight criteria: together 4, so their mean is 0.5."""
QUARTER = 8085


def judged(
    error: float = 0.0, noise: float = 0.2, general: float = 0.5, *, threshold: float | None = None, weights: Any = None
) -> Judgement:
    """Judge what is seen; `general` is the threshold of the parameters, `threshold` that of the route."""
    plan = CheckpointPlan(QUARTER, threshold, weights or (1.0,) * len(CRITERIA), Effort(0.6, 0.4))
    return judge(SEEN, plan, Checkpoint(threshold=general, noise=noise), error)


def test_equal_weights_give_the_mean() -> None:
    found = judged()
    assert found.score == pytest.approx(0.5)
    assert found.criteria == tuple(SEEN)
    assert (found.quarter, found.threshold) == (QUARTER, 0.5)


def test_weights_are_relative() -> None:
    # scope three times, remedy once: (3 x 0.4 + 0.5) / 4
    weights = [0.0] * 8
    weights[CRITERIA.index("scope")], weights[CRITERIA.index("remedy")] = 3.0, 1.0
    assert judged(weights=tuple(weights)).score == pytest.approx(0.425)
    assert judged(weights=tuple(10 * each for each in weights)).score == pytest.approx(0.425)
    pace_alone = (1.0, *[0.0] * 7)
    assert judged(weights=pace_alone).score == 0.0


def test_the_error_is_a_draw_times_the_noise() -> None:
    assert judged(error=1.5).score == pytest.approx(0.5 + 0.3)
    assert judged(error=-1.5).score == pytest.approx(0.5 - 0.3)
    assert judged(error=-1.5, noise=0.0).score == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("error", "general", "sufficient"), [(0.0, 0.5, True), (0.0, 0.51, False), (-0.1, 0.5, False), (0.5, 0.59, True)]
)
def test_the_score_has_to_reach_the_threshold(error: float, general: float, sufficient: bool) -> None:
    assert judged(error, general=general).sufficient is sufficient


def test_the_threshold_of_a_route_wins() -> None:
    assert judged(general=0.9, threshold=0.3).sufficient
    assert judged(general=0.9, threshold=0.3).threshold == 0.3
    assert not judged(general=0.1, threshold=0.8).sufficient
    assert judged(general=0.9, threshold=0.0).sufficient
