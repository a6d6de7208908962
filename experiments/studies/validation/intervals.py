"""One row for each observation and sample: median and 80% interval of the model beside what was observed.

Three questions are answered for each, and no two are the same.
- inside: does the median lie within the tolerance of the observed value? This is the rule for targets.
- holds: does the 80% interval hold the observed value itself? This is how kept-apart observations are counted.
- overlaps: do the 80% interval and the observed value with its tolerance on both sides have a point in common?
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from model.state.state import Array

LOW, HIGH = 0.1, 0.9
"""Quantiles over draws and seeds between which 80% of the values lie."""
LEAST_KNOWN = 0.5
"""An observation that fewer of the runs have a value for has no median: it cannot be inside."""
_SLACK = 1e-9
"""Share of a tolerance that rounding may add to a distance."""
OBSERVATION = ("id", "target", "world", "start", "end", "statistic", "label", "unit", "kept_apart")
COLUMNS = (
    *OBSERVATION,
    "sample",
    "runs",
    "known",
    "agents",
    "observed",
    "tolerance",
    "median",
    "low",
    "high",
    "distance",
    "inside",
    "holds",
    "overlaps",
)


def interval_table(observations: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that the module describes, in the order of the observations and then of the samples.

    Args:
        observations: a row each with the columns `OBSERVATION`, value and tolerance (in the unit of the model).
        values: sample, id, value and agents of each run; a value that is not known is NaN.

    Returns:
        The columns `COLUMNS`: runs is the number of runs, known the share with a value, agents the median number that
        stand behind it, distance the median less the observed value in tolerances.
    """
    rows = []
    samples = list(dict.fromkeys(values["sample"]))
    groups: dict[Any, pd.DataFrame] = dict(iter(values.groupby(["id", "sample"], sort=False)))
    for each in observations.to_dict(orient="records"):
        for sample in samples:
            if (each["id"], sample) in groups:
                own = groups[each["id"], sample]
                stated = {name: each[name] for name in OBSERVATION}
                known = own["value"].notna()
                numbers = {
                    "runs": len(own),
                    "known": float(known.mean()),
                    "agents": float(own["agents"].median()),
                    "observed": each["value"],
                    "tolerance": each["tolerance"],
                    **compared(own["value"].to_numpy(dtype=float), each["value"], each["tolerance"]),
                }
                rows.append({**stated, "sample": sample, **numbers})
    return pd.DataFrame(rows, columns=list(COLUMNS))


def compared(values: Array, observed: float, tolerance: float) -> dict[str, float | int]:
    """Return median, interval, distance and the three answers for the values of one observation.

    Args:
        values: of all runs; NaN where a run has none.
        observed: what was observed.
        tolerance: above 0, in the same unit.
    """
    known = values[np.isfinite(values)]
    if not len(known) or len(known) < LEAST_KNOWN * len(values):
        missing = dict.fromkeys(("median", "low", "high", "distance"), float("nan"))
        return {**missing, "inside": 0, "holds": 0, "overlaps": 0}
    low, median, high = (float(each) for each in np.quantile(known, (LOW, 0.5, HIGH)))
    distance, slack = (median - observed) / tolerance, _SLACK * tolerance
    return {
        "median": median,
        "low": low,
        "high": high,
        "distance": distance,
        "inside": int(abs(distance) <= 1 + _SLACK),
        "holds": int(low - slack <= observed <= high + slack),
        "overlaps": int(low <= observed + tolerance + slack and high >= observed - tolerance - slack),
    }
