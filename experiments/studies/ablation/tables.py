"""The tables of a finished ablation; those of instruments are empty when no mix differs from the base."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from experiments.studies.ablation.options import AblationOptions
from experiments.studies.common.stored import Stored, read_stored

ENSEMBLE = "ensemble"
"""What the settings say besides the options."""
NAMES = ("ablation", "factorial", "ranking", "interactions", "k1", "h6")
read_finished = read_stored
"""Reads the folder of a finished ablation."""


@dataclass(frozen=True, eq=False)
class AblationTables:
    """A finished ablation."""

    stored: Stored

    @property
    def options(self) -> AblationOptions:
        """How much was run."""
        return AblationOptions(**{name: value for name, value in self.stored.settings.items() if name != ENSEMBLE})

    @cached_property
    def ablation(self) -> pd.DataFrame:
        """Differences from the base with each mechanism on and off."""
        return self.stored.table("ablation.csv")

    @cached_property
    def factorial(self) -> pd.DataFrame:
        """Main effects of mechanisms."""
        return self.stored.table("factorial.csv")

    @cached_property
    def ranking(self) -> pd.DataFrame:
        """Who leads with each mechanism on and off."""
        return self.stored.table("ranking.csv")

    @cached_property
    def interactions(self) -> pd.DataFrame:
        """Effects of instruments: of the mix, without one, alone, in pairs, together."""
        return self.stored.table("interactions.csv")

    @cached_property
    def k1(self) -> pd.DataFrame:
        """The interaction part of K1."""
        return self.stored.table("k1.csv")

    @cached_property
    def h6(self) -> pd.DataFrame:
        """What a law and cooperation do together and apart."""
        return self.stored.table("h6.csv")

    @cached_property
    def mechanisms(self) -> tuple[str, ...]:
        """The switches that were thrown."""
        return tuple(self.stored.table("generators.csv")["mechanism"])
