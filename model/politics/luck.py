"""The luck of one political future: drawn for every quarter and member state, so that all routes share it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv, ndtri

from model.politics.criteria import CRITERIA
from model.randomness import uniforms
from model.state.state import Array

_MOST_QUARTERS = 400
"""Longer than any run; a draw does not depend on how long a run is."""
ORIGIN = 2020 * 4
"""The quarter (from year 0) that draws are counted from."""
_POSITION_SHAPE = 2.0
"""Both shapes of the Beta distribution of positions before commitment at home shifts them (correction 22)."""


@dataclass(frozen=True, eq=False)
class LawLuck:
    """The luck of one European law: uniforms on [0, 1), and standard normal draws.

    Attributes:
        proposal, delay, strengthening, weakening: Q, one uniform a quarter since `ORIGIN`.
        adoption, application: one uniform: how long the law takes in its distribution.
        criteria: 8, standard normal.
    """

    proposal: Array
    delay: Array
    strengthening: Array
    weakening: Array
    adoption: float
    application: float
    criteria: Array


@dataclass(frozen=True, eq=False)
class Luck:
    """Uniforms on [0, 1) by quarter since `ORIGIN`, and draws that hold for a whole future.

    Attributes:
        due_diligence, reporting: the luck of each European law.
        passage: Q, one uniform a quarter.
        coalition, parliament, wishes: Q, one uniform (a standard normal for the last two) a term.
        member_states: Q x S.
        positions: S, 0-1; judgement: one standard normal.
    """

    due_diligence: LawLuck
    reporting: LawLuck
    passage: Array
    coalition: Array
    parliament: Array
    wishes: Array
    member_states: Array
    positions: Array
    judgement: float


def draw_luck(seed: int, states: int) -> Luck:
    """Draw the luck of the future with this seed for a Council of `states` member states."""

    def draw(name: str, *shape: int) -> Array:
        return uniforms(seed, f"politics.{name}", 0, shape)

    return Luck(
        due_diligence=_of_law(seed, "due_diligence"),
        reporting=_of_law(seed, "reporting"),
        passage=draw("passage", _MOST_QUARTERS),
        coalition=draw("coalition", _MOST_QUARTERS),
        parliament=_normal(draw("parliament", _MOST_QUARTERS)),
        wishes=_normal(draw("wishes", _MOST_QUARTERS)),
        member_states=draw("member_states", _MOST_QUARTERS, states),
        positions=betaincinv(_POSITION_SHAPE, _POSITION_SHAPE, draw("positions", states)),
        judgement=float(_normal(draw("judgement", 1))[0]),
    )


def _of_law(seed: int, law: str) -> LawLuck:
    def draw(name: str, count: int) -> Array:
        return uniforms(seed, f"politics.{law}.{name}", 0, (count,))

    by_quarter = ("proposal", "delay", "strengthening", "weakening")
    return LawLuck(
        **{name: draw(name, _MOST_QUARTERS) for name in by_quarter},
        adoption=float(draw("adoption", 1)[0]),
        application=float(draw("application", 1)[0]),
        criteria=_normal(draw("criteria", len(CRITERIA))),
    )


def _normal(uniform: Array) -> Array:
    """Turn uniforms into standard normal draws, always finite."""
    drawn: Array = ndtri(np.clip(uniform, 1e-16, 1.0 - 1e-16))
    return drawn


def happens(uniform: float, hazard: float) -> bool:
    """Tell whether what has this hazard a quarter happens: never at 0, sooner or at once with a higher one."""
    return uniform < -math.expm1(-hazard)
