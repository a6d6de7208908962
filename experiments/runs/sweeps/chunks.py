"""Chunks: what came of one task, in one Parquet file that is there as a whole or not at all.

A chunk has a row for each run that is done and time: run (its place in the table of runs), quarter (text, where
quarters are kept), year, and one float32 column an outcome. Tracebacks of runs that raised are in the file's metadata.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.runs.errors import StudyError
from experiments.runs.store import in_place
from experiments.runs.sweeps.design import Recording

CHUNKS = "chunks"
_ERRORS = "errors"
_PATTERN = "task-*.parquet"


def chunk_path(folder: Path, number: int) -> Path:
    """Return where the chunk of a task is, in the folder of a sweep."""
    return folder / CHUNKS / f"task-{number:07d}.parquet"


def chunks_in(folder: Path) -> dict[int, Path]:
    """Return the chunks that are in the folder of a sweep, by the number of the task."""
    found = {path.stem.removeprefix("task-"): path for path in sorted((folder / CHUNKS).glob(_PATTERN))}
    return {int(number): path for number, path in found.items() if number.isdecimal()}


def empty_chunk(recording: Recording) -> pd.DataFrame:
    """Return a chunk without rows."""
    columns: dict[str, np.ndarray] = {"run": np.empty(0, np.int32)}
    if recording.quarterly:
        columns["quarter"] = np.empty(0, object)
    columns["year"] = np.empty(0, np.int16)
    columns |= {name: np.empty(0, np.float32) for name in recording.outcomes}
    return pd.DataFrame(columns).astype({"quarter": "str"} if recording.quarterly else {})


def parquet_writer(sink: Path | pa.NativeFile, schema: pa.Schema) -> pq.ParquetWriter:
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
    )


def chunk_content(tables: Sequence[pd.DataFrame], errors: Mapping[int, str], recording: Recording) -> bytes:
    """Return a chunk as the bytes of its file.

    Args:
        tables: the rows of each run that is done, in the order of the runs.
        errors: tracebacks by place of the run.
        recording: what the sweep keeps.
    """
    content = pd.concat(tables, ignore_index=True) if tables else empty_chunk(recording)
    arrow = pa.Table.from_pandas(content, preserve_index=False).replace_schema_metadata()
    sink = pa.BufferOutputStream()
    with parquet_writer(sink, arrow.schema) as writer:
        writer.write_table(arrow)
        writer.add_key_value_metadata({_ERRORS: json.dumps({str(place): text for place, text in errors.items()})})
    written: bytes = sink.getvalue().to_pybytes()
    return written


def write_chunk(path: Path, content: bytes) -> None:
    """Write a chunk under a temporary name, flush it to disk and put it in place in one move; the folder exists."""
    with in_place(path) as temporary:
        temporary.write_bytes(content)


def read_chunk(path: Path) -> tuple[pa.Table, dict[int, str]]:
    """Return the rows of a chunk, and the tracebacks by place of the run.

    Raises:
        StudyError: when the file cannot be read.
    """
    try:
        with pq.ParquetFile(path) as file:
            errors = json.loads(file.metadata.metadata[_ERRORS.encode("utf-8")])
            return file.read(), {int(place): text for place, text in errors.items()}
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError) as error:
        raise StudyError(f"{path} cannot be read ({error}); delete it and give the command again") from None
