"""Two results folders side by side: the difference between their runs, paired where seeds agree.

Runs are paired by course, mix, seed and values of the parameters that are varied; where each folder holds one mix under
one course, these are paired whatever their names. Several points are averaged for each seed first, so that intervals
are over seeds.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.report.outcome_facts import flows
from experiments.runs.statistics import by_year, mean_and_interval
from experiments.runs.store import RUNS, SERIES, read_manifest, read_parquet, unharmed
from experiments.runs.sweeps.folder import OUTCOMES
from model import catalogue
from model.errors import InputError
from model.outcomes import OUTCOMES as KNOWN
from model.parameters import FROM, declared

SCENARIO = ("course", "mix")
MOST_LISTED = 6
COLUMNS = (*SCENARIO, "outcome", "year", "seeds", "first", "second", "diff", "diff_lo", "diff_hi")


@dataclass(frozen=True, eq=False)
class Held:
    """What a folder holds: `rows` has a row a run and year: course, mix, seed, year, the parameters, and outcomes.

    Attributes:
        folder: where it is.
        name: the id of the study.
        worlds: names of its worlds.
        parameters: names of those that its runs vary.
        ensemble: the hash of the ensemble that its runs have draws of (seed by seed); empty for none.
        rows: outcomes by year: a stock at its end, a flow as the mean of its quarters.
    """

    folder: Path
    name: str
    worlds: tuple[str, ...]
    parameters: tuple[str, ...]
    rows: pd.DataFrame
    ensemble: str = ""

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Names of the outcomes that it holds."""
        return tuple(name for name in self.rows.columns if name in KNOWN)

    @property
    def scenarios(self) -> list[tuple[str, str]]:
        """Courses and mixes that it holds."""
        return list(dict.fromkeys(zip(self.rows["course"], self.rows["mix"], strict=True)))


def held(folder: Path) -> Held:
    """Read the runs of a finished folder of `compare`, `run` or `sweep`.

    Raises:
        InputError: when it is none of these, or holds several worlds.
    """
    catalogue.load()
    with unharmed(folder):
        found = _read(folder)
        if lacking := {*SCENARIO, "seed", "year"} - set(found.rows.columns):
            raise KeyError(", ".join(sorted(lacking)))
        for name in found.outcomes:
            if not pd.api.types.is_numeric_dtype(found.rows[name]):
                raise TypeError(f"{name} is no number")
        return found


def _read(folder: Path) -> Held:
    """Return the runs of a folder; raises what comes of a folder that was changed."""
    manifest = read_manifest(folder)
    if (folder / SERIES).is_file():
        rows, keys = read_parquet(folder / SERIES), []
    elif (folder / OUTCOMES).is_file() and (folder / RUNS).is_file():
        runs = read_parquet(folder / RUNS)
        keys = [name for name in runs.columns if name.partition(FROM)[0] in declared()]
        joined = ["world", *SCENARIO, "point", "seed"]
        rows = read_parquet(folder / OUTCOMES).merge(runs[[*joined, *keys]], on=joined, validate="many_to_one")
    else:
        raise InputError(f"{folder}: holds no outcomes by run; give a finished folder of compare, run or sweep")
    worlds = tuple(each["name"] for each in manifest.get("worlds", {}).values())
    if len(worlds) != 1:
        raise InputError(f"{folder}: holds the worlds {', '.join(worlds)}; give a folder with one")
    name = str(manifest.get("study_id") or manifest.get("sweep_id"))
    ensemble = str(manifest.get("ensemble", {}).get("hash", ""))
    return Held(folder, name, worlds, tuple(keys), _annual(rows, keys) if "quarter" in rows else rows, ensemble)


