"""Runs of worlds at points in parameter space as tasks: what is observed in each, as one table of rows.

The table has the columns run (the place in the table of runs), id (of an observation), value and agents (how many
stand behind it), and for a run that raised one row with its traceback in the column error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from experiments.runs.chunk_store import Content
from experiments.runs.engine import Contents, describe
from experiments.runs.manifest import made_with
from model.errors import InputError
from model.hashing import content_hash
from model.observations import Observation, Observed

RUNS_OF_TASK = 4
SCHEMA = pa.schema(
    [("run", pa.int64()), ("id", pa.string()), ("value", pa.float64()), ("agents", pa.int64()), ("error", pa.string())]
)
Observe = Callable[[str, Mapping[str, float], int, Sequence[Observation]], Mapping[str, Observed]]
"""Runs a world with parameters and a seed, and returns what is observed in it by the id of the observation."""


@dataclass(frozen=True)
class Drawn:
    """One run of every world: its sample, the number of its draw, its seed, and its parameters."""

    sample: str
    draw: int
    seed: int
    values: Mapping[str, float]


@dataclass(frozen=True)
class ObservationTask:
    """Some runs of one world."""

    number: int
    runs: range
    name: str
    world: int
    drawn: tuple[Drawn, ...]

    def __str__(self) -> str:
        """Return the world and first draw, for messages."""
        return f"world {self.name}, {self.drawn[0].sample} draw {self.drawn[0].draw}, seed {self.drawn[0].seed}"


def plan(worlds: Sequence[str], drawn: Sequence[Drawn]) -> list[ObservationTask]:
    """Return the tasks of every run of every world; run `w * len(drawn) + d` is draw d in world w."""
    tasks: list[ObservationTask] = []
    for world, name in enumerate(worlds):
        for first in range(0, len(drawn), RUNS_OF_TASK):
            own, begin = tuple(drawn[first : first + RUNS_OF_TASK]), world * len(drawn) + first
            tasks.append(ObservationTask(len(tasks), range(begin, begin + len(own)), name, world, own))
    return tasks


@dataclass(frozen=True, eq=False)
class ObservationWork:
    """How tasks are done; `observe` stands for the model and must be importable by the workers."""

    study: str
    observations: tuple[Observation, ...]
    observe: Observe

    def content(self, task: ObservationTask) -> Content:
        """Run a task and return its rows."""
        own = tuple(each for each in self.observations if each.world == task.name)
        rows = [row for run, drawn in zip(task.runs, task.drawn, strict=True) for row in self._rows(run, drawn, own)]
        return Content(pa.Table.from_pylist(rows, schema=SCHEMA))

    def _rows(self, run: int, drawn: Drawn, own: Sequence[Observation]) -> Iterator[dict[str, Any]]:
        try:
            found = self.observe(own[0].world, drawn.values, drawn.seed, own)
        except InputError:
            raise
        except Exception as error:
            yield {"run": run, "id": "", "error": describe(error)}
            return
        for each in own:
            seen = found[each.id]
            yield {"run": run, "id": each.id, "value": seen.value, "agents": seen.agents, "error": ""}


def run_observations(
    study_id: str,
    observations: tuple[Observation, ...],
    drawn: Sequence[Drawn],
    contents: Contents,
    observe: Observe,
) -> pd.DataFrame:
    """Run every world of some observations at every draw, and return the table that the module describes.

    Args:
        study_id: names what is run.
        observations: what is observed.
        drawn: the parameters and seeds.
        contents: does the tasks and gives what came of them.
        observe: the model, or what stands for it in tests.

    Raises:
        InputError: when a world cannot be used.
        StudyError: when worker processes keep dying.
    """
    worlds = tuple(dict.fromkeys(each.world for each in observations))
    work = ObservationWork(content_hash([study_id, made_with()]), observations, observe)
    found = contents(work, plan(worlds, drawn))
    table: pd.DataFrame = pa.concat_tables([each.rows for each in found]).to_pandas()
    return table
