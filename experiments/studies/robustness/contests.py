"""Contests: which options are held against each other, and their gains by draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from experiments.studies.common.model_outputs import Option, Responses
from model.outcomes import OUTCOMES
from model.state.state import Array

MIX, COURSE = "mix", "course"


@dataclass(frozen=True)
class Field:
    """Options that compete: mixes under one course (`kind` mix), or courses under one mix (`kind` course)."""

    kind: str
    context: str
    """The course, or the mix, that they have in common."""
    options: tuple[Option, ...]
    places: tuple[int, ...]
    """Where they are among all options."""

    def name(self, option: Option) -> str:
        """Return the name by which an option competes here."""
        return option.mix if self.kind == MIX else option.course


def fields(options: tuple[Option, ...]) -> tuple[Field, ...]:
    """Return every field of two options or more: mixes by course, then courses by mix."""
    found = []
    for kind, shared in ((MIX, "course"), (COURSE, "mix")):
        for context in dict.fromkeys(getattr(option, shared) for option in options):
            places = tuple(number for number, option in enumerate(options) if getattr(option, shared) == context)
            if len(places) > 1:
                found.append(Field(kind, context, tuple(options[place] for place in places), places))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class Contest:
    """One outcome and year in one field: `gains` is draws x options, more is better, only draws that are known."""

    field: Field
    outcome: str
    year: int
    gains: Array
    draws: tuple[int, ...]
    """Numbers of the points of these draws."""


def none(contest: Contest) -> Contest:
    """Return a contest of which no draw is known."""
    return replace(contest, gains=contest.gains[:0], draws=())


def contests(responses: Responses) -> Iterator[Contest]:
    """Yield every contest, by field, outcome and year; draws of which some option is not known are left out."""
    means = responses.means()
    for field in fields(responses.options):
        for place, outcome in enumerate(responses.outcomes):
            gains = means[:, field.places, place] * OUTCOMES[outcome].direction
            for number, year in enumerate(responses.years):
                known = np.flatnonzero(np.isfinite(gains[:, :, number]).all(axis=1))
                yield Contest(field, outcome, year, gains[known, :, number], tuple(map(int, known)))
