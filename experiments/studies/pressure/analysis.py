"""From what was run to the tables of a study of pressure points; `tables` describes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.report.terminal import report_years
from experiments.runs.design_runs import Result, run_design
from experiments.runs.engine import Contents
from experiments.runs.ensemble import draws_of
from experiments.runs.errors import EveryRunFailed
from experiments.runs.statistics import mean_and_interval
from experiments.runs.store import RUNS
from experiments.studies.common.contract import Tables
from experiments.studies.pressure.design import NOTHING, PressureDesign
from experiments.studies.pressure.groups import OUTCOMES, PARTS, WHOLE, observe
from experiments.studies.pressure.tables import FAILED, LEVELS, PRESSURE
from model.state.state import Array

KEYS = ("set", "dimension", "key", "outcome", "year")
NUMBERS = ("base", "gap", "mean", "lo", "hi", "share", "share_lo", "share_hi")
LEVEL_COLUMNS = ("set", "seed", "dimension", "key", "outcome", "year", *PARTS)


def run_sets(design: PressureDesign, contents: Contents) -> list[Result]:
    """Run every set with every seed; raises `EveryRunFailed` when none ends well."""
    results = run_design(design.runs, contents, observe)
    if all(result.values is None for result in results):
        raise EveryRunFailed(results[0].error)
    return results


def analyse(design: PressureDesign, results: Sequence[Result]) -> Tables:
    """Turn the results of a design, in its order, into tables; what failed is not a number in them."""
    world = design.scenarios[0].world
    years = list(range(world.start // 4, world.end // 4 + 1))
    shape = (len(years), len(OUTCOMES), len(design.groups), len(PARTS))
    empty = np.full(shape, np.nan)
    seen = np.array([empty if each.values is None else each.values.reshape(shape) for each in results])
    by_set = seen.reshape(len(design.sets), len(design.seeds), *shape)
    chosen = _chosen(design, years, by_set)
    return {
        RUNS: _runs(design, results),
        **draws_of(design.ensemble, design.seeds),
        LEVELS: _levels(design, years, by_set, chosen),
        PRESSURE: _gains(by_set, chosen),
    }


def _runs(design: PressureDesign, results: Sequence[Result]) -> pd.DataFrame:
    runs, names = design.runs, [each.name for each in design.sets]
    rows = [
        (
            run.run_id,
            names[run.scenario],
            run.seed,
            run.draw,
            runs.hashes[run.scenario],
            FAILED if result.values is None else "done",
            result.error,
        )
        for run, result in zip(runs.runs, results, strict=True)
    ]
    return pd.DataFrame(rows, columns=["run_id", "set", "seed", "draw", "scenario_hash", "status", "error"])


@dataclass(frozen=True, eq=False)
class Chosen:
    """The cells that tables hold, as places in what was seen: sets, then outcomes, groups, years."""

    keys: pd.DataFrame
    place: tuple[np.ndarray, ...]
    """By row: place of the set, year, outcome and group."""


def _chosen(design: PressureDesign, years: list[int], by_set: Array) -> Chosen:
    """Return which cells are kept: the whole in every year, groups with workers in the years reported and the last."""
    reported = sorted({*(years.index(year) for year in report_years(years)), len(years) - 1})
    peopled = np.nanmax(by_set[..., 1], axis=(0, 1, 2), initial=0.0) > 0  # outcomes x groups
    cells = [
        (year, outcome, place)
        for outcome in range(len(OUTCOMES))
        for place, group in enumerate(design.groups)
        if peopled[outcome, place] and group.dimension in (WHOLE, *design.by)
        for year in (range(len(years)) if group.dimension == WHOLE else reported)
    ]
    year, outcome, group = np.array(cells).T
    sets, size = len(design.sets), len(cells)
    keys = {
        "set": np.repeat([each.name for each in design.sets], size),
        "dimension": np.tile([design.groups[each].dimension for each in group], sets),
        "key": np.tile([design.groups[each].key for each in group], sets),
        "outcome": np.tile([OUTCOMES[each] for each in outcome], sets),
        "year": np.tile(np.array(years)[year], sets),
    }
    place = (np.repeat(np.arange(sets), size), np.tile(year, sets), np.tile(outcome, sets), np.tile(group, sets))
    return Chosen(pd.DataFrame(keys), place)


def _levels(design: PressureDesign, years: list[int], by_set: Array, chosen: Chosen) -> pd.DataFrame:
    sets, year, outcome, group = chosen.place
    parts = []
    for place, seed in enumerate(design.seeds):
        values = by_set[sets, place, year, outcome, group]
        table = chosen.keys.assign(seed=seed, **dict(zip(PARTS, values.T, strict=True)))
        parts.append(table[list(LEVEL_COLUMNS)])
    return pd.concat(parts, ignore_index=True)


def _gains(by_set: Array, chosen: Chosen) -> pd.DataFrame:
    sets, year, outcome, group = chosen.place
    seeds = np.arange(by_set.shape[1])[:, np.newaxis]
    held = by_set[sets, seeds, year, outcome, group, 0]
    without, most = (by_set[0, seeds, year, outcome, group, part] for part in range(len(PARTS)))
    gain, gap = held - without, most - without
    share = ratio_and_interval(gain, gap)
    columns = (
        mean_and_interval(without)[0],
        mean_and_interval(gap)[0],
        *mean_and_interval(gain),
        *share,
    )
    table = chosen.keys.assign(**dict(zip(NUMBERS, columns, strict=True)))
    return table[table["set"] != NOTHING].reset_index(drop=True)


def ratio_and_interval(part: Array, whole: Array) -> tuple[Array, Array, Array]:
    """Return the ratio of the means of two paired samples with its 90% interval, from the linearised ratio.

    Args:
        part: seeds x anything.
        whole: of the same shape; a mean that is not above 0 gives NaN.

    Returns:
        ratio, lower and upper bound, each of the shape of one seed.
    """
    known = np.isfinite(part) & np.isfinite(whole)
    part, whole = np.where(known, part, np.nan), np.where(known, whole, np.nan)
    mean = mean_and_interval(whole)[0]
    mean = np.where(mean > 0, mean, np.nan)
    ratio = mean_and_interval(part)[0] / mean
    middle, low, high = mean_and_interval((part - ratio * whole) / mean)
    return ratio, ratio + low - middle, ratio + high - middle
