"""Regret: how much better another route would have been in the same future, per mix, outcome and year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiments.studies.routes.tables import RoutesTables, by_future
from model.outcomes import OUTCOMES
from model.state.state import Array


def directed() -> tuple[str, ...]:
    """Return the outcomes of which more is better, or less."""
    return tuple(name for name, outcome in OUTCOMES.items() if outcome.direction)


def regret_of(values: Array, direction: int) -> Array:
    """Return the regret of each route in each future, in the unit of the outcome, from 0.

    Args:
        values: routes x futures.
        direction: 1 when more is better, -1 when less is.
    """
    gains = direction * values
    found: Array = gains.max(axis=0) - gains
    return found


def regrets(tables: RoutesTables) -> pd.DataFrame:
    """Return one row a route, mix, outcome and year: mean, 90th percentile and maximum of regret over futures.

    Only futures in which every route was run count.
    """
    routes, names = [route.name for route in tables.design.routes], list(directed())
    rows = []
    for mix in tables.design.mixes:
        for year in tables.design.years:
            each = [by_future(tables.outcomes, route, mix, year) for route in routes]
            shared = each[0].index
            for other in each[1:]:
                shared = shared.intersection(other.index)
            values = np.array([table.loc[shared, names].to_numpy(dtype=float) for table in each])
            for place, name in enumerate(names):
                found = regret_of(values[:, :, place], OUTCOMES[name].direction)
                for route, own in zip(routes, found, strict=True):
                    known = own[np.isfinite(own)]
                    if len(known):
                        rows.append((route, mix, name, year, known.mean(), np.quantile(known, 0.9), known.max()))
    return pd.DataFrame(rows, columns=["route", "mix", "outcome", "year", "mean", "p90", "maximum"])
