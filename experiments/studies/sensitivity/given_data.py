"""What knowing a parameter says of an outcome over the ensemble, in which parameters go together.

Indices of variance split what independent parameters explain; over draws that survived observation there is no such
split. Two measures need only the draws and what came of them, however parameters depend on each other. Both cut the
draws into slices with as many of them each by the rank of a parameter:

    pawn                mean over slices of the largest distance between the distribution of an outcome within a slice
                        and over all draws (Pianosi and Wagener 2018)
    correlation_ratio   share of the variance that lies between slices, less what chance alone makes: epsilon squared,
                        1 - (1 - eta²) (n - 1) / (n - slices)

A parameter counts with all that goes together with it: one that does nothing itself but is tied to one that does has
a high value too. What chance makes is seen from dummies, which are random orders of the draws.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from experiments.runs.sweeps.sampling import DUMMY, Points
from experiments.studies.sensitivity.moment_independent import (
    ABOVE,
    FEWEST_SLICES,
    MOST_SLICES,
    POINTS_A_SLICE,
    Ranked,
)
from experiments.studies.sensitivity.sampling import DUMMIES
from experiments.studies.sensitivity.targets import KEYS, Targets
from model.randomness import stream
from model.state.state import Array, IntArray

PAWN, RATIO = "pawn", "correlation_ratio"
COLUMNS = (*KEYS, "measure", "factor", "value", "gauge", "above")


def given_data(points: Points, targets: Targets, seed: int) -> pd.DataFrame:
    """Return one row a target, measure and parameter.

    value: the measure; not known (NaN) where a run failed or nothing varies. gauge: what 95% of dummies stay below.
    above: whether the value lies above it, which 5% of parameters that say nothing do by chance.

    Args:
        points: draws; parameters with one value alone say nothing and are left out.
        targets: of the draws.
        seed: of the dummies.
    """
    varied = [place for place, name in enumerate(points.names) if name != DUMMY and np.ptp(points.values[:, place]) > 0]
    count = len(points)
    slices = int(np.clip(count // POINTS_A_SLICE, FEWEST_SLICES, MOST_SLICES))
    places = sliced_by_rank(points.values[:, varied], slices)
    generator = stream(seed, "sensitivity.given_data")
    dummies = np.stack([generator.permutation(np.arange(count) * slices // count) for _ in range(DUMMIES)], axis=1)
    unknown = targets.constant | np.isnan(targets.means).any(axis=0)
    ranked, weights = Ranked(targets.means, slices), np.ones((1, count))
    parts = []
    for measure in (PAWN, RATIO):

        def of(place: IntArray, measure: str = measure) -> Array:
            return ranked.distances(place, weights)[0] if measure == PAWN else between(place, targets.means, slices)

        values = np.array([of(place) for place in places.T])
        gauge = np.sort([of(place) for place in dummies.T], axis=0)[-ABOVE]
        values[:, unknown], gauge[unknown] = np.nan, np.nan
        names = [points.names[place] for place in varied]
        rows = targets.keys[list(KEYS)].loc[targets.keys.index.repeat(len(names))].reset_index(drop=True)
        own = pd.DataFrame(
            {
                "measure": measure,
                "factor": names * len(targets.keys),
                "value": values.T.ravel(),
                "gauge": np.repeat(gauge, len(names)),
                "above": (values > gauge).T.ravel(),
            }
        )
        parts.append(pd.concat([rows, own], axis=1))
    return pd.concat(parts, ignore_index=True)[list(COLUMNS)]


def sliced_by_rank(values: Array, slices: int) -> IntArray:
    """Return the slice of each value by its rank, from 0: draws x parameters; equal values are in one slice."""
    share = (rankdata(values, axis=0) - 0.5) / len(values)
    return np.minimum((share * slices).astype(np.int64), slices - 1)


def between(place: IntArray, values: Array, slices: int) -> Array:
    """Return the share of variance between slices, less what chance alone makes, by target; NaN where nothing varies.

    Args:
        place: the slice of each draw.
        values: draws x targets.
        slices: how many there can be.
    """
    inside = (place[:, None] == np.arange(slices)).astype(np.float64)
    inside = inside[:, inside.any(axis=0)]
    sizes = inside.sum(axis=0)
    centred = values - values.mean(axis=0)
    whole = (centred**2).sum(axis=0)
    means = inside.T @ centred / sizes[:, None]
    explained = np.divide(sizes @ means**2, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    count, used = len(values), len(sizes)
    result: Array = 1.0 - (1.0 - explained) * (count - 1) / (count - used)
    return result
