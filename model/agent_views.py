"""Views: an agent is a row of a table, read and written through the columns declared in `model.state.state`.

The state stays in arrays; a view holds nothing but its model and its row. Two views of the same row are
equal. Agents are neither born nor removed: a company that moves its headquarters or a supplier that loses its
buyers is a value in a column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

import mesa
import numpy as np
from mesa.agentset import AbstractAgentSet, _HardKeyAgentSet

from model.errors import nearest
from model.state.state import TABLES, Column, Table

if TYPE_CHECKING:
    from model.world import World

FIXED = "agents are rows of the state, fixed once the world is built: none can be added or removed"


class ViewedModel(mesa.Model["RowView", Any]):
    """What views need of the model that they are part of."""

    world: World

    def view[View: RowView](self, kind: type[View], row: int) -> View:
        """Return the agent of a kind that is a row of its table."""
        raise NotImplementedError

    def first_id(self, kind: type[RowView]) -> int:
        """Return the `unique_id` of the first agent of a kind."""
        raise NotImplementedError


class RowView(mesa.Agent["ViewedModel"]):
    """An agent as a view on row `row` of a table; subclasses name the table and get its columns.

    A number is read as a number, a column with further dimensions as a read-only copy. Writing checks shape,
    kind and range; columns owned by `population` cannot be written. What is written holds until the process
    that owns the column writes it again.
    """

    model: ViewedModel
    row: int
    TABLE: ClassVar[str] = ""

    def __init_subclass__(cls, table: str = "", **arguments: Any) -> None:
        """Give the class an attribute for every declared column of its table."""
        super().__init_subclass__(**arguments)  # type: ignore[no-untyped-call]
        if table:
            cls.TABLE = table
            cls.know_columns()

    @classmethod
    def know_columns(cls) -> None:
        """Give the class an attribute for every column of its table that it has none for, such as one of a plug-in."""
        for name, declared in TABLES[cls.TABLE].COLUMNS.items():
            if not hasattr(cls, name):
                setattr(cls, name, _attribute(name, declared))

    def __init__(self, model: ViewedModel, row: int) -> None:
        """View a row; `model.agents` does this for you.

        Raises:
            IndexError: when the table has no such row.
            TypeError: for a class without a table.
        """
        if not self.TABLE:
            raise TypeError(f"{type(self).__name__} is no kind of agent: a subclass of one, such as Company, is")
        rows = getattr(model.world.state, self.TABLE).rows
        if not 0 <= row < rows:
            raise IndexError(f"{type(self).__name__} {row}: the rows are 0 to {rows - 1}")
        own = {"model": model, "row": row, "pos": None, "unique_id": model.first_id(type(self)) + row}
        self.__dict__.update(own)

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    @property
    def table(self) -> Table:
        """The table that this is a row of."""
        found: Table = getattr(self.model.world.state, self.TABLE)
        return found

    def __setattr__(self, name: str, value: Any) -> None:
        """Write a column; a name that is none fails instead of being kept where no process looks."""
        if not isinstance(getattr(type(self), name, None), property):
            close = nearest(name, TABLES[self.TABLE].COLUMNS)
            hint = f"; did you mean '{close}'?" if close else "; a plug-in can add one (docs/plugins.md)"
            raise AttributeError(f"{type(self).__name__} has no column '{name}'{hint}")
        super().__setattr__(name, value)

    def __eq__(self, other: object) -> bool:
        if self is other or not isinstance(other, RowView):
            return self is other
        return (other.TABLE, other.row) == (self.TABLE, self.row) and other.model is self.model

    def __hash__(self) -> int:
        return hash((self.TABLE, self.row))

    def __repr__(self) -> str:
        return f"{type(self).__name__} {self.row}"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as row and model; a deep copy belongs to a copy of the model."""
        return _bare, (type(self), self.row), dict(self.__dict__)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore, and have the model keep this view, since Mesa's sets hold agents weakly."""
        self.__dict__.update(state)
        views_of(self.model).setdefault((type(self), self.row), self)

    def __copy__(self) -> RowView:
        """Return another view of the same row."""
        return type(self)(self.model, self.row)

    def remove(self) -> NoReturn:
        """Refuse: agents stay."""
        raise TypeError(FIXED)


