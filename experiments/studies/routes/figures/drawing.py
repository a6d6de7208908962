"""All figures of a study of routes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from experiments.report.style import RULES, save
from experiments.studies.routes.figures import checkpoint as routes_checkpoint
from experiments.studies.routes.figures import durations as routes_durations
from experiments.studies.routes.figures import law as routes_law
from experiments.studies.routes.figures import outcomes as routes_outcomes
from experiments.studies.routes.figures import winners as routes_winners
from experiments.studies.routes.figures.view import RouteView
from experiments.studies.routes.study import RoutesStudy


def route_figures(view: RouteView) -> dict[str, Callable[[RouteView], Figure]]:
    """Return what draws each figure, by the name of its files, without those that would have nothing to show."""
    found: dict[str, Callable[[RouteView], Figure]] = {routes_law.NAME: routes_law.draw}
    if routes_checkpoint.routes_with_checkpoint(view):
        found[routes_checkpoint.NAME] = routes_checkpoint.draw
    found[routes_outcomes.NAME] = routes_outcomes.draw
    if len(view.routes) > 1:
        found[routes_winners.NAME] = routes_winners.draw
    found[routes_durations.NAME] = routes_durations.draw
    return found


def draw_routes(folder: Path, study: RoutesStudy, language: str) -> list[Path]:
    """Draw every figure of a study of routes as PNG and SVG; the same tables give the same bytes.

    Args:
        folder: an existing folder.
        study: what was run.
        language: `en` or `nl`.

    Returns:
        The files, two a figure.

    Raises:
        InputError: for another language.
    """
    view = RouteView(study, language)
    paths: list[Path] = []
    for name, draw in route_figures(view).items():
        with mpl.rc_context(RULES):
            figure = draw(view)
        paths += save(figure, folder, name)
    return paths
