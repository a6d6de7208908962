"""The pages made from the code are up to date, and the table of mechanisms names only what exists."""

import argparse
import ast
import csv
from functools import cache
from pathlib import Path

import pytest

from experiments.cli import document_command
from experiments.tools import documents
from experiments.tools.documents import DOCS, STATUSES, Mechanism, read_coverage
from experiments.tools.markdown import table
from experiments.tools.pedigree import rests_on
from model.errors import InputError
from model.parameters import Parameter, declared, groups
from model.schedule import STEP

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "parameters.md",
    "schedule.md",
    "outcomes.md",
    "coverage.md",
    "evidence.md",
    "exhibits.md",
    "equations.md",
    "api.md",
    "glossary.md",
)


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return documents.documents()


@pytest.fixture(scope="module")
def mechanisms() -> list[Mechanism]:
    return read_coverage()


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("name", PAGES)
def test_a_committed_page_is_what_the_code_says(made: dict[str, str], name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == made[name], "run `python run.py document`"


def test_these_are_all_the_pages(made: dict[str, str]) -> None:
    assert set(made) == set(PAGES)


def test_every_parameter_is_listed_once(made: dict[str, str]) -> None:
    lines = made["parameters.md"].splitlines()
    for name in declared():
        assert sum(line.startswith(f"| `{name}` |") for line in lines) == 1, name
    assert set(groups()) == {name.rsplit(".", 1)[0] for name in declared()}


def test_what_a_value_rests_on() -> None:
    def rests(source: str, role: str = "uncertain") -> str:
        parts = {"legal": (0.0, 1.0), "plausible": (0.0, 1.0), "unit": "-", "meaning": "m"}
        return rests_on(Parameter("a.b", 0.0, source=source, role=role, **parts))  # type: ignore[arg-type]

    assert rests("OECD 2018") == "source"
    assert rests("assumption; OECD 2018 for the direction") == "assumption"
    assert rests("assumption; fitted (docs/calibration.md)") == "assumption, fitted"
    assert rests("definition of a measure") == "definition"
    assert rests("design choice", "switch") == "design choice"


def test_processes_stand_in_their_order(made: dict[str, str]) -> None:
    headings = [line for line in made["schedule.md"].splitlines() if line.startswith("## ") and line != "## Burn-in"]
    assert headings == [f"## {number} {each.name}" for number, each in enumerate(STEP, start=1)]


def test_a_table_keeps_its_columns_when_a_cell_has_a_bar() -> None:
    assert table(("a", "b"), [("x|y", 1)]) == ["| a | b |", "|---|---|", "| x\\|y | 1 |"]


def test_links_of_made_pages_lead_somewhere(made: dict[str, str]) -> None:
    for text in made.values():
        for target in text.split("](../")[1:]:
            assert (ROOT / target.split(")")[0]).is_file()


def test_all_49_mechanisms_are_there(mechanisms: list[Mechanism]) -> None:
    assert [each.mechanism for each in mechanisms] == [f"M{number}" for number in range(1, 50)]


def test_every_mechanism_says_what_it_is_where_and_how_tested(mechanisms: list[Mechanism]) -> None:
    for each in mechanisms:
        assert each.name, each.mechanism
        assert each.what, each.mechanism
        assert each.sections, each.mechanism
        if each.status == "out of scope":
            assert not each.where, each.mechanism
        else:
            assert each.where, each.mechanism
            assert each.tests, each.mechanism
        if each.status in ("in part", "out of scope"):
            assert each.note, f"{each.mechanism}: say what is missing, and why"


def test_paths_and_tests_of_mechanisms_exist(mechanisms: list[Mechanism]) -> None:
    for each in mechanisms:
        for path in each.where:
            assert (ROOT / path).is_file(), f"{each.mechanism}: {path}"
        for test in each.tests:
            path, _, name = test.partition("::")
            assert name in names_in(path), f"{each.mechanism}: {test}"


def test_mechanisms_named_by_processes_are_modelled(mechanisms: list[Mechanism]) -> None:
    status = {each.mechanism: each.status for each in mechanisms}
    for process in STEP:
        for mechanism in process.mechanisms:
            assert status[mechanism] in ("modelled", "in part"), f"{process.name}: {mechanism}"


def test_a_mechanism_in_the_rules_is_named_by_a_process(mechanisms: list[Mechanism]) -> None:
    named = {mechanism for process in STEP for mechanism in process.mechanisms}
    missing = {each.mechanism for each in mechanisms if each.status == "modelled"} - named
    assert missing == set()


def test_the_six_general_criteria_and_project_due_diligence_are_declared(mechanisms: list[Mechanism]) -> None:
    by_id = {each.mechanism: each for each in mechanisms}
    assert by_id["M49"].status == "out of scope"
    assert "out of scope" in by_id["M41"].note


def test_mistakes_in_the_table_are_named(tmp_path: Path) -> None:
    path = tmp_path / "coverage.csv"
    path.write_text("mechanism,name\nM1,x\n", encoding="utf-8", newline="\n")
    with pytest.raises(InputError, match="columns"):
        read_coverage(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, documents.COVERAGE_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerow({"mechanism": "M1", "status": "done"})
    with pytest.raises(InputError, match=STATUSES[0]):
        read_coverage(path)


def test_the_verb_writes_and_checks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(document_command, "documents", lambda: {"a.md": "one\n", "b.md": "two\n"})
    monkeypatch.setattr(document_command, "records", lambda: {"c.json": "{}\n"})
    monkeypatch.setattr(document_command, "DOCS", tmp_path)
    monkeypatch.setattr(document_command, "ROOT", tmp_path)
    assert document_command.run(argparse.Namespace(check=False)) == 0
    assert (tmp_path / "a.md").read_bytes() == b"one\n"
    assert (tmp_path / "c.json").read_bytes() == b"{}\n"
    assert document_command.run(argparse.Namespace(check=True)) == 0
    (tmp_path / "b.md").write_text("other\n", encoding="utf-8", newline="\n")
    capsys.readouterr()
    assert document_command.run(argparse.Namespace(check=True)) == 1
    told = capsys.readouterr().out
    assert "FAIL" in told
    assert "b.md" in told
    assert (tmp_path / "b.md").read_bytes() == b"other\n", "a check changes nothing"
