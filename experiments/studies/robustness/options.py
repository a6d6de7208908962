"""How much is run in a study of robustness."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.studies.common.specification import OwnSeeds


@dataclass(frozen=True)
class RobustnessOptions:
    """Draws of each sample, the seed, seeds a draw, and parameters scanned for each outcome.

    `replicated` draws are run once more with other seeds, which shows what is due to the seed.
    """

    points: int = 96
    seed: int = 1
    replicates: int = 1
    scanned: int = 2
    replicated: int = 24

    @property
    def seeds(self) -> OwnSeeds:
        """The seeds: each draw has its own, so that a share of draws is one over parameters and seeds together."""
        return OwnSeeds(self.seed, self.replicates)
