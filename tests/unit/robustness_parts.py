"""Answers by hand for tests of robustness: draws x options x outcomes, one seed and one year."""

import numpy as np

from experiments.runs.sweeps.sampling import Points
from experiments.studies.common.model_outputs import Option, Responses

MORE, LESS = "chain_impact_dutch", "public_cost"
OPTIONS = tuple(Option("expected", mix) for mix in ("null_option", "one", "two"))


def answers(
    values: np.ndarray, options: tuple[Option, ...] = OPTIONS, outcomes: tuple[str, ...] = (MORE,)
) -> Responses:
    """Return answers at draws x options (x outcomes), one seed and one year."""
    filled = np.asarray(values, dtype=float).reshape(len(values), 1, len(options), len(outcomes), 1)
    points = Points(("a.x",), np.arange(len(values), dtype=float)[:, np.newaxis])
    return Responses(points, (1,), options, outcomes, (2030,), filled)
