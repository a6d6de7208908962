"""How long European law-making takes: fits to `scenarios/data/legislation.csv` by maximum likelihood, with intervals.

An act adopted d quarters after its proposal took from d - s to d - s + 1 quarters beyond the shortest time s; one that
was pending at the end of 2021 took longer than it had until then. The likelihood is that of these intervals (Turnbull
1976 calls such data interval censored). The shortest time is that of the quickest act. The defaults of the
`european_process` parameters are what `fits` finds for the log-logistic, rounded; `docs/routes.md` shows the table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats
from scipy.optimize import brentq, minimize, minimize_scalar

from model.politics.tables import legislation
from model.quarters import parse_quarter
from model.state.state import Array

LAST = parse_quarter("2021Q4")
"""The last quarter that is known."""
FAMILIES: dict[str, tuple[Any, int]] = {
    "exponential": (stats.expon, 0),
    "Weibull": (stats.weibull_min, 1),
    "log-normal": (stats.lognorm, 1),
    "log-logistic": (stats.fisk, 1),
}
"""Distributions of scipy by name, and how many shapes each has beside its scale."""
CHOSEN = "log-logistic"
LEVEL = 0.9
"""Of the intervals: the values that the likelihood does not reject."""
COLUMNS = (
    "duration",
    "family",
    "acts",
    "pending",
    "shortest",
    "log_likelihood",
    "aic",
    "parameter",
    "value",
    "lo",
    "hi",
)


@dataclass(frozen=True, eq=False)
class Durations:
    """Times of acts in quarters: `low` to `high` beyond the `shortest`; `high` is infinite for pending acts."""

    name: str
    low: Array
    high: Array
    shortest: int

    @property
    def pending(self) -> int:
        """How many acts were pending at the end of 2021."""
        return int(np.isinf(self.high).sum())


def european_durations() -> tuple[Durations, Durations]:
    """Return the times from proposal to adoption, and from adoption to application, of European acts."""
    acts = legislation()
    acts = acts[acts["level"] == "EU"]
    adopted = acts["quarters_to_adoption"].to_numpy(dtype=float)
    until_now = LAST - np.array([parse_quarter(quarter) for quarter in acts["proposed"]], dtype=float)
    shortest = int(np.nanmin(adopted))
    low = np.where(np.isnan(adopted), np.maximum(until_now - shortest + 1, 0.0), adopted - shortest)
    high = np.where(np.isnan(adopted), np.inf, adopted - shortest + 1)
    applied = acts["quarters_to_application"].dropna().to_numpy(dtype=float)
    return (
        Durations("adoption", low, high, shortest),
        Durations("application", applied, applied + 1, 0),
    )


def log_likelihood(data: Durations, family: str, values: Array) -> float:
    """Return the log-likelihood of a family at its logarithmic parameters: the scale, then the shape."""
    distribution, shapes = FAMILIES[family]
    scale, shape = float(np.exp(values[0])), np.exp(values[1 : 1 + shapes])
    known = {"scale": scale}
    with np.errstate(divide="ignore"):
        between = distribution.sf(data.low, *shape, **known) - distribution.sf(data.high, *shape, **known)
    return float(np.sum(np.log(np.maximum(between, 1e-300))))


def fit(data: Durations, family: str) -> tuple[Array, float]:
    """Return the parameters (scale, shape) that maximise the likelihood, and the log-likelihood there."""
    count = 1 + FAMILIES[family][1]
    start = np.log([max(float(np.median(data.low)), 1.0), 1.0][:count])

    def minus(values: Array) -> float:
        return -log_likelihood(data, family, values)

    options: Any = {"xatol": 1e-8, "fatol": 1e-10, "maxiter": 10_000}
    found: Any = minimize(minus, start, method="Nelder-Mead", options=options)
    return np.exp(found.x), -float(found.fun)


def interval(data: Durations, family: str, place: int) -> tuple[float, float]:
    """Return the profile likelihood interval at `LEVEL` of a parameter: 0 the scale, 1 the shape."""
    best, most = fit(data, family)
    least = most - float(stats.chi2.ppf(LEVEL, 1)) / 2

    def above(value: float) -> float:
        return _profile(data, family, place, value) - least

    centre = float(np.log(best[place]))
    low, high = (_edge(above, centre, step) for step in (-0.1, 0.1))
    return float(np.exp(low)), float(np.exp(high))


def _profile(data: Durations, family: str, place: int, value: float) -> float:
    """Return the highest log-likelihood with one logarithmic parameter fixed."""
    if FAMILIES[family][1] == 0:
        return log_likelihood(data, family, np.array([value]))

    def other(free: float) -> float:
        return -log_likelihood(data, family, np.array([value, free] if place == 0 else [free, value]))

    return -float(minimize_scalar(other, bounds=(-3.0, 6.0), method="bounded", options={"xatol": 1e-9}).fun)


def _edge(above: Callable[[float], float], centre: float, step: float) -> float:
    """Return where a function that is positive at the centre becomes 0 in a direction."""
    far = centre + step
    while above(far) > 0:
        far += step
    return float(brentq(above, min(centre, far), max(centre, far)))


def fits() -> pd.DataFrame:
    """Return every family fitted to both times: one row a parameter, with the columns of `COLUMNS`.

    Values and intervals are in quarters for a scale (for the log-logistic, the median) and without unit for a shape.
    A lower `aic` is better; differences below 2 tell little.
    """
    rows = []
    for data in european_durations():
        for family, (_, shapes) in FAMILIES.items():
            values, most = fit(data, family)
            for place, parameter in enumerate(("scale", "shape")[: 1 + shapes]):
                keys = (
                    data.name,
                    family,
                    len(data.low),
                    data.pending,
                    data.shortest,
                    most,
                    2 * (1 + shapes) - 2 * most,
                )
                rows.append((*keys, parameter, values[place], *interval(data, family, place)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def delay_exposure() -> tuple[int, float]:
    """Return the quarters that acts of the table were adopted and waited, and the highest hazard that they allow.

    None of them was moved by a later act before the end of 2021, so the upper end of the exact 90% interval of a
    Poisson rate (two-sided, at 0 events) is ln(20) over the quarters.
    """
    acts = legislation()
    acts = acts[(acts["level"] == "EU") & (acts["adopted"] != "")]
    ends = np.minimum([parse_quarter(quarter) for quarter in acts["applied"]], LAST)
    quarters = int(np.sum(ends - np.array([parse_quarter(quarter) for quarter in acts["adopted"]])))
    return quarters, float(stats.chi2.ppf(1 - (1 - LEVEL) / 2, 2) / 2 / quarters)
