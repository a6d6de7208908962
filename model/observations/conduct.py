"""What companies do, as monitoring and benchmarks count it (T01, T02, T06, T16, T17, T18)."""

from __future__ import annotations

import numpy as np

from model.inputs.law import SIZE_CLASSES
from model.observations.statistic import Statistic, share
from model.outcomes.measures import Measures
from model.outcomes.observation import Observation
from model.outcomes.stages import endorsing, without
from model.outcomes.weights import large_dutch_firms
from model.state.state import NONE, Array, BoolArray
from model.world import World

VERY_LARGE = SIZE_CLASSES.index("very_large")


def at_home(world: World, country: str) -> BoolArray:
    """Return which companies have their home in a country of jurisdictions.csv, N."""
    homes = world.tables.jurisdictions["iso3"].tolist()
    found: BoolArray = world.state.company.home == homes.index(country)
    return found


def bound_firms(world: World, law: str) -> Array:
    """Return the firms that a law binds now behind each company, N: 0 before it applies or where it is not."""
    if law not in world.laws.names:
        return np.zeros(world.state.company.rows)
    bound: Array = world.state.company.firms * (world.state.company.scope[:, world.laws.names.index(law)] > 0)
    return bound


def endorsing_dutch(world: World) -> Array:
    """Return the share of large Dutch firms that endorse the OECD Guidelines, each firm once."""
    return share(large_dutch_firms(world), endorsing(Measures(world)))


def passing_german(world: World) -> Array:
    """Return the share of German firms of 500 staff and more whose substance suffices to follow results."""
    company = world.state.company
    large = at_home(world, "DEU") & (company.size_class == VERY_LARGE)
    return share(company.firms * large, company.substance >= world.parameters[Observation].follow_through)


def doing_nothing(world: World) -> Array:
    """Return the share, by revenue, of very large firms anywhere that do nothing."""
    company = world.state.company
    return share(company.revenue * (company.size_class == VERY_LARGE), without(Measures(world)))


def without_plan(world: World) -> Array:
    """Return the share of firms bound by the French law that do nothing, each firm once."""
    return share(bound_firms(world, "french_vigilance_law"), without(Measures(world)))


def statement_suffices(world: World) -> Array:
    """Return the share of published statements under the British act with practice behind them.

    A statement is published by a bound firm with due diligence on paper. It suffices with the substance that a strict
    test asks for (assumption: what the act asks, such as approval by the board, is not in the model). 0 when nobody
    publishes; the agents are those that are bound.
    """
    company = world.state.company
    bound = bound_firms(world, "uk_modern_slavery_act")
    published = bound * (company.option != NONE)
    value = share(published, company.substance >= world.parameters[Observation].follow_through)[0]
    return np.array([np.nan_to_num(value), np.count_nonzero(bound)])


STATISTICS: tuple[Statistic, ...] = (
    Statistic(
        name="endorsing_dutch",
        meaning="large Dutch firms that endorse the OECD Guidelines",
        unit="share",
        measured_on="Dutch companies with the staff from which firms count as large",
        look=endorsing_dutch,
    ),
    Statistic(
        name="passing_german",
        meaning="German firms of 500 staff and more that pass a strict test of all elements",
        unit="share",
        measured_on="German companies of 500 staff and more",
        look=passing_german,
    ),
    Statistic(
        name="doing_nothing",
        meaning="very large firms anywhere, by revenue, without any due diligence",
        unit="share",
        measured_on="companies of 500 staff and more",
        look=doing_nothing,
    ),
    Statistic(
        name="without_plan",
        meaning="firms bound by the French law that do nothing",
        unit="share",
        measured_on="companies bound by the French law",
        look=without_plan,
    ),
    Statistic(
        name="statement_suffices",
        meaning="statements under the British act with practice behind them",
        unit="share",
        measured_on="companies bound by the British act",
        look=statement_suffices,
    ),
)
