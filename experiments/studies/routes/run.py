"""The futures of a study as tasks: one each where the model is run, many where politics alone is simulated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial

import numpy as np
import pyarrow as pa

from experiments.runs.chunk_store import Content
from experiments.runs.engine import Contents
from experiments.runs.manifest import made_with
from experiments.studies.routes.design import RoutesDesign
from experiments.studies.routes.futures import FutureResult, Simulate, run_future
from model.hashing import content_hash
from model.politics.events import Event

_EVENT = pa.struct(
    [("event", pa.string()), ("quarter", pa.int64()), ("attribute", pa.string()), ("value", pa.float64())]
)
COLUMNS = pa.schema(
    [
        ("future", pa.int64()),
        ("route", pa.string()),
        ("mix", pa.string()),
        ("events", pa.list_(_EVENT)),
        ("values", pa.list_(pa.float64())),
        ("error", pa.string()),
    ]
)
"""One row a future, route and mix; what was not simulated or has no value is null."""

OneFuture = Callable[[RoutesDesign, int], FutureResult]
"""Simulates one future of a design."""


@dataclass(frozen=True)
class FuturesTask:
    """Futures that one worker does; `runs` are the places of their runs in the study."""

    number: int
    runs: range
    seeds: tuple[int, ...]
    world: int = 0

    def __str__(self) -> str:
        """Return the first future, for messages."""
        return f"future {self.seeds[0]}"


@dataclass(frozen=True, eq=False)
class FuturesWork:
    """How futures are simulated; `one` must be importable by the workers."""

    study: str
    design: RoutesDesign
    one: OneFuture

    def content(self, task: FuturesTask) -> Content:
        """Simulate the futures of a task, and return one row a future, route and mix."""
        rows = [row for seed in task.seeds for row in _rows(self.one(self.design, seed))]
        return Content(pa.Table.from_pylist(rows, schema=COLUMNS))


def run_futures(design: RoutesDesign, contents: Contents, simulate: Simulate | None = None) -> list[FutureResult]:
    """Run every future of a design and return the results in the order of its seeds.

    Args:
        design: what to run.
        contents: does the tasks and gives what came of them.
        simulate: stands for the model in tests; must be importable by the workers.

    Raises:
        InputError: when the input turns out to be unusable while the world is built.
        StudyError: when worker processes keep dying.
    """
    tasks, begin = [], 0
    for number, seed in enumerate(design.seeds):
        enacted = len(design.enacted) if seed in design.enacted_seeds else 0
        runs = range(begin, begin + len(design.routes) * len(design.mixes) + enacted)
        tasks.append(FuturesTask(number, runs, (seed,)))
        begin = runs.stop
    return futures_of(design, tasks, partial(run_future, simulate=simulate), contents)


def futures_of(
    design: RoutesDesign, tasks: list[FuturesTask], one: OneFuture, contents: Contents
) -> list[FutureResult]:
    """Do tasks and return what came of each of their futures, in their order."""
    found = contents(FuturesWork(content_hash([design.study_id, made_with()]), design, one), tasks)
    return [result for content in found for result in _results(content, design)]


def _rows(result: FutureResult) -> Iterator[dict[str, object]]:
    for key in dict.fromkeys([*result.events, *result.values, *result.errors]):
        yield {
            "future": result.seed,
            "route": key[0],
            "mix": key[1],
            "events": [asdict(each) for each in result.events[key]] if key in result.events else None,
            "values": result.values[key].ravel() if key in result.values else None,
            "error": result.errors.get(key),
        }


def _results(content: Content, design: RoutesDesign) -> list[FutureResult]:
    found: dict[int, FutureResult] = {}
    for row in content.rows.to_pylist():
        result, key = found.setdefault(row["future"], FutureResult(row["future"])), (row["route"], row["mix"])
        if row["events"] is not None:
            result.events[key] = [Event(**each) for each in row["events"]]
        if row["values"] is not None:
            result.values[key] = np.array(row["values"]).reshape(len(design.years), -1)
        if row["error"] is not None:
            result.errors[key] = row["error"]
    return [*found.values()]
