"""The only reader and writer of results: files whose bytes depend on nothing but their content.

A file is written under a temporary name, flushed to disk, read over, and put in place in one move. So no file is ever
half-written; `places` sees to whole folders.
"""

from __future__ import annotations

import json
import os
import re
import uuid
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from model.errors import InputError
from model.inputs.input_text import check_regular

MANIFEST = "manifest.json"
RUNS = "runs.parquet"
SERIES = "series.parquet"
SUMMARY = "summary.csv"
PARTIAL = ".partial"
"""Ending of the name of a file that is being written."""

QUOTE = "'"
"""What text tables put before a text that a spreadsheet would take for a formula, as spreadsheets do themselves."""

_FORMULA = re.compile(r"^(?![+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$)[=+\-@\t\r](?=.)", re.DOTALL)
_QUOTED = re.compile(rf"^{QUOTE}(?=[=+\-@\t\r].)", re.DOTALL)
NUMBER = "%.12g"
"""Format of numbers in text tables: more digits than any comparison asks for."""


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Give an error of the system the name of what is written, where it has none or that of a temporary file."""
    try:
        yield
    except OSError as error:
        if error.filename is None or str(error.filename).endswith(PARTIAL):
            error.filename, error.filename2 = str(path), None
        raise


@contextmanager
def in_place(path: Path) -> Iterator[Path]:
    """Yield a temporary path in the same folder; flush it to disk and move it to `path` at the end.

    The path is new each time: several processes, also on several machines, may write the same file.
    """
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}{PARTIAL}")
    with named(path):
        try:
            yield temporary
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write text as UTF-8 with Unix line ends."""
    with in_place(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write plain data as JSON with sorted keys."""
    write_text(path, json.dumps(content, sort_keys=True, indent=1, ensure_ascii=False) + "\n")


def write_csv(path: Path, table: pd.DataFrame) -> None:
    """Write a table as CSV, numbers with 12 significant digits; no text is a formula to a spreadsheet."""
    write_text(path, without_formulas(table).to_csv(index=False, float_format=NUMBER, lineterminator="\n"))


def without_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with `QUOTE` before texts that a spreadsheet would take for formulas; numbers as text stay."""
    return table.assign(**{name: _on_texts(table[name], _FORMULA, rf"{QUOTE}\g<0>") for name in _texts(table)})


def _texts(table: pd.DataFrame) -> list[str]:
    """Return the names of the columns that hold text."""
    return [str(name) for name in table.columns if not pd.api.types.is_numeric_dtype(table[name])]


def _on_texts(column: pd.Series, pattern: re.Pattern[str], other: str) -> pd.Series:
    """Return a column with a pattern replaced in its texts; what is no text stays."""
    return column.map(lambda cell: pattern.sub(other, cell) if isinstance(cell, str) else cell).astype(column.dtype)


def write_parquet(path: Path, table: pd.DataFrame) -> None:
    """Write a table as Parquet: text as dictionaries, numbers split by byte, no metadata but the types."""
    arrow = pa.Table.from_pandas(table, preserve_index=False)
    numbers = [field.name for field in arrow.schema if pa.types.is_floating(field.type)]
    others = [field.name for field in arrow.schema if field.name not in numbers]
    with in_place(path) as temporary:
        pq.write_table(
            arrow,
            temporary,
            compression="zstd",
            use_dictionary=others,
            use_byte_stream_split=numbers,
            store_schema=False,
        )
        check_rows(temporary, arrow.num_rows if len(arrow.schema) else 0)


def check_rows(path: Path, rows: int) -> None:
    """Raise `OSError` when a table that was written does not have its rows on disk."""
    if pq.read_metadata(path).num_rows != rows:
        raise OSError(f"{path} was not written as a whole")


def read_parquet(path: Path) -> pd.DataFrame:
    """Read a table that `write_parquet` wrote.

    Raises:
        InputError: when the file is missing or is no Parquet table.
    """
    check_regular(path)
    try:
        table: pd.DataFrame = pq.read_table(path).to_pandas(ignore_metadata=True)
        return table
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read as Parquet ({str(error).partition(chr(10))[0]})") from None


def read_csv(path: Path, texts: Collection[str] = ()) -> pd.DataFrame:
    """Read a table that `write_csv` wrote; raises `InputError` when it is missing.

    Args:
        path: the file.
        texts: columns that are texts whatever they hold, as far as the table has them.
    """
    try:
        types = dict.fromkeys(texts, str)
        table = pd.read_csv(path, encoding="utf-8", keep_default_na=False, na_values=[""], dtype=types)
        return table.assign(**{name: _on_texts(table[name], _QUOTED, "") for name in _texts(table)})
    except pd.errors.EmptyDataError:  # a table without columns
        return pd.DataFrame()
    except FileNotFoundError:
        raise InputError(f"{path}: file not found") from None


TEXTS = ("course", "mix", "option", "other", "context", "leader", "leader_off", "new_leader", "mechanisms")
"""Columns of texts, also where all of them are empty or look like numbers."""


def read_table(path: Path) -> pd.DataFrame:
    """Read a table of a study, `.csv` or `.parquet`; in columns of text what is empty is an empty text."""
    table = read_csv(path, TEXTS) if path.suffix == ".csv" else read_parquet(path)
    texts = {name: "" for name in table.columns if not pd.api.types.is_numeric_dtype(table[name])}
    return table.fillna(texts) if texts else table


def write_table(path: Path, table: pd.DataFrame) -> None:
    """Write a table of a study, as CSV or as Parquet by the ending of its name."""
    (write_csv if path.suffix == ".csv" else write_parquet)(path, table)


@contextmanager
def unharmed(folder: Path) -> Iterator[None]:
    """Raise `InputError` for what a folder of results raises inside the block when it is not as it was written."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        told = f"{type(error).__name__}: {error}"
        raise InputError(f"{folder}: is not as it was written ({told}); make the study again") from None


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read the manifest of a study; raises `InputError` when there is none or it is broken."""
    path = folder / MANIFEST
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"{path}: file not found; {folder} is not the folder of a finished study") from None
    except ValueError as error:
        raise InputError(f"{path}: not valid JSON: {error}") from None
    if not isinstance(content, dict):
        raise InputError(f"{path}: not the manifest of a study")
    return content
