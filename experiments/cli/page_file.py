"""The file of a page: which one, and that it can be written before the page is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from experiments.runs.places import tried
from model.errors import InputError

ENDINGS = (".html", ".htm")


@contextmanager
def new_page(out: str | None, default: Path, force: bool, beside: str = "") -> Iterator[Path]:
    """Yield the file asked for, else the default or, when that is taken, a numbered one; its folder is there.

    A folder that was made for it is removed when nothing is written.

    Args:
        out: the file asked for.
        default: the file otherwise.
        force: whether a file that is there is replaced.
        beside: ending of another file that is written under the same name; empty for none.

    Raises:
        InputError: for a file that is no page, is a folder, may not be replaced or cannot be written.
    """
    number, file = 1, Path(out) if out else default
    while not (out or force) and any(each.exists() for each in _written(file, beside)):
        number += 1
        file = default.with_stem(f"{default.stem}-{number}")
    if file.suffix.lower() not in ENDINGS:
        raise InputError(f"--out: {file} is not allowed; allowed: a file that ends in .html")
    for each in _written(file, beside):
        if each.is_dir():
            raise InputError(f"--out: {each} is a folder; give a file that does not exist yet")
        if each.exists() and not force:
            raise InputError(f"--out: {each} exists; add --force to replace it, or give another file")
    with tried(file):
        yield file


def _written(file: Path, beside: str) -> list[Path]:
    return [file, file.with_suffix(beside)] if beside else [file]
