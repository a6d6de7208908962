"""How much is sampled in a sensitivity analysis."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.studies.sensitivity.estimates import FEWEST
from model.errors import wrong_value

REPLICATED, SEEDS = 4, 8
"""Points that are run with further seeds, and how many seeds they then have: what seeds do is seen over seeds."""


@dataclass(frozen=True)
class SensitivityOptions:
    """How much is sampled.

    `samples` is the number of blocks of the sample by Saltelli, a power of 2; `screened` how many groups get indices
    of their own; `replicates` the seeds of every point, from `seed` on; `draws` the draws of the ensemble.
    """

    by: str = "mechanism"
    trajectories: int = 8
    samples: int = 16
    screened: int = 3
    replicates: int = 1
    second_order: bool = False
    seed: int = 1
    draws: int = 128

    def __post_init__(self) -> None:
        """Raise `InputError` for what cannot be sampled."""
        if self.samples & (self.samples - 1) or self.samples < FEWEST:
            allowed = f"a power of 2 from {FEWEST}, such as 16, 64 or 256"
            raise wrong_value("sensitivity", "--samples", self.samples, allowed)

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds of every point."""
        return tuple(range(self.seed, self.seed + self.replicates))

    def planned(self, groups: int) -> int:
        """Return about how many points times seeds are run; `groups` is how many are screened."""
        screening = self.trajectories * (groups + 1)
        chosen = self.screened + 1  # all others are one
        sample = self.samples * (2 + chosen * (2 if self.second_order else 1))
        return (screening + sample) * self.replicates + REPLICATED * max(0, SEEDS - self.replicates)
