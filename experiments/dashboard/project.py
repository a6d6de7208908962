"""The scenario files of the project as the dashboard offers them, read once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from experiments.report.translation import label
from experiments.runs.design import default_mixes
from model.inputs.mix import Mix
from model.inputs.toml_input import read_toml
from model.scenario import load_mix, named_files, route_files

KINDS = MIXES, ROUTES, WORLDS = ("mixes", "routes", "worlds")
"""Kinds of scenario files, by the folder of the project's own."""
LAWS = "laws"


@cache
def advice() -> tuple[str, ...]:
    """Return the names of the mixes of the advice, the base first."""
    return default_mixes()


@cache
def names(kind: str) -> tuple[str, ...]:
    """Return the names of the files of a kind."""
    return tuple(named_files(kind))


@cache
def routes() -> tuple[str, ...]:
    """Return the names of the routes, whose politics is simulated; the others of their folder are courses."""
    return tuple(route_files())


@cache
def mix(name: str) -> Mix:
    """Return a mix of the project."""
    return load_mix(name).mix


@cache
def labels(kind: str, language: str) -> Mapping[str, str]:
    """Return the labels of the files of a kind in a language, by name."""
    files = {name: read_toml(path) for name, path in named_files(kind).items()}
    return MappingProxyType({name: label_in(table, language) for name, table in files.items()})


def label_in(table: Mapping[str, object], language: str) -> str:
    """Return the label that a scenario file gives in a language, in English where it gives none."""
    return str(table.get(f"label_{language}") or table.get("label_en") or "")


def mix_label(name: str, language: str) -> str:
    """Return the label of a mix of the project, with its number in the advice in front."""
    found = mix(name)
    return f"{found.aliases[0]} · {label(found, language)}" if found.aliases else label(found, language)
