"""A sweep: mixes x courses x worlds x points x seeds, as a table of runs and as tasks that share starts.

Runs are ordered by world, point, seed, course and mix. All runs of a world, point and seed start from the same
state: they make up a *start* and are done together. Seeds are the same at every point, so that points differ by their
parameters alone, or each point has seeds of its own, so that a spread over points is one over seeds as well.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import pandas as pd

from experiments.runs.design import changes_hash, resolved
from experiments.runs.ensemble import Ensemble, draw_for
from experiments.runs.sweeps.law_axes import Axis, column
from experiments.runs.sweeps.sampling import Points
from model.hashing import content_hash
from model.scenario import Scenario

TASK_WORK = 25 * 620 * 48
"""Agents x quarters that a task holds at most, if it has several starts: 25 runs of the small world."""
FEWEST_TASKS = 16
"""A sweep is cut into at least so many tasks, as far as it has starts, so that several workers have something to do."""
FORMAT = 1


@dataclass(frozen=True)
class Recording:
    """What is kept of each run: outcomes, years, and whether each year or each quarter."""

    outcomes: tuple[str, ...]
    years: tuple[int, ...] | None
    quarterly: bool

    def wants(self, date: int) -> bool:
        """Tell whether a quarter (from year 0) is needed."""
        return self.years is None or date // 4 in self.years


@dataclass(frozen=True)
class Start:
    """The values of parameters that a point changes, and a seed."""

    parameters: Mapping[str, float]
    seed: int


@dataclass(frozen=True)
class Task:
    """Starts in one world that are done by one worker; `runs` are the places of its runs in the table."""

    number: int
    world: int
    runs: range
    starts: tuple[Start, ...]

    def __str__(self) -> str:
        """Return seed and values of the first start, for messages."""
        first = self.starts[0]
        changed = ", ".join(f"{name}={value:g}" for name, value in first.parameters.items()) or "default parameters"
        return f"seed {first.seed} and {changed}"


@dataclass(frozen=True, eq=False)
class SweepDesign:
    """What a sweep runs.

    `worlds` holds for each world its scenarios by course, then mix, with default parameters; the same courses and
    mixes in each. `seeds` are those of the first point, and those of each next point are higher by `seed_step` (0: the
    same seeds at every point). `asked` says how the points were made, for people.
    """

    worlds: tuple[tuple[Scenario, ...], ...]
    points: Points
    seeds: tuple[int, ...]
    recording: Recording
    asked: Mapping[str, Any]
    seed_step: int = 0
    axes: tuple[Axis, ...] = ()
    """What laws say as axes: the mixes of each world are variants by their values."""
    ensemble: Ensemble | None = None
    """What each seed has a draw of, the same at every point; what a point changes wins."""

    @property
    def starts(self) -> int:
        """The number of starts in each world."""
        return len(self.points) * len(self.seeds)

    @property
    def together(self) -> int:
        """The number of runs that share a start."""
        return len(self.worlds[0])

    @property
    def run_count(self) -> int:
        """The number of runs."""
        return len(self.worlds) * self.starts * self.together

    @cached_property
    def hashes(self) -> tuple[tuple[str, ...], ...]:
        """The content hash of each scenario, by world."""
        return tuple(tuple(content_hash(resolved(each)) for each in scenarios) for scenarios in self.worlds)

    @cached_property
    def sweep_id(self) -> str:
        """The hash of all that determines the numbers of the sweep, and which of them are kept."""
        kept = [self.recording.outcomes, self.recording.years, self.recording.quarterly]
        drawn = [] if self.ensemble is None else [self.ensemble.hash, self.ensemble.points.names]
        return content_hash(
            [FORMAT, self.hashes, self.points.names, self.points_hash, self.seeds, self.seed_step, kept, *drawn]
        )

    @property
    def points_hash(self) -> str:
        """The hash of the values of the points."""
        return hashlib.sha256(np.ascontiguousarray(self.points.values, dtype="<f8").tobytes()).hexdigest()

    def seeds_of(self, point: int) -> tuple[int, ...]:
        """Return the seeds of one point."""
        return tuple(seed + self.seed_step * point for seed in self.seeds)

    def changes(self, point: int) -> dict[str, float]:
        """Return the values of one point by full name."""
        return self.points.overrides(point)

    def changes_of(self, point: int, seed: int) -> dict[str, float]:
        """Return the values of one point and those of the draw of a seed that the point does not change."""
        return self._changes_over(point, draw_for(self.ensemble, seed))

    def _changes_over(self, point: int, draw: int) -> dict[str, float]:
        drawn = {} if self.ensemble is None else self.ensemble.values(draw)
        return {**drawn, **self.changes(point)}

    def run_ids(self) -> list[str]:
        """Return the id of every run: the hash of its scenario, the values its point changes, and its seed."""
        default = dict(self.worlds[0][0].parameters.items())

        @cache
        def changed(point: int, draw: int) -> str:
            return changes_hash(default, self._changes_over(point, draw))

        starts = [
            (changed(point, draw_for(self.ensemble, seed)), seed)
            for point in range(len(self.points))
            for seed in self.seeds_of(point)
        ]
        return [content_hash([each, *start]) for scenarios in self.hashes for start in starts for each in scenarios]

    def run_table(self) -> pd.DataFrame:
        """Return one row a run: run_id, world, course, mix, point, seed, and a column an axis."""
        scenarios = [each for world in self.worlds for each in world]
        columns = {
            "world": [each.world.name for each in scenarios],
            "course": [each.course.name for each in scenarios],
            "mix": [each.mix.name for each in scenarios],
        }
        shape = (len(self.worlds), len(self.points), len(self.seeds), self.together)
        place = np.indices(shape).reshape(len(shape), -1)
        scenario = place[0] * self.together + place[3]
        table: dict[str, Any] = {"run_id": self.run_ids()}
        table |= {name: np.array(values, dtype=object)[scenario] for name, values in columns.items()}
        seeds = np.array(self.seeds, dtype=np.int64)[place[2]] + self.seed_step * place[1]
        table |= {"point": place[1].astype(np.int32), "seed": seeds}
        values = dict(zip(self.points.names, self.points.values[place[1]].T, strict=True))
        texts = {axis.column: np.array(column(axis, scenarios), dtype=object)[scenario] for axis in self.axes}
        return pd.DataFrame({**table, **texts, **values})

    def tasks(self) -> Iterator[Task]:
        """Yield the tasks, in the order of the runs; how many starts each holds depends on the design alone."""
        number = 0
        for world, scenarios in enumerate(self.worlds):
            size = self._starts_a_task(scenarios[0])
            for first in range(0, self.starts, size):
                chosen = range(first, min(first + size, self.starts))
                begin = (world * self.starts + first) * self.together
                runs = range(begin, begin + len(chosen) * self.together)
                yield Task(number, world, runs, tuple(self._start(place) for place in chosen))
                number += 1

    def _start(self, place: int) -> Start:
        point, seed = divmod(place, len(self.seeds))
        chosen = self.seeds_of(point)[seed]
        return Start(self.changes_of(point, chosen), chosen)

    def _starts_a_task(self, scenario: Scenario) -> int:
        world = scenario.world
        work = (sum(world.companies) + world.suppliers) * world.scale * world.quarters * self.together
        most = math.ceil(len(self.worlds) * self.starts / FEWEST_TASKS)
        return max(1, min(int(TASK_WORK / work), most))

    def content(self) -> dict[str, Any]:
        """Return the design as plain data: the same for the same sweep, without paths of this machine."""
        return {
            "format": FORMAT,
            "sweep_id": self.sweep_id,
            "worlds": [scenarios[0].world.name for scenarios in self.worlds],
            "courses": list(dict.fromkeys(each.course.name for each in self.worlds[0])),
            "mixes": list(dict.fromkeys(each.mix.name for each in self.worlds[0])),
            "seeds": list(self.seeds),
            "seed_step": self.seed_step,
            "points": {"count": len(self.points), "sha256": self.points_hash, **self.asked},
            "outcomes": list(self.recording.outcomes),
            "years": None if self.recording.years is None else list(self.recording.years),
            "record": "quarter" if self.recording.quarterly else "year",
            "runs": self.run_count,
        }
