"""What the terminal shows of every option against the base: how often better, and by how much."""

from __future__ import annotations

import math
from collections.abc import Iterator

from rich.table import Table

from experiments.report.formatting import factor, percent, places_for
from experiments.report.terminal import plain_table
from experiments.studies.common.analysis_view import AnalysisView
from experiments.studies.robustness.contests import MIX
from experiments.studies.robustness.tables import RobustnessTables

MOST_PLACES = 4


def base_tables(study: RobustnessTables, view: AnalysisView) -> Iterator[Table]:
    """Yield one table a course: the share of draws in which each mix is better than the base, and its median gain.

    A gain is positive when the mix is better, also where less is better.
    """
    pairs, base = study.pairwise, study.subject.base
    own = pairs[(pairs["kind"] == MIX) & (pairs["option"] == base)]
    for course, part in own.groupby("context", sort=False):
        others = list(dict.fromkeys(part["other"]))
        rows = []
        for outcome, each in part.groupby("outcome", sort=False):
            # the table of pairs looks from the side of the base
            gains = -factor(str(outcome)) * each.set_index("other")["median_gain"]
            places = min(MOST_PLACES, places_for(list(gains.dropna()), digits=2)) if gains.notna().any() else 0
            shares = each.set_index("other")["worse"]
            cells = [_cell(view, float(shares[name]), float(gains[name]), places) for name in others]
            rows.append([view.outcome_label(str(outcome)), *cells, view.unit(str(outcome))])
        title = view.word(
            "better than {base}, % of {draws} draws (median gain), {year} - under: {course}",
            base=view.mixes[base].code,
            draws=int(part["draws"].max()),
            year=study.year,
            course=view.courses[str(course)],
        )
        codes = [view.mixes[name].code for name in others]
        yield plain_table(title, [view.word("outcome"), *codes, view.word("unit")], rows)


def _cell(view: AnalysisView, better: float, gain: float, places: int) -> str:
    if math.isnan(gain):
        return "–"
    return f"{percent(better)} ({view.number(gain, places, signed=True)})"
