"""What a calibration is of: observations of the fit, the parameters that vary, the settings, and the simulator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from experiments.runs.manifest import environment
from experiments.studies.calibration.options import CalibrationOptions
from experiments.studies.calibration.space import Space
from experiments.studies.calibration.targets import Observation, Simulator, Targets, targets_of
from model.hashing import content_hash

VERB = "calibrate"
FORMAT = 1
_SAID = ("id", "target", "world", "value", "tolerance", "discrepancy")
"""What is kept of an observation in the manifest."""


@dataclass(frozen=True, eq=False)
class CalibrationDesign:
    """A calibration.

    Attributes:
        options: how much is run.
        observations: of the fit.
        space: what varies.
        simulator: the model, or what stands for it in tests; must be importable by the workers.
        worlds: all that determines each world, as plain data, by name.
    """

    options: CalibrationOptions
    observations: tuple[Observation, ...]
    space: Space
    simulator: Simulator
    worlds: Mapping[str, Any] = field(default_factory=dict)
    verb: ClassVar[str] = VERB

    @cached_property
    def targets(self) -> Targets:
        """What was observed, as arrays."""
        return targets_of(self.observations, self.options.judgement.tolerance_deviations)

    @cached_property
    def study_id(self) -> str:
        """The hash of all that determines the numbers."""
        asked = [VERB, asdict(self.options), self._listed, self.space.hash, dict(self.worlds)]
        return content_hash([*asked, [str(each) for each in self.observations]])

    @property
    def _listed(self) -> list[dict[str, Any]]:
        return [{name: getattr(each, name) for name in _SAID} for each in self.observations]

    def manifest(self, failed: Sequence[str]) -> dict[str, Any]:
        """Return the manifest of the study, given the ids of the runs that failed."""
        return {
            "format": FORMAT,
            "verb": VERB,
            "study_id": self.study_id,
            "settings": asdict(self.options),
            "observations": self._listed,
            "parameters": list(self.space.names),
            "worlds": dict(self.worlds),
            "failed": list(failed),
            "environment": environment(),
        }
