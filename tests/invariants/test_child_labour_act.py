"""What the child labour act touches: one theme, and companies with the share of their sales to Dutch end users."""

from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from model.processes import instruments, laws, regulators, remedy
from model.processes.options import options_of
from model.processes.utility import utility_of
from model.state.state import NLD, THEMES
from model.world import World
from tests.invariants.small_world import scenario, settled

ACT = "child_labour_due_diligence_act"
CHILD = THEMES.index("child_labour")
OTHERS = [theme for theme in range(len(THEMES)) if theme != CHILD]
QUARTER = 14
"""A year after the act applies under the null option; time to prepare is over."""


@lru_cache(maxsize=1)
def worlds() -> tuple[World, World]:
    """Return the same state under the null option with the act and without it, one step of law and remedy later.

    Workers complain as much as is plausible, to the regulator as well.
    """
    values = {"remedy__complaint_rate": 300, "remedy__regulator_access": 0.5}
    origin = settled("null_option", quarters=QUARTER)
    found = []
    for mix in ("null_option", "null_law_never"):
        world = origin.branch(scenario(mix, **values))
        for process in (instruments, laws, regulators, remedy):
            process.step(world)
        found.append(world)
    return found[0], found[1]


def idle(world: World) -> Any:
    """Return the companies that sell nothing to Dutch end users."""
    return world.state.company.base_sales[:, NLD] == 0


def test_the_act_binds_with_the_share_of_sales_to_dutch_end_users() -> None:
    with_act, _ = worlds()
    company, number = with_act.state.company, with_act.laws.names.index(ACT)
    share = company.base_sales[:, NLD] / company.base_sales.sum(axis=1)
    intensity = with_act.state.law.intensity[number]
    assert intensity > 0
    assert company.scope[:, number] == pytest.approx(intensity * share)
    assert 0 < idle(with_act).sum() < company.rows


@pytest.mark.parametrize("column", ["mandated", "liability"])
def test_the_act_mandates_and_opens_nothing_outside_child_labour(column: str) -> None:
    first, second = (getattr(world.state.company, column) for world in worlds())
    assert first[:, OTHERS].tolist() == second[:, OTHERS].tolist()
    assert (column == "liability") == bool(np.all(first[:, CHILD] == second[:, CHILD]))


@pytest.mark.parametrize("column", ["complaints", "waiting", "dutch_waiting", "repair", "harm_remedied"])
def test_the_act_moves_no_remedy_outside_child_labour(column: str) -> None:
    first, second = (getattr(world.state.supplier, column) for world in worlds())
    assert first[:, OTHERS].tolist() == second[:, OTHERS].tolist()
    assert first[:, CHILD].sum() > second[:, CHILD].sum()


def test_the_act_moves_no_channel_outside_child_labour() -> None:
    first, second = (world.state.channel for world in worlds())
    for column in type(first).COLUMNS:
        assert getattr(first, column)[:, OTHERS].tolist() == getattr(second, column)[:, OTHERS].tolist(), column


def test_the_act_changes_nothing_for_firms_that_sell_nothing_to_dutch_end_users() -> None:
    """All that law does to a company, and what the options are worth to it, to the last bit."""
    with_act, without = (world.branch(world.scenario) for world in worlds())
    outside, number = idle(with_act), with_act.laws.names.index(ACT)
    for column in ("scope", "expected_scope", "mandated", "liability", "disclosure"):
        first, second = (getattr(world.state.company, column)[outside] for world in (with_act, without))
        assert first.tolist() == second.tolist(), column
    assert not with_act.state.company.scope[outside, number].any()
    for world in (with_act, without):
        world.state.company.complaints[:] = 0.0
        regulators.step(world)
    totals = [utility_of(world, options_of(world)).total for world in (with_act, without)]
    assert totals[0][:, outside].tolist() == totals[1][:, outside].tolist()
    assert totals[0].tolist() != totals[1].tolist()


def test_duty_of_the_act_is_that_of_its_share_of_the_themes() -> None:
    """Without other laws the sense of duty is an eighth of that of a law on all themes of the same reach."""
    with_act = worlds()[0].branch(worlds()[0].scenario)
    book, company = with_act.laws, with_act.state.company
    other = np.arange(len(book.laws)) != book.names.index(ACT)
    company.scope[:, other] = company.expected_scope[:, other] = 0.0
    thematic = utility_of(with_act, options_of(with_act))
    book.theme_share = np.where(other, book.theme_share, 1.0)
    assert thematic.duty[1] * len(THEMES) == pytest.approx(utility_of(with_act, options_of(with_act)).duty[1])
    assert thematic.duty[1].max() > 0
