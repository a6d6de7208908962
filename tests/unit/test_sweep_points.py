"""Points of a sweep: grids and ranges by hand, samples that fill their ranges, and what is refused."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.runs.sweeps.read_points import read_grid, read_sample
from experiments.runs.sweeps.sampling import Sample, by_count, by_step, cross, unit_sample
from model import catalogue
from model.errors import InputError
from model.parameters import declared

catalogue.load()
RATE, AMBITION, SWITCH = "learning.rate", "politics.ambition", "unions.active"


def test_a_range_by_step_includes_its_end_and_no_rounding_noise() -> None:
    assert by_step(0.1, 0.7, 0.2) == [0.1, 0.3, 0.5, 0.7]
    assert by_step(0, 1, 0.4) == [0, 0.4, 0.8]


def test_a_range_by_count_includes_both_ends() -> None:
    assert by_count(0.1, 0.4, 4) == [0.1, 0.2, 0.3, 0.4]


def test_a_grid_is_every_combination_in_order() -> None:
    points = cross({RATE: [0.1, 0.2], AMBITION: [0.0, 0.5, 1.0]}, None)
    assert points.names == (RATE, AMBITION)
    assert points.values.tolist() == [[0.1, 0.0], [0.1, 0.5], [0.1, 1.0], [0.2, 0.0], [0.2, 0.5], [0.2, 1.0]]
    assert points.overrides(2) == {RATE: 0.1, AMBITION: 1.0}


def test_without_parameters_there_is_one_point() -> None:
    points = cross({}, None)
    assert len(points) == 1
    assert points.overrides(0) == {}


def test_a_sample_is_crossed_with_the_grid() -> None:
    points = cross({RATE: [0.1, 0.2]}, Sample("sobol", 4, 1, {AMBITION: (0.2, 0.8)}))
    assert points.values[:, 0].tolist() == [0.1] * 4 + [0.2] * 4
    assert points.values[:4, 1].tolist() == points.values[4:, 1].tolist()


def test_a_latin_hypercube_has_one_point_in_each_slice() -> None:
    values = unit_sample("latin_hypercube", 10, 3, 7)
    for column in values.T:
        assert sorted(np.floor(column * 10).astype(int)) == list(range(10))


def test_a_sobol_sample_has_equally_many_points_in_each_cell() -> None:
    values = unit_sample("sobol", 64, 2, 7)
    cells = np.floor(values * 8).astype(int)
    assert len({tuple(cell) for cell in cells}) == 64


@pytest.mark.parametrize("method", ["latin_hypercube", "sobol"])
def test_a_sample_follows_from_its_seed(method: str) -> None:
    assert unit_sample(method, 8, 2, 7).tobytes() == unit_sample(method, 8, 2, 7).tobytes()
    assert unit_sample(method, 8, 2, 7).tobytes() != unit_sample(method, 8, 2, 8).tobytes()


def test_a_sampled_switch_is_on_or_off_and_others_stay_in_their_range() -> None:
    values = cross({}, Sample("sobol", 8, 1, {SWITCH: (0.0, 1.0), RATE: (0.05, 0.1)})).values
    assert sorted(values[:, 0]) == [0.0] * 4 + [1.0] * 4
    assert 0.05 <= values[:, 1].min() < 0.06
    assert 0.09 < values[:, 1].max() <= 0.1


def test_all_of_a_role_are_sampled_in_their_plausible_ranges() -> None:
    content = {"count": 4, "all": "uncertain", "except": [RATE], "parameters": {SWITCH: "plausible"}}
    sample = read_sample(content, {AMBITION: [0.5]}, "here", Path())
    assert isinstance(sample, Sample)
    uncertain = {name: each.plausible for name, each in declared().items() if each.role == "uncertain"}
    assert uncertain.keys() >= {RATE, AMBITION}
    del uncertain[RATE], uncertain[AMBITION]
    assert sample.ranges == {**uncertain, SWITCH: (0, 1)}


def test_an_own_range_wins_over_the_plausible_one() -> None:
    content = {"count": 4, "all": ["uncertain", "switch"], "parameters": {"learning": {"rate": {"low": 0, "high": 1}}}}
    sample = read_sample(content, {}, "here", Path())
    assert isinstance(sample, Sample)
    assert sample.ranges[RATE] == (0, 1)


def test_a_parameter_may_be_written_as_a_table_in_a_table() -> None:
    nested = read_grid({"learning": {"rate": [0.1, 0.2]}, "politics": {"ambition": 1}}, "here")
    assert nested == read_grid({RATE: [0.1, 0.2], AMBITION: 1}, "here") == {RATE: [0.1, 0.2], AMBITION: [1.0]}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"learning.rat": 1}, "here: unknown parameter 'learning.rat'; did you mean 'learning.rate'?"),
        ({"learning": {"rat": 1}}, "did you mean 'learning.rate'?"),
        ({RATE: 2}, "here: learning.rate = 2 is not allowed; allowed: a number from 0 to"),
        ({RATE: [0.1, 9]}, "learning.rate = 9 is not allowed"),
        ({RATE: "much"}, "learning.rate = 'much' is not allowed; allowed: a number, a list"),
        ({RATE: []}, r"learning.rate = \[\] is not allowed"),
        ({RATE: [0.1, 0.1]}, "allowed: each value once"),
        ({RATE: {"start": 0, "stop": 1}}, "here: learning.rate: a range has"),
        ({RATE: {"start": 0, "stop": 1, "step": 1, "count": 2}}, "here: learning.rate: a range has"),
        ({RATE: {"start": 0, "stop": 1, "steps": 3}}, "unknown key 'steps'; did you mean 'step'?"),
        ({RATE: {"start": 1, "stop": 0, "step": 0.1}}, "allowed: a number above start"),
        ({RATE: {"start": 0, "stop": 1, "count": 1}}, "count = 1 is not allowed"),
        ({RATE: {"start": 0, "stop": 1, "step": 1e-9}}, "at most 10000 values"),
        ({RATE: 0.1, "learning": {"rate": 0.1}}, "learning.rate is given twice"),
    ],
)
def test_wrong_values_are_refused(content: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_grid(content, "here")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"count": 8}, "here: no parameter is sampled"),
        ({"all": "uncertain"}, "key 'count' is missing"),
        ({"count": 8, "all": "uncertan"}, "all = 'uncertan' is not allowed; allowed: a role"),
        ({"count": 8, "method": "sobel", "all": "switch"}, "one of latin_hypercube, sobol"),
        ({"count": 12, "method": "sobol", "all": "switch"}, "a power of 2 for sobol, such as 8 or 16"),
        ({"count": 8, "all": "switch", "except": ["union.active"]}, "did you mean 'unions.active'?"),
        ({"count": 8, "parameters": {"learning.rat": "plausible"}}, "did you mean 'learning.rate'?"),
        ({"count": 8, "parameters": {RATE: "likely"}}, 'allowed: "plausible", or a range'),
        ({"count": 8, "parameters": {RATE: {"low": 0, "high": 9}}}, "learning.rate = 9.0 is not allowed"),
        ({"count": 8, "parameters": {RATE: {"low": 0.2, "high": 0.1}}}, "high = 0.1 is not allowed"),
        ({"count": 8, "parameters": {AMBITION: "plausible"}}, r"has values under \[parameters\] as well"),
    ],
)
def test_wrong_samples_are_refused(content: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message):
        read_sample(content, {AMBITION: [0.5]}, "here", Path())
