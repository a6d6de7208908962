"""How much is run in a validation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from experiments.runs.ensemble import DEFAULT

VERB = "validate"
PRIOR, ENSEMBLE, DEFAULTS = "prior", "ensemble", "defaults"
SAMPLES = (PRIOR, ENSEMBLE, DEFAULTS)
"""What the observations are held against: draws of the plausible ranges, draws of the ensemble, and one point."""
DRAWS, REPLICATES, DEFAULT_REPLICATES = 60, 1, 20
FIRST_SEED = 700_001
"""Far above the seeds of a calibration, so that no run of the fit is used again."""


@dataclass(frozen=True)
class ValidationOptions:
    """Draws of the prior and of the ensemble with seeds for each, seeds at the defaults, and which worlds (all)."""

    draws: int = DRAWS
    replicates: int = REPLICATES
    default_replicates: int = DEFAULT_REPLICATES
    seed: int = FIRST_SEED
    ensemble: str = DEFAULT
    samples: tuple[str, ...] = SAMPLES
    worlds: tuple[str, ...] = ()
    parameters: Mapping[str, object] = field(default_factory=dict)
