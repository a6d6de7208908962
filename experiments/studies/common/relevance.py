"""The least relevant size of a difference in each outcome: what is smaller may be there, and does not matter.

Without one, whatever is exact enough counts: pairs of runs that share their random draws differ a little always, and
with enough seeds every difference is beyond chance. Sizes are declared in `scenarios/least_relevant.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from model import catalogue
from model.errors import InputError
from model.inputs.toml_input import Field, list_of, number, read_table, read_toml, text
from model.outcomes import OUTCOMES
from model.scenario import SCENARIOS

LEAST_RELEVANT = SCENARIOS / "least_relevant.toml"


def _tables(value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError(value)
    return tuple(value)


_FIELDS: dict[str, Field] = {
    "outcomes": list_of(text(), ()),
    "units": list_of(text(), ()),
    "size": number(0, 1e12),
    "reason_en": text(),
    "reason_nl": text(),
}


@dataclass(frozen=True)
class Size:
    """A least relevant size, in the unit of the outcomes that it is for: by name (`*` for any text) or by unit."""

    outcomes: tuple[str, ...]
    units: tuple[str, ...]
    size: float
    reason_en: str
    reason_nl: str

    def fits(self, name: str, unit: str) -> bool:
        """Tell whether it is for an outcome."""
        return unit in self.units or any(fnmatchcase(name, pattern) for pattern in self.outcomes)


def read_sizes(path: Path = LEAST_RELEVANT) -> tuple[Size, ...]:
    """Read the least relevant sizes.

    Raises:
        InputError: for wrong keys or values, or an entry that is for nothing.
    """
    field = {"sizes": Field(_tables, "a list of tables, one or more")}
    found = []
    for place, table in enumerate(read_table(read_toml(path), field, str(path))["sizes"], start=1):
        where = f"{path}: sizes {place}"
        size = Size(**read_table(table, _FIELDS, where))
        if not (size.outcomes or size.units):
            raise InputError(f"{where}: give outcomes, units, or both")
        found.append(size)
    return tuple(found)


@cache
def least_relevant() -> Mapping[str, float]:
    """Return the least relevant size of each outcome by name, in its own unit; 0 where none is declared."""
    catalogue.load()
    sizes = read_sizes()
    return {
        name: next((each.size for each in sizes if each.fits(name, outcome.unit)), 0.0)
        for name, outcome in OUTCOMES.items()
    }
