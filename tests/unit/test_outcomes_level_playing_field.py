"""The level playing field by hand: two sellers in one sector, and kernels with three."""

import numpy as np
import pytest

from model.building.population import build
from model.outcomes.rivals import escaped, gap_share, loss_beside_sanctions, widening
from model.processes.competition import field_of, rivals_mean
from model.processes.decision import full_cost
from model.processes.options import options_of
from model.processes.utility import utility_of
from model.scenario import load_scenario
from model.state.state import EU, NLD, NONE, ROW
from model.world import World
from tests.unit.outcome_world import law, outcome, outcome_world, recorded

SCALES = ("nld", "eu", "global")
VALUES: dict[str, object] = {
    "choice.full_capability": 0.6,
    "reward.signal_clarity": 0.3,
    "loss.reputation": 0.5,
    "loss.remedy_spares": 0.6,
}
"""Values that the cases below were worked out with."""


def equal_firms(*laws):
    """Two single firms of the same size, both selling in the Dutch market."""
    world = outcome_world(*laws, parameters=VALUES)
    company = world.state.company
    company.firms[:] = 1.0
    company.revenue[:] = 2e6
    return world


def test_rivals_are_weighted_by_sales_without_the_firm_itself():
    sales = np.array([[1.0, 1.0, 2.0]])
    group = np.zeros((1, 3), dtype=np.int64)
    field = field_of(sales, np.ones(3), group)
    assert rivals_mean(np.array([0.0, 0.1, 0.2]), field)[0] == pytest.approx([0.5 / 3, 0.4 / 3, 0.05])
    assert field.counted.tolist() == sales.tolist()


def test_other_firms_behind_the_same_row_are_rivals():
    sales = np.array([[1.0, 1.0, 2.0]])
    group = np.zeros((1, 3), dtype=np.int64)
    mean = rivals_mean(np.array([0.0, 0.1, 0.2]), field_of(sales, np.array([1.0, 1.0, 2.0]), group))
    assert mean[0, 2] == pytest.approx((0.1 + 0.2) / 3)


def test_a_firm_without_rivals_does_not_count():
    sales = np.array([[1.0, 3.0], [2.0, 0.0]])
    group = np.array([[0, 1], [2, 3]])
    counted = field_of(sales, np.ones(2), group).counted
    assert counted.sum() == 0.0
    assert widening(np.ones((2, 2)), counted).tolist() == [0.0, 0.0]


def test_scales_add_markets():
    values = np.array([[1.0, 1.0], [0.0, 1.0], [0.0, 0.0]])
    sales = np.array([[1.0, 1.0], [1.0, 1.0], [2.0, 4.0]])
    assert widening(values, sales).tolist() == [1.0, 0.75, 0.3]


def test_gap_share_stays_between_nothing_and_all():
    rivals = np.array([[0.3, 0.1, -0.5]])
    gap = escaped(np.full(3, 0.2), rivals)
    assert gap_share(gap, np.full(3, 0.2)).tolist() == [[0.0, 0.5, 1.0]]


def test_field_is_level_when_rivals_bear_the_full_cost():
    """Property 19."""
    world = equal_firms()
    world.state.company.sales[:] = 7.0
    world.state.company.cost[:] = full_cost(world)
    found = recorded(world)
    for scale in SCALES:
        assert found[f"level_playing_field_{scale}"] == pytest.approx(1.0)
        assert found[f"level_playing_field_net_{scale}"] == pytest.approx(1.0)
        assert found[f"level_playing_field_margin_{scale}"] == pytest.approx(0.0, abs=1e-12)


def test_criterion_3_is_the_field_at_the_scale_of_the_eu():
    world = equal_firms()
    company = world.state.company
    company.sales[:] = ((1.0, 1.0, 1.0), (1.0, 2.0, 5.0))
    company.cost[:] = full_cost(world) * (0.2, 0.6)
    found = recorded(world)
    assert len({found[f"level_playing_field_{scale}"] for scale in SCALES}) == 3
    assert found["k3_level_playing_field"] == found["level_playing_field_eu"]


def test_field_is_not_level_when_rivals_do_nothing():
    world = equal_firms()
    full = full_cost(world)[0]
    found = recorded(world)
    assert found["level_playing_field_nld"] == pytest.approx(0.0)
    assert found["level_playing_field_margin_nld"] == pytest.approx(full)


def test_field_is_what_rivals_bear_weighted_by_sales():
    world = equal_firms()
    company = world.state.company
    company.cost[:] = full_cost(world) * (1.0, 0.5)
    expected = (100 * 0.5 + 300 * 1.0) / 400
    assert outcome(world, "level_playing_field_nld") == pytest.approx(expected)


