"""Which parameters move an observation: forward selection that ends where a made-up parameter would be next.

Each parameter enters with a linear and a quadratic term, against the ranks of the observation. At every step the
parameter that explains most of what is left is taken; made-up parameters that no run has read compete with them, and
the first that wins ends the selection, so that what is taken stands above noise.
"""

from __future__ import annotations

import numpy as np
from scipy.stats import rankdata

from model.randomness import stream
from model.state.state import Array

MADE_UP = 4
"""Made-up parameters for each real one: about one step in five beyond the last real effect takes a false one."""
LEAST_MADE_UP = 100
_TERMS = 2
_NOTHING = 1e-12


def moving_parameters(unit: Array, values: Array, most: int, seed: int) -> tuple[int, ...]:
    """Return the columns of the parameters that move an observation, the strongest first.

    Args:
        unit: points x parameters, each 0-1.
        values: of the observation, by point.
        most: how many parameters are taken at most.
        seed: of the made-up parameters.
    """
    if np.ptp(values) == 0.0:
        return ()
    count = unit.shape[1]
    made_up = stream(seed, "calibration.made_up").random((len(unit), max(MADE_UP * count, LEAST_MADE_UP)))
    columns = np.concatenate([unit, made_up], axis=1)
    linear = _centred(columns)
    quadratic = _centred(linear**2)
    left = _centred(rankdata(values)[:, np.newaxis])[:, 0]
    taken: list[int] = []
    while len(taken) < min(most, count, (len(unit) - 1) // _TERMS - 1):
        first = _scaled(linear)
        second = _scaled(quadratic - first * (first * quadratic).sum(axis=0))
        gain = (left @ first) ** 2 + (left @ second) ** 2
        gain[taken] = -1.0
        best = int(np.argmax(gain))
        if best >= count:
            break
        taken.append(best)
        basis = np.stack([first[:, best], second[:, best]], axis=1)
        linear, quadratic = linear - basis @ (basis.T @ linear), quadratic - basis @ (basis.T @ quadratic)
        left = left - basis @ (basis.T @ left)
    return tuple(taken)


def _centred(columns: Array) -> Array:
    found: Array = columns - columns.mean(axis=0)
    return found


def _scaled(columns: Array) -> Array:
    """Return columns of length 1; those that are next to nothing stay next to nothing."""
    length = np.sqrt((columns**2).sum(axis=0))
    found: Array = columns / np.where(length > _NOTHING, length, np.inf)
    return found
