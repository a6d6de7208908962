"""The calibration of this model: its observations, worlds and uncertain parameters under settings from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from experiments.runs.design import resolved
from experiments.studies.calibration.design import CalibrationDesign
from experiments.studies.calibration.options import CalibrationOptions
from experiments.studies.calibration.space import varied_space
from experiments.studies.calibration.targets import fitted
from model.errors import unknown_name
from model.observations import Observation, read_observations
from model.observations.observing import COURSE, observe_all
from model.scenario import load_scenario


def model_design(
    options: CalibrationOptions, where: Path, observations: Sequence[Observation] | None = None
) -> CalibrationDesign:
    """Return the calibration of the model.

    Args:
        options: the settings.
        where: the file that they are from, for messages.
        observations: all there are; those of the project by default.

    Raises:
        InputError: for a name that is unknown, or when nothing is left to fit.
    """
    every = read_observations() if observations is None else observations
    known = {each.world for each in every}
    for name in options.stand_ins:
        if name not in known:
            raise unknown_name(f"{where}: stand_ins", "world of an observation", name, sorted(known))
    used = fitted(every, options.observations, f"{where}: observations")
    chosen = tuple(_placed(each, options.stand_ins) for each in used)
    space = varied_space(options.structural, f"{where}: structural")
    worlds = {name: _whole(name) for name in dict.fromkeys(each.world for each in chosen)}
    return CalibrationDesign(options, chosen, space, observe_all, worlds)


def _placed(observation: Any, stand_ins: Mapping[str, str]) -> Any:
    """Return an observation in the world that stands for its own."""
    return replace(observation, world=stand_ins.get(observation.world, observation.world))


def _whole(world: str) -> dict[str, Any]:
    """Return all that determines the runs of a world, as plain data."""
    return resolved(load_scenario(world=world, course=COURSE))
