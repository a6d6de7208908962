"""Read TOML strictly: every key is known, every value has the right type and lies in its range."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.errors import InputError, steering, unknown_name, wrong_value
from model.inputs.input_text import read_text
from model.quarters import parse_quarter

REQUIRED = object()
"""Marks a key that must be present."""
DEEPEST = 32
"""Levels that tables and lists of a file may stand in each other."""
LARGEST_WHOLE = 2**63 - 1
"""Largest whole number of TOML."""

_TOO_DEEP = f"nested too deeply; allowed: {DEEPEST} levels"

_DECIMAL_COMMA = re.compile(r"(?<![\w.,])\d+,\d+(?![\w.])")


@dataclass(frozen=True)
class Field:
    """What a key may hold: `read` returns the accepted value or raises `ValueError`; `allowed` is for people."""

    read: Callable[[Any], Any]
    allowed: str
    default: Any = REQUIRED


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        InputError: when the file is missing, unreadable, not TOML (with the line and column) or nested too deeply.
    """
    written = read_text(path)
    try:
        content = tomllib.loads(written)
        problem = _problem(content)
    except tomllib.TOMLDecodeError as error:
        problem = f"{error}{_hint(written, str(error))}"
    except ValueError as error:  # such as a whole number of thousands of digits
        problem = str(error)
    except RecursionError:
        problem = _TOO_DEEP
    if problem:
        raise InputError(f"{path}: not valid TOML: {problem}")
    return content


def _problem(content: object) -> str:
    """Return why the content of a file is not taken; empty when it is."""
    layer: list[object] = [content]
    for _ in range(DEEPEST + 1):
        if any(isinstance(each, int) and not -LARGEST_WHOLE <= each <= LARGEST_WHOLE for each in layer):
            return f"a whole number is not allowed; allowed: {-LARGEST_WHOLE} to {LARGEST_WHOLE}"
        layer = [
            inner
            for outer in layer
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return _TOO_DEEP if layer else ""


def _hint(written: str, error: str) -> str:
    """Return what to do about a decimal comma in the line that an error of TOML names; empty when there is none."""
    place = re.search(r"at line (\d+)", error)
    line = written.split("\n")[int(place[1]) - 1] if place else ""
    comma = _DECIMAL_COMMA.search(line)
    return f"; write a decimal point: {comma[0].replace(',', '.')} instead of {comma[0]}" if comma else ""


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
        except (ValueError, TypeError, KeyError, OverflowError):
            raise wrong_value(where, key, table[key], field.allowed) from None
    return result


def text(default: Any = REQUIRED) -> Field:
    """Accept a non-empty string that a terminal shows as what it is."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or not value.strip() or steering(value):
            raise ValueError
        return value

    return Field(read, "a text of visible characters", default)


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


def quarter(default: Any = REQUIRED) -> Field:
    """Accept a quarter such as "2022Q3"; returned as a count of quarters since year 0."""
    return Field(parse_quarter, 'a quarter such as "2022Q3"', default)
