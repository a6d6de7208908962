"""Read the file of a sweep: mixes, courses, worlds, seeds, and what to record. Strict, and nothing is written."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from experiments.runs.design import default_mixes
from experiments.runs.scenario_from_route import load_under
from experiments.runs.sweeps.design import Recording, SweepDesign
from experiments.runs.sweeps.law_axes import check_used, read_axes, variants
from experiments.runs.sweeps.read_points import read_grid, read_sample
from experiments.runs.sweeps.sampling import Points, Sample, cross
from model import catalogue
from model.errors import InputError, unknown_name, wrong_value
from model.inputs.toml_input import Field, list_of, number, one_of, read_table, read_toml, table, text
from model.outcomes import OUTCOMES
from model.scenario import Scenario

LARGEST_SEED = 2**31
MOST_RUNS = 10_000_000
NAMES = ("mixes", "courses", "worlds")

_FIELDS: dict[str, Field] = {
    "why": text(None),
    "mixes": list_of(text(), None),
    "courses": list_of(text(), ("expected",)),
    "worlds": list_of(text(), ("reference",)),
    "seeds": list_of(number(0, LARGEST_SEED, whole=True), None),
    "replicates": number(1, MOST_RUNS, None, whole=True),
    "parameters": table({}),
    "laws": table({}),
    "sample": table(None),
    "record": table({}),
}
_RECORD_FIELDS: dict[str, Field] = {
    "outcomes": list_of(text(), None),
    "years": list_of(number(1900, 2200, whole=True), None),
    "by": one_of(("year", "quarter"), "year"),
}


def read_sweep(path: Path) -> SweepDesign:
    """Read a sweep file and load everything it names.

    Raises:
        InputError: for anything that cannot be used, naming file, key, value and what is allowed.
    """
    catalogue.load()
    where = str(path)
    asked = read_table(read_toml(path), _FIELDS, where)
    asked["mixes"] = default_mixes() if asked["mixes"] is None else asked["mixes"]
    for key in NAMES:
        if not asked[key]:
            raise wrong_value(where, key, [], "at least one name")
    seeds = _seeds(asked, where)
    asked["laws"] = read_axes(asked["laws"], f"{where}: laws")
    worlds = tuple(_scenarios(asked, world, path) for world in dict.fromkeys(asked["worlds"]))
    _unique("worlds", [each[0].world.name for each in worlds], where)
    grid = read_grid(asked["parameters"], f"{where}: parameters")
    sample = None if asked["sample"] is None else read_sample(asked["sample"], grid, f"{where}: sample", path.parent)
    recording = _recording(asked["record"], worlds, f"{where}: record")
    count = len(worlds) * len(worlds[0]) * len(seeds) * math.prod(map(len, grid.values()))
    count *= 1 if sample is None else len(sample)
    if count > MOST_RUNS:
        raise InputError(f"{where}: would be {count:,} runs; allowed: at most {MOST_RUNS:,}")
    told = {"grid": dict(grid), "sample": _told(sample)}
    return SweepDesign(worlds, cross(grid, sample), seeds, recording, told, axes=asked["laws"])


def _told(sample: Sample | Points | None) -> dict[str, Any] | None:
    """Return how points were made, for people."""
    if isinstance(sample, Points):
        return {"method": "file", "count": len(sample), "parameters": list(sample.names)}
    return None if sample is None else {**vars(sample), "ranges": dict(sample.ranges)}


def _seeds(asked: Mapping[str, Any], where: str) -> tuple[int, ...]:
    seeds, replicates = asked["seeds"], asked["replicates"]
    if seeds is not None and replicates is not None:
        raise InputError(f"{where}: 'seeds' and 'replicates' both say which seeds to run; give one of them")
    if seeds is None:
        return tuple(range(1, (replicates or 1) + 1))
    if not seeds or len(set(seeds)) < len(seeds):
        raise wrong_value(where, "seeds", list(seeds), "at least one seed, each once")
    return tuple(seeds)


def _scenarios(asked: Mapping[str, Any], world: str, path: Path) -> tuple[Scenario, ...]:
    """Load every course and mix in one world; what ends in .toml is a path from the folder of the sweep file."""

    def beside(name: str) -> str | Path:
        return path.parent / name if name.endswith(".toml") else name

    found: list[Scenario] = []
    for course in dict.fromkeys(asked["courses"]):
        for mix in dict.fromkeys(asked["mixes"]):
            try:
                load = partial(load_under, beside(mix), world=beside(world), course=beside(course))
                found += variants(load, asked["laws"])
            except InputError as error:
                raise InputError(_in_file(str(error), path)) from None
    pairs = [f"{each.mix.name} under {each.course.name}" for each in found]
    _unique("mixes", pairs, str(path))
    check_used(asked["laws"], found, f"{path}: laws")
    return tuple(found)


def _in_file(message: str, path: Path) -> str:
    """Say of which file and key an error is that speaks of an option of the command line."""
    for key, option in zip(NAMES, ("--mix: ", "--course: ", "--world: "), strict=True):
        if message.startswith(option):
            return f"{path}: {key}: {message.removeprefix(option)}"
    return message


def _unique(key: str, names: Sequence[str], where: str) -> None:
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"{where}: {key}: two are named '{name}'; leave one out, or rename its file")


def _recording(asked: object, worlds: tuple[tuple[Scenario, ...], ...], where: str) -> Recording:
    values = read_table(asked, _RECORD_FIELDS, where)
    outcomes = values["outcomes"]
    for name in outcomes or ():
        if name not in OUTCOMES:
            raise unknown_name(f"{where}.outcomes", "outcome", name, OUTCOMES)
    if outcomes is not None and (not outcomes or len(set(outcomes)) < len(outcomes)):
        raise wrong_value(where, "outcomes", list(outcomes), "at least one outcome, each once")
    years = values["years"]
    for scenarios in worlds:
        world = scenarios[0].world
        first, last = world.start // 4, world.end // 4
        for year in years or ():
            if not first <= year <= last:
                raise wrong_value(where, "years", year, f"a year from {first} to {last} (world {world.name})")
    if years is not None and not years:
        raise wrong_value(where, "years", [], "at least one year")
    kept = tuple(OUTCOMES) if outcomes is None else outcomes
    return Recording(kept, None if years is None else tuple(sorted(set(years))), values["by"] == "quarter")
