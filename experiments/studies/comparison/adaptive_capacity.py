"""Adaptive capacity: how much a mix may lose against the best one, whichever course of politics it meets (SER 2.4).

    loss_m,c = mean over seeds of direction × (value of the best mix under c - value of m under c)
    reported = the largest loss over the courses that were run

The best mix under a course is that with the best mean over seeds. A mix that adapts well is never far behind. The
interval is the paired t-interval of that loss; it does not count that the best mix and the worst course were chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from experiments.report.outcome_facts import HEADLINES
from experiments.report.terminal import report_years
from experiments.runs.design import Design
from experiments.runs.statistics import mean_and_interval
from model.outcomes import OUTCOMES
from model.state.state import Array

COLUMNS = ("mix", "outcome", "year", "courses", "course", "best", "loss", "lo", "hi")


def adaptive_capacity(design: Design, annual: Array, years: np.ndarray, outcomes: Sequence[str]) -> pd.DataFrame:
    """Return one row a mix shown, headline outcome with a direction, and year reported.

    Args:
        design: what was run.
        annual: runs × years × outcomes, in the order of the design's runs.
        years: the years.
        outcomes: the names of the outcomes.
    """
    by_scenario = annual.reshape(len(design.scenarios), len(design.seeds), len(years), len(outcomes))
    place = design.places
    courses = list(dict.fromkeys(course for course, _ in place))
    rows = []
    for name in (each for each in HEADLINES if each in outcomes and OUTCOMES[each].direction):
        for year in report_years(years.tolist()):
            at = (slice(None), years.tolist().index(year), outcomes.index(name))
            values = np.array([[by_scenario[place[course, mix]][at] for mix in design.shown] for course in courses])
            for mix, found in zip(design.shown, largest_losses(OUTCOMES[name].direction * values), strict=True):
                where = (len(courses), courses[found.course], design.shown[found.best])
                rows.append((mix, name, year, *where, *found.loss))
    return pd.DataFrame(rows, columns=list(COLUMNS))


class Loss(NamedTuple):
    """The largest loss of a mix: under which course, against which mix, and how much with its interval."""

    course: int
    best: int
    loss: tuple[float, float, float]


def largest_losses(values: Array) -> list[Loss]:
    """Return for each mix the course of its largest loss, the best mix there, and the loss with its interval.

    Args:
        values: courses × mixes × seeds, higher is better; what is not known is left out.
    """
    means = np.array([[mean_and_interval(seeds)[0] for seeds in mixes] for mixes in values])
    best = np.nanargmax(means, axis=1)
    found = []
    for mix in range(values.shape[1]):
        losses = [mean_and_interval(each[first] - each[mix]) for each, first in zip(values, best, strict=True)]
        course = int(np.nanargmax([float(loss[0]) for loss in losses]))
        mean, low, high = (float(each) for each in losses[course])
        found.append(Loss(course, int(best[course]), (mean, low, high)))
    return found
