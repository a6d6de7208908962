"""Which parameters move which observations, over the draws of the prior."""

from __future__ import annotations

import numpy as np
import pandas as pd

from model.state.state import Array

LEVEL = 0.05
"""Chance that any pair at all is reported when no parameter moves anything (Bonferroni)."""
KEYS = ("sample", "draw")
FEWEST = 10
"""With fewer draws nothing is reported."""


def movers(draws: pd.DataFrame, values: pd.DataFrame) -> dict[str, list[str]]:
    """Return by parameter the ids of the observations whose value goes with it.

    A pair counts when Spearman's rank correlation over draws differs from 0 at the 5% level, divided by the number of
    pairs; the correlation is put to the test by Fisher's transformation.

    Args:
        draws: one row a draw of one sample: the columns `KEYS` and a column a parameter.
        values: draw, id and value of the runs of the same sample; seeds of a draw are averaged.
    """
    from scipy.special import ndtri  # here, because it takes longer to load than all else

    seen = values.pivot_table(index="draw", columns="id", values="value", aggfunc="mean", sort=False)
    seen = seen.dropna(axis=1).reindex(draws["draw"])
    points = draws.drop(columns=list(KEYS))
    if len(points) < FEWEST or seen.empty or seen.isna().any(axis=None):
        return {}
    correlation = _correlations(points.rank().to_numpy(), seen.rank().to_numpy())
    least = np.tanh(ndtri(1 - LEVEL / 2 / correlation.size) / np.sqrt(len(points) - 3))
    found = np.abs(correlation) > least
    return {name: seen.columns[row].tolist() for name, row in zip(points.columns, found, strict=True) if row.any()}


def _correlations(first: Array, second: Array) -> Array:
    """Return the correlation of every column of one table with every column of another; 0 for one that is constant."""

    def scaled(ranks: Array) -> Array:
        away = ranks - ranks.mean(axis=0)
        length = np.sqrt((away**2).sum(axis=0))
        result: Array = away / np.where(length > 0, length, 1.0)
        return result

    result: Array = scaled(first).T @ scaled(second)
    return result
