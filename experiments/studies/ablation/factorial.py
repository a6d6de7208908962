"""Main effects of all switches together, in a fractional factorial of resolution IV.

An effect is the mean over the points with a switch on less that over the points with it off, so it is averaged over
what the other switches do; leaving one out says what a switch does while all others are on. Noise is measured by
replicates: the variance between seeds of all columns pooled, since every column is an equally weighted sum of the
same runs.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import t

from experiments.runs.statistics import CONFIDENCE
from experiments.studies.ablation.arrays import by_option, is_clear, paired_differences, tidy
from experiments.studies.ablation.fold_over import FoldOver
from experiments.studies.common.model_outputs import Responses
from model.outcomes import OUTCOMES
from model.state.state import Array

DIFFERENCE, FIRST = "difference", "first"
"""What an effect is on: the paired difference of a mix from the base; the share of points in which a mix is first."""


def pooled_interval(by_seed: Array) -> tuple[Array, Array, Array]:
    """Return mean and 90% interval of contrasts, each of the shape columns x anything.

    Args:
        by_seed: seeds x columns x anything. With one seed the interval is not known.
    """
    seeds, columns = by_seed.shape[:2]
    mean: Array = by_seed.mean(axis=0)
    if seeds == 1:
        return mean, np.full_like(mean, np.nan), np.full_like(mean, np.nan)
    variance = by_seed.var(axis=0, ddof=1).mean(axis=0)
    half: Array = t.ppf((1 + CONFIDENCE) / 2, columns * (seeds - 1)) * np.sqrt(variance / seeds)
    return mean, mean - half, mean + half


def shares_first(found: Responses) -> Array:
    """Return for each mix whether it is first, in the shape of the values: 1, or a part where several share it.

    NaN where an outcome has no better side, or any mix of the course is not known.
    """
    directions = np.array([OUTCOMES[name].direction for name in found.outcomes], dtype=float)
    gains = found.values * directions[:, None]
    first: Array = np.full_like(gains, np.nan)
    for course in found.courses:
        own = [place for place, option in enumerate(found.options) if option.course == course]
        chosen = gains[:, :, own]
        best = (chosen == chosen.max(axis=2, keepdims=True)).astype(float)
        known = np.isfinite(chosen).all(axis=2, keepdims=True)
        first[:, :, own] = np.where(known, best / np.maximum(best.sum(axis=2, keepdims=True), 1.0), np.nan)
    first[:, :, :, directions == 0] = np.nan
    return first


def factorial_table(found: Responses, design: FoldOver, base: str) -> pd.DataFrame:
    """Return one row a measure, mechanism, course, mix, outcome and year.

    `effect` is on less off, with its 90% interval; `gauge` the largest effect that a column without a switch seems
    to have (NaN where every column has one); `clear` says that the interval leaves out 0 and the effect exceeds the
    gauge. Effects are not known where any run of them is not.

    Args:
        found: answers at the points of the design.
        design: the fold-over.
        base: the mix that differences are taken from.
    """
    count = len(design.names)
    tables = []
    for measure, values in ((DIFFERENCE, paired_differences(found, base)), (FIRST, shares_first(found))):
        by_seed = np.stack([design.contrasts(values[:, seed]) for seed in range(values.shape[1])])
        effect, low, high = pooled_interval(by_seed)
        unused = np.abs(effect[count:])
        gauge = unused.max(axis=0) if len(unused) else np.full(effect.shape[1:], np.nan)
        gauge = np.broadcast_to(gauge, effect[:count].shape)
        clear = is_clear(low, high)[:count] & ~(np.abs(effect[:count]) <= gauge)
        table = tidy(
            {
                "measure": [measure],
                "mechanism": design.names,
                "option": range(len(found.options)),
                "outcome": found.outcomes,
                "year": found.years,
            },
            {"effect": effect[:count], "lo": low[:count], "hi": high[:count], "gauge": gauge, "clear": clear},
        )
        tables.append(by_option(table, found))
    return pd.concat(tables, ignore_index=True)
