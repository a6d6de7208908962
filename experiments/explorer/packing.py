"""Numbers as text for a page: multiples of a power of two, five bytes each, in base64.

An array with known values from `low` to `high` is kept as whole multiples of one step, of which there are at most 2^40
between them: an error of at most 2^-40 of the range. Steps are powers of two, so that halves and whole numbers stay
what they are, and equal numbers stay equal. Along one axis numbers that differ keep their order as well, some by moving
a step, however little they differ: so the sign of a difference between two mixes is never lost.
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
_MOST = UNKNOWN - 1000
"""Steps from the lowest to the highest; the rest is for numbers that are moved to keep their order."""
_MANTISSA = 53
"""Bits of a number: finer steps than that are not to be had."""


def packed(values: Array, ordered: int | None = None) -> dict[str, Any]:
    """Return an array as plain data: `step`, `origin` (the least multiple of the step) and `data`.

    Each number is `(origin + n) * step`, where `n` is five bytes of `data`, the lowest first, in the order of the
    array; `UNKNOWN` stands for NaN.

    Args:
        values: the numbers.
        ordered: the axis along which numbers keep their order.
    """
    known = np.isfinite(values)
    low, high = (float(values[known].min()), float(values[known].max())) if known.any() else (0.0, 0.0)
    exponents = [math.frexp(largest)[1] - _MANTISSA for largest in (abs(low), abs(high)) if largest > 0]
    if high > low:
        exponents.append(math.ceil(math.log2((high - low) / _MOST)))
    step = 2.0 ** max(exponents, default=0)
    origin = math.floor(low / step)
    steps = np.rint(np.where(known, values, low) / step) - origin
    if ordered is not None:
        steps = _in_order(values, steps, ordered)
    whole = np.ascontiguousarray(np.where(known, steps, UNKNOWN)).astype("<u8")
    content = whole.view(np.uint8).reshape(-1, 8)[:, :BYTES].tobytes()
    return {"step": step, "origin": origin, "data": base64.b64encode(content).decode("ascii")}


def _in_order(values: Array, steps: Array, axis: int) -> Array:
    """Return steps of which a higher value has more along an axis, by moving those that rounding made the same."""
    order = np.argsort(values, axis=axis, kind="stable")
    rising = np.moveaxis(np.take_along_axis(values, order, axis), axis, 0)
    found = np.moveaxis(np.take_along_axis(steps, order, axis), axis, 0).copy()
    for place in range(1, len(found)):
        more = rising[place] > rising[place - 1]
        found[place] = np.where(
            more, np.maximum(found[place], found[place - 1] + 1), np.fmax(found[place], found[place - 1])
        )
    result = np.empty_like(steps)
    np.put_along_axis(result, order, np.moveaxis(found, 0, axis), axis)
    return result


def unpacked(content: dict[str, Any]) -> Array:
    """Return the numbers of what `packed` returned, in one dimension."""
    parts = np.frombuffer(base64.b64decode(content["data"]), dtype=np.uint8).reshape(-1, BYTES).astype(np.float64)
    steps = parts @ (256.0 ** np.arange(BYTES))
    numbers: Array = np.where(steps == UNKNOWN, np.nan, (content["origin"] + steps) * content["step"])
    return numbers
