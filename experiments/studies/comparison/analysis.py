"""From runs to the tables of a comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from experiments.report.outcome_facts import flows
from experiments.runs import breakdown
from experiments.runs.design import Design
from experiments.runs.design_runs import Result, run_design
from experiments.runs.engine import Contents, too_many
from experiments.runs.ensemble import DRAWS, draws_of
from experiments.runs.errors import EveryRunFailed
from experiments.runs.manifest import make_manifest
from experiments.runs.statistics import by_year, mean_and_interval
from experiments.runs.store import RUNS, SERIES, SUMMARY
from experiments.studies.common.contract import Tables
from experiments.studies.comparison.adaptive_capacity import adaptive_capacity
from experiments.studies.comparison.cost_per_worker import cost_per_worker
from experiments.studies.comparison.design import ComparisonDesign
from experiments.studies.comparison.hypotheses import claim_years, read_hypotheses
from experiments.studies.comparison.tables import (
    ADAPTIVE_CAPACITY,
    ANNUAL,
    BREAKDOWN,
    CLAIMS,
    COST_PER_WORKER,
    RUN_COLUMNS,
    SUMMARY_COLUMNS,
    VERDICTS,
    StudyTables,
)
from experiments.studies.comparison.variance_parts import NAME as VARIANCE_PARTS
from experiments.studies.comparison.variance_parts import further_tasks, replicated, variance_parts
from experiments.studies.comparison.verdicts import claim_verdicts, tidy, verdicts
from model.quarters import quarter_name
from model.state.state import Array


def analyse(design: ComparisonDesign, contents: Contents) -> Tables:
    """Run what is missing of a comparison and return its tables by the name of their file.

    Verdicts are left out when more than 1% of the runs failed.

    Raises:
        StudyError: when every run failed.
    """
    every = run_design(design.runs, contents, further=partial(further_tasks, design.runs, design.parts))
    results = every[: len(design.runs.runs)]
    tables = tables_of(design.runs, results, design.verb)
    kept = {*breakdown.years_of(design.runs.scenarios[0].world), *claim_years(read_hypotheses())}
    written = {
        RUNS: tables.runs,
        SERIES: tables.series,
        ANNUAL: tables.annual[tables.annual["year"].isin(kept)],
        SUMMARY: tables.summary,
        **draws_of(design.runs.ensemble, design.runs.seeds),
    }
    if too_many(sum(result.values is None for result in results), len(results)):
        return written
    claims = claim_verdicts(read_hypotheses(), tidy(tables.annual), tables.parameters)
    written |= {
        CLAIMS: claims,
        VERDICTS: verdicts(claims),
        COST_PER_WORKER: tables.cost_per_worker,
        ADAPTIVE_CAPACITY: tables.adaptive_capacity,
    }
    if replicated(design.runs, design.parts):
        written[VARIANCE_PARTS] = variance_parts(design.runs, design.parts, every)
    return written if tables.breakdown.empty else {**written, BREAKDOWN: tables.breakdown}


def tables_of(design: Design, results: Sequence[Result], verb: str) -> StudyTables:
    """Return the tables and the manifest of a design's results; raises `StudyError` when every run failed."""
    failed = [run.run_id for run, result in zip(design.runs, results, strict=True) if result.values is None]
    if len(failed) == len(results):
        raise EveryRunFailed(results[0].error)
    return make_tables(design, results, flows(), make_manifest(verb, design, failed))


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
        draws=draws_of(design.ensemble, design.seeds).get(DRAWS, pd.DataFrame()),
    )


def _wide(runs: pd.DataFrame, times: dict[str, Any], values: Array, outcomes: Sequence[str]) -> pd.DataFrame:
    """Return one row a run and time: the keys of the run, the time, and a column an outcome."""
    length = values.shape[1]
    keys = {name: np.repeat(runs[name].to_numpy(), length) for name in ("run_id", "course", "mix", "seed")}
    for name, time in times.items():
        keys[name] = np.tile(np.asarray(time), len(runs))
    table = pd.DataFrame(values.reshape(-1, len(outcomes)), columns=list(outcomes))
    return pd.concat([pd.DataFrame(keys), table], axis=1)


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
                run.draw,
                design.hashes[run.scenario],
                scenario.start_hash,
                "failed" if result.values is None else "done",
                result.error,
            )
        )
    return pd.DataFrame(rows, columns=list(RUN_COLUMNS))


def summarise(design: Design, annual: Array, years: np.ndarray, outcomes: Sequence[str]) -> pd.DataFrame:
    """Return means, intervals and paired differences of the mixes shown, in tidy form.

    Args:
        design: what was run.
        annual: runs × years × outcomes, in the order of the design's runs.
        years: the years.
        outcomes: the names of the outcomes.
    """
    by_scenario = annual.reshape(len(design.scenarios), len(design.seeds), len(years), len(outcomes))
    pairs = [pair for pair in design.places if pair[1] in design.shown]
    columns = []
    for course, mix in pairs:
        own = by_scenario[design.places[course, mix]]
        base = by_scenario[design.places[course, design.base]]
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
