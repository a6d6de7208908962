"""What can be taken along: the files of a study as the command writes them, and the scenario files."""

from __future__ import annotations

import argparse
import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from experiments.cli.for_spreadsheets import write_for_spreadsheets
from experiments.report.translation import ENGLISH
from experiments.runs.holdings import WORKBOOK
from experiments.runs.spreadsheets import tables_in, write_dutch_csv
from model.errors import unknown_name

FIXED_TIME = (2020, 1, 1, 0, 0, 0)
"""The date of files in an archive, so that the same files give the same bytes."""
ENDINGS = (".csv", ".parquet")
FIRST = "summary.csv"


def table_files(folder: Path) -> list[str]:
    """Return the names of the files of tables of a study, the summary first."""
    found = sorted(path.name for path in folder.iterdir() if path.suffix in ENDINGS)
    return sorted(found, key=lambda name: name != FIRST)


def table_file(folder: Path, name: str) -> bytes:
    """Return a file as the command writes it; raises `InputError` for a name that is none of a table."""
    names = table_files(folder)
    if name not in names:
        raise unknown_name("table", "file", name, names)
    return (folder / name).read_bytes()


def dutch_csv(folder: Path, name: str) -> bytes:
    """Return a table as CSV for Dutch Excel, with the bytes of `--csv dutch`."""
    table_file(folder, name)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "table.csv"
        write_dutch_csv(path, tables_in(folder)[Path(name).stem])
        return path.read_bytes()


def workbook(folder: Path) -> bytes:
    """Return all tables as one Excel workbook, with the bytes of `--excel`."""
    options = argparse.Namespace(excel=True, csv=None, language=ENGLISH)
    if not (folder / WORKBOOK).is_file():
        write_for_spreadsheets(options, folder)
    return (folder / WORKBOOK).read_bytes()


def archive(files: Mapping[str, str]) -> bytes:
    """Return text files as one archive; the same files give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(zipfile.ZipInfo(name, FIXED_TIME), text)
    return target.getvalue()
