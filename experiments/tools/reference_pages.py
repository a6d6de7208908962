"""Pages made from docstrings: the equations of the processes, and the functions and classes of the library."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path

from experiments.place import ROOT
from experiments.tools.docstrings import (
    Definition,
    as_markdown,
    exported,
    first_paragraph,
    found,
    public,
    signature,
    tree_of,
)
from experiments.tools.in_code import description, file_of, shown
from experiments.tools.markdown import link, made_by
from model.schedule import STEP

LIBRARY = ROOT / "experiments" / "api.py"
MODEL = ROOT / "model" / "__init__.py"


def equations_page() -> Iterable[str]:
    """Yield the lines of the page with the equations of the processes."""
    yield "# Equations, as the code states them"
    yield ""
    yield from made_by("the docstrings of the modules of processes")
    yield "Each process is described where it is programmed, with its equations, what they rest on, and the functions"
    yield "that compute them, in the order of a quarter. [The model in ODD+D](model.md) explains the symbols and how"
    yield "the parts hang together, [the schedule](schedule.md) says what each process reads and writes, and"
    yield "[parameters](parameters.md) lists the numbers."
    for number, process in enumerate(STEP, start=1):
        path = file_of(process.step)
        yield ""
        yield f"## {number} {process.name}"
        yield ""
        yield from as_markdown(description(path))
        yield f"Code: {link(shown(path))}."
        functions = [each for each in public(tree_of(path).body) if each.name != process.step.__name__]
        if functions:
            yield ""
            yield from (f"- `{each.name}`: {first_paragraph(each)}" for each in functions)


def library_page() -> Iterable[str]:
    """Yield the lines of the page with the functions and classes of the library."""
    yield "# Functions and classes of the library"
    yield ""
    yield from made_by("the docstrings of what `experiments/api.py` collects")
    yield "Names of the import package `ketenimpact`; in a checkout `from experiments import api` gives the same."
    yield "[The library](library.md) shows how they are used."
    names = exported(LIBRARY)
    yield from _section("Functions", LIBRARY, [name for name in names if name.islower()])
    yield from _section("Classes", LIBRARY, [name for name in names if not name.islower()])
    yield ""
    yield "## The model alone"
    yield ""
    yield "In the folder of the project, `from model import ...` gives the model without the experiments: the names"
    yield "above that belong to it, and these."
    yield from _section("", MODEL, [name for name in exported(MODEL) if name not in names])


def _section(title: str, module: Path, names: Iterable[str]) -> Iterable[str]:
    """Yield the lines on names of a module, under a heading where there is a title."""
    if title:
        yield ""
        yield f"## {title}"
    for name in names:
        path, node = found(module, name)
        yield ""
        yield f"### {name}"
        yield ""
        yield from _definition(name, node)
        yield f"Code: {link(shown(path))}."


def _definition(name: str, node: Definition) -> Iterable[str]:
    """Yield the lines on a function or class: how it is called, its docstring, and the methods of a class."""
    if isinstance(node, ast.FunctionDef):
        yield from ("```text", signature(node), "```", "")
        yield from as_markdown(ast.get_docstring(node) or "")
        return
    yield from as_markdown(ast.get_docstring(node) or "")
    for each in node.body:
        if isinstance(each, ast.FunctionDef) and each.name == "__init__" and ast.get_docstring(each):
            yield from ("```text", signature(each, name), "```", "")
            yield from as_markdown(ast.get_docstring(each) or "")
    members = [each for each in public(node.body) if not (each.returns and ast.unparse(each.returns) == "NoReturn")]
    yield from (f"- `{signature(each)}`: {first_paragraph(each)}" for each in members)
    if members:
        yield ""
