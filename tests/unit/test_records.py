"""The records to cite, index and check the project are valid and agree; the recipe of a container names what exists."""

import json
import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from experiments.cli.parser import build_parser
from experiments.tools.published_studies import PUBLISHED, exhibits
from experiments.tools.records import CITATION, CODECHECK, CODEMETA, records

ROOT = Path(__file__).resolve().parents[2]
CONTAINER = ROOT / ".ci" / "Containerfile"


@pytest.fixture(scope="module")
def citation() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / CITATION).read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def codemeta() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / CODEMETA).read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("name", [CITATION, CODEMETA, CODECHECK])
def test_a_committed_record_is_what_its_source_says(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == records()[name], "run `python run.py document`"


def test_the_citation_has_what_version_1_2_of_the_format_asks(citation: dict[str, Any]) -> None:
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(citation)
    assert citation["type"] == "software"
    known = {"cff-version", "message", "type", "title", "abstract", "version", "license", "authors", "keywords"}
    assert set(citation) <= known
    assert all(set(each) == {"name"} for each in citation["authors"])
    assert all(isinstance(each, str) for each in (*citation["keywords"], citation["version"]))


def test_codemeta_is_of_version_3(codemeta: dict[str, Any]) -> None:
    assert codemeta["@context"] == "https://w3id.org/codemeta/3.0"
    assert codemeta["@type"] == "SoftwareSourceCode"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [f"{each['name']}{each.get('version', '')}" for each in codemeta["softwareRequirements"]]
    assert asked == project["dependencies"]


def test_the_records_agree(citation: dict[str, Any], codemeta: dict[str, Any]) -> None:
    assert citation["title"] == codemeta["name"]
    assert citation["version"] == codemeta["version"]
    assert " ".join(citation["abstract"].split()) == codemeta["description"]
    assert citation["keywords"] == codemeta["keywords"]
    assert [each["name"] for each in citation["authors"]] == [each["name"] for each in codemeta["author"]]
    assert codemeta["license"] == f"https://spdx.org/licenses/{citation['license']}"


def test_the_list_to_check_has_every_figure_and_table_and_no_certificate() -> None:
    text = (ROOT / CODECHECK).read_text(encoding="utf-8")
    assert text.startswith("---\n")
    found = yaml.safe_load(text)
    assert set(found) == {"version", "manifest"}
    assert found["version"] == "https://codecheck.org.uk/spec/config/1.0"
    known = exhibits(PUBLISHED)
    assert [each["comment"].split(":")[0] for each in found["manifest"]] == list(known)
    for each in found["manifest"]:
        assert set(each) == {"file", "comment"}
        assert (ROOT / each["file"]).is_file()


def instructions() -> list[tuple[str, str]]:
    lines = CONTAINER.read_text(encoding="utf-8").splitlines()
    parts = [line.partition(" ") for line in lines if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in parts]


def test_the_container_is_of_a_plain_python_and_copies_what_exists() -> None:
    found = instructions()
    wanted = (ROOT / ".python-version").read_text(encoding="utf-8").strip()
    assert found[0] == ("FROM", f"python:{wanted}-slim")
    copied = [path for word, rest in found if word == "COPY" for path in rest.split()[:-1]]
    assert {"run.py", "requirements.lock", "model", "experiments", "scenarios", "results", ".ci"} <= set(copied)
    assert [path for path in copied if not (ROOT / path).exists()] == []


def test_the_container_is_set_up_as_the_checks_are_and_runs_a_command_that_exists() -> None:
    found = dict(instructions())
    assert found["RUN"] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    python, program, *words = json.loads(found["CMD"])
    assert (python, program) == ("python", "run.py")
    assert build_parser().parse_args(words).check
    assert " ".join((python, program, *words)) in (ROOT / "docs" / "reviewers.md").read_text(encoding="utf-8")
    for setting in found["ENV"].split():
        assert re.search(rf"export .*{re.escape(setting)}", (ROOT / ".ci" / "run").read_text(encoding="utf-8"))
    told = re.findall(r"podman run ketenimpact python run\.py (.+)", CONTAINER.read_text(encoding="utf-8"))
    assert [build_parser().parse_args(shlex.split(each)).verb for each in told] == ["reproduce"]
