"""A design: which runs a study holds. Pure data, hashed by content, so that a study can be named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from experiments.runs.ensemble import AT_DEFAULTS, Ensemble, draw_for, read_ensemble
from model.errors import InputError
from model.hashing import content_hash
from model.inputs.mix import Mix
from model.scenario import SCENARIOS, Scenario, load_mix, load_scenario, named_files

NO_INPUTS = ("calibration_targets.csv", "misfits.csv", "observations.csv")
"""Tables of what the model is held against, beside its inputs: no run depends on them."""


@cache
def tables_hash(folder: Path) -> str:
    """Return the hash of the input tables in a folder, whatever their line ends."""
    files = {}
    for path in sorted(each for each in folder.glob("*.csv") if each.name not in NO_INPUTS):
        try:
            files[path.name] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: cannot be read as UTF-8 ({error})") from None
    return content_hash(files)


def resolved(scenario: Scenario) -> dict[str, Any]:
    """Return all that determines a scenario's runs as plain data, without paths of this machine."""
    world = asdict(scenario.world)
    world["data"] = tables_hash(scenario.world.data_folder)
    return {**scenario.resolved(), "world": world}


def changes_hash(default: Mapping[str, float], values: Mapping[str, float]) -> str:
    """Return the hash of what values change: those that are the default already count as not changed."""
    return content_hash({name: value for name, value in values.items() if value != default.get(name)})


@dataclass(frozen=True)
class PlannedRun:
    """One run of a design: `scenario` is an index into the design's scenarios, `draw` one of its ensemble."""

    run_id: str
    scenario: int
    seed: int
    draw: int = AT_DEFAULTS


@dataclass(frozen=True)
class Design:
    """Scenarios × seeds.

    `shown` names the mixes of the comparison, the base first; other mixes among the scenarios are probes that
    only hypotheses need. `base` is the mix that differences are taken from. With an `ensemble` each seed goes with one
    of its draws, whose values take the place of those of the scenarios; without one, parameters are their own.
    """

    scenarios: tuple[Scenario, ...]
    seeds: tuple[int, ...]
    shown: tuple[str, ...]
    base: str
    ensemble: Ensemble | None = None

    @cached_property
    def hashes(self) -> tuple[str, ...]:
        """The content hash of each scenario, the input tables included."""
        return tuple(content_hash(resolved(scenario)) for scenario in self.scenarios)

    @cached_property
    def places(self) -> dict[tuple[str, str], int]:
        """The place of each scenario by course and mix, in order."""
        return {(each.course.name, each.mix.name): place for place, each in enumerate(self.scenarios)}

    @cached_property
    def runs(self) -> tuple[PlannedRun, ...]:
        """Every run, by scenario and then seed; the order of all tables."""
        drawn = {seed: (*self._changes(seed), seed) for seed in self.seeds}
        return tuple(
            PlannedRun(content_hash([scenario_hash, *drawn[seed]]), index, seed, self.draw_of(seed))
            for index, scenario_hash in enumerate(self.hashes)
            for seed in self.seeds
        )

    def draw_of(self, seed: int) -> int:
        """Return the draw of the ensemble that goes with a seed, or `AT_DEFAULTS`."""
        return draw_for(self.ensemble, seed)

    def scenarios_of(self, seed: int) -> tuple[Scenario, ...]:
        """Return the scenarios with the parameters that go with a seed."""
        if self.ensemble is None:
            return self.scenarios
        parameters = self.ensemble.parameters(self.scenarios[0].parameters, seed)
        return tuple(each.with_parameter_set(parameters) for each in self.scenarios)

    def _changes(self, seed: int) -> tuple[str, ...]:
        """Return the hash of what the draw of a seed changes, as a sweep has it of a point; nothing at the defaults."""
        if self.ensemble is None:
            return ()
        default = dict(self.scenarios[0].parameters.items())
        return (changes_hash(default, self.ensemble.values(self.draw_of(seed))),)

    @cached_property
    def study_id(self) -> str:
        """The hash of all that determines the numbers of the study."""
        return content_hash([[run.run_id for run in self.runs], self.shown, self.base])


@dataclass(frozen=True)
class Request:
    """What a user asks for: names, aliases or paths of mixes and courses; parameters by full name."""

    mixes: tuple[str, ...]
    courses: tuple[str, ...]
    world: str
    parameters: Mapping[str, object]
    seeds: tuple[int, ...]
    probes: tuple[tuple[str, str], ...] = ()
    """Further pairs of mix and course to run, which are not shown; under the courses asked for only."""
    ensemble: str | None = None
    """Name or path of the ensemble that each seed has a draw of; None: one point, that of `parameters`."""


def make_design(request: Request, loader: Callable[..., Scenario] = load_scenario) -> Design:
    """Load every scenario of a request, in order: course, then mix, the base first and probes last.

    The base is the first mix that stands on no other; when there is none, the root of the first one is added.

    Args:
        request: what to load.
        loader: loads a mix under a course, as `load_scenario` does.

    Raises:
        InputError: for anything that cannot be used, or two mixes with one name.
    """

    def load(mix: str, course: str) -> Scenario:
        return loader(mix, world=request.world, course=course, parameters=request.parameters)

    asked = list(dict.fromkeys(request.mixes))
    mixes, base = _base_first({name: load_mix(name).mix for name in asked})
    kept: dict[tuple[str, str], Scenario] = {}
    for course in request.courses:
        probes = [mix for mix, under in dict.fromkeys(request.probes) if under == course and mix not in mixes]
        for name in [*mixes, *probes]:
            scenario = load(name, course)
            known = kept.setdefault((scenario.course.name, scenario.mix.name), scenario)
            if known.mix != scenario.mix:
                raise InputError(f"--mix: two mixes are named '{scenario.mix.name}'; rename one of the files")
    shown = dict.fromkeys(load(name, request.courses[0]).mix.name for name in mixes)
    ensemble = chosen_ensemble(request.ensemble, request.parameters)
    return Design(tuple(kept.values()), request.seeds, tuple(shown), base, ensemble)


def chosen_ensemble(name: str | None, given: Mapping[str, object]) -> Ensemble | None:
    """Return an ensemble by name or path, without the parameters that are given a value; None for none."""
    return None if name is None else read_ensemble(name).without(given)


def _base_first(loaded: Mapping[str, Mix]) -> tuple[list[str], str]:
    """Put the base first, adding it when it is missing; return what to load and the name of the base."""
    for asked, mix in loaded.items():
        if not mix.bases:
            return [asked, *(each for each in loaded if each != asked)], mix.name
    first = next(iter(loaded.values()))
    if first.bases[-1] in named_files("mixes"):
        return [first.bases[-1], *loaded], first.bases[-1]
    return list(loaded), first.name


def default_mixes() -> tuple[str, ...]:
    """Return the mixes of the comparison: the files directly in `scenarios/mixes`, base first, by alias."""
    folder = SCENARIOS / "mixes"
    mixes = [load_scenario(name).mix for name, path in named_files("mixes").items() if path.parent == folder]
    return tuple(mix.name for mix in sorted(mixes, key=_place))


def _place(mix: Mix) -> tuple[bool, bool, int, str]:
    """Sort the base first, then mixes by their first alias, short ones before long ones."""
    alias = mix.aliases[0] if mix.aliases else mix.name
    return bool(mix.bases), not mix.aliases, len(alias), alias
