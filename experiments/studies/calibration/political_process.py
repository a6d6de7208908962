"""How long law-making takes under each of many draws of its parameters: shares that last longer, by whole quarter.

These are the distributions that `model/politics` draws from, with luck integrated out where that has a closed form. For
adoption the luck of Council and Parliament has none, so it is averaged over futures that all draws share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from model.politics.council import pivotal_position
from model.politics.criteria import CONTENT
from model.politics.luck import Luck, draw_luck
from model.politics.member_states import read_union
from model.politics.parliament import MAJORITY, TERM
from model.randomness import stream
from model.state.state import Array

Values = Mapping[str, Array]
"""Values of parameters by full name, each N: one a draw."""
ADOPTION = (
    "european_process.shortest_adoption",
    "european_process.adoption_median",
    "european_process.adoption_shape",
    "european_process.position_weight",
    "european_process.concession",
    "european_process.tolerance",
    "european_process.parliament_support",
    "european_process.parliament_spread",
    "european_process.ambition_spread",
    "european_process.lobby",
    "politics.ambition",
    "member_states.position_shift",
)
"""What the time to adoption depends on, without Dutch effort and without the pull of national laws."""
APPLICATION = ("european_process.application_median", "european_process.application_shape")
BILL = ("national_process.passage_hazard", "national_process.coalition_support")
TERM_QUARTERS = 16
"""A coalition is drawn anew each four years from the tabling of a bill (assumption)."""


def lucks(seed: int, count: int) -> list[Luck]:
    """Return the luck of some futures of the European process."""
    seeds = stream(seed, "calibration.politics").integers(1, 2**31, count)
    return [draw_luck(int(each), len(read_union().states)) for each in seeds]


def adoption_survival(values: Values, futures: Sequence[Luck], quarters: int) -> Array:
    """Return the share of laws not adopted by each quarter after the proposal over futures, N x (quarters + 1).

    The text closes a part of the gap to the Council's pivotal position each quarter; while the gap is above what is
    tolerated, or Parliament has no majority, the hazard of a quarter is lost (`model/politics/european.py`).

    Args:
        values: the parameters of `ADOPTION`.
        futures: the luck to average over; in each a term of Parliament begins with the proposal.
        quarters: the last quarter since the proposal.
    """

    def of(name: str) -> Array:
        return values[f"european_process.{name}"][:, None]

    age = np.arange(1, quarters + 1)
    beyond = np.maximum(age - np.maximum(np.rint(of("shortest_adoption")), 1.0), -1.0)
    since, until = (
        np.log1p((np.maximum(time, 0.0) / of("adoption_median")) ** of("adoption_shape"))
        for time in (beyond, beyond + 1.0)
    )
    hazard, left = until - since, (1.0 - of("concession")) ** age
    total = np.zeros(hazard.shape)
    for luck in futures:
        gap = _first_gap(values, luck)[:, None] * left
        support = of("parliament_support") + of("parliament_spread") * luck.parliament[age // TERM]
        held_up = (gap > of("tolerance")) | (support <= MAJORITY)
        each = np.where(held_up, 0.0, hazard * np.exp(-of("position_weight") * gap))
        total += np.exp(-np.cumsum(each, axis=1))
    return np.hstack([np.ones((len(total), 1)), total / len(futures)])


def _first_gap(values: Values, luck: Luck) -> Array:
    """Return by how much a proposal goes beyond the Council's pivotal position, N."""
    text = values["politics.ambition"] + values["european_process.ambition_spread"] * _content(luck)
    gap: Array = text - values["european_process.lobby"] - pivots(values["member_states.position_shift"], luck)
    return gap


def _content(luck: Luck) -> float:
    return float(np.mean(luck.due_diligence.criteria[list(CONTENT)]))


def pivots(shift: Array, luck: Luck) -> Array:
    """Return the Council's pivotal position (0-1) for each `position_shift`, N, with commitments of the end of 2021."""
    union = read_union()
    positions = np.clip(luck.positions + shift[:, None] * union.commitment, 0.0, 1.0)
    return np.array([pivotal_position(each, union.people) for each in positions])


def application_survival(values: Values, quarters: int) -> Array:
    """Return the share of laws that wait for more than 0, 1, ... quarters, N x (quarters + 1)."""
    median, shape = (values[name][:, None] for name in APPLICATION)
    share: Array = 1.0 / (1.0 + (np.arange(1, quarters + 2) / median) ** shape)
    return share


def bill_survival(values: Values, quarters: int) -> Array:
    """Return the share of national bills not passed 0, 1, ... quarters after that of tabling, N x (quarters + 1).

    Each term a coalition supports the bill or not; while it does, the bill passes with the hazard.
    """
    hazard, support = (values[name][:, None] for name in BILL)
    terms, rest = np.divmod(np.arange(1, quarters + 2), TERM_QUARTERS)

    def unpassed(open_quarters: Array) -> Array:
        left: Array = 1.0 - support + support * np.exp(-hazard * open_quarters)
        return left

    share: Array = unpassed(np.array([float(TERM_QUARTERS)])) ** terms * unpassed(rest.astype(float))
    return share
