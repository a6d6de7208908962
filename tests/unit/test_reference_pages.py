"""Docstrings become Markdown: equations keep their lines, sections become lists, imports lead to definitions."""

import ast
from pathlib import Path

import pytest

from experiments import api
from experiments.tools.docstrings import as_markdown, exported, found, public, signature
from experiments.tools.reference_pages import LIBRARY, equations_page, library_page
from model.schedule import STEP

SOURCE = '''
class Thing:
    """A thing."""

    @property
    def size(self) -> int:
        """Its size."""

    @size.setter
    def size(self, value: int) -> None:
        """Set it."""

    def grow(self, by: int = 1, *, cap: dict[str, int] | None = None) -> int:
        """Grow."""

    def _hidden(self) -> None:
        """Not shown."""

    def silent(self) -> None: ...
'''


def functions() -> list[ast.FunctionDef]:
    (thing,) = ast.parse(SOURCE).body
    assert isinstance(thing, ast.ClassDef)
    return public(thing.body)


def test_a_docstring_by_hand() -> None:
    sections = "Args:\n    a: one, see docs/sweeps.md;\n        long.\n    b, c: x < y.\n\nReturns:\n    Two: a and b."
    docstring = f"Add up.\n\n    y = a\n      + b\n\n{sections}"
    assert list(as_markdown(docstring)) == [
        "Add up.",
        "",
        "```text",
        "y = a",
        "  + b",
        "```",
        "",
        "*Arguments*",
        "",
        "- `a`: one, see [sweeps.md](sweeps.md); long.",
        "- `b, c`: x &lt; y.",
        "",
        "*Returns*",
        "",
        "Two: a and b.",
        "",
    ]


def test_public_functions_are_those_with_a_docstring_and_no_setters() -> None:
    assert [each.name for each in functions()] == ["size", "grow"]


def test_signatures_by_hand() -> None:
    size, grow = functions()
    assert signature(size) == "size"
    assert signature(grow) == "grow(by: int=1, *, cap: dict[str, int] | None=None) -> int"
    assert signature(grow, "Thing") == "Thing(by: int=1, *, cap: dict[str, int] | None=None)"


def test_a_long_signature_has_an_argument_a_line() -> None:
    code = f"def f(first: dict[str, int], *, second: tuple[int, ...]=(1, 2), {'x' * 60}: int=3) -> int: ..."
    (function,) = ast.parse(code).body
    assert isinstance(function, ast.FunctionDef)
    assert signature(function).splitlines() == [
        "f(",
        "    first: dict[str, int],",
        "    *,",
        "    second: tuple[int, ...]=(1, 2),",
        f"    {'x' * 60}: int=3,",
        ") -> int",
    ]


def test_names_are_found_where_they_are_defined(tmp_path: Path) -> None:
    assert found(LIBRARY, "compare")[0] == LIBRARY
    path, node = found(LIBRARY, "ChainModel")
    assert (path.name, node.name) == ("model.py", "ChainModel")
    with pytest.raises(KeyError, match="unicorn"):
        found(LIBRARY, "unicorn")
    (tmp_path / "empty.py").write_text("", encoding="utf-8")
    assert exported(tmp_path / "empty.py") == []


def test_the_library_page_has_every_name_of_the_library() -> None:
    headings = [line.removeprefix("### ") for line in library_page() if line.startswith("### ")]
    assert set(api.__all__) <= set(headings)
    assert len(headings) == len(set(headings))


def test_the_equations_page_has_every_process_in_its_order() -> None:
    headings = [line.removeprefix("## ") for line in equations_page() if line.startswith("## ")]
    assert headings == [f"{number} {each.name}" for number, each in enumerate(STEP, start=1)]
