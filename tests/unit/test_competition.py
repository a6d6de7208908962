"""What is lost to competitors, by hand and in general."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.parameters import ParameterSet
from model.processes import decision, market
from model.processes.competition import (
    Rivals,
    behind_rivals,
    felt,
    field_of,
    price_pull,
    rivalry,
    rivals_mean,
    rivals_of,
    weight_of_cost,
)
from model.processes.options import options_of
from model.processes.utility import utility_of
from model.state.state import NONE
from tests.unit.tiny_policy import policy_world

VALUES: dict[str, object] = {
    "market.price_elasticity": 3,
    "market.pass_through": 0.6,
    "market.sales_margin": 0.2,
    "competition.advantage": 0.5,
    "reward.consumers": 0.1,
    "reward.base_coverage": 0.5,
}
PULL = 3 * 0.2 * 0.6

rates = st.floats(0, 2)


def sellers(**changes: object) -> Any:
    """Two single firms; the first sells 1 million in the Netherlands and half a million in the EU."""
    world = policy_world({**VALUES, **changes})
    company = world.state.company
    company.firms[:] = 1.0
    company.base_sales[:] = [[1e6, 0.5e6, 0.0], [2e6, 1e6, 0.0]]
    company.brand[:] = 0.4
    company.cost[:] = (0.1, 0.3)
    company.signal[:] = (0.2, 0.6)
    return world


def test_what_a_price_above_that_of_rivals_costs() -> None:
    assert price_pull(ParameterSet(VALUES)[market.Market]) == pytest.approx(PULL)
    # with an elasticity of 8 and a margin of 0.4 a price rise costs 3.2 times what it brings: the cost is borne instead
    steep = ParameterSet({**VALUES, "market.price_elasticity": 8, "market.sales_margin": 0.4})
    assert price_pull(steep[market.Market]) == pytest.approx(0.6)


def test_rivals_by_hand() -> None:
    world = sellers()
    image = np.array([0.02, 0.04])
    found = rivals_of(world, image)
    assert found.kept == pytest.approx(0.4)
    assert found.price == pytest.approx([PULL, PULL])
    assert found.image == pytest.approx([0.02, 0.04])
    # each meets the other alone, in both markets
    assert found.level == pytest.approx([PULL * 0.3 - 0.02 * 0.6, PULL * 0.1 - 0.04 * 0.2])


def test_rivals_are_weighted_by_sales_and_by_the_markets_of_the_firm() -> None:
    world = sellers()
    world.state.company.base_sales[:] = [[1e6, 0.5e6, 0.0], [0.0, 1e6, 0.0]]
    found = rivals_of(world, np.zeros(2))
    # alone in the Netherlands: two thirds of what the first sells is out of reach of rivals
    assert found.price == pytest.approx([PULL / 3, PULL])
    assert found.level == pytest.approx([PULL * 0.3 / 3, PULL * 0.1])


def test_other_firms_of_the_same_row_are_rivals() -> None:
    world = sellers()
    world.state.company.firms[0] = 4.0
    # three quarters of 1.0 million at 0.1, 2 million at 0.3, and the same in the EU
    assert rivals_of(world, np.zeros(2)).level[0] == pytest.approx(PULL * (0.75 * 0.1 + 2 * 0.3) / 2.75)


def test_what_is_lost_and_won_by_hand() -> None:
    rivals = Rivals(0.4, np.array([0.36]), np.array([0.02]), np.array([0.036]), 0.5)
    cost, signal = np.array([[0.0], [0.1], [0.2]]), np.array([[0.0], [0.5], [0.5]])
    behind = behind_rivals(cost, signal, rivals)
    assert behind[:, 0] == pytest.approx([-0.036, -0.01, 0.026])
    assert felt(behind, 0.5)[:, 0] == pytest.approx([-0.018, -0.005, 0.026])
    assert weight_of_cost(behind[1], rivals) == pytest.approx([0.4 + 0.18])
    assert weight_of_cost(behind[2], rivals) == pytest.approx([0.4 + 0.36])


def test_the_choice_counts_the_cost_kept_and_what_is_lost() -> None:
    world = sellers()
    options = options_of(world)
    found = utility_of(world, options)
    off = utility_of(sellers(**{"competition.active": False}), options)
    assert off.rivals.kept == 1.0
    assert not off.behind.any()
    customers = 0.5 * 0.1 * 0.4
    assert found.rates.customers == pytest.approx([customers, customers])
    behind = PULL * (found.cost - np.array([0.3, 0.1])) - customers * (found.signal - np.array([0.6, 0.2]))
    assert found.behind == pytest.approx(behind)
    lost = np.maximum(behind, 0) - 0.5 * np.maximum(-behind, 0)
    expected = off.total + off.cost - 0.4 * found.cost - customers * found.signal - lost
    assert found.total == pytest.approx(expected)
    assert found.reward == pytest.approx(off.reward)


@given(rates, st.floats(0, 1), st.floats(0, 1))
def test_property_18_an_equal_cost_and_image_lose_nothing(cost: float, signal: float, advantage: float) -> None:
    world = sellers(**{"competition.advantage": advantage})
    company = world.state.company
    company.cost[:], company.signal[:] = cost, signal
    rivals = rivals_of(world, np.array([0.02, 0.04]))
    same = behind_rivals(np.full((1, 2), cost), np.full((1, 2), signal), rivals)
    assert same == pytest.approx(0, abs=1e-12)
    assert felt(same, rivals.advantage) == pytest.approx(0, abs=1e-12)


@given(st.lists(rates, min_size=3, max_size=3), rates, rates, st.floats(0, 1))
def test_what_rivals_do_never_makes_due_diligence_less_attractive(
    costs: Any, theirs: float, more: float, advantage: float
) -> None:
    """Against doing nothing, every dearer option gains or stays when rivals spend more."""
    own = np.array([0.0, *np.sort(costs)])[:, None]

    def against_nothing(level: float) -> Any:
        rivals = Rivals(0.4, np.array([0.36]), np.zeros(1), np.array([0.36 * level]), advantage)
        lost = felt(behind_rivals(own, np.zeros_like(own), rivals), advantage)
        return lost - lost[0]

    assert np.all(against_nothing(theirs + more) <= against_nothing(theirs) + 1e-12)


def test_a_firm_whose_rivals_do_more_is_more_willing() -> None:
    """One step: with the cost of rivals every option of due diligence gains on doing nothing, until it is level."""
    gains = []
    for theirs in (0.0, 0.02, 0.1, 1.0):
        world = sellers(**{"reward.consumers": 0})
        world.state.company.cost[1] = theirs
        total = utility_of(world, options_of(world)).total[:, 0]
        gains.append(total - total[NONE])
    for fewer, more in pairwise(gains):
        assert np.all(more >= fewer - 1e-12)
    assert np.all(gains[-1][1:] > gains[0][1:])


def test_if_gains_count_like_losses_rivals_move_no_choice() -> None:
    """The counterpart: without the asymmetry the cost of rivals is a constant."""
    found = []
    for theirs in (0.0, 1.0):
        world = sellers(**{"competition.advantage": 1})
        world.state.company.cost[1] = theirs
        total = utility_of(world, options_of(world)).total[:, 0]
        found.append(total - total[NONE])
    assert found[0] == pytest.approx(found[1])


def test_rivals_are_those_of_the_playing_field() -> None:
    sales, group = np.array([[1.0, 1.0, 2.0]]), np.zeros((1, 3), dtype=np.int64)
    mean = rivals_mean(np.array([0.0, 0.1, 0.2]), field_of(sales, np.ones(3), group))
    assert mean[0] == pytest.approx([0.5 / 3, 0.4 / 3, 0.05])


def test_shares_of_sales_met_by_rivals() -> None:
    world = sellers()
    world.state.company.base_sales[1] = (0.0, 0.0, 3e6)
    found = rivalry(world)
    assert found.contested.tolist() == [0.0, 0.0]
    world.state.company.firms[:] = 2.0  # then each row meets itself
    assert rivalry(world).contested == pytest.approx([1.0, 1.0])


def test_the_choice_looks_at_the_quarter_before() -> None:
    world = sellers()
    level = rivals_of(world, np.zeros(2)).level.copy()
    decision.step(world)
    cost = world.state.company.cost
    assert level == pytest.approx(PULL * np.array([0.3, 0.1]))
    assert rivals_of(world, np.zeros(2)).level == pytest.approx(PULL * cost[::-1])
