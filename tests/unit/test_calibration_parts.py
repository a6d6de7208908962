"""The parts of a calibration by hand: screening, emulators, implausibility, points that are left, weights."""

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from experiments.runs.sweeps.sampling import unit_sample
from experiments.studies.calibration.analysis import weighted_quantiles
from experiments.studies.calibration.emulator import Emulator, fit_emulator
from experiments.studies.calibration.exploration import effective, explore, flattened, scaled_weights, temper
from experiments.studies.calibration.history_matching import WaveModel, correlation_of, log_density, score
from experiments.studies.calibration.options import Exploration, Judgement, WaveOptions
from experiments.studies.calibration.recovery import run_at_truth
from experiments.studies.calibration.runs import Counter
from experiments.studies.calibration.screening import moving_parameters
from experiments.studies.calibration.space import folded
from experiments.studies.calibration.targets import Targets, fitted, targets_of
from experiments.studies.calibration.waves import spread_out
from model.errors import InputError
from model.state.state import Array
from tests.unit.toy_calibration import Noted, Untouchable, calibrator, observations, simulate_few

HOW = Exploration(600, 12)


def sample(count: int, size: int, seed: int = 1) -> Array:
    return unit_sample("latin_hypercube", count, size, seed)


def test_screening_takes_what_moves_an_observation_also_where_it_only_bends() -> None:
    unit, luck = sample(120, 20), np.random.default_rng(2).standard_normal(120)
    values = 3 * unit[:, 4] + 4 * (unit[:, 7] - 0.5) ** 2 + 0.1 * luck
    assert moving_parameters(unit, values, 12, 1) == (4, 7)
    assert moving_parameters(unit, values, 1, 1) == (4,)


def test_screening_takes_next_to_nothing_from_luck_alone() -> None:
    chance = np.random.default_rng(3)
    found = [len(moving_parameters(sample(100, 30, seed), chance.standard_normal(100), 12, seed)) for seed in range(20)]
    assert sum(found) <= 10
    assert moving_parameters(sample(100, 3), np.ones(100), 12, 1) == ()


def test_an_emulator_is_right_about_means_and_about_how_sure_it_is() -> None:
    unit, chance = sample(80, 6), np.random.default_rng(4)
    values = unit[:, 0] * unit[:, 1] + 0.05 * chance.standard_normal(80)
    found = fit_emulator(unit, values, 0.05**2, Judgement("quadratic"), 1)
    assert (found.kind, set(found.parameters)) == ("quadratic", {0, 1})
    fresh = sample(400, 6, 5)
    mean, variance = found.predict(fresh)
    errors = (mean - fresh[:, 0] * fresh[:, 1]) ** 2
    assert errors.mean() < 0.02**2
    assert 0.9 < found.skill <= 1.0
    assert errors.mean() < 4 * (variance + 0.05**2).mean()


def test_an_emulator_without_skill_is_the_mean_with_the_variance_of_the_values() -> None:
    values = np.random.default_rng(6).standard_normal(60)
    found = fit_emulator(sample(60, 3), values, 0.0, Judgement("quadratic"), 1)
    mean, variance = found.predict(sample(5, 3))
    assert found.kind == "constant"
    assert mean.tolist() == [values.mean()] * 5
    assert variance == pytest.approx([values.var(ddof=1)] * 5)


def test_a_gaussian_process_is_taken_where_a_quadratic_misses() -> None:
    unit = sample(60, 2)
    values = np.sin(9 * unit[:, 0])
    best, plain = (fit_emulator(unit, values, 0.0, Judgement(kind, 2), 1) for kind in ("best", "quadratic"))
    assert best.kind == "gaussian_process"
    assert best.skill > 0.95
    assert plain.skill < 0.5
    fresh = sample(50, 2, 7)
    assert np.abs(best.predict(fresh)[0] - np.sin(9 * fresh[:, 0])).max() < 0.2
    straight = fit_emulator(unit, unit[:, 0], 0.0, Judgement("best", 2), 1)
    assert straight.kind == "quadratic"


def known(mean: float, variance: float, noise: float = 0.0) -> Emulator:
    def predict(unit: Array) -> tuple[Array, Array]:
        return np.full(len(unit), mean), np.full(len(unit), variance + noise)

    return Emulator("constant", (), 1.0, noise, 1.0, predict, np.zeros(0))


