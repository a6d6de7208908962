"""Compare two folders of one study file by file: exactly on the same platform, else numbers within 1e-9."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.runs.holdings import CHECKSUMS, FIGURES, read_checksums, sha256
from experiments.runs.manifest import environment, same_platform
from experiments.runs.store import MANIFEST, read_csv, read_manifest, read_parquet
from model.errors import InputError

TOLERANCE = 1e-9
"""Largest difference between platforms, relative to 1 or to the number itself, whichever is larger."""
IMAGES = (".png", ".svg")
MADE_WITH = ("environment", "files")
"""Parts of a manifest that tell of the machine and not of the study."""


@dataclass(frozen=True)
class FileResult:
    """What came of comparing one file: `fine` is False when it differs."""

    name: str
    fine: bool
    told: str


def compare_folders(published: Path, again: Path) -> list[FileResult]:
    """Compare every file that is in either folder, by name.

    Raises:
        InputError: when either folder is no finished study.
    """
    one, other = read_manifest(published), read_manifest(again)
    exact = same_platform(one["environment"], other["environment"])
    sums = read_checksums(published)
    names = sorted({*_names(published), *_names(again)} - {CHECKSUMS})
    return [
        _compare_sum(again / name, sums[name], exact)
        if name in sums and not (published / name).is_file() and (again / name).is_file()
        else _compare_file(name, published, again, exact)
        for name in names
    ]


def compare_figures(published: Path, again: Path) -> list[FileResult]:
    """Compare the figures of a published study with those in another folder, by name.

    Raises:
        InputError: when the first folder is no finished study.
    """
    exact = same_platform(read_manifest(published)["environment"], environment())
    figures = published / FIGURES
    return [_compare_file(name, figures, again, exact) for name in sorted({*_names(figures), *_names(again)})]


def _compare_sum(path: Path, published: str, exact: bool) -> FileResult:
    """Compare a file with the checksum of a published one that is too large to be kept."""
    if not exact:
        return FileResult(path.name, True, "not compared (published as a checksum, on another platform)")
    same = sha256(path) == published
    return FileResult(
        path.name, same, "identical (by checksum)" if same else "differs on the same platform (by checksum)"
    )


def _names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]


def _compare_file(name: str, published: Path, again: Path, exact: bool) -> FileResult:
    """Compare one file in the way that suits it."""
    one, other = published / name, again / name
    if not one.is_file() or not other.is_file():
        where = "the published results" if one.is_file() else "the new ones"
        return FileResult(name, False, f"only in {where}")
    if name == MANIFEST:
        return _compare_manifest(published, again)
    if one.read_bytes() == other.read_bytes():
        return FileResult(name, True, "identical")
    if exact:
        difference = _difference(one, other)
        return FileResult(name, False, f"differs on the same platform{difference and f': {difference}'}")
    if one.suffix in IMAGES:
        return FileResult(name, True, "not compared (another platform)")
    difference = _difference(one, other)
    return FileResult(name, not difference, difference or f"equal within {TOLERANCE:g}")


def _compare_manifest(published: Path, again: Path) -> FileResult:
    """Compare what two manifests say of the study, apart from what it was made with."""
    one, other = (_study_part(read_manifest(folder)) for folder in (published, again))
    keys = sorted(key for key in {*one, *other} if one.get(key) != other.get(key))
    told = f"the study differs in: {', '.join(keys)}" if keys else "the same study"
    return FileResult(MANIFEST, not keys, told)


def _study_part(manifest: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in manifest.items() if key not in MADE_WITH}


def _difference(one: Path, other: Path) -> str:
    """Return in words how two tables differ beyond the tolerance, or nothing when they do not."""
    readers: dict[str, Callable[[Path], pd.DataFrame]] = {".csv": read_csv, ".parquet": read_parquet}
    reader = readers.get(one.suffix)
    if reader is None:
        return "other content" if one.suffix not in IMAGES else ""
    try:
        return table_difference(reader(one), reader(other))
    except InputError as error:
        return str(error)


def table_difference(one: pd.DataFrame, other: pd.DataFrame) -> str:
    """Return in words how two tables differ beyond the tolerance, or nothing when they do not."""
    if list(one.columns) != list(other.columns):
        return "other columns"
    if len(one) != len(other):
        return f"{len(one)} rows against {len(other)}"
    for name in one.columns:
        left, right = one[name], other[name]
        if not all(pd.api.types.is_numeric_dtype(each) for each in (left, right)):
            if not left.equals(right):
                return f"column {name} differs"
            continue
        a, b = left.to_numpy(dtype=float), right.to_numpy(dtype=float)
        if np.isnan(a).tolist() != np.isnan(b).tolist():
            return f"column {name}: other values are missing"
        gap = np.abs(a - b) / np.maximum(1.0, np.abs(a))
        if len(gap) and np.nanmax(gap, initial=0.0) > TOLERANCE:
            row = int(np.nanargmax(gap))
            return f"column {name}, row {row + 1}: {a[row]} against {b[row]}"
    return ""
