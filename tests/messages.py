"""Messages of errors as they stand in the code: with a numbered gap, such as {0}, for each part that varies."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from experiments.cli.translated import ERROR, KIND
from experiments.report.translation import LOCALES

ROOT = LOCALES.parents[1]
PLACES = {
    "InputError": 0,
    "StudyError": 0,
    "ArgumentTypeError": 0,
    "wrong_value": 3,
    "unknown_name": 1,
    "Field": 1,
    "message": 0,
    "__init__": 0,
}
"""Which argument of a call is a message, or a part of one."""
OF_ARGPARSE = (
    "argument {0}: {1}",
    "ambiguous option: {0} could match {1}",
    "expected at least one argument",
    "expected one argument",
    "ignored explicit argument {0}",
    "invalid choice: {0} (choose from {1})",
    "invalid {0} value: {1}",
    "not allowed with argument {0}",
    "the following arguments are required: {0}",
    "unrecognized arguments: {0}",
)
"""Messages of argparse."""
Names = Mapping[str, Sequence[ast.expr]]


def messages() -> set[tuple[str, str]]:
    """Return all messages of errors, and the texts that fill their gaps as far as they stand in the code."""
    found = {(ERROR, text) for text in OF_ARGPARSE} | set(_Code([*trees("model"), *trees()]))
    return {(context, text) for context, text in found if re.search("[a-z]", re.sub(r"{\d+}", "", text))}


@cache
def trees(part: str = "experiments") -> tuple[ast.Module, ...]:
    """Return the modules of a part of the project; those of `experiments` with the front door."""
    paths = [*(ROOT / part).rglob("*.py"), *([ROOT / "run.py"] if part == "experiments" else [])]
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in paths)


def called(call: ast.Call) -> str:
    """Return the last name of what is called, or of what gives what is called; empty where it has none."""
    if isinstance(call.func, ast.Call):
        return called(call.func)
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


class _Code:
    """The modules of the project, in which messages are looked up."""

    def __init__(self, modules: Sequence[ast.Module]) -> None:
        self.places, self.functions = dict(PLACES), dict[str, list[tuple[ast.FunctionDef, Names]]]()
        self.modules = modules
        for module in modules:
            constants = _constants(module)
            for each in ast.walk(module):
                if isinstance(each, ast.FunctionDef):
                    self.functions.setdefault(each.name, []).append((each, constants | _names(each)))
                if isinstance(each, ast.ClassDef) and {ast.unparse(base) for base in each.bases} & set(PLACES):
                    self.places[each.name] = 0

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield context and text of each message."""
        for module in self.modules:
            yield from self._in(module, _constants(module))
        for functions in self.functions.values():
            for function, names in functions:
                yield from self._in(function, names)
        for function, names in self.functions["__str__"]:
            yield from ((ERROR, text) for text in self._returned(function, names))

    def _returned(self, function: ast.FunctionDef, names: Names) -> Iterator[str]:
        """Yield the texts that a function returns."""
        for each in ast.walk(function):
            if isinstance(each, ast.Return) and each.value is not None:
                yield from self._texts(each.value, names, True)

    def _in(self, place: ast.AST, names: Names) -> Iterator[tuple[str, str]]:
        for call in (each for each in ast.walk(place) if isinstance(each, ast.Call)):
            name = called(call)
            at = self.places.get(name, len(call.args))
            for text in self._texts(call.args[at], names) if at < len(call.args) else ():
                yield (KIND if name == "unknown_name" and "{" not in text else ERROR), text

    def _texts(self, node: ast.expr, names: Names, nested: bool = False) -> Iterator[str]:
        """Yield the texts that an expression can be; a nested one has to be of several words."""
        match node:
            case ast.IfExp(body=one, orelse=other):
                parts: list[ast.expr] = [one, other]
            case ast.BoolOp(values=parts):
                pass
            case ast.Name(id=name):
                parts, nested = list(names.get(name, ())), True
                names = {key: value for key, value in names.items() if key != name}
            case ast.Call(func=ast.Name(id=name)) if name in self.functions:
                for function, own in self.functions[name]:
                    yield from self._returned(function, own)
                return
            case ast.Constant(value=str()) | ast.JoinedStr() | ast.BinOp():
                text = _template(node)
                if " " in text or not nested:
                    yield text
                parts = [each.value for each in ast.walk(node) if isinstance(each, ast.FormattedValue)]
                nested = True
            case _:
                return
        for each in parts:
            yield from self._texts(each, names, nested)


def _constants(module: ast.Module) -> dict[str, list[ast.expr]]:
    """Return what the names of a module are given outside its functions."""
    return _names(ast.Module([each for each in module.body if isinstance(each, ast.Assign)], []))


def _names(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """Return what names are given."""
    found: dict[str, list[ast.expr]] = {}
    for each in ast.walk(tree):
        match each:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found.setdefault(name, []).append(value)
    return found


def _template(node: ast.expr) -> str:
    """Return a text with numbered gaps."""
    parts = list(_parts(node))
    gaps = iter(range(len(parts)))
    return "".join(
        re.sub("[{}]", r"\g<0>\g<0>", each) if isinstance(each, str) else f"{{{next(gaps)}}}" for each in parts
    )


def _parts(node: ast.expr) -> Iterator[str | None]:
    """Yield fixed parts of a text, and None for each gap."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            for each in parts:
                yield from _parts(each)
        case ast.BinOp(left=left, right=right):
            yield from _parts(left)
            yield from _parts(right)
        case _:
            yield None
