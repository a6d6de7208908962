"""Named, paired random streams: common random numbers for every mix.

A stream is keyed by (seed, name, step): seed and name give the key of a Philox generator, the step its counter
(Salmon et al. 2011), so that streams and steps are independent of each other. Processes draw uniforms for *every*
slot and mask afterwards, and turn them into events by inverse transforms; so a policy never shifts the draws of
somebody it does not touch, and differences between mixes are paired.
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


def _seeded(seed: int, name: str) -> np.random.SeedSequence:
    return np.random.SeedSequence(entropy=seed, spawn_key=(zlib.crc32(name.encode("utf-8")),))


@lru_cache(maxsize=4096)
def _key(seed: int, name: str) -> Any:
    """Return the 128 bits that stand for a named stream of a seed."""
    return _seeded(seed, name).generate_state(2, np.uint64)


def _move(bits: np.random.Philox, seed: int, name: str, step: int) -> None:
    """Put a generator where a step begins: its number in the highest of four words, so that none reaches the next."""
    counter = np.array([0, 0, 0, step + _BEFORE], dtype=np.uint64)
    place: Any = {**_FRESH, "state": {"counter": counter, "key": _key(seed, name)}}
    bits.state = place


def stream(seed: int, name: str, step: int = -_BEFORE) -> np.random.Generator:
    """Return the generator keyed by (seed, name, step); without a step it serves the building of the world."""
    bits = np.random.Philox(_seeded(seed, name))
    _move(bits, seed, name, step)
    return np.random.Generator(bits)


_bits = np.random.Philox(0)
_FRESH: Any = _bits.state
_draw = np.random.Generator(_bits)


def uniforms(seed: int, name: str, step: int, shape: tuple[int, ...]) -> Array:
    """Return uniforms on [0, 1), the same as `stream(seed, name, step).random(shape)`.

    It moves one generator to the place instead of making a new one: the draws depend on the key alone.
    """
    _move(_bits, seed, name, step)
    return _draw.random(shape)


class Draws:
    """The uniforms of one seed; those there is `room` for are kept, since all runs with the seed draw the same."""

    def __init__(self, seed: int) -> None:
        """Keep nothing, until `room` says how many more numbers may be kept."""
        self.seed, self.room = seed, 0
        self._kept: dict[tuple[str, int, tuple[int, ...]], Array] = {}

    def uniforms(self, name: str, step: int, shape: tuple[int, ...]) -> Array:
        """Return the same as the function `uniforms` with the seed; not to be changed."""
        key = (name, step, shape)
        kept = self._kept.get(key)
        if kept is not None:
            return kept
        drawn = uniforms(self.seed, *key)
        drawn.flags.writeable = False
        if drawn.size <= self.room:
            self.room -= drawn.size
            self._kept[key] = drawn
        return drawn


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
