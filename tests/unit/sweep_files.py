"""A small sweep for tests: its file, and what is in a folder."""

from pathlib import Path

from experiments.design import default_mixes
from experiments.sweeps.design import SweepDesign
from experiments.sweeps.read import read_sweep

FIRST, SECOND = default_mixes()[:2]
TEXT = f"""
mixes = ["{FIRST}", "{SECOND}"]
worlds = ["small"]
replicates = 10

[parameters]
"learning.rate" = [0.05, 0.08]

[record]
outcomes = ["chain_impact_dutch", "public_cost"]
years = [2025, 2030]
"""
"""40 runs in 10 tasks."""


def write(folder: Path, text: str = TEXT) -> Path:
    path = folder / "sweep.toml"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def design_of(folder: Path, text: str = TEXT) -> SweepDesign:
    return read_sweep(write(folder, text))


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
