"""Folders of the dashboard: one for each session, and finished studies that sessions share; all are removed."""

from __future__ import annotations

import shutil
import tempfile
import threading
from pathlib import Path

MOST_KEPT = 8
"""Finished studies that are kept, so that an address that is opened again shows its results at once."""


class Folders:
    """The folders of one server, below a temporary one."""

    def __init__(self) -> None:
        """Make the temporary folder."""
        self.root = Path(tempfile.mkdtemp(prefix="ketenimpact-")).resolve()
        self._kept: dict[object, Path] = {}
        self._lock = threading.Lock()

    def new(self) -> Path:
        """Return a new folder, for a session or a study."""
        return self.new_in(self.root)

    def new_in(self, folder: Path) -> Path:
        """Return a new folder below another."""
        return Path(tempfile.mkdtemp(dir=folder))

    def keep(self, asked: object, results: Path) -> Path:
        """Move a finished study to where sessions share it, under what was asked; return where it is."""
        place = self.new() / results.name
        results.rename(place)
        with self._lock:
            old = [self._kept.pop(asked, None)]
            self._kept[asked] = place
            while len(self._kept) > MOST_KEPT:
                old.append(self._kept.pop(next(iter(self._kept))))
        for each in filter(None, old):
            remove(each.parent)
        return place

    def found(self, asked: object) -> Path | None:
        """Return the finished study of what is asked, if it is kept."""
        with self._lock:
            return self._kept.get(asked)

    def close(self) -> None:
        """Remove everything."""
        remove(self.root)


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it; what is in use is left to the next."""
    shutil.rmtree(folder, ignore_errors=True)
