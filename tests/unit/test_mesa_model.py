"""The model as a `mesa.Model`: steps, collection, seeds, batches, copies and bad input."""

import copy
import pickle
import warnings
from typing import Any

import mesa
import numpy as np
import pandas as pd
import pytest

from model import ChainModel, InputError, load_scenario, simulate
from model.outcomes import OUTCOMES
from model.parameters import declared

MIX = "broad"
STEPS = 3


@pytest.fixture(scope="module")
def fresh() -> ChainModel:
    """A model about to begin; tests step copies of it."""
    return ChainModel(load_scenario(MIX, world="small"), rng=1)


@pytest.fixture
def model(fresh: ChainModel) -> ChainModel:
    return copy.deepcopy(fresh)


def collected(model: ChainModel) -> pd.DataFrame:
    frame: pd.DataFrame = model.datacollector.get_model_vars_dataframe()
    return frame


def number_parameter() -> tuple[str, float, float]:
    """Return the name of some parameter of a range, and two legal values for it."""
    found = next(each for each in declared().values() if each.role == "uncertain" and each.legal[0] < each.legal[1])
    return found.name, found.plausible[0], found.plausible[1]


def test_it_is_a_mesa_model_with_the_scenario_it_was_given(fresh: ChainModel) -> None:
    assert isinstance(fresh, mesa.Model)
    assert fresh.scenario.content_hash == load_scenario(MIX, world="small").content_hash
    assert (fresh.running, fresh.steps, fresh.seed, fresh.quarter) == (True, 0, 1, "2020Q1")


def test_names_and_a_scenario_give_the_same_model(fresh: ChainModel) -> None:
    named = ChainModel(mix=MIX, world="small", course="expected", rng=1)
    assert named.scenario.content_hash == fresh.scenario.content_hash


def test_a_run_gives_the_series_of_simulate(model: ChainModel) -> None:
    expected = simulate(model.scenario, seed=1)
    model.run_model()
    assert not model.running
    assert tuple(collected(model).columns) == expected.outcomes == tuple(OUTCOMES)
    assert collected(model).to_numpy().tobytes() == expected.values.tobytes()
    assert list(model.outcomes.values()) == expected.values[-1].tolist()


def test_stepping_past_the_end_is_refused(model: ChainModel) -> None:
    model.run_model()
    rows = len(collected(model))
    with pytest.raises(InputError, match=r"ended with 20\d\dQ4"):
        model.step()
    assert len(collected(model)) == rows == model.scenario.world.quarters


def test_each_step_collects_one_quarter(model: ChainModel) -> None:
    assert np.isnan(list(model.outcomes.values())).all()
    for quarter in range(STEPS):
        assert model.quarter == f"2020Q{quarter + 1}"
        model.step()
    assert (model.steps, model.time, len(collected(model))) == (STEPS, float(STEPS), STEPS)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not() -> None:
    def first_quarter(seed: int) -> bytes:
        model = ChainModel(mix=MIX, world="small", rng=seed)
        model.step()
        return collected(model).to_numpy().tobytes()

    assert first_quarter(4) == first_quarter(4)
    assert first_quarter(4) != first_quarter(5)


def test_a_generator_gives_a_seed_and_no_seed_is_drawn_and_recorded() -> None:
    drawn = [ChainModel(world="small", rng=np.random.default_rng(7)).seed for _ in range(2)]
    assert drawn[0] == drawn[1]
    chance = ChainModel(world="small")
    assert isinstance(chance.seed, int)
    again = ChainModel(world="small", rng=chance.seed)
    assert again.world.state.company.revenue.tobytes() == chance.world.state.company.revenue.tobytes()


def test_no_warning_of_mesa_is_raised(model: ChainModel) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ChainModel(model.scenario, rng=2)
        model.step()


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
def test_a_copy_goes_on_alone_and_alike(model: ChainModel, copied) -> None:
    model.step()
    twin = copied(model)
    before = model.world.state.company.capability.copy()
    twin.step()
    assert (twin.steps, model.steps) == (2, 1)
    assert model.world.state.company.capability.tobytes() == before.tobytes()
    model.step()
    assert collected(twin).to_numpy().tobytes() == collected(model).to_numpy().tobytes()


def test_batch_run_crosses_mixes_parameters_and_seeds() -> None:
    name, low, high = number_parameter()
    rows = mesa.batch_run(
        ChainModel,
        parameters={"mix": ["null_option", MIX], "world": "small", name: [low, high]},
        rng=[1, 2],
        max_steps=1,
        display_progress=False,
    )
    table = pd.DataFrame(rows)
    assert len(table) == 8
    assert set(table["mix"]) == {"null_option", MIX}
    assert set(table[name]) == {low, high}
    assert set(table["rng"]) == {1, 2}
    assert set(OUTCOMES) <= set(table.columns)
    one = table[(table["mix"] == MIX) & (table["rng"] == 2) & (table[name] == low)].iloc[0]
    expected = simulate(load_scenario(MIX, world="small", parameters={name: low}), seed=2).values[0]
    assert [one[outcome] for outcome in OUTCOMES] == pytest.approx(expected.tolist(), rel=0, abs=0, nan_ok=True)


@pytest.mark.slow
def test_batch_run_works_in_processes_of_its_own() -> None:
    rows = mesa.batch_run(
        ChainModel,
        parameters={"mix": "null_option", "world": "small"},
        rng=[1, 2],
        number_processes=2,
        data_collection_period=1,
        display_progress=False,
    )
    quarters = load_scenario("null_option", world="small").world.quarters
    assert len(rows) == 2 * quarters


def test_parameters_may_be_given_beside_a_scenario() -> None:
    name, low, high = number_parameter()
    scenario = load_scenario(MIX, world="small", parameters={name: low})
    assert dict(ChainModel(scenario, parameters={name: high}, rng=1).scenario.parameters.items())[name] == high
    given: dict[str, Any] = {name: high}
    assert dict(ChainModel(scenario, rng=1, **given).scenario.parameters.items())[name] == high


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"wrold": "small"}, "did you mean 'world'"),
        ({"seed": 1}, "unknown argument 'seed'"),
        ({"mix": "bread"}, "did you mean 'broad'"),
        ({"world": "smal"}, "did you mean 'small'"),
        ({"parameters": {"no.such": 1}}, "unknown parameter 'no.such'"),
        ({"no.such": 1}, "unknown parameter 'no.such'"),
        ({"rng": -1}, "rng = -1 is not allowed"),
    ],
)
def test_bad_arguments_are_named(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        ChainModel(**arguments)


def test_a_scenario_and_a_name_together_are_refused(fresh: ChainModel) -> None:
    with pytest.raises(InputError, match="world = 'small' is given beside a scenario"):
        ChainModel(fresh.scenario, world="small")


def test_the_scenario_of_a_model_is_fixed(model: ChainModel) -> None:
    with pytest.raises(AttributeError, match="fixed"):
        model.scenario = load_scenario("null_option", world="small")
