"""Docstrings and signatures of the code, as Markdown; modules are read, not loaded."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from experiments.place import ROOT
from experiments.tools.in_code import is_equation

TITLES = {"Args": "Arguments", "Attributes": "Attributes", "Returns": "Returns", "Raises": "Raises"}
_SECTION = re.compile(rf"({'|'.join(TITLES)}):\n")
_ENTRY = re.compile(r"^(?P<names>[A-Za-z_][\w, ]*?): ", re.MULTILINE)
_SEPARATOR = re.compile(r", (?=\*|\w+(?:: |=|$))(?![^\[{(]*[\]})])")
"""Commas between arguments; those within brackets belong to one."""
WIDEST = 100
"""The longest line of a signature."""
_PAGE = re.compile(r"\bdocs/([\w-]+\.md)")

Definition = ast.FunctionDef | ast.ClassDef


def as_markdown(docstring: str) -> Iterator[str]:
    """Yield the lines of a docstring: equations keep theirs, and sections such as `Args:` become lists."""
    for paragraph in re.split(r"\n{2,}", docstring.strip("\n")):
        section = _SECTION.match(paragraph)
        if section is not None:
            yield f"*{TITLES[section[1]]}*"
            yield ""
            body = inspect.cleandoc("\n" + paragraph[section.end() :])
            yield from [_text(body)] if section[1] == "Returns" else _entries(body)
        elif is_equation(paragraph):
            yield "```text"
            yield from inspect.cleandoc("\n" + paragraph).splitlines()
            yield "```"
        else:
            yield _text(paragraph)
        yield ""


def first_paragraph(node: Definition) -> str:
    """Return the first paragraph of the docstring of a function or class, on one line."""
    return _text((ast.get_docstring(node) or "").split("\n\n")[0])


def _entries(body: str) -> Iterator[str]:
    """Yield the entries of a section as a list."""
    starts = list(_ENTRY.finditer(body))
    ends = [*(each.start() for each in starts[1:]), len(body)]
    for each, end in zip(starts, ends, strict=True):
        yield f"- `{each['names']}`: {_text(body[each.end() : end])}"


def _text(text: str) -> str:
    """Return text on one line, with links to the pages of `docs` that it names."""
    return _PAGE.sub(r"[\1](\1)", " ".join(text.split())).replace("<", "&lt;")


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the code of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def exported(path: Path) -> list[str]:
    """Return the names in `__all__` of a module."""
    for node in tree_of(path).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return [str(name) for name in ast.literal_eval(node.value)]
    return []


def found(path: Path, name: str) -> tuple[Path, Definition]:
    """Return the module in which a name of a module is defined, and its definition; imports are followed.

    Raises:
        KeyError: when the module neither defines the name nor imports it from the project.
    """
    tree = tree_of(path)
    for node in tree.body:
        if isinstance(node, Definition) and node.name == name:
            return path, node
    for line in ast.walk(tree):
        if isinstance(line, ast.ImportFrom) and line.module and name in (each.name for each in line.names):
            home = ROOT / line.module.replace(".", "/")
            return found(home / "__init__.py" if home.is_dir() else home.with_suffix(".py"), name)
    raise KeyError(f"{path}: {name}")


def public(nodes: Iterable[ast.AST]) -> list[ast.FunctionDef]:
    """Return the functions with a docstring among the parts of a module or class, but those that begin with `_`."""
    functions = (node for node in nodes if isinstance(node, ast.FunctionDef) and not _is_setter(node))
    return [node for node in functions if not node.name.startswith("_") and ast.get_docstring(node)]


def _is_setter(function: ast.FunctionDef) -> bool:
    return any(ast.unparse(each).endswith(".setter") for each in function.decorator_list)


def signature(function: ast.FunctionDef, name: str = "") -> str:
    """Return how a function is called, an argument a line where one line is too short; of a property its name."""
    if any(ast.unparse(each) == "property" for each in function.decorator_list):
        return function.name
    result = f" -> {ast.unparse(function.returns)}" if function.returns and not name else ""
    arguments = ast.unparse(function.args).removeprefix("self").removeprefix(", ")
    line = f"{name or function.name}({arguments}){result}"
    if len(line) <= WIDEST:
        return line
    split = "".join(f"    {each},\n" for each in _SEPARATOR.split(arguments))
    return f"{name or function.name}(\n{split}){result}"
