"""Utility of the options, part by part and in full, by hand.

The full case has one company with capability 0.4 and motivation 0.5, in a covenant of quality 0.5. Its options have
breadth 0, 0, 0.5, 1, 0.7 and substance 0, 0, 0.2, 0.4, (0.4 + 0.2 x 0.5) x 0.7 = 0.35. Competitors are left out, but
for what cost weighs in the parts by V; `test_competition` adds them.
"""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.parameters import ParameterSet
from model.processes.breach import breach, fulfilment, judged
from model.processes.contributions import contributions, places
from model.processes.options import options_of
from model.processes.utility import (
    cost_of,
    premium_offered,
    signal_of,
    size_factor,
    utility_of,
)
from model.processes.utility_parameters import Choice, Reward
from model.state.state import BROAD, FORM, JOINT, NARROW, NONE, SEVEN_VS, THEMES
from tests.unit.tiny_policy import a_law, policy_world

fraction = st.floats(0, 1)
SUBSTANCE = np.array([0, 0, 0.2, 0.4, 0.35])
FORMAL = np.array([0, 1, 1, 1, 1])
VALUES: dict[str, object] = {
    "competition.active": False,
    "choice.size_exponent": 0,
    "choice.form_cost": 0.02,
    "choice.substance_cost": 0.1,
    "choice.stacking": 0.2,
    "choice.pooling": 0.5,
    "choice.covenant_fee": 0.03,
    "choice.learning_discount": 0.25,
    "choice.desk_take_up": 0.5,
    "choice.desk_discount": 0.4,
    "choice.joint_gain": 0.2,
    "choice.narrow_breadth": 0.2,
    "choice.joint_breadth": 0.7,
    "reward.consumers": 0.1,
    "reward.investors": 0.02,
    "reward.procurement": 0.4,
    "reward.subsidy": 0.05,
    "reward.signal_clarity": 0.25,
    "reward.base_coverage": 0.5,
    "reward.premium": 1,
    "reward.collective_premium": 0.5,
    "loss.reputation": 1,
    "loss.award": 2,
    "loss.remedy_spares": 0.5,
    "remedy.court_success": 0.1,
    "duty.duty": 0.1,
    "duty.own_site": 0.1,
    "duty.contribute": 0.7,
    "duty.linked": 0.4,
    "duty.agreement": 0.05,
    "duty.peers": 0.02,
    "duty.conscience": 0.2,
    "supervision.fine_probability": 0.5,
}


def test_due_diligence_is_dearer_for_small_firms() -> None:
    values = ParameterSet({"choice.size_exponent": 0.5, "choice.reference_revenue": 50e6})[Choice]
    # a quarter of the reference: 0.25^-0.5 = 2
    assert size_factor(np.array([12.5e6, 50e6, 200e6]), values) == pytest.approx([2, 1, 0.5])


def test_cost_by_hand() -> None:
    values = ParameterSet({"choice.form_cost": 0.02, "choice.substance_cost": 0.1})[Choice]
    # (0.02 x 1.5 + 0.1 x 0.5) x 2
    assert cost_of(np.array([1.0]), np.array([0.5]), np.array([2.0]), 1.5, values) == pytest.approx([0.16])


def test_premium_is_higher_together() -> None:
    values = ParameterSet({"reward.premium": 2, "reward.collective_premium": 0.3})[Reward]
    assert premium_offered(np.array([0.5, 0.5]), np.array([0.0, 1.0]), values) == pytest.approx([1, 1.3])


def test_effort_is_judged_against_what_the_law_asks() -> None:
    found = judged(np.array([0.5, 1.0]), np.array([1 / 8, 1.0]))
    assert found == pytest.approx(np.array([[1, 1], [0.5, 1]]))


def test_obligations_of_result_count_for_half_in_the_steps_that_carry_them() -> None:
    demands = np.array([[1.0, 0.0], [1.0, 1.0], [0.25, 0.5]])
    found = fulfilment(np.array([0.5, 1.0]), np.array([0.1, 0.9]), demands, norm=0.6)
    # effort: half or all; result: 0.1 / 0.6 or all; the third asks 0.25 of the themes, so 0.15 of substance
    result = (0.1 / 0.6, 1.0)
    expected = [[0.5, 1], [0.5 * (0.5 + result[0]), 1], [0.75 + 0.25 * 0.1 / 0.15, 1]]
    assert found == pytest.approx(np.array(expected))


