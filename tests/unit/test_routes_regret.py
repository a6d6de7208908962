"""Regret: what another route would have given more in the same future, in the direction of the outcome."""

import numpy as np
import pandas as pd
import pytest

from experiments.studies.routes.regret import directed, regret_of, regrets
from model.outcomes import OUTCOMES
from tests.unit.routes_parts import MIXES, YEARS, routes_design, tables_of

MORE, LESS = "k5_remedy", "burden_mean"


def of(found: pd.DataFrame, route: str, outcome: str, year: int = 2030) -> list[float]:
    chosen = (found["route"] == route) & (found["outcome"] == outcome) & (found["year"] == year)
    rows = found[chosen & (found["mix"] == MIXES[0])]
    assert len(rows) == 1
    return [float(rows[name].iloc[0]) for name in ("mean", "p90", "maximum")]


def test_regret_by_hand_where_more_is_better() -> None:
    values = np.array([[1.0, 5.0, 2.0], [3.0, 4.0, 2.0]])
    assert regret_of(values, 1).tolist() == [[2, 0, 0], [0, 1, 0]]


def test_regret_by_hand_where_less_is_better() -> None:
    values = np.array([[1.0, 5.0, 2.0], [3.0, 4.0, 2.0]])
    assert regret_of(values, -1).tolist() == [[0, 1, 0], [2, 0, 0]]


def test_only_outcomes_with_a_direction_have_regret() -> None:
    assert set(directed()) == {name for name, each in OUTCOMES.items() if each.direction in (1, -1)}
    assert OUTCOMES[MORE].direction == 1 and OUTCOMES[LESS].direction == -1


def test_mean_90th_percentile_and_maximum_over_futures() -> None:
    design = routes_design(range(1, 12))
    one, other, third = design.routes
    rising, flat = list(range(11)), [0] * 11
    more = regrets(tables_of(design, MORE, rising, flat, flat))
    assert of(more, one.name, MORE) == [0, 0, 0]
    assert of(more, other.name, MORE) == of(more, third.name, MORE) == pytest.approx([5, 9, 10])
    less = regrets(tables_of(design, LESS, rising, flat, flat))
    assert of(less, one.name, LESS) == pytest.approx([5, 9, 10])
    assert of(less, other.name, LESS) == [0, 0, 0]


def test_there_is_a_row_a_route_mix_outcome_and_year() -> None:
    found = regrets(tables_of(routes_design(), MORE, [1, 2, 3], [1, 2, 3], [1, 2, 3]))
    assert len(found) == 3 * len(MIXES) * len(directed()) * len(YEARS)
    assert (found[["mean", "p90", "maximum"]] == 0).all(axis=None)


def test_only_futures_in_which_every_route_was_run_count() -> None:
    design = routes_design()
    found = regrets(tables_of(design, MORE, [1, 100, 3], [2, np.nan, 3], [1, 1, 1]))
    assert of(found, design.routes[0].name, MORE) == pytest.approx([0.5, 0.9, 1])
    assert of(found, design.routes[1].name, MORE) == [0, 0, 0]
    assert of(found, design.routes[2].name, MORE) == pytest.approx([1.5, 1.9, 2])


def test_without_a_shared_future_there_is_no_regret() -> None:
    assert regrets(tables_of(routes_design((1, 2)), MORE, [1, np.nan], [np.nan, 1], [1, 1])).empty
