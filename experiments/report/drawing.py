"""Draw the figures of a study as files, in worker processes where there are several."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import joblib
from joblib.externals.loky.process_executor import TerminatedWorkerError

from experiments.processes import processes
from model.plugins import carried

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Drawings = Mapping[str, Callable[[], "Figure"]]
"""What draws each figure, by the name of its files. It goes to the workers: functions with their arguments bound."""


def draw_figures(drawings: Drawings, folder: Path, workers: int = 1) -> list[Path]:
    """Draw every figure as PNG and SVG; the same tables give the same bytes, whatever the number of workers.

    Args:
        drawings: what to draw.
        folder: where to; made when it does not exist.
        workers: number of processes.

    Returns:
        The files, two a figure, in the order of the drawings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if workers > 1 and len(drawings) > 1:
        try:
            with processes():
                parallel = joblib.Parallel(n_jobs=workers, batch_size=1, pre_dispatch="all")
                drawn = parallel(joblib.delayed(carried(_draw))(name, draw, folder) for name, draw in drawings.items())
            return [path for paths in drawn for path in paths]
        except TerminatedWorkerError:
            pass  # for want of memory, most likely: one after another needs less
    return [path for name, draw in drawings.items() for path in _draw(name, draw, folder)]


def _draw(name: str, draw: Callable[[], Figure], folder: Path) -> list[Path]:
    import matplotlib as mpl

    from experiments.report.style import RULES, save

    with mpl.rc_context(RULES):
        figure = draw()
    return save(figure, folder, name)
