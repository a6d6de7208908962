"""Scenarios again from the manifest of a results folder, so that any of its runs can be run once more.

A manifest holds all that determined the numbers, so no scenario file is read. The hash of each scenario is worked out
anew and compared with the one in the manifest: another version of the model is refused, not passed over.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import pandas as pd

from experiments.runs.design import changes_hash, resolved, tables_hash
from experiments.runs.ensemble import AT_DEFAULTS, DRAW, DRAWS
from experiments.runs.store import RUNS, read_manifest, read_parquet
from model import catalogue
from model.errors import InputError
from model.hashing import content_hash
from model.inputs.held import Hold
from model.inputs.law import Law
from model.inputs.mix import Mix
from model.inputs.settings import DATA, WorldSettings
from model.parameters import FROM, ParameterSet, declared
from model.politics.course import PoliticalCourse
from model.scenario import Scenario


def rebuilt_scenarios(folder: Path, data: Path | None = None) -> tuple[Scenario, ...]:
    """Return the scenarios of a results folder, in the order of its manifest.

    Args:
        folder: of a finished study.
        data: the folder of its input tables, where these are not the project's own.

    Raises:
        InputError: when there is no manifest, the tables are others, or this version of the model reads it otherwise.
    """
    manifest = read_manifest(folder)
    return rebuilt(folder, lambda: tuple(_scenario(row, manifest, data, folder) for row in manifest["scenarios"]))


def rebuilt[Result](folder: Path, make: Callable[[], Result]) -> Result:
    """Return what is made of the manifest of a folder; raises `InputError` when it is of another version."""
    catalogue.load()
    try:
        return make()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            f"{folder}: its manifest was made with another version of the model ({type(error).__name__}: {error})"
        ) from None


def rebuilt_run(folder: Path, run_id: str | None, data: Path | None = None) -> tuple[Scenario, int]:
    """Return the scenario and the seed of one run of a results folder.

    Args:
        folder: of a finished study or sweep.
        run_id: as in its table of runs; None where it holds one run.
        data: see `rebuilt_scenarios`.

    Raises:
        InputError: for a run that the folder does not hold, or that comes out under another id.
    """
    scenarios = rebuilt_scenarios(folder, data)
    if not (folder / RUNS).is_file():
        return scenarios[0], _only_seed(folder, len(scenarios))
    runs = read_parquet(folder / RUNS)
    if run_id is None:
        raise InputError(f"--from: {folder} holds {len(runs)} runs; name one with --run-id (column run_id of {RUNS})")
    found = runs[runs["run_id"] == run_id]
    if found.empty:
        raise InputError(f"--run-id: {folder / RUNS} has no run {run_id}; allowed: a value of its column run_id")
    row = found.iloc[0]
    chosen = _named(scenarios, row)
    drawn = int(row.get(DRAW, AT_DEFAULTS)) != AT_DEFAULTS
    values = _values(_drawn(folder, int(row["seed"])) if drawn else row)
    hashed: list[object] = [content_hash(resolved(chosen))]
    if "point" in runs or drawn:
        hashed.append(changes_hash(dict(chosen.parameters.items()), values))
    if content_hash([*hashed, int(row["seed"])]) != run_id:
        raise InputError(f"--run-id: {run_id} comes out under another id; was {folder / RUNS} changed?")
    return chosen.with_parameters(values), int(row["seed"])


def _values(row: pd.Series) -> dict[str, float]:
    """Return the parameters that a row of a table gives a value."""
    names = [str(name) for name in row.index if str(name).partition(FROM)[0] in declared()]
    return {name: float(row[name]) for name in names}


def _drawn(folder: Path, seed: int) -> pd.Series:
    """Return the row of the draw of a seed."""
    draws = read_parquet(folder / DRAWS)
    found = draws[draws["seed"] == seed]
    if found.empty:
        raise InputError(f"{folder / DRAWS}: has no draw for seed {seed}; was {folder} changed?")
    return found.iloc[0]


def _only_seed(folder: Path, scenarios: int) -> int:
    seeds = read_manifest(folder).get("seeds", [])
    if scenarios != 1 or not isinstance(seeds, list) or len(seeds) != 1 or not isinstance(seeds[0], int):
        raise InputError(f"--from: {folder} has no table of runs ({RUNS}); give the folder of a sweep, compare or run")
    return int(seeds[0])


def _named(scenarios: tuple[Scenario, ...], row: pd.Series) -> Scenario:
    """Return the scenario of a row of the table of runs."""
    for each in scenarios:
        if (each.world.name, each.course.name, each.mix.name) == (row["world"], row["course"], row["mix"]):
            return each
    raise InputError(f"--run-id: mix {row['mix']} under {row['course']} is not in the manifest")


def scenario_of(parts: Mapping[str, Any], where: Path, data: Path | None = None) -> Scenario:
    """Return a scenario from all that determines it (see `design.resolved`); without what is decided by a route.

    Args:
        parts: the resolved scenario.
        where: the folder that it was read from, for messages.
        data: see `rebuilt_scenarios`.

    Raises:
        InputError: when its input tables are others.
    """
    data = data or DATA
    plugins = catalogue.loaded_plugins(parts.get("plugins", {}), str(where))
    world = dict(parts["world"])
    if world["data"] != tables_hash(data):
        raise InputError(
            f"{where}: world {world['name']} has other input tables than {data}; give its file with --world"
        )
    world["data"] = None if data == DATA else str(data)
    return Scenario(
        built(Mix, parts["mix"]),
        built(WorldSettings, world),
        built(PoliticalCourse, parts["course"]),
        tuple(built(Law, each) for each in parts["laws"]),
        ParameterSet(parts["parameters"], str(where)),
        held=tuple(built(Hold, each) for each in parts.get("held", ())),
        plugins=plugins,
        schedule=tuple(parts.get("schedule", ())),
        input_seed=parts.get("input_seed"),
    )


def _scenario(row: Mapping[str, Any], manifest: Mapping[str, Any], data: Path | None, folder: Path) -> Scenario:
    """Return a scenario that a manifest lists; raises `InputError` when its hash is not that of the manifest."""
    listed = {
        "world": manifest["worlds"][row["world"]],
        "laws": [manifest["laws"][each] for each in row["laws"]],
        "parameters": manifest["parameters"][row["parameters"]],
    }
    scenario = scenario_of({**row, **listed}, folder, data)
    if content_hash(resolved(scenario)) != row["hash"]:
        raise InputError(f"{folder}: mix {scenario.mix.name} comes out otherwise in this version of the model")
    return scenario


def built(kind: Any, content: Any) -> Any:
    """Return plain data as an object of a kind: a dataclass, tuple, mapping, optional, or plain value."""
    origin, inside = get_origin(kind), get_args(kind)
    if content is None:
        return None
    if origin in (Union, types.UnionType):
        return built(next(each for each in inside if each is not type(None)), content)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: built(hints[name], value) for name, value in content.items()})
    if origin is tuple:
        kinds = [inside[0]] * len(content) if inside[-1] is Ellipsis else inside
        return tuple(built(one, each) for one, each in zip(kinds, content, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        return {name: built(inside[1], value) for name, value in content.items()}
    return content