@given(fraction, fraction, fraction, st.floats(0.01, 1))
def test_effort_alone_never_fulfils_more_than_with_full_result(
    breadth: float, substance: float, results: float, norm: float
) -> None:
    done = (np.array([breadth]), np.array([substance]))
    effort, mixed = fulfilment(*done, np.array([[0.5, 0.0], [0.5, results]]), norm)[:, 0]
    assert 0 <= mixed <= 1
    assert effort - 0.5 * results - 1e-12 <= mixed <= effort + 0.5 * results + 1e-12


def test_a_law_on_some_themes_counts_for_their_share() -> None:
    """Duty, paper work and sanctions of a law on two themes are a quarter of those of a law on all, effort alike."""
    found = []
    for themes in (THEMES, THEMES[:2]):
        world = policy_world(
            {"choice.stacking": 1}, tuple(a_law(name, themes=list(themes)) for name in "ab"), quarter=8
        )
        company = world.state.company
        company.scope[:] = company.expected_scope[:] = company.detection[:] = 1.0
        company.form[:] = 1.0
        found.append(utility_of(world, options_of(world)))
    broad, thematic = found
    assert thematic.sanctions[NONE] == pytest.approx(broad.sanctions[NONE] / 4)
    assert thematic.duty[BROAD] == pytest.approx(broad.duty[BROAD] / 4)
    assert thematic.duty[FORM] == pytest.approx(broad.duty[FORM] / 4)
    # beside the first a whole law, or a quarter of one
    assert broad.cost[FORM] == pytest.approx(2 / 1.25 * thematic.cost[FORM])


def test_breach_is_full_without_form_and_else_what_scrutiny_sees() -> None:
    scrutiny = np.array([0.2])
    assert breach(0.0, scrutiny, np.array([[1.0]])).tolist() == [[1.0]]
    assert breach(1.0, scrutiny, np.array([[0.25]]))[0] == pytest.approx([0.2 * 0.75])
    assert breach(1.0, scrutiny, np.array([[1.0]])).tolist() == [[0.0]]


@given(fraction, fraction)
def test_property_8_assurance_decides_whether_form_is_rewarded(substance: float, assurance: float) -> None:
    def signal(clarity: float) -> list[float]:
        found: list[float] = signal_of(np.ones(2), np.array([0.0, substance]), np.array([clarity] * 2)).tolist()
        return found

    assert signal(1.0) == [0.0, substance]
    assert signal(0.0) == [1.0, 1.0]
    form, full = signal(assurance)
    assert form <= full <= 1 + 1e-12


def full_case(**changes: object) -> Any:
    """Return the world of the full case."""
    world = policy_world({**VALUES, **changes}, (a_law(steps=[2, 3, 5, 6], fine=0.4, order=0.05),), quarter=8)
    company, covenant, levers = world.state.company, world.state.covenant, world.state.levers
    company.capability[:] = 0.4
    company.motivation[:] = 0.5
    company.covenant[:] = (0, -1)
    covenant.active[:] = True
    covenant.quality[:] = 0.5
    company.imports[:] = (0.3e6, 0.6e6)  # a fifth of revenue
    company.brand[:] = 0.6
    company.public_share[:] = 0.25
    company.exposure[:] = 0.05
    company.liability[:] = 0.5
    company.complaints[:, 0, 0] = 0.4
    company.contributing_share[:] = 0.5
    company.form[:] = 1.0
    company.scope[:] = company.expected_scope[:] = 1.0
    company.detection[:] = 0.1
    world.state.law.scrutiny[:] = 0.2
    levers.support_desk[:] = levers.subsidy[:] = 1.0
    levers.procurement[:] = levers.coherence[:] = 0.5
    world.state.government.dialogue[:] = 0.5
    return world


# the desk saves 0.4 x 0.5, capability 0.25 x 0.4; pooling halves the substance of joint action
DISCOUNT = (1 - 0.2) * (1 - 0.1)
COST = np.array(
    [
        0,
        0.02 * DISCOUNT,
        (0.02 + 0.1 * 0.2) * DISCOUNT + 0.2 * 0.2,
        (0.02 + 0.1 * 0.4) * DISCOUNT + 0.4 * 0.2,
        (0.02 + 0.1 * 0.35 * 0.5) * DISCOUNT + 0.03 + 0.35 * 1.5 * 0.2,
    ]
)
SIGNAL = 0.25 * SUBSTANCE + 0.75 * FORMAL
# half is seen: 0.5 (0.1 x 0.6 + 0.02); procurement 0.4 x 0.25 x 0.5 x 0.5; subsidy 0.05 for substance
REWARD = SIGNAL * (0.04 + 0.025) + SUBSTANCE * 0.05
# 4 x 0.1 x (0.5 x 0.4 + 0.05) for a full breach; 0.2 of the effort that is missing: 1, 0.5, 0, 0.3
SANCTION = 0.1 * np.array([1, 0.2, 0.2 * 0.5, 0, 0.2 * 0.3])
# incidents 4 x 0.05 x 1 x 0.6; claims 4 x 0.5 x (0.4 / 4 x 0.1) x 2
HARM = (0.12 + 0.04) * (1 - 0.5 * SUBSTANCE)
# half of the steps are met on paper, half by effort; responsibility 0.1 + 0.9 (0.7 + 0.4) / 2
DUTY = 0.1 * np.array([0, 0.5, 0.75, 1, 0.85]) * (0.1 + 0.9 * 0.55)
NORMS = 0.02 * FORMAL + 0.2 * 0.5 * SUBSTANCE + np.array([0, 0, 0, 0, 0.05])


