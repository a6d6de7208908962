"""Compare mixes on the same luck: means over seeds, paired differences from the base, 90% intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from experiments.runs.design import Design
from experiments.studies.comparison.tables import RUN_COLUMNS, SUMMARY_COLUMNS
from model.state.state import Array

if TYPE_CHECKING:
    from experiments.runs.engine import Result

CONFIDENCE = 0.9
"""Confidence of all intervals."""
FEWEST_FOR_INTERVAL = 2


def run_table(design: Design, results: Sequence[Result]) -> pd.DataFrame:
    """Return one row a run: what it was and whether it was done."""
    rows = []
    for run, result in zip(design.runs, results, strict=True):
        scenario = design.scenarios[run.scenario]
        rows.append(
            (
                run.run_id,
                scenario.course.name,
                scenario.mix.name,
                "shown" if scenario.mix.name in design.shown else "probe",
                scenario.world.name,
                run.seed,
                design.hashes[run.scenario],
                scenario.start_hash,
                "failed" if result.values is None else "done",
                result.error,
            )
        )
    return pd.DataFrame(rows, columns=list(RUN_COLUMNS))


def by_year(values: Array, year: np.ndarray, is_flow: np.ndarray) -> tuple[np.ndarray, Array]:
    """Return the years, and runs × years × outcomes: the last quarter of a stock, the mean of a flow.

    Args:
        values: runs × quarters × outcomes.
        year: year of each quarter, rising.
        is_flow: for each outcome whether it is a flow.
    """
    years, first = np.unique(year, return_index=True)
    last = np.append(first[1:], len(year)) - 1
    annual = values[:, last, :]
    for place, (begin, end) in enumerate(zip(first, last + 1, strict=True)):
        annual[:, place, is_flow] = values[:, begin:end, is_flow].mean(axis=1)
    return years, annual


def mean_and_interval(values: Array) -> tuple[Array, Array, Array]:
    """Return the mean over the first axis and its 90% t-interval; NaN are left out, fewer than two give NaN.

    Args:
        values: seeds × anything.

    Returns:
        mean, lower and upper bound, each of the shape of one seed.
    """
    known = np.isfinite(values)
    count = known.sum(axis=0)
    safe = np.maximum(count, 1)
    mean = np.where(count > 0, np.where(known, values, 0.0).sum(axis=0) / safe, np.nan)
    squares = np.where(known, (values - mean) ** 2, 0.0).sum(axis=0)
    freedom = np.maximum(count - 1, 1)
    error = np.sqrt(squares / freedom / safe)
    half = np.where(count >= FEWEST_FOR_INTERVAL, stdtrit(freedom, (1 + CONFIDENCE) / 2) * error, np.nan)
    return mean, mean - half, mean + half


def summarise(design: Design, annual: Array, years: np.ndarray, outcomes: Sequence[str]) -> pd.DataFrame:
    """Return means, intervals and paired differences of the mixes shown, in tidy form.

    Args:
        design: what was run.
        annual: runs × years × outcomes, in the order of the design's runs.
        years: the years.
        outcomes: the names of the outcomes.
    """
    by_scenario = annual.reshape(len(design.scenarios), len(design.seeds), len(years), len(outcomes))
    place = {(each.course.name, each.mix.name): index for index, each in enumerate(design.scenarios)}
    pairs = [pair for pair in place if pair[1] in design.shown]
    columns = []
    for course, mix in pairs:
        own = by_scenario[place[course, mix]]
        base = by_scenario[place[course, design.base]]
        columns.append([*mean_and_interval(own), *mean_and_interval(own - base)])
    # scenario × statistic × year × outcome → rows by scenario, outcome, year
    statistics = np.array(columns).transpose(0, 3, 2, 1).reshape(-1, len(SUMMARY_COLUMNS) - 4)
    size = len(outcomes) * len(years)
    keys = {
        "course": np.repeat([course for course, _ in pairs], size),
        "mix": np.repeat([mix for _, mix in pairs], size),
        "outcome": np.tile(np.repeat(outcomes, len(years)), len(pairs)),
        "year": np.tile(years, len(pairs) * len(outcomes)),
    }
    numbers = dict(zip(SUMMARY_COLUMNS[4:], statistics.T, strict=True))
    return pd.DataFrame({**keys, **numbers})
