"""Prior against ensemble: the densities of the parameters of which most was learned."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.drawing import Drawings
from experiments.report.formatting import lowered
from experiments.report.intervals import number_axis
from experiments.report.layout import split, wrap
from experiments.report.localisation import Speech
from experiments.report.page import WIDTH, Texts, new_page
from experiments.report.parameter_words import parameter_words
from experiments.report.style import GAIN, INK, OPEN, SMALL, only_bottom
from experiments.runs.sweeps.points_file import WEIGHT
from experiments.studies.calibration.report import CalibrationReport
from experiments.studies.calibration.tables import CalibrationTables
from model import catalogue
from model.state.state import Array

NAME = "1_parameters"
MOST_SHOWN = 6
_COLUMNS, _ROW, _GAPS = 3, 0.9, (0.25, 0.92)
_HEAD, _FOOT = 0.65, 0.25
_GRID = 101
_BANDWIDTH = 0.9
_QUARTILES = (0.25, 0.75)
_NORMAL_QUARTILES = 1.349
_MOST_LINES = 5


@dataclass(frozen=True, eq=False)
class View(Speech):
    """A calibration in one language."""

    tables: CalibrationTables
    language: str


def drawings(finished: CalibrationTables, language: str) -> Drawings:
    """Return what draws the figure, in `en` or `nl`; none where no observation moves a parameter."""
    return {NAME: partial(draw, finished, language)} if len(names(finished)) else {}


def names(finished: CalibrationTables) -> list[str]:
    """Return the parameters that are drawn: those of which most was learned."""
    return list(CalibrationReport(finished, "en").constrained()["name"].head(MOST_SHOWN))


def draw(finished: CalibrationTables, language: str) -> Figure:
    """Draw two densities for each parameter."""
    view, shown = View(finished, language), names(finished)
    catalogue.load()  # parameters of observations are declared with them
    rows = -(-len(shown) // _COLUMNS)
    size = (WIDTH, rows * _ROW + (rows - 1) * _GAPS[1] + _HEAD + _FOOT)
    page = new_page(size, _texts(view))
    boxes = split(page.box.shrink(top=_HEAD, bottom=_FOOT), [1.0] * _COLUMNS, [1.0] * rows, _GAPS)
    for name, box in zip(shown, [box for row in boxes for box in row], strict=False):
        axes = page.axes(box)
        _panel(axes, view, name)
        lines = wrap(parameter_words(name, language), box.right - box.left, SMALL)
        if len(lines) > _MOST_LINES:
            lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]}…"]
        axes.set_title("\n".join(lines), size=SMALL, color=INK, pad=3, loc="left")
    return page.figure


def _panel(axes: Axes, view: View, name: str) -> None:
    only_bottom(axes)
    prior, ensemble = view.tables.prior, view.tables.ensemble
    both = np.concatenate([prior[name].to_numpy(), ensemble[name].to_numpy()])
    grid = np.linspace(both.min(), both.max(), _GRID)
    for table, colour in ((prior, OPEN), (ensemble, GAIN)):
        height = density(grid, table[name].to_numpy(), table[WEIGHT].to_numpy())
        axes.fill_between(grid, height, color=colour, alpha=0.35, linewidth=0)
        axes.plot(grid, height, color=colour, linewidth=1.4)
    axes.set_ylim(bottom=0.0)
    axes.set_xlim(grid[0], grid[-1])
    number_axis(axes, view.language, 4)


def density(grid: Array, values: Array, weights: Array) -> Array:
    """Return a weighted density with normal kernels, whose width is by Silverman's rule, reflected at both ends.

    Args:
        grid: where to, from the lowest to the highest value that is possible.
        values: draws.
        weights: of the draws; they add up to 1.
    """
    mean = float(np.sum(weights * values))
    deviation = float(np.sqrt(np.sum(weights * (values - mean) ** 2)))
    order = np.argsort(values, kind="stable")
    low, high = np.interp(_QUARTILES, np.cumsum(weights[order]), values[order])
    spread = min(deviation, (high - low) / _NORMAL_QUARTILES) or deviation
    width = _BANDWIDTH * spread * float(np.sum(weights**2)) ** 0.2 or float(grid[-1] - grid[0]) / _GRID
    mirrored = np.stack([values, 2 * grid[0] - values, 2 * grid[-1] - values])
    kernels = np.exp(-0.5 * ((grid[:, np.newaxis, np.newaxis] - mirrored) / width) ** 2)
    found: Array = (kernels.sum(axis=1) @ weights) / (width * np.sqrt(2 * np.pi))
    return found


def _texts(view: View) -> Texts:
    report = CalibrationReport(view.tables, view.language)
    constrained, waves = report.constrained(), view.tables.waves
    title = view.word(
        "Observations leave {share}% of the prior; most narrowed, by {narrower}%: {name}",
        share=report.share(float(waves["share"].iloc[-1])),
        name=lowered(parameter_words(str(constrained["name"].iloc[0]), view.language)),
        narrower=view.number(100 * float(constrained["narrower"].iloc[0]), 0),
    )
    subtitle = view.word(
        "Densities of the parameters of which most was learned, in their own units: prior grey, ensemble blue"
    )
    note = view.word(
        "{draws} draws each, those of the ensemble by weight. Densities with normal kernels, reflected at the ends of "
        "the plausible range. Parameters that no observation moves keep their prior and are left out.",
        draws=len(view.tables.ensemble),
    )
    return Texts(title, subtitle, note, view.word("run {run}", run=view.tables.study_id))