def test_the_full_case_by_hand() -> None:
    world = full_case()
    found = utility_of(world, options_of(world))
    assert found.cost[:, 0] == pytest.approx(COST)
    assert found.signal[:, 0] == pytest.approx(SIGNAL)
    assert found.reward[:, 0] == pytest.approx(REWARD)
    assert found.loss[:, 0] == pytest.approx(SANCTION + HARM)
    assert found.premium[:, 0] == pytest.approx([0, 0, 0.2, 0.4, 0.525])
    assert found.total[:, 0] == pytest.approx(REWARD - COST - SANCTION - HARM + DUTY + NORMS)


def test_the_parts_by_v_in_the_full_case() -> None:
    world = full_case()
    options = options_of(world)
    chosen = np.array([JOINT, NONE])
    found = contributions(world, options, utility_of(world, options), chosen, places(chosen))
    joint = dict(zip(SEVEN_VS, found[0], strict=True))
    assert joint == pytest.approx(
        {
            "inform": (0.02 + 0.1 * 0.35 * 0.5) * 0.9 * 0.2,
            "tempt": SUBSTANCE[JOINT] * 0.05,
            "facilitate": 0.1 * 0.35 * 0.5 * DISCOUNT,
            "conditions": SIGNAL[JOINT] * 0.025,
            "oblige": DUTY[JOINT] + SANCTION[NONE] - SANCTION[JOINT],
            "connect": 0.05 + 0.02 * 0.5,
            # joint substance above what capability alone gives
            "leverage": 0.2 * 0.5 * (0.35 - 0.4 * 0.7),
        }
    )


def test_savings_on_cost_count_as_far_as_cost_does() -> None:
    prices = {"market.price_elasticity": 3, "market.sales_margin": 0.2, "market.pass_through": 0.6}
    world = full_case(**{"competition.active": True, "reward.consumers": 0, **prices})
    options = options_of(world)
    chosen = np.array([JOINT, NONE])
    found = contributions(world, options, utility_of(world, options), chosen, places(chosen))
    # rivals spend nothing yet: 0.4 is kept, and 3 x 0.2 x 0.6 lost to them
    joint = dict(zip(SEVEN_VS, found[0], strict=True))
    assert joint["facilitate"] == pytest.approx(0.1 * 0.35 * 0.5 * DISCOUNT * 0.76)
    assert joint["inform"] == pytest.approx((0.02 + 0.1 * 0.35 * 0.5) * 0.9 * 0.2 * 0.76)


def test_further_laws_add_paper_work_unless_policy_is_coherent() -> None:
    world = policy_world({**VALUES, "choice.learning_discount": 0}, (a_law("one"), a_law("two"), a_law("three")))
    world.state.company.expected_scope[:] = (1.0, 1.0, 0.5)
    world.state.levers.coherence[:] = (0.25, 0.0, 0.0)
    found = utility_of(world, options_of(world)).cost[FORM]
    # one and a half laws beside the first: 0.2 x 1.5 x 0.75 more paper work
    assert found == pytest.approx([0.02 * (1 + 0.3 * 0.75), 0.02 * 1.3])


def test_weak_laws_stack_as_well() -> None:
    world = policy_world({**VALUES, "choice.learning_discount": 0}, (a_law("one"), a_law("two")))
    world.state.company.expected_scope[:] = (0.6, 0.4)
    # together no more than a whole law, but two statements: 0.2 x 0.4 more paper work
    assert utility_of(world, options_of(world)).cost[FORM] == pytest.approx([0.02 * 1.08, 0.02 * 1.08])


def test_one_law_in_part_does_not_stack() -> None:
    world = policy_world({**VALUES, "choice.learning_discount": 0}, (a_law(),))
    world.state.company.expected_scope[:] = 0.5
    assert utility_of(world, options_of(world)).cost[FORM] == pytest.approx([0.02, 0.02])


