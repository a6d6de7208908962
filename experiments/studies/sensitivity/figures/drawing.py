"""All figures of a sensitivity analysis."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from experiments.report.style import RULES, save
from experiments.studies.sensitivity.figures import convergence as sensitivity_convergence
from experiments.studies.sensitivity.figures import indices as sensitivity_indices
from experiments.studies.sensitivity.figures import screening as sensitivity_screening
from experiments.studies.sensitivity.figures.view import SensitivityView
from experiments.studies.sensitivity.study import SensitivityStudy

DRAWN: dict[str, Callable[[SensitivityView], Figure]] = {
    module.NAME: module.draw for module in (sensitivity_indices, sensitivity_convergence, sensitivity_screening)
}


def draw_sensitivity(made: SensitivityStudy, folder: Path, language: str = "en") -> list[Path]:
    """Draw every figure as PNG and SVG; the same tables give the same bytes.

    Args:
        made: what was found.
        folder: an existing folder.
        language: `en` or `nl`.

    Returns:
        The files, two a figure.
    """
    view = SensitivityView.of(made, language)
    paths: list[Path] = []
    for name, draw in DRAWN.items():
        with mpl.rc_context(RULES):
            figure = draw(view)
        paths += save(figure, folder, name)
    return paths
