"""Points in parameter space: grids of values, and samples of ranges."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.parameters import parameter_named
from model.randomness import stream
from model.state.state import Array

METHODS = ("latin_hypercube", "sobol")
DUMMY = "dummy"
"""The name of a column of points that is no parameter and changes nothing."""
_SLACK = 1e-9
"""Share of a step by which the last value of a range may lie beyond its end: rounding, not intent."""


@dataclass(frozen=True)
class Sample:
    """Ranges of parameters (full name to low and high) and how to sample them."""

    method: str
    count: int
    seed: int
    ranges: Mapping[str, tuple[float, float]]

    def __len__(self) -> int:
        """Return the number of points."""
        return self.count


@dataclass(frozen=True, eq=False)
class Points:
    """Points in parameter space: `values` is points x names."""

    names: tuple[str, ...]
    values: Array

    def __len__(self) -> int:
        """Return the number of points."""
        return len(self.values)

    def overrides(self, place: int) -> dict[str, float]:
        """Return one point as values by full name, without the dummy."""
        values = zip(self.names, map(float, self.values[place]), strict=True)
        return {name: value for name, value in values if name != DUMMY}


def by_step(start: float, stop: float, step: float) -> list[float]:
    """Return `start`, `start + step`, ... up to and including `stop`, free of rounding noise."""
    count = math.floor((stop - start) / step + _SLACK) + 1
    return [_clean(start + place * step) for place in range(count)]


def by_count(start: float, stop: float, count: int) -> list[float]:
    """Return `count` (2 or more) values at equal distances from `start` to `stop`, both included."""
    return [_clean(start + (stop - start) * place / (count - 1)) for place in range(count)]


def _clean(value: float) -> float:
    return float(f"{value:.12g}")


def unit_sample(method: str, count: int, dimensions: int, seed: int) -> Array:
    """Return count x dimensions values on [0, 1): a Latin hypercube or a scrambled Sobol sequence.

    Args:
        method: one of `METHODS`.
        count: number of points; for `sobol` a power of 2.
        dimensions: number of parameters.
        seed: names the draw: the same seed gives the same sample.
    """
    from scipy.stats import qmc  # here, because it takes longer to load than all else and workers never draw

    generator = stream(seed, f"sweep.{method}")
    engine: qmc.QMCEngine
    if method == "sobol":
        engine = qmc.Sobol(dimensions, rng=generator)
    else:
        engine = qmc.LatinHypercube(dimensions, rng=generator)
    return np.asarray(engine.random(count), dtype=np.float64)


def draw(sample: Sample) -> Array:
    """Return count x parameters values within the ranges; a switch is off in one half and on in the other."""
    unit = unit_sample(sample.method, sample.count, len(sample.ranges), sample.seed)
    values = np.empty_like(unit)
    for place, (name, (low, high)) in enumerate(sample.ranges.items()):
        share = np.rint(unit[:, place]) if parameter_named(name, "sample").role == "switch" else unit[:, place]
        values[:, place] = low + share * (high - low)
    return values


def cross(grid: Mapping[str, Sequence[float]], sample: Sample | Points | None) -> Points:
    """Return every combination of the values of a grid, each with every point of a sample or table.

    Without either there is one point, at which every parameter has its default.
    """
    rows = list(itertools.product(*grid.values()))
    combinations = np.array(rows, dtype=np.float64).reshape(len(rows), len(grid))
    if sample is None:
        return Points(tuple(grid), combinations)
    further = sample if isinstance(sample, Points) else Points(tuple(sample.ranges), draw(sample))
    left = np.repeat(combinations, len(further), axis=0)
    right = np.tile(further.values, (len(combinations), 1))
    return Points((*grid, *further.names), np.hstack([left, right]))
