"""Targets that the model misses or is not compared with, and why: `scenarios/data/misfits.csv`.

A row says which mechanism a miss points to, what was tried against it and what is left. It explains; nothing that is
computed depends on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from model.errors import InputError, unknown_name
from model.inputs.table_checks import raise_problems
from model.inputs.table_format import DATA_FOLDER
from model.inputs.table_reader import read_table

NAME = "misfits"
"""The name of the table, which is also its file."""
MISSED, NOT_COMPARED = "missed", "not compared"
_REFERRED = "calibration_targets"


@dataclass(frozen=True)
class Misfit:
    """One row: `status` is `missed` or `not compared`; for the latter `left` says what stands in the way."""

    target: str
    status: str
    mechanism: str
    tried: str
    left: str


def read_misfits(folder: Path = DATA_FOLDER) -> tuple[Misfit, ...]:
    """Read the table of misfits, one row a target at most.

    Args:
        folder: a folder with the same files as `scenarios/data`, which is the default.

    Raises:
        InputError: naming file, row, column, value and what is allowed; with several problems, all of them.
    """
    problems: list[InputError] = []
    table, targets = (read_table(folder, name, problems) for name in (NAME, _REFERRED))
    if table is not None and targets is not None:
        known = targets["id"].tolist()
        problems += [
            unknown_name(f"{NAME}.csv, row {target}", "target", target, known)
            for target in table["target"].tolist()
            if target not in known
        ]
    raise_problems(folder, problems)
    assert table is not None  # without a table there is a problem
    columns = [table[name].tolist() for name in ("target", "status", "mechanism", "tried", "left")]
    return tuple(Misfit(*map(str, cells)) for cells in zip(*columns, strict=True))
