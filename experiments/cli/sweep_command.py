"""`sweep`: many runs over mixes, courses, worlds, parameters and seeds; interrupted at any time, it goes on."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from experiments.cli.for_spreadsheets import write_for_spreadsheets
from experiments.place import RESULTS
from experiments.report.terminal import error_output, output, shown_path
from experiments.runs.chunk_store import chunks_in
from experiments.runs.engine import MOST_FAILED_SHARE
from experiments.runs.places import NEW
from experiments.runs.remarks import say_remarks
from experiments.runs.sweeps.cluster import executor_for
from experiments.runs.sweeps.design import SweepDesign
from experiments.runs.sweeps.estimate import check_world
from experiments.runs.sweeps.extend import MISSING, extend_sweep
from experiments.runs.sweeps.folder import OUTCOMES, check_sources
from experiments.runs.sweeps.read import read_sweep
from experiments.runs.sweeps.sweep import SweepOptions, SweepState, make_sweep
from model.errors import InputError

STOPPED = 130
MOST_VALUES = 8
"""So many values of a parameter are listed."""
MOST_LISTED = 20
"""So many runs that failed are listed; all are in the table of runs."""


def run(arguments: argparse.Namespace) -> int:
    """Carry the sweep out and tell what came of it; return the exit status."""
    if arguments.force and arguments.shard:
        raise InputError("--force: would remove what other shards did; empty the folder first, or leave --shard out")
    if arguments.merge and arguments.shard:
        raise InputError("--merge: belongs to the last step, when every shard is done; leave --shard out")
    if arguments.reuse and (arguments.shard or arguments.merge):
        raise InputError("--reuse: goes with neither --shard nor --merge; leave it or them out")
    design = read_sweep(Path(arguments.file))
    check_sources(design, [Path(each) for each in arguments.merge or ()])
    for scenarios in design.worlds:
        check_world(scenarios[0].world, arguments.file, arguments.yes)
    folder = Path(arguments.out) if arguments.out else RESULTS / f"sweep-{design.sweep_id}"
    say_values(design)
    say_remarks((each for world in design.worlds for each in world), design.seeds, arguments.language)
    options = SweepOptions(
        folder,
        arguments.file,
        arguments.shard or (1, 1),
        tuple(Path(each) for each in arguments.merge or ()),
        arguments.force,
        arguments.unlock,
        arguments.yes,
    )
    try:
        executor = executor_for(arguments.workers, arguments.cluster)
        if arguments.reuse:
            state = extend_sweep(design, options, [Path(each) for each in arguments.reuse], executor)
        else:
            state = make_sweep(design, options, executor)
    except KeyboardInterrupt:
        _tell_stopped(folder)
        return STOPPED
    if state.complete:
        write_for_spreadsheets(arguments, folder)
    if arguments.json:
        print(json.dumps(as_data(design, state, folder), ensure_ascii=False, indent=1))
    else:
        tell(design, state, folder)
    return tell_failures(state)


def _tell_stopped(folder: Path) -> None:
    new = folder.with_name(folder.name + NEW)
    place = new if new.is_dir() else folder
    kept = len(chunks_in(place)) + len(chunks_in(place / MISSING))
    told = f"{kept} tasks are kept; give the same command to go on" if kept else "nothing was written"
    error_output().print(f"stopped; {told}", soft_wrap=True)


def say_values(design: SweepDesign) -> None:
    """Print on stderr which values each parameter takes: a few in full, of many how many and their range."""
    for name, column in zip(design.points.names, design.points.values.T, strict=True):
        found = np.unique(column)
        told = f"{len(found)} values from {found[0]:g} to {found[-1]:g}"
        if len(found) <= MOST_VALUES:
            told = ", ".join(f"{value:g}" for value in found)
        error_output().print(f"{name}: {told}", soft_wrap=True)


def tell(design: SweepDesign, state: SweepState, folder: Path) -> None:
    """Print what the sweep holds, how far it is and where it is."""
    console = output()
    content = design.content()
    parts = [f"{len(content[key])} {key}" for key in ("worlds", "courses", "mixes", "seeds")]
    console.print(f"sweep {design.sweep_id}: {design.run_count} runs ({', '.join(parts)}, {len(design.points)} points)")
    if state.complete:
        console.print(f"written to {shown_path(folder)}", soft_wrap=True)
        console.print(f'  pandas: pd.read_parquet("{shown_path(folder / OUTCOMES)}")', soft_wrap=True)
        return
    console.print(f"{state.done} of {state.tasks} tasks are in {shown_path(folder)}", soft_wrap=True)
    console.print("when every shard is done, give the command without --shard to make the tables")


def as_data(design: SweepDesign, state: SweepState, folder: Path) -> dict[str, Any]:
    """Return what came of the sweep as plain data."""
    return {
        "sweep_id": design.sweep_id,
        "folder": str(folder),
        "complete": state.complete,
        "runs": design.run_count,
        "tasks": state.tasks,
        "tasks_done": state.done,
        "failed": [{"run_id": row.run_id, "error": row.error} for row in state.failed.itertuples()],
    }


def tell_failures(state: SweepState) -> int:
    """List runs that failed on stderr; return 1 when there are more than a study may have."""
    failed = state.failed
    if failed.empty:
        return 0
    console = error_output()
    for row in failed.head(MOST_LISTED).itertuples():
        last = str(row.error).splitlines()[-1]
        told = f"{row.run_id} {row.world} {row.course} {row.mix} point {row.point} seed {row.seed}"
        console.print(f"failed: {told}: {last}", soft_wrap=True)
    if len(failed) > MOST_LISTED:
        console.print(f"... and {len(failed) - MOST_LISTED} more")
    console.print(f"{len(failed)} of {len(state.runs)} runs failed; tracebacks are in the table of runs")
    return 0 if len(failed) <= MOST_FAILED_SHARE * len(state.runs) else 1