def test_implausibility_by_hand() -> None:
    targets = Targets(("a", "b", "c"), np.array([1.0, 1.0, 1.0]), np.array([3.0, 3.0, 4.0]))
    emulators = (known(5.0, 1.0), known(4.0, 5.0, 1.0), known(1.0, 0.0))
    unit = np.zeros((2, 3))
    for rank, counted in ((1, 2.0), (2, 1.0), (3, 0.0), (9, 0.0)):
        wave = WaveModel(emulators, targets, WaveOptions(10, 1, rank, 2.0), np.eye(3))
        assert wave.implausibility(unit).tolist() == [[2.0, 1.0, 0.0]] * 2
        assert wave.score(unit).tolist() == [counted / 2] * 2
    first = WaveModel(emulators, targets, WaveOptions(10, 1, 2, 2.0), np.eye(3))
    second = WaveModel(emulators, targets, WaveOptions(10, 1, 1, 2.0), np.eye(3))
    assert score([first, second], unit).tolist() == [1.0, 1.0]
    assert score([first, second], unit, 0.4).tolist() == [0.5, 0.5]


def test_log_density_is_that_of_the_normal_distribution() -> None:
    targets = Targets(("a", "b"), np.array([1.0, 2.0]), np.array([3.0, 0.5]))
    mean, variance = np.array([[0.5, 2.2], [0.0, 0.0]]), np.array([[1.0, 0.5], [4.0, 9.0]])
    tied = np.array([[1.0, 0.6], [0.6, 1.0]])
    whole = [np.array([[4.0, 0.6 * np.sqrt(0.5)], [0.6 * np.sqrt(0.5), 1.0]]), np.array([[7.0, 3.6], [3.6, 9.5]])]
    exact = [
        float(multivariate_normal.logpdf([1.0, 2.0], each, spread)) + np.log(2 * np.pi)
        for each, spread in zip(mean, whole, strict=True)
    ]
    assert log_density(mean, variance, targets, tied) == pytest.approx(exact)


def test_errors_are_tied_as_they_are_drawn_towards_none() -> None:
    errors = np.array([[1.0, 2.0, np.nan], [-1.0, -2.0, 1.0]])
    half = -0.4 / np.sqrt(2)
    expected = np.array([[1.0, 0.4, half], [0.4, 1.0, half], [half, half, 1.0]])
    assert correlation_of(errors) == pytest.approx(expected)


def test_what_was_run_at_a_truth_is_between_what_was_expected_and_what_was_made_of_it() -> None:
    targets = Targets(("a",), np.array([2.0]), np.array([3.0]))
    drawn = run_at_truth(np.zeros((20_000, 1)), np.ones((20_000, 1, 1)), targets, np.random.default_rng(1))
    assert drawn.mean() == pytest.approx(0.5, abs=0.03)
    assert drawn.var() == pytest.approx(0.75, rel=0.05)


def two_thin_slabs(unit: Array, limit: float) -> Array:
    """Score points by their distance to two small cubes far from each other, which hold 1 in 31,250 points."""
    near = [np.abs(unit[:, :5] - centre).max(axis=1) for centre in (0.2, 0.8)]
    found: Array = np.minimum(*near) / 0.055
    return found


def test_points_are_found_where_one_in_a_hundred_thousand_is_left() -> None:
    true = 2 * 0.11**5
    found = explore(two_thin_slabs, sample(600, 7), tuple(range(5)), HOW, np.random.default_rng(8))
    assert found.level == 1.0
    assert two_thin_slabs(found.unit, 1.0).max() <= 1.0
    assert true / 2 < found.share < true * 2
    upper = found.unit[:, 0] > 0.5
    assert 0.1 < upper.mean() < 0.9
    assert len(np.unique(found.unit[:, :5], axis=0)) > 550
    left = found.unit[~upper, :5]
    assert left.mean(axis=0) == pytest.approx([0.2] * 5, abs=0.02)
    assert left.std(axis=0) == pytest.approx([0.11 / np.sqrt(12)] * 5, rel=0.35)


def test_where_nothing_is_left_the_lowest_level_is_told() -> None:
    found = explore(lambda unit, limit: 2.0 + unit[:, 0], sample(200, 2), (0,), HOW, np.random.default_rng(9))
    assert 2.0 <= found.level < 2.05
    assert found.unit[:, 0].max() <= found.level - 2.0


