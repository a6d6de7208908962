"""The manifest of a study: all that determined its numbers, and what they were made with."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_info

from experiments.linear_algebra import KERNELS
from experiments.place import ROOT, WITHIN
from experiments.runs.design import Design, resolved
from experiments.runs.ensemble import ensemble_part
from model.hashing import content_hash
from model.scenario import Scenario

FORMAT = 1
PACKAGES = ("joblib", "matplotlib", "mesa", "numpy", "pandas", "pyarrow", "scipy", "seaborn")
UNKNOWN = "unknown"
SELDOM = ("route", "held", "plugins", "schedule", "input_seed")
"""Parts of a scenario that are there only where it has something to say."""
MADE_WITH = ("code", "python", "packages")
"""What has to be the same of two sessions that work on one study."""
BUILT_FROM = "COMMIT"
"""Where the program is installed: the file that names the commit it was built from."""


def make_manifest(verb: str, design: Design, failed: list[str]) -> dict[str, Any]:
    """Return the manifest of a study: no times, no paths of this machine.

    Args:
        verb: the verb of the front door that made the study.
        design: what was run.
        failed: ids of the runs that raised.
    """
    return {
        "format": FORMAT,
        "verb": verb,
        "study_id": design.study_id,
        "base": design.base,
        "shown": list(design.shown),
        "seeds": list(design.seeds),
        "parameters_changed": design.scenarios[0].parameters.changed(),
        **ensemble_part(design.ensemble),
        **listed(design.scenarios, design.hashes),
        "failed": failed,
        "environment": environment(),
    }


def listed(scenarios: Sequence[Scenario], hashes: Sequence[str]) -> dict[str, Any]:
    """Return scenarios resolved, as plain data.

    Laws, worlds and parameter sets are listed once, by the hash of their content; scenarios refer to them.
    """
    shared: dict[str, dict[str, Any]] = {"laws": {}, "worlds": {}, "parameters": {}}

    def refer(kind: str, content: Any) -> str:
        name = content_hash(content)
        shared[kind][name] = content
        return name

    rows = []
    for scenario, scenario_hash in zip(scenarios, hashes, strict=True):
        parts = resolved(scenario)
        rows.append(
            {
                "hash": scenario_hash,
                "mix": parts["mix"],
                "course": parts["course"],
                "world": refer("worlds", parts["world"]),
                "laws": [refer("laws", law) for law in parts["laws"]],
                "parameters": refer("parameters", parts["parameters"]),
                **{key: part for key, part in parts.items() if key in SELDOM},
            }
        )
    return {"scenarios": rows, **shared}


def environment() -> dict[str, Any]:
    """Return versions, platform, lock and commit: what results depend on besides the design."""
    return {
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
        "lock": _file_hash(ROOT / "requirements.lock"),
        "platform": f"{platform.system()} {platform.machine()}",
        "processor_features": _processor_features(),
        "commit": commit(),
        "code": code_hash(),
    }


def made_with() -> dict[str, Any]:
    """Return the code and libraries that results depend on: others may give other numbers."""
    found = environment()
    return {key: found[key] for key in MADE_WITH}


def same_platform(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether two environments should give the same bytes."""
    keys = ("python", "packages", "platform", "processor_features")
    return all(one.get(key) == other.get(key) for key in keys)


@cache
def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return UNKNOWN


def _file_hash(path: Path) -> str:
    """Return the SHA-256 of a text file, whatever its line ends."""
    if not path.is_file():
        return UNKNOWN
    return _text_hash(path.read_text(encoding="utf-8"))


def _text_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _processor_features() -> list[str]:
    """Return the vector instructions numpy uses here: exp and log may differ in the last bit between them.

    Kernels of linear algebra are named where they are others than those that are chosen.
    """
    details: Any = np.show_config(mode="dicts")
    kernels = {each.get("architecture", KERNELS) for each in threadpool_info() if each["internal_api"] == "openblas"}
    return [*(details or {}).get("SIMD Extensions", {}).get("found", []), *sorted(kernels - {KERNELS})]


@cache
def code_hash(part: str = "model") -> str:
    """Return the hash of the source files of the model, or of another part of the project.

    It is the same where the program is installed, whose modules begin with the name of the package in imports.
    """
    files = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / part).rglob("*.py"))}
    asked = {path: text.replace(f"from {WITHIN}", "from ") if WITHIN else text for path, text in files.items()}
    return content_hash({path.relative_to(ROOT).as_posix(): _text_hash(text) for path, text in asked.items()})


def commit(root: Path = ROOT) -> str:
    """Return the commit that is checked out, read from git's own files, or that the package is of, or "unknown"."""
    try:
        if (root / BUILT_FROM).is_file():
            return (root / BUILT_FROM).read_text(encoding="utf-8")
        folder = root / ".git"
        if folder.is_file():
            folder = (root / folder.read_text(encoding="utf-8").removeprefix("gitdir:").strip()).resolve()
        head = (folder / "HEAD").read_text(encoding="utf-8").strip()
        if not head.startswith("ref:"):
            return head
        name = head.removeprefix("ref:").strip()
        common = folder
        if (folder / "commondir").is_file():
            common = (folder / (folder / "commondir").read_text(encoding="utf-8").strip()).resolve()
        return _reference(common, name)
    except OSError:
        return UNKNOWN


def _reference(folder: Path, name: str) -> str:
    """Look a branch up, loose or packed."""
    if (folder / name).is_file():
        return (folder / name).read_text(encoding="utf-8").strip()
    for line in (folder / "packed-refs").read_text(encoding="utf-8").splitlines():
        if line.endswith(f" {name}"):
            return line.split(" ", 1)[0]
    return UNKNOWN
