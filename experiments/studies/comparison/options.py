"""What a comparison of mixes is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from experiments.runs.ensemble import DEFAULT

SEEDS = 20
"""The number of seeds, unless another is asked for."""


@dataclass(frozen=True)
class ComparisonOptions:
    """Names, aliases or paths of mixes (none: those of the advice), courses or routes, and world; parameters by name.

    The two courses are two ways of looking: European politics as expected under every mix, and the mixes as they stand.
    """

    mixes: tuple[str, ...] = ()
    courses: tuple[str, ...] = ("expected", "as_enacted")
    world: str = "reference"
    parameters: Mapping[str, object] = field(default_factory=dict)
    seeds: tuple[int, ...] = tuple(range(1, SEEDS + 1))
    ensemble: str | None = DEFAULT
    """Name or path of the ensemble that each seed has a draw of; None: all runs at `parameters`."""
    parts: int = 0
    """Draws that are run with a second seed of luck and of input, to say of what intervals consist."""
