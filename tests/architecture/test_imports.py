"""Who may import whom: `run.py` -> `experiments` -> `model`, and inside the model nothing points back.

Inside `model/processes` a process may take from another process what others declare as well: parameter groups,
and public functions that compute from what they are given. It may take no `step`, no `PROCESS` and no private name,
so that only the schedule runs processes (`test_processes.py` holds that nobody writes another's columns).
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("numpy", "pandas", "scipy", "mesa", "matplotlib", "pyarrow")

ONLY_FROM = {
    "model.schedule": ("model.plugins", "model.plugin_checks"),
    "model.plugins": ("model.simulation",),
    "model.simulation": ("model.model", "model.observations.observing", "model"),
    "model.model": ("model",),
    "model.agents": ("model.model", "model.agent_steps", "model"),
    "model.agent_views": ("model.agents", "model.agent_steps", "model.model"),
    "model.catalogue": ("model.scenario",),
}
"""Modules at the top of the model, and the only modules of the model that may import them."""

FOUNDATION = {
    "model.errors",
    "model.quarters",
    "model.vocabulary",
    "model.state.columns",
    "model.state.company_state",
    "model.state.supplier_state",
    "model.state.state",
    "model.parameters",
    "model.randomness",
    "model.sums",
    "model.process",
}
"""What everyone may use; it stands on nothing else of the model, except for types."""

FLOORS = (
    ("model",),
    ("experiments.place", "experiments.processes"),
    ("experiments.report",),
    ("experiments.runs",),
    ("experiments.studies.common",),
    ("experiments.studies",),
    ("experiments.explorer",),
    ("experiments.tools",),
    ("experiments.pages",),
    ("experiments.cli", "experiments.api", "experiments.dashboard"),
    ("run",),
)
"""Packages from the bottom up; what stands higher is not imported by what stands lower."""

MESA = {"model.model", "model.agents", "model.agent_views", "experiments.tools.benchmark"}
"""The modules that use Mesa: the model, its agents, and the benchmark that has Mesa's batch runner as a yardstick."""
INSTRUMENT_MAY_IMPORT = {
    "model.state.state",
    "model.parameters",
    "model.instruments.instrument",
    "__future__",
    "collections",
    "numpy",
    "typing",
}


@dataclass(frozen=True)
class Import:
    """One imported name: by which module, from which, what, and whether on loading (not late, not for types only)."""

    by: str
    source: str
    name: str
    on_loading: bool


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def source_files() -> list[Path]:
    """Return the product code: the front door, the experiments and the model."""
    found = [ROOT / "run.py", *(ROOT / "experiments").rglob("*.py"), *(ROOT / "model").rglob("*.py")]
    return sorted(path for path in found if path.is_file())


def imports_of(tree: ast.Module, by: str) -> list[Import]:
    """Return all imports of a module, those inside functions and for types only included."""

    def visit(node: ast.AST, on_loading: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield from (Import(by, alias.name, "", on_loading) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{by}: relative import"
                yield from (Import(by, str(child.module), alias.name, on_loading) for alias in child.names)
            else:
                late = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) or (
                    isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
                )
                yield from visit(child, on_loading and not late)

    return list(visit(tree, True))


@pytest.fixture(scope="module")
def modules() -> set[str]:
    return {module_name(path) for path in source_files()}


@pytest.fixture(scope="module")
def imports(modules: set[str]) -> list[Import]:
    """All imports; `from package import module` counts as an import of that module."""
    found: list[Import] = []
    for path in source_files():
        for each in imports_of(ast.parse(path.read_text(encoding="utf-8")), module_name(path)):
            whole = f"{each.source}.{each.name}"
            found.append(Import(each.by, whole, "", each.on_loading) if whole in modules else each)
    assert any(each.by == "model.schedule" for each in found)
    return found


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def test_reading_imports_tells_late_from_early() -> None:
    text = "import a\nif TYPE_CHECKING:\n    from b import c\ndef f():\n    import d\nclass E:\n    import g\n"
    found = {(each.source, each.on_loading) for each in imports_of(ast.parse(text), "here")}
    assert found == {("a", True), ("b", False), ("d", False), ("g", True)}


@pytest.mark.parametrize(
    ("package", "never"),
    [("model", "experiments"), ("model", "run"), ("experiments", "run"), ("model", "tests"), ("experiments", "tests")],
)
def test_dependencies_point_down(imports: list[Import], package: str, never: str) -> None:
    assert [each for each in imports if within(each.by, package) and within(each.source, never)] == []


def test_no_module_imports_itself_in_a_circle(imports: list[Import], modules: set[str]) -> None:
    """Late imports and those for types count too: they are circles of thought."""
    graph: dict[str, set[str]] = {name: set() for name in modules}
    for each in imports:
        if each.source in modules and each.source != each.by:
            graph[each.by].add(each.source)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"circle of imports: {' -> '.join(error.args[1])}")