def test_assurance_and_disclosure_change_what_is_rewarded() -> None:
    world = full_case(**{"reward.procurement": 0, "reward.subsidy": 0})
    world.laws.assurance[:] = 0.4
    world.laws.assuring = np.arange(len(world.laws.assurance))
    world.state.company.disclosure[:] = 0.5
    found = utility_of(world, options_of(world))
    # clarity 0.25 + 0.75 x 0.4; seen 0.5 + 0.5 x 0.5
    assert found.signal[FORM, 0] == pytest.approx(1 - 0.55)
    assert found.reward[BROAD, 0] == pytest.approx((0.55 * 0.4 + 0.45) * 0.75 * 0.08)


def test_property_8_no_reward_for_form_under_full_assurance_and_an_equal_one_without() -> None:
    for clarity, expected in ((1.0, [0.0, 0.4]), (0.0, [1.0, 1.0])):
        world = full_case(**{"reward.signal_clarity": clarity})
        reward = utility_of(world, options_of(world)).reward[:, 0]
        assert reward[[FORM, BROAD]] == pytest.approx(0.065 * np.array(expected) + 0.05 * np.array([0.0, 0.4]))


def test_finance_doubles_the_reward_of_investors_when_all_of_it_does_due_diligence() -> None:
    world = full_case(**{"reward.consumers": 0, "reward.procurement": 0, "reward.subsidy": 0})
    company = world.state.company
    company.finance[1] = True
    company.form[1] = 0.0
    alone = utility_of(world, options_of(world)).reward[FORM, 0]
    company.form[1] = 1.0
    together = utility_of(world, options_of(world)).reward[FORM, 0]
    assert [alone, together] == pytest.approx([0.75 * 0.5 * 0.02, 0.75 * 0.5 * 0.04])


def test_peers_are_those_of_the_same_sector_and_region_by_revenue() -> None:
    world = full_case(**{"duty.peers": 1.0})
    company = world.state.company
    company.region[:] = 0
    company.form[:] = (1.0, 0.0)
    with_peers = utility_of(world, options_of(world)).total
    company.form[:] = 0.0
    without = utility_of(world, options_of(world)).total
    # revenue 1.5 and 3 million: a third does due diligence
    assert with_peers - without == pytest.approx(np.outer(FORMAL, [1 / 3, 1 / 3]))


def test_property_20_grace_takes_the_sanction_away() -> None:
    world = full_case()
    world.state.company.grace[:] = 1.0
    found = utility_of(world, options_of(world))
    assert found.loss[:, 0] == pytest.approx(HARM)


def test_joint_action_in_a_recognised_covenant_stands_in_for_what_the_law_asks_beyond_it() -> None:
    plain, eased = full_case(), full_case(**{"supervision.recognition": 0.5})
    for world in (plain, eased):
        world.laws.recognises[:] = 1.0
    eased.state.covenant.recognised[:] = True
    before, after = (utility_of(world, options_of(world)) for world in (plain, eased))
    # breadth of 0.7 leaves 0.3 of the effort, half of which the covenant stands in for; on paper half is met
    responsibility = 0.1 * (0.1 + 0.9 * 0.55)
    spared, gained = 0.5 * 0.1 * 0.2 * 0.3, 0.5 * responsibility * 0.5 * 0.3
    assert before.loss[JOINT] - after.loss[JOINT] == pytest.approx([spared, 0])
    assert after.duty[JOINT] - before.duty[JOINT] == pytest.approx([gained, 0])
    assert (after.total - before.total)[:JOINT] == pytest.approx(np.zeros((4, 2)))
    eased.laws.recognises[:] = 0.0
    assert utility_of(eased, options_of(eased)).total.tolist() == before.total.tolist()


def test_narrow_substance_on_the_mandated_theme_meets_a_thematic_law() -> None:
    world = full_case()
    world.laws = policy_world(laws=(a_law(themes=["child_labour"], fine=0.4, order=0.05),)).laws
    found = utility_of(world, options_of(world))
    assert found.loss[NARROW, 0] == pytest.approx(HARM[NARROW])


def test_size_counts_by_firm_and_not_by_all_that_a_row_stands_for() -> None:
    world = policy_world({**VALUES, "choice.size_exponent": 0.5, "choice.reference_revenue": 3e6})
    found = utility_of(world, options_of(world)).cost[FORM]
    # ten firms of 0.15 million and one of 3 million: 20 and 1 times below the reference, to the power 0.5
    assert found == pytest.approx([0.02 * np.sqrt(20), 0.02])
