"""What knowing a parameter says over draws in which parameters go together: by hand, and against what is known."""

import numpy as np
import pandas as pd
import pytest
from SALib.analyze import pawn

from experiments.runs.sweeps.sampling import Points
from experiments.studies.sensitivity.given_data import COLUMNS, PAWN, RATIO, between, given_data, sliced_by_rank
from experiments.studies.sensitivity.targets import KEYS, Targets


def targets_of(*columns: np.ndarray) -> Targets:
    keys = pd.DataFrame([("expected", "mix", "value", f"y{each}", 2030) for each in range(len(columns))], columns=KEYS)
    each = np.stack(columns, axis=1)[:, None, :]
    return Targets(keys, each, np.abs(each).max(axis=(0, 1)))


def draws(count: int = 400) -> np.ndarray:
    """Return a cause, what goes together with it, and something else."""
    normal = np.random.default_rng(1).standard_normal((count, 3))
    return np.column_stack([normal[:, 0], 0.9 * normal[:, 0] + 0.2 * normal[:, 1], normal[:, 2]])


def test_slices_by_rank_hold_as_many_draws_and_equal_values_together() -> None:
    values = np.array([[5.0, 0.0], [1.0, 0.0], [9.0, 1.0], [7.0, 1.0]])
    assert sliced_by_rank(values, 2).T.tolist() == [[0, 0, 1, 1], [0, 0, 1, 1]]


def test_the_share_between_slices_by_hand() -> None:
    # means 1 and 5 around 3: 4 x 4 of a sum of squares of 16 + 4 x 1; less chance: 1 - 4/20 x 3/2
    found = between(np.array([0, 0, 1, 1]), np.array([[0.0, 3.0], [2.0, 3.0], [4.0, 3.0], [6.0, 3.0]]), 2)
    assert found[0] == pytest.approx(0.7) and np.isnan(found[1])


def test_what_says_nothing_has_a_share_around_zero() -> None:
    generator = np.random.default_rng(2)
    place = np.arange(120) % 6
    found = between(place, generator.standard_normal((120, 2_000)), 6)
    assert found.mean() == pytest.approx(0.0, abs=0.003) and found.min() < 0


def test_a_parameter_counts_with_what_goes_together_with_it() -> None:
    values = draws()
    points = Points(("cause", "companion", "other"), values)
    found = given_data(points, targets_of(values[:, 0] ** 3), 1)
    assert tuple(found.columns) == COLUMNS
    share = found[found["measure"] == RATIO].set_index("factor")
    assert share["value"]["cause"] > share["value"]["companion"] > 0.4 > share["value"]["other"]
    for measure in (RATIO, PAWN):
        above = found[found["measure"] == measure].set_index("factor")["above"]
        assert above.to_dict() == {"cause": True, "companion": True, "other": False}


def test_a_dummy_is_passed_in_about_one_case_of_twenty() -> None:
    generator = np.random.default_rng(3)
    points = Points(tuple(f"p{each}" for each in range(40)), generator.random((128, 40)))
    found = given_data(points, targets_of(*generator.standard_normal((150, 128))), 1)
    for measure in (RATIO, PAWN):
        assert found[found["measure"] == measure]["above"].mean() == pytest.approx(0.05, abs=0.012)


def test_distances_are_those_of_salib() -> None:
    values = draws(200)
    quantity = values[:, 0] + 0.3 * values[:, 2]
    found = given_data(Points(("a", "b", "c"), values), targets_of(quantity), 1)
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[-5, 5]] * 3}
    expected = pawn.analyze(problem, values, quantity, S=10, seed=1)["mean"]
    own = found[found["measure"] == PAWN]["value"].to_numpy()
    assert own == pytest.approx(np.asarray(expected), abs=0.05)
    assert np.argsort(own).tolist() == np.argsort(expected).tolist()


def test_what_is_not_known_or_does_not_vary_says_nothing() -> None:
    values = draws(100)
    failed = values[:, 0].copy()
    failed[3] = np.nan
    points = Points(("a", "b", "fixed", "dummy"), np.column_stack([values[:, :2], np.ones(100), values[:, 2]]))
    found = given_data(points, targets_of(failed, np.ones(100), values[:, 0]), 1)
    assert set(found["factor"]) == {"a", "b"}
    assert found.groupby("outcome")["value"].count().to_dict() == {"y0": 0, "y1": 0, "y2": 4}
    assert not found.loc[found["outcome"] != "y2", "above"].any()
