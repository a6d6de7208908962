"""Scenario files of the dashboard: written from a state, and taken from users under strict limits.

A file that is taken is read by the project's own readers and kept as plain data. It may name mixes, laws and
programmes of the project, and nothing else: no path, no table of its own, and no Python file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.dashboard.project import MIXES, ROUTES, advice, names
from experiments.dashboard.state import State, Table
from experiments.dashboard.toml_text import toml_text
from experiments.runs.scenario_from_route import load_under
from experiments.runs.sweeps.estimate import check_world
from model.errors import InputError, wrong_value
from model.inputs.toml_input import read_toml
from model.scenario import load_scenario, load_world, named_files

LARGEST = 64 * 1024
"""Bytes of the largest file that is taken; the largest of the project has about 5,000."""
REFUSED = ("plugins", "schedule", "data", "supplier_strata")
"""Keys that name code or folders, or that the dashboard has no use for."""
NAMES = ("base", "laws", "programmes")
"""Keys that name other scenario files."""
WHY = "Made in the dashboard."
"""What a new file says of its reasons; the person who made it can write more."""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,40}", re.ASCII)
_TRIED_IN = "small"


def own_name(kind: str, name: str) -> str:
    """Return a name for an own file.

    Raises:
        InputError: for a name that is not plain, or that a file of the project has.
    """
    if not _NAME.fullmatch(name):
        raise wrong_value(kind, "name", name, "a letter, and then at most 40 letters, digits, - and _")
    if name in names(kind):
        raise wrong_value(kind, "name", name, "a name that no file of the project has")
    return name


def taken(kind: str, file: str, text: str, folder: Path) -> tuple[str, Table]:
    """Return the name and the content of a file that a user gives, if it can be used.

    Args:
        kind: mixes, routes or worlds.
        file: the name of the file.
        text: what it holds.
        folder: where it is put while it is read; nothing stays there.

    Raises:
        InputError: for a file that is too large, is no TOML, names code or other files, or that the readers refuse.
    """
    size = len(text.encode())
    if size > LARGEST:
        raise InputError(f"{file}: has {size} bytes; allowed: at most {LARGEST}")
    if not file.endswith(".toml"):
        raise InputError(f"{file}: is no scenario file; allowed: a file that ends in .toml")
    name = own_name(kind, file.removesuffix(".toml"))
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8", newline="\n")
    try:
        content = read_toml(path)
    except InputError as error:
        raise plain(error, folder) from None
    finally:
        path.unlink()
    check(kind, name, content, folder)
    return name, content


def check(kind: str, name: str, content: Table, folder: Path) -> None:
    """Raise `InputError`, with the name of the file alone, for content that cannot be used as a file of a kind."""
    where = f"{own_name(kind, name)}.toml"
    for key in REFUSED:
        if content.get(key):
            raise wrong_value(where, key, content[key], "nothing: the dashboard takes no code and no files of others")
    for key in NAMES:
        named = content.get(key, ())
        for each in [named] if isinstance(named, str) else named if isinstance(named, list) else ():
            if not isinstance(each, str) or each.endswith(".toml"):
                raise wrong_value(where, key, each, "the name of a file of the project")
    path = folder / where
    path.write_text(_text(content, where), encoding="utf-8", newline="\n")
    try:
        _load(kind, path)
    except InputError as error:
        raise plain(error, folder) from None
    finally:
        path.unlink()


def _load(kind: str, path: Path) -> None:
    """Read a file as the command line does."""
    if kind == MIXES:
        load_scenario(path, world=_TRIED_IN)
    elif kind == ROUTES:
        load_under(advice()[0], world=_TRIED_IN, course=path)
    else:
        check_world(load_world(path).settings, path.name, False)


def _text(content: Table, where: str) -> str:
    try:
        return toml_text(content)
    except (TypeError, RecursionError) as error:
        raise InputError(f"{where}: {error}") from None


def files_of(state: State) -> dict[str, str]:
    """Return the own files that a state uses: name of the file and text."""
    return {f"{name}.toml": toml_text(content) for _, name, content in state.used}


def write_files(state: State, folder: Path) -> None:
    """Write the own files that a state uses, each checked.

    Raises:
        InputError: for one that cannot be used.
    """
    for kind, name, content in state.used:
        check(kind, name, content, folder)
    for file, text in files_of(state).items():
        (folder / file).write_text(text, encoding="utf-8", newline="\n")


def plain(error: InputError, folder: Path) -> InputError:
    """Return an error without the folder of this machine in its message."""
    return InputError(re.sub(re.escape(str(folder)) + r"[/\\]", "", str(error)))


def started_from(kind: str, name: str, labels: Mapping[str, str]) -> dict[str, Any]:
    """Return the content of a new file that starts from one of the project.

    Args:
        kind: mixes, routes or worlds.
        name: of the file to start from.
        labels: of the new one, by key.
    """
    if kind == MIXES:
        return {**labels, "why": WHY, "sections": [], "base": name}
    content = read_toml(named_files(kind)[name])
    return {key: value for key, value in {**content, **labels}.items() if key not in ("aliases", *REFUSED)}
