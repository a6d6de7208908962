"""What a study of the value of information rests on: a sample of its own, or that of a finished study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from experiments.runs.manifest import environment
from experiments.runs.sweeps.design import SweepDesign
from experiments.runs.sweeps.sampling import Points
from experiments.studies.common.finished_sample import FinishedSample
from experiments.studies.common.specification import Subject, study_id
from experiments.studies.common.study import FORMAT
from experiments.studies.information_value import partial, smoothing, value
from experiments.studies.information_value.options import InformationOptions
from model.errors import wrong_value
from model.hashing import content_hash
from model.state.state import Array, IntArray

VERB = "value-of-information"
RATE = 0.1
"""Of the quantities that are named for a choice, a share of at most so much is expected to be chance."""
_KEPT = ("verb", "study_id", "settings", "environment")
"""What the manifest holds of that of the study whose sample is used."""


def method() -> dict[str, Any]:
    """Return the numbers that determine what is found, for the manifest and the id."""
    return {
        "lengths": [*smoothing.LENGTHS, smoothing.JOINT_LENGTH],
        "most_columns": smoothing.MOST_COLUMNS,
        "ratios": smoothing.RATIOS.tolist(),
        "simulated": partial.SIMULATED,
        "inert": partial.INERT,
        "shuffled": partial.SHUFFLED,
        "resampled": value.RESAMPLED,
        "rate": RATE,
    }


def settings(options: InformationOptions, years: Sequence[int]) -> dict[str, Any]:
    """Return what determines what is found besides the sample."""
    return {"seed": options.seed, "years": list(years), "method": method()}


@dataclass(frozen=True, eq=False)
class InformationDesign:
    """A sample of its own, from the ensemble or the prior; each draw has seeds of its own."""

    subject: Subject
    options: InformationOptions
    verb: ClassVar[str] = VERB
    where: ClassVar[str] = "--points"

    @cached_property
    def _drawn(self) -> tuple[Points, IntArray, dict[str, Any]]:
        """The draws, each once; how often each was drawn; and how they were made, for people."""
        drawn, asked = self.subject.drawn(self.options.points, self.options.seed)
        _, first, counts = np.unique(drawn.values, axis=0, return_index=True, return_counts=True)
        order = np.argsort(first)
        return Points(drawn.names, drawn.values[first[order]]), counts[order], asked

    @cached_property
    def sweep(self) -> SweepDesign:
        """What is run."""
        (points, _, asked), own = self._drawn, self.options.seeds
        return self.subject.sweep(points, own.of_first_draw, asked, own.step)

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the choices."""
        return self.options.years or self.subject.years[-1:]

    @property
    def weights(self) -> Array:
        """The weight of each draw."""
        counts = self._drawn[1]
        return np.asarray(counts / counts.sum())

    @cached_property
    def study_id(self) -> str:
        """The hash of all that determines the numbers."""
        return study_id(VERB, [self.sweep], self.settings)

    @property
    def planned(self) -> int:
        """How many points times seeds are run."""
        return len(self.sweep.points) * len(self.sweep.seeds)

    @property
    def settings(self) -> dict[str, Any]:
        """What determines the numbers besides the sweep; draws may count several times."""
        return {**settings(self.options, self.years), "counts": self._drawn[1].tolist()}


@dataclass(frozen=True, eq=False)
class FinishedDesign:
    """The sample of a finished study, read from `where`; nothing is run."""

    sample: FinishedSample
    options: InformationOptions
    where: str
    verb: ClassVar[str] = VERB

    @cached_property
    def subject(self) -> Subject:
        """What was run."""
        return self.sample.subject

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the choices.

        Raises:
            InputError: for a year that the sample does not have.
        """
        known = self.subject.years
        for year in self.options.years:
            if year not in known:
                raise wrong_value("--year", "year", year, f"a year of the study: {', '.join(map(str, known))}")
        return self.options.years or known[-1:]

    @property
    def weights(self) -> Array:
        """The weight of each draw."""
        count = len(self.sample.responses.points)
        return np.full(count, 1 / count)

    @property
    def settings(self) -> dict[str, Any]:
        """What determines the numbers besides the sample."""
        return settings(self.options, self.years)

    @cached_property
    def study_id(self) -> str:
        """The hash of all that determines the numbers."""
        return content_hash([VERB, self.sample.source.get("study_id", ""), dict(self.sample.sweeps), self.settings])

    def manifest(self, failed: Sequence[str]) -> Mapping[str, Any]:
        """Return the manifest, which names the study whose sample is used."""
        return {
            **self.sample.described,
            "format": FORMAT,
            "verb": VERB,
            "study_id": self.study_id,
            "settings": self.settings,
            "sweeps": dict(self.sample.sweeps),
            "from": {key: self.sample.source.get(key) for key in _KEPT},
            "environment": environment(),
        }
