"""What sweeps cost besides the model: a second worker, engine and store, and the size and speed of what is stored.

Everything is a ratio or a size, apart from the seconds of reading. Run it when nothing else runs.

    python -m experiments.tools.benchmark_sweeps --help
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.report.terminal import number_text, output, plain_table
from experiments.runs.design import default_mixes
from experiments.runs.sweeps.bands import LEVELS, bands
from experiments.runs.sweeps.chunks import chunk_content, chunk_path, write_chunk
from experiments.runs.sweeps.design import Recording, SweepDesign
from experiments.runs.sweeps.execute import ThisMachine
from experiments.runs.sweeps.folder import OUTCOMES, finish, prepare
from experiments.runs.sweeps.sampling import cross
from experiments.runs.sweeps.sweep import SweepOptions, make_sweep
from experiments.runs.sweeps.task import rows_of, simulate
from model import catalogue
from model.outcomes import OUTCOMES as NAMES
from model.randomness import stream
from model.scenario import load_scenario
from model.simulation import Run

STORED_OUTCOMES = 30
SPREAD = 0.1
"""Standard deviation of the factors with which stored runs differ from the model's (made up, for filling a store)."""
_MEGABYTE = 1e6


def sweep_of(seeds: int) -> SweepDesign:
    """Return a sweep of the mixes of the advice in the small world, with every quarter of some outcomes kept."""
    scenarios = tuple(load_scenario(mix, world="small") for mix in default_mixes())
    recording = Recording(tuple(NAMES)[:STORED_OUTCOMES], None, True)
    return SweepDesign((scenarios,), cross({}, None), tuple(range(1, seeds + 1)), recording, {})


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@contextmanager
def new_place() -> Iterator[SweepOptions]:
    """Yield options of a sweep in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        yield SweepOptions(Path(folder) / "sweep", "benchmark", confirmed=True)


def seconds_of_sweep(design: SweepDesign, workers: int) -> float:
    """Return how long a sweep takes with some workers that are there already."""
    executor = ThisMachine(workers)
    warm = replace(design, seeds=design.seeds[:workers])
    with new_place() as options:
        make_sweep(warm, options, executor)
    with new_place() as options:
        return seconds_of(lambda: make_sweep(design, options, executor))


def speed_of_two(seeds: int) -> float:
    """Return how many times as fast two workers are as one."""
    design = sweep_of(seeds)
    return seconds_of_sweep(design, 1) / seconds_of_sweep(design, 2)


def overhead(seeds: int) -> float:
    """Return the share of the time of a sweep with one worker that is not spent in the model."""
    design = sweep_of(seeds)

    def model() -> None:
        for seed in design.seeds:
            simulate(design.worlds[0], seed, design.recording.wants)

    model()
    alone = seconds_of(model)
    return 1 - alone / seconds_of_sweep(design, 1)


def fill(folder: Path, runs: int) -> SweepDesign:
    """Write a sweep of at least so many runs: those of the model with one seed, each value with a factor of its own.

    Every digit of a number that is not zero is noise: no store can do better on the numbers of the model.
    """
    design = sweep_of(math.ceil(runs / len(default_mixes())))
    generator = stream(1, "benchmark.noise")
    found = simulate(design.worlds[0], 1, design.recording.wants)
    prepare(folder, design)
    for task in design.tasks():
        tables = []
        for number in range(len(task.starts) * design.together):
            tables.append(_noisy(found[number % design.together], task.first_run + number, design, generator))
        write_chunk(chunk_path(folder, task.number), chunk_content(tables, {}, design.recording))
    finish(folder, design)
    return design


def _noisy(run: Run, place: int, design: SweepDesign, generator: np.random.Generator) -> pd.DataFrame:
    factors = 1 + SPREAD * generator.standard_normal(run.values.shape)
    return rows_of(replace(run, values=run.values * factors), place, design.recording)


def storage(runs: int) -> dict[str, float]:
    """Return the megabytes of a sweep of so many runs, and the seconds to write it and to read bands from it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "sweep"
        written = seconds_of(lambda: fill(folder, runs))
        size = sum(path.stat().st_size for path in folder.iterdir())
        outcome = next(iter(NAMES))
        read = min(seconds_of(lambda: bands(folder, outcome)) for _ in range(2))
        rows = (folder / OUTCOMES).stat().st_size
    return {
        "stored_runs": runs,
        "stored_megabytes": size / _MEGABYTE,
        "outcomes_megabytes": rows / _MEGABYTE,
        "seconds_to_write": written,
        "seconds_to_read_bands": read,
    }


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    description = (__doc__ or "").split("\n", maxsplit=1)[0]
    parser = argparse.ArgumentParser(prog="python -m experiments.tools.benchmark_sweeps", description=description)
    parser.add_argument("--seeds", type=int, default=40, help="seeds of timed sweeps, 0 for none (default: 40)")
    parser.add_argument("--stored", type=int, default=100_000, help="runs to store, 0 for none (default: 100000)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    if min(options.seeds, options.stored) < 0:
        parser.error("--seeds and --stored have to be at least 0")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and tell; return the exit status."""
    options = parse(arguments)
    catalogue.load()
    found: dict[str, float] = {}
    if options.seeds:
        found["two_workers_to_one"] = speed_of_two(options.seeds)
        found["share_of_engine_and_store"] = overhead(options.seeds)
    if options.stored:
        found |= storage(options.stored)
    if options.json:
        print(json.dumps(found, indent=1))
        return 0
    rows = [[name.replace("_", " "), number_text(value, 2)] for name, value in found.items()]
    levels = ", ".join(f"{level:.0%}" for level in LEVELS)
    title = f"Sweeps (bands: {levels} of one outcome by mix and quarter)"
    output().print(plain_table(title, ("measure", "value"), rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
