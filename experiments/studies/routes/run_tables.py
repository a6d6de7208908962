"""From the results of futures to the tables of a study of routes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from experiments.studies.routes.design import RoutesDesign
from experiments.studies.routes.futures import FutureResult, Key
from experiments.studies.routes.tables import KEYS, RoutesTables, summarise
from model.hashing import content_hash
from model.outcomes import OUTCOMES
from model.quarters import quarter_name


def make_routes_tables(design: RoutesDesign, results: Sequence[FutureResult]) -> RoutesTables:
    """Turn the results of futures, in the order of the design, into tables."""
    names = {(key, result.seed): _name(design, key, result.seed) for result in results for key in _keys(result)}
    runs = pd.DataFrame(
        [
            (names[key, result.seed], result.seed, *key, "failed" if key in result.errors else "done", error)
            for result in results
            for key in _keys(result)
            for error in [result.errors.get(key, "")]
        ],
        columns=[*KEYS, "status", "error"],
    )
    outcomes = _outcomes(design, results, names)
    return RoutesTables(design, runs, _events(results, names), outcomes, summarise(design, outcomes))


def _keys(result: FutureResult) -> list[Key]:
    """Return what was run in a future: routes and mixes in order, then the static comparison."""
    return list(dict.fromkeys([*result.events, *result.values, *result.errors]))


def _name(design: RoutesDesign, key: Key, seed: int) -> str:
    return content_hash([design.study_id, *key, seed])


def _events(results: Sequence[FutureResult], names: dict[tuple[Key, int], str]) -> pd.DataFrame:
    rows = [
        (names[key, result.seed], result.seed, *key, each.event, quarter_name(each.quarter), each.attribute, each.value)
        for result in results
        for key, found in result.events.items()
        for each in found
    ]
    return pd.DataFrame(rows, columns=[*KEYS, "event", "quarter", "attribute", "value"])


def _outcomes(design: RoutesDesign, results: Sequence[FutureResult], names: dict[tuple[Key, int], str]) -> pd.DataFrame:
    done = [(key, result) for result in results for key in _keys(result) if key in result.values]
    keys = pd.DataFrame(
        [(names[key, result.seed], result.seed, *key, year) for key, result in done for year in design.years],
        columns=[*KEYS, "year"],
    )
    values = np.array([result.values[key] for key, result in done]).reshape(-1, len(OUTCOMES))
    return pd.concat([keys, pd.DataFrame(values, columns=list(OUTCOMES))], axis=1)