def test_walkers_follow_a_density() -> None:
    def density(unit: Array) -> Array:
        found: Array = -0.5 * ((unit[:, 0] - 0.3) / 0.02) ** 2 - 0.5 * ((unit[:, 1] - unit[:, 0]) / 0.05) ** 2
        return found

    walkers = temper(density, sample(600, 3), (0, 1), HOW, np.random.default_rng(10))
    assert walkers[:, 0].mean() == pytest.approx(0.3, abs=0.004)
    assert walkers[:, 0].std() == pytest.approx(0.02, rel=0.15)
    assert (walkers[:, 1] - walkers[:, 0]).std() == pytest.approx(0.05, rel=0.15)


def test_weights_are_flattened_no_more_than_asked() -> None:
    assert effective(np.array([1.0, 1.0, 2.0])) == pytest.approx(16 / 6)
    logs = np.array([0.0, -1.0, -10.0, -100.0])
    power = flattened(logs, 3.0)
    assert 0.0 < power < 0.1
    assert effective(scaled_weights(power * logs)) == pytest.approx(3.0)
    assert flattened(logs, 1.0) == 1.0
    assert flattened(np.zeros(4), 4.0) == 1.0


def test_weighted_quantiles_by_hand() -> None:
    values, weights = np.array([3.0, 1.0, np.nan, 2.0, 9.0]), np.array([0.25, 0.25, 0.0, 0.5, 0.0])
    assert weighted_quantiles(values, weights) == pytest.approx([1.0, 2.0, 3.0])
    assert weighted_quantiles(np.arange(11.0), np.ones(11)) == pytest.approx([0.6, 5.0, 9.4])
    assert np.isnan(weighted_quantiles(np.array([np.nan]), np.ones(1))).all()


def test_points_are_spread_and_fold_at_the_sides() -> None:
    line = np.array([[0.0], [0.1], [1.0], [0.9], [0.5]])
    assert spread_out(line, 3).tolist() == [0, 2, 4]
    assert folded(np.array([-0.2, 0.3, 1.4, 2.1])) == pytest.approx([0.2, 0.3, 0.6, 0.1])


def test_what_is_kept_apart_is_never_read() -> None:
    kept = Untouchable()
    chosen = fitted((*observations(), kept), (), "here")
    assert [each.id for each in chosen] == ["T1-x", "T1-y", "T2", "T3"]
    assert [each.id for each in fitted(observations(), ("T1", "T3"), "here")] == ["T1-x", "T1-y", "T3"]
    with pytest.raises(InputError, match="unknown observation of the fit 'T9'"):
        fitted(observations(), ("T9",), "here")
    with pytest.raises(InputError, match="no observation is left to fit"):
        fitted((kept,), (), "here")


def test_the_variance_of_what_is_asked() -> None:
    found = targets_of((Noted("T1", "one", 2.0, 0.98, 0.3),), 1.96)
    assert (found.ids, found.value.tolist()) == (("T1",), [2.0])
    assert found.variance == pytest.approx([0.25 + 0.09])
    with pytest.raises(InputError, match="observation T1: tolerance and discrepancy are 0"):
        targets_of((Noted("T1", "one", 2.0, 0.0, 0.0),), 1.96)


def test_an_observation_of_few_agents_is_an_error() -> None:
    few = calibrator(simulator=simulate_few)
    with pytest.raises(InputError, match="observation T2: measured on fewer than 10 agents in world other at 100%"):
        few.waves()


def test_means_and_luck_of_points_that_were_run() -> None:
    made = calibrator()
    unit = made.space.sample(12, 3)
    bank, after = made.runner.run(unit, made.space.points(unit), 3, Counter(points=2, tasks=5, seeds=7))
    assert after == Counter(14, 5 + 12 * 2, 7 + 36)
    rows = bank.observed[(bank.observed["draw"] == 4) & (bank.observed["id"] == "T2")]
    assert rows["seed"].tolist() == [100 + 7 + 6, 100 + 7 + 7, 100 + 7 + 8]
    assert bank.mean[2, 2] == pytest.approx(rows["value"].mean())
    assert bank.noise(3) == pytest.approx(np.array([bank.spread[:, place].mean() / 3 for place in range(4)]))
    assert bank.runs["run_id"].is_unique
