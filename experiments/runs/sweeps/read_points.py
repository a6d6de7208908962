"""Read which parameters a sweep varies: values and ranges that are crossed, and ranges that are sampled."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, get_args

from experiments.runs.sweeps.points_file import read_points
from experiments.runs.sweeps.sampling import METHODS, Points, Sample, by_count, by_step
from model.errors import InputError, unknown_name, wrong_value
from model.inputs.toml_input import Field, list_of, number, one_of, read_table, table, text
from model.parameters import Parameter, Role, declared, groups, parameter_named

MOST_POINTS = 1_000_000
MOST_VALUES = 10_000
ROLES = get_args(Role)
PLAUSIBLE = "plausible"
VALUES = "a number, a list of numbers, or a range such as { start = 0, stop = 1, count = 5 }"
SPAN = '"plausible", or a range such as { low = 0, high = 1 }'


def _roles(value: Any) -> tuple[str, ...]:
    names = (value,) if isinstance(value, str) else tuple(value)
    if not names or any(name not in ROLES for name in names):
        raise ValueError
    return names


_SAMPLE_FIELDS: dict[str, Field] = {
    "method": one_of(METHODS, METHODS[0]),
    "count": number(1, MOST_POINTS, whole=True),
    "seed": number(0, 2**31, 1, whole=True),
    "all": Field(_roles, f"a role or a list of roles; roles are {', '.join(ROLES)}", ()),
    "except": list_of(text(), ()),
    "parameters": table({}),
}
_FILE_FIELDS: dict[str, Field] = {"file": text(), "method": one_of(("file",), "file")}
_ANY = number(-1e300, 1e300)
_RANGE_FIELDS: dict[str, Field] = {
    "start": _ANY,
    "stop": _ANY,
    "step": number(1e-300, 1e300, None),
    "count": number(2, MOST_VALUES, None, whole=True),
}
_SPAN_FIELDS: dict[str, Field] = {"low": _ANY, "high": _ANY}


def read_grid(content: Mapping[str, Any], where: str) -> dict[str, list[float]]:
    """Return the values of each parameter (full name) that are crossed with each other.

    Raises:
        InputError: for an unknown parameter, a wrong range, or a value outside the legal range.
    """
    return {name: _values(parameter, asked, where) for name, (parameter, asked) in _named(content, where).items()}


def read_sample(content: Mapping[str, Any], grid: Collection[str], where: str, folder: Path) -> Sample | Points:
    """Return what is sampled: the parameters named, and all of the roles named that are not in the grid.

    With `file` the points are those of a table, a path from `folder`.

    Raises:
        InputError: for an unknown parameter or role, a wrong range, or a parameter that is in the grid as well.
    """
    if "file" in content:
        file = read_table(content, _FILE_FIELDS, where)["file"]
        return read_points(folder / file, grid, "[parameters]")
    values = read_table(content, _SAMPLE_FIELDS, where)
    known = declared()
    for name in values["except"]:
        if name not in known:
            raise unknown_name(f"{where}.except", "parameter", name, known)
    ranges = {
        name: each.plausible
        for name, each in known.items()
        if each.role in values["all"] and name not in values["except"] and name not in grid
    }
    named = _named(values["parameters"], f"{where}.parameters")
    for name, (parameter, asked) in named.items():
        if name in grid:
            raise InputError(f"{where}.parameters: {name} has values under [parameters] as well; give it once")
        ranges[name] = _span(parameter, asked, f"{where}.parameters")
    if not ranges:
        raise InputError(f"{where}: no parameter is sampled; name some in 'parameters', or a role in 'all'")
    count = values["count"]
    if values["method"] == "sobol" and count & (count - 1):
        below = 1 << (count.bit_length() - 1)
        raise wrong_value(where, "count", count, f"a power of 2 for sobol, such as {below} or {2 * below}")
    return Sample(values["method"], count, values["seed"], ranges)


def _named(content: Mapping[str, Any], where: str) -> dict[str, tuple[Parameter, Any]]:
    """Return what is asked of each parameter; `group.field = ...` may be a quoted key or a table in a table."""
    flat: dict[str, Any] = {}
    for key, value in content.items():
        inner = value if key in groups() and isinstance(value, Mapping) else None
        for name, asked in {key: value}.items() if inner is None else _inside(key, inner):
            if name in flat:
                raise InputError(f"{where}: {name} is given twice")
            flat[name] = asked
    return {name: (parameter_named(name, where), asked) for name, asked in flat.items()}


def _inside(group: str, content: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(f"{group}.{field}", asked) for field, asked in content.items()]


def _values(parameter: Parameter, asked: Any, where: str) -> list[float]:
    name = parameter.name
    if isinstance(asked, Mapping):
        values = _range(asked, f"{where}: {name}")
    else:
        values = asked if isinstance(asked, list) else [asked]
    if not values or any(isinstance(value, (str, list, dict)) for value in values):
        raise wrong_value(where, name, asked, VALUES)
    checked = [parameter.check(value, where) for value in values]
    if len(set(checked)) < len(checked):
        raise wrong_value(where, name, asked, "each value once")
    return checked


def _range(asked: Mapping[str, Any], where: str) -> list[float]:
    values = read_table(asked, _RANGE_FIELDS, where)
    start, stop, step, count = (values[key] for key in ("start", "stop", "step", "count"))
    if (step is None) == (count is None):
        raise InputError(f"{where}: a range has 'start', 'stop' and either 'step' or 'count'")
    if stop <= start:
        raise wrong_value(where, "stop", stop, f"a number above start ({start:g})")
    if count is None and (stop - start) / step > MOST_VALUES:
        raise wrong_value(where, "step", step, f"a step that makes at most {MOST_VALUES} values")
    return by_step(start, stop, step) if count is None else by_count(start, stop, count)


def _span(parameter: Parameter, asked: Any, where: str) -> tuple[float, float]:
    if asked == PLAUSIBLE:
        return parameter.plausible
    if not isinstance(asked, Mapping):
        raise wrong_value(where, parameter.name, asked, SPAN)
    inside = f"{where}: {parameter.name}"
    values = read_table(asked, _SPAN_FIELDS, inside)
    low, high = (parameter.check(values[key], where) for key in ("low", "high"))
    if high <= low:
        raise wrong_value(inside, "high", high, f"a number above low ({low:g})")
    return low, high
