"""Chunks: what came of one task, in one Parquet file that says what it is of and that nothing in it has changed.

The metadata of a file name the study (a hash of its design and of the code and libraries that made it), the places of
its runs in the table of runs, and a hash of everything else in the file. A file that says something else, or of which
a bit has changed, is never read as numbers: its task is done again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.runs.errors import StudyError
from experiments.runs.store import in_place

CHUNKS = "chunks"
_PATTERN = "task-*.parquet"
_KEYS = ("study", "runs", "notes", "sha256")


class Task(Protocol):
    """What one worker does at a time, in one kind of world; as text, what it begins with."""

    @property
    def number(self) -> int:
        """The number of the task, from 0."""

    @property
    def runs(self) -> range:
        """The places of its runs in the table of runs."""

    @property
    def world(self) -> int:
        """The kind of world: tasks in the same take about as long for each run."""


@dataclass(frozen=True, eq=False)
class Content:
    """What came of a task: its rows, and what else is to be kept of it, as plain data."""

    rows: pa.Table
    notes: Mapping[str, Any] = field(default_factory=dict)


class BrokenChunk(StudyError):
    """A chunk is missing, is damaged, or belongs to something else."""


def chunk_path(folder: Path, number: int) -> Path:
    """Return where the chunk of a task is, in the folder of its study."""
    return folder / CHUNKS / f"task-{number:07d}.parquet"


def chunks_in(folder: Path) -> dict[int, Path]:
    """Return the chunks that are in the folder of a study, by the number of the task."""
    found = {path.stem.removeprefix("task-"): path for path in sorted((folder / CHUNKS).glob(_PATTERN))}
    return {int(number): path for number, path in found.items() if number.isdecimal()}


def parquet_writer(sink: Path | pa.NativeFile, schema: pa.Schema, page_checksums: bool = False) -> pq.ParquetWriter:
    """Return a writer of tables: text as dictionaries, numbers split by byte, no metadata but the types."""
    numbers = [field.name for field in schema if pa.types.is_floating(field.type)]
    others = [field.name for field in schema if field.name not in numbers]
    return pq.ParquetWriter(
        sink,
        schema,
        compression="zstd",
        use_dictionary=others,
        use_byte_stream_split=numbers,
        store_schema=False,
        write_page_checksum=page_checksums,
    )


def encode(content: Content, study: str, runs: range) -> bytes:
    """Return a chunk as the bytes of its file.

    Args:
        content: what came of the task.
        study: hash of the design, code and libraries.
        runs: places of its runs in the table of runs.
    """
    said = _said(study, runs, json.dumps(content.notes, sort_keys=True))
    # as Parquet gives them back: types and what lies under nulls may differ from what was handed in
    rows = pq.read_table(pa.BufferReader(_written(content.rows, {})))
    return _written(rows, {**said, "sha256": _digest(rows, said)})


def _written(rows: pa.Table, metadata: Mapping[str, str]) -> bytes:
    sink = pa.BufferOutputStream()
    with parquet_writer(sink, rows.schema, page_checksums=True) as writer:
        writer.write_table(rows)
        writer.add_key_value_metadata(metadata)
    written: bytes = sink.getvalue().to_pybytes()
    return written


def write_chunk(path: Path, content: bytes) -> None:
    """Write a chunk under a temporary name, flush it to disk and put it in place in one move; the folder exists."""
    with in_place(path) as temporary:
        temporary.write_bytes(content)


def read_chunk(path: Path | pa.NativeFile, study: str, runs: range) -> Content:
    """Return what a chunk holds.

    Args:
        path: its file, or its bytes.
        study: the study that it must be of.
        runs: the places of the runs that it must hold.

    Raises:
        BrokenChunk: when the file is missing, is damaged, or is of something else.
    """
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            found = file.metadata.metadata or {}
            said = {key: found[key.encode()].decode() for key in _KEYS}
            rows = file.read()
        if said.pop("sha256") != _digest(rows, said):
            raise ValueError("its content has changed")
    except (OSError, pa.ArrowException, KeyError, ValueError) as error:
        raise BrokenChunk(f"{path} cannot be read ({' '.join(str(error).split())})") from None
    if said != _said(study, runs, said["notes"]):
        raise BrokenChunk(f"{path} holds other runs than those of this study")
    return Content(rows, json.loads(said["notes"]))


def missing[T: Task](folder: Path, study: str, tasks: Iterable[T]) -> list[T]:
    """Return the tasks whose chunk is not in a folder, is damaged, or is of something else."""
    return [task for task in tasks if not _is_sound(chunk_path(folder, task.number), study, task.runs)]


def _is_sound(path: Path, study: str, runs: range) -> bool:
    try:
        read_chunk(path, study, runs)
    except BrokenChunk:
        return False
    return True


def _said(study: str, runs: range, notes: str) -> dict[str, str]:
    return {"study": study, "runs": json.dumps([runs.start, runs.stop, runs.step]), "notes": notes}


def _digest(rows: pa.Table, said: Mapping[str, str]) -> str:
    """Return the hash of all values of a table, their types, and what is said of it."""
    types = [str(each) for each in rows.schema.types]
    found = hashlib.sha256(json.dumps([said, rows.column_names, types, len(rows)], sort_keys=True).encode("utf-8"))
    for batch in rows.combine_chunks().to_batches():
        found.update(batch.serialize())
    return found.hexdigest()
