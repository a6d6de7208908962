"""The nine criteria by hand."""

import numpy as np
import pytest

from model.outcomes.criteria import entropy
from model.state.state import BROAD, JOINT, NLD
from tests.unit.outcome_world import DUTCH_WORKERS, outcome, outcome_world, recorded


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [(np.ones(7), 1.0), (np.eye(7)[2], 0.0), (np.zeros(7), 0.0), ([1, 1, 0, 0, 0, 0, 0], np.log(2) / np.log(7))],
)
def test_entropy_is_relative_to_an_even_division(amounts, expected):
    assert entropy(np.asarray(amounts, dtype=float)) == pytest.approx(expected)


def test_channels_count_for_dutch_companies():
    world = outcome_world()
    world.state.company.contribution[0, :2] = 0.3
    world.state.company.contribution[1] = 5.0
    assert outcome(world, "k1_channel_coverage") == pytest.approx(np.log(2) / np.log(7))


def test_coherence_counts_codes_where_something_is_asked():
    world = outcome_world()
    supplier = world.state.supplier
    world.state.levers.coherence[NLD] = 0.5
    assert outcome(world, "k2_coherence") == 0.0
    supplier.asked_share[:] = (0.1, 0.0, 0.2)
    supplier.code_concentration[:] = (0.4, 1.0, 0.8)
    mean = (5_000 * 0.1 * 0.4 + 25_000 * 0.2 * 0.8) / (5_000 * 0.1 + 25_000 * 0.2)
    assert outcome(world, "k2_coherence") == pytest.approx(0.5 * mean)


def test_workers_are_consulted_where_a_buyer_with_substance_finds_a_union():
    world = outcome_world()
    company, supplier = world.state.company, world.state.supplier
    supplier.voice[:] = 0.5
    supplier.density[:] = (0.3, 0.05, 0.05)
    company.option[0] = BROAD
    company.substance[0] = 0.1
    assert outcome(world, "k4_involvement") == 0.0
    company.substance[0] = 0.2
    sales = np.array([1000 * 0.5, 500 * 1.0, 400 * 0.25])
    assert outcome(world, "k4_involvement") == pytest.approx(0.5 * sales[0] / sales.sum())


def test_workers_are_consulted_in_a_covenant_without_a_union():
    world = outcome_world()
    company, supplier = world.state.company, world.state.supplier
    supplier.voice[:] = 0.5
    supplier.density[:] = 0.0
    company.option[0] = JOINT
    company.substance[0] = 0.2
    assert outcome(world, "k4_involvement") == pytest.approx(0.5)
    world.state.link.supplier[1] = 0
    sales = np.array([1000 * 0.5, 500 * 1.0, 400 * 0.25])
    assert outcome(world, "k4_involvement") == pytest.approx(0.5 * (sales[0] + sales[2]) / sales.sum())


def test_buyers_elsewhere_do_not_consult_for_dutch_chains():
    world = outcome_world()
    world.state.supplier.voice[:] = 1.0
    world.state.supplier.density[:] = 1.0
    world.state.company.substance[1] = 1.0
    assert outcome(world, "k4_involvement") == 0.0


def test_insight_is_detection_of_dutch_buyers_by_volume():
    world = outcome_world()
    link = world.state.link
    link.volume[:3] = (100.0, 300.0, 200.0)
    link.detection[:] = (0.6, 0.2, 0.3, 1.0)
    assert outcome(world, "k6_insight") == pytest.approx((60 + 60 + 60) / 600)


def test_full_detection_gives_full_insight_and_true_estimates():
    """Property 16."""
    world = outcome_world()
    world.state.supplier.condition[:] = np.linspace(0.1, 0.9, 24).reshape(3, 8)
    world.state.link.detection[:] = 1.0
    found = recorded(world)
    assert found["k6_insight"] == pytest.approx(1.0)
    assert found["k9_measurability"] == pytest.approx(1.0)


def test_measurability_is_error_over_spread():
    world = outcome_world()
    supplier = world.state.supplier
    for row, level in enumerate((0.8, 0.6, 0.5)):
        supplier.condition[row] = level
    world.state.link.detection[:3] = (0.5, 0.0, 0.8)
    weights = DUTCH_WORKERS / DUTCH_WORKERS.sum()
    error = (weights * (np.array([-0.2, 0.0, 0.1]) * (0.5, 1.0, 0.2)) ** 2).sum()
    mean = (weights * (0.8, 0.6, 0.5)).sum()
    spread = (weights * (np.array([0.8, 0.6, 0.5]) - mean) ** 2).sum()
    assert outcome(world, "k9_measurability") == pytest.approx(1 - np.sqrt(error / spread))


def test_measurability_is_not_below_zero_and_defined_without_spread():
    world = outcome_world()
    assert outcome(world, "k9_measurability") == 1.0, "conditions are as expected everywhere"
    world.state.supplier.condition[:] = 0.2
    assert outcome(world, "k9_measurability") == 0.0
    world.state.supplier.condition[0] = 0.21
    assert outcome(world, "k9_measurability") == 0.0


def test_leverage_counts_workers_above_the_bar():
    world = outcome_world()
    effect = world.state.supplier.effect
    effect[0] = 0.55
    effect[2, :4] = 0.9
    found = recorded(world)
    assert found["k7_leverage"] == pytest.approx(5_000 / 31_000)
    assert found["leverage_effect_mean"] == pytest.approx((5_000 * 0.55 + 25_000 * 0.45) / 31_000)


def test_trust_is_half_that_with_government_half_that_with_suppliers():
    world = outcome_world()
    world.state.government.trust[:] = (0.4, 0.9, 0.9)
    world.state.link.trust[:] = (0.2, 0.3, 0.4, 0.9)
    assert outcome(world, "k8_trust") == pytest.approx(0.5 * (0.4 + 0.3))
