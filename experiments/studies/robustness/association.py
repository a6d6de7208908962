"""Which parameters go together with a quantity over a sample: rank correlations that stand out from chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

from experiments.runs.sweeps.sampling import DUMMY
from experiments.studies.common.factors import Factor
from model.state.state import Array

FALSE_ALARM = 0.1
"""Probability that of all parameters together one stands out by chance alone (Bonferroni)."""
FEWEST = 10
"""With fewer draws nothing is said."""


@dataclass(frozen=True)
class Association:
    """A parameter and its rank correlation (Spearman) with a quantity; `clear` when it stands out from chance."""

    factor: Factor
    correlation: float
    clear: bool


def associations(factors: Sequence[Factor], points: Array, quantity: Array) -> list[Association]:
    """Return the parameters, strongest first; none when too few draws are known or the quantity does not vary.

    Args:
        factors: the columns of the points; the dummy is left out.
        points: draws x factors.
        quantity: by draw.
    """
    if len(quantity) < FEWEST or np.ptp(quantity) == 0:
        return []
    least = float(-ndtri(FALSE_ALARM / 2 / len(factors))) / np.sqrt(len(quantity) - 1)
    ranks = rankdata(points, axis=0)
    ranks -= ranks.mean(axis=0)
    own = rankdata(quantity)
    own -= own.mean()
    size = np.sqrt((ranks * ranks).sum(axis=0) * (own * own).sum())
    correlation = np.divide((ranks * own[:, np.newaxis]).sum(axis=0), size, out=np.zeros(len(size)), where=size > 0)
    order = np.argsort(-np.abs(correlation), kind="stable")
    return [
        Association(factors[place], float(correlation[place]), bool(abs(correlation[place]) > least))
        for place in order
        if factors[place].name != DUMMY
    ]


def mechanisms(found: Sequence[Association]) -> dict[str, float]:
    """Return the mechanisms of the parameters that stand out, each with its strongest correlation, strongest first."""
    result: dict[str, float] = {}
    for each in found:
        if each.clear:
            result.setdefault(each.factor.mechanism, each.correlation)
    return result
