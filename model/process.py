"""What a process is: a step that writes the columns it owns, with what it reads declared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.state.state import TABLES

if TYPE_CHECKING:
    from model.world import World


@dataclass(frozen=True)
class Process:
    """One line of the schedule.

    `reads` lists `table.column` names that the step looks at besides its own; what it writes follows from the
    owners declared in `model.state.state`. `settle` runs once after burn-in, to take over the 2020 state as the base.
    `switches` are the parameters that turn it, or a part of it, off.
    `mechanisms` are the M-numbers of the checklist of the advice's systems (docs/coverage.md).

    `burn_in` says whether it runs while the world settles as well. The last two are for processes of plug-ins
    (docs/plugins.md): `adjusts` lists columns of other owners that it changes after them, and `after` names the process
    behind which it stands in the schedule.
    """

    name: str
    meaning: str
    step: Callable[[World], None]
    reads: tuple[str, ...]
    mechanisms: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    settle: Callable[[World], None] | None = None
    switches: tuple[str, ...] = ()
    burn_in: bool = False
    adjusts: tuple[str, ...] = ()
    after: str = ""

    @property
    def writes(self) -> tuple[str, ...]:
        """The `table.column` names that this process owns."""
        return owned_by(self.name)


def owned_by(name: str) -> tuple[str, ...]:
    """Return the `table.column` names whose owner is `name`."""
    return tuple(
        f"{table}.{column}"
        for table, kind in TABLES.items()
        for column, declared in kind.COLUMNS.items()
        if declared.owner == name
    )
