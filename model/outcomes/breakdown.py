"""The breakdown of a quarter: contributions to outcomes by group of every dimension, in a fixed order of cells.

contribution of a group = sum of the contributions of those in it;  over the groups of a dimension = the outcome
mean within a group     = contribution / weight, not known for a group without weight
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from model.inputs.tables import Tables
from model.outcomes import OUTCOMES
from model.outcomes.breakdown_dimensions import DIMENSIONS, Dimension
from model.outcomes.breakdown_parts import WITHIN, Counted
from model.outcomes.goals import development_goals
from model.outcomes.measures import Measures
from model.state.state import THEMES, Array, IntArray
from model.world import World

WEIGHTS: dict[str, tuple[str, str, str]] = {
    "workers_share": ("Share of workers of 2020 in Dutch chains", "Aandeel in werkenden van 2020", "share"),
    "revenue_share": ("Share of revenue of Dutch companies", "Aandeel in omzet van Nederlandse bedrijven", "share"),
}
"""Labels and unit of the weights of groups, which are no outcomes of their own."""
_WITHIN_LABELS = (", within the group", ", binnen de groep")


class Cell(NamedTuple):
    """A number of the breakdown: a dimension, the code of a group, and what is reported of it."""

    dimension: str
    key: str
    outcome: str


@dataclass(frozen=True)
class Description:
    """How an outcome of the breakdown is shown; `additive` when groups add up to the outcome of the same name."""

    label_en: str
    label_nl: str
    unit: str
    direction: int
    additive: bool


def described(outcome: str) -> Description:
    """Return labels, unit and direction of an outcome of the breakdown."""
    if outcome in WEIGHTS:
        return Description(*WEIGHTS[outcome], direction=0, additive=True)
    whole = OUTCOMES[outcome.removesuffix(WITHIN)]
    added = _WITHIN_LABELS if outcome.endswith(WITHIN) else ("", "")
    labels = (whole.label_en + added[0], whole.label_nl + added[1])
    return Description(*labels, whole.unit, whole.direction, not outcome.endswith(WITHIN))


def cells(tables: Tables) -> tuple[Cell, ...]:
    """Return every cell of the breakdown of worlds with these tables, in the order in which it is recorded."""
    return tuple(
        Cell(dimension.name, key.code, outcome)
        for dimension in DIMENSIONS.values()
        for counted, _ in dimension.groups
        for outcome in counted.outcomes
        for key in dimension.keys(tables)
    )


def key_labels(tables: Tables, dimension: str) -> dict[str, tuple[str, str]]:
    """Return the labels of the groups of a dimension, English and Dutch, by code."""
    return {key.code: (key.label_en, key.label_nl) for key in DIMENSIONS[dimension].keys(tables)}


def divided(measures: Measures) -> Array:
    """Return the breakdown at the end of the quarter, in the order of `cells`."""
    return np.concatenate([each for slots in measures.of_run(_slots) for each in slots.numbers(measures)])


@dataclass(frozen=True, eq=False)
class _Slots:
    """Where contributions of one kind go in one dimension, worked out once a run."""

    counted: Counted
    place: IntArray
    """Group of each contribution: parts (x themes) x rows, flat, numbered through."""
    shape: tuple[int, ...]
    """Parts (x themes) x groups."""
    arranged: Callable[[Array], Array]
    """Turns sums of that shape into parts x keys."""
    weight: Array
    """By key."""
    inverse: Array
    """One over the weight, not-a-number without weight."""
    within: tuple[int, ...]
    """The parts of which the mean within groups is reported."""

    def numbers(self, measures: Measures) -> Iterator[Array]:
        """Yield the weights, contributions and means within, each parts x keys, flat."""
        counts = np.array([measures.once(part.counts) for part in self.counted.parts])
        sums = np.bincount(self.place, weights=counts.ravel(), minlength=int(np.prod(self.shape)))
        found = self.arranged(sums.reshape(self.shape))
        if self.counted.weight_name:
            yield self.weight
        yield found.ravel()
        if self.within:
            yield (found[list(self.within)] * self.inverse).ravel()


def _slots(world: World) -> list[_Slots]:
    return [
        _slots_of(world, dimension, counted, groups(world))
        for dimension in DIMENSIONS.values()
        for counted, groups in dimension.groups
    ]


def _slots_of(world: World, dimension: Dimension, counted: Counted, groups: IntArray) -> _Slots:
    """Work out where the contributions of one kind go in one dimension; `groups` is by row of the table."""
    weight = counted.weight(world)
    group = groups[counted.rows(world)]
    keys = len(dimension.keys(world.tables))
    count = 1 if dimension.by_goal else keys // len(THEMES) if dimension.by_theme else keys
    lines = (len(counted.parts), *weight.shape[:-1])
    first = np.arange(int(np.prod(lines)))[:, np.newaxis] * count
    arranged = _by_goal if dimension.by_goal else _by_theme if dimension.by_theme else _as_it_is
    flat = weight.reshape(-1, weight.shape[-1])
    summed = np.array([np.bincount(group, weights=line, minlength=count) for line in flat])
    total = arranged(summed.reshape(1, *lines[1:], count))[0]
    return _Slots(
        counted=counted,
        place=(first + group).ravel(),
        shape=(*lines, count),
        arranged=arranged,
        weight=total,
        inverse=np.divide(1.0, total, out=np.full(keys, np.nan), where=total > 0),
        within=tuple(number for number, part in enumerate(counted.parts) if part.within),
    )


def _as_it_is(sums: Array) -> Array:
    return sums


def _by_theme(sums: Array) -> Array:
    """Turn parts x themes x groups into parts x (groups with the themes of each)."""
    return sums.transpose(0, 2, 1).reshape(len(sums), -1)


def _by_goal(sums: Array) -> Array:
    """Divide parts x themes x 1 over targets, parts x targets."""
    found: Array = np.einsum("pk,kt->pt", sums[:, :, 0], development_goals().shares)
    return found
