"""From the results of a design to the tables of a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from experiments.runs import breakdown
from experiments.runs.design import Design
from experiments.runs.engine import Result
from experiments.runs.statistics import by_year, run_table, summarise
from experiments.studies.comparison.adaptive_capacity import adaptive_capacity
from experiments.studies.comparison.cost_per_worker import cost_per_worker
from experiments.studies.comparison.tables import StudyTables
from model.inputs.toml_input import quarter_name
from model.state.state import Array


def make_tables(
    design: Design, results: Sequence[Result], flows: frozenset[str], manifest: Mapping[str, Any]
) -> StudyTables:
    """Turn the results of a design into the tables of a study.

    Args:
        design: what was run.
        results: one for each run, in the order of the design.
        flows: names of outcomes that are flows, of which a year has the mean; others count at its end.
        manifest: the manifest to go with the tables.
    """
    world = design.scenarios[0].world
    dates = np.arange(world.start, world.end + 1)
    outcomes = next((result.outcomes for result in results if result.values is not None), ())
    values = np.full((len(results), len(dates), len(outcomes)), np.nan)
    for result in results:
        if result.values is not None:
            values[result.index] = result.values
    years, annual = by_year(values, dates // 4, np.array([name in flows for name in outcomes], dtype=bool))
    runs = run_table(design, results)
    done = (runs["status"] == "done").to_numpy()
    quarters = [quarter_name(int(date)) for date in dates]
    series = _wide(runs[done], {"quarter": quarters, "year": dates // 4}, values[done], outcomes)
    return StudyTables(
        runs=runs,
        series=series,
        annual=_wide(runs[done], {"year": years}, annual[done], outcomes),
        summary=summarise(design, annual, years, outcomes),
        breakdown=breakdown.summarise(design, [result.breakdown for result in results]),
        cost_per_worker=cost_per_worker(design, annual, years, outcomes),
        adaptive_capacity=adaptive_capacity(design, annual, years, outcomes),
        manifest=manifest,
        scenarios=design.scenarios,
        shown=design.shown,
        base=design.base,
    )


def _wide(runs: pd.DataFrame, times: dict[str, Any], values: Array, outcomes: Sequence[str]) -> pd.DataFrame:
    """Return one row a run and time: the keys of the run, the time, and a column an outcome."""
    length = values.shape[1]
    keys = {name: np.repeat(runs[name].to_numpy(), length) for name in ("run_id", "course", "mix", "seed")}
    for name, time in times.items():
        keys[name] = np.tile(np.asarray(time), len(runs))
    table = pd.DataFrame(values.reshape(-1, len(outcomes)), columns=list(outcomes))
    return pd.concat([pd.DataFrame(keys), table], axis=1)
