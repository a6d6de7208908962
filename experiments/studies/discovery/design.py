"""What a discovery searches: a sample of its own, or that of a finished study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from experiments.runs.manifest import environment
from experiments.runs.sweeps.design import SweepDesign
from experiments.studies.common.specification import OwnSeeds, Subject, study_id
from experiments.studies.common.study import FORMAT
from experiments.studies.discovery import boxes, chance, features, peeling, trees
from experiments.studies.discovery.cases import Contest, contests
from experiments.studies.discovery.folder import read_sample
from experiments.studies.discovery.options import DiscoveryOptions
from experiments.studies.discovery.sample import Sample, Scope, scope_of
from model.hashing import content_hash

VERB = "discover"
_KEPT = ("verb", "study_id", "settings", "sweeps", "parameters_changed", "failed", "environment")
"""What the manifest of a search holds of that of the study whose sample was searched."""


def method() -> dict[str, Any]:
    """Return the numbers that determine what a search finds, for the manifest and the id."""
    return {
        "peeled": peeling.PEELED,
        "least_mass": peeling.LEAST_MASS,
        "most_quasi_p": peeling.MOST_QUASI_P,
        "nested": list(peeling.NESTED),
        "level": chance.LEVEL,
        "fewest_shuffles": chance.FEWEST_SHUFFLES,
        "quantile": chance.QUANTILE,
        "most_boxes": boxes.MOST_BOXES,
        "folds": boxes.FOLDS,
        "repeats": boxes.REPEATS,
        "tree_shuffles": trees.SHUFFLES,
        "forest_trees": features.TREES,
        "forest_shuffles": features.SHUFFLES,
    }


@dataclass(frozen=True, eq=False)
class Search:
    """What is searched, wherever the sample comes from; raises `InputError` for what the sample does not have."""

    scope: Scope
    options: DiscoveryOptions

    @cached_property
    def contests(self) -> list[Contest]:
        """The contests that are asked for."""
        return contests(self.scope, self.options)

    @cached_property
    def hashed(self) -> dict[str, Any]:
        """What determines a discovery besides its sample."""
        return {"contests": [asdict(each) for each in self.contests], "seed": self.options.seed, "method": method()}

    @property
    def settings(self) -> Mapping[str, Any]:
        """The same and what the sample has, for the manifest."""
        return {**self.hashed, "sample": asdict(self.scope)}


@dataclass(frozen=True, eq=False)
class DiscoveryDesign:
    """A search of a sample of its own; each draw has seeds of its own, so that a box holds over seeds too."""

    subject: Subject
    options: DiscoveryOptions
    verb: ClassVar[str] = VERB

    @cached_property
    def search(self) -> Search:
        """What is searched."""
        return Search(scope_of(self.subject, self.sweep, self.sweep.asked["method"]), self.options)

    @cached_property
    def sweep(self) -> SweepDesign:
        """What is run."""
        options = self.options
        points, asked = self.subject.drawn(options.points, options.seed)
        seeds = OwnSeeds(options.seed, options.replicates)
        return self.subject.sweep(points, seeds.of_first_draw, asked, seeds.step)

    @cached_property
    def study_id(self) -> str:
        """The hash of all that determines the numbers."""
        return study_id(VERB, [self.sweep], self.search.hashed)

    @property
    def planned(self) -> int:
        """How many points times seeds are run."""
        return len(self.sweep.points) * len(self.sweep.seeds)

    @property
    def settings(self) -> Mapping[str, Any]:
        """What determines the numbers besides the sweep, for the manifest."""
        return self.search.settings


@dataclass(frozen=True, eq=False)
class SearchDesign:
    """A search of the sample of a finished study, of which `source` is the manifest; nothing is run."""

    sample: Sample
    source: Mapping[str, Any]
    options: DiscoveryOptions
    verb: ClassVar[str] = VERB

    @cached_property
    def search(self) -> Search:
        """What is searched."""
        return Search(self.sample.scope, self.options)

    @cached_property
    def study_id(self) -> str:
        """The hash of all that determines the numbers."""
        return content_hash([VERB, str(self.source["study_id"]), self.search.hashed])

    def manifest(self, failed: Sequence[str]) -> dict[str, Any]:
        """Return the manifest, which names the study that was searched and what it was made with."""
        return {
            "format": FORMAT,
            "verb": VERB,
            "study_id": self.study_id,
            "settings": self.search.settings,
            "from": {key: self.source.get(key) for key in _KEPT},
            "environment": environment(),
        }


def search_design(source: Path, options: DiscoveryOptions) -> SearchDesign:
    """Read the sample of the study in a folder; raises `InputError` when it has none."""
    return SearchDesign(*read_sample(source), options)
