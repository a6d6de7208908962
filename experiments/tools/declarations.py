"""Change defaults where they are declared, and keep the median of the prior beside each (`par(before=...)`)."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from experiments.place import ROOT
from experiments.tools.in_code import MODEL


@dataclass(frozen=True)
class Declaration:
    """Where a parameter is declared: the call of `par` in a file."""

    name: str
    call: ast.Call


def declarations(text: str) -> Iterator[Declaration]:
    """Yield the declarations in a module's text, in order."""
    for group in ast.walk(ast.parse(text)):
        if not isinstance(group, ast.ClassDef):
            continue
        for mark in group.decorator_list:
            if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "parameters":
                yield from _fields(ast.literal_eval(mark.args[0]), group)


def _fields(group: str, declaring: ast.ClassDef) -> Iterator[Declaration]:
    for line in declaring.body:
        if not isinstance(line, ast.AnnAssign) or not isinstance(line.target, ast.Name):
            continue
        call = line.value
        if isinstance(call, ast.Call) and call.args and _is_number(call.args[0]):
            yield Declaration(f"{group}.{line.target.id}", call)


def _is_number(argument: ast.expr) -> bool:
    """Say whether an argument is a number, written out."""
    try:
        return isinstance(ast.literal_eval(argument), int | float)
    except ValueError:
        return False


def with_defaults(text: str, defaults: Mapping[str, float]) -> str:
    """Return a module's text with other defaults, not yet formatted.

    Args:
        text: of the module.
        defaults: by full name; every other parameter gets the median of its prior back.
    """
    lines = text.splitlines(keepends=True)
    for each in sorted(declarations(text), key=lambda found: found.call.lineno, reverse=True):
        first = each.call.args[0]
        before = next((part.value for part in each.call.keywords if part.arg == "before"), None)
        median = ast.literal_eval(first if before is None else before)
        value = defaults.get(each.name, median)
        if before is not None:
            _replace(lines, before, "None" if value == median else f"{median:g}")
        elif value != median:
            last = max((*each.call.args, *(part.value for part in each.call.keywords)), key=_end)
            row, column = _end(last)
            lines[row] = f"{lines[row][:column]}, before={median:g}{lines[row][column:]}"
        if value != ast.literal_eval(first):
            _replace(lines, first, f"{value:g}")
    return "".join(lines).replace("        before=None,\n", "").replace(", before=None", "")


def _end(part: ast.expr) -> tuple[int, int]:
    """Return the line, from 0, and the column where an expression of one line ends."""
    return (part.end_lineno or part.lineno) - 1, part.end_col_offset or 0


def _replace(lines: list[str], part: ast.expr, text: str) -> None:
    row, column = _end(part)
    lines[row] = f"{lines[row][: part.col_offset]}{text}{lines[row][column:]}"


def write_defaults(defaults: Mapping[str, float]) -> list[Path]:
    """Write other defaults into the code, to be formatted; return the files that changed, relative to the project."""
    changed = []
    for path in sorted(MODEL.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        after = with_defaults(text, defaults)
        if after != text:
            path.write_text(after, encoding="utf-8", newline="\n")
            changed.append(path.relative_to(ROOT))
    return changed
