"""What a study of robustness runs: a sample of what is uncertain, some of it again with other seeds, and a scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

from experiments.runs.ensemble import ensemble_part
from experiments.runs.sweeps.design import SweepDesign
from experiments.runs.sweeps.sampling import Points
from experiments.studies.common.factors import Factor
from experiments.studies.common.finished_sample import AGAIN, SAMPLE
from experiments.studies.common.specification import Subject, study_id
from experiments.studies.robustness.crossing import ERROR
from experiments.studies.robustness.flips import SCANNED, SEEDS, scan_points
from experiments.studies.robustness.lens import Lens, read_lenses
from experiments.studies.robustness.options import RobustnessOptions

PRIOR, ENSEMBLE = "prior", "ensemble"
"""What tables say which draws they are over."""
SCAN = "scan"
"""Name of the sweep of the scan."""


@dataclass(frozen=True, eq=False)
class RobustnessDesign:
    """All that determines the numbers of a study.

    Options are ranked over the draws of an ensemble and, beside these, over the prior; over the prior alone where
    nothing was fitted.
    """

    subject: Subject
    options: RobustnessOptions
    verb: ClassVar[str] = "robustness"

    @cached_property
    def lenses(self) -> tuple[Lens, ...]:
        """Sets of weights under which options are ranked."""
        return read_lenses()

    @cached_property
    def samples(self) -> dict[str, tuple[Points, dict[str, Any]]]:
        """The draws that options are ranked over and how they were made, by the name of their sweep."""
        subject, options = self.subject, self.options
        drawn = {SAMPLE: subject.drawn(options.points, options.seed)}
        if self.prior == PRIOR:
            drawn[PRIOR] = replace(subject, ensemble=None).drawn(options.points, options.seed)
        return drawn

    @property
    def prior(self) -> str:
        """The name of the sweep of the prior."""
        return SAMPLE if self.subject.beside_prior is None else PRIOR

    def drawn_from(self, sweep: str) -> str:
        """Return what the draws of a sweep are of: the ensemble or the prior."""
        return PRIOR if sweep == self.prior else ENSEMBLE

    @cached_property
    def sweeps(self) -> dict[str, SweepDesign]:
        """The sweep of each sample, and that of its first draws with other seeds, if any are asked for."""
        options, own = self.options, self.options.seeds
        sweeps = {}
        for name, (points, asked) in self.samples.items():
            sweeps[name] = self.subject.sweep(points, own.of_first_draw, asked, own.step)
            some = Points(points.names, points.values[: options.replicated])
            if len(some):
                other = own.after(len(points))
                more = {**asked, "first": len(some), "seeds": "others"}
                sweeps[name + AGAIN] = self.subject.sweep(some, other.of_first_draw, more, other.step)
        return sweeps

    def scan(self, scanned: Sequence[Factor]) -> SweepDesign:
        """Return the sweep that moves some parameters one at a time."""
        asked: dict[str, Any] = {"method": "one at a time", "parameters": [each.name for each in scanned]}
        return self.subject.sweep(scan_points(scanned), SEEDS, asked)

    @cached_property
    def study_id(self) -> str:
        """The hash of all that determines the numbers."""
        return study_id(self.verb, list(self.sweeps.values()), self.settings)

    @property
    def planned(self) -> int:
        """About how many points times seeds are run."""
        samples = sum(len(design.points) * len(design.seeds) for design in self.sweeps.values())
        return samples + (1 + self.options.scanned * len(SCANNED)) * len(SEEDS)

    @property
    def settings(self) -> dict[str, Any]:
        """The options, how parameters are scanned, and the lenses, for the manifest."""
        scan = {"scan": SCANNED, "scan_seeds": SEEDS, "scan_error": ERROR}
        over = ensemble_part(self.subject.beside_prior)
        return {**asdict(self.options), **scan, "lenses": [asdict(each) for each in self.lenses], **over}
