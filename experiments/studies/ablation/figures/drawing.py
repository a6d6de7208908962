"""The figures of an ablation, drawn from its tables alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from experiments.report.style import RULES, save
from experiments.studies.ablation.figures import interactions as ablation_interactions
from experiments.studies.ablation.figures import ranking as ablation_ranking
from experiments.studies.ablation.figures import waterfall as ablation_waterfall
from experiments.studies.ablation.figures.view import AblationView
from experiments.studies.ablation.study import AblationStudy


def figures(view: AblationView) -> dict[str, Callable[[AblationView], Figure]]:
    """Return what draws each figure, by name; differences and interactions need mixes that have them."""
    found: dict[str, Callable[[AblationView], Figure]] = {}
    if view.others:
        found[ablation_waterfall.NAME] = ablation_waterfall.draw
    if not view.study.k1.empty:
        found[ablation_interactions.NAME] = ablation_interactions.draw
    if view.others and not view.study.ranking.empty:
        found[ablation_ranking.NAME] = ablation_ranking.draw
    return found


def draw_all(study: AblationStudy, language: str, folder: Path) -> list[Path]:
    """Draw every figure of a study as PNG and SVG, for each course; the same tables give the same bytes.

    Args:
        study: the tables.
        language: `en` or `nl`.
        folder: an existing folder.

    Returns:
        The files, two a figure.
    """
    paths: list[Path] = []
    courses = list(dict.fromkeys(each.course.name for each in study.plan.subject.scenarios))
    for course in courses:
        view = AblationView.of(study, course, language)
        for name, draw in figures(view).items():
            with mpl.rc_context(RULES):
                figure = draw(view)
            paths += save(figure, folder, name if course == courses[0] else f"{name}_{course}")
    return paths
