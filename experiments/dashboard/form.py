"""Controls for the keys of a scenario file: what each shows of a table, and the table that comes of what they hold.

A control holds a number, a text, a choice, several choices, or yes or no. What is left empty is left out of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from model.errors import wrong_value

Get = Callable[[str], Any]
"""Returns what the control of an id holds."""
Kind = Literal["number", "text", "yes", "several", "whole", "dates"]


@dataclass(frozen=True)
class Control:
    """A control for a key; tables in tables have keys with dots. `default` is what a reader takes without the key."""

    key: str
    kind: Kind
    label: str
    default: Any = None
    choices: tuple[Any, ...] = ()
    unit: str = ""
    low: float | None = None
    high: float | None = None

    def shown(self, table: Mapping[str, Any]) -> Any:
        """Return what the control shows of a table."""
        value = held(table, self.key, self.default)
        if self.kind == "dates":
            return dates_text(value)
        if self.kind == "several":
            return [str(each) for each in value or ()]
        return "" if value is None and self.kind == "text" else value

    def read(self, value: Any, where: str) -> Any:
        """Return the value for a file of what the control holds; None to leave the key out.

        Raises:
            InputError: for a number that is no whole one, or dates that cannot be read.
        """
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if self.kind == "dates":
            return dates(str(value), where, self.key)
        if self.kind == "several":
            chosen = [each for each in self.choices if str(each) in {str(one) for one in value}]
            return chosen
        if self.kind == "whole":
            if float(value) != int(value):
                raise wrong_value(where, self.key, value, "a whole number")
            return int(value)
        if self.kind == "number":
            return int(value) if float(value).is_integer() else float(value)
        return value.strip() if isinstance(value, str) else value


def held(table: Mapping[str, Any], key: str, default: Any = None) -> Any:
    """Return the value of a key with dots, or the default."""
    found: Any = table
    for part in key.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return default
        found = found[part]
    return found


def put(table: dict[str, Any], key: str, value: Any) -> None:
    """Put a value under a key with dots; None takes the key away, and tables that are empty then."""
    first, _, rest = key.partition(".")
    if not rest:
        if value is None:
            table.pop(first, None)
        else:
            table[first] = value
        return
    inner = dict(table.get(first, {}))
    put(inner, rest, value)
    if inner:
        table[first] = inner
    else:
        table.pop(first, None)


def id_of(prefix: str, control: Control) -> str:
    """Return the id of a control on the page."""
    return f"{prefix}_{control.key.replace('.', '__')}"


def as_table(base: Mapping[str, Any], controls: Sequence[Control], prefix: str, get: Get, where: str) -> dict[str, Any]:
    """Return a table with what controls hold in the place of its own values; values as they were stay as written.

    Raises:
        InputError: for what a control cannot hold.
    """
    table = dict(base)
    for control, value in changed(base, controls, prefix, get, where):
        put(table, control.key, value)
    return table


def changed(
    base: Mapping[str, Any], controls: Sequence[Control], prefix: str, get: Get, where: str
) -> list[tuple[Control, Any]]:
    """Return the controls that hold something else than a table says, each with its value for the file."""
    found = []
    for control in controls:
        value = control.read(get(id_of(prefix, control)), where)
        before = control.read(control.shown(base), where)
        if value != before and not (value is None and held(base, control.key) is None):
            found.append((control, value))
    return found


def dates_text(value: Any) -> str:
    """Return the dates of a law as one line: a quarter, "never", or pairs as in `large = 2024Q1, micro = never`."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name} = {date}" for name, date in value.items())
    return str(value or "")


def dates(text: str, where: str, key: str) -> Any:
    """Return the dates of a law from a line; the reader of laws checks the quarters.

    Raises:
        InputError: for a line of another form.
    """
    if "=" not in text:
        return text.strip()
    found = {}
    for part in text.split(","):
        name, sign, date = (each.strip() for each in part.partition("="))
        if not sign or not name or not date:
            raise wrong_value(where, key, text, "a quarter, never, or pairs as in large = 2024Q1, micro = never")
        found[name] = date
    return found
