"""The folder of a study: who may work in it, and how a new study takes the place of an old one.

A study is made in its folder, or in one beside it when it is to replace another: the old one is there as a whole until
the new one is finished.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from experiments.runs.chunk_store import chunks_in
from experiments.runs.errors import EveryRunFailed
from experiments.runs.holdings import (
    CHECKSUMS,
    DESIGN,
    WORK,
    begin,
    check_own,
    content_of,
    damages,
    difference,
    holding,
    is_same,
    remove,
    seal,
    tidy,
)
from experiments.runs.locks import locked
from experiments.runs.store import MANIFEST, named
from model.errors import InputError

NEW, OLD = ".unfinished", ".replaced"
"""Endings of the names of folders beside that of a study: one that will replace it, and what is being replaced."""
TRIAL = 1 << 16
"""So many bytes are written on trial."""


@contextmanager
def study_place(
    folder: Path,
    design: Mapping[str, Any],
    force: bool = False,
    unlock: bool = False,
    part: str = "",
    beside: bool = False,
) -> Iterator[Path]:
    """Yield the folder in which a study is to be made or gone on with, held by this process alone.

    It need not exist yet (see `begin`). When the block ends and the study is finished there, it is put in its place;
    when nothing of it is kept, it is removed.

    Args:
        folder: where the study belongs.
        design: what the study is, with its id.
        force: whether a study that is there is replaced when this one is finished.
        unlock: whether locks of other hosts are taken for left behind.
        part: which shard of the study this process does; empty for all of it.
        beside: whether the study is made beside its folder also when nothing is there.

    Raises:
        InputError: when the folder cannot be used, before anything runs.
    """
    with tried(folder), locked(folder, part, unlock):
        if not part:
            mend(folder)
        place = _choose(folder, design, force, beside)
        try:
            with named(folder):
                yield place
        except EveryRunFailed:
            remove(place)
            raise
        finally:
            if not part:
                _drop_if_empty(place)
        if place != folder and holding(place) == "finished":
            _replace(place, folder)


@contextmanager
def new_folder(folder: Path, force: bool = False, unlock: bool = False) -> Iterator[Path]:
    """Yield a folder beside `folder` that takes its place when the block ends well.

    When the block raises (Ctrl-C too) it is removed and `folder` is as it was.
    """
    design = {"study_id": "in one piece"}
    with study_place(folder, design, force, unlock, beside=True) as place:
        try:
            begin(place, design)
            yield place
            seal(place)
        except BaseException:
            remove(place)
            raise


def chosen_folder(out: str | None, default: Path, force: bool, design: Mapping[str, Any] | None = None) -> Path:
    """Return the folder asked for, else the default or, when it is taken by another study, a numbered one."""
    if out or force:
        return _with_name(Path(out)) if out else default
    number, folder = 1, default
    while folder.exists() and not (design and holding(folder) == "begun" and is_same(folder, design)):
        number += 1
        folder = default.with_name(f"{default.name}-{number}")
    return folder


def _with_name(folder: Path) -> Path:
    """Return a folder by a path that ends in its name, which `.`, `..` and the root of a disk do not."""
    named = folder.resolve() if folder.name in ("", "..") else folder
    if not named.name:
        raise InputError(f"--out: {folder} is the root of a disk; give another folder")
    return named


def _choose(folder: Path, design: Mapping[str, Any], force: bool, beside: bool) -> Path:
    """Return where to make a study: in its place, or beside a study that it will replace."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"--out: {folder} is a file; give a folder that does not exist yet")
    held = holding(folder)
    if not beside and (held == "nothing" or (held == "begun" and is_same(folder, design))):
        return folder
    if held == "other things":
        raise InputError(f"--out: {folder} holds other things than a study; give another folder")
    if not force and held != "nothing":
        advice = "add --force to replace it, or give another folder"
        told = {"finished": "exists", "damaged": "is damaged"}.get(held) or difference(folder, design)
        detail = f" ({(damages(folder) or [f'{CHECKSUMS} is missing'])[0]})" if held == "damaged" else ""
        raise InputError(f"--out: {folder} {told}{detail}; {advice}")
    if held != "nothing":
        check_own(folder)
    place = folder.with_name(folder.name + NEW)
    if folder.exists() and Path.cwd().is_relative_to(folder.resolve()):
        raise InputError(f"--out: {folder}, which is to be replaced, holds the working directory; give another folder")
    if holding(place) == "other things":
        raise InputError(f"--out: {place}, where the new study is made, holds other things; move them")
    if place.exists() and (beside or not (holding(place) == "begun" and is_same(place, design))):
        remove(place)
    return place


@contextmanager
def tried(path: Path, option: str = "--out") -> Iterator[None]:
    """Write on trial where a file or folder is or would be made; at the end remove parents that were made for nothing.

    Raises:
        InputError: when nothing can be written there.
    """
    made: list[Path] = []
    try:
        made = [each for each in path.absolute().parents if not each.exists()]
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path if path.is_dir() else path.parent) as file:
            file.write(bytes(TRIAL))
            file.flush()
    except OSError as error:
        _remove_empty(made)
        raise InputError(f"{option}: nothing can be written to {path}: {error.strerror or error}") from None
    try:
        yield
    finally:
        _remove_empty(made)


def _remove_empty(folders: list[Path]) -> None:
    for each in folders:
        with suppress(OSError):  # in use by now
            each.rmdir()


def _drop_if_empty(place: Path) -> None:
    """Remove the folder of a study of which nothing was kept."""
    if (place / CHECKSUMS).exists() or "made_with" not in content_of(place / DESIGN):
        return
    works = [place, *(place / WORK).glob("*")]
    if not any(chunks_in(each) or (each / MANIFEST).is_file() for each in works):
        remove(place)


def mend(folder: Path) -> None:
    """Bring to an end what was interrupted while a study took the place of another."""
    new, old = (folder.with_name(folder.name + ending) for ending in (NEW, OLD))
    if holding(new) == "finished":
        _replace(new, folder)
    elif old.is_dir() and not folder.exists():
        old.rename(folder)
    if folder.exists() and holding(old) not in ("nothing", "other things"):
        remove(old)
    if holding(folder) == "finished":
        tidy(folder)


def _replace(new: Path, folder: Path) -> None:
    """Put a finished study in the place of another, which is there as a whole until then."""
    old = folder.with_name(folder.name + OLD)
    if folder.exists():
        check_own(folder)
        folder.rename(old)
    new.rename(folder)
    if old.is_symlink():
        old.unlink()
    elif old.exists():
        remove(old)
