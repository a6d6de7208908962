"""The value of information by hand: worth, switches, positions, luck taken out, choices and quantities."""

import numpy as np
import pytest

from experiments.runs.sweeps.sampling import DUMMY, Points
from experiments.studies.common.model_outputs import Option, Responses
from experiments.studies.information_value.choices import choices
from experiments.studies.information_value.options import FEWEST_DRAWS
from experiments.studies.information_value.partial import Gauge
from experiments.studies.information_value.quantities import MECHANISM, PARAMETER, quantities
from experiments.studies.information_value.smoothing import bases, effective, fit, positions
from experiments.studies.information_value.value import perfect, reweighted, shrunk, switches, worth
from model.errors import InputError
from model.outcomes import OUTCOMES

HALF = np.array([0.5, 0.5])
MORE, LESS, NEITHER = "chain_impact_dutch", "public_cost", "caseload"


def test_worth_is_the_mean_of_the_best_less_the_best_of_the_means() -> None:
    gains = np.array([[0.0, 4.0], [0.0, -2.0]])
    assert worth(gains, HALF) == 1.0  # (4 + 0) / 2 - 1
    assert worth(gains, np.array([0.25, 0.75])) == 1.0  # 1 - max(0, -0.5)
    assert worth(np.array([gains, 2 * gains]), np.array([HALF, HALF])).tolist() == [1.0, 2.0]
    assert worth(np.array([[0.0, 4.0], [0.0, 2.0]]), HALF) == 0.0
    always = np.column_stack([np.zeros(100), 0.1 + np.random.default_rng(0).random(100)])
    assert worth(always, np.full(100, 0.01)) == 0.0  # not what rounding leaves of it


def test_another_option_is_counted_where_it_is_better_and_not_where_it_ties() -> None:
    gains = np.array([[0.0, 4.0], [0.0, -2.0], [1.0, 1.0]])
    assert switches(gains, np.array([0.5, 0.3, 0.2])) == 0.3


def test_positions_are_shares_of_weight_below() -> None:
    values, weights = np.array([[3.0, 1.0], [1.0, 1.0], [2.0, 1.0]]), np.array([0.2, 0.5, 0.3])
    assert positions(values, weights) == pytest.approx(np.array([[0.9, 0.5], [0.25, 0.5], [0.65, 0.5]]))
    assert effective(weights) == pytest.approx(1 / 0.38)


def test_luck_is_taken_out_of_the_spread_of_means() -> None:
    generator = np.random.default_rng(1)
    means, weights = generator.standard_normal((50, 3)), np.full(50, 0.02)
    means[:, 0] = 0.0
    luck = np.diag([0.0, 0.3, 0.2])
    moved = shrunk(means, luck, weights)
    spread = [np.cov(each.T, bias=True) for each in (means, moved)]
    assert spread[1] == pytest.approx(spread[0] - luck, abs=1e-10)
    assert moved.mean(axis=0) == pytest.approx(means.mean(axis=0))
    assert shrunk(means, 0 * luck, weights) == pytest.approx(means)
    assert np.ptp(shrunk(means, 100 * luck, weights), axis=0) == pytest.approx(0.0, abs=1e-9)


def test_what_luck_decides_is_worth_nothing() -> None:
    """Every draw is the same: what the mean over seeds shows beyond that is luck."""
    gains = np.zeros((400, 2, 2))
    gains[:, :, 1] = np.random.default_rng(2).standard_normal((400, 2))
    weights = np.full(400, 1 / 400)
    own = perfect(gains, weights, np.random.default_rng(1))
    assert own.value < 0.1 < own.most and own.least < 0.1
    assert own.low <= own.value <= own.high
    some = gains.copy()
    some[100:, 1] = np.nan  # some draws with one seed: theirs has more luck, and it is taken out as well
    fewer = perfect(some, weights, np.random.default_rng(1))
    assert fewer.value < 0.15 and fewer.most > 0.3 and np.isnan(fewer.least)
    single = perfect(gains[:, :1], weights, np.random.default_rng(1))
    assert np.isnan(single.value) and single.most == worth(gains[:, 0], weights)


def test_weights_drawn_anew_add_up_and_keep_their_mean() -> None:
    weights = np.array([0.0, *np.full(100, 0.01)])
    drawn = reweighted(weights, 2000, np.random.default_rng(1))
    assert drawn.sum(axis=1) == pytest.approx(1.0)
    assert drawn.mean(axis=0) == pytest.approx(weights, abs=0.001) and drawn[:, 1].std() == pytest.approx(0.01, rel=0.1)


