"""How much is run in an ablation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AblationOptions:
    """How many seeds each part gets, from `seed` on."""

    seed: int = 1
    mechanisms: int = 4
    factorial: int = 2
    instruments: int = 4

    def seeds(self, count: int) -> tuple[int, ...]:
        """Return that many seeds."""
        return tuple(range(self.seed, self.seed + count))
