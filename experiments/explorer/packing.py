"""Numbers as text for a page: multiples of a power of two, five bytes each, in base64.

An array with known values from `low` to `high` is kept as whole multiples of one step, of which there are at most 2^40
between them: an error of at most 2^-41 of the range. Steps are powers of two, so that halves and whole numbers stay
what they are, and equal numbers stay equal.
"""

from __future__ import annotations

import base64
import math
from typing import Any

import numpy as np

from model.state.state import Array

BYTES = 5
UNKNOWN = 2 ** (8 * BYTES) - 1
"""Stands for a number that is not known."""
_MOST = UNKNOWN - 2
_MANTISSA = 53
"""Bits of a number: finer steps than that are not to be had."""


def packed(values: Array) -> dict[str, Any]:
    """Return an array as plain data: `step`, `origin` (the least multiple of the step) and `data`.

    Each number is `(origin + n) * step`, where `n` is five bytes of `data`, the lowest first, in the order of the
    array; `UNKNOWN` stands for NaN.
    """
    flat = np.ascontiguousarray(values, dtype=np.float64).ravel()
    known = np.isfinite(flat)
    low, high = (float(flat[known].min()), float(flat[known].max())) if known.any() else (0.0, 0.0)
    exponents = [math.frexp(largest)[1] - _MANTISSA for largest in (abs(low), abs(high)) if largest > 0]
    if high > low:
        exponents.append(math.ceil(math.log2((high - low) / _MOST)))
    step = 2.0 ** max(exponents, default=0)
    origin = math.floor(low / step)
    steps = np.where(known, np.rint(np.where(known, flat, low) / step) - origin, UNKNOWN).astype("<u8")
    content = steps.view(np.uint8).reshape(-1, 8)[:, :BYTES].tobytes()
    return {"step": step, "origin": origin, "data": base64.b64encode(content).decode("ascii")}


def unpacked(content: dict[str, Any]) -> Array:
    """Return the numbers of what `packed` returned, in one dimension."""
    parts = np.frombuffer(base64.b64decode(content["data"]), dtype=np.uint8).reshape(-1, BYTES).astype(np.float64)
    steps = parts @ (256.0 ** np.arange(BYTES))
    numbers: Array = np.where(steps == UNKNOWN, np.nan, (content["origin"] + steps) * content["step"])
    return numbers
