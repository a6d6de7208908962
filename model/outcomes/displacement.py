"""What a mandate takes from other themes: effort, against the same quarter without the mandate (M17; SER 3.4.2).

    displaced = sum_i w_i sum_k (effort0_ik - effort_ik)+ / sum_i w_i sum_k effort0_ik

`effort0` is what the company would do by theme this quarter with the substance it has and no mandated themes, w its
revenue. What that does to conditions takes years: it is the difference from a run of the same mix and seed with
`attention.mandates` switched off.
"""

from __future__ import annotations

import numpy as np

from model.outcomes.firm_cost import dutch_rows
from model.outcomes.measures import Measures, ratio, total
from model.processes.attention import divided


def displaced_effort(measures: Measures) -> float:
    """Return the share of effort that mandates take from other themes, Dutch companies by revenue, 0-1."""
    company = measures.state.company
    rows = measures.of_run(dutch_rows)
    active = rows[company.substance.take(rows) > 0]
    actual = company.effort[active]
    weight = company.revenue.take(active)
    mandated = np.flatnonzero(np.add.reduce(company.mandated[active], axis=1) > 0)
    free = actual.copy()
    if len(mandated):
        _, free[mandated] = divided(measures.world, np.zeros((len(mandated), actual.shape[1])), active[mandated])
    taken = np.add.reduce(np.maximum(free - actual, 0.0), axis=1)
    return ratio(total(taken, weight), total(np.add.reduce(free, axis=1), weight))
