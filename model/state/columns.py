"""Columns and tables: a structure of arrays whose columns are declared with shape, unit, meaning and owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from model.vocabulary import SIZES

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Column:
    """The declaration of one column; `dims` are the dimensions after the row."""

    meaning: str
    unit: str
    owner: str
    dims: tuple[str, ...] = ()
    kind: type = np.float64
    bounds: tuple[float, float] | None = None
    initial: float = 0.0


def column(  # noqa: PLR0913 - a declaration names all its parts
    meaning: str,
    unit: str,
    owner: str,
    dims: tuple[str, ...] = (),
    *,
    kind: type = np.float64,
    fraction: bool = False,
    initial: float = 0.0,
) -> Any:
    """Declare a column of a `Table`; `fraction` says that its values stay in [0, 1], `initial` what it starts with."""
    bounds = (0.0, 1.0) if fraction else None
    return Column(meaning, unit, owner, dims, kind, bounds, initial)


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
        """Allocate every column with its initial value; `sizes` gives dimensions that depend on the scenario."""
        lengths = {**SIZES, **(sizes or {})}
        self.rows = rows
        for name, declared in self.COLUMNS.items():
            shape = (rows, *(lengths[dim] for dim in declared.dims))
            setattr(self, name, np.full(shape, declared.initial, dtype=declared.kind, order="F"))

    def copy(self) -> Self:
        """Return a copy that shares no array with this table, and has the layout of a new one."""
        clone = object.__new__(type(self))
        clone.rows = self.rows
        for name in self.COLUMNS:
            setattr(clone, name, getattr(self, name).copy(order="F"))
        return clone

    def rearranged(self, dimension: str, places: IntArray) -> Self:
        """Return a copy whose columns hold along one dimension what is now at `places`, and 0 where that is -1."""
        clone = self.copy()
        for name, declared in self.COLUMNS.items():
            if dimension in declared.dims:
                axis = 1 + declared.dims.index(dimension)
                setattr(clone, name, _taken(getattr(self, name), places, axis))
        return clone

    def rearranged_rows(self, places: IntArray) -> Self:
        """Return a copy whose rows are those now at `places`, and 0 where that is -1."""
        clone = self.copy()
        clone.rows = len(places)
        for name in self.COLUMNS:
            setattr(clone, name, _taken(getattr(self, name), places, 0))
        return clone


def _taken(values: npt.NDArray[Any], places: IntArray, axis: int) -> npt.NDArray[Any]:
    """Return what is at `places` along an axis, 0 where that is -1, in the layout of a column."""
    shape = list(values.shape)
    shape[axis] = len(places)
    taken = np.zeros(shape, dtype=values.dtype, order="F")
    found = np.flatnonzero(places >= 0)
    np.moveaxis(taken, axis, 0)[found] = np.moveaxis(values, axis, 0)[places[found]]
    return taken
