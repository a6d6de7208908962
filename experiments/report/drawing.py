"""Draw the figures of a study as files, in worker processes where there are several."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import joblib
from joblib.externals.loky.process_executor import TerminatedWorkerError

from experiments.place import VERSION
from experiments.processes import processes
from model.plugins import carried

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Drawings = Mapping[str, Callable[[], "Figure"]]
"""What draws each figure, by the name of its files. It goes to the workers: functions with their arguments bound."""


APPENDIX = "appendix_"
"""What the names of figures begin with that hold details: a report leaves them to its appendix."""


def source_of(verb: str, study_id: str) -> str:
    """Return of what a figure is, for its metadata: the program with its version, the study and its id."""
    return f"Ketenimpact {VERSION}, {verb}, study {study_id}"


def draw_figures(drawings: Drawings, folder: Path, workers: int = 1, source: str = "") -> list[Path]:
    """Draw every figure as PNG and SVG; the same tables give the same bytes, whatever the number of workers.

    Args:
        drawings: what to draw.
        folder: where to; made when it does not exist.
        workers: number of processes.
        source: of what they are; see `source_of`.

    Returns:
        The files, two a figure, in the order of the drawings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if workers > 1 and len(drawings) > 1:
        try:
            with processes():
                parallel = joblib.Parallel(n_jobs=workers, batch_size=1, pre_dispatch="all")
                later, where = joblib.delayed(carried(_draw)), folder.absolute()  # workers may be in another folder
                drawn = parallel(later(name, draw, where, source) for name, draw in drawings.items())
            return [folder / path.name for paths in drawn for path in paths]
        except TerminatedWorkerError:
            pass  # for want of memory, most likely: one after another needs less
    return [path for name, draw in drawings.items() for path in _draw(name, draw, folder, source)]


def _draw(name: str, draw: Callable[[], Figure], folder: Path, source: str) -> list[Path]:
    import matplotlib as mpl

    from experiments.report.style import RULES, save

    with mpl.rc_context(RULES):
        figure = draw()
    return save(figure, folder, name, source)
