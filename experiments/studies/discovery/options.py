"""What is asked of a discovery."""

from __future__ import annotations

from dataclasses import dataclass

BEST, BASE = "best", "base"
POINTS, REPLICATES = 192, 1
"""Points and seeds of a sample of its own: under 1,000 runs of five mixes, which `small` does in minutes."""


@dataclass(frozen=True)
class DiscoveryOptions:
    """What is searched: names or aliases as given; empty means the default.

    `points` and `replicates` are those of a sample of its own. `seed` is the first seed and names the draw; it is also
    that of shuffles, of parts left out and of trees.
    """

    focus: tuple[str, ...] = ()
    against: str = BEST
    outcomes: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    seed: int = 1
    points: int = POINTS
    replicates: int = REPLICATES
