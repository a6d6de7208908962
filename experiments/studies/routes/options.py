"""What a study of routes is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from experiments.runs.ensemble import DEFAULT


@dataclass(frozen=True)
class RoutesOptions:
    """Names, aliases or paths of routes and mixes (none: those of the advice); parameters by full name.

    `seeds` has one for each political future; `drawn` says whether each future draws the numbers of politics from
    their plausible ranges where there is no ensemble, or has them from the ensemble where there is one.
    """

    routes: tuple[str, ...] = ()
    mixes: tuple[str, ...] = ()
    world: str = "reference"
    parameters: Mapping[str, object] = field(default_factory=dict)
    seeds: tuple[int, ...] = tuple(range(1, 201))
    drawn: bool = True
    ensemble: str | None = DEFAULT
    """Name or path of the ensemble that each future has a draw of; None: all runs at `parameters`, but for politics."""
