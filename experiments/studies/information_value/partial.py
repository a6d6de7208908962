"""The value of knowing one quantity, beside what a quantity that does nothing seems to be worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.studies.information_value.choices import Choices
from experiments.studies.information_value.quantities import PARAMETER, Quantity
from experiments.studies.information_value.smoothing import Fit, bases, fit, likeliest, simulated
from experiments.studies.information_value.value import TAILS, reweighted, switches, worth
from model.randomness import stream
from model.state.state import Array, IntArray

SIMULATED = 300
"""Curves that are drawn for the interval of a value."""
INERT = 2999
"""Quantities that do nothing, which stand for all parameters: only ranks count, and those are the same for all."""
SHUFFLED = 499
"""Shuffles of each mechanism with several parameters over the draws."""


@dataclass(frozen=True)
class Partial:
    """The value of knowing a quantity, by choice; arrays are choices long.

    Attributes:
        value: expected gain.
        low: lower end of its 90% interval, which holds the value itself.
        high: upper end.
        switches: share of draws in which knowing it another mix is best.
        floor: what 95% of quantities like it that do nothing stay below.
        chance: the probability that one of these has such a value.
    """

    value: Array
    low: Array
    high: Array
    switches: Array
    floor: Array
    chance: Array


@dataclass(frozen=True, eq=False)
class Gauge:
    """What quantities that do nothing seem to be worth: `values` is quantities x choices."""

    values: Array

    @property
    def floor(self) -> Array:
        """What 95% of them stay below, by choice."""
        return np.asarray(np.quantile(self.values, 0.95, axis=0))

    def chance(self, value: Array) -> Array:
        """Return the probability of a value so high by chance; 1 for none at all."""
        return np.asarray((1 + (self.values >= value).sum(axis=0)) / (1 + len(self.values)))


def curves(parts: Sequence[Array], own: Choices) -> tuple[list[Fit], IntArray, Array]:
    """Return fits of several bases, which is used for each choice, and the gains expected given the quantity.

    Gains are draws x columns, as in `Choices.targets`.
    """
    fits, used = likeliest((fit(each, own.weights, own.targets) for each in parts), own.groups)
    every = np.array([each.curve() for each in fits])
    return fits, used, np.take_along_axis(every, used[own.groups][np.newaxis, np.newaxis], axis=0)[0]


def values(expected: Array, own: Choices) -> Array:
    """Return the value of knowing what gives some expected gains (draws x columns), by choice."""
    return np.array([worth(each, own.weights) for each in _by_choice(expected, own)])


def _by_choice(gains: Array, own: Choices) -> list[Array]:
    """Return gains (... x columns) of each choice, ... x mixes: the first mix gains nothing over itself."""
    parts = (gains[..., own.groups == number] for number in range(len(own.every)))
    return [np.concatenate([np.zeros((*part.shape[:-1], 1)), part], axis=-1) for part in parts]


def inert(parts: Sequence[Array], own: Choices, count: int, generator: np.random.Generator) -> Gauge:
    """Return what a quantity seems to be worth when its draws are shuffled, so that it says nothing."""
    found = np.empty((count, len(own.every)))
    for place in range(count):
        order = generator.permutation(len(own.draws))
        found[place] = values(curves([each[order] for each in parts], own)[2], own)
    return Gauge(found)


def parameter_gauge(own: Choices, seed: int) -> Gauge:
    """Return what parameters that do nothing seem to be worth."""
    ranks = (np.arange(len(own.draws)) + 0.5) / len(own.draws)
    return inert(bases(ranks[:, np.newaxis]), own, INERT, stream(seed, "information_value.inert"))


def partial(quantity: Quantity, own: Choices, parameters: Gauge, seed: int) -> Partial:
    """Return the value of knowing a quantity.

    Args:
        quantity: what is known.
        own: the choices.
        parameters: the gauge of single parameters.
        seed: of simulated curves and shuffles.
    """
    parts = bases(quantity.places)
    fits, used, expected = curves(parts, own)
    generator = stream(seed, f"information_value.{quantity.kind}.{quantity.name}")
    gauge = parameters
    if quantity.kind != PARAMETER and quantity.parameters > 1:
        gauge = inert(parts, own, SHUFFLED, generator)
    value = values(expected, own)
    ends, moved = np.empty((2, len(own.every))), np.empty(len(own.every))
    weights = reweighted(own.weights, SIMULATED, generator)
    for number, gains in enumerate(_by_choice(expected, own)):
        columns = np.flatnonzero(own.groups == number)
        left = own.targets[:, columns] - expected[:, columns]
        possible = simulated(fits[used[number]], columns, left, SIMULATED, generator)
        whole = np.concatenate([np.zeros((*possible.shape[:2], 1)), possible], axis=2)
        ends[:, number] = np.quantile(worth(whole, weights), TAILS)
        moved[number] = switches(gains, own.weights)
    low, high = np.minimum(ends[0], value), np.maximum(ends[1], value)
    return Partial(value, low, high, moved, gauge.floor, gauge.chance(value))
