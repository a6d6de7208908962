"""What can be divided over groups: contributions of suppliers, themes and companies that add up to an outcome.

A part has the name of the outcome that its contributions add up to. Beside it stands, where people want a level, the
mean within the group: contribution over weight, which adds up to nothing and is called NAME_within.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.outcomes.chain_impact import REACH
from model.outcomes.chains import base_mean, dutch_condition, dutch_mean
from model.outcomes.firm_cost import burden, cost, dutch_rows
from model.outcomes.measures import Measures, kinds_first, shares
from model.outcomes.progress import SINCE
from model.outcomes.weakest import dutch_orders
from model.outcomes.weights import dutch_chains
from model.state.state import THEMES, Array, IntArray
from model.world import World

WITHIN = "_within"
"""What follows the name of an outcome where the mean within the group is meant."""
_DUTCH = "dutch"
_AFTER, _RETAINED = REACH[_DUTCH].afterwards, REACH[_DUTCH].retained


@dataclass(frozen=True)
class Part:
    """An outcome that can be divided: `counts` gives the contribution of each of what is counted."""

    name: str
    counts: Callable[[Measures], Array]
    within: bool = False


@dataclass(frozen=True, eq=False)
class Counted:
    """A kind of what is counted: its rows, the weight of each (sum 1), and the outcomes that it adds up to.

    `weight_name` is under what name the weight of a group is reported, nothing when it is not.
    """

    rows: Callable[[World], IntArray]
    weight: Callable[[World], Array]
    weight_name: str
    parts: tuple[Part, ...]

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What is reported of a group, in order: weight, contributions, means within."""
        weight = (self.weight_name,) if self.weight_name else ()
        return (*weight, *self.additive, *(f"{part.name}{WITHIN}" for part in self.parts if part.within))

    @property
    def additive(self) -> tuple[str, ...]:
        """The outcomes of which groups add up to the whole."""
        return tuple(part.name for part in self.parts)


def _chain_rows(world: World) -> IntArray:
    return dutch_chains(world).rows


def _chain_weight(world: World) -> Array:
    return _AFTER(world).share


def _met(measures: Measures) -> Array:
    """Return what the workers of 2020 of each supplier meet now, mean over themes, D."""
    after = measures.of_run(_AFTER)
    return after.mean + measures.once(_RETAINED) * (measures.once(dutch_mean) - after.mean)


def _impact(measures: Measures) -> Array:
    found: Array = measures.of_run(_AFTER).share * measures.once(_met)
    return found


def _base_by_chain(world: World) -> Array:
    return base_mean(world).take(dutch_chains(world).rows)


def _change(measures: Measures) -> Array:
    found: Array = measures.of_run(_AFTER).share * (measures.once(_met) - measures.of_run(_base_by_chain))
    return found


def _improved(measures: Measures) -> Array:
    return measures.once(SINCE[_DUTCH]).improved * measures.of_run(_AFTER).millions


def _worse(measures: Measures) -> Array:
    return measures.once(SINCE[_DUTCH]).worse * measures.of_run(_AFTER).millions


def _jobless(measures: Measures) -> Array:
    after = measures.of_run(_AFTER)
    found: Array = after.share * (1.0 - measures.once(_RETAINED)) * after.millions
    return found


CHAINS = Counted(
    rows=_chain_rows,
    weight=_chain_weight,
    weight_name="workers_share",
    parts=(
        Part("chain_impact_dutch", _impact, within=True),
        Part("chain_impact_change_dutch", _change, within=True),
        Part("workers_improved_dutch", _improved),
        Part("workers_worse_dutch", _worse),
        Part("jobs_lost_dutch", _jobless),
    ),
)
"""Suppliers in Dutch chains, by their Dutch workers of 2020."""


def _every_supplier(world: World) -> IntArray:
    return np.arange(world.state.supplier.rows)


def _alike(world: World) -> Array:
    return shares(np.ones(world.state.supplier.rows))


ORDERS = Counted(rows=_every_supplier, weight=_alike, weight_name="", parts=(Part("orders_dutch", dutch_orders),))
"""All suppliers, since Dutch companies may begin to buy from any."""


def _theme_weight(world: World) -> Array:
    return np.tile(_chain_weight(world) / len(THEMES), (len(THEMES), 1))


def _met_by_theme(measures: Measures) -> Array:
    after = measures.of_run(_AFTER).conditions[: len(THEMES)]
    found: Array = after + measures.once(_RETAINED) * (measures.once(dutch_condition) - after)
    return found


def _base_by_theme(world: World) -> Array:
    return kinds_first(world.state.supplier.base_condition[dutch_chains(world).rows])


def _theme_impact(measures: Measures) -> Array:
    found: Array = measures.of_run(_theme_weight) * measures.once(_met_by_theme)
    return found


def _theme_change(measures: Measures) -> Array:
    found: Array = measures.of_run(_theme_weight) * (measures.once(_met_by_theme) - measures.of_run(_base_by_theme))
    return found


THEMES_OF_CHAINS = Counted(
    rows=_chain_rows,
    weight=_theme_weight,
    weight_name="",
    parts=(
        Part("chain_impact_dutch", _theme_impact, within=True),
        Part("chain_impact_change_dutch", _theme_change, within=True),
    ),
)
"""The same suppliers by theme, each theme an eighth: themes x suppliers."""


def _revenue_weight(world: World) -> Array:
    return shares(world.state.company.revenue[dutch_rows(world)])


def _by_revenue(column: Callable[[Measures], Array]) -> Callable[[Measures], Array]:
    def counts(measures: Measures) -> Array:
        found: Array = column(measures).take(measures.of_run(dutch_rows)) * measures.of_run(_revenue_weight)
        return found

    return counts


def _substance(measures: Measures) -> Array:
    return measures.state.company.substance


def _form_without(measures: Measures) -> Array:
    found: Array = measures.state.company.form - measures.state.company.substance
    return found


def _burden(measures: Measures) -> Array:
    return measures.once(burden)


COMPANIES = Counted(
    rows=dutch_rows,
    weight=_revenue_weight,
    weight_name="revenue_share",
    parts=(
        Part("cost_firms", cost),
        Part("burden_mean", _by_revenue(_burden), within=True),
        Part("substance_mean", _by_revenue(_substance), within=True),
        Part("form_without_substance", _by_revenue(_form_without), within=True),
    ),
)
"""Dutch companies, by their revenue."""
