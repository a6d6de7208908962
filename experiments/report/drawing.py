"""Draw figures to files, in worker processes or here; the bytes do not depend on how many processes there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import joblib
import matplotlib as mpl
from joblib.externals.loky.process_executor import TerminatedWorkerError
from matplotlib.figure import Figure

from experiments.report.style import RULES, save

Draw = Callable[[], Figure]
"""Makes a figure; goes to a worker, so it is a function of a module, or such a function with its arguments bound."""


def draw_figures(folder: Path, figures: Mapping[str, Draw], workers: int = 1) -> list[Path]:
    """Draw figures as PNG and SVG.

    Args:
        folder: an existing folder.
        figures: what draws each, by the name of its files.
        workers: number of processes; with one everything happens in this process.

    Returns:
        The files, two a figure, in the order of the figures.
    """
    if workers > 1 and len(figures) > 1:
        try:
            with joblib.parallel_config(backend="loky", inner_max_num_threads=1):
                parallel = joblib.Parallel(n_jobs=workers, batch_size=1, pre_dispatch="all")
                drawn = parallel(joblib.delayed(_draw)(folder, name, draw) for name, draw in figures.items())
            return [path for paths in drawn for path in paths]
        except TerminatedWorkerError:
            pass  # for want of memory, most likely: one after another needs less
    return [path for name, draw in figures.items() for path in _draw(folder, name, draw)]


def _draw(folder: Path, name: str, draw: Draw) -> list[Path]:
    with mpl.rc_context(RULES):
        figure = draw()
    return save(figure, folder, name)
