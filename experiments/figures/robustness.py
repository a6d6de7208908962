"""All figures of a robustness study."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl

from experiments.figures import robustness_flips, robustness_ranks
from experiments.figures.robustness_words import ROBUSTNESS_WORDS
from experiments.figures.style import RULES, save
from experiments.robustness.contests import MIX
from experiments.robustness.study import RobustnessStudy
from experiments.robustness.telling import Telling


def draw_robustness(folder: Path, study: RobustnessStudy, language: str) -> list[Path]:
    """Draw every figure of a robustness study as PNG and SVG; the same tables give the same bytes.

    Mixes are shown under each course of European politics, one figure a course; courses among themselves are in the
    tables alone.

    Args:
        folder: an existing folder.
        study: what was run.
        language: `en` or `nl`.

    Returns:
        The files, two a figure.
    """
    view = Telling(study.subject, study.study_id, language, ROBUSTNESS_WORDS)
    ranks = study.tables["ranks"]
    courses = list(dict.fromkeys(ranks.loc[ranks["kind"] == MIX, "context"]))
    paths: list[Path] = []
    for course in courses:
        ending = "" if len(courses) == 1 else f"_{course}"
        drawings = {robustness_ranks.NAME: robustness_ranks.draw}
        if "flips" in study.tables:
            drawings[robustness_flips.NAME] = robustness_flips.draw
        for name, draw in drawings.items():
            with mpl.rc_context(RULES):
                figure = draw(study, view, str(course))
            paths += save(figure, folder, f"{name}{ending}")
    return paths
