"""The member states: how many people they have, what they want, and which laws they make of their own (M33, M36)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from model.politics.council import pivotal_position
from model.politics.luck import ORIGIN, Luck
from model.politics.process_parameters import MemberStates
from model.politics.tables import member_states, stances
from model.quarters import parse_quarter
from model.state.state import Array

NETHERLANDS = "NLD"


@dataclass(frozen=True, eq=False)
class Union:
    """The 27 member states at the end of 2021.

    Attributes:
        states: iso3 codes; people: S, millions; commitment: S, 0-1, how far each was on the way to a law of its
            own; adopted: S, quarter in which it had adopted one, None when it had not.
    """

    states: tuple[str, ...]
    people: Array
    commitment: Array
    adopted: tuple[int | None, ...]


@cache
def read_union() -> Union:
    """Read the project's tables of member states and of what their stances stand for."""
    states, commitment = member_states(), stances().set_index("stance")["commitment"]
    return Union(
        tuple(states["iso3"]),
        states["population_2020_m"].to_numpy(dtype=float),
        states["stance"].map(commitment).to_numpy(dtype=float),
        tuple(parse_quarter(date) if date else None for date in states["adopted"]),
    )


class NationalLaws:
    """Laws of other member states, and the positions in the Council that go with them."""

    def __init__(self, union: Union, values: MemberStates, luck: Luck) -> None:
        """Start from the laws that were there at the end of 2021."""
        self._union, self._values, self._luck = union, values, luck
        self._commitment = union.commitment.copy()
        self.known = {state: date for state, date in zip(union.states, union.adopted, strict=True) if date is not None}
        self.adopted: list[tuple[str, int]] = []
        self._pivot: float | None = None

    def step(self, date: int, proposed: bool) -> None:
        """Let member states adopt laws: with a hazard by commitment, lower once there is a European proposal."""
        hazard = self._values.passage_hazard * (self._values.waiting if proposed else 1.0)
        adopts = self._luck.member_states[date - ORIGIN] < -np.expm1(-hazard * self._commitment)
        for place in np.flatnonzero(adopts):
            state = self._union.states[place]
            if state != NETHERLANDS and state not in self.known:
                self.known[state] = date
                self.adopted.append((state, date))
                self.commit(state)

    def commit(self, state: str) -> None:
        """Raise a member state's position: it has a law of its own."""
        self._commitment[self._union.states.index(state)] = 1.0
        self._pivot = None

    @property
    def positions(self) -> Array:
        """What each member state wants, S, 0-1: a draw, raised by commitment at home."""
        raised: Array = np.clip(self._luck.positions + self._values.position_shift * self._commitment, 0.0, 1.0)
        return raised

    @property
    def pivot(self) -> float:
        """The highest ambition for which there is a qualified majority, 0-1."""
        if self._pivot is None:
            self._pivot = pivotal_position(self.positions, self._union.people)
        return self._pivot
