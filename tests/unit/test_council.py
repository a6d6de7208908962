"""The Council: votes and pivotal positions worked out by hand, in small Councils and among the real 27."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.politics.council import pivotal_position, qualified_majority
from model.politics.member_states import read_union

UNION = read_union()
INITIATIVES = ("NLD", "FRA", "DEU", "BEL", "FIN", "IRL", "ITA", "LUX", "AUT", "DNK", "ESP", "SWE")
"""The twelve member states with at least an initiative at the end of 2021."""


def carried(yes: str, people: list[float]) -> bool:
    """Vote: `yes` has a y for each member state in favour."""
    return qualified_majority(np.array([letter == "y" for letter in yes]), np.array(people))


def among_27(*states: str, against: bool = False) -> bool:
    """Vote among the real member states with these in favour, or with all but these."""
    favour = np.isin(UNION.states, states)
    assert favour.sum() == len(states)
    return qualified_majority(~favour if against else favour, UNION.people)


def by_people(count: int, smallest: bool = False) -> tuple[str, ...]:
    """Return the member states with most people, or fewest."""
    order = np.argsort(UNION.people if smallest else -UNION.people)
    return tuple(UNION.states[place] for place in order[:count])


@pytest.mark.parametrize(
    ("yes", "people", "expected"),
    [
        # ten states need 5.5, so six; 65 of 100 people are just enough
        ("yyyyyynnnn", [20, 20, 10, 5, 5, 5, 10, 10, 10, 5], True),
        ("yyyyyynnnn", [20, 20, 10, 5, 5, 4, 11, 10, 10, 5], False),
        ("yyyyynnnnn", [30, 30, 20, 10, 5, 1, 1, 1, 1, 1], False),
        # seven in favour leave three against, who cannot block whatever their people; four can
        ("yyyyyyynnn", [1, 1, 1, 1, 1, 1, 1, 31, 31, 31], True),
        ("yyyyyynnnn", [1, 1, 1, 1, 1, 1, 31, 31, 31, 1], False),
        # three of five are 60%; two against are too few to block, but two in favour are no majority of states
        ("yyynn", [1, 1, 1, 50, 50], True),
        ("yynnn", [50, 50, 1, 1, 1], False),
        ("nnnnn", [1, 1, 1, 1, 1], False),
        # eleven of twenty are just 55%
        ("y" * 11 + "n" * 9, [8] * 11 + [1] * 9, True),
        ("y" * 10 + "n" * 10, [8] * 11 + [1] * 9, False),
        ("yyyyy", [1, 1, 1, 1, 1], True),
    ],
)
def test_a_vote_in_a_small_council(yes: str, people: list[float], expected: bool) -> None:
    assert carried(yes, people) is expected


def test_fifteen_of_27_states_are_needed() -> None:
    """55% of 27 is 14.85."""
    assert not among_27(*by_people(14))
    assert among_27(*by_people(15))


def test_fifteen_small_states_lack_the_people() -> None:
    assert not among_27(*by_people(15, smallest=True))


def test_the_three_largest_cannot_block_but_with_a_fourth_they_can() -> None:
    """Germany, France and Italy hold 47% of the people, more than the 35% that a block needs."""
    three = UNION.people[np.isin(UNION.states, ("DEU", "FRA", "ITA"))].sum() / UNION.people.sum()
    assert three == pytest.approx(0.47, abs=0.01)
    assert among_27("DEU", "FRA", "ITA", against=True)
    assert not among_27("DEU", "FRA", "ITA", "MLT", against=True)


def test_four_block_only_with_more_than_35_percent_of_the_people() -> None:
    """Germany, Italy, Malta and Cyprus hold 144.8 of 447.7 million (32%); with Belgium's 11.6 it is 34.9%."""
    assert among_27("DEU", "ITA", "MLT", "CYP", against=True)
    assert among_27("DEU", "ITA", "MLT", "CYP", "BEL", against=True)
    assert not among_27("DEU", "ITA", "MLT", "CYP", "BEL", "LUX", against=True)


@pytest.mark.parametrize(
    ("positions", "people", "expected"),
    [
        # five states, 100 people: three states are needed and 65 people, or three states alone (two cannot block)
        ([0.9, 0.7, 0.5, 0.3, 0.1], [10, 10, 10, 35, 35], 0.5),
        # ten states: six are needed, the sixth brings 60 people, the seventh 70
        ([1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1], [10] * 10, 0.4),
        # the sixth brings 65 people
        ([1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1], [15, *[10] * 8, 5], 0.5),
        # order of the states does not matter
        ([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0], [5, *[10] * 8, 15], 0.5),
        # ties: six states want 0.4 or more, five of these just that
        ([0.9, 0.4, 0.4, 0.4, 0.4, 0.4, 0.1, 0.1, 0.1, 0.1], [15, *[10] * 8, 5], 0.4),
        ([0.6] * 10, [10] * 10, 0.6),
        ([0.8] * 10 + [0.5] * 10, [8] * 11 + [1] * 9, 0.5),
        ([0.8] * 11 + [0.5] * 9, [8] * 11 + [1] * 9, 0.8),
    ],
)
def test_the_pivotal_position_in_a_small_council(positions: list[float], people: list[float], expected: float) -> None:
    assert pivotal_position(np.array(positions), np.array(people, dtype=float)) == expected


def test_the_pivotal_position_among_the_real_27() -> None:
    """Twelve states with an initiative or more have the people (72%) but not the number: three more decide."""
    ambitious = np.isin(UNION.states, INITIATIVES)
    assert UNION.people[ambitious].sum() / UNION.people.sum() == pytest.approx(0.72, abs=0.005)
    positions = np.where(ambitious, 0.8, 0.1)
    assert pivotal_position(positions, UNION.people) == 0.1
    positions[np.isin(UNION.states, ("MLT", "CYP"))] = 0.7
    assert pivotal_position(positions, UNION.people) == 0.1
    positions[UNION.states.index("EST")] = 0.3
    assert pivotal_position(positions, UNION.people) == 0.3


shares = st.floats(0, 1)


@given(st.lists(st.tuples(shares, st.floats(0.1, 90)), min_size=1, max_size=27))
def test_the_pivotal_position_is_the_highest_that_carries(states: list[tuple[float, float]]) -> None:
    positions, people = (np.array(each) for each in zip(*states, strict=True))
    carried = [wanted for wanted in positions if qualified_majority(positions >= wanted, people)]
    assert pivotal_position(positions, people) == max(carried)


@given(st.lists(shares, min_size=27, max_size=27), st.integers(0, 26), shares)
def test_nobody_lowers_the_pivotal_position_by_wanting_more(positions: list[float], state: int, more: float) -> None:
    before = np.array(positions)
    after = before.copy()
    after[state] = max(before[state], more)
    assert pivotal_position(after, UNION.people) >= pivotal_position(before, UNION.people)
