"""The value of information against a closed form: two options of which one gains a normal quantity (Raiffa 1961).

With mean m and standard deviation s of what is learned about the gain, learning it is worth s φ(m/s) − |m| Φ(−|m|/s).
"""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.stats import norm
from sklearn.linear_model import Ridge

from experiments.runs.sweeps.sampling import Points, unit_sample
from experiments.studies.common.model_outputs import Option, Responses
from experiments.studies.information_value.choices import Choices, choices
from experiments.studies.information_value.partial import Gauge, Partial, inert, parameter_gauge, partial
from experiments.studies.information_value.quantities import MECHANISM, Quantity, quantities
from experiments.studies.information_value.smoothing import RATIOS, bases, fit
from experiments.studies.information_value.value import perfect
from model.state.state import Array

MEAN, SLOPES, LUCK = 0.3, (1.0, 0.6, 0.0), 0.7
NAMES = ("a.first", "a.second", "b.nothing")
DRAWS, SHIFT = 160, 0.6


Made = Callable[[int], tuple[Choices, list[Quantity]]]


def worth_of(spread: float) -> float:
    """Return the value of learning something normal about the gain."""
    return float(spread * norm.pdf(MEAN / spread) - MEAN * norm.cdf(-MEAN / spread))


ALL = float(np.hypot(*SLOPES[:2]))
TRUTH = {
    "a": worth_of(ALL),
    "b": 0.0,
    "a.first": worth_of(SLOPES[0]),
    "a.second": worth_of(SLOPES[1]),
    "b.nothing": 0.0,
}


def problem(points: Array, weights: Array, seed: int) -> tuple[Choices, list[Quantity]]:
    """Return the choice at some points; two seeds a draw, whose luck grows with the last one."""
    luck = LUCK * np.exp(points[:, 2:] / 4) * np.random.default_rng(seed).standard_normal((len(points), 2))
    gains = MEAN + points @ np.array(SLOPES)[:, np.newaxis] + luck
    values = np.stack([np.zeros_like(gains), gains], axis=2)[..., np.newaxis, np.newaxis]
    options = (Option("expected", "null_option"), Option("expected", "broad"))
    answers = Responses(Points(NAMES, points), (1, 2), options, ("chain_impact_dutch",), (2035,), values)
    return choices(answers, (2035,), weights, "test"), quantities(NAMES, points, weights)


def spread(draws: int, seed: int) -> Array:
    points: Array = norm.ppf(unit_sample("latin_hypercube", draws, len(NAMES), seed))
    return points


def equal(seed: int) -> tuple[Choices, list[Quantity]]:
    return problem(spread(DRAWS, seed), np.full(DRAWS, 1 / DRAWS), seed + 100)


def weighted(seed: int) -> tuple[Choices, list[Quantity]]:
    """Draws from another place that weights bring back: alone they would give other values."""
    points = spread(DRAWS, seed)
    points[:, 0] += SHIFT
    weights = np.exp(SHIFT**2 / 2 - SHIFT * points[:, 0])
    return problem(points, weights / weights.sum(), seed + 100)


def valued(own: Choices, found: list[Quantity]) -> dict[str, Partial]:
    gauge = Gauge(np.zeros((1, 1)))
    return {each.name: partial(each, own, gauge, 1) for each in found}


@pytest.mark.parametrize("made", [equal, weighted])
def test_values_agree_with_the_closed_form(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.studies.information_value.partial.SHUFFLED", 9)
    problems = [made(seed) for seed in range(4)]
    found = [valued(*each) for each in problems]
    held = []
    for name, truth in TRUTH.items():
        own = [each[name] for each in found]
        assert np.mean([each.value[0] for each in own]) == pytest.approx(truth, abs=0.035)
        held += [each.low[0] - 1e-12 <= truth <= each.high[0] for each in own]
        assert all(each.low[0] <= each.value[0] <= each.high[0] for each in own)
    assert np.mean(held) >= 0.8
    every = [perfect(own.every[0].gains, own.weights, np.random.default_rng(1)) for own, _ in problems]
    assert np.mean([each.value for each in every]) == pytest.approx(worth_of(ALL), abs=0.035)
    assert sum(each.low <= worth_of(ALL) <= each.high for each in every) >= 3
    assert np.mean([each.least for each in every]) < worth_of(ALL) - 0.02
    assert np.mean([each.most for each in every]) > worth_of(ALL) + 0.02
    assert all(each.switches == pytest.approx(norm.cdf(-MEAN / ALL), abs=0.1) for each in every)


def test_what_does_nothing_is_told_from_what_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.studies.information_value.partial.INERT", 199)
    monkeypatch.setattr("experiments.studies.information_value.partial.SHUFFLED", 99)
    own, found = equal(3)
    gauge = parameter_gauge(own, 1)
    known = {each.name: partial(each, own, gauge, 1) for each in found}
    for name in ("a", "a.first", "a.second"):
        assert known[name].chance[0] <= 0.01 and known[name].value[0] > 5 * known[name].floor[0]
    for name in ("b", "b.nothing"):
        assert known[name].chance[0] > 0.05 and known[name].value[0] <= known[name].floor[0] + 1e-12
    joint = next(each for each in found if each.kind == MECHANISM and each.parameters == 2)
    shuffled = inert(bases(joint.places), own, 99, np.random.default_rng(2))
    assert np.mean(shuffled.values > 0.02) < 0.1 and shuffled.values.max() < TRUTH["a"] / 3


def test_curves_are_those_of_ridge_regression_on_the_same_basis() -> None:
    generator = np.random.default_rng(5)
    places, weights = generator.random((60, 1)), generator.random(60)
    weights /= weights.sum()
    outcomes = np.sin(5 * places) + 0.3 * generator.standard_normal((60, 2))
    for basis in bases(places):
        own = fit(basis, weights, outcomes)
        for column, ratio in enumerate(RATIOS[own.best()]):
            assert ratio > 0
            ridge = Ridge(1 / ratio).fit(basis, outcomes[:, column], own.draws * weights)
            assert own.curve()[:, column] == pytest.approx(ridge.predict(basis), abs=1e-8)
