"""The runs of a design of scenarios and seeds as tasks: one for each seed, or several where there are few seeds."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from experiments.runs.breakdown import simulate_divided, yearly, years_of
from experiments.runs.chunk_store import Content
from experiments.runs.design import Design
from experiments.runs.engine import Contents, run_each
from experiments.runs.manifest import made_with
from model.hashing import content_hash
from model.scenario import Scenario
from model.simulation import Run
from model.state.state import Array

FEWEST_TASKS = 16
"""A design is cut into at least so many tasks, as far as it has runs, so that several workers have something to do."""
COLUMNS = pa.schema(
    [
        ("run", pa.int64()),
        ("outcomes", pa.list_(pa.string())),
        ("values", pa.list_(pa.float64())),
        ("breakdown", pa.list_(pa.float64())),
        ("error", pa.string()),
    ]
)

Simulator = Callable[[Sequence[Scenario], int], list[Run]]


@dataclass(frozen=True, eq=False)
class Result:
    """What came of one run: `values` is quarters × outcomes, or None with the traceback in `error`.

    `breakdown` is years × cells as `experiments.runs.breakdown` has them, None where the run was not divided.
    """

    index: int
    outcomes: tuple[str, ...]
    values: Array | None
    error: str = ""
    breakdown: Array | None = None


@dataclass(frozen=True)
class DesignTask:
    """Runs of one seed, done together so that they share the building of the world."""

    number: int
    runs: range
    scenarios: tuple[Scenario, ...]
    seed: int
    world: int = 0

    def __str__(self) -> str:
        """Return the seed, for messages."""
        return f"seed {self.seed}"


def plan(design: Design) -> list[DesignTask]:
    """Group the runs of a design by seed; how many a task holds depends on the design alone."""
    pieces = math.ceil(FEWEST_TASKS / len(design.seeds))
    size = math.ceil(len(design.scenarios) / pieces)
    tasks: list[DesignTask] = []
    for place, seed in enumerate(design.seeds):
        every = design.scenarios_of(seed)
        for first in range(0, len(every), size):
            scenarios = every[first : first + size]
            begin = first * len(design.seeds) + place
            runs = range(begin, begin + len(scenarios) * len(design.seeds), len(design.seeds))
            tasks.append(DesignTask(len(tasks), runs, scenarios, seed))
    return tasks


@dataclass(frozen=True, eq=False)
class DesignWork:
    """How the tasks of a design are done. `simulator` stands for the model; it must be importable by the workers."""

    study: str
    simulator: Simulator

    def content(self, task: DesignTask) -> Content:
        """Run a task and return one row a run."""
        found = run_each(lambda chosen: self.simulator(chosen, task.seed), task.scenarios)
        return Content(pa.Table.from_pylist([*map(_row, task.runs, found)], schema=COLUMNS))


def _row(place: int, found: Run | str) -> dict[str, object]:
    if isinstance(found, str):
        return {"run": place, "outcomes": [], "error": found}
    divided = None if found.breakdown is None else yearly(found.breakdown, found.scenario.world).ravel()
    return {
        "run": place,
        "outcomes": found.outcomes,
        "values": found.values.ravel(),
        "breakdown": divided,
        "error": "",
    }


def run_design(
    design: Design,
    contents: Contents,
    simulator: Simulator = simulate_divided,
    further: Callable[[int], Sequence[DesignTask]] = lambda tasks: (),
) -> list[Result]:
    """Run every run of a design.

    Args:
        design: what to run.
        contents: does the tasks and gives what came of them.
        simulator: stands for the model in tests; must be importable by the workers.
        further: returns tasks with runs beside those of the design, given how many tasks that has.

    Returns:
        The results in the order of `design.runs`, and then those of further tasks; a run that raised is among them,
        with its traceback.

    Raises:
        InputError: when the input turns out to be unusable while the world is built.
        StudyError: when worker processes keep dying.
    """
    tasks = plan(design)
    tasks += further(len(tasks))
    found = contents(DesignWork(content_hash([design.study_id, made_with()]), simulator), tasks)
    results = [result for content, task in zip(found, tasks, strict=True) for result in _results(content, task)]
    return sorted(results, key=lambda result: result.index)


def _results(content: Content, task: DesignTask) -> Iterator[Result]:
    """Return the results of one chunk, with their shapes."""
    for number, scenario in enumerate(task.scenarios):
        row = {name: content.rows[name][number] for name in COLUMNS.names}
        outcomes, error = tuple(row["outcomes"].as_py()), row["error"].as_py()
        if error:
            yield Result(row["run"].as_py(), outcomes, None, error)
            continue
        values = _array(row["values"]).reshape(-1, len(outcomes))
        divided = _array(row["breakdown"]).reshape(len(years_of(scenario.world)), -1)
        yield Result(row["run"].as_py(), outcomes, values, "", divided if row["breakdown"].is_valid else None)


def _array(found: pa.ListScalar) -> Array:
    values: Array = found.values.to_numpy().copy() if found.is_valid else np.empty(0)
    return values
