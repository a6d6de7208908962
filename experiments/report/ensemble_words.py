"""What is said of the parameters of a study: at one point, or each seed with a draw of an ensemble."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.report.translation import in_language

FITTED = "posterior"
"""Kind of an ensemble that was held against observations."""


def parameters_said(manifest: Mapping[str, Any], language: str) -> str:
    """Return what intervals over the seeds of a study hold, by its manifest; of a prior also that it is one."""
    say, ensemble = in_language(language), manifest.get("ensemble")
    if ensemble is None:
        return say("Parameters are at one point, so intervals include only chance and input tables.")
    said = say(
        "Each seed has its own draw of parameters (ensemble {name}), random numbers and input tables; intervals "
        "include all.",
        name=ensemble["name"],
    )
    if ensemble["kind"] == FITTED:
        return said
    return f"{said} {say('These draws were not fitted to observations.')}"
