"""Holding nothing, or something at its own value, changes nothing; runs that hold something share what came before."""

import numpy as np
import pytest

from model.inputs.held import Hold, Part
from model.inputs.pressure_points import PRESSURE_POINTS
from model.scenario import Scenario
from model.simulation import simulate, simulate_together
from tests.invariants.small_world import SEED, after, columns, misbehaving, scenario, settled

QUARTERS = 12
PLAIN = scenario("broad")
START = PLAIN.mix.start


def states(held: Scenario) -> dict[str, bytes]:
    """Return every column after some quarters."""
    world = after(settled("broad", "expected").branch(held), QUARTERS)
    return {name: values.tobytes() for name, values in columns(world).items()}


def differing(one: Scenario, other: Scenario) -> set[str]:
    mine, theirs = states(one), states(other)
    return {name for name in mine if mine[name] != theirs[name]}


def test_holding_nothing_is_the_same_bit_for_bit() -> None:
    assert differing(PLAIN, PLAIN.with_held(())) == set()
    assert np.array_equal(simulate(PLAIN, SEED).values, simulate(PLAIN.with_held(()), SEED).values, equal_nan=True)


def test_holding_a_column_at_its_own_value_changes_nothing() -> None:
    still = scenario("broad", producing_governments__active=0)
    world = settled("broad", "expected").branch(still)
    codes = world.tables.countries["iso3"].tolist()
    for code in ("CHN", "BGD"):
        value = float(world.state.country.enforcement[codes.index(code)])
        hold = Hold("country.enforcement", value, still.world.start, Part(countries=(code,)))
        assert differing(still, still.with_held([hold])) == set()
        other = Hold("country.enforcement", min(1.0, value + 0.3), still.world.start, Part(countries=(code,)))
        assert "supplier.condition" in differing(still, still.with_held([other]))


def test_runs_together_are_those_apart_and_share_all_before_the_start() -> None:
    holds = [PRESSURE_POINTS[name].holds(START + 6) for name in ("leverage", "insight")]
    held = [PLAIN, *(PLAIN.with_held(each) for each in holds)]
    together = simulate_together(held, SEED)
    apart = [simulate(each, SEED) for each in held]
    for one, other in zip(together, apart, strict=True):
        assert np.array_equal(one.values, other.values, equal_nan=True)
    before = START + 6 - PLAIN.world.start
    for run in together[1:]:
        assert np.array_equal(run.values[:before], together[0].values[:before], equal_nan=True)
        assert not np.array_equal(run.values[before:], together[0].values[before:], equal_nan=True)


@pytest.mark.parametrize("name", PRESSURE_POINTS)
def test_a_pressure_point_stays_at_its_most_and_the_state_stays_sound(name: str) -> None:
    point = PRESSURE_POINTS[name]
    world = after(settled("broad", "expected").branch(PLAIN.with_held(point.holds(PLAIN.world.start))), 4)
    for column, value in point.most.items():
        assert (columns(world)[column] == value).all()
    assert misbehaving(world) == []
