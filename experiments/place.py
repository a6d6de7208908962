"""Where the program is: in a checkout, or installed as a package that holds its data; and where results go."""

from __future__ import annotations

from pathlib import Path

VERSION = "0.1.0"
"""The version of the program, as in pyproject.toml and CITATION.cff."""
WITHIN = __name__.removesuffix("experiments.place")
"""What names of modules begin with: nothing in a checkout, `ketenimpact.` where it is installed."""
ROOT = Path(__file__).resolve().parents[1]
"""The folder of code and data: that of the project, or of the installed package."""
IMPORTED_FROM = ROOT.parent if WITHIN else ROOT
"""The folder that has to be on Python's path."""
RESULTS = (Path.cwd() if WITHIN else ROOT) / "results"
PUBLISHED = ROOT / "results"
"""The published results; an installed package holds only what `compare` reads of them."""
PROGRAM = WITHIN.rstrip(".") or "python run.py"
"""What starts the program on the command line."""
