"""A scenario: one policy mix in one world under one course of European politics, with resolved parameters.

Scenario files are strict: unknown keys fail with the nearest valid name. A mix is a difference from its base.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from model.errors import InputError
from model.hashing import content_hash
from model.inputs.held import Hold, check_held
from model.inputs.law import EUROPEAN_UNION, Law, read_law, with_changes
from model.inputs.law_references import check_law_names, check_places, check_references
from model.inputs.mix import Chain, Mix, laws_named, mix_of, programmes_named, read_chain
from model.inputs.plugin_file import Plugin, read_plugins
from model.inputs.programme import Programme, read_programmes
from model.inputs.settings import WorldSettings, read_extensions, read_world_settings
from model.inputs.tables import load_tables
from model.inputs.toml_input import read_toml
from model.instruments import INSTRUMENTS, OF_THE_ADVICE
from model.parameters import ParameterSet
from model.politics.course import PoliticalCourse, read_course
from model.scenario_files import SCENARIOS, course_files, find_file, find_named, named_files, route_files

__all__ = [
    "SCENARIOS",
    "MixFile",
    "Scenario",
    "course_files",
    "find_file",
    "load_mix",
    "load_scenario",
    "load_world",
    "named_files",
    "route_files",
]


@dataclass(frozen=True)
class Scenario:
    """All that determines a run, except the seed."""

    mix: Mix
    world: WorldSettings
    course: PoliticalCourse
    laws: tuple[Law, ...]
    parameters: ParameterSet
    held: tuple[Hold, ...] = field(default=(), kw_only=True)
    """Quantities of the state that are held at a value."""
    plugins: tuple[Plugin, ...] = field(default=(), kw_only=True)
    """What the files of the scenario add to the model."""
    schedule: tuple[str, ...] = field(default=(), kw_only=True)
    """The processes of a quarter in the order of the world file; empty for the default order."""
    programmes: tuple[Programme, ...] = field(default=(), kw_only=True)
    """Programmes in producing countries that the world and the mix name; they begin after the world has settled."""
    input_seed: int | None = field(default=None, kw_only=True)
    """The seed with which input tables are drawn; None: that of the run."""

    @cached_property
    def content_hash(self) -> str:
        """First 16 hexadecimal digits of the SHA-256 of everything resolved; labels count too."""
        return content_hash(self.resolved())

    @cached_property
    def start_hash(self) -> str:
        """Hash of what shapes the state at the start of the first quarter: the same for all mixes on one base."""
        base = self.before_policy
        laws = [asdict(law) for law in base.laws]
        levels = {name: level.national for name, level in self.mix.base_levels.items()}
        own = [self._extensions] if self._extensions else []
        return content_hash([asdict(self.world), levels, laws, dict(self.parameters.items()), *own])

    @cached_property
    def before_policy(self) -> Scenario:
        """The scenario with the laws that exist under every mix alone: in it the world settles."""
        return replace(self, laws=tuple(law for law in self.laws if law.baseline))

    @cached_property
    def turns(self) -> tuple[int, ...]:
        """The quarters (from year 0) in which something new becomes known: see `known`."""
        announced = [law.announced for law in self.laws]
        stages = [stage.date for stage in self.course.stages]
        later = [*(hold.start for hold in self.held), *(programme.start for programme in self.programmes)]
        return tuple(sorted({*self.mix.turns, *announced, *stages, *later}))

    def in_play(self, law: Law) -> bool:
        """Say whether a law can bind anybody under the mix and course: existing, named, or of a level that holds."""
        if law.instrument is None:
            return True
        level = self.mix.levels[law.instrument]
        if law.jurisdiction == EUROPEAN_UNION:
            return self.course.under_every_mix or level.european
        return level.national in law.levels

    def known(self, date: int) -> tuple[object, ...]:
        """Return all that can shape a run up to and including a quarter, beside what shapes its start.

        Runs of one seed whose start hashes are the same, and of which this is the same, are the same until then:
        parts of levels hold from their start, those that a European law brings from the start of the mix, laws
        matter once they are announced, and what is held from its start.
        """
        mix, course = self.mix, self.course
        levels = {
            name: (mix.national_level(name, date), mix.european_part(name, date, True), mix.waits(name, date))
            for name in mix.levels
        }
        politics = (course.european_law, course.ambition, course.simulated, course.stage(date))
        held = tuple(hold for hold in self.held if hold.start <= date)
        running = tuple(each for each in self.programmes if each.start <= date)
        return (levels, politics, tuple(law for law in self.laws if law.announced <= date), held, running)

    def resolved(self) -> dict[str, object]:
        """Return everything resolved as plain data, for manifests; the last only where there is anything to say."""
        parts: dict[str, object] = {
            "mix": asdict(self.mix),
            "world": asdict(self.world),
            "course": asdict(self.course),
            "laws": [asdict(law) for law in self.laws],
            "parameters": self.parameters.known_to(self.plugins),
        }
        if self.held:
            parts["held"] = [asdict(hold) for hold in self.held]
        if self.programmes:
            parts["programmes"] = [asdict(programme) for programme in self.programmes]
        return parts | self._extensions

    @cached_property
    def _extensions(self) -> dict[str, object]:
        """What few scenarios have, as plain data: plug-ins by name and hash, order of processes, seed of the input."""
        parts: dict[str, object] = {}
        if self.plugins:
            parts["plugins"] = {plugin.name: plugin.hash for plugin in self.plugins}
        if self.schedule:
            parts["schedule"] = list(self.schedule)
        if self.input_seed is not None:
            parts["input_seed"] = self.input_seed
        return parts

    def with_parameters(self, overrides: Mapping[str, object]) -> Scenario:
        """Return a copy with other parameter values (full name to value)."""
        return self.with_parameter_set(self.parameters.replace(overrides, "parameters"))

    def with_held(self, held: Iterable[Hold]) -> Scenario:
        """Return a copy in which these quantities of the state are held at a value, and no others.

        Raises:
            InputError: for a column, value, start or part of the world that cannot be held.
        """
        chosen = tuple(held)
        check_held(chosen, self.world)
        return replace(self, held=chosen)

    def with_parameter_set(self, parameters: ParameterSet) -> Scenario:
        """Return a copy with another set of parameters."""
        return replace(self, parameters=parameters)


def _root_mix() -> Path:
    """Return the first mix file without a base: existing policy, from which the others are differences."""
    for path in named_files("mixes").values():
        if "base" not in read_toml(path):
            return path
    raise InputError(f"{SCENARIOS / 'mixes'}: every mix has a base; one must stand alone")


class WorldFile(NamedTuple):
    """A world as read: `schedule` is empty for the default order, `programmes` come with the file that names them."""

    settings: WorldSettings
    plugins: tuple[Plugin, ...]
    schedule: tuple[str, ...]
    programmes: tuple[tuple[str, Path], ...]


def load_world(world: str | Path) -> WorldFile:
    """Read a world and load what it adds to the model.

    Args:
        world: name or path.

    Raises:
        InputError: for anything that cannot be used, naming file, key, value and what is allowed.
    """
    from model import catalogue

    path = find_file("worlds", "world", world)
    settings, extensions = read_world_settings(path), read_extensions(path)
    plugins = read_plugins(extensions.plugins, path)
    catalogue.load()
    schedule = catalogue.extend(plugins, extensions.schedule, str(path))
    return WorldFile(settings, plugins, schedule, tuple((name, path) for name in extensions.programmes))


class MixFile(NamedTuple):
    """A mix as read from its file: the path, the chain of bases, what comes of it, and the plug-ins that it names."""

    path: Path
    chain: Chain
    mix: Mix
    plugins: tuple[Plugin, ...]


def load_mix(mix: str | Path | None = None) -> MixFile:
    """Read a mix, without its laws, and load the plug-ins that it and its bases name.

    Args:
        mix: name, alias or path; by default the one that all stand on.

    Raises:
        InputError: for anything that cannot be used, naming file, key, value and what is allowed.
    """
    from model import catalogue

    catalogue.load()
    path = _root_mix() if mix is None else find_file("mixes", "mix", mix)
    chain = read_chain(path, lambda name, folder: find_file("mixes", "mix", name, folder))
    named = (plugin for file, values in reversed(chain) for plugin in read_plugins(values["plugins"], file))
    plugins = tuple(dict.fromkeys(named))
    found = mix_of(chain, OF_THE_ADVICE, catalogue.added_instruments(plugins))
    _check_parts(found, str(path))
    return MixFile(path, chain, found, plugins)


def load_scenario(
    mix: str | Path | None = None,
    *,
    world: str | Path = "reference",
    course: str | Path = "expected",
    parameters: Mapping[str, object] | None = None,
    laws: Mapping[str, Mapping[str, Any]] | None = None,
) -> Scenario:
    """Load a scenario by names, aliases or paths of its parts.

    Args:
        mix: a policy mix, such as `broad`, `3E` or `my/mix.toml`; by default the one that all stand on.
        world: a world, such as `reference` or `small`.
        course: the course of European politics, `expected` or `as_enacted`.
        parameters: values by full name, such as `{"learning.rate": 0.1}`.
        laws: changes of laws beyond those of the mix, such as `{"broad_due_diligence_nl": {"employees_min": 500}}`.

    Raises:
        InputError: for anything that cannot be used, naming file, key, value and what is allowed.
    """
    from model import catalogue

    settings, plugins, schedule, of_world = load_world(world)
    path, chain, read_mix, of_mix = load_mix(mix)
    plugins = catalogue.joined(plugins, of_mix, str(path))
    chosen = read_mix.with_law_changes(laws or {}, str(path))
    politics = read_course(find_file("routes", "course", course))
    own = [find_named("laws", "law", name, file, "laws") for name, file in laws_named(chain)]
    read = _laws(chosen, politics, own)
    known = set(named_files("laws")) | {law.name for law in read.values()}
    check_law_names(chosen.law_changes, known, f"{path}: law_changes")
    check_law_names(politics.law_changes, known, f"course {politics.name}: law_changes")
    tables = load_tables(settings.table_folder)
    for file, law in read.items():
        check_references(law, known, chosen.levels, file)
        check_places(law, tables, str(file))
    named = read_programmes((*of_world, *programmes_named(chain)), tables, INSTRUMENTS)
    found = (chosen, settings, politics, tuple(read.values()), ParameterSet(parameters))
    return Scenario(*found, plugins=plugins, schedule=schedule, programmes=named)


def _check_parts(mix: Mix, where: str) -> None:
    """Refuse a part of a level that an instrument cannot have."""
    for name, level in mix.levels.items():
        parts = INSTRUMENTS[name].parts
        if level.european and "european" not in parts:
            raise InputError(
                f"{where}: levels.{name}: european = true; allowed: false, since the Netherlands does this"
            )
        if level.national and "national" not in parts:
            raise InputError(f"{where}: levels.{name}: national = {level.national}; allowed: 0, since the EU does this")


def _laws(mix: Mix, course: PoliticalCourse, own: list[Path]) -> dict[Path, Law]:
    """Return baseline laws, laws of instruments, and the mix's own by their file, in a fixed order."""
    paths = {path.resolve(): path for path in (*named_files("laws").values(), *own)}
    named = {path.resolve() for path in own}
    laws: dict[Path, Law] = {}
    for resolved, path in paths.items():
        of_course, of_mix = (each.law_changes.get(path.stem, {}) for each in (course, mix))
        law = read_law(path, with_changes(of_course, of_mix, f"{path} changed by the course and the mix"))
        if law.baseline or law.instrument is not None or resolved in named:
            laws[path] = law
    names = [law.name for law in laws.values()]
    for path, law in laws.items():
        if names.count(law.name) > 1:
            raise InputError(f"{path}: two laws are named '{law.name}'; give one another file name")
    return laws
