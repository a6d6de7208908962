"""All figures of a study."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from matplotlib.figure import Figure

from experiments.report.drawing import draw_figures
from experiments.studies.comparison.figures import (
    chain_impact,
    countries,
    criteria,
    hypotheses,
    instrument_levels,
    level_field,
    sectors,
    side_effects,
    themes,
)
from experiments.studies.comparison.figures.view import View
from experiments.studies.comparison.hypotheses import read_hypotheses
from experiments.studies.comparison.tables import StudyTables


def figures(view: View) -> dict[str, Callable[[View], Figure]]:
    """Return what draws each figure, by the name of its files; differences need a mix beside the base."""
    modules = [instrument_levels, chain_impact, level_field, criteria]
    if view.others:
        modules += [side_effects, themes]
        if not view.tables.breakdown.empty:
            modules += [sectors, countries]
    found: dict[str, Callable[[View], Figure]] = {module.NAME: module.draw for module in modules}
    found[hypotheses.NAME] = partial(hypotheses.draw, hypotheses=read_hypotheses())
    return dict(sorted(found.items()))


def draw_all(folder: Path, tables: StudyTables, language: str = "en", workers: int = 1) -> list[Path]:
    """Draw every figure of a study as PNG and SVG; the same tables give the same bytes.

    Args:
        folder: an existing folder.
        tables: the study.
        language: `en` or `nl`.
        workers: number of processes to draw in.

    Returns:
        The files, two a figure.

    Raises:
        InputError: for another language.
    """
    view = View(tables, language)
    return draw_figures(folder, {name: partial(draw, view) for name, draw in figures(view).items()}, workers)
