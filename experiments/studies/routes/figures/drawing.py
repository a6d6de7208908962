"""All figures of a study of routes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from matplotlib.figure import Figure

from experiments.report.drawing import Drawings
from experiments.studies.routes.design import ROUTES
from experiments.studies.routes.figures import checkpoint as routes_checkpoint
from experiments.studies.routes.figures import durations as routes_durations
from experiments.studies.routes.figures import law as routes_law
from experiments.studies.routes.figures import outcomes as routes_outcomes
from experiments.studies.routes.figures import winners as routes_winners
from experiments.studies.routes.figures.view import RouteView
from experiments.studies.routes.tables import RoutesFolder
from model.errors import InputError


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


def drawings(finished: RoutesFolder, language: str) -> Drawings:
    """Return what draws the figures of a study of routes in `en` or `nl`.

    Raises:
        InputError: for another language, or a folder with a forecast of politics alone.
    """
    if finished.manifest["verb"] != ROUTES:
        raise InputError(f"{finished.folder}: holds a forecast of politics, which has no figures")
    view = RouteView(finished, language)
    return {name: partial(draw, view) for name, draw in route_figures(view).items()}
