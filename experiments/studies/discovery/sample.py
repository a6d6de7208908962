"""A sample to search: where in parameter space each draw lies, and what the model answered under every mix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.runs.sweeps.design import SweepDesign
from experiments.studies.common.factors import DUMMY_FACTOR, Factor, uncertain_factors
from experiments.studies.common.model_outputs import Option
from experiments.studies.common.specification import Subject
from model.errors import unknown_name
from model.state.state import Array

FEWEST_VALUES = 10
"""A parameter with fewer different values in the sample (a switch, one that is fixed) is no range to cut."""
OTHER = "other"
"""Mechanism and unit of a column that is no uncertain parameter of the model as it is now."""


@dataclass(frozen=True)
class Named:
    """The names of a mix or a course."""

    name: str
    label_en: str
    label_nl: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scope:
    """What a sample has: mixes (the base first) under courses, outcomes and years; and its number of draws.

    `seeds` is the number of seeds of each draw, `drawn` says how the draws were made, for people.
    """

    mixes: tuple[Named, ...]
    courses: tuple[Named, ...]
    outcomes: tuple[str, ...]
    years: tuple[int, ...]
    draws: int
    seeds: int
    world: str
    drawn: str

    @property
    def base(self) -> str:
        """The name of the base mix."""
        return self.mixes[0].name

    @property
    def options(self) -> tuple[Option, ...]:
        """Every mix under every course, by course and then mix."""
        return tuple(Option(course.name, mix.name) for course in self.courses for mix in self.mixes)

    def mix(self, name: str, where: str) -> str:
        """Return the full name of a mix of the sample.

        Args:
            name: name or alias.
            where: the option that names it, for the message.

        Raises:
            InputError: when there is none of that name.
        """
        for each in self.mixes:
            if name == each.name or name in each.aliases:
                return each.name
        raise unknown_name(where, "mix of the study", name, [each.name for each in self.mixes])


@dataclass(frozen=True, eq=False)
class Sample:
    """Draws of uncertain parameters and the outcomes of each.

    `points` is draws x factors; `means` is draws x options x outcomes x years, the mean over seeds, NaN where it is
    not known.
    """

    scope: Scope
    factors: tuple[Factor, ...]
    points: Array
    means: Array

    def values(self, option: Option, outcome: str, year: int) -> Array:
        """Return an outcome of an option in a year, by draw."""
        own = self.scope
        return self.means[:, own.options.index(option), own.outcomes.index(outcome), own.years.index(year)]


def scope_of(subject: Subject, sweep: SweepDesign, drawn: str) -> Scope:
    """Return what the sample of a sweep of a subject has."""
    mixes = {each.mix.name: each.mix for each in subject.scenarios}
    courses = {each.course.name: each.course for each in subject.scenarios}
    return Scope(
        tuple(Named(each.name, each.label_en, each.label_nl, each.aliases) for each in mixes.values()),
        tuple(Named(each.name, each.label_en, each.label_nl) for each in courses.values()),
        subject.outcomes,
        subject.years,
        len(sweep.points),
        len(sweep.seeds),
        subject.scenarios[0].world.name,
        drawn,
    )


def scope_from(content: Mapping[str, Any]) -> Scope:
    """Return what a sample has from plain data."""
    named = {
        kind: tuple(Named(**{**each, "aliases": tuple(each["aliases"])}) for each in content[kind])
        for kind in ("mixes", "courses")
    }
    return Scope(**{**content, **named, "outcomes": tuple(content["outcomes"]), "years": tuple(content["years"])})


def searched(names: Sequence[str], values: Array) -> tuple[tuple[Factor, ...], Array]:
    """Return the columns of a sample that have ranges to cut, as factors and as values.

    A column that is no uncertain parameter of the model as it is now has the range that its values have.
    """
    known = {each.name: each for each in (*uncertain_factors(simulated=True, dummy=False), DUMMY_FACTOR)}
    kept = [place for place in range(len(names)) if len(np.unique(values[:, place])) >= FEWEST_VALUES]
    factors = tuple(known.get(names[place]) or _unknown(names[place], values[:, place]) for place in kept)
    return factors, np.ascontiguousarray(values[:, kept])


def _unknown(name: str, values: Array) -> Factor:
    middle = float(np.median(values))
    return Factor(name, name.partition(".")[0], float(values.min()), float(values.max()), middle, OTHER, name)
