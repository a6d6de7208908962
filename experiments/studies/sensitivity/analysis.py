"""The analysis itself, apart from folders: sample, evaluate, compute; the same for the model and for test functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import pandas as pd

from experiments.runs.errors import StudyError
from experiments.studies.common.factors import Factor
from experiments.studies.common.model_outputs import Option, Responses
from experiments.studies.sensitivity.estimates import FEWEST, Estimate
from experiments.studies.sensitivity.moment_independent import pawn_indices
from experiments.studies.sensitivity.noise import FLOOR, Noise, noise_of
from experiments.studies.sensitivity.sampling import Saltelli, grouped, morris_sample
from experiments.studies.sensitivity.screening import Screening, ranking, screen, that_matter
from experiments.studies.sensitivity.targets import targets_of
from experiments.studies.sensitivity.variance import Variance, products_of, variance_indices
from model.errors import wrong_value
from model.state.state import Array

SCREENING, INDICES, REPLICATES = "screening", "sample", "replicates"
"""Names of the three samples."""
MECHANISM, PARAMETER = "mechanism", "parameter"
BY = (MECHANISM, PARAMETER)
REPLICATED, SEEDS = 4, 8
"""Points that are run with further seeds, and how many seeds they then have: it is seeds that tell what seeds do."""


class Evaluate(Protocol):
    """Answers a sample: its name, its points in the unit cube (points x factors), and the seeds of every point."""

    def __call__(self, name: str, unit: Array, seeds: Sequence[int]) -> Responses:
        """Return what came of the sample, in the order of its points."""


@dataclass(frozen=True)
class Plan:
    """How much is sampled.

    `samples` is the number of blocks of the sample by Saltelli, a power of 2; `screened` how many groups get indices
    of their own; `replicates` the seeds of every point, from `seed` on.
    """

    by: str = MECHANISM
    trajectories: int = 8
    samples: int = 16
    screened: int = 3
    replicates: int = 1
    second_order: bool = False
    seed: int = 1

    def check(self) -> None:
        """Raise `InputError` for what cannot be sampled."""
        if self.samples & (self.samples - 1) or self.samples < FEWEST:
            allowed = f"a power of 2 from {FEWEST}, such as 16, 64 or 256"
            raise wrong_value("sensitivity", "--samples", self.samples, allowed)

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds of every point."""
        return tuple(range(self.seed, self.seed + self.replicates))


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


def screening_sample(factors: Sequence[Factor], plan: Plan) -> Array:
    """Return the points of the screening: points x factors, 0-1."""
    return morris_sample(grouped(factors, plan.by), plan.trajectories, plan.seed)


def planned_starts(factors: Sequence[Factor], plan: Plan) -> int:
    """Return about how many points times seeds an analysis runs."""
    screening = plan.trajectories * (len(grouped(factors, plan.by).names) + 1)
    groups = plan.screened + 1  # all others are one
    sample = plan.samples * (2 + groups * (2 if plan.second_order else 1))
    return (screening + sample) * plan.replicates + REPLICATED * max(0, SEEDS - plan.replicates)


def analyse(factors: Sequence[Factor], plan: Plan, evaluate: Evaluate, base_of: Callable[[Option], Option]) -> Findings:
    """Screen all groups of factors, and compute indices of those that matter, with all others as one group.

    Args:
        factors: with the dummy.
        plan: how much to sample.
        evaluate: answers samples.
        base_of: gives the option that differences of another are taken from.

    Raises:
        InputError: when the plan cannot be sampled.
        StudyError: when nothing matters, or too many runs failed to know.
    """
    plan.check()
    groups, unit = grouped(factors, plan.by), screening_sample(factors, plan)
    screened = targets_of(evaluate(SCREENING, unit, plan.seeds), base_of)
    screening = screen(groups, unit, screened, plan.seed)
    table = ranking(screening, screened, plan.seed)
    matter = that_matter(table, plan.screened)
    if not matter:
        raise StudyError("nothing that was screened is known to change an outcome, so there is nothing to explain")
    layout = Saltelli(grouped(factors, plan.by, matter), plan.samples, plan.second_order)
    unit = layout.points(plan.seed)
    responses = evaluate(INDICES, unit, plan.seeds)
    targets = targets_of(responses, base_of)
    replicated = targets_of(_replicated(layout, unit, responses, evaluate), base_of)
    products = products_of(layout, targets.means)
    noise = noise_of(replicated, products.spread(plan.seed), plan.replicates, targets.constant)
    variance = variance_indices(products, targets.constant, noise.estimates[FLOOR].hi[0], plan.seed)
    names = [name for name, group in zip(layout.groups.factors, layout.groups.of, strict=True) if group in matter]
    pawn = pawn_indices(layout, unit, names, targets, plan.seed)
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
