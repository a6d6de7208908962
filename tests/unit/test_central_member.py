"""Defaults are the values of the ensemble's central member, and writing them keeps the median of the prior."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiments.runs.ensemble import POSTERIOR, Ensemble, read_ensemble
from experiments.runs.sweeps.sampling import Points
from experiments.tools.central_member import defaults_of, moved, nearest
from experiments.tools.declarations import declarations, with_defaults
from experiments.tools.in_code import MODEL
from model import catalogue
from model.instruments import INSTRUMENTS
from model.observations import read_observations
from model.parameters import declared

CONDITIONS = MODEL / "processes" / "condition_parameters.py"
RATE, COST = "conditions.improvement_rate", "conditions.cost"


@pytest.fixture(autouse=True)
def loaded() -> None:
    catalogue.load()


def test_every_parameter_is_found_where_it_is_declared() -> None:
    found = {each.name for path in MODEL.rglob("*.py") for each in declarations(path.read_text(encoding="utf-8"))}
    shared = {f"{each.name}.{part}" for each in INSTRUMENTS.values() for part in ("existing", "strengthened")}
    assert found == {name for name, each in declared().items() if each.role != "switch"} - shared


def test_a_default_is_written_with_the_median_beside_it_and_taken_back() -> None:
    text = CONDITIONS.read_text(encoding="utf-8")
    plain = with_defaults(text, {})
    assert "before=" not in plain
    median = declared()[RATE].median
    changed = with_defaults(plain, {RATE: 0.25})
    assert changed.count(f", before={median:g},\n") == changed.count("before=") == 1
    assert with_defaults(changed, {RATE: 0.25}) == changed
    assert with_defaults(changed, {}) == plain


def test_values_are_rounded_and_stay_within_the_plausible_range() -> None:
    _, high = declared()[RATE].plausible
    points = Points((RATE, COST), np.array([[high - 1e-9, 3.14159]]))
    ensemble = Ensemble("own", points, np.array([1.0]), "", "own")
    assert defaults_of(ensemble, 0, [RATE, COST]) == {RATE: high, COST: 3.14}


def test_the_nearest_draws_are_those_in_the_middle_of_what_was_observed() -> None:
    observations = read_observations()[:2]
    rows = [(draw, each.id, each.tolerance * value) for each in observations for draw, value in enumerate((0, 4, 1, 9))]
    observed = pd.DataFrame(rows, columns=["draw", "id", "value"])
    points = Points((RATE,), np.full((4, 1), 0.1))
    ensemble = Ensemble("own", points, np.array([0.4, 0.2, 0.4, 0.0]), "", "own")
    assert nearest(ensemble, observed, observations, 3) == [2, 0, 1]


def test_the_defaults_are_a_draw_of_the_ensemble() -> None:
    ensemble, names = read_ensemble(POSTERIOR), moved()
    now = {name: declared()[name].default for name in names}
    assert any(defaults_of(ensemble, draw, names) == now for draw in range(len(ensemble.points)))
    assert {name for name, each in declared().items() if each.median != each.default} <= set(names)
