"""What laws say as axes of a sweep: every combination of values makes a variant of each mix that has the laws."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from model.errors import InputError, wrong_value
from model.inputs.law_references import check_law_names
from model.inputs.mix import Mix
from model.scenario import Scenario, named_files


@dataclass(frozen=True)
class Axis:
    """A key of a law and the values it takes."""

    law: str
    key: str
    values: tuple[Any, ...]

    @property
    def column(self) -> str:
        """The name of its column in the table of runs."""
        return f"laws.{self.law}.{self.key}"


def read_axes(content: Mapping[str, Any], where: str) -> tuple[Axis, ...]:
    """Read the tables `[laws.NAME]` of a sweep file: a value or a list of values for each key.

    Raises:
        InputError: for something else; keys and values are checked where the laws are read.
    """
    axes = []
    for law, keys in content.items():
        if not isinstance(keys, Mapping):
            raise wrong_value(where, law, keys, "a table of keys of the law, each with its values")
        for key, given in keys.items():
            values = tuple(given) if isinstance(given, list) else (given,)
            if not values or any(values.count(value) > 1 for value in values):
                raise wrong_value(f"{where}.{law}", key, given, "at least one value, each once")
            axes.append(Axis(law, key, values))
    return tuple(axes)


def variants(load: Callable[..., Scenario], axes: Sequence[Axis]) -> list[Scenario]:
    """Return a mix with every combination of values of the laws that are in play in it; as it is where none is.

    Args:
        load: loads the mix with changes of `laws`.
        axes: of the sweep.
    """
    plain = load(laws={})
    held = {law.name for law in plain.laws if plain.in_play(law)}
    own = [axis for axis in axes if axis.law in held]
    if not own:
        return [plain]
    several = len({axis.law for axis in own}) > 1
    found = []
    for values in itertools.product(*(axis.values for axis in own)):
        changes: dict[str, dict[str, Any]] = {}
        for axis, value in zip(own, values, strict=True):
            changes.setdefault(axis.law, {})[axis.key] = value
        names = (f"{axis.law}.{axis.key}" if several else axis.key for axis in own)
        said = ", ".join(f"{name}={_text(value)}" for name, value in zip(names, values, strict=True))
        loaded = load(laws=changes)
        found.append(replace(loaded, mix=_named(loaded.mix, f" ({said})")))
    return found


def check_used(axes: Sequence[Axis], scenarios: Sequence[Scenario], where: str) -> None:
    """Raise `InputError` for a law that does not exist, or that no mix of the sweep has."""
    held = {law.name for each in scenarios for law in each.laws if each.in_play(law)}
    for axis in axes:
        check_law_names([axis.law], {*named_files("laws"), *held}, where)
        if axis.law not in held:
            raise InputError(f"{where}: law {axis.law} is in play in no mix of this sweep; add a mix that has it")


def column(axis: Axis, scenarios: Sequence[Scenario]) -> list[Any]:
    """Return the value of an axis in each scenario, None where the mix does not have the law.

    Values are numbers or true and false where all are; else text.
    """
    kept = all(isinstance(value, (int, float)) for value in axis.values)
    kept = kept and len({isinstance(value, bool) for value in axis.values}) == 1
    found = []
    for each in scenarios:
        value = each.mix.law_changes.get(axis.law, {}).get(axis.key)
        varied = value is not None and any(each.in_play(law) for law in each.laws if law.name == axis.law)
        found.append((value if kept else _text(value)) if varied else None)
    return found


def _named(mix: Mix, ending: str) -> Mix:
    return replace(
        mix, name=mix.name + ending, label_en=mix.label_en + ending, label_nl=mix.label_nl and mix.label_nl + ending
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
