"""The folder of a sweep: which design it holds, what is still missing, and the tables made of all chunks.

design.json: the design, its id, and the code and libraries it was begun with.
chunks/: one file a task, until the sweep is complete.
runs.parquet: one row a run: run_id, world, course, mix, point, seed, status (`done` or `failed`), error (traceback,
    empty when done), and one float64 column a parameter that the sweep varies.
outcomes.parquet: one row a run that is done and year (or quarter): run_id, world, course, mix, point, seed,
    quarter (text, where quarters are kept), year, and one float32 column an outcome; not known is null.
manifest.json: all that determined the numbers.
checksums.json: the SHA-256 of each file; written last.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from experiments.runs.chunk_store import chunk_path, chunks_in, parquet_writer, read_chunk
from experiments.runs.errors import StudyError
from experiments.runs.holdings import DESIGN, difference, holding, seal
from experiments.runs.manifest import environment, listed
from experiments.runs.store import MANIFEST, RUNS, in_place, write_json, write_parquet
from experiments.runs.sweeps.design import FORMAT, SweepDesign
from experiments.runs.sweeps.task import SweepWork, no_rows
from model.errors import InputError

OUTCOMES = "outcomes.parquet"
KEYS = ("run_id", "world", "course", "mix", "point", "seed")
ROWS_A_GROUP = 100_000


def check_sources(design: SweepDesign, sources: Sequence[Path]) -> None:
    """Refuse to merge folders that hold no chunks of this sweep, made with this code.

    Raises:
        InputError: when a folder holds no sweep, another one, or one of which the chunks are gone.
    """
    for source in sources:
        held = holding(source)
        if held in ("nothing", "other things"):
            raise InputError(f"--merge: {source} holds no sweep ({DESIGN} is missing)")
        differing = difference(source, design.content())
        if differing:
            raise InputError(
                f"--merge: {source} {differing}; give folders of this sweep; --reuse takes over runs of another"
            )
        if held == "finished":
            raise InputError(f"--merge: the sweep in {source} is complete; nothing is left to merge")


def take_over(folder: Path, sources: Sequence[Path]) -> None:
    """Copy the chunks that are missing from other folders, such as those of shards on other machines."""
    for source in sources:
        for number, path in chunks_in(source).items():
            if not chunk_path(folder, number).exists():
                with in_place(chunk_path(folder, number)) as temporary:
                    shutil.copyfile(path, temporary)


def finish(folder: Path, design: SweepDesign) -> pd.DataFrame:
    """Make the tables of a sweep of which every chunk is there, remove the chunks, and return the table of runs."""
    runs = design.run_table()
    return finished(folder, design, runs, _write_outcomes(folder, design, runs))


def finished(folder: Path, design: SweepDesign, runs: pd.DataFrame, errors: Mapping[int, str]) -> pd.DataFrame:
    """Write the table of runs and the manifest of a sweep whose outcomes are written; return the table of runs.

    Args:
        folder: of the sweep.
        design: of the sweep.
        runs: its table of runs; gets the columns status and error.
        errors: tracebacks by place of the run.
    """
    status = np.full(len(runs), "done", dtype=object)
    texts = np.full(len(runs), "", dtype=object)
    for place, text in errors.items():
        status[place], texts[place] = "failed", text
    runs.insert(len(KEYS), "status", status)
    runs.insert(len(KEYS) + 1, "error", texts)
    write_parquet(folder / RUNS, runs)
    scenarios = [each for world in design.worlds for each in world]
    manifest = {
        "format": FORMAT,
        "verb": "sweep",
        "sweep_id": design.sweep_id,
        "design": design.content(),
        **listed(scenarios, [each for world in design.hashes for each in world]),
        "failed": [runs["run_id"].iloc[place] for place in sorted(errors)],
        "environment": environment(),
    }
    write_json(folder / MANIFEST, manifest)
    seal(folder, keeps_design=True)
    return runs


def _write_outcomes(folder: Path, design: SweepDesign, runs: pd.DataFrame) -> dict[int, str]:
    """Put the chunks together in the order of the runs, with the keys of each run; return the tracebacks."""
    keys = pa.Table.from_pandas(runs[list(KEYS)], preserve_index=False).replace_schema_metadata()
    empty = pa.Table.from_pandas(no_rows(design.recording), preserve_index=False).replace_schema_metadata()
    schema = _with_keys(empty, keys).schema
    study = SweepWork.of(design).study
    errors: dict[int, str] = {}
    waiting: list[pa.Table] = []
    with in_place(folder / OUTCOMES) as temporary, parquet_writer(temporary, schema) as writer:
        for task in design.tasks():
            found = read_chunk(chunk_path(folder, task.number), study, task.runs)
            failed = {int(place): text for place, text in found.notes["errors"].items()}
            if not np.array_equal(np.union1d(found.rows["run"], [*failed]), task.runs):
                raise StudyError(f"{chunk_path(folder, task.number)} lacks runs; delete it and give the command again")
            errors |= failed
            waiting.append(found.rows.cast(empty.schema))
            if sum(map(len, waiting)) >= ROWS_A_GROUP:
                writer.write_table(_with_keys(pa.concat_tables(waiting), keys))
                waiting = []
        if waiting:
            writer.write_table(_with_keys(pa.concat_tables(waiting), keys))
    return errors


def _with_keys(rows: pa.Table, keys: pa.Table) -> pa.Table:
    """Return rows with the keys of their run instead of its place."""
    found = keys.take(rows["run"])
    for name in rows.column_names[1:]:
        found = found.append_column(name, rows[name])
    return found.combine_chunks()