def test_a_curve_is_flat_where_nothing_varies() -> None:
    basis = bases(np.linspace(0, 1, 50)[:, np.newaxis])[0]
    own = fit(basis, np.full(50, 0.02), np.full((50, 1), 3.0))
    assert own.curve() == pytest.approx(3.0, abs=1e-12) and np.isfinite(own.likelihood).all()
    assert basis.mean(axis=0) == pytest.approx(0.0, abs=1e-9)
    assert (basis**2).sum(axis=1).mean() == pytest.approx(1.0)


def test_quantities_are_mechanisms_and_parameters_that_vary() -> None:
    names = ("a.x", "b.x", "a.y", "b.same", DUMMY)
    values = np.arange(15.0).reshape(3, 5)
    values[:, 3] = 1.0
    found = quantities(names, values, np.full(3, 1 / 3))
    assert [(each.kind, each.name, each.mechanism, each.parameters) for each in found] == [
        (MECHANISM, "a", "a", 2),
        (MECHANISM, "b", "b", 1),
        (PARAMETER, "a.x", "a", 1),
        (PARAMETER, "b.x", "b", 1),
        (PARAMETER, "a.y", "a", 1),
    ]
    assert found[0].places == pytest.approx(np.repeat([[1 / 6], [0.5], [5 / 6]], 2, axis=1))


def test_chance_is_the_share_of_what_does_nothing_that_is_worth_as_much() -> None:
    gauge = Gauge(np.array([[0.0, 0.0], [1.0, 0.0], [2.0, 0.0]]))
    assert gauge.chance(np.array([1.0, 0.5])).tolist() == [0.75, 0.25]
    assert gauge.chance(np.array([0.0, 0.0])).tolist() == [1.0, 1.0]


def responses(values: np.ndarray) -> Responses:
    """Return answers of draws x seeds x options x outcomes, one year."""
    options = (Option("expected", "null_option"), Option("expected", "broad"))
    points = Points(("a.x",), np.arange(len(values), dtype=float)[:, np.newaxis])
    return Responses(points, (1, 2), options, (MORE, NEITHER, LESS), (2035,), values[..., np.newaxis])


def test_choices_are_gains_over_the_first_mix_of_what_is_known() -> None:
    values = np.zeros((FEWEST_DRAWS + 1, 2, 2, 3))
    values[:, :, 1] = [2.0, 9.0, 3.0]
    values[0, 1, 0, 0] = np.nan  # one seed of a draw is not known
    values[1, :, 0, 2] = np.nan  # no seed is
    weights = np.full(len(values), 1.0)
    assert OUTCOMES[NEITHER].direction == 0
    own = choices(responses(values), (2035,), weights, "here")
    assert [each.outcome for each in own.every] == [MORE, LESS]
    assert own.draws.tolist() == [0, *range(2, FEWEST_DRAWS + 1)]
    more, less = own.every
    assert np.isnan(more.gains[0, 1]).all() and more.means[:, 1].tolist() == [2.0] * FEWEST_DRAWS
    assert less.means[:, 1].tolist() == [-3.0] * FEWEST_DRAWS
    assert (more.best, less.best) == ("broad", "null_option")
    assert [more.lead, less.lead] == pytest.approx([2.0, 3.0])
    assert own.targets[0].tolist() == [2.0, -3.0] and own.groups.tolist() == [0, 1]
    assert own.weights.sum() == pytest.approx(1.0)
    with pytest.raises(InputError, match=f"here: {FEWEST_DRAWS - 1} draws .* allowed: {FEWEST_DRAWS} or more"):
        choices(responses(values[:-1]), (2035,), weights[:-1], "here")
    few = np.array([1e6, *weights[1:]])
    with pytest.raises(InputError, match="here: 1 draws"):
        choices(responses(values), (2035,), few, "here")


def test_least_regret_looks_at_the_worst_draw() -> None:
    values = np.zeros((FEWEST_DRAWS, 2, 2, 3))
    values[:, :, 1, 0] = 1.0
    values[0, :, 1, 0] = -5.0
    own = choices(responses(values), (2035,), np.full(FEWEST_DRAWS, 1.0), "here").every[0]
    assert (own.best, own.least_regret) == ("broad", "null_option")
