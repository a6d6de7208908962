"""Run the futures of a study, here or in worker processes; results do not depend on how the work is spread."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import joblib
from joblib.externals.loky.process_executor import TerminatedWorkerError

from experiments.runs.errors import StudyError
from experiments.studies.routes.design import RoutesDesign
from experiments.studies.routes.futures import FutureResult, Simulate, run_future
from model.plugins import carried


def run_futures(
    design: RoutesDesign,
    workers: int,
    report: Callable[[int], None] = lambda done: None,
    simulate: Simulate | None = None,
) -> list[FutureResult]:
    """Run every future of a design and return the results in the order of its seeds.

    Args:
        design: what to run.
        workers: number of processes; with one everything happens in this process.
        report: called with the number of runs that were done since the last call.
        simulate: stands for the model in tests; must be importable by the workers.

    Raises:
        InputError: when the input turns out to be unusable while the world is built.
        StudyError: when a worker process dies.
    """
    chosen = [(design, seed, seed in design.enacted_seeds, simulate) for seed in design.seeds]
    found: dict[int, FutureResult] = {}
    for result in spread(run_future, chosen, workers):
        found[result.seed] = result
        report(len(result.values) + len(result.errors))
    return [found[seed] for seed in design.seeds]


def spread[Result](work: Callable[..., Result], pieces: Sequence[tuple[Any, ...]], workers: int) -> Iterator[Result]:
    """Do a piece of work for each tuple of arguments, here or in worker processes; yield results as they are done.

    Raises:
        StudyError: when a worker process dies.
    """
    if workers == 1:
        yield from (work(*each) for each in pieces)
        return
    try:
        with joblib.parallel_config(backend="loky", inner_max_num_threads=1):
            parallel = joblib.Parallel(n_jobs=workers, return_as="generator_unordered", batch_size=1)
            yield from parallel(joblib.delayed(carried(work))(*each) for each in pieces)
    except TerminatedWorkerError:
        raise StudyError(
            "a worker process was ended by the system, most likely for want of memory; try --workers 1"
        ) from None
