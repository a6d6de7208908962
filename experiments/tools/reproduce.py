"""Compare two folders of one study file by file: exactly on the same platform, else numbers within 1e-9."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.runs.holdings import CHECKSUMS, FIGURES, read_checksums, sha256
from experiments.runs.manifest import environment, same_platform
from experiments.runs.store import MANIFEST, read_manifest, read_table
from experiments.runs.table_differences import TOLERANCE, Difference, judgement, table_difference
from model.errors import InputError

IMAGES, TABLES = (".png", ".svg"), (".csv", ".parquet")
_EXACT = "differs on the same platform"
MADE_WITH = ("environment", "files")
"""Parts of a manifest that tell of the machine and not of the study."""


@dataclass(frozen=True)
class FileResult:
    """What came of comparing one file: `fine` is False when it differs.

    `beside` is the largest difference of a number as a part of half the interval that goes with it; NaN when there is
    none.
    """

    name: str
    fine: bool
    told: str
    beside: float = math.nan


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


def compare_files(published: Path, again: Path, names: Sequence[str]) -> list[FileResult]:
    """Compare some files of a published study with those in another folder, by name.

    Raises:
        InputError: when the first folder is no finished study.
    """
    exact = same_platform(read_manifest(published)["environment"], environment())
    return [_compare_file(name, published, again, exact) for name in names]


def verdict(results: Sequence[FileResult]) -> str:
    """Return in one line whether files agree, and how large the largest difference is beside an interval."""
    wrong = [each for each in results if not each.fine]
    if not wrong:
        return f"all {len(results)} files agree"
    measured = [each for each in wrong if not math.isnan(each.beside)]
    count = f"{len(wrong)} of {len(results)} files differ"
    if not measured:
        return count
    worst = max(measured, key=lambda each: each.beside)
    return f"{count}; numbers {judgement(worst.beside)}, most in {worst.name}"


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
    if one.suffix in IMAGES:
        return FileResult(name, not exact, _EXACT if exact else "not compared (another platform)")
    difference = _difference(one, other, 0.0 if exact else TOLERANCE)
    if difference is None:
        return FileResult(name, not exact, f"{_EXACT}, in bytes alone" if exact else f"equal within {TOLERANCE:g}")
    return FileResult(name, False, f"{_EXACT}: {difference.text}" if exact else difference.text, difference.beside)


def _compare_manifest(published: Path, again: Path) -> FileResult:
    """Compare what two manifests say of the study, apart from what it was made with."""
    one, other = (_study_part(read_manifest(folder)) for folder in (published, again))
    keys = sorted(key for key in {*one, *other} if one.get(key) != other.get(key))
    told = f"the study differs in: {', '.join(keys)}" if keys else "the same study"
    return FileResult(MANIFEST, not keys, told)


def _study_part(manifest: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in manifest.items() if key not in MADE_WITH}


def _difference(one: Path, other: Path, tolerance: float) -> Difference | None:
    """Return in what two tables differ beyond a tolerance, or None when they do not."""
    if one.suffix not in TABLES:
        return Difference("other content")
    try:
        return table_difference(read_table(one), read_table(other), tolerance)
    except InputError as error:
        return Difference(str(error))
