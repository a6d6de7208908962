"""Where the files of scenarios are, and how one is found by name, alias or path."""

from __future__ import annotations

from pathlib import Path

from model.errors import InputError, unknown_name
from model.file_names import check_name, is_stray
from model.inputs.toml_input import read_toml
from model.politics.course import is_simulated

SCENARIOS = Path(__file__).resolve().parents[1] / "scenarios"
"""The folder of the project's own scenario files."""


def named_files(folder: str, root: Path | None = None) -> dict[str, Path]:
    """Return the scenario files in `scenarios/<folder>` and the folders below it, by name, sorted; no stray files."""
    found = sorted(((root or SCENARIOS) / folder).rglob("*.toml"), key=lambda path: (len(path.parts), path.name))
    return {path.stem: path for path in found if not is_stray(path)}


def course_files() -> dict[str, Path]:
    """Return the files of courses of politics with fixed dates, by name."""
    return {name: path for name, path in named_files("routes").items() if not is_simulated(path)}


def route_files() -> dict[str, Path]:
    """Return the files of routes, whose politics is simulated, by name."""
    return {name: path for name, path in named_files("routes").items() if is_simulated(path)}


def find_file(folder: str, kind: str, name: str | Path, beside: Path | None = None, where: str = "") -> Path:
    """Find a scenario file by name, alias (for mixes and courses) or path.

    A path is anything that ends in `.toml`; it is taken relative to `beside` (the folder of the file that
    names it) or the working directory. `where` is for messages: by default the option of the command line.

    Raises:
        InputError: when there is none, with the nearest valid name, or when its name is none for a table of results.
    """
    if str(name).endswith(".toml"):
        path = Path(name) if beside is None else beside / Path(name)
        if not path.is_file():
            raise InputError(f"{path}: file not found (a {kind} by path)")
        check_name(path.stem, str(path))
        return path
    files = named_files(folder)
    if str(name) in files:
        return files[str(name)]
    aliases = _aliases(folder) if folder in ("mixes", "routes") else {}
    if str(name) in aliases:
        return files[aliases[str(name)]]
    raise unknown_name(where or f"--{kind}", kind, str(name), [*files, *aliases])


def find_named(folder: str, kind: str, name: str, file: Path, key: str) -> Path:
    """Find a scenario file that another file names under a key; for errors see `find_file`."""
    return find_file(folder, kind, name, file.parent if name.endswith(".toml") else None, f"{file}: {key}")


def _aliases(folder: str) -> dict[str, str]:
    """Return alias to name for the files of a folder."""
    aliases: dict[str, str] = {}
    for name, path in named_files(folder).items():
        for alias in read_toml(path).get("aliases", []):
            aliases[str(alias)] = name
    return aliases
