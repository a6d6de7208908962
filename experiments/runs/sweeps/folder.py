"""The folder of a sweep: which design it holds, what is still missing, and the tables made of all chunks.

design.json: the design, its id, and the code and libraries it was begun with.
chunks/: one file a task, until the sweep is complete.
runs.parquet: one row a run: run_id, world, course, mix, point, seed, status (`done` or `failed`), error (traceback,
    empty when done), and one float64 column a parameter that the sweep varies.
outcomes.parquet: one row a run that is done and year (or quarter): run_id, world, course, mix, point, seed,
    quarter (text, where quarters are kept), year, and one float32 column an outcome; not known is null.
manifest.json: all that determined the numbers; written last.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from experiments.runs.manifest import environment, listed
from experiments.runs.store import MANIFEST, RUNS, check_place, in_place, write_json, write_parquet
from experiments.runs.sweeps.chunks import CHUNKS, chunk_path, chunks_in, empty_chunk, parquet_writer, read_chunk
from experiments.runs.sweeps.design import FORMAT, SweepDesign
from model.errors import InputError

DESIGN = "design.json"
OUTCOMES = "outcomes.parquet"
KEYS = ("run_id", "world", "course", "mix", "point", "seed")
ROWS_A_GROUP = 100_000
MADE_WITH = ("code", "python", "packages")
"""What has to be the same of two sessions that work on one sweep: other versions may give other numbers."""


def check_sweep_folder(folder: Path, design: SweepDesign, force: bool = False) -> None:
    """Refuse a folder that holds anything but this sweep, begun with this code.

    Args:
        folder: need not exist.
        design: the sweep.
        force: whether another sweep may be replaced.

    Raises:
        InputError: when the folder cannot be used.
    """
    check_place(folder)
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not folder.is_dir():
        raise InputError(f"--out: {folder} is a file; give a folder that does not exist yet")
    if not (folder / DESIGN).is_file():
        raise InputError(f"--out: {folder} holds other things than a sweep; give another folder")
    if not force:
        check_same(folder, design, "--out", "add --force to replace it, or give another folder")


def check_same(folder: Path, design: SweepDesign, option: str, advice: str) -> None:
    """Raise `InputError` when a folder does not hold this sweep, or was begun with other code or libraries."""
    path = folder / DESIGN
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"{option}: {folder} holds no sweep ({DESIGN} is missing)") from None
    except ValueError as error:
        raise InputError(f"{option}: {path} is not valid JSON: {error}; {advice}") from None
    if not isinstance(held, dict):
        raise InputError(f"{option}: {path} does not describe a sweep; {advice}")
    if held.get("sweep_id") != design.sweep_id:
        told = f"holds another sweep ({held.get('sweep_id')}; this one is {design.sweep_id})"
        raise InputError(f"{option}: {folder} {told}; {advice}")
    now = made_with()
    differing = [key for key in MADE_WITH if held.get("made_with", {}).get(key) != now[key]]
    if differing:
        told = f"was begun with another version of: {', '.join(differing)}"
        raise InputError(f"{option}: the sweep in {folder} {told}; {advice}")


def made_with() -> dict[str, Any]:
    """Return the code and libraries that results depend on."""
    found = environment()
    return {key: found[key] for key in MADE_WITH}


def prepare(folder: Path, design: SweepDesign, force: bool = False) -> None:
    """Make the folder ready for chunks; what is there of the same sweep is kept, unless `force` is given."""
    check_sweep_folder(folder, design, force)
    if force and (folder / DESIGN).is_file():
        shutil.rmtree(folder)
    (folder / CHUNKS).mkdir(parents=True, exist_ok=True)
    if not (folder / DESIGN).is_file():
        write_json(folder / DESIGN, {**design.content(), "made_with": made_with()})


def is_complete(folder: Path) -> bool:
    """Tell whether the tables of a sweep have been made."""
    return (folder / MANIFEST).is_file()


def check_sources(design: SweepDesign, sources: Sequence[Path]) -> None:
    """Raise `InputError` when a folder holds no sweep, another one, or one of which the chunks are gone."""
    for source in sources:
        check_same(source, design, "--merge", "give folders of this sweep; --reuse takes over runs of another")
        if is_complete(source):
            raise InputError(f"--merge: the sweep in {source} is complete; nothing is left to merge")


def take_over(folder: Path, design: SweepDesign, sources: Sequence[Path]) -> None:
    """Copy the chunks of the same sweep from other folders, such as those of shards on other machines.

    Raises:
        InputError: when a folder holds no sweep, another one, or one of which the chunks are gone.
    """
    check_sources(design, sources)
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
    remove_chunks(folder)
    return runs


def remove_chunks(folder: Path) -> None:
    """Remove the chunks of a sweep whose tables have been made."""
    shutil.rmtree(folder / CHUNKS, ignore_errors=True)


def _write_outcomes(folder: Path, design: SweepDesign, runs: pd.DataFrame) -> dict[int, str]:
    """Put the chunks together in the order of the runs, with the keys of each run; return the tracebacks."""
    keys = pa.Table.from_pandas(runs[list(KEYS)], preserve_index=False).replace_schema_metadata()
    empty = pa.Table.from_pandas(empty_chunk(design.recording), preserve_index=False).replace_schema_metadata()
    schema = _with_keys(empty, keys).schema
    errors: dict[int, str] = {}
    waiting: list[pa.Table] = []
    with in_place(folder / OUTCOMES) as temporary, parquet_writer(temporary, schema) as writer:
        for path in chunks_in(folder).values():
            table, failed = read_chunk(path)
            errors |= failed
            waiting.append(table.cast(empty.schema))
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
