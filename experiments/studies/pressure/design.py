"""What a study of pressure points holds: sets of points that are held at their most, on one mix, world and course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from experiments.runs.design import Design, chosen_ensemble
from experiments.runs.ensemble import Ensemble
from experiments.runs.manifest import make_manifest
from experiments.studies.pressure.groups import DIMENSIONS, Group, groups_of
from experiments.studies.pressure.options import PressureOptions
from model.errors import InputError, unknown_name
from model.hashing import content_hash
from model.inputs.held import Part
from model.inputs.pressure_points import FORCES, PRESSURE_POINTS
from model.inputs.tables import Tables, load_tables
from model.quarters import quarter_name
from model.scenario import Scenario, load_scenario

VERB = "pressure"
NOTHING, ALONE, TOGETHER, WITHOUT = "nothing", "alone", "together", "without"
ALL, THREE = "all", "three_forces"
BUT = "all_but_"
FEWEST_FOR_PAIRS = 2
"""With so few points, all but one of them is a point alone."""
CAPABILITY, AFFORDABILITY = "supplier_capability", "affordability"
OPTIONS = {"sectors": "--sector", "tiers": "--tier", "countries": "--country"}
"""The options that limit where the points are held."""


@dataclass(frozen=True)
class PointSet:
    """Pressure points that are held at their most together; `kind` is one of the four words above."""

    name: str
    kind: str
    points: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class PressureDesign:
    """The sets and their scenarios in the same order, the one in which nothing is held first."""

    sets: tuple[PointSet, ...]
    scenarios: tuple[Scenario, ...]
    seeds: tuple[int, ...]
    start: int
    by: tuple[str, ...]
    part: Part
    ensemble: Ensemble | None = None
    verb: ClassVar[str] = VERB

    @cached_property
    def runs(self) -> Design:
        """What is run: every set with every seed."""
        mix = self.scenarios[0].mix.name
        return Design(self.scenarios, self.seeds, (mix,), mix, self.ensemble)

    @cached_property
    def tables(self) -> Tables:
        """The input tables of the world."""
        return tables_of(self.scenarios[0])

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The whole, and the groups by which it may be divided."""
        return groups_of(self.tables)

    @cached_property
    def study_id(self) -> str:
        """The hash of all that determines the numbers."""
        return content_hash([self.runs.study_id, [each.name for each in self.sets], self.by])

    @property
    def alone(self) -> tuple[PointSet, ...]:
        """The sets of one pressure point."""
        return tuple(each for each in self.sets if each.kind == ALONE)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The pressure points that cannot be limited to the part of the world asked for."""
        return tuple(name for name in PRESSURE_POINTS if name not in (each.name for each in self.alone))

    def content(self) -> dict[str, object]:
        """Return what the study is as plain data, for the manifest."""
        return {
            "study_id": self.study_id,
            "sets": {each.name: list(each.points) for each in self.sets},
            "from": quarter_name(self.start),
            "by": list(self.by),
            "part": {name: list(getattr(self.part, name)) for name in self.part.divisions},
        }

    def manifest(self, failed: Sequence[str]) -> dict[str, Any]:
        """Return the manifest of the study, given the ids of the runs that failed."""
        return {**make_manifest(VERB, self.runs, list(failed)), **self.content()}


def tables_of(scenario: Scenario) -> Tables:
    """Return the input tables of a scenario's world."""
    world = scenario.world
    return load_tables(None if world.data is None else world.data_folder)


def point_sets(part: Part) -> tuple[PointSet, ...]:
    """Return the sets of pressure points that can be limited to a part of the world, each once.

    Raises:
        InputError: when there is no such point.
    """
    able = tuple(name for name, each in PRESSURE_POINTS.items() if set(part.divisions) <= each.divisions)
    if not able:
        options = " with ".join(OPTIONS[name] for name in part.divisions)
        raise InputError(f"{options}: no pressure point can be limited so; give one of them alone")
    together = {
        THREE: FORCES,
        "forces_capability": (*FORCES, CAPABILITY),
        "forces_affordability": (*FORCES, AFFORDABILITY),
        "forces_capability_affordability": (*FORCES, CAPABILITY, AFFORDABILITY),
        ALL: able,
    }
    found = [PointSet(NOTHING, NOTHING, ())]
    found += [PointSet(name, ALONE, (name,)) for name in able]
    if len(able) > 1:
        found += [PointSet(name, TOGETHER, points) for name, points in together.items() if set(points) <= set(able)]
    if len(able) > FEWEST_FOR_PAIRS:
        found += [PointSet(BUT + name, WITHOUT, tuple(each for each in able if each != name)) for name in able]
    return tuple(found)


def make_pressure_design(options: PressureOptions) -> PressureDesign:
    """Load the scenario that is asked for and hold each set of points in it.

    Raises:
        InputError: for anything that cannot be used.
    """
    plain = load_scenario(options.mix, world=options.world, course=options.course, parameters=options.parameters)
    start = plain.mix.start if options.start is None else options.start
    settings = plain.world
    if not settings.start <= start <= settings.end:
        period = f"a quarter from {quarter_name(settings.start)} to {quarter_name(settings.end)}"
        raise InputError(f"--from: {quarter_name(start)} is not allowed; allowed: {period}")
    _check_part(options.part, tables_of(plain))
    sets = point_sets(options.part)
    held = [
        [hold for name in each.points for hold in PRESSURE_POINTS[name].holds(start, options.part)] for each in sets
    ]
    scenarios = tuple(plain.with_held(each) for each in held)
    by = tuple(name for name in DIMENSIONS if name in options.by)
    ensemble = chosen_ensemble(options.ensemble, options.parameters)
    return PressureDesign(sets, scenarios, options.seeds, start, by, options.part, ensemble)


def _check_part(part: Part, tables: Tables) -> None:
    """Refuse a sector or producing country that is not in the tables, by the name of its option."""
    for dimension, division in (("sector", "sectors"), ("country", "countries")):
        valid = [group.key for group in groups_of(tables) if group.dimension == dimension]
        for each in getattr(part, division):
            if each not in valid:
                raise unknown_name(OPTIONS[division], dimension, each, valid)
