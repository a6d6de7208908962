"""Columns and tables: a structure of arrays whose columns are declared with shape, unit, meaning and owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from model.vocabulary import SIZES


@dataclass(frozen=True)
class Column:
    """The declaration of one column; `dims` are the dimensions after the row."""

    meaning: str
    unit: str
    owner: str
    dims: tuple[str, ...] = ()
    kind: type = np.float64
    bounds: tuple[float, float] | None = None


def column(
    meaning: str,
    unit: str,
    owner: str,
    dims: tuple[str, ...] = (),
    *,
    kind: type = np.float64,
    fraction: bool = False,
) -> Any:
    """Declare a column of a `Table`; `fraction` says that its values stay in [0, 1]."""
    bounds = (0.0, 1.0) if fraction else None
    return Column(meaning, unit, owner, dims, kind, bounds)


class Table:
    """A set of arrays with one row for each agent of a kind. Subclasses declare their columns.

    A column with further dimensions is laid out by these (Fortran order): most work is on a theme, channel or law
    of all agents at once, and sums over so few themes are slow where those of one agent lie together.
    """

    COLUMNS: ClassVar[dict[str, Column]] = {}

    def __init_subclass__(cls) -> None:
        """Collect the declared columns, in order of declaration."""
        cls.COLUMNS = {name: value for name, value in vars(cls).items() if isinstance(value, Column)}

    def __init__(self, rows: int, sizes: Mapping[str, int] | None = None) -> None:
        """Allocate every column, filled with zeros; `sizes` gives dimensions that depend on the scenario."""
        lengths = {**SIZES, **(sizes or {})}
        self.rows = rows
        for name, declared in self.COLUMNS.items():
            shape = (rows, *(lengths[dim] for dim in declared.dims))
            setattr(self, name, np.zeros(shape, dtype=declared.kind, order="F"))

    def copy(self) -> Self:
        """Return a copy that shares no array with this table, and has the layout of a new one."""
        clone = object.__new__(type(self))
        clone.rows = self.rows
        for name in self.COLUMNS:
            setattr(clone, name, getattr(self, name).copy(order="F"))
        return clone
