"""What is asked of the dashboard, as one value that the address of the page holds.

Own mixes, routes and worlds are the tables of their files, so that an address needs no file on this machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from experiments.cli.options import LARGEST_SEED
from experiments.dashboard.project import KINDS, MIXES, ROUTES, WORLDS, advice
from experiments.report.translation import ENGLISH, LANGUAGES
from model.errors import InputError, unknown_name, wrong_value
from model.parameters import parameter_named

Table = Mapping[str, Any]
"""The content of a scenario file."""
MOST_SEEDS = 200
MOST_OWN = 9
"""Own files of one kind, and mixes beside the base that figures tell apart."""
LONGEST = 30_000
"""Characters of an address; browsers and the server take more."""
WHERE = "address"
_ADDRESS_KEYS = ("language", "mix", "course", "world", "set", "seeds", "seed", "defaults", "file")


@dataclass(frozen=True)
class State:
    """What is asked: names of mixes, courses or routes, and a world; own ones are in `own`, by kind and name.

    `parameters` has values by full name; `seeds` is their number, from `first` on; with `at_defaults` no seed has a
    draw of the ensemble.
    """

    mixes: tuple[str, ...]
    language: str = ENGLISH
    courses: tuple[str, ...] = ("expected",)
    world: str = "small"
    parameters: Mapping[str, float] = field(default_factory=dict)
    seeds: int = 8
    first: int = 1
    at_defaults: bool = False
    own: Mapping[str, Mapping[str, Table]] = field(default_factory=dict)

    def own_of(self, kind: str) -> Mapping[str, Table]:
        """Return the own files of a kind, by name."""
        return self.own.get(kind, {})

    def with_own(self, kind: str, name: str, table: Table) -> State:
        """Return a copy with an own file, which takes the place of one of the same name.

        Raises:
            InputError: when there are too many.
        """
        for other, named in self.own.items():
            if other != kind and name in named:
                raise wrong_value(kind, "name", name, f"a name that none of one's own {other} has")
        files = {**self.own_of(kind), name: table}
        if len(files) > MOST_OWN:
            raise InputError(f"{kind}: {len(files)} files of one's own; allowed: at most {MOST_OWN}")
        return replace(self, own={**self.own, kind: files})

    def named(self, kind: str, name: str) -> str:
        """Return how a command names a mix, course or world: an own one by its file."""
        return f"{name}.toml" if name in self.own_of(kind) else name

    @property
    def used(self) -> Iterator[tuple[str, str, Table]]:
        """The own files that are asked for: kind, name and content."""
        asked = {MIXES: self.mixes, ROUTES: self.courses, WORLDS: (self.world,)}
        for kind in KINDS:
            yield from ((kind, name, table) for name, table in self.own_of(kind).items() if name in asked[kind])


def first_state(language: str = ENGLISH) -> State:
    """Return the state of a page without anything in its address: the mixes of the advice in the small world."""
    return State(advice(), language)


def to_address(state: State) -> str:
    """Return a state as the query of an address, without what is as in the first state.

    Raises:
        InputError: when it would be too long; scenario files hold what an address cannot.
    """
    plain, parts = first_state(), [("language", state.language)]
    if state.mixes != plain.mixes:
        parts += [("mix", name) for name in state.mixes]
    if state.courses != plain.courses:
        parts += [("course", name) for name in state.courses]
    if state.world != plain.world:
        parts.append(("world", state.world))
    parts += [("set", f"{name}={value!r}") for name, value in state.parameters.items()]
    if state.seeds != plain.seeds:
        parts.append(("seeds", str(state.seeds)))
    if state.first != plain.first:
        parts.append(("seed", str(state.first)))
    if state.at_defaults:
        parts.append(("defaults", "1"))
    for kind in KINDS:
        for name, table in state.own_of(kind).items():
            content = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
            parts.append(("file", f"{kind}/{name}/{content}"))
    query = urlencode(parts)
    if len(query) > LONGEST:
        raise InputError(
            f"{WHERE}: has {len(query)} characters; allowed: at most {LONGEST}; download the files instead"
        )
    return query


def from_address(query: str, language: str = ENGLISH) -> State:
    """Return the state that the query of an address holds; names of mixes and files are checked when they are used.

    Args:
        query: with or without its question mark.
        language: where the address says none.

    Raises:
        InputError: for an unknown key, or a value that is not allowed.
    """
    if len(query) > LONGEST:
        raise InputError(f"{WHERE}: has {len(query)} characters; allowed: at most {LONGEST}")
    given: dict[str, list[str]] = {}
    for key, value in parse_qsl(query.removeprefix("?"), keep_blank_values=True):
        if key not in _ADDRESS_KEYS:
            raise unknown_name(WHERE, "key", key, _ADDRESS_KEYS)
        given.setdefault(key, []).append(value)
    state = first_state(_one(given, "language", language, LANGUAGES))
    for text in given.get("file", []):
        kind, name, table = _file(text)
        state = state.with_own(kind, name, table)
    return replace(
        state,
        mixes=tuple(dict.fromkeys(given.get("mix", state.mixes))),
        courses=tuple(dict.fromkeys(given.get("course", state.courses))),
        world=given.get("world", [state.world])[-1],
        parameters=dict(map(_parameter, given.get("set", []))),
        seeds=whole_number("seeds", given.get("seeds", [str(state.seeds)])[-1], 1, MOST_SEEDS),
        first=whole_number("seed", given.get("seed", [str(state.first)])[-1], 0, LARGEST_SEED),
        at_defaults=_one(given, "defaults", "0", ("0", "1")) == "1",
    )


def whole_number(key: str, value: object, low: int, high: int) -> int:
    """Return a whole number from `low` to `high`; raises `InputError` for anything else."""
    text = str(value).removesuffix(".0")
    if not (text.isascii() and text.isdecimal()) or not low <= int(text) <= high:
        raise wrong_value(WHERE, key, value, f"a whole number from {low} to {high}")
    return int(text)


def _one(given: Mapping[str, list[str]], key: str, default: str, allowed: tuple[str, ...]) -> str:
    value = given.get(key, [default])[-1]
    if value not in allowed:
        raise wrong_value(WHERE, key, value, ", ".join(allowed))
    return value


def _parameter(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    return name, parameter_named(name, WHERE).check(value, WHERE)


def _file(text: str) -> tuple[str, str, Table]:
    kind, _, rest = text.partition("/")
    name, _, content = rest.partition("/")
    if kind not in KINDS:
        raise unknown_name(f"{WHERE}: file", "kind", kind, KINDS)
    try:
        table = json.loads(content)
    except (ValueError, RecursionError):
        table = None
    if not isinstance(table, dict):
        raise wrong_value(WHERE, "file", text, "kind/name/a table as JSON")
    return kind, name, table
