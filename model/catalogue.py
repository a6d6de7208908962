"""Load every module that declares parameters, so that the registry is complete."""

from __future__ import annotations

import importlib


def load() -> None:
    """Import the schedule, the instruments, the building of the world, the outcomes and politics."""
    for name in (
        "schedule",
        "instruments",
        "building.population",
        "outcomes",
        "politics.process_parameters",
    ):
        importlib.import_module(f"{__package__}.{name}")
