"""What is asked of a study of pressure points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from experiments.runs.ensemble import DEFAULT
from experiments.studies.pressure.groups import DIMENSIONS
from model.inputs.held import WORLD, Part


@dataclass(frozen=True)
class PressureOptions:
    """Names, aliases or paths, parameters by full name, and the quarter to hold points from (the mix's start)."""

    world: str = "reference"
    mix: str | None = None
    course: str = "expected"
    parameters: Mapping[str, object] = field(default_factory=dict)
    seeds: tuple[int, ...] = (1,)
    start: int | None = None
    by: tuple[str, ...] = DIMENSIONS
    part: Part = WORLD
    ensemble: str | None = DEFAULT
    """Name or path of the ensemble that each seed has a draw of; None: all runs at `parameters`."""
