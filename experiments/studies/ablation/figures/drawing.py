"""The figures of an ablation, from its tables alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from matplotlib.figure import Figure

from experiments.report.drawing import Drawings
from experiments.studies.ablation.figures import instruments as ablation_instruments
from experiments.studies.ablation.figures import interactions as ablation_interactions
from experiments.studies.ablation.figures import ranking as ablation_ranking
from experiments.studies.ablation.figures import waterfall as ablation_waterfall
from experiments.studies.ablation.figures.view import AblationView
from experiments.studies.ablation.tables import AblationTables
from experiments.studies.common.stored import Stored


def figures(view: AblationView) -> dict[str, Callable[[AblationView], Figure]]:
    """Return what draws each figure, by name; differences and interactions need mixes that have them."""
    found: dict[str, Callable[[AblationView], Figure]] = {}
    if view.others:
        found[ablation_waterfall.NAME] = ablation_waterfall.draw
    if not view.study.k1.empty:
        found[ablation_instruments.NAME] = ablation_instruments.draw
        found[ablation_interactions.NAME] = ablation_interactions.draw
    if view.others and not view.study.ranking.empty:
        found[ablation_ranking.NAME] = ablation_ranking.draw
    return found


def drawings(stored: Stored, language: str) -> Drawings:
    """Return what draws the figures of an ablation, for each course, in `en` or `nl`."""
    study, found = AblationTables(stored), {}
    courses = list(dict.fromkeys(each.course.name for each in stored.subject.scenarios))
    for course in courses:
        view = AblationView.of(study, course, language)
        for name, draw in figures(view).items():
            found[name if course == courses[0] else f"{name}_{course}"] = partial(draw, view)
    return found
