"""All figures of a robustness study."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl

from experiments.report.style import RULES, save
from experiments.studies.robustness.contests import MIX
from experiments.studies.robustness.figures import flips as robustness_flips
from experiments.studies.robustness.figures import ranks as robustness_ranks
from experiments.studies.robustness.figures.words import ROBUSTNESS_WORDS
from experiments.studies.robustness.report import Telling
from experiments.studies.robustness.study import RobustnessStudy


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
