"""Variants of mixes with some instruments set back, made as data: full, each out, each pair out, each alone, none."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from experiments.runs.design import resolved
from experiments.runs.sweeps.design import Recording, SweepDesign
from experiments.runs.sweeps.sampling import cross
from experiments.studies.common.model_outputs import Option
from experiments.studies.common.specification import Subject
from model.hashing import content_hash
from model.inputs.mix import Level
from model.scenario import Scenario

LAW, COOPERATION = "broad_due_diligence", "sector_cooperation"
"""The instruments whose synergy the advice expects (H6)."""
WHY = "A variant of a mix, to see what an instrument adds."
ABSENT = Level(national=0, why=WHY)
Levels = Mapping[str, Level]


@dataclass(frozen=True)
class Variant:
    """A mix under a course with some instruments at another level; `levels` are those that are not its own."""

    course: str
    mix: str
    levels: tuple[tuple[str, tuple[object, ...]], ...]


@dataclass(frozen=True, eq=False)
class Variants:
    """What an ablation of instruments runs: each variant's option among scenarios that are all different."""

    scenarios: tuple[Scenario, ...]
    option: Mapping[Variant, Option]
    instruments: Mapping[Option, tuple[str, ...]]
    """The instruments in which each mix differs from the base, by course and mix."""
    ablated: tuple[Option, ...]
    """The mixes of which every instrument is taken out; of others there are only corners."""
    base_levels: Levels
    tied: frozenset[Option] = frozenset()
    """The mixes that strengthen cooperation in Europe only, where it begins with the European law that they bring."""

    def sweep(self, outcomes: Sequence[str], years: Sequence[int], seeds: Sequence[int]) -> SweepDesign:
        """Return the sweep of all variants at the parameters that they have."""
        recording = Recording(tuple(outcomes), tuple(years), quarterly=False)
        return SweepDesign((self.scenarios,), cross({}, None), tuple(seeds), recording, {"method": "instruments"})

    def without(self, option: Option, *instruments: str) -> Option:
        """Return the variant of a mix with some instruments set back to the level of the base."""
        return self.option[variant(option, {name: self.base_levels[name] for name in instruments})]

    def only(self, option: Option, *instruments: str) -> Option:
        """Return the variant of a mix with all of its instruments set back but those named."""
        return self.without(option, *(name for name in self.instruments[option] if name not in instruments))

    def corner(self, option: Option, law: bool, cooperation: bool, absent: bool) -> Option:
        """Return a corner of the 2 x 2 of law and cooperation; without cooperation it is absent, or the base's."""
        changed = {} if law else {LAW: self.base_levels[LAW]}
        if not cooperation:
            changed[COOPERATION] = ABSENT if absent else self.base_levels[COOPERATION]
        return self.option[variant(option, changed)]


def variant(option: Option, levels: Levels) -> Variant:
    """Return the variant of a mix with some levels changed."""
    return Variant(option.course, option.mix, _parts(levels))


def _parts(levels: Levels) -> tuple[tuple[str, tuple[object, ...]], ...]:
    """Return what of some levels can change a run, by instrument, sorted."""
    return tuple((name, levels[name].parts) for name in sorted(levels))


def has_both(instruments: Sequence[str]) -> bool:
    """Tell whether a mix strengthens both the law and sector cooperation."""
    return LAW in instruments and COOPERATION in instruments


def make_variants(subject: Subject, corners: Subject | None = None) -> Variants:
    """Return every variant that an ablation of instruments needs; those that are the same are run once.

    A mix keeps its own laws and changes of laws in every variant.

    Args:
        subject: the mixes.
        corners: the same mixes under further courses, of which only the corners of law and cooperation are made.
    """
    base = next(each for each in subject.scenarios if each.mix.name == subject.base)
    names = dict.fromkeys(name for each in subject.scenarios for name in each.mix.levels)
    base_levels = {name: base.mix.level(name) for name in names}
    scenarios: dict[str, Scenario] = {}
    option: dict[Variant, Option] = {}
    instruments: dict[Option, tuple[str, ...]] = {}
    every = [(scenario, False) for scenario in subject.scenarios]
    every += [(scenario, True) for scenario in (corners.scenarios if corners else ())]
    tied: set[Option] = set()
    for scenario, of_corner in sorted(every, key=lambda each: each[0].mix.name != subject.base):
        own = Option(scenario.course.name, scenario.mix.name)
        different = tuple(name for name, each in scenario.mix.levels.items() if each.parts != base_levels[name].parts)
        if of_corner and not has_both(different):
            continue
        instruments[own] = different
        if all(_only_in_europe(scenario.mix.levels[name], base_levels[name]) for name in (LAW, COOPERATION)):
            tied.add(own)
        for levels in _corners(base_levels) if of_corner else _changes(different, base_levels):
            made = _with_levels(scenario, levels)
            first = scenarios.setdefault(_print(made), made)
            option[variant(own, levels)] = Option(own.course, first.mix.name)
    ablated = tuple(each for each in subject.options if instruments[each])
    return Variants(tuple(scenarios.values()), option, instruments, ablated, base_levels, frozenset(tied))


def _only_in_europe(level: Level, base: Level) -> bool:
    return level.european and level.national == base.national


def _changes(instruments: tuple[str, ...], base: Levels) -> list[dict[str, Level]]:
    """Return the levels to change for each variant of a mix, each once; none first."""
    out: list[tuple[str, ...]] = [(), *((name,) for name in instruments), *itertools.combinations(instruments, 2)]
    out += [tuple(each for each in instruments if each != name) for name in instruments]
    out.append(instruments)
    found = [{name: base[name] for name in chosen} for chosen in out]
    if has_both(instruments):
        found += _corners(base)
    once: dict[object, dict[str, Level]] = {}
    for each in found:
        once.setdefault(_parts(each), each)
    return list(once.values())


def _corners(base: Levels) -> list[dict[str, Level]]:
    """Return the levels to change for each corner of law and cooperation, with both ways to have less of the latter."""
    law = {LAW: base[LAW]}
    less = [{COOPERATION: base[COOPERATION]}, {COOPERATION: ABSENT}]
    return [{}, law, *less, *({**law, **each} for each in less)]


def _with_levels(scenario: Scenario, levels: Levels) -> Scenario:
    """Return a scenario with other levels, under a name that says which."""
    if not levels:
        return scenario
    named = ", ".join(f"{name} {_short(level)}" for name, level in sorted(levels.items(), key=lambda each: each[0]))
    name = f"{scenario.mix.name} with {named}"
    return replace(scenario, mix=replace(scenario.mix, name=name, levels={**scenario.mix.levels, **levels}))


def _short(level: Level) -> str:
    return f"{level.national}{'E' if level.european else ''}"


def _print(scenario: Scenario) -> str:
    """Return a hash of all of a scenario that can change a run: levels without their reasons, and the laws."""
    content = resolved(scenario)
    content["mix"] = {
        "start": scenario.mix.start,
        "base": {name: each.parts for name, each in scenario.mix.base_levels.items()},
        "levels": {name: each.parts for name, each in scenario.mix.levels.items()},
    }
    content["laws"] = [asdict(law) for law in scenario.laws]
    return content_hash(content)
