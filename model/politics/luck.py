"""The luck of one political future: drawn for every quarter and member state, so that all routes share it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv, ndtri

from model.politics.criteria import CRITERIA
from model.randomness import uniforms
from model.state import Array

_MOST_QUARTERS = 400
"""Longer than any run; a draw does not depend on how long a run is."""
ORIGIN = 2020 * 4
"""The quarter (from year 0) that draws are counted from."""
_POSITION_SHAPE = 2.0
"""Both shapes of the Beta distribution of positions before commitment at home shifts them (correction 22)."""


@dataclass(frozen=True, eq=False)
class Luck:
    """Uniforms on [0, 1) by quarter since `ORIGIN`, and draws that hold for a whole future.

    Attributes:
        proposal, adoption, revision, direction, passage: Q, one uniform a quarter.
        coalition, parliament: Q, one uniform (a standard normal for parliament) a term.
        member_states: Q x S.
        positions: S, 0-1; criteria: 8, standard normal; judgement: one standard normal.
    """

    proposal: Array
    adoption: Array
    revision: Array
    direction: Array
    passage: Array
    coalition: Array
    parliament: Array
    member_states: Array
    positions: Array
    criteria: Array
    judgement: float


def draw_luck(seed: int, states: int) -> Luck:
    """Draw the luck of the future with this seed for a Council of `states` member states."""

    def draw(name: str, *shape: int) -> Array:
        return uniforms(seed, f"politics.{name}", 0, shape)

    single = ("proposal", "adoption", "revision", "direction", "passage", "coalition")
    return Luck(
        **{name: draw(name, _MOST_QUARTERS) for name in single},
        parliament=_normal(draw("parliament", _MOST_QUARTERS)),
        member_states=draw("member_states", _MOST_QUARTERS, states),
        positions=betaincinv(_POSITION_SHAPE, _POSITION_SHAPE, draw("positions", states)),
        criteria=_normal(draw("criteria", len(CRITERIA))),
        judgement=float(_normal(draw("judgement", 1))[0]),
    )


def _normal(uniform: Array) -> Array:
    """Turn uniforms into standard normal draws, always finite."""
    drawn: Array = ndtri(np.clip(uniform, 1e-16, 1.0 - 1e-16))
    return drawn


def happens(uniform: float, hazard: float) -> bool:
    """Tell whether what has this hazard a quarter happens: never at 0, sooner or at once with a higher one."""
    return uniform < -math.expm1(-hazard)
