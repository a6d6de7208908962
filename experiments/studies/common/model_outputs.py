"""What the model answered at every point of a sample, as one array."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.runs.store import RUNS, read_parquet
from experiments.runs.sweeps.design import SweepDesign
from experiments.runs.sweeps.folder import OUTCOMES
from experiments.runs.sweeps.sampling import Points
from model.state.state import Array, IntArray

ROUNDING = 1e-6
"""What differs by less than this share of its size differs by rounding: sweeps keep about seven digits."""


@dataclass(frozen=True)
class Option:
    """What is compared: a mix under a course of European politics."""

    course: str
    mix: str


@dataclass(frozen=True, eq=False)
class Responses:
    """Outcomes of a sample.

    `values` is points x seeds x options x outcomes x years; NaN where a run failed or an outcome is not known. `seeds`
    are those of the first point (see `SweepDesign`).
    """

    points: Points
    seeds: tuple[int, ...]
    options: tuple[Option, ...]
    outcomes: tuple[str, ...]
    years: tuple[int, ...]
    values: Array
    failed: tuple[str, ...] = ()
    """Ids of the runs that raised."""

    def means(self) -> Array:
        """Return the mean over seeds: points x options x outcomes x years; NaN where any seed is not known."""
        return self.values.mean(axis=1)

    def differences(self, base: Option) -> Array:
        """Return the mean paired difference from a base: points x options x outcomes x years."""
        means = self.means()
        return means - means[:, [self.options.index(base)]]

    def place(self, outcome: str, year: int) -> tuple[int, int]:
        """Return the places of an outcome and a year in the last two axes."""
        return self.outcomes.index(outcome), self.years.index(year)

    @property
    def courses(self) -> tuple[str, ...]:
        """The courses, each once."""
        return tuple(dict.fromkeys(each.course for each in self.options))

    @property
    def mixes(self) -> tuple[str, ...]:
        """The mixes, each once."""
        return tuple(dict.fromkeys(each.mix for each in self.options))


def options_of(design: SweepDesign) -> tuple[Option, ...]:
    """Return what a design compares, in the order of its scenarios."""
    return tuple(Option(each.course.name, each.mix.name) for each in design.worlds[0])


def read_responses(folder: Path, design: SweepDesign) -> Responses:
    """Read the tables of a sweep in one world that is complete.

    Args:
        folder: of the sweep.
        design: what it ran; by year.
    """
    rows, runs = read_parquet(folder / OUTCOMES), read_parquet(folder / RUNS)
    return responses(design, rows, runs)


def responses(design: SweepDesign, rows: pd.DataFrame, runs: pd.DataFrame) -> Responses:
    """Put the rows of a sweep (a run and year each) into an array; what has no row is NaN."""
    axes = Axes(options_of(design), design.recording.outcomes, _years(design))
    values = answers(rows, len(design.points), axes, (design.seeds, design.seed_step))
    failed = tuple(runs.loc[runs["status"] == "failed", "run_id"])
    return Responses(design.points, design.seeds, axes.options, axes.outcomes, axes.years, values, failed)


@dataclass(frozen=True)
class Axes:
    """What the last three axes of answers stand for."""

    options: tuple[Option, ...]
    outcomes: tuple[str, ...]
    years: tuple[int, ...]


def answers(rows: pd.DataFrame, points: int, axes: Axes, seeding: tuple[Sequence[int], int]) -> Array:
    """Return points x seeds x options x outcomes x years; NaN where there is no row.

    Args:
        rows: a run and year each.
        points: number of points.
        axes: what is compared, in which outcomes and years.
        seeding: the seeds of the first point, and by how much those of each next point are higher.
    """
    seeds, step = seeding
    values = np.full((points, len(seeds), len(axes.options), len(axes.outcomes), len(axes.years)), np.nan)
    place = {(option.course, option.mix): number for number, option in enumerate(axes.options)}
    option = np.array([place[pair] for pair in zip(rows["course"], rows["mix"], strict=True)], dtype=np.intp)
    seed = replicates_of(rows, seeds, step)
    year = rows["year"].map({year: number for number, year in enumerate(axes.years)}).to_numpy(dtype=np.intp)
    at = (rows["point"].to_numpy(dtype=np.intp), seed, option, slice(None), year)
    values[at] = rows[list(axes.outcomes)].to_numpy(dtype=np.float64)
    return values


def replicates_of(rows: pd.DataFrame, seeds: Sequence[int], step: int) -> IntArray:
    """Return for each row of a sweep which of the seeds of its point it has, from 0.

    Args:
        rows: with columns point and seed.
        seeds: of the first point.
        step: by how much those of each next point are higher.
    """
    place = {seed: number for number, seed in enumerate(seeds)}
    first = rows["seed"].to_numpy(dtype=np.int64) - step * rows["point"].to_numpy(dtype=np.int64)
    return np.array([place[each] for each in first.tolist()], dtype=np.int64)


def _years(design: SweepDesign) -> tuple[int, ...]:
    if design.recording.years is not None:
        return design.recording.years
    world = design.worlds[0][0].world
    return tuple(range(world.start // 4, world.end // 4 + 1))


def milestone_years(first: int, last: int, asked: Sequence[int]) -> tuple[int, ...]:
    """Return the years of `asked` that a world has, and its last year when that leaves fewer than two."""
    found = [year for year in asked if first <= year <= last]
    return tuple(found) if len(found) > 1 else tuple(dict.fromkeys([*found, last]))
