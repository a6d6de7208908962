"""Parameters of law-making weighed by the acts up to the end of 2021 (importance sampling).

The weight of a draw is its likelihood, times the prior over the density that it was drawn from. Draws come uniformly
from the plausible ranges. Where such a range was itself made from these acts (`SEEN`), a draw from it would count them
twice; there the prior is that of `SCALES` and `HAZARDS`, and the range only says where draws are.

None of these parameters touches a company before 2022, so these weights and those of other observations are
independent: `political_draws` gives columns to put beside any others, and no draw of companies loses weight by it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from experiments.runs.sweeps.sampling import Points, Sample, draw, unit_sample
from experiments.studies.calibration.exploration import effective, scaled_weights
from experiments.studies.calibration.political_parts import FUTURES, Part, parts
from experiments.studies.calibration.political_process import Values
from model import catalogue
from model.parameters import declared
from model.randomness import stream
from model.state.state import Array

SCALES: Mapping[str, tuple[float, float]] = {
    "european_process.adoption_median": (1.0, 40.0),
    "european_process.adoption_shape": (0.4, 6.0),
    "european_process.application_median": (2.0, 40.0),
    "european_process.application_shape": (1.0, 30.0),
}
HAZARDS: Mapping[str, tuple[float, float]] = {
    "european_process.proposal_hazard": (0.005, 1.0),
    "european_amendment.delay_hazard": (0.0, 0.2),
    "european_amendment.strengthening_hazard": (0.0, 0.2),
    "european_amendment.weakening_hazard": (0.0, 0.2),
    "member_states.passage_hazard": (0.0, 0.5),
    "national_process.passage_hazard": (0.0, 1.0),
}
"""Ranges of the reference prior, which has seen none of the acts (assumption): wide, for scales and shapes uniform in
the logarithm, for hazards uniform in the square root (the prior of Jeffreys for a rate)."""
SEEN = (*SCALES, "european_amendment.delay_hazard", "member_states.passage_hazard", "national_process.passage_hazard")
"""Parameters whose plausible range or default rests on the same acts."""
SHORTEST = "european_process.shortest_adoption"
_SHORTEST = (0.5, 6.5)
"""Of the reference prior: 1 to 6 quarters alike."""
DRAWS = 4096
QUANTILES = {"p05": 0.05, "p50": 0.5, "p95": 0.95}


def log_prior(part: Part, values: Values) -> Array:
    """Return the log of the prior of a part's parameters over the uniform density that draws come from, N."""
    logs: Array = np.zeros(len(next(iter(values.values()))))
    for name in part.parameters:
        if name in SEEN:
            logs = logs - np.log(values[name]) * (1.0 if name in SCALES else 0.5)
    return logs


def values_of(points: Points) -> Values:
    """Return the values of all parameters by name, N each; those without a column have their default."""
    catalogue.load()
    columns = {name: points.values[:, place] for place, name in enumerate(points.names)}
    count = len(points)
    return {name: columns.get(name, np.full(count, each.default)) for name, each in declared().items()}


def fitted_names() -> tuple[str, ...]:
    """Return the names of the parameters that the acts bear upon, part by part."""
    return tuple(name for part in parts(seed=0) for name in part.parameters)


def plausible_points(count: int, seed: int) -> Points:
    """Return draws of the parameters that acts bear upon, uniform over their plausible ranges.

    Args:
        count: a power of 2.
        seed: names the draw.
    """
    catalogue.load()
    names, known = fitted_names(), declared()
    sample = Sample("sobol", count, seed, {name: known[name].plausible for name in names})
    return Points(names, draw(sample))


def reference_points(count: int, seed: int) -> Points:
    """Return draws from the reference prior, which no act went into; arguments as for `plausible_points`."""
    catalogue.load()
    names, known = fitted_names(), declared()
    unit = unit_sample("sobol", count, len(names), seed)
    columns = []
    for place, name in enumerate(names):
        if name in SCALES:
            low, high = np.log(SCALES[name])
            columns.append(np.exp(low + (high - low) * unit[:, place]))
        elif name in HAZARDS:
            low, high = np.sqrt(HAZARDS[name])
            columns.append((low + (high - low) * unit[:, place]) ** 2)
        else:
            low, high = _SHORTEST if name == SHORTEST else known[name].plausible
            columns.append(low + (high - low) * unit[:, place])
    return Points(names, np.column_stack(columns))


def part_weights(points: Points, seed: int, futures: int = FUTURES) -> dict[str, Array]:
    """Return the weights that each part alone gives to draws, by its name: N, from 0; those of a part sum to 1.

    Args:
        points: draws that are uniform over their ranges; a parameter without a column has its default.
        seed: of the luck of Council and Parliament.
        futures: over how many that luck is averaged.

    Raises:
        InputError: when a table cannot be read.
    """
    values = values_of(points)
    return {
        each.name: scaled_weights(each.log_likelihood(values).sum(axis=1) + log_prior(each, values))
        for each in parts(seed, futures=futures)
    }


def political_draws(count: int, seed: int, sample: int = DRAWS, futures: int = FUTURES) -> Points:
    """Return draws of equal weight of the parameters that acts bear upon.

    Parts share no parameter, so each is resampled on its own (systematically, then shuffled): that keeps more of a
    sample than one weight for all parts.

    Args:
        count: how many draws.
        seed: names them.
        sample: from how many draws (a power of 2) they are taken.
        futures: over how many the luck of Council and Parliament is averaged.
    """
    points = plausible_points(sample, seed)
    weights = part_weights(points, seed, futures=futures)
    generator = stream(seed, "calibration.politics.draws")
    columns = []
    for part in parts(seed):
        places = np.searchsorted(np.cumsum(weights[part.name]), (np.arange(count) + generator.random()) / count)
        chosen = generator.permutation(np.minimum(places, sample - 1))
        columns.append(points.values[chosen][:, [points.names.index(name) for name in part.parameters]])
    return Points(points.names, np.hstack(columns))


def fitted_table(points: Points, weights: Mapping[str, Array]) -> pd.DataFrame:
    """Return what the acts say of each parameter: one row a parameter, in its unit.

    Args:
        points: draws with a column for each parameter that the acts bear upon.
        weights: of each part, by its name (`part_weights`).

    Returns:
        part, acts of it, parameter, unit; 5%, 50% and 95% points of the draws (`prior`) and of the weighted draws
        (`fitted`); effective sample size of the part, and the number of draws.
    """
    known, rows = declared(), []
    equal = np.full(len(points), 1.0 / len(points))
    for part in parts(seed=0):
        own = weights[part.name]
        for name in part.parameters:
            column = points.values[:, points.names.index(name)]
            row: dict[str, object] = {"part": part.name, "acts": len(part.record.names), "parameter": name}
            row["unit"] = known[name].unit
            for kind, each in (("prior", equal), ("fitted", own)):
                row |= {f"{kind}_{label}": quantile(column, each, share) for label, share in QUANTILES.items()}
            rows.append(row | {"effective": effective(own), "draws": len(points)})
    return pd.DataFrame(rows)


def quantile(values: Array, weights: Array, share: float) -> float:
    """Return the value that a share (0-1) of the weight does not exceed."""
    return float(np.quantile(values, share, weights=weights, method="inverted_cdf"))
