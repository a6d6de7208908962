"""Draw the figures of a study as files, in worker processes where there are several."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import joblib
import matplotlib as mpl
from matplotlib.figure import Figure

from experiments.report.style import RULES, save

Drawings = Mapping[str, Callable[[], Figure]]
"""What draws each figure, by the name of its files; goes to the workers, so it can be pickled."""


def draw_figures(drawings: Drawings, folder: Path, workers: int = 1) -> list[Path]:
    """Draw every figure as PNG and SVG; the same tables give the same bytes, whatever the number of workers.

    Args:
        drawings: what to draw.
        folder: where to; made when it does not exist.
        workers: number of processes.

    Returns:
        The files, two a figure, by name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tasks = sorted(drawings.items())
    if workers == 1 or len(tasks) < 2:  # noqa: PLR2004 - one figure needs one process
        return [path for name, draw in tasks for path in _draw(name, draw, folder)]
    with joblib.parallel_config(backend="loky", inner_max_num_threads=1):
        parallel = joblib.Parallel(n_jobs=workers, batch_size=1)
        drawn: list[list[Path]] = parallel(joblib.delayed(_draw)(name, draw, folder) for name, draw in tasks)
    return [path for paths in drawn for path in paths]


def _draw(name: str, draw: Callable[[], Figure], folder: Path) -> list[Path]:
    with mpl.rc_context(RULES):
        figure = draw()
    return save(figure, folder, name)
