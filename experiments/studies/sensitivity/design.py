"""What a sensitivity analysis runs: its samples of the unit cube as sweeps of the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from experiments.runs.ensemble import ensemble_part
from experiments.runs.sweeps.design import SweepDesign
from experiments.runs.sweeps.sampling import DUMMY, Points
from experiments.studies.common.factors import Factor, scaled
from experiments.studies.common.specification import OwnSeeds, Subject, study_id
from experiments.studies.sensitivity.estimates import CLOSE, FEWEST
from experiments.studies.sensitivity.options import SensitivityOptions
from experiments.studies.sensitivity.sampling import ENSEMBLE, SCREENING, Groups, grouped, morris_sample
from model.errors import InputError
from model.state.state import Array, IntArray


def distinct(points: Points) -> tuple[Points, IntArray]:
    """Return the points that differ in more than the dummy, in the order of their first appearance.

    The dummy changes no run, so that points which differ in it alone are run once.

    Returns:
        The distinct points, and for each point of the sample its place among them.
    """
    kept = [place for place, name in enumerate(points.names) if name != DUMMY]
    _, first, place = np.unique(points.values[:, kept], axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return Points(points.names, points.values[first[order]]), rank[place.ravel()].astype(np.int64)


@dataclass(frozen=True, eq=False)
class SensitivityDesign:
    """All that determines the numbers of an analysis: the screening and the options determine what follows."""

    subject: Subject
    options: SensitivityOptions
    verb: ClassVar[str] = "sensitivity"

    def __post_init__(self) -> None:
        """Raise `InputError` when there is nothing to vary."""
        if len(self.factors) == 1:
            raise InputError("--set: gives every uncertain parameter a value; there is nothing left to vary")

    @cached_property
    def factors(self) -> tuple[Factor, ...]:
        """What is varied, and the dummy."""
        return self.subject.factors

    @cached_property
    def groups(self) -> Groups:
        """The groups that are screened."""
        return grouped(self.factors, self.options.by)

    def sweep(self, name: str, unit: Array, seeds: Sequence[int]) -> SweepDesign:
        """Return the sweep that answers a sample: its name, points (points x factors, 0-1) and seeds."""
        points, _ = distinct(scaled(self.factors, unit))
        return self.subject.sweep(points, seeds, {"method": f"{self.verb}: {name}"})

    @cached_property
    def over_ensemble(self) -> SweepDesign | None:
        """The sweep of draws of the ensemble, each with a seed of its own; None where there is none to make."""
        ensemble, draws = self.subject.ensemble, self.options.draws
        if ensemble is None or not draws:
            return None
        own = OwnSeeds(self.options.seed, 1)
        asked = {"method": f"{self.verb}: {ENSEMBLE}", **ensemble.described(), "count": draws}
        return self.subject.sweep(ensemble.spread(draws), own.of_first_draw, asked, own.step)

    @cached_property
    def study_id(self) -> str:
        """The hash of all that determines the numbers."""
        unit = morris_sample(self.groups, self.options.trajectories, self.options.seed)
        sweeps = [self.sweep(SCREENING, unit, self.options.seeds), self.over_ensemble]
        return study_id(self.verb, [each for each in sweeps if each is not None], asdict(self.options))

    @property
    def planned(self) -> int:
        """About how many points times seeds are run."""
        return self.options.planned(len(self.groups.names)) + (self.options.draws if self.over_ensemble else 0)

    @property
    def settings(self) -> dict[str, Any]:
        """The options, and what counts as narrow and as few, for the manifest."""
        over = ensemble_part(self.subject.ensemble if self.over_ensemble else None)
        return {**asdict(self.options), "close": CLOSE, "fewest": FEWEST, **over}
