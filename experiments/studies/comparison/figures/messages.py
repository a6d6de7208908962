"""What the data say, as clauses for titles: which mix is highest, and whether that is clear."""

from __future__ import annotations

from collections.abc import Callable

from experiments.report.formatting import is_clear, lowered, places_for
from experiments.report.translation import N_
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
        return view.word("mix {best} stands alone", best=best)
    if not found.known:
        return view.word("mix {best} is highest (one seed, so no interval)", best=best)
    lead = _lead(view, found.best, course, outcome, year)
    if not found.rivals:
        return view.word("mix {best} is highest{lead} {where}", best=best, lead=lead, where=view.where)
    if len(found.rivals) == len(view.mixes) - 1:
        return view.word("no mix stands out (highest: {best})", best=best)
    return view.word(
        "mix {best} is highest{lead}, within the spread of seeds of {rivals}",
        best=best,
        lead=lead,
        rivals=view.list_of(found.rivals, N_("or")),
    )


def _lead(view: View, best: str, course: str, outcome: str, year: int) -> str:
    """Return how far the best mix is above the base, in brackets; nothing when it is the base."""
    if best == view.tables.base:
        return ""
    lead = view.cells(course, outcome, year)[best].diff
    more = view.number(lead, max(1, places_for([lead])), signed=True)
    return view.word(" ({more} over mix {base})", more=more, base=view.base_code)


def by_course(view: View, tell: Callable[[str], str]) -> str:
    """Return one clause when it is the same under every course, else one for each."""
    told = {course: tell(course) for course in view.courses}
    if len(set(told.values())) == 1:
        text = next(iter(told.values()))
        return view.word("{text}, under each course of European politics", text=text) if len(told) > 1 else text
    parts = [
        view.word("{course}: {text}", course=lowered(label), text=told[course])
        for course, label in view.courses.items()
    ]
    return "; ".join(parts)
