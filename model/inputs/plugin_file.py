"""A plug-in: a Python file that a scenario names, and that adds to the model (docs/plugins.md)."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from model.errors import InputError
from model.hashing import content_hash
from model.inputs.input_text import read_text

_WITHIN = __name__.removesuffix("inputs.plugin_file")


@dataclass(frozen=True)
class Plugin:
    """The text of a plug-in file. Two with one text are the same, wherever they stand.

    Unpickled, it is loaded, so that what stands behind it in a pickle finds its classes.
    """

    path: str = field(compare=False)
    text: str

    @property
    def name(self) -> str:
        """The name of the file."""
        return Path(self.path).name

    @cached_property
    def hash(self) -> str:
        """The hash of the text."""
        return content_hash(self.text)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle as what it was read from."""
        return _loaded, (self.path, self.text)


@dataclass(frozen=True)
class PluginSet:
    """All plug-ins of a process. Unpickled, it has the other process load these, in this order, and no others."""

    plugins: tuple[Plugin, ...]

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle as what the plug-ins were read from."""
        return _only, tuple((each.path, each.text) for each in self.plugins)


def read_plugins(names: Sequence[str], file: Path) -> tuple[Plugin, ...]:
    """Read the plug-ins that a scenario file names, relative to its folder.

    Raises:
        InputError: for a file that is no Python file, is named twice, or cannot be read.
    """
    found: list[Plugin] = []
    for name in names:
        where = f"{file}: plugins"
        if not name.endswith(".py"):
            raise InputError(f'{where}: {name!r} is not allowed; allowed: paths of Python files, as in "strike.py"')
        try:
            text = read_text(file.parent / name)
        except InputError as error:
            raise InputError(f"{where}: {error}") from None
        plugin = Plugin(str(file.parent / name), text.replace("\r\n", "\n"))
        if plugin in found:
            raise InputError(f"{where}: {name} is there twice; allowed: once")
        found.append(plugin)
    return tuple(found)


def _loaded(path: str, text: str) -> Plugin:
    """Return a plug-in that is loaded."""
    plugin = Plugin(path, text)
    importlib.import_module(f"{_WITHIN}plugins").load(plugin)
    return plugin


def _only(*given: tuple[str, str]) -> PluginSet:
    """Return a set of plug-ins of which all are loaded, and nothing else."""
    plugins = tuple(Plugin(path, text) for path, text in given)
    if plugins or f"{_WITHIN}plugins" in sys.modules:
        importlib.import_module(f"{_WITHIN}plugins").only(plugins)
    return PluginSet(plugins)
