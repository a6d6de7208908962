"""What a folder holds: a study that has begun, one that is finished, a damaged one, or other things.

A study that has begun says in `design.json` what it is, and keeps what is done in chunks below; a finished one lists
every file with its SHA-256 in `checksums.json`, which is written last. What says neither is not a study and is never
touched.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from experiments.runs.chunk_store import CHUNKS
from experiments.runs.manifest import MADE_WITH, made_with
from experiments.runs.store import MANIFEST, PARTIAL, SERIES, read_manifest, write_json
from model.errors import InputError

DESIGN = "design.json"
CHECKSUMS = "checksums.json"
"""The SHA-256 of every file of a finished study."""
WORK = "work"
"""The runs and sweeps of a study that is being made."""
FIGURES = "figures"
WORKBOOK = "tables.xlsx"
DUTCH = "csv_dutch"
"""Folder inside that of a study for tables with semicolons and decimal commas."""
_WRITTEN = (".csv", ".json", ".parquet", PARTIAL, ".png", ".svg", ".xlsx")
_OF_SYSTEMS = (".DS_Store", "Thumbs.db", "desktop.ini")
_HASH = re.compile("[0-9a-f]{64}")
_NAMES = ("verb", "study_id", "sweep_id")

Holding = Literal["nothing", "other things", "begun", "finished", "damaged"]


def begin(place: Path, design: Mapping[str, Any]) -> None:
    """Make the folder of a study, or keep what is there of the same one."""
    place.mkdir(parents=True, exist_ok=True)
    if not (place / DESIGN).is_file():
        write_json(place / DESIGN, {**design, "made_with": made_with()})


def seal(place: Path, keeps_design: bool = False) -> None:
    """Declare a study finished: list its files, and remove what is left of its making.

    Args:
        place: its folder, with everything that belongs to it.
        keeps_design: whether `design.json` belongs to it.
    """
    (place / CHECKSUMS).unlink(missing_ok=True)
    left = (f"{CHUNKS}/", f"{WORK}/", *(() if keeps_design else (DESIGN,)))
    names = [name for name in files_in(place) if not name.startswith(left) and not name.endswith(PARTIAL)]
    write_json(place / CHECKSUMS, {name: sha256(place / name) for name in names})
    tidy(place)


def tidy(folder: Path) -> None:
    """Remove from the folder of a finished study what is left of its making."""
    for name in (CHUNKS, WORK):
        remove(folder / name)
    for path in [*folder.glob(f".*{PARTIAL}"), *([] if DESIGN in read_checksums(folder) else [folder / DESIGN])]:
        path.unlink(missing_ok=True)


def sha256(path: Path) -> str:
    """Return the hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of a study as it was written, by name; empty when that is not to be had."""
    found = content_of(folder / CHECKSUMS)
    return found if all(_HASH.fullmatch(str(each)) for each in found.values()) else {}


def holding(folder: Path) -> Holding:
    """Return what a folder holds."""
    if not folder.is_dir() or not any(folder.iterdir()):
        return "nothing"
    design, manifest, sums = content_of(folder / DESIGN), content_of(folder / MANIFEST), read_checksums(folder)
    if sums and not damages(folder):
        return "finished"
    if "made_with" in design and ((folder / CHUNKS).is_dir() or (folder / WORK).is_dir() or not sums):
        return "begun"
    if sums or "made_with" in design or {"verb", "environment"} <= manifest.keys():
        return "damaged"
    return "other things"


def damages(folder: Path) -> list[str]:
    """Return which files of a finished study are missing or have changed; figures may be drawn again."""
    sums = {name: each for name, each in read_checksums(folder).items() if not name.startswith(f"{FIGURES}/")}
    missing = [f"{name} is missing" for name in sums if not (folder / name).is_file()]
    there = [name for name in sums if (folder / name).is_file()]
    return missing + [f"{name} has changed" for name in there if sha256(folder / name) != sums[name]]


def finished(folder: Path) -> Path:
    """Return the folder of a finished study whose tables are as the study wrote them.

    Raises:
        InputError: for any other folder, with what is wrong.
    """
    if holding(folder) == "begun":
        raise InputError(f"{folder}: its study is not finished; give the command of the study again to go on with it")
    read_manifest(folder)
    if not read_checksums(folder):
        raise InputError(f"{folder / CHECKSUMS}: file not found, or no checksums; make the study again")
    found = [each for each in damages(folder) if each != f"{SERIES} is missing"]  # published as a checksum
    if found:
        raise InputError(f"{folder}: {found[0]} since the study was finished; put it back, or make the study again")
    return folder


def is_same(folder: Path, design: Mapping[str, Any]) -> bool:
    """Tell whether a folder was begun for this study, with this code and these libraries."""
    return not difference(folder, design)


def difference(folder: Path, design: Mapping[str, Any]) -> str:
    """Return in words in what the study of a folder differs from another; nothing when it does not."""
    held = content_of(folder / DESIGN) or content_of(folder / MANIFEST)
    there, own = (" ".join(str(each[key]) for key in _NAMES if key in each) for each in (held, design))
    if there != own:
        return f"holds another study ({there or 'unknown'}; this one is {own})"
    now, then = made_with(), held.get("made_with") or held.get("environment", {})
    other = [key for key in MADE_WITH if then.get(key) != now[key]]
    return f"was begun with another version of: {', '.join(other)}" if other else ""


def check_own(folder: Path) -> None:
    """Refuse to replace a folder with files that no study put there."""
    known = {DESIGN, MANIFEST, CHECKSUMS, WORKBOOK, *read_checksums(folder)}
    own = [folder / CHUNKS, folder / WORK, folder / FIGURES]
    for name in files_in(folder):
        path = folder / name
        drawn = (path.parent.name, path.suffix) in ((FIGURES, ".png"), (FIGURES, ".svg"), (DUTCH, ".csv"))
        inside = any(path.is_relative_to(each) for each in own[:2]) and path.suffix in (".parquet", ".json")
        if name not in known and not drawn and not inside and path.suffix != PARTIAL:
            raise InputError(f"--out: {folder} holds {name}, which no study put there; move it, or give another folder")


def remove(folder: Path) -> None:
    """Remove from a folder what studies write, and the folder if that was all."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            with suppress(OSError):  # holds something else
                path.rmdir()
        elif path.suffix in _WRITTEN or path.name in _OF_SYSTEMS:
            path.unlink()
    with suppress(OSError):
        folder.rmdir()


def files_in(folder: Path) -> list[str]:
    """Return the files below a folder by name, without those that systems leave."""
    found = (path for path in folder.rglob("*") if not path.is_dir() and path.name not in _OF_SYSTEMS)
    return sorted(path.relative_to(folder).as_posix() for path in found)


def content_of(path: Path) -> dict[str, Any]:
    """Return the content of a file if it is an object in JSON; else nothing."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
