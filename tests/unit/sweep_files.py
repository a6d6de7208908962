"""A small sweep for tests: its file, how it is made, and what is in a folder."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from pathlib import Path

import pandas as pd

from experiments.runs.chunk_store import Task
from experiments.runs.design import default_mixes
from experiments.runs.engine import Done, Executor, ThisMachine, Work
from experiments.runs.sweeps.design import SweepDesign
from experiments.runs.sweeps.read import read_sweep
from experiments.runs.sweeps.sweep import SweepOptions, SweepState, make_sweep
from experiments.runs.sweeps.task import Simulate
from tests.unit import fake_sweep

ALONE = ThisMachine(1)
FIRST, SECOND = default_mixes()[:2]
TEXT = f"""
mixes = ["{FIRST}", "{SECOND}"]
worlds = ["small"]
replicates = 10

[parameters]
"learning.rate" = [0.05, 0.08]

[record]
outcomes = ["chain_impact_dutch", "public_cost"]
years = [2025, 2030]
"""
"""40 runs in 10 tasks."""


def write(folder: Path, text: str = TEXT) -> Path:
    path = folder / "sweep.toml"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def design_of(folder: Path, text: str = TEXT) -> SweepDesign:
    return read_sweep(write(folder, text))


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def make(
    design: SweepDesign,
    out: Path,
    executor: Executor = ALONE,
    simulator: Simulate = fake_sweep.simulate,
    **options: object,
) -> SweepState:
    return make_sweep(design, SweepOptions(out, "sweep.toml", **options), executor, simulator)  # type: ignore[arg-type]


def outcomes(out: Path) -> pd.DataFrame:
    return pd.read_parquet(out / "outcomes.parquet")


class Interrupted:
    """Does what another executor does; when the first task is done, `kill` is called."""

    def __init__(self, executor: Executor, kill: Callable[[], None]) -> None:
        self.executor = executor
        self.kill = kill
        self.workers = executor.workers
        self.begun = 0

    def run(self, work: Work, tasks: Sequence[Task]) -> Generator[Done]:
        self.begun += 1
        with closing(self.executor.run(work, tasks)) as results:
            for number, done in enumerate(results):
                if self.begun == 1 and number == 0:
                    self.kill()
                yield done
