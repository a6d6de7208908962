"""The choices that information could change: between mixes, by one outcome in one year under one course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from experiments.studies.common.model_outputs import Responses
from experiments.studies.information_value.options import FEWEST_DRAWS
from experiments.studies.information_value.smoothing import effective
from model.errors import InputError
from model.outcomes import OUTCOMES
from model.state.state import Array, IntArray


@dataclass(frozen=True, eq=False)
class Choice:
    """A choice between mixes.

    `gains` is draws x seeds x mixes over the first mix, more is better, NaN for a seed that a draw was not run with.
    Differences from one mix leave the value of information as it is, and their luck is far smaller.
    """

    course: str
    outcome: str
    year: int
    mixes: tuple[str, ...]
    gains: Array
    weights: Array

    @cached_property
    def means(self) -> Array:
        """The mean over seeds, draws x mixes."""
        return np.asarray(np.nanmean(self.gains, axis=1))

    @property
    def best(self) -> str:
        """The mix with the highest mean: what one would take as things stand."""
        return self.mixes[int((self.weights @ self.means).argmax())]

    @property
    def lead(self) -> float:
        """How far the best mean is above the next one."""
        last = np.sort(self.weights @ self.means)
        return float(last[-1] - last[-2])

    @property
    def least_regret(self) -> str:
        """The mix whose largest shortfall from the best of the same draw is smallest (Savage 1951)."""
        regret = (self.means.max(axis=1, keepdims=True) - self.means).max(axis=0)
        return self.mixes[int(regret.argmin())]


@dataclass(frozen=True, eq=False)
class Choices:
    """Choices over the same draws.

    Attributes:
        every: the choices.
        draws: places of the draws, of those that there are, of which every choice is known.
    """

    every: tuple[Choice, ...]
    draws: IntArray

    @cached_property
    def weights(self) -> Array:
        """The weights of the draws, adding up to 1."""
        return self.every[0].weights

    @cached_property
    def targets(self) -> Array:
        """Gains over the first mix of all choices beside each other, draws x columns."""
        return np.hstack([each.means[:, 1:] for each in self.every])

    @cached_property
    def groups(self) -> IntArray:
        """The choice of each column."""
        return np.repeat(np.arange(len(self.every)), [len(each.mixes) - 1 for each in self.every])


def choices(responses: Responses, years: Sequence[int], weights: Array, where: str) -> Choices:
    """Return every choice between mixes; seeds with which a run failed are left out, and draws without a seed.

    Args:
        responses: outcomes of the draws.
        years: of the choices.
        weights: by draw.
        where: what the draws come from, for the message.

    Raises:
        InputError: when fewer draws than `FEWEST_DRAWS` are known, or weights make them tell as little.
    """
    at = [responses.years.index(year) for year in years]
    outcomes = [place for place, name in enumerate(responses.outcomes) if OUTCOMES[name].direction]
    values = responses.values[:, :, :, outcomes][..., at]
    whole = np.isfinite(values).all(axis=(2, 3, 4))
    known = np.flatnonzero(whole.any(axis=1) & (weights > 0))
    own = weights[known] / weights[known].sum() if len(known) else weights[known]
    count = round(effective(own)) if len(known) else 0
    if count < FEWEST_DRAWS:
        raise InputError(
            f"{where}: {count} draws of parameters are known, counted by their weight; allowed: {FEWEST_DRAWS} or more"
        )
    values = np.where(whole[:, :, np.newaxis, np.newaxis, np.newaxis], values, np.nan)[known]
    found = []
    for course in responses.courses:
        options = [place for place, each in enumerate(responses.options) if each.course == course]
        mixes = tuple(responses.options[place].mix for place in options)
        for number, place in enumerate(outcomes):
            name = responses.outcomes[place]
            for column, year in enumerate(years):
                gains = values[:, :, options, number, column] * OUTCOMES[name].direction
                found.append(Choice(course, name, year, mixes, gains - gains[:, :, :1], own))
    return Choices(tuple(found), known)
