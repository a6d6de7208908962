"""Declare each number once: default, legal and plausible range, unit, role and source.

A module declares a group of parameters beside the mechanism that uses them::

    @parameters("learning")
    class Learning:
        rate: float = par(0.06, legal=(0, 1), plausible=(0.03, 0.12), unit="1/quarter", meaning="...", source="...")

Everything else is derived from the declarations: the checks on `--set`, `docs/parameters.md`, the samples of
a sensitivity analysis and the switches of an ablation.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, Protocol, cast, dataclass_transform

from model.errors import InputError, unknown_name, wrong_value
from model.quarters import parse_quarter, quarter_name

Role = Literal["uncertain", "structural", "observation", "switch"]
"""uncertain: sampled; structural: sampled on its own; observation: cut-point of a measure; switch: on or off."""


class Plugged(Protocol):
    """A plug-in, of which only the hash matters here."""

    @property
    def hash(self) -> str:
        """The hash of its text."""
        ...


_DECLARED = "ketenimpact"
FROM = "@"
"""Stands between the name of a parameter and the quarter from which a value holds."""
_EACH_QUARTER = tuple(__name__.removesuffix("parameters") + each for each in ("processes.", "instruments.", "plugged."))
_PLUGGED = __name__.removesuffix("parameters") + "plugged."
"""What names of modules of plug-ins begin with; the hash follows."""
_POLITICAL = ("effort_due_diligence", "effort_reporting")
"""Groups of instruments that are read when the political future is simulated."""


@dataclass(frozen=True)
class Parameter:
    """One declared parameter: `name` is `group.field`, ranges are inclusive.

    `before` is the median of the prior where the default was fitted since: the value of the ensemble's central member.
    """

    name: str
    default: float
    legal: tuple[float, float]
    plausible: tuple[float, float]
    unit: str
    meaning: str
    source: str
    role: Role
    before: float | None = None

    @property
    def median(self) -> float:
        """The median of the prior: what was thought most likely before anything was fitted."""
        return self.default if self.before is None else self.before

    def check(self, value: object, where: str) -> float:
        """Return `value` as a number, or raise `InputError` when it is not a number in the legal range."""
        low, high = self.legal
        allowed = "0 or 1" if self.role == "switch" else f"a number from {low:g} to {high:g} [{self.unit}]"
        if isinstance(value, str):
            try:
                value = float(value)
            except ValueError:
                raise wrong_value(where, self.name, value, allowed) from None
        if isinstance(value, bool) and self.role != "switch":
            raise wrong_value(where, self.name, value, allowed)
        if not isinstance(value, (int, float)) or not low <= value <= high:
            raise wrong_value(where, self.name, value, allowed)
        if not math.isfinite(value) or (self.role == "switch" and value not in (0, 1)):
            raise wrong_value(where, self.name, value, allowed)
        return float(value)


def par(  # noqa: PLR0913 - a declaration names all its parts
    default: float,
    *,
    legal: tuple[float, float],
    plausible: tuple[float, float],
    unit: str,
    meaning: str,
    source: str,
    role: Role = "uncertain",
    before: float | None = None,
) -> Any:
    """Declare one parameter of a group (see the module's docstring).

    Raises:
        ValueError: when the ranges are not nested around the default and the median of the prior (a mistake in the
            code, not of a user).
    """
    values = (default, default if before is None else before)
    nested = legal[0] <= plausible[0] <= min(values) and max(values) <= plausible[1] <= legal[1]
    if not nested or not unit or not meaning or not source:
        raise ValueError(f"declaration with default {default} is incomplete or its ranges are not nested")
    declaration = dict(
        legal=legal, plausible=plausible, unit=unit, meaning=meaning, source=source, role=role, before=before
    )
    return dataclasses.field(default=float(default), metadata={_DECLARED: declaration})


def switch(meaning: str) -> Any:
    """Declare the switch of a mechanism: 1 (on, the default) or 0 (off), for ablation."""
    return par(
        1,
        legal=(0, 1),
        plausible=(0, 1),
        unit="0 or 1",
        meaning=meaning,
        source="design choice: every mechanism can be switched off",
        role="switch",
    )


_GROUPS: dict[str, type] = {}
SOURCES: list[object] = []
"""The plug-ins whose groups are registered. A set of values is pickled behind them: unpickled, they load."""


@dataclass_transform(frozen_default=True, field_specifiers=(par, switch))
def parameters[Group](name: str) -> Callable[[type[Group]], type[Group]]:
    """Register the decorated class as the parameter group `name`, as a frozen dataclass."""

    def register(cls: type[Group]) -> type[Group]:
        group = dataclass(frozen=True)(cls)
        known = _GROUPS.get(name)
        if known is not None and (known.__module__, known.__qualname__) != (group.__module__, group.__qualname__):
            raise ValueError(f"parameter group '{name}' is declared twice")
        _GROUPS[name] = group
        _known.cache_clear()
        return group

    return register


def forget(name: str) -> None:
    """Take a group out of the registry: that of a plug-in which is unloaded."""
    del _GROUPS[name]
    _known.cache_clear()


def groups() -> dict[str, type]:
    """Return the declaring class of every group by name, sorted."""
    return dict(sorted(_GROUPS.items()))


def declared() -> dict[str, Parameter]:
    """Return every declared parameter by its full name, in order of declaration, groups sorted by name."""
    return dict(_known())


@cache
def _known() -> dict[str, Parameter]:
    """Return the same, held until a group is registered or forgotten."""
    return {each.name: each for name in sorted(_GROUPS) for each in _declared_in(name, _GROUPS[name])}


@cache
def _declared_in(name: str, group: type) -> tuple[Parameter, ...]:
    return tuple(
        Parameter(name=f"{name}.{field.name}", default=cast(float, field.default), **field.metadata[_DECLARED])
        for field in dataclasses.fields(group)
    )


def parameter_named(full: str, where: str) -> Parameter:
    """Return the declaration of a parameter, under the name it is given by.

    `group.field@2026Q1` names the value from a quarter on. Groups of processes and instruments, which are read each
    quarter, can change; what shapes the start of the world or its political future holds for the whole run.

    Raises:
        InputError: for an unknown name, something that is no quarter, or a parameter that cannot change.
    """
    known = _known()
    name, sign, date = full.partition(FROM)
    if name not in known:
        raise unknown_name(where, "parameter", name, known)
    if not sign:
        return known[name]
    group = name.rpartition(".")[0]
    if not _GROUPS[group].__module__.startswith(_EACH_QUARTER) or group in _POLITICAL:
        raise InputError(f"{where}: {full} is not allowed: {name} holds for the whole run; allowed: {name} = a value")
    try:
        parse_quarter(date)
    except ValueError:
        raise wrong_value(where, name + FROM, date, 'a quarter, as in "learning.rate@2026Q1"') from None
    return dataclasses.replace(known[name], name=full)


class ParameterSet:
    """The resolved values of all groups; immutable. `values[Learning].rate` is typed.

    A name such as `learning.rate@2026Q1` gives a value from a quarter on: see `at`.
    """

    def __init__(self, overrides: Mapping[str, object] | None = None, where: str = "--set") -> None:
        """Check `overrides` (full name to value) against the declarations.

        Raises:
            InputError: for an unknown name or a value outside the legal range.
        """
        self._sources = tuple(SOURCES)  # first in a pickle, before their classes
        checked: dict[str, dict[str, float]] = {name: {} for name in _GROUPS}
        later: dict[int, dict[str, float]] = {}
        for full, value in (overrides or {}).items():
            number = parameter_named(full, where).check(value, where)
            name, sign, date = full.partition(FROM)
            if sign:
                later.setdefault(parse_quarter(date), {})[name] = number
            else:
                group_name, field_name = name.rsplit(".", 1)
                checked[group_name][field_name] = number
        self._names = sorted(_GROUPS.items())
        self._groups: dict[type, object] = {cls: cls(**checked[name]) for name, cls in _GROUPS.items()}
        self._later = dict(sorted(later.items()))
        self._stages: list[tuple[int, ParameterSet]] = []
        values = {f"{group}.{field}": number for group, given in checked.items() for field, number in given.items()}
        for begins, changes in self._later.items():
            values |= changes
            self._stages.append((begins, ParameterSet(values, where)))

    def __getitem__[Group](self, group: type[Group]) -> Group:
        """Return the values of one group, before any change by date."""
        return self._groups[group]  # type: ignore[return-value]

    def at(self, date: int) -> ParameterSet:
        """Return the values that hold in a quarter (from year 0): the same object until something changes."""
        held = self
        for begins, stage in self._stages:
            if begins <= date:
                held = stage
        return held

    def items(self) -> Iterator[tuple[str, float]]:
        """Iterate over (full name, value), sorted by group, and then over values from a later quarter on."""
        for name, group in self._names:
            for field, value in vars(self._groups[group]).items():
                yield f"{name}.{field}", value
        for begins, changes in self._later.items():
            for name, value in sorted(changes.items()):
                yield f"{name}{FROM}{quarter_name(begins)}", value

    def known_to(self, plugins: Collection[Plugged]) -> dict[str, float]:
        """Return all values but those of plug-ins that are not among these."""
        known = {f"{_PLUGGED}{plugin.hash}" for plugin in plugins}
        foreign = {
            name
            for name, group in self._names
            if group.__module__.startswith(_PLUGGED) and group.__module__ not in known
        }
        return {name: value for name, value in self.items() if name.partition(".")[0] not in foreign}

    def changed(self) -> dict[str, float]:
        """Return the values that differ from their defaults, and all from a later quarter on."""
        known = _known()
        return {name: value for name, value in self.items() if name not in known or value != known[name].default}

    def replace(self, overrides: Mapping[str, object], where: str = "--set") -> ParameterSet:
        """Return a copy with further overrides."""
        return ParameterSet({**self.changed(), **overrides}, where)