def test_rivals_sell_in_the_same_market_and_sector():
    world = equal_firms()
    company = world.state.company
    company.sales[:] = 0.0
    company.sales[0, NLD] = company.sales[1, EU] = 1.0
    company.sales[:, ROW] = 1.0
    company.cost[:] = full_cost(world)
    found = recorded(world)
    assert found["level_playing_field_global"] == pytest.approx(1.0)
    company.cost[:] = 0.0
    found = recorded(world)
    assert found["level_playing_field_nld"] == 1.0, "nobody to compare with"
    assert found["level_playing_field_global"] == pytest.approx(0.0)
    other = equal_firms()
    other.state.company.sector[:] = (0, 1)
    assert recorded(other)["level_playing_field_global"] == 1.0


def test_rewards_and_losses_count_in_the_net_variant_only():
    world = equal_firms()
    company = world.state.company
    company.cost[:] = full_cost(world)
    company.signal[:] = 0.72
    company.reward[:] = (0.0, 0.5 * company.cost[1])
    found = recorded(world)
    assert found["level_playing_field_nld"] == pytest.approx(1.0)
    full = company.cost[0]
    signal = 0.3 * 0.6 + 0.7
    rewarded = full - company.reward[1] * signal / 0.72
    gap_of_0 = (full - 0.5 * full) / full
    gap_of_1 = max(0.0, (rewarded - full) / rewarded)
    assert found["level_playing_field_net_nld"] == pytest.approx(1 - (100 * gap_of_0 + 300 * gap_of_1) / 400)


def test_what_rivals_risk_by_doing_nothing_levels_the_net_field():
    world = equal_firms()
    full = full_cost(world)
    world.state.company.expected_loss[:] = full * (0.0, 0.5)
    found = recorded(world)
    assert found["level_playing_field_nld"] == pytest.approx(0.0)
    assert found["level_playing_field_net_nld"] == pytest.approx(100 * 0.5 / 400)
    assert found["level_playing_field_margin_nld"] == pytest.approx(full[0] * (100 * 0.5 + 300) / 400)


def test_net_gap_is_measured_on_a_quarter_of_the_cost_at_least():
    world = equal_firms()
    company = world.state.company
    full = full_cost(world)
    company.signal[:] = 0.88
    company.reward[:] = full * (1.0, 0.0)
    assert outcome(world, "level_playing_field_net_nld") == pytest.approx(1 - (100 * 0 + 300 * 1) / 400)
    company.expected_loss[1] = -0.1 * full[1]
    assert outcome(world, "level_playing_field_net_nld") == pytest.approx(1 - (100 * 0.1 / 0.25 + 300) / 400)


def test_the_inactive_would_earn_what_peers_earn():
    world = equal_firms()
    company = world.state.company
    company.region[:] = NLD
    company.signal[:] = (0.5, 0.0)
    company.reward[:] = (0.01, 0.0)
    full = full_cost(world)
    own = full - 0.02 * 0.88
    company.cost[:] = (full[0], 0.0)
    assert outcome(world, "level_playing_field_margin_nld") == pytest.approx(
        (100 * own[0] + 300 * max(0.0, own[1] - (full[0] - 0.01))) / 400
    )


def test_loss_beside_sanctions_is_what_the_choice_counts_without_laws():
    scenario = load_scenario(world="small")
    world = World(scenario, *build(scenario, 1), 1)
    company = world.state.company
    company.expected_scope[:] = 0.0
    company.exposure[:] = np.linspace(0.0, 0.2, company.rows)
    company.liability[:] = np.linspace(1.0, 0.5, company.rows)[:, None]
    company.complaints[:] = 3.0
    counted = utility_of(world, options_of(world)).loss[NONE]
    assert counted.min() > 0
    assert loss_beside_sanctions(world) == pytest.approx(counted)


def test_substance_spares_part_of_the_losses():
    world = equal_firms()
    company = world.state.company
    company.exposure[:] = 0.1
    company.brand[:] = 1.0
    spared = 4 * 0.1 * 0.5 * (1 - 0.6 * 0.6)
    assert outcome(world, "level_playing_field_margin_nld") == pytest.approx(full_cost(world)[0] + spared)


def test_no_firm_loses_more_margin_than_all_its_sales():
    world = equal_firms()
    world.state.company.reward[:] = (1e14, 0.0)
    world.state.company.signal[:] = 1.0
    full = full_cost(world)
    assert full.max() < 50
    assert outcome(world, "level_playing_field_margin_nld") == pytest.approx(300 * 100 / 400)


@pytest.mark.parametrize(("bound", "expected"), [((1.0, 0.0), 0.0), ((1.0, 1.0), 1.0), ((0.0, 0.0), 1.0)])
def test_duties_are_even_when_all_sellers_have_the_same(bound, expected):
    world = equal_firms(law())
    world.state.company.sales[:, NLD] = 5.0
    world.state.company.scope[:, 0] = bound
    assert outcome(world, "level_playing_field_dispersion_nld") == pytest.approx(expected)


def test_a_law_on_one_theme_and_half_the_steps_asks_a_sixteenth():
    world = equal_firms(law(themes=1, steps=(1, 2, 5)))
    world.state.company.sales[:, NLD] = 5.0
    world.state.company.scope[0, 0] = 1.0
    assert outcome(world, "level_playing_field_dispersion_nld") == pytest.approx(1 - 1 / 16)
