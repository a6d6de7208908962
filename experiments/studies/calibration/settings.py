"""Read how a calibration is made from a TOML file: seeds, waves, cut-offs, worlds and the number of draws."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from experiments.runs.ensemble import FOLDER
from experiments.studies.calibration.options import (
    BEST,
    EMULATORS,
    CalibrationOptions,
    Exploration,
    Judgement,
    WaveOptions,
)
from model.errors import InputError, wrong_value
from model.inputs.toml_input import Field, list_of, number, one_of, read_table, read_toml, table, text

SHIPPED, SMALL = FOLDER / "calibration.toml", FOLDER / "check.toml"
_MOST_POINTS, _MOST_SEEDS, _MOST_WAVES, _LARGEST_SEED = 100_000, 1000, 20, 2**31
_JUDGED, _EXPLORED = Judgement(), Exploration()


def _name(value: Any) -> str:
    if not isinstance(value, str) or not value.replace("_", "").isalnum() or value != value.lower():
        raise ValueError
    return value


_WAVE: dict[str, Field] = {
    "points": number(10, _MOST_POINTS, whole=True),
    "seeds": number(1, _MOST_SEEDS, whole=True),
    "rank": number(1, _MOST_SEEDS, 1, whole=True),
    "cutoff": number(0.1, 100.0, 3.0),
}
_EXPLORATION: dict[str, Field] = {
    "walkers": number(20, _MOST_POINTS, _EXPLORED.walkers, whole=True),
    "moves": number(1, _MOST_SEEDS, _EXPLORED.moves, whole=True),
}
_JUDGEMENT: dict[str, Field] = {
    "emulator": one_of(EMULATORS, BEST),
    "most_parameters": number(1, 100, _JUDGED.most_parameters, whole=True),
    "least_skill": number(0.0, 1.0, _JUDGED.least_skill),
    "tolerance_deviations": number(0.1, 10.0, _JUDGED.tolerance_deviations),
    "least_agents": number(1, 1_000_000, _JUDGED.least_agents, whole=True),
    "most_missing": number(0.0, 1.0, _JUDGED.most_missing),
}
_FIELDS: dict[str, Field] = {
    "name": Field(_name, "a name of small letters, digits and underscores"),
    "prior": Field(lambda value: value and _name(value), "such a name, or an empty text for none", ""),
    "seed": number(0, _LARGEST_SEED, whole=True),
    "first_seed": number(0, _LARGEST_SEED, whole=True),
    "draws": number(10, _MOST_POINTS, whole=True),
    "draw_seeds": number(1, _MOST_SEEDS, whole=True),
    "effective_share": number(0.01, 1.0, 1 / 3),
    "stop_share": number(0.0, 1.0, 0.8),
    "observations": list_of(text(), ()),
    "structural": list_of(text(), ()),
    "recovery": number(0, 10_000, 0, whole=True),
    "stand_ins": table({}),
    "exploration": table({}),
    "judgement": table({}),
    "wave": list_of(table()),
}


def read_settings(path: Path) -> CalibrationOptions:
    """Read the settings of a calibration.

    Raises:
        InputError: for a file that is missing or no TOML, an unknown key, or a value that is not allowed.
    """
    values = read_table(read_toml(path), _FIELDS, str(path))
    waves = tuple(
        WaveOptions(**read_table(each, _WAVE, f"{path}: wave {place}"))
        for place, each in enumerate(values.pop("wave"), start=1)
    )
    if not 1 <= len(waves) <= _MOST_WAVES:
        raise wrong_value(str(path), "wave", len(waves), f"1 to {_MOST_WAVES} tables [[wave]]")
    exploration = Exploration(**read_table(values.pop("exploration"), _EXPLORATION, f"{path}: exploration"))
    judgement = Judgement(**read_table(values.pop("judgement"), _JUDGEMENT, f"{path}: judgement"))
    for name, other in values["stand_ins"].items():
        if not isinstance(other, str):
            raise wrong_value(f"{path}: stand_ins", name, other, "the name of a world")
    options = CalibrationOptions(waves=waves, exploration=exploration, judgement=judgement, **values)
    most = max(options.draws, *(wave.points for wave in waves[1:]), 0)
    if exploration.walkers < most:
        raise InputError(
            f"{path}: exploration: walkers is {exploration.walkers}; allowed: {most} or more, as many as draws and as"
            " points in a wave"
        )
    return options
