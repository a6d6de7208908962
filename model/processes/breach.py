"""How far due diligence meets what laws ask, and the degree of breach that is left (correction 4; SER 3.2)."""

from __future__ import annotations

import numpy as np

from model.state.state import Array


def judged(done: Array, asked: Array) -> Array:
    """Return how far what is done (...) meets what laws ask (L), L x ..., at most 1."""
    bar = asked.reshape(-1, *(1,) * done.ndim)
    result: Array = np.minimum(done, bar) / bar
    return result


def fulfilment(breadth: Array, substance: Array, demands: Array, norm: float) -> Array:
    """Return how far obligations of effort and of result are met, G x ..., 0-1 (SER 3.2).

    Args:
        breadth: ..., share of the themes covered.
        substance: the same shape, breadth counted.
        demands: G x 2, share of the themes, and share of the steps that carry an obligation of result besides.
        norm: substance that meets an obligation of result on all themes.
    """
    met = judged(breadth, demands[:, 0])
    for row in demands[:, 1].nonzero()[0]:
        half = 0.5 * demands[row, 1]
        met[row] += half * (judged(substance, norm * demands[row : row + 1, 0])[0] - met[row])
    return met


def breach(form: Array | float, scrutiny: Array, effort: Array) -> Array:
    """Return the degree of breach, 0-1: all of it without form, the part scrutinised where effort falls short."""
    result: Array = (1.0 - form) + scrutiny * form * (1.0 - effort)
    return result
