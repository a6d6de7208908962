"""Made-up records of law-making, and a copy of the project's tables that a test may change."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np

from experiments.studies.calibration.political_parts import TimesPart
from experiments.studies.calibration.political_process import Values
from experiments.studies.calibration.political_record import OFFSETS, Exposures, Times
from model.inputs.table_format import DATA_FOLDER
from model.state.state import Array

SHARE = "share"
"""The one parameter of made-up times: the share that lasts another quarter, 0-1."""


def geometric(values: Values, quarters: int) -> Array:
    """Return the share that lasts longer than 0, 1, ... quarters."""
    longer: Array = values[SHARE][:, None] ** np.arange(1, quarters + 2)
    return longer


def times_part(
    times: list[int], pending: list[int] | None = None, survival: Callable[..., Array] = geometric
) -> TimesPart:
    """Return a part of verified times, and of acts that were pending after some quarters."""
    least = np.array([*times, *(each + 1 for each in pending or [])], dtype=float)
    observed = np.array([*map(float, times), *[np.nan] * len(pending or [])])
    offsets = np.tile((OFFSETS == 0).astype(float), (len(least), 1))
    names = tuple(f"act {place}" for place in range(len(least)))
    return TimesPart("made_up", (SHARE,), Times(names, observed, least, offsets, ("verified",) * len(least)), survival)


def exposures(without: list[float], at: list[float], events: list[float], whole: list[float]) -> Exposures:
    """Return verified exposures, named by letters."""
    rows = len(whole)
    arrays = [np.array(each, dtype=float) for each in (without, at, events, whole)]
    names = tuple("abcdefgh"[:rows])
    return Exposures(names, arrays[0], arrays[1], arrays[2], arrays[3], np.ones((rows, 1)), ("verified",) * rows)


def tables(folder: Path) -> Path:
    """Copy the project's tables to a folder."""
    shutil.copytree(DATA_FOLDER, folder)
    return folder


def append(folder: Path, name: str, *rows: str) -> None:
    """Add rows to a table."""
    path = folder / f"{name}.csv"
    path.write_text(path.read_text(encoding="utf-8") + "".join(f"{row}\n" for row in rows), encoding="utf-8")


def replace(folder: Path, name: str, before: str, after: str) -> None:
    """Change what stands once in a table."""
    path = folder / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")
