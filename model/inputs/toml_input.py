"""Read TOML strictly: every key is known, every value has the right type and lies in its range."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model import quarters
from model.errors import InputError, unknown_name, wrong_value

REQUIRED = object()
"""Marks a key that must be present."""


@dataclass(frozen=True)
class Field:
    """What a key may hold: `read` returns the accepted value or raises `ValueError`; `allowed` is for people."""

    read: Callable[[Any], Any]
    allowed: str
    default: Any = REQUIRED


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        InputError: when the file is missing, unreadable or not TOML (with the line and column).
    """
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError:
        raise InputError(f"{path}: file not found") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: not valid TOML: {error}") from None
    except RecursionError:
        raise InputError(f"{path}: not valid TOML: nested too deeply") from None


def read_table(table: object, fields: Mapping[str, Field], where: str) -> dict[str, Any]:
    """Check `table` against `fields` and return it with defaults filled in.

    Raises:
        InputError: for something that is not a table, an unknown key, a missing key or a wrong value.
    """
    if not isinstance(table, Mapping):
        raise InputError(f"{where}: expected a table, found {table!r}")
    for key in table:
        if key not in fields:
            raise unknown_name(where, "key", key, fields)
    result: dict[str, Any] = {}
    for key, field in fields.items():
        if key not in table:
            if field.default is REQUIRED:
                raise InputError(f"{where}: key '{key}' is missing; allowed: {field.allowed}")
            result[key] = field.default
            continue
        try:
            result[key] = field.read(table[key])
        except (ValueError, TypeError, KeyError):
            raise wrong_value(where, key, table[key], field.allowed) from None
    return result


def text(default: Any = REQUIRED) -> Field:
    """Accept a non-empty string."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise ValueError
        return value

    return Field(read, "a text", default)


def number(low: float, high: float, default: Any = REQUIRED, *, whole: bool = False) -> Field:
    """Accept a number from `low` to `high`; with `whole` an integer."""

    def read(value: Any) -> float | int:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
            raise ValueError
        if whole and int(value) != value:
            raise ValueError
        return int(value) if whole else float(value)

    kind = "a whole number" if whole else "a number"
    return Field(read, f"{kind} from {low:g} to {high:g}", default)


def yes_no(default: Any = REQUIRED) -> Field:
    """Accept true or false."""

    def read(value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueError
        return value

    return Field(read, "true or false", default)


def one_of(names: Iterable[str], default: Any = REQUIRED) -> Field:
    """Accept one of `names`."""
    valid = tuple(names)

    def read(value: Any) -> str:
        if value not in valid:
            raise ValueError
        return str(value)

    return Field(read, "one of " + ", ".join(valid), default)


def list_of(item: Field, default: Any = REQUIRED) -> Field:
    """Accept a list whose items all satisfy `item`; returned as a tuple."""

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError
        return tuple(item.read(each) for each in value)

    return Field(read, f"a list, each {item.allowed}", default)


def table(default: Any = REQUIRED) -> Field:
    """Accept a table; its keys are checked by the caller."""

    def read(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValueError
        return value

    return Field(read, "a table", default)


parse_quarter, quarter_name = quarters.parse_quarter, quarters.quarter_name
"""Quarters are read and written as everywhere in the model."""


def quarter(default: Any = REQUIRED) -> Field:
    """Accept a quarter such as "2022Q3"; returned as a count of quarters since year 0."""
    return Field(parse_quarter, 'a quarter such as "2022Q3"', default)
