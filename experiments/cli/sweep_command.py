"""`sweep`: many runs over mixes, courses, worlds, parameters and seeds; interrupted at any time, it goes on."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from experiments.cli.for_spreadsheets import write_for_spreadsheets
from experiments.place import RESULTS
from experiments.report.formatting import number_in
from experiments.report.terminal import error_output, output, shown_path, tell_failed, tell_folder
from experiments.report.translation import ENGLISH, N_, in_language, translate
from experiments.runs.chunk_store import chunks_in
from experiments.runs.engine import too_many
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
    say_values(design, arguments.language)
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
        _tell_stopped(folder, arguments.language)
        return STOPPED
    if state.complete:
        write_for_spreadsheets(arguments, folder)
    if arguments.json:
        print(json.dumps(as_data(design, state, folder), ensure_ascii=False, indent=1))
    else:
        tell(design, state, folder, arguments.language)
    return tell_failures(state, arguments.language)


def _tell_stopped(folder: Path, language: str) -> None:
    new = folder.with_name(folder.name + NEW)
    place = new if new.is_dir() else folder
    kept = len(chunks_in(place)) + len(chunks_in(place / MISSING))
    text = N_("stopped; {kept} tasks are kept; give the same command to go on")
    if not kept:
        text = N_("stopped; nothing was written")
    error_output().print(translate(text, language, kept=kept), soft_wrap=True)


def say_values(design: SweepDesign, language: str) -> None:
    """Print on stderr which values each parameter takes: a few in full, of many how many and their range."""
    for name, column in zip(design.points.names, design.points.values.T, strict=True):
        found = np.unique(column)
        first, last = (number_in(language, f"{found[place]:g}") for place in (0, -1))
        told = translate("{count} values from {first} to {last}", language, count=len(found), first=first, last=last)
        if len(found) <= MOST_VALUES:
            told = ("; " if language != ENGLISH else ", ").join(number_in(language, f"{value:g}") for value in found)
        error_output().print(f"{name}: {told}", soft_wrap=True)


def tell(design: SweepDesign, state: SweepState, folder: Path, language: str) -> None:
    """Print what the sweep holds, how far it is and where it is."""
    console, content, say = output(), design.content(), in_language(language)
    text = N_(
        "sweep {id}: {runs} runs ({worlds} worlds, {courses} courses, {mixes} mixes, {seeds} seeds, {points} points)"
    )
    counts = {key: len(content[key]) for key in ("worlds", "courses", "mixes", "seeds")}
    console.print(say(text, id=design.sweep_id, runs=design.run_count, points=len(design.points), **counts))
    if state.complete:
        tell_folder(folder, language)
        console.print(f'  pandas: pd.read_parquet("{shown_path(folder / OUTCOMES)}")', soft_wrap=True)
        return
    text = N_("{done} of {tasks} tasks are in {folder}")
    console.print(say(text, done=state.done, tasks=state.tasks, folder=shown_path(folder)), soft_wrap=True)
    console.print(say("when every shard is done, give the command without --shard to make the tables"))


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


def tell_failures(state: SweepState, language: str) -> int:
    """List runs that failed on stderr; return 1 when there are more than a study may have."""
    failed, runs = state.failed, len(state.runs)
    tell_failed(failed, ("run_id", "world", "course", "mix", "point", "seed"), runs, language)
    return int(too_many(len(failed), runs))
