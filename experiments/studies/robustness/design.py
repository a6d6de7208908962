"""What a study of robustness runs: a sample of what is uncertain, some of it again with other seeds, and a scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from experiments.runs.sweeps.design import SweepDesign
from experiments.runs.sweeps.points_file import read_draws
from experiments.runs.sweeps.sampling import Points
from experiments.studies.common.factors import Factor, prior_sample
from experiments.studies.common.specification import Subject, study_id
from experiments.studies.robustness.crossing import ERROR
from experiments.studies.robustness.flips import SCANNED, SEEDS, scan_points
from experiments.studies.robustness.lens import Lens, read_lenses
from experiments.studies.robustness.options import RobustnessOptions

PRIOR, POSTERIOR = "prior", "posterior"
SAMPLE, SCAN = "sample", "scan"
"""Names of the sweeps of the prior and of the scan; that of the posterior is named after it."""
AGAIN = "_again"
"""Ending of the name of the sweep that runs some draws of a sample with other seeds."""


@dataclass(frozen=True, eq=False)
class RobustnessDesign:
    """All that determines the numbers of a study; `posterior` is a table of draws to rank options over as well."""

    subject: Subject
    options: RobustnessOptions
    posterior: Path | None = None
    verb: ClassVar[str] = "robustness"

    @cached_property
    def lenses(self) -> tuple[Lens, ...]:
        """Sets of weights under which options are ranked."""
        return read_lenses()

    @cached_property
    def samples(self) -> dict[str, Points]:
        """The draws that options are ranked over, by the name of their sweep."""
        options = self.options
        drawn = {SAMPLE: prior_sample(self.subject.factors, options.points, options.seed)}
        if self.posterior is not None:
            drawn[POSTERIOR] = read_draws(self.posterior, self.subject.fixed)
        return drawn

    @cached_property
    def sweeps(self) -> dict[str, SweepDesign]:
        """The sweep of each sample, and that of its first draws with other seeds, if any are asked for."""
        options, own = self.options, self.options.seeds
        prior = {"method": "latin_hypercube", "count": options.points, "seed": options.seed, "of": "plausible ranges"}
        sweeps = {}
        for name, points in self.samples.items():
            asked: dict[str, Any] = prior if name == SAMPLE else {"of": name}
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
        return {**asdict(self.options), **scan, "lenses": [asdict(each) for each in self.lenses]}
