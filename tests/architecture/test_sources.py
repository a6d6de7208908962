"""What product code says: where chance comes from, no policy mix by name, and every public function explained."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

CHANCE = "model/randomness.py"
"""The only module that makes random generators; others are handed one."""

OTHER_MEANINGS = {
    ("model/file_names.py", "null"): "what readers of tables take for missing",
    ("model/vocabulary.py", "broad"): "a due diligence choice",
    ("model/instruments/transparency.py", "transparency"): "the instrument",
}
"""Words that are also the name of a mix, where they mean something else."""


def product_code() -> list[Path]:
    found = [ROOT / "run.py", *(ROOT / "experiments").rglob("*.py"), *(ROOT / "model").rglob("*.py")]
    return sorted(path for path in found if path.is_file())


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in product_code()}


@pytest.fixture(scope="module")
def mix_names() -> set[str]:
    """Names and aliases of the mixes; bare numbers are left out, since they mean too much else."""
    names: set[str] = set()
    for path in (ROOT / "scenarios" / "mixes").rglob("*.toml"):
        aliases = tomllib.loads(path.read_text(encoding="utf-8")).get("aliases", [])
        names |= {path.stem, *(alias for alias in aliases if not alias.isdigit())}
    assert names
    return names


def texts_in(tree: ast.Module) -> Iterator[str]:
    """Yield the text constants of a module that are not docstrings."""
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value


def chance_in(tree: ast.Module) -> Iterator[str]:
    """Yield the uses of random generators, except `np.random.Generator` as the type of one that is handed in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in ("random", "secrets", "numpy.random"))
        elif isinstance(node, ast.ImportFrom) and node.module in ("secrets", "numpy.random"):
            yield str(node.module)
        elif isinstance(node, ast.ImportFrom) and node.module == "random":
            yield from (f"random.{alias.name}" for alias in node.names if alias.name != "Random")
        elif isinstance(node, ast.Attribute):
            text = ast.unparse(node)
            if text.startswith(("np.random.", "numpy.random.")) and not text.endswith(".random.Generator"):
                yield text


def public_functions(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield the public functions of a module and the public methods of its public classes."""
    for node in body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield prefix + node.name, node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public_functions(node.body, f"{prefix}{node.name}.")


def without_annotation(function: ast.FunctionDef) -> list[str]:
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    missing = [each.arg for each in every if each and each.annotation is None and each.arg not in ("self", "cls")]
    return missing + (["return"] if function.returns is None else [])


def is_setter(function: ast.FunctionDef) -> bool:
    """Say whether a function is the setter of a property, which its getter explains."""
    return any(ast.unparse(each).endswith(".setter") for each in function.decorator_list)


def test_the_readers_see_what_they_should() -> None:
    tree = ast.parse('"""broad"""\nx = "broad"\ny = f"{x} null"\n')
    assert list(texts_in(tree)) == ["broad", " null"]
    made = "import random\nfrom random import Random, choice\ndef f(g: np.random.Generator): np.random.default_rng()"
    assert sorted(chance_in(ast.parse(made))) == ["np.random.default_rng", "random", "random.choice"]
    code = ast.parse("class A:\n    def f(self, a, *, b: int): ...\n    def _g(self): ...\n")
    [(name, function)] = public_functions(code.body)
    assert (name, without_annotation(function)) == ("A.f", ["a", "return"])


def test_chance_comes_from_the_named_streams_only(trees: dict[str, ast.Module]) -> None:
    assert list(chance_in(trees[CHANCE]))
    found = {name: list(chance_in(tree)) for name, tree in trees.items() if name != CHANCE}
    assert {name: uses for name, uses in found.items() if uses} == {}


def test_no_product_code_names_a_policy_mix(trees: dict[str, ast.Module], mix_names: set[str]) -> None:
    found = {(name, text) for name, tree in trees.items() for text in texts_in(tree) if text in mix_names}
    assert found - set(OTHER_MEANINGS) == set()
    assert set(OTHER_MEANINGS) <= found, "an exception that is no longer needed"


def test_public_functions_are_annotated_and_explained(trees: dict[str, ast.Module]) -> None:
    wrong = {}
    for name, tree in trees.items():
        for label, function in public_functions(tree.body):
            lacks = without_annotation(function)
            if not is_setter(function) and ast.get_docstring(function) is None:
                lacks.append("docstring")
            if lacks:
                wrong[f"{name}: {label}"] = lacks
    assert wrong == {}
