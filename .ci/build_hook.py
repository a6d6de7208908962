"""Put the program under one import name in the wheel: `ketenimpact`, with `model`, `experiments` and `run` in it.

A checkout has `model` and `experiments` at its top, names that a user's own files may have too. The wheel holds copies
in which `from model...` and `from experiments...` begin with `ketenimpact.`, and beside them the data they read.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "ketenimpact"
CODE = ("model", "experiments", "run.py")
DATA = ("scenarios", "requirements.lock", "results/reference-robustness/manifest.json")
CLAIMS = "results/reference-robustness/claims_over_draws.csv"
OWN_IMPORT = re.compile(r"^(\s*from )((?:model|experiments|run)\b)", re.MULTILINE)
PLAIN_IMPORT = re.compile(r"^\s*import (?:model|experiments|run)\b", re.MULTILINE)
INIT = f'''"""Ketenimpact as a library: see docs/library.md. Names are loaded when first used."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from {PACKAGE}.experiments.api import *


def __getattr__(name: str) -> Any:
    """Load a name of the library from the module it lives in."""
    from {PACKAGE}.experiments import api

    if name == "__all__" or name in api.__all__:
        return getattr(api, name)
    raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")


def __dir__() -> list[str]:
    """List the names of the library."""
    from {PACKAGE}.experiments import api

    return sorted({{*globals(), *api.__all__}})
'''
MAIN = f'''"""`python -m {PACKAGE}` is the command `{PACKAGE}`."""

from {PACKAGE}.run import entry_point

raise SystemExit(entry_point())
'''


class OnePackage(BuildHookInterface):  # type: ignore[type-arg]
    """Builds the contents of the package in a temporary folder and hands them to the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fill the wheel.

        Raises:
            ValueError: when a module imports ours in a form that cannot be put under another name, or when an
                editable installation is asked for.
        """
        if version == "editable":
            raise ValueError("an editable installation is not offered; use `python run.py` in the checkout")
        root = Path(self.root)
        self.stage = tempfile.TemporaryDirectory()
        stage = Path(self.stage.name)
        for name in (*CODE, *DATA, CLAIMS):
            found = root / name
            for path in sorted(found.rglob("*") if found.is_dir() else [found]):
                if path.is_file() and "__pycache__" not in path.parts:
                    _copy(path, stage / path.relative_to(root))
        _write(stage / "__init__.py", INIT)
        _write(stage / "__main__.py", MAIN)
        _write(stage / "py.typed", "")
        _write(stage / "COMMIT", _commit(root))
        build_data["force_include"][str(stage)] = PACKAGE

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary folder."""
        self.stage.cleanup()


def _copy(path: Path, target: Path) -> None:
    if path.suffix == ".parquet":
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
        return
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        if PLAIN_IMPORT.search(text):
            raise ValueError(f"{path}: write `from ... import`, which the wheel can put under {PACKAGE}")
        text = OWN_IMPORT.sub(rf"\1{PACKAGE}.\2", text)
    _write(target, text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _commit(root: Path) -> str:
    """Return the commit that is checked out, or "unknown"."""
    if not (root / ".git").exists():
        return "unknown"
    try:
        command = ["git", "-C", str(root), "rev-parse", "HEAD"]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
