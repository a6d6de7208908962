"""Where the code says what a name is: the line of its declaration, the equation above it, and where it is used."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from experiments.place import ROOT, WITHIN
from model.outcomes import OUTCOMES
from model.parameters import groups
from model.schedule import PROCESSES

MODEL = ROOT / "model"


def shown(path: Path, line: int | None = None) -> str:
    """Return a path relative to the project, where it is inside that, with a line where one is given."""
    text = (path.relative_to(ROOT) if path.is_relative_to(ROOT) else path).as_posix()
    return text if line is None else f"{text}:{line}"


def file_of(thing: Any) -> Path:
    """Return the file of the module in which a class or function is written."""
    return Path(str(sys.modules[inspect.unwrap(thing).__module__].__file__))


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def parameter_line(full: str) -> str:
    """Return `path:line` of the declaration of a parameter."""
    group, field = full.rsplit(".", 1)
    declaring = groups()[group]
    path = file_of(declaring)
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.ClassDef) and node.name == declaring.__name__:
            for line in node.body:
                if isinstance(line, ast.AnnAssign) and ast.unparse(line.target) == field:
                    return shown(path, line.lineno)
    return shown(path)


def named_line(path: Path, kind: str, name: str) -> str:
    """Return `path:line` of the call in a module that makes a thing of a kind (a class) with a name, else the path."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == kind:
            given = [*node.args, *(each.value for each in node.keywords if each.arg == "name")]
            if any(isinstance(each, ast.Constant) and each.value == name for each in given):
                return shown(path, node.lineno)
    return shown(path)


def outcome_line(name: str) -> str:
    """Return `path:line` where an outcome is declared, or where it is computed when it is one of a family."""
    holding = [path for path in (MODEL / "outcomes").glob("*.py") if f'"{name}"' in path.read_text(encoding="utf-8")]
    for path in sorted(holding):
        found = named_line(path, "Outcome", name)
        if found != shown(path):
            return found
    compute = inspect.unwrap(OUTCOMES[name].compute)
    return shown(file_of(compute), compute.__code__.co_firstlineno)


def formulas(compute: Callable[..., Any]) -> list[str]:
    """Return what the functions behind an outcome say they return: its own docstring, or those of what it calls."""
    compute = inspect.unwrap(compute)
    if compute.__doc__:
        return [" ".join(compute.__doc__.split())]
    module = vars(sys.modules[compute.__module__])
    cells = [cell.cell_contents for cell in compute.__closure__ or ()]
    called = [*(module.get(name) for name in compute.__code__.co_names), *cells]
    return [" ".join(str(each.__doc__).split()) for each in called if inspect.isfunction(each) and each.__doc__]


def equation(path: Path) -> str:
    """Return the equations in the docstring of a module, each with the paragraph before it; empty without any."""
    paragraphs = (ast.get_docstring(_tree(path)) or "").split("\n\n")
    kept: list[str] = []
    for before, paragraph in zip(["", *paragraphs], paragraphs, strict=False):
        if is_equation(paragraph):
            kept += [each for each in (before, paragraph) if each and each not in kept]
    return "\n\n".join(kept)


def is_equation(paragraph: str) -> bool:
    """Say whether a paragraph of a docstring is indented, or begins with an equation."""
    return paragraph.startswith("    ") or " = " in paragraph.partition("\n")[0]


def description(path: Path) -> str:
    """Return the docstring of a module."""
    return ast.get_docstring(_tree(path)) or ""


@cache
def _modules() -> tuple[Path, ...]:
    """Return the modules of the model, sorted."""
    return tuple(sorted(MODEL.rglob("*.py")))


@cache
def _first_lines(path: Path) -> tuple[dict[str, int], dict[str, int]]:
    """Return the first line at which a module has each name, and each attribute."""
    names: dict[str, int] = {}
    attributes: dict[str, int] = {}
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Name):
            names[node.id] = min(node.lineno, names.get(node.id, node.lineno))
        elif isinstance(node, ast.Attribute):
            attributes[node.attr] = min(node.lineno, attributes.get(node.attr, node.lineno))
    return names, attributes


def uses(full: str) -> dict[str, int]:
    """Return the modules of the model that read a parameter, with the first line that does.

    A module counts that names the class of the group and reads a field of that name; where none does, one of the
    package that declares the group and reads such a field of what it is given; where none does that either, since the
    name of the field is put together, one that names the class.
    """
    name, field = full.rsplit(".", 1)
    declaring = groups()[name]
    lines = {path: _first_lines(path) for path in sorted({*_modules(), file_of(declaring)})}
    held = {path: names[declaring.__name__] for path, (names, _) in lines.items() if declaring.__name__ in names}
    given = {path: attributes[field] for path, (_, attributes) in lines.items() if field in attributes}
    read = {path: line for path, line in given.items() if path in held}
    beside = {path: line for path, line in given.items() if path.parent == file_of(declaring).parent}
    return {shown(path): line for path, line in (read or beside or held).items()}


def processes_reading(paths: Iterable[str]) -> list[str]:
    """Return the processes that are written in these modules, or in those that import them, by name."""
    process_at = {shown(file_of(each.step)): each.name for each in PROCESSES.values()}
    left, seen = list(paths), set(paths)
    while left:
        path = left.pop()
        if path not in process_at:
            further = _importing(path.removesuffix(".py").replace("/", ".")) - seen
            left += further
            seen |= further
    return sorted(name for path, name in process_at.items() if path in seen)


@cache
def _importing(module: str) -> frozenset[str]:
    """Return the modules of the model that import from a module when they are loaded."""
    return frozenset(
        shown(path)
        for path in _modules()
        if any(isinstance(node, ast.ImportFrom) and _plain(node.module) == module for node in _tree(path).body)
    )


def _plain(module: str | None) -> str:
    """Return the name of a module as in a checkout, also where the project is installed."""
    return str(module).removeprefix(WITHIN)
