"""What the data say, as clauses for titles: which mix is highest, and whether that is clear."""

from __future__ import annotations

from collections.abc import Callable

from experiments.report.formatting import is_clear, lowered, places_for
from experiments.runs.statistics import mean_and_interval
from experiments.studies.common.standing import Standing
from experiments.studies.comparison.figures.view import View


def standing(view: View, course: str, outcome: str, year: int, direction: int = 1) -> Standing:
    """Rank mixes on an outcome: `rivals` are those whose paired difference from the best may be 0.

    Args:
        view: the study.
        course: course of European politics.
        outcome: name of the outcome.
        year: year of the comparison.
        direction: 1 when high is best, -1 when low is.
    """
    values = view.by_seed(course, outcome, year) * direction
    cells = view.cells(course, outcome, year)
    best = max(cells, key=lambda mix: cells[mix].mean * direction)
    rivals = []
    for mix in cells:
        _, low, high = mean_and_interval((values[best] - values[mix]).to_numpy(dtype=float))
        if mix != best and not is_clear(float(low), float(high)):
            rivals.append(mix)
    return Standing(best, tuple(rivals), view.seeds > 1)


def standing_text(view: View, course: str, outcome: str, year: int) -> str:
    """Return the standing on an outcome of which high is best as a clause."""
    found = standing(view, course, outcome, year)
    best = view.mixes[found.best].code
    if len(view.mixes) == 1:
        return view.words["alone"].format(best=best)
    if not found.known:
        return view.words["one_seed"].format(best=best)
    lead = _lead(view, found.best, course, outcome, year)
    if not found.rivals:
        return view.words["clear_best"].format(best=best, lead=lead)
    if len(found.rivals) == len(view.mixes) - 1:
        return view.words["no_best"].format(best=best)
    return view.words["open_best"].format(best=best, lead=lead, rivals=view.list_of(found.rivals, "or"))


def _lead(view: View, best: str, course: str, outcome: str, year: int) -> str:
    """Return how far the best mix is above the base, in brackets; nothing when it is the base."""
    if best == view.tables.base:
        return ""
    lead = view.cells(course, outcome, year)[best].diff
    more = view.number(lead, max(1, places_for([lead])), signed=True)
    return view.words["lead"].format(more=more, base=view.base_code)


def by_course(view: View, tell: Callable[[str], str]) -> str:
    """Return one clause when it is the same under every course, else one for each."""
    told = {course: tell(course) for course in view.courses}
    if len(set(told.values())) == 1:
        key = "all_courses" if len(told) > 1 else "one_course"
        return view.words[key].format(text=next(iter(told.values())))
    parts = [
        view.words["each_course"].format(course=lowered(label), text=told[course])
        for course, label in view.courses.items()
    ]
    return "; ".join(parts)
