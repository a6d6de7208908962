"""How much is run in a study of the value of information."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.studies.common.specification import OwnSeeds

FEWEST_DRAWS = 40
"""With fewer draws a smooth curve cannot be told from noise."""
POINTS, REPLICATES = 128, 2
"""Draws and seeds a draw of a sample of its own. Two seeds are what it takes to tell luck from what can be known."""


@dataclass(frozen=True)
class InformationOptions:
    """Draws of what is uncertain, their seed, and seeds a draw; `years` are those of the choice (none: the last).

    `points` and `replicates` are those of a sample of its own.
    """

    points: int = POINTS
    seed: int = 1
    replicates: int = REPLICATES
    years: tuple[int, ...] = ()

    @property
    def seeds(self) -> OwnSeeds:
        """The seeds: each draw has its own."""
        return OwnSeeds(self.seed, self.replicates)
