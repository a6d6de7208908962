"""What an ablation runs: the sweeps of mechanisms, of the factorial and of instruments."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

from experiments.runs.ensemble import ensemble_part
from experiments.runs.sweeps.design import SweepDesign
from experiments.studies.ablation.fold_over import FoldOver, fold_over, leave_one_out, switches
from experiments.studies.ablation.interactions import COVERAGE, IMPACT
from experiments.studies.ablation.options import AblationOptions
from experiments.studies.ablation.synergy import OUTCOMES_OF_H6
from experiments.studies.ablation.variants import Variants, make_variants
from experiments.studies.common.specification import Subject, study_id

MECHANISMS, FACTORIAL, INSTRUMENTS = "mechanisms", "factorial", "instruments"


@dataclass(frozen=True, eq=False)
class AblationDesign:
    """All that determines the numbers of a study."""

    subject: Subject
    options: AblationOptions
    corners: Subject | None = None
    """The same mixes under further courses, for H6 alone."""
    verb: ClassVar[str] = "ablate"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The switches that are thrown: all that were given no value."""
        return switches(self.subject.fixed)

    @cached_property
    def factorial(self) -> FoldOver:
        """Which switches are thrown together."""
        return fold_over(self.names)

    @cached_property
    def variants(self) -> Variants:
        """The variants of mixes."""
        return make_variants(self.subject, self.corners)

    @cached_property
    def sweeps(self) -> dict[str, SweepDesign]:
        """What is run, by part."""
        subject, options = self.subject, self.options
        wanted = dict.fromkeys([*subject.outcomes, IMPACT, COVERAGE, *OUTCOMES_OF_H6])
        seeds = options.seeds(options.instruments)
        found = {
            MECHANISMS: subject.sweep(
                leave_one_out(self.names), options.seeds(options.mechanisms), {"method": "leave one out"}
            ),
            FACTORIAL: subject.sweep(
                self.factorial.points, options.seeds(options.factorial), {"method": "fold-over of a Hadamard matrix"}
            ),
        }
        if self.variants.ablated:
            found[INSTRUMENTS] = self.variants.sweep(tuple(wanted), subject.years, seeds)
        return {name: replace(sweep, ensemble=subject.ensemble) for name, sweep in found.items()}

    @cached_property
    def study_id(self) -> str:
        """The hash of all that determines the numbers."""
        return study_id(self.verb, list(self.sweeps.values()), {})

    @property
    def planned(self) -> int:
        """How many points times seeds are run."""
        return sum(len(design.points) * len(design.seeds) for design in self.sweeps.values())

    @property
    def settings(self) -> dict[str, Any]:
        """The options and the ensemble, for the manifest."""
        return {**asdict(self.options), **ensemble_part(self.subject.ensemble)}
