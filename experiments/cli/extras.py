"""Packages that only some verbs need: which extra of `pyproject.toml` has them, and what to do without."""

from __future__ import annotations

import sys

from experiments.cli.translated import message

EXTRAS = {
    "dask": "cluster",
    "dask_jobqueue": "cluster",
    "distributed": "cluster",
    "ema_workbench": "discover",
    "shiny": "dashboard",
}
"""Importable packages by the extra that installs them; all others are needed by every verb."""
OURS = ("experiments", "ketenimpact", "model")


def advice(error: ModuleNotFoundError) -> str:
    """Return one line on what to install, or "" when the module that is missing is the project's own."""
    package = (error.name or "").partition(".")[0]
    if package in OURS:
        return ""
    if package not in EXTRAS:
        return message(
            f"the package {package} is not installed; `python run.py --setup` installs what the program needs"
        )
    extra = f'"{sys.executable}" -m pip install ".[{EXTRAS[package]}]"'
    return message(f"the package {package} is not installed; give, in the folder of the project: {extra}")
