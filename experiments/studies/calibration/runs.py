"""The runs of a calibration: points x worlds as tasks, each with the seeds of its point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from experiments.runs.chunk_store import Content
from experiments.runs.engine import Contents, describe
from experiments.runs.manifest import made_with
from experiments.runs.sweeps.sampling import Points
from experiments.studies.calibration.targets import Observation, Simulator
from model.errors import InputError
from model.hashing import content_hash
from model.state.state import Array, IntArray

OBSERVED = ("draw", "seed", "id", "value", "agents")
"""Columns of a table of observed values."""
RUN_COLUMNS = ("run_id", "draw", "seed", "world", "status", "error")
_SCHEMA = pa.schema(
    [("draw", pa.int64()), ("seed", pa.int64()), ("id", pa.string()), ("value", pa.float64()), ("agents", pa.int64())]
)


@dataclass(frozen=True)
class Counter:
    """How many points, tasks and runs came before."""

    points: int = 0
    tasks: int = 0
    seeds: int = 0


@dataclass(frozen=True)
class PointTask:
    """A point in one world with its seeds; `world` is the place of the world among all."""

    number: int
    runs: range
    draw: int
    world: int
    world_name: str
    seeds: tuple[int, ...]
    parameters: tuple[tuple[str, float], ...]

    def __str__(self) -> str:
        """Return point and world, for messages."""
        return f"point {self.draw} in world {self.world_name}"


@dataclass(frozen=True, eq=False)
class PointWork:
    """How points are run; the simulator must be importable by the workers."""

    study: str
    simulator: Simulator
    observations: tuple[Observation, ...]

    def content(self, task: PointTask) -> Content:
        """Run a point with each of its seeds; a run that raises is noted with its traceback."""
        own = [each for each in self.observations if each.world == task.world_name]
        rows: list[dict[str, Any]] = []
        failed: list[list[Any]] = []
        for seed in task.seeds:
            try:
                found = self.simulator(task.world_name, dict(task.parameters), seed, own)
            except InputError:
                raise
            except Exception as error:
                failed.append([seed, describe(error)])
                continue
            for each in own:
                seen = found[each.id]
                value = float(seen.value) if np.isfinite(seen.value) else None
                row = {"draw": task.draw, "seed": seed, "id": each.id, "value": value, "agents": int(seen.agents)}
                rows.append(row)
        return Content(pa.Table.from_pylist(rows, schema=_SCHEMA), {"failed": failed})


@dataclass(frozen=True, eq=False)
class Bank:
    """What is known of points that were run, all by point and observation.

    Attributes:
        unit: points x parameters in the cube.
        mean: of each observation over the seeds of the point; NaN where it is not known.
        spread: variance over these seeds; NaN with one seed.
        seeds: how many seeds the mean is over.
        agents: the fewest agents over the seeds.
        observed: one row a run and observation, columns `OBSERVED`.
        runs: one row a run, columns `RUN_COLUMNS`.
    """

    unit: Array
    mean: Array
    spread: Array
    seeds: IntArray
    agents: IntArray
    observed: pd.DataFrame
    runs: pd.DataFrame

    def __len__(self) -> int:
        """Return the number of points."""
        return len(self.unit)

    def __add__(self, other: Bank) -> Bank:
        """Return the points of both."""

        def both(name: str) -> Any:
            return np.concatenate([getattr(self, name), getattr(other, name)])

        tables = [pd.concat([getattr(self, name), getattr(other, name)], ignore_index=True) for name in _TABLES]
        return Bank(both("unit"), both("mean"), both("spread"), both("seeds"), both("agents"), tables[0], tables[1])

    def at(self, places: Any) -> Bank:
        """Return some points; the tables stay whole."""
        changed = {name: getattr(self, name)[places] for name in ("unit", "mean", "spread", "seeds", "agents")}
        return replace(self, **changed)

    def noise(self, seeds: int) -> Array:
        """Return the variance by luck of a mean over some seeds, for each observation: 0 without several seeds.

        It is pooled over all points with several seeds.
        """
        degrees = np.where(np.isfinite(self.spread), self.seeds[:, np.newaxis] - 1, 0)
        pooled = (np.nan_to_num(self.spread) * degrees).sum(axis=0) / np.maximum(degrees.sum(axis=0), 1)
        return np.asarray(pooled / seeds, dtype=np.float64)


_TABLES = ("observed", "runs")


@dataclass(frozen=True, eq=False)
class Runner:
    """Runs points and reads what came of them.

    Attributes:
        contents: does tasks, or what is missing of them.
        simulator: the model, or what stands for it.
        observations: of the fit.
        first_seed: of the runs.
    """

    contents: Contents
    simulator: Simulator
    observations: tuple[Observation, ...]
    first_seed: int

    @property
    def worlds(self) -> tuple[str, ...]:
        """The worlds that observations need, in the order of the observations."""
        return tuple(dict.fromkeys(each.world for each in self.observations))

    def run(self, unit: Array, points: Points, seeds: int, before: Counter) -> tuple[Bank, Counter]:
        """Run points with seeds of their own and return what was observed, and what comes before the next points.

        Args:
            unit: points x parameters in the cube.
            points: the same in their own units.
            seeds: how many for each point.
            before: what was run before.
        """
        tasks = list(self._tasks(points, seeds, before))
        after = Counter(before.points + len(points), before.tasks + len(tasks), before.seeds + len(points) * seeds)
        names = [each.id for each in self.observations]
        asked = [points.names, points.values.tolist(), seeds, before.seeds, self.first_seed, names, made_with()]
        found = self.contents(PointWork(content_hash(asked), self.simulator, self.observations), tasks)
        tables, runs = [], []
        for content, task in zip(found, tasks, strict=True):
            tables.append(content.rows.to_pandas())
            runs.append(_runs(task, dict(content.notes["failed"])))
        observed = pd.concat(tables, ignore_index=True)
        return self._bank(unit, observed, pd.concat(runs, ignore_index=True), seeds, before.points), after

    def _tasks(self, points: Points, seeds: int, before: Counter) -> Iterator[PointTask]:
        number, first = before.tasks, 0
        for place in range(len(points)):
            begin = self.first_seed + before.seeds + place * seeds
            parameters = tuple(points.overrides(place).items())
            for world, name in enumerate(self.worlds):
                own = tuple(range(begin, begin + seeds))
                yield PointTask(
                    number, range(first, first + seeds), before.points + place, world, name, own, parameters
                )
                number, first = number + 1, first + seeds

    def _bank(self, unit: Array, observed: pd.DataFrame, runs: pd.DataFrame, seeds: int, first: int) -> Bank:
        """Return means over seeds; where a run failed or a value is not known the mean is not known."""
        rows, columns = range(first, first + len(unit)), [each.id for each in self.observations]
        grouped = observed.groupby(["draw", "id"])

        def wide(column: pd.Series) -> Array:
            return column.unstack().reindex(index=rows, columns=columns).to_numpy(dtype=np.float64)

        whole = wide(grouped["value"].count()) == seeds
        mean, spread = wide(grouped["value"].mean()), wide(grouped["value"].var(ddof=1))
        agents = np.nan_to_num(wide(grouped["agents"].min())).astype(np.int64)
        return Bank(
            unit,
            np.where(whole, mean, np.nan),
            np.where(whole, spread, np.nan),
            np.full(len(unit), seeds),
            agents,
            observed,
            runs,
        )


def _runs(task: PointTask, failed: dict[int, str]) -> pd.DataFrame:
    rows = [
        (
            content_hash([task.draw, task.world_name, seed, task.parameters]),
            task.draw,
            seed,
            task.world_name,
            "failed" if seed in failed else "done",
            failed.get(seed, ""),
        )
        for seed in task.seeds
    ]
    return pd.DataFrame(rows, columns=list(RUN_COLUMNS))


def check_agents(bank: Bank, observations: Sequence[Observation], least: int, most_missing: float) -> Bank:
    """Return the points with what was measured on too few agents taken for unknown.

    Raises:
        InputError: when that happens to an observation at more than some share of the points.
    """
    few = bank.agents < least
    for place, each in enumerate(observations):
        short = float((few[:, place] | ~np.isfinite(bank.mean[:, place])).mean())
        if short > most_missing:
            raise InputError(
                f"observation {each.id}: measured on fewer than {least} agents in world {each.world} at {short:.0%} of"
                f" the points (fewest: {bank.agents[:, place].min()}); allowed: at most {most_missing:.0%} of them"
            )
    mean = np.where(few, np.nan, bank.mean)
    return replace(bank, mean=mean)