def floor(name: str) -> int | None:
    """Return the place of a module in `FLOORS`; None for what stands on none of them."""
    found = [place for place, packages in enumerate(FLOORS) if any(within(name, package) for package in packages)]
    return max(found, default=None)


def test_experiments_import_from_below(imports: list[Import]) -> None:
    """Late imports count."""
    wrong = []
    for each in imports:
        by, source = floor(each.by), floor(each.source)
        if by is not None and source is not None and source > by:
            wrong.append(f"{each.by} -> {each.source}")
    assert wrong == []


STUDIES = sorted(path.name for path in (ROOT / "experiments" / "studies").iterdir() if (path / "figures").is_dir())
CONTRACT = ("options", "design", "analysis", "tables", "report", "figures.drawing")


def test_the_studies_are_those_of_the_advice_and_of_its_uncertainty() -> None:
    assert {"ablation", "comparison", "discovery", "pressure", "robustness", "routes", "sensitivity"} <= set(STUDIES)


@pytest.mark.parametrize("study", STUDIES)
def test_every_study_has_the_same_files(study: str, modules: set[str]) -> None:
    assert {f"experiments.studies.{study}.{name}" for name in CONTRACT} - modules == set()


@pytest.mark.parametrize("study", STUDIES)
def test_a_study_knows_nothing_of_its_figures(study: str, imports: list[Import]) -> None:
    figures = f"experiments.studies.{study}.figures"
    assert [
        each
        for each in imports
        if within(each.source, figures) and not within(each.by, figures) and within(each.by, "experiments.studies")
    ] == []


def test_a_study_imports_no_other_but_the_comparison(imports: list[Import]) -> None:
    wrong = []
    for each in imports:
        by, source = (
            name.split(".")[2] if within(name, "experiments.studies") and name.count(".") > 1 else ""
            for name in (each.by, each.source)
        )
        if by and source and source not in (by, "common", "comparison"):
            wrong.append(f"{each.by} -> {each.source}")
    assert wrong == []


@pytest.mark.parametrize("top", ONLY_FROM)
def test_the_top_of_the_model_is_imported_from_above_only(imports: list[Import], top: str) -> None:
    users = {each.by for each in imports if each.source == top and within(each.by, "model") and each.on_loading}
    assert users <= set(ONLY_FROM[top])


def test_the_foundation_stands_on_itself(imports: list[Import], modules: set[str]) -> None:
    assert modules >= FOUNDATION
    found = [each for each in imports if each.by in FOUNDATION and each.on_loading]
    assert [each for each in found if within(each.source, "model") and each.source not in FOUNDATION] == []


def test_mesa_stays_behind_the_model_and_its_agents(imports: list[Import]) -> None:
    assert {each.by for each in imports if within(each.source, "mesa")} == MESA


def test_processes_take_no_step_and_no_private_name_of_another(imports: list[Import], modules: set[str]) -> None:
    between = [
        each
        for each in imports
        if within(each.by, "model.processes") and within(each.source, "model.processes") and each.on_loading
    ]
    assert between, "processes share at least a parameter group"
    taken = [each for each in between if each.name in ("step", "settle", "PROCESS", "") or each.name.startswith("_")]
    assert taken == []


def test_processes_are_run_by_the_schedule_only(imports: list[Import]) -> None:
    users = {each.by for each in imports if each.name == "PROCESS" or within(each.source, "model.processes")}
    measures = ("model.outcomes", "model.observations")
    allowed = ("model.schedule", "model.processes", "model.building.initial", *measures, "experiments")
    assert [name for name in users if not any(within(name, package) for package in allowed)] == []
    assert [each for each in imports if each.name in ("PROCESS", "step", "settle")] == []


def test_an_instrument_sees_levers_and_parameters_only(imports: list[Import]) -> None:
    instruments = [
        each
        for each in imports
        if within(each.by, "model.instruments") and each.by not in ("model.instruments", "model.instruments.instrument")
    ]
    assert instruments
    wrong = [
        each
        for each in instruments
        if each.source not in INSTRUMENT_MAY_IMPORT and each.source.split(".")[0] not in INSTRUMENT_MAY_IMPORT
    ]
    assert wrong == []


@pytest.mark.parametrize("statement", ["import model", "import model; dir(model)"])
def test_importing_the_model_loads_nothing_heavy(statement: str) -> None:
    code = f"import sys; {statement}; print([name for name in {HEAVY} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_comparing_starts_without_what_other_studies_need() -> None:
    later = ("scipy.stats", "seaborn", "mesa", "SALib", "sklearn")
    code = f"import sys, experiments.cli.compare_command; print([name for name in {later} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_every_exported_name_can_be_loaded() -> None:
    import model

    for name in model.__all__:
        assert getattr(model, name).__name__ == name
    assert set(model.__all__) <= set(dir(model))
    with pytest.raises(AttributeError, match="no_such_name"):
        model.no_such_name  # noqa: B018 - reading it is the test
