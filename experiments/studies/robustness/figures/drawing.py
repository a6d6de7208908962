"""The figures of a study of robustness, from its tables alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from matplotlib.figure import Figure

from experiments.report.drawing import Drawings
from experiments.studies.common.analysis_view import AnalysisView
from experiments.studies.common.stored import Stored
from experiments.studies.robustness.contests import MIX
from experiments.studies.robustness.figures import flips as robustness_flips
from experiments.studies.robustness.figures import ranks as robustness_ranks
from experiments.studies.robustness.tables import RobustnessTables

Draw = Callable[[RobustnessTables, AnalysisView, str], Figure]


def drawings(stored: Stored, language: str) -> Drawings:
    """Return what draws the figures in `en` or `nl`: mixes under each course of European politics, one figure a course.

    Courses among themselves are in the tables alone.
    """
    study = RobustnessTables(stored)
    view = AnalysisView(stored.subject, stored.study_id, language)
    courses = list(dict.fromkeys(study.ranks.loc[study.ranks["kind"] == MIX, "context"]))
    drawn: dict[str, Draw] = {robustness_ranks.NAME: robustness_ranks.draw}
    if set(study.subject.outcomes) - set(robustness_ranks.shown(study.subject.outcomes)):
        drawn[robustness_ranks.ALL] = robustness_ranks.draw_all
    if study.scanned:
        drawn[robustness_flips.NAME] = robustness_flips.draw
    return {
        name if len(courses) == 1 else f"{name}_{course}": partial(draw, study, view, course)
        for course in courses
        for name, draw in drawn.items()
    }
