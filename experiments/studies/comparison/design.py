"""The design of a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from experiments.runs.design import Design, Request, default_mixes, make_design
from experiments.runs.manifest import make_manifest
from experiments.runs.scenario_from_route import load_under
from experiments.studies.comparison.hypotheses import needed_runs, read_hypotheses
from experiments.studies.comparison.options import ComparisonOptions
from experiments.studies.comparison.variance_parts import replicated
from model.hashing import content_hash


@dataclass(frozen=True)
class ComparisonDesign:
    """What a comparison runs."""

    runs: Design
    parts: int = 0
    """Draws that are run four times, for the parts of variance."""
    verb: ClassVar[str] = "compare"

    @property
    def study_id(self) -> str:
        """The hash of all that determines the numbers."""
        seeds = replicated(self.runs, self.parts)
        return content_hash([self.runs.study_id, seeds]) if seeds else self.runs.study_id

    def manifest(self, failed: Sequence[str]) -> dict[str, Any]:
        """Return the manifest of the comparison, given the ids of the runs that failed."""
        made = make_manifest(self.verb, self.runs, list(failed))
        further = list(replicated(self.runs, self.parts))
        return {**made, "study_id": self.study_id, **({"run_four_times": further} if further else {})}


def design_comparison(options: ComparisonOptions) -> ComparisonDesign:
    """Return what a comparison runs.

    Mixes that only hypotheses need run along when the mixes are those of the advice.

    Raises:
        InputError: for anything that cannot be used.
    """
    probes = () if options.mixes else needed_runs(read_hypotheses())
    mixes = options.mixes or default_mixes()
    request = Request(
        mixes, options.courses, options.world, options.parameters, options.seeds, probes, options.ensemble
    )
    return ComparisonDesign(make_design(request, load_under), options.parts)
