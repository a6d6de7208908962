"""All figures of a study of routes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from experiments.routes.study import RoutesStudy


def draw_routes(folder: Path, study: RoutesStudy, language: str) -> list[Path]:
    """Draw every figure of a study of routes into a folder and return the files."""
    return []