def _bare[View: RowView](kind: type[View], row: int) -> View:
    """Make a view that knows its row, hence its hash, and not yet its model, which may hold it in a set."""
    view = object.__new__(kind)
    view.__dict__["row"] = row
    return view


def views_of(model: ViewedModel) -> dict[tuple[type[RowView], int], RowView]:
    """Return the views that a model has handed out; made here, since a model being restored has nothing yet."""
    views: dict[tuple[type[RowView], int], RowView] = vars(model).setdefault("_views", {})
    return views


def _attribute(name: str, declared: Column) -> property:
    """Return the property that reads and writes a column of the row of a view."""

    def read(view: RowView) -> Any:
        values = getattr(view.table, name)[view.row]
        if not declared.dims:
            return values.item()
        copy = values.copy()
        copy.flags.writeable = False
        return copy

    def write(view: RowView, value: Any) -> None:
        column = getattr(view.table, name)
        where = f"{type(view).__name__}.{name}"
        if declared.owner == "population":
            raise AttributeError(f"{where} is fixed once the world is built")
        column[view.row] = _checked(value, declared, column.shape[1:], where)

    return property(read, write, doc=f"{declared.meaning} [{declared.unit}]; written by: {declared.owner}")


def _checked(value: Any, declared: Column, shape: tuple[int, ...], where: str) -> Any:
    """Return a value as an array that fits the column, or raise `ValueError`."""
    given = np.asarray(value)
    if given.shape != shape or given.dtype.kind not in "biuf":
        raise ValueError(f"{where} = {value!r} is not allowed; allowed: numbers of shape {shape}")
    if not np.isfinite(given).all() or (given.astype(declared.kind) != given).any():
        raise ValueError(f"{where} = {value!r} is not allowed; allowed: finite {declared.kind.__name__}")
    low, high = declared.bounds or (-np.inf, np.inf)
    if (given < low).any() or (given > high).any():
        raise ValueError(f"{where} = {value!r} is not allowed; allowed: from {low:g} to {high:g}")
    return given


class FixedAgentSet[View: RowView](_HardKeyAgentSet[View]):
    """The agents of a model: Mesa's agent set, except that nothing is added, removed or put in another order.

    `select`, `sort`, `shuffle` and `groupby` give ordinary sets, which are the caller's own.
    """

    def __init__(self, agents: Iterable[View], random: Random | None = None) -> None:
        """Hold the agents in the order given."""
        super().__init__(agents, random=random)

    def _update(self, agents: Iterable[View]) -> NoReturn:
        raise TypeError(FIXED)

    def add(self, agent: View) -> NoReturn:
        """Refuse: agents are fixed."""
        raise TypeError(FIXED)

    def discard(self, agent: View) -> NoReturn:
        """Refuse: agents are fixed."""
        raise TypeError(FIXED)

    def remove(self, agent: View) -> NoReturn:
        """Refuse: agents are fixed."""
        raise TypeError(FIXED)

    def select(
        self,
        filter_func: Callable[[View], bool] | None = None,
        at_most: float = float("inf"),
        inplace: bool = False,
        agent_type: type[View] | None = None,
    ) -> AbstractAgentSet[View]:
        """Return the agents that pass; as Mesa's, but never in place."""
        if inplace:
            raise TypeError(FIXED)
        chosen: AbstractAgentSet[View] = super().select(filter_func, at_most, False, agent_type)
        return chosen

    def shuffle(self, inplace: bool = False) -> AbstractAgentSet[View]:
        """Return the agents in random order; as Mesa's, but never in place."""
        if inplace:
            raise TypeError(FIXED)
        shuffled: AbstractAgentSet[View] = super().shuffle(False)
        return shuffled
