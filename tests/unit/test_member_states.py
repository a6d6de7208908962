"""Other member states: which adopt laws of their own, and what that does to positions in the Council."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model.politics.luck import ORIGIN
from model.politics.member_states import NationalLaws, Union, read_union
from model.politics.process_parameters import MemberStates
from tests.unit.politics_parts import ALWAYS, NEVER, QUARTERS, START, luck, union

NLD, FRA, BEL = range(3)


def laws(of: Union, draws: dict[str, Any] | None = None, **values: float) -> NationalLaws:
    return NationalLaws(of, MemberStates(**values), luck(**(draws or {})))


def states_at(place: int, draw: float = ALWAYS, date: int = START) -> Any:
    """Return draws of member states: this one for one state in one quarter."""
    draws = np.full((QUARTERS, 3), NEVER)
    draws[date - ORIGIN, place] = draw
    return draws


def adopts(draw: float, commitment: float, proposed: bool = False, **values: float) -> bool:
    found = laws(union(0.0, 0.0, commitment), {"member_states": states_at(BEL, draw)}, **values)
    found.step(START, proposed)
    return bool(found.adopted)


def test_a_law_comes_with_a_hazard_by_commitment() -> None:
    # 1 - exp(-0.04 x 0.75) = 0.02955; at full commitment 0.03921
    assert adopts(0.0295, 0.75, passage_hazard=0.04)
    assert not adopts(0.0296, 0.75, passage_hazard=0.04)
    assert adopts(0.0392, 1.0, passage_hazard=0.04)
    assert not adopts(ALWAYS, 0.0, passage_hazard=0.04)
    assert not adopts(ALWAYS, 1.0, passage_hazard=0.0)


def test_member_states_wait_for_a_european_proposal() -> None:
    # 1 - exp(-0.04 x 0.75 x 0.5) = 0.01489
    assert adopts(0.0148, 0.75, proposed=True, passage_hazard=0.04, waiting=0.5)
    assert not adopts(0.0150, 0.75, proposed=True, passage_hazard=0.04, waiting=0.5)
    assert adopts(0.0150, 0.75, proposed=False, passage_hazard=0.04, waiting=0.5)


def test_each_adopts_once_and_the_dutch_and_those_with_a_law_not_at_all() -> None:
    of = replace(union(1.0, 1.0, 1.0), adopted=(None, 8067, None))
    found = laws(of, {"member_states": ALWAYS})
    assert found.known == {"FRA": 8067}
    for date in range(START, START + 4):
        found.step(date, proposed=False)
    assert found.adopted == [("BEL", START)]
    assert found.known == {"FRA": 8067, "BEL": START}


def test_each_state_and_quarter_has_a_draw_of_its_own() -> None:
    found = laws(union(0.5, 0.5, 0.5), {"member_states": states_at(BEL, date=START + 2)})
    for date in range(START, START + 4):
        found.step(date, proposed=False)
    assert found.adopted == [("BEL", START + 2)]


def test_positions_are_drawn_and_raised_by_commitment() -> None:
    found = laws(union(1.0, 0.5, 0.0), {"positions": [0.3, 0.9, 0.4]}, position_shift=0.4)
    assert found.positions == pytest.approx([0.7, 1.0, 0.4])


def test_a_law_raises_the_position_and_with_it_the_pivot() -> None:
    """Two of three states are a majority, since one cannot block: the second highest position decides."""
    draws = {"positions": [0.3, 0.5, 0.35], "member_states": states_at(BEL)}
    found = laws(union(0.0, 0.0, 0.25), draws, position_shift=0.4)
    assert found.pivot == pytest.approx(0.45)
    found.step(START - 1, proposed=False)
    assert found.pivot == pytest.approx(0.45)
    found.step(START, proposed=False)
    assert found.positions == pytest.approx([0.3, 0.5, 0.75])
    assert found.pivot == pytest.approx(0.5)
    found.commit("NLD")
    assert found.positions == pytest.approx([0.7, 0.5, 0.75])
    assert found.pivot == pytest.approx(0.7)


def test_a_future_leaves_the_table_alone() -> None:
    of = union(0.1, 0.2, 0.3)
    laws(of).commit("BEL")
    assert of.commitment.tolist() == [0.1, 0.2, 0.3]


def test_the_union_as_it_was_at_the_end_of_2021() -> None:
    found = read_union()
    commitment = dict(zip(found.states, found.commitment.tolist(), strict=True))
    assert len(found.states) == 27
    assert [commitment[state] for state in ("FRA", "BEL", "FIN", "ESP", "POL")] == [1.0, 0.75, 0.5, 0.25, 0.05]
    adopted = {state: date for state, date in zip(found.states, found.adopted, strict=True) if date is not None}
    assert adopted == {"NLD": 2019 * 4 + 1, "FRA": 2017 * 4, "DEU": 2021 * 4 + 1}
