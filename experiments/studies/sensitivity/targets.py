"""What indices are computed of: values of every mix and paired differences, by outcome and year, as one table."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from experiments.studies.common.model_outputs import ROUNDING, Option, Responses
from model.state.state import Array, BoolArray

VALUE, DIFFERENCE = "value", "difference"
KEYS = ("course", "mix", "kind", "outcome", "year")


@dataclass(frozen=True, eq=False)
class Targets:
    """`keys` has a row a target (course, mix, kind, outcome, year); `each` is points x seeds x targets, NaN unknown.

    `scale` is for each target the size of the numbers that it is computed from.
    """

    keys: pd.DataFrame
    each: Array
    scale: Array

    @cached_property
    def means(self) -> Array:
        """The mean over seeds, which is analysed: points x targets; NaN where any seed is not known."""
        return self.each.mean(axis=1)

    @cached_property
    def constant(self) -> BoolArray:
        """Whether nothing varies: all points give the same, but for rounding. False where a point is not known."""
        spread: Array = self.means.max(axis=0) - self.means.min(axis=0)
        return spread <= ROUNDING * self.scale

    @cached_property
    def differences(self) -> BoolArray:
        """Which targets are paired differences."""
        return (self.keys["kind"] == DIFFERENCE).to_numpy(dtype=np.bool_)


def targets_of(responses: Responses, base_of: Callable[[Option], Option]) -> Targets:
    """Return the targets of a sample: each option's own values, and differences from its base with the same seed."""
    rows, each, scale = [], [], []
    for place, option in enumerate(responses.options):
        own = responses.values[:, :, place]
        base = responses.values[:, :, responses.options.index(base_of(option))]
        size = np.maximum(_largest(own), _largest(base))
        for kind, values in ((VALUE, own), (DIFFERENCE, own - base)):
            if kind == DIFFERENCE and option == base_of(option):
                continue
            pairs = itertools.product(responses.outcomes, responses.years)
            rows += [(option.course, option.mix, kind, outcome, year) for outcome, year in pairs]
            each.append(values.reshape(*values.shape[:2], -1))
            scale.append(size.ravel())
    return Targets(pd.DataFrame(rows, columns=list(KEYS)), np.concatenate(each, axis=2), np.concatenate(scale))


def _largest(values: Array) -> Array:
    """Return the largest size over points and seeds: outcomes x years."""
    return np.nan_to_num(np.abs(values), nan=0.0).max(axis=(0, 1))
