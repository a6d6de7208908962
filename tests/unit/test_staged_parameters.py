"""Parameters that take another value from a quarter on: the same as a run that goes on under other parameters."""

import numpy as np
import pytest

from model.errors import InputError
from model.outcomes import record
from model.parameters import ParameterSet, declared
from model.processes.learning import Learning
from model.quarters import parse_quarter
from model.scenario import Scenario, load_scenario
from model.simulation import advance, simulate, start

LATER, MUCH_LATER = parse_quarter("2022Q3"), parse_quarter("2023Q1")
STAGED = {"learning.rate@2022Q3": 0.2, "choice.review_rate@2022Q3": 0.9, "leverage.steepness@2023Q1": 9.0}


@pytest.fixture(scope="module")
def plain() -> Scenario:
    return load_scenario("3", world="small", course="scheduled")


def test_a_value_holds_from_its_quarter_on() -> None:
    values = ParameterSet({"learning.rate": 0.05, "learning.rate@2026Q1": "0.07", "learning.rate@2024Q1": 0.06})
    dates = [parse_quarter(each) for each in ("2023Q4", "2024Q1", "2025Q4", "2026Q1", "2040Q1")]
    assert [values.at(date)[Learning].rate for date in dates] == [0.05, 0.06, 0.06, 0.07, 0.07]
    assert values.at(dates[1]) is values.at(dates[2])  # what is kept for a run rests on it
    assert values.changed() == {"learning.rate": 0.05, "learning.rate@2024Q1": 0.06, "learning.rate@2026Q1": 0.07}
    assert dict(values.replace({"learning.rate@2026Q1": 0.08}).items())["learning.rate@2026Q1"] == 0.08
    assert set(dict(ParameterSet().items())) == set(declared())


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("learning.rat@2026Q1", 0.1, "did you mean 'learning.rate'"),
        ("learning.rate@2026", 0.1, "learning.rate@ = '2026' is not allowed; allowed: a quarter"),
        ("learning.rate@2026Q1", 7, "learning.rate@2026Q1 = 7 is not allowed; allowed: a number from 0 to 1"),
        ("politics.ambition@2026Q1", 0.9, "politics.ambition holds for the whole run"),
        ("population.margin@2026Q1", 0.1, "did you mean|holds for the whole run"),
        ("effort_reporting.existing@2026Q1", 0.1, "did you mean|holds for the whole run"),
    ],
)
def test_what_cannot_change_is_refused(name: str, value: float, message: str) -> None:
    with pytest.raises(InputError, match=message):
        ParameterSet({name: value})


def test_a_run_is_that_of_a_world_that_goes_on_under_other_values(plain: Scenario) -> None:
    until = plain.world.start + 16
    changes = {LATER: {"learning.rate": 0.2, "choice.review_rate": 0.9}, MUCH_LATER: {"leverage.steepness": 9.0}}
    world, seen = start(plain, seed=3), []
    while world.date < until:
        if world.date in changes:
            world = world.branch(world.scenario.with_parameters(changes[world.date]))
        advance(world)
        seen.append(record(world))
    staged = simulate(plain.with_parameters(STAGED), seed=3).values[:16]
    assert np.array_equal(staged, np.array(seen), equal_nan=True)
    before = simulate(plain, seed=3).values[:16]
    first = LATER - plain.world.start
    assert np.array_equal(staged[:first], before[:first], equal_nan=True)
    assert not np.array_equal(staged[first:], before[first:], equal_nan=True)
