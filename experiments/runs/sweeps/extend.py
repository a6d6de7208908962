"""A sweep that goes beyond finished ones: runs that they hold are taken over, and only the others are run.

More seeds, more points, more mixes: whatever is missing is run as a sweep of its own in `work/missing/`, which can be
interrupted like any other, and the tables are put together in the order of the whole sweep.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.report.terminal import error_output
from experiments.runs.engine import Executor
from experiments.runs.holdings import WORK, begin
from experiments.runs.manifest import MADE_WITH, environment
from experiments.runs.places import study_place
from experiments.runs.store import RUNS, read_manifest, read_parquet, write_parquet
from experiments.runs.sweeps.design import SweepDesign
from experiments.runs.sweeps.folder import KEYS, OUTCOMES, finished
from experiments.runs.sweeps.sampling import Points
from experiments.runs.sweeps.sweep import SweepOptions, SweepState, carry_out, is_finished, make_sweep
from experiments.runs.sweeps.task import Simulate, simulate
from model.errors import InputError

MISSING = f"{WORK}/missing"


def extend_sweep(
    design: SweepDesign,
    options: SweepOptions,
    sources: Sequence[Path],
    executor: Executor,
    simulator: Simulate = simulate,
) -> SweepState:
    """Carry a sweep out with what finished sweeps hold of it.

    Args:
        design: the whole sweep.
        options: where, and how.
        sources: folders of finished sweeps that keep the same outcomes of the same years.
        executor: who does what is missing.
        simulator: stands for the model in tests; must be importable by the workers.

    Raises:
        InputError: when a folder cannot be used.
        StudyError: when workers keep dying.
    """
    for source in sources:
        _check(source, design)
    if is_finished(design, options):
        return make_sweep(design, options, executor, simulator)
    with study_place(options.folder, design.content(), options.force, options.unlock) as place:
        held = [_rows(source) for source in sources]
        known = {run_id for runs, _ in held for run_id in runs.loc[runs["status"] == "done", "run_id"]}
        part = missing_part(design, known)
        count = 0 if part is None else part.run_count
        error_output().print(f"{design.run_count - count} of {design.run_count} runs are taken over", soft_wrap=True)

        def prepare() -> None:
            begin(place, design.content())

        if part is not None:
            carry_out(part, replace(options, folder=place / MISSING), executor, simulator, prepare)
            held.append(_rows(place / MISSING))
        prepare()
        runs = _joined(place, design, held)
    tasks = len(list(design.tasks()))
    return SweepState(tasks, tasks, runs, True)


def missing_part(design: SweepDesign, known: set[str]) -> SweepDesign | None:
    """Return the smallest sweep of points x seeds x scenarios that has all unknown runs; None when all are known."""
    shape = (len(design.worlds), len(design.points), len(design.seeds), design.together)
    unknown = np.array([run_id not in known for run_id in design.run_ids()]).reshape(shape)
    if not unknown.any():
        return None
    points, seeds, chosen = (np.flatnonzero(unknown.any(axis=tuple({0, 1, 2, 3} - {axis}))) for axis in (1, 2, 3))
    return replace(
        design,
        worlds=tuple(tuple(world[place] for place in chosen) for world in design.worlds),
        points=Points(design.points.names, design.points.values[points]),
        seeds=tuple(design.seeds[place] for place in seeds),
    )


def _check(source: Path, design: SweepDesign) -> None:
    """Refuse a folder that holds no finished sweep, keeps something else, or was made with other code."""
    manifest = read_manifest(source)
    kept, own = manifest.get("design", {}), design.content()
    for key in ("outcomes", "years", "record"):
        if kept.get(key) != own[key]:
            raise InputError(f"--reuse: {source} keeps other {key} than this sweep; give one that keeps the same")
    now = environment()
    differing = [key for key in MADE_WITH if manifest["environment"].get(key) != now[key]]
    if differing:
        raise InputError(f"--reuse: {source} was made with another version of: {', '.join(differing)}")


def _rows(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables of runs and of outcomes of a finished sweep."""
    return read_parquet(folder / RUNS), read_parquet(folder / OUTCOMES)


def _joined(folder: Path, design: SweepDesign, held: Sequence[tuple[pd.DataFrame, pd.DataFrame]]) -> pd.DataFrame:
    """Write the tables of the whole sweep and return the table of runs.

    Where two folders hold a run that is done, it is the same in both, and the first counts.
    """
    said = pd.concat([runs[["run_id", "status", "error"]] for runs, _ in held]).sort_values("status", kind="stable")
    said = said.drop_duplicates("run_id")
    runs = design.run_table()
    errors = runs[["run_id"]].merge(said, on="run_id", how="left", validate="many_to_one")
    times = [name for name in ("quarter", "year") if name in held[0][1]]
    outcomes = pd.concat([rows for _, rows in held]).drop_duplicates(["run_id", *times])
    columns = ["run_id", *times, *design.recording.outcomes]
    rows = runs[list(KEYS)].merge(outcomes[columns], on="run_id", how="inner")
    write_parquet(folder / OUTCOMES, rows)
    return finished(folder, design, runs, {place: text for place, text in enumerate(errors["error"]) if text})
