"""The figures of a sensitivity analysis, from its tables alone."""

from __future__ import annotations

from functools import partial

from experiments.report.drawing import Drawings
from experiments.studies.common.stored import Stored
from experiments.studies.sensitivity.figures import convergence as sensitivity_convergence
from experiments.studies.sensitivity.figures import indices as sensitivity_indices
from experiments.studies.sensitivity.figures import screening as sensitivity_screening
from experiments.studies.sensitivity.figures.view import SensitivityView


def drawings(stored: Stored, language: str) -> Drawings:
    """Return what draws the figures of a sensitivity analysis, in `en` or `nl`."""
    view = SensitivityView.of(stored, language)
    modules = (sensitivity_indices, sensitivity_convergence, sensitivity_screening)
    return {module.NAME: partial(module.draw, view) for module in modules}
