"""Attention and effort by theme."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from model.processes import attention
from model.state.state import FREEDOM_OF_ASSOCIATION, GENDER
from tests.unit.tiny_policy import policy_world

fraction = st.floats(0, 1)
harms = arrays(float, (3, 8), elements=fraction)
mandates = arrays(float, (3, 8), elements=st.sampled_from([0.0, 0.3, 1.0]))


def division(harm: Any, *, focus: float = 1.0, mandated: Any = None, pull: float = 0.0, operability: Any = None) -> Any:
    harm = np.atleast_2d(np.array(harm, dtype=float))
    mandates = np.zeros_like(harm) if mandated is None else np.atleast_2d(np.array(mandated, dtype=float))
    able = np.ones(harm.shape[1]) if operability is None else np.array(operability)
    return attention.attention(harm, np.full(len(harm), focus), able, mandates, pull)


def test_attention_follows_harm_to_a_power() -> None:
    assert division([0.1, 0.3])[0] == pytest.approx([0.25, 0.75])
    assert division([0.1, 0.3], focus=2)[0] == pytest.approx([0.1, 0.9])
    assert division([0.1, 0.3], focus=0)[0] == pytest.approx([0.5, 0.5])


def test_what_is_hard_to_act_upon_gets_less() -> None:
    assert division([0.2, 0.2], operability=[1.0, 0.25])[0] == pytest.approx([0.8, 0.2])


def test_a_mandate_pulls() -> None:
    # e^(ln 3 x 1) = 3 against 1; at half the strength the root of 3
    assert division([0.2, 0.2], mandated=[1, 0], pull=np.log(3))[0] == pytest.approx([0.75, 0.25])
    assert division([0.2, 0.2], mandated=[0.5, 0], pull=np.log(3))[0, 0] == pytest.approx(3**0.5 / (3**0.5 + 1))


def test_without_any_harm_attention_is_even() -> None:
    assert division(np.zeros(8))[0] == pytest.approx(np.full(8, 1 / 8))


@given(harms, mandates, st.floats(0, 10), st.floats(0, 20))
def test_attention_is_a_division(harm: Any, mandated: Any, focus: float, pull: float) -> None:
    found = division(harm, focus=focus, mandated=mandated, pull=pull)
    assert np.all(found >= 0)
    assert found.sum(axis=1) == pytest.approx(np.ones(3))


@given(harms, mandates, mandates)
def test_property_24_without_pull_mandates_do_not_move_attention(harm: Any, one: Any, other: Any) -> None:
    found = [division(harm, mandated=each, pull=0.0).tolist() for each in (one, other)]
    assert found[0] == found[1]


def effort_of(shares: list[float], mandated: list[float], spillover: float, substance: float = 0.1) -> Any:
    found = attention.effort(np.array([substance]), np.array([shares]), np.array([mandated]), spillover)
    return found[0]


def test_effort_is_substance_times_attention() -> None:
    assert effort_of([0.5, 0.3, 0.1, 0.1], [0, 0, 0, 0], 0.5) == pytest.approx([0.2, 0.12, 0.04, 0.04])


def test_what_a_mandate_draws_above_an_even_share_spills_over() -> None:
    # 0.55 - 0.25 = 0.3 is drawn; half of it over three themes adds 0.05 to each
    found = effort_of([0.55, 0.25, 0.1, 0.1], [1, 0, 0, 0], 0.5)
    assert found == pytest.approx(4 * 0.1 * np.array([0.55, 0.3, 0.15, 0.15]))


def test_full_spillover_gives_all_back_and_none_gives_nothing() -> None:
    assert effort_of([0.7, 0.1, 0.1, 0.1], [1, 0, 0, 0], 1.0)[1:] == pytest.approx(np.full(3, 0.1))
    assert effort_of([0.7, 0.1, 0.1, 0.1], [1, 0, 0, 0], 0.0)[1:] == pytest.approx(np.full(3, 0.04))


def test_a_mandate_for_all_themes_leaves_nothing_to_spill_to() -> None:
    assert effort_of([0.7, 0.1, 0.1, 0.1], [1, 1, 1, 1], 1.0) == pytest.approx([0.28, 0.04, 0.04, 0.04])


def test_effort_is_at_most_full() -> None:
    assert effort_of([0.7, 0.1, 0.1, 0.1], [0, 0, 0, 0], 0.0, substance=0.9)[0] == 1.0


def stepped(**changes: Any) -> Any:
    world = policy_world(
        {
            "attention.focus": 1,
            "attention.operability_association": 0.4,
            "attention.operability_gender": 0.2,
            "choice.desk_take_up": 0.5,
        }
    )
    company = world.state.company
    company.perceived_risk[:] = 0.5
    company.substance[:] = 0.1
    company.form[:] = (1, 0)
    for name, value in changes.items():
        getattr(company, name)[:] = value
    world.state.levers.support_desk[:] = 0.8
    attention.step(world)
    return company


def test_step_by_hand() -> None:
    company = stepped()
    weights = np.ones(8)
    weights[FREEDOM_OF_ASSOCIATION], weights[GENDER] = 0.4, 0.2
    shares = weights / 6.6
    assert company.attention[0] == pytest.approx(shares)
    assert company.effort[0] == pytest.approx(0.8 * shares)


def test_guidance_sharpens_the_focus_of_those_it_reaches() -> None:
    risk = np.full(8, 0.4)
    risk[0] = 0.8
    company = stepped(perceived_risk=risk)
    # the desk reaches 0.5 x 0.8 of companies with at least a form: exponent 1.4, else 1
    others = 5 + 0.4 + 0.2
    assert company.attention[0, 0] == pytest.approx(2**1.4 / (2**1.4 + others))
    assert company.attention[1, 0] == pytest.approx(2 / (2 + others))
