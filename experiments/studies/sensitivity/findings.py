"""What an analysis finds, apart from folders: sample, evaluate, compute; the same for the model and test functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from experiments.runs.errors import StudyError
from experiments.studies.common.factors import Factor
from experiments.studies.common.model_outputs import Option, Responses
from experiments.studies.sensitivity.estimates import Estimate
from experiments.studies.sensitivity.moment_independent import pawn_indices
from experiments.studies.sensitivity.noise import FLOOR, Noise, noise_of
from experiments.studies.sensitivity.options import REPLICATED, SEEDS, SensitivityOptions
from experiments.studies.sensitivity.sampling import (
    INDICES,
    REPLICATES,
    SCREENING,
    Saltelli,
    grouped,
    morris_sample,
)
from experiments.studies.sensitivity.screening import Screening, ranking, screen, that_matter
from experiments.studies.sensitivity.targets import targets_of
from experiments.studies.sensitivity.variance import Variance, products_of, variance_indices
from model.state.state import Array

type Evaluate = Callable[[str, Array, Sequence[int]], Responses]
"""Answers a sample, in the order of its points: its name, its points (points x factors, 0-1), the seeds of each."""


@dataclass(frozen=True, eq=False)
class Findings:
    """What an analysis found; `layout` is of the sample by Saltelli."""

    keys: pd.DataFrame
    ranking: pd.DataFrame
    screening: Screening
    layout: Saltelli
    variance: Variance
    noise: Noise
    pawn: Estimate

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """All indices but those of the screening."""
        return (*self.variance.estimates.values(), *self.noise.estimates.values(), self.pawn)


def find(
    factors: Sequence[Factor], options: SensitivityOptions, evaluate: Evaluate, base_of: Callable[[Option], Option]
) -> Findings:
    """Screen all groups of factors, and compute indices of those that matter, with all others as one group.

    Args:
        factors: with the dummy.
        options: how much to sample.
        evaluate: answers samples.
        base_of: gives the option that differences of another are taken from.

    Raises:
        StudyError: when nothing matters, or too many runs failed to know.
    """
    groups = grouped(factors, options.by)
    unit = morris_sample(groups, options.trajectories, options.seed)
    screened = targets_of(evaluate(SCREENING, unit, options.seeds), base_of)
    screening = screen(groups, unit, screened, options.seed)
    table = ranking(screening, screened, options.seed)
    matter = that_matter(table, options.screened)
    if not matter:
        raise StudyError("nothing that was screened is known to change an outcome, so there is nothing to explain")
    layout = Saltelli(grouped(factors, options.by, matter), options.samples, options.second_order)
    unit = layout.points(options.seed)
    responses = evaluate(INDICES, unit, options.seeds)
    targets = targets_of(responses, base_of)
    replicated = targets_of(_replicated(layout, unit, responses, evaluate), base_of)
    products = products_of(layout, targets.means)
    noise = noise_of(replicated, products.spread(options.seed), options.replicates, targets.constant)
    variance = variance_indices(products, targets.constant, noise.estimates[FLOOR].hi[0], options.seed)
    names = [name for name, group in zip(layout.groups.factors, layout.groups.of, strict=True) if group in matter]
    pawn = pawn_indices(layout, unit, names, targets, options.seed)
    against = screening.against(noise.reshuffled)
    table["chosen"] = table["factor"].isin(matter)
    return Findings(targets.keys, table, against, layout, variance, noise, pawn)


def _replicated(layout: Saltelli, unit: Array, responses: Responses, evaluate: Evaluate) -> Responses:
    """Return points A with enough seeds: all that there are, or some that are run with further seeds."""
    places, seeds = layout.bases, responses.seeds
    missing = SEEDS - len(seeds)
    if missing <= 0:
        return replace(responses, values=responses.values[places])
    places, further = places[:REPLICATED], tuple(range(seeds[-1] + 1, seeds[-1] + 1 + missing))
    more = evaluate(REPLICATES, unit[places], further)
    both = np.concatenate([responses.values[places], more.values], axis=1)
    return replace(more, seeds=(*seeds, *further), values=both)
