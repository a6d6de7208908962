"""The tables of a sensitivity analysis: one row an index, with its interval and whether the sample resolves it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from experiments.studies.sensitivity.estimates import RESOLVED, Estimate
from experiments.studies.sensitivity.findings import Findings
from experiments.studies.sensitivity.targets import KEYS
from model.state.state import Array


def index_table(keys: pd.DataFrame, made: Estimate) -> pd.DataFrame:
    """Return one row a target and factor: its keys, and what is known of the index (see `Estimate`)."""
    standing = made.standing()
    columns: dict[str, Any] = {
        "method": made.method,
        "index": made.index,
        "factor": _by_factor(made, [one for one, _ in made.factors]),
        "other_factor": _by_factor(made, [other for _, other in made.factors]),
        "value": _flat(made.value),
        "lo": _flat(made.lo),
        "hi": _flat(made.hi),
        "gauge": _flat(np.where(np.isnan(made.value), np.nan, made.gauge)),
        "standing": standing.T.ravel(),
        "resolved": np.isin(standing, RESOLVED).T.ravel(),
        "rough": made.rough,
        "samples": made.count,
        "needed_samples": _flat(made.needed()),
    }
    repeated = keys[list(KEYS)].loc[keys.index.repeat(len(made.factors))].reset_index(drop=True)
    return repeated.assign(**columns)


def _flat(values: Array) -> Array:
    """Return factors x targets as one column, by target and then factor."""
    return np.ascontiguousarray(values.T).ravel()


def _by_factor(made: Estimate, names: list[str]) -> list[str]:
    return [name for _ in range(made.value.shape[1]) for name in names]


def all_indices(found: Findings) -> pd.DataFrame:
    """Return all indices but those of the screening."""
    return pd.concat([index_table(found.keys, each) for each in found.estimates], ignore_index=True)


def screening_table(found: Findings) -> pd.DataFrame:
    """Return the screening: mu*, with its interval, and what else elementary effects say."""
    screening = found.screening
    table = index_table(found.keys, screening.estimate).drop(columns="other_factor")
    further = {"relative": screening.relative, "mu": screening.mu, "sigma": screening.sigma, "spread": screening.spread}
    return table.assign(**{name: _flat(values) for name, values in further.items()})


def convergence_table(found: Findings) -> pd.DataFrame:
    """Return first and total indices of parts of the sample: a quarter, a half, and all of it."""
    parts = [
        index_table(found.keys, each).drop(columns=["other_factor", "needed_samples"])
        for _, estimates in found.variance.settling
        for name, each in estimates.items()
        if name in ("first", "total")
    ]
    return pd.concat(parts, ignore_index=True)
