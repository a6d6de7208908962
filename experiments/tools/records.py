"""Records about the project in the forms of others, from one source each: to cite, to index, and to check.

`CITATION.cff` (Citation File Format 1.2.0) and `codemeta.json` (CodeMeta 3.0) are made from `pyproject.toml`;
`codecheck.yml` (CODECHECK configuration 1.0) lists the published figures and tables. What a check adds to it, such as
a certificate and who gave it, is for those who check.
"""

from __future__ import annotations

import json
import re
import textwrap
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from experiments.place import ROOT
from experiments.tools.published_studies import PUBLISHED, exhibits

CITATION, CODEMETA, CODECHECK = "CITATION.cff", "codemeta.json", "codecheck.yml"
_WIDTH = 110


def records() -> dict[str, str]:
    """Return the text of each record by the name of its file at the top of the project."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    return {
        CITATION: "".join(f"{line}\n" for line in _citation(project)),
        CODEMETA: json.dumps(_codemeta(project), indent=2, ensure_ascii=False) + "\n",
        CODECHECK: "".join(f"{line}\n" for line in _codecheck()),
    }


def _title(project: Mapping[str, Any]) -> str:
    return str(project["name"]).capitalize()


def _citation(project: Mapping[str, Any]) -> Iterable[str]:
    yield "cff-version: 1.2.0"
    yield "message: If you use this software, please cite it as below."
    yield "type: software"
    yield f"title: {_title(project)}"
    yield "abstract: >-"
    yield from textwrap.wrap(project["description"], _WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield f"version: {project['version']}"
    yield f"license: {project['license']}"
    yield "authors:"
    yield from (f"  - name: {_quoted(each['name'])}" for each in project["authors"])
    yield "keywords:"
    yield from (f"  - {_quoted(each)}" for each in project["keywords"])


def _codemeta(project: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": _title(project),
        "description": project["description"],
        "version": project["version"],
        "license": f"https://spdx.org/licenses/{project['license']}",
        "author": [{"@type": "Organization", "name": each["name"]} for each in project["authors"]],
        "keywords": project["keywords"],
        "programmingLanguage": {"@type": "ComputerLanguage", "name": "Python"},
        "runtimePlatform": f"Python {project['requires-python']}",
        "operatingSystem": ["Linux", "macOS", "Windows"],
        "softwareRequirements": [_requirement(each) for each in project["dependencies"]],
    }


def _requirement(line: str) -> dict[str, str]:
    """Return a dependency as CodeMeta has it, with the versions that it may have."""
    name = re.split(r"[^\w.-]", line, maxsplit=1)[0]
    versions = line.removeprefix(name).strip()
    return {"@type": "SoftwareApplication", "name": name, **({"version": versions} if versions else {})}


def _codecheck() -> Iterable[str]:
    yield "---"
    yield "version: https://codecheck.org.uk/spec/config/1.0"
    yield "manifest:"
    for each in exhibits(PUBLISHED).values():
        path = (PUBLISHED[each.study].folder / each.place).relative_to(ROOT).as_posix()
        comment = f"{each.name}: {each.about}, of the study {each.study}; python run.py reproduce {each.name}"
        yield f"  - file: {path}"
        yield f"    comment: {_quoted(comment)}"


def _quoted(text: str) -> str:
    """Return a text as YAML takes it: as it stands where it is of plain words."""
    return text if re.fullmatch(r"[A-Za-z][\w -]*", text) else json.dumps(text, ensure_ascii=False)
