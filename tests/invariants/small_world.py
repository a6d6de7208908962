"""Small worlds for invariants: settled once, branched often, and mixes made for a test."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from model.instruments import INSTRUMENTS
from model.outcomes import OUTCOMES, record
from model.parameters import declared
from model.scenario import Scenario, load_scenario
from model.simulation import advance, start
from model.state.state import TABLES
from model.world import World

SEED = 5
ROUNDING = 1e-9
"""How far a fraction may stray from 0 and 1 by the order of a sum."""


def scenario(mix: str = "null_option", course: str = "scheduled", /, **parameters: object) -> Scenario:
    """Load a mix in the small world, with laws on fixed dates; parameters have two underscores for the dot."""
    named = {name.replace("__", "."): value for name, value in parameters.items()}
    return load_scenario(mix, world="small", course=course, parameters=named)


@lru_cache(maxsize=4)
def settled(mix: str = "null_option", course: str = "scheduled", quarters: int = 0) -> World:
    """Return a shared world some quarters after it settled; branch it, never step it."""
    if quarters == 0:
        return start(scenario(mix, course), SEED)
    return after(settled(mix, course).branch(scenario(mix, course)), quarters)


def after(world: World, quarters: int) -> World:
    """Step a world and return it."""
    for _ in range(quarters):
        advance(world)
    return world


def outcomes(world: World) -> dict[str, float]:
    """Return the outcomes of the last quarter by name."""
    return dict(zip(OUTCOMES, record(world).tolist(), strict=True))


def columns(world: World) -> dict[str, Any]:
    """Return every column of the state by full name."""
    return {
        f"{table}.{name}": getattr(getattr(world.state, table), name)
        for table, kind in TABLES.items()
        for name in kind.COLUMNS
    }


def misbehaving(world: World) -> list[str]:
    """Return the columns that hold something else than finite numbers, or fractions outside 0-1."""
    wrong = []
    for full, values in columns(world).items():
        table, name = full.split(".")
        bounds = TABLES[table].COLUMNS[name].bounds
        low, high = bounds or (-np.inf, np.inf)
        fine = np.isfinite(values).all() and np.all((values >= low - ROUNDING) & (values <= high + ROUNDING))
        if not fine:
            wrong.append(full)
    return wrong


def write_mix(folder: Path, levels: Mapping[str, int | str], name: str = "own") -> str:
    """Write a mix that differs from the null option in these levels, and return its path.

    A level is a national one, or a text such as "2E" for one with a European part as well.
    """
    lines = ['label_en = "Own"', 'label_nl = "Eigen"', 'why = "Test."', "sections = []", 'base = "null_option"']
    for instrument, level in levels.items():
        national, european = str(level)[0], str(str(level).endswith("E")).lower()
        lines += [f"[levels.{instrument}]", f"national = {national}", f"european = {european}"]
        lines += ['evidence = "assumption"', 'why = "Test."']
    path = folder / f"{name}.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def strengths(names: Iterable[str] = tuple(INSTRUMENTS), value: float = 0.0) -> dict[str, object]:
    """Return the same strength for both levels of instruments, by the name that `scenario` takes."""
    both = [f"{name}.{level}" for name in names for level in ("existing", "strengthened")]
    return {full.replace(".", "__"): value for full in both if full in declared()}
