"""The array model does what its rules say of one agent at a time; no test asks how fast either is."""

import pytest

from experiments.runs.design import default_mixes
from model.scenario import Scenario, load_scenario
from tests.twin.twin import PROCESSES, Twin, compare

EQUAL = 1e-12


def scenario(mix: str, **parameters: float) -> Scenario:
    return load_scenario(mix, world="small", parameters=parameters)


def differences(chosen: Scenario, every: int = 16, quarters: int = 48) -> dict[str, float]:
    return {name: found.difference for name, found in compare(chosen, 1, every, quarters).items()}


@pytest.mark.parametrize("mix", ["broad", "transparency"])
def test_agents_do_what_the_arrays_do(mix: str) -> None:
    found = differences(scenario(mix))
    assert tuple(found) == PROCESSES
    assert max(found.values()) < EQUAL, found


def test_agents_do_it_under_other_parameters() -> None:
    chosen = scenario("broad", **{"leverage.steepness": 2.5, "conditions.exponent": 0.4, "attention.focus": 1.5})
    found = differences(chosen)
    assert max(found.values()) < EQUAL, found


def test_agents_that_do_nothing_are_seen_to_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PROCESSES:
        monkeypatch.setattr(Twin, name, lambda twin: None)
    found = differences(scenario("broad"), every=12, quarters=12)
    assert len(found) == 9
    assert min(found.values()) > EQUAL, found


@pytest.mark.slow
@pytest.mark.parametrize("mix", default_mixes())
def test_agents_do_what_the_arrays_do_in_the_world_of_the_studies(mix: str) -> None:
    found = differences(load_scenario(mix), every=8, quarters=64)
    assert max(found.values()) < EQUAL, found
