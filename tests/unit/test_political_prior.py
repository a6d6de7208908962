"""What futures draw: piecewise uniform around the value at hand, each parameter on its own."""

from collections.abc import Callable

import numpy as np
import pytest

from experiments.studies.routes import prior
from experiments.studies.routes.prior import PRIOR_GROUPS, draw_prior, drawn_names
from model import catalogue
from model.parameters import ParameterSet, declared

catalogue.load()
NAMES = drawn_names()
FUTURES = 200


def draws(parameters: ParameterSet, futures: int = FUTURES) -> dict[str, np.ndarray]:
    """Return what futures draw by the name of the parameter."""
    found = [dict(draw_prior(parameters, seed).items()) for seed in range(futures)]
    return {name: np.array([each[name] for each in found]) for name in found[0]}


@pytest.fixture
def ambition(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], np.ndarray]:
    """Return what draws nothing but the ambition to expect, whose plausible range is 0.2 to 0.8."""
    monkeypatch.setattr(prior, "drawn_names", lambda: ("politics.ambition",))

    def of(value: float) -> np.ndarray:
        return draws(ParameterSet({"politics.ambition": value}), 60)["politics.ambition"]

    return of


@pytest.fixture(scope="module")
def usual() -> dict[str, np.ndarray]:
    return draws(ParameterSet())


def test_what_is_drawn() -> None:
    """All numbers of politics but those that stand for the process where it is not simulated."""
    assert {name.split(".")[0] for name in NAMES} == set(PRIOR_GROUPS)
    of_politics = {name for name in declared() if name.split(".")[0] in PRIOR_GROUPS}
    assert of_politics - set(NAMES) == {"politics.sooner", "politics.active"}


def test_nothing_else_is_touched(usual: dict[str, np.ndarray]) -> None:
    for name, value in ParameterSet().items():
        assert name in NAMES or (usual[name] == value).all(), name


@pytest.mark.parametrize("name", NAMES)
def test_the_central_value_is_the_median_and_the_range_is_kept(name: str, usual: dict[str, np.ndarray]) -> None:
    low, high = declared()[name].plausible
    central = declared()[name].default
    assert ((low <= usual[name]) & (usual[name] <= high)).all()
    if low < central < high:
        # half of 200 draws, within three standard deviations
        assert np.mean(usual[name] < central) == pytest.approx(0.5, abs=0.106)
        below, above = usual[name][usual[name] < central], usual[name][usual[name] >= central]
        # uniform on either side
        assert below.mean() == pytest.approx((low + central) / 2, abs=0.12 * (central - low))
        assert above.mean() == pytest.approx((central + high) / 2, abs=0.12 * (high - central))


def test_a_value_that_was_set_is_the_median(ambition: Callable[[float], np.ndarray]) -> None:
    found = ambition(0.3)
    assert np.mean(found < 0.3) == pytest.approx(0.5, abs=0.2)
    assert ((found >= 0.2) & (found <= 0.8)).all()
    assert found.max() > 0.7


@pytest.mark.parametrize("value", [0.2, 0.8])
def test_a_value_at_an_end_has_its_half_of_the_draws_there(
    value: float, ambition: Callable[[float], np.ndarray]
) -> None:
    assert np.mean(ambition(value) == value) == pytest.approx(0.5, abs=0.2)


@pytest.mark.parametrize("value", [0.0, 0.19, 0.81, 1.0])
def test_a_value_outside_the_plausible_range_is_kept(value: float, ambition: Callable[[float], np.ndarray]) -> None:
    assert (ambition(value) == value).all()


def test_a_draw_does_not_depend_on_what_else_is_drawn(
    usual: dict[str, np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {name: 5.0 for name in NAMES if name.endswith(("hazard", "position_weight"))}
    found = draws(ParameterSet(kept), 3)
    for name in set(NAMES) - set(kept):
        assert (found[name] == usual[name][:3]).all(), name
    monkeypatch.setattr(prior, "drawn_names", lambda: NAMES[7:2:-1])
    found = draws(ParameterSet(), 3)
    for name in NAMES[7:2:-1]:
        assert (found[name] == usual[name][:3]).all(), name


def test_futures_and_parameters_differ(usual: dict[str, np.ndarray]) -> None:
    chances = [np.argsort(np.argsort(usual[name])) for name in NAMES]
    assert len({tuple(each) for each in chances}) == len(NAMES)
    assert all(len(set(usual[name])) > FUTURES // 2 for name in NAMES)


def test_the_same_future_draws_the_same() -> None:
    assert list(draw_prior(ParameterSet(), 9).items()) == list(draw_prior(ParameterSet(), 9).items())