def _annual(rows: pd.DataFrame, parameters: list[str]) -> pd.DataFrame:
    """Return one row a run and year of rows by quarter, in which each run has the same quarters."""
    keys = [*SCENARIO, "seed", *parameters]
    outcomes = [name for name in rows.columns if name in KNOWN]
    quarters = rows["quarter"].nunique()
    first = rows.iloc[:quarters]
    values = rows[outcomes].to_numpy(dtype=np.float64).reshape(-1, quarters, len(outcomes))
    is_flow = np.array([name in flows() for name in outcomes], dtype=bool)
    years, annual = by_year(values, first["year"].to_numpy(), is_flow)
    table = rows[keys].iloc[::quarters].loc[lambda runs: runs.index.repeat(len(years))].reset_index(drop=True)
    table["year"] = np.tile(years, len(values))
    return pd.concat([table, pd.DataFrame(annual.reshape(-1, len(outcomes)), columns=outcomes)], axis=1)


def paired(first: Held, second: Held) -> pd.DataFrame:
    """Return the difference of the second folder from the first, with the columns of `COLUMNS`.

    `seeds` counts the pairs, `first` and `second` are their means, and `diff_lo` and `diff_hi` bound the 90% t-interval
    of the mean difference over seeds; missing with one seed. A scenario that is paired with another name has both.

    Raises:
        InputError: when the folders have nothing to pair, with what they hold.
    """
    if set(first.parameters) != set(second.parameters):
        told = [f"{each.folder} {', '.join(each.parameters) or 'none'}" for each in (first, second)]
        raise InputError(f"{second.folder}: varies other parameters ({'; '.join(told)})")
    if first.ensemble != second.ensemble:
        told = [f"{each.folder} {each.ensemble or 'none'}" for each in (first, second)]
        raise InputError(f"{second.folder}: has draws of another ensemble ({'; '.join(told)})")
    one, other = first.rows, second.rows
    if len(first.scenarios) == len(second.scenarios) == 1:
        names = {
            key: _both(before, after)
            for key, before, after in zip(SCENARIO, *first.scenarios, *second.scenarios, strict=True)
        }
        one, other = one.assign(**names), other.assign(**names)
    keys = [*SCENARIO, "seed", *first.parameters, "year"]
    for key in ("mix", "course", "seed", "year"):
        if not set(one[key]) & set(other[key]):
            told = [f"{each.folder} {_listed(each.rows[key])}" for each in (first, second)]
            raise InputError(f"{second.folder}: has no {key} in common ({'; '.join(told)})")
    outcomes = [name for name in first.outcomes if name in second.outcomes]
    both = one.merge(other, on=keys, suffixes=(" 1", " 2"))
    if both.empty or not outcomes:
        raise InputError(
            f"{second.folder}: has no run with the same mix, course, seed, values and outcomes in {first.folder}"
        )
    by_seed = both.groupby([*SCENARIO, "year", "seed"], sort=False)[
        [f"{each} {n}" for each in outcomes for n in (1, 2)]
    ]
    return _summary(by_seed.mean().reset_index(), outcomes)


def _summary(rows: pd.DataFrame, outcomes: list[str]) -> pd.DataFrame:
    """Return means and intervals over seeds; `rows` has a row a scenario, year and seed."""
    found = []
    for (course, mix, year), group in rows.groupby([*SCENARIO, "year"], sort=False):
        before, after = (group[[f"{each} {n}" for each in outcomes]].to_numpy(dtype=np.float64) for n in (1, 2))
        known = np.isfinite(before) & np.isfinite(after)
        before, after = np.where(known, before, np.nan), np.where(known, after, np.nan)
        numbers = (mean_and_interval(before)[0], mean_and_interval(after)[0], *mean_and_interval(after - before))
        for place, outcome in enumerate(outcomes):
            found.append((course, mix, outcome, year, int(known[:, place].sum()), *(each[place] for each in numbers)))
    return pd.DataFrame(found, columns=list(COLUMNS))


def _both(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"


def _listed(column: pd.Series) -> str:
    values = [str(each) for each in sorted(set(column))]
    return ", ".join(values) if len(values) <= MOST_LISTED else f"{values[0]} to {values[-1]}"
