"""Named, paired random streams: common random numbers for every mix.

A stream is keyed by (seed, name, step). Processes draw uniforms for *every* slot and mask afterwards, and turn
them into events by inverse transforms; so a policy never shifts the luck of somebody it does not touch, and
differences between mixes are paired.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

_BEFORE = 1_000
"""Added to the step, so that burn-in steps (negative) have keys of their own."""

_MOST_EVENTS = 200
"""Highest count an inverse-transform Poisson draw can return; rates here stay far below."""

_HIGHEST = 1.0 - 1e-12
"""Draws are cut here before a sum of probabilities is compared with them: it never quite adds up to 1."""


def stream(seed: int, name: str, step: int = -_BEFORE) -> np.random.Generator:
    """Return the generator keyed by (seed, name, step); without a step it serves the building of the world."""
    key = np.random.SeedSequence(entropy=seed, spawn_key=(zlib.crc32(name.encode("utf-8")), step + _BEFORE))
    return np.random.Generator(np.random.PCG64(key))


@lru_cache(maxsize=4096)
def _origin(seed: int, name: str) -> Any:
    """Return the state from which the quarters of a named stream are spaced."""
    key = np.random.SeedSequence(entropy=seed, spawn_key=(zlib.crc32(name.encode("utf-8")),))
    return np.random.PCG64(key).state


_SPACE = 1 << 64
"""Draws between the quarters of one stream: far more than a quarter uses, far less than the period of 2^128."""

_bits = np.random.PCG64(0)
_draw = np.random.Generator(_bits)


def uniforms(seed: int, name: str, step: int, shape: tuple[int, ...]) -> Array:
    """Return uniforms on [0, 1) from the stream keyed by (seed, name) at a place of its own for each step.

    It moves one generator to the place instead of making a new one: the draws depend on the key alone.
    """
    _bits.state = _origin(seed, name)
    _bits.advance((step + _BEFORE) * _SPACE)
    return _draw.random(shape)


def gumbel(uniform: Array) -> Array:
    """Turn uniforms on [0, 1) into standard Gumbel draws (location 0, scale 1), always finite."""
    drawn = np.maximum(uniform, 1e-300)
    np.minimum(drawn, 1.0 - 1e-16, out=drawn)
    for _ in range(2):
        np.log(drawn, out=drawn)
        np.negative(drawn, out=drawn)
    return drawn


def poisson(uniform: Array, rate: Array) -> Array:
    """Turn uniforms into Poisson counts by inverting the distribution function, one uniform per count.

    Args:
        uniform: draws on [0, 1), any shape.
        rate: expected counts, same shape, non-negative and well below 40.

    Returns:
        Counts as floats, same shape; non-decreasing in `rate` for a given uniform.
    """
    count = np.zeros_like(uniform)
    none = np.exp(-rate)
    some = np.nonzero(uniform >= none)  # mostly few: the others need no more looking at
    drawn, expected, term = np.minimum(uniform[some], _HIGHEST), rate[some], none[some]
    cumulative, found = term.copy(), np.zeros_like(term)
    for number in range(1, _MOST_EVENTS):
        above = drawn >= cumulative
        if not above.any():
            break
        found += above
        term = term * (expected / number)
        cumulative = cumulative + term
    count[some] = found
    return count
