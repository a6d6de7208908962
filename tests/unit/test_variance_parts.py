"""Of what the variance of a difference consists: by hand, on made-up parts that are known, and what is run for it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from experiments.runs.design import Design, Request, make_design
from experiments.runs.design_runs import plan, run_design
from experiments.runs.engine import here
from experiments.studies.comparison.analysis import analyse, tables_of
from experiments.studies.comparison.design import ComparisonDesign
from experiments.studies.comparison.report import parts_said
from experiments.studies.comparison.variance_parts import (
    INPUT,
    LUCK,
    OTHER_SEED,
    OTHERS,
    PARAMETERS,
    PARTS,
    TOGETHER,
    _estimates,
    further_tasks,
    median_shares,
    replicated,
    variance_parts,
)
from model.building.population import build
from model.outcomes import OUTCOMES
from model.scenario import Scenario, load_scenario
from model.simulation import Run
from tests.unit import fake_model

OUTCOME = "chain_impact_dutch"


@pytest.fixture(scope="module")
def design() -> Design:
    return make_design(Request(("1", "3"), ("expected", "as_enacted"), "small", {}, (1, 2, 3, 4, 5), ensemble="prior"))


def test_parts_by_hand() -> None:
    # one draw: luck moves it by 2, input by 4, nothing together; the seeds have a variance of 50
    plain = np.array([0.0, 10.0])[:, None, None]
    crossed = np.array([[0.0, 4.0, 2.0, 6.0]])[:, :, None, None]
    found = _estimates(plain, crossed, np.ones((1, 2)))[0, :, 0, 0]
    assert found.tolist() == [50.0 - 2.0 - 8.0, 2.0, 8.0, 0.0]


def test_parts_that_are_known_come_out() -> None:
    """Standard deviations 3 (parameters), 2 (luck), 1 (input) and 0.5 (both together), over many draws."""
    generator, draws = np.random.default_rng(1), 20_000
    own, luck, tables = (generator.normal(0, size, (draws, 2)) for size in (3, 2, 1))
    both = generator.normal(0, 0.5, (draws, 2, 2))
    cells = [own[:, 0] + luck[:, a] + tables[:, b] + both[:, a, b] for a, b in product((0, 1), (0, 1))]
    crossed = np.stack(cells, axis=1)
    found = _estimates(crossed[:, 0, None, None], crossed[:, :, None, None], np.ones((1, draws)))[0, :, 0, 0]
    assert found == pytest.approx([9.0, 4.0, 1.0, 0.25], rel=0.1)


def test_the_first_draws_are_run_with_other_seeds_of_luck_and_of_input(design: Design) -> None:
    tasks = further_tasks(design, 4, 100)
    assert [(task.number, task.seed) for task in tasks[:3]] == [(100, 1), (101, 1 + OTHER_SEED), (102, 1 + OTHER_SEED)]
    assert [each.input_seed for each in tasks[0].scenarios] == [1 + OTHER_SEED] * 2
    assert [each.input_seed for each in tasks[1].scenarios] == [1] * 2
    assert len(tasks) == 4 * len(OTHERS) and {each.course.name for each in tasks[0].scenarios} == {"expected"}
    places = [place for task in tasks for place in task.runs]
    assert places == list(range(len(design.runs), len(design.runs) + len(tasks) * 2))
    values = dict(tasks[-1].scenarios[0].parameters.items())
    assert values == dict(design.scenarios_of(4)[0].parameters.items())


def test_nothing_is_run_without_an_ensemble_or_for_few_draws(design: Design) -> None:
    assert replicated(replace(design, ensemble=None), 8) == () == replicated(design, 3)
    assert replicated(design, 99) == design.seeds
    plain = ComparisonDesign(design)
    assert plain.study_id == design.study_id != ComparisonDesign(design, 4).study_id


def test_input_is_drawn_with_its_own_seed_and_luck_is_not() -> None:
    scenario = load_scenario("1", world="small")
    assert scenario.input_seed is None and "input_seed" not in scenario.resolved()
    other = replace(scenario, input_seed=7)
    assert other.start_hash != scenario.start_hash and other.content_hash != scenario.content_hash
    asked = (scenario, replace(scenario, input_seed=5), other)
    tables, alike, apart = (build(each, 5)[0] for each in asked)
    key = next(name for name in tables.sectors.columns if tables.sectors[name].dtype == np.float64)
    assert np.array_equal(tables.sectors[key], alike.sectors[key])
    assert not np.array_equal(tables.sectors[key], apart.sectors[key])
    assert np.array_equal(apart.sectors[key], build(scenario, 7)[0].sectors[key])


def simulate(scenarios: Sequence[Scenario], seed: int) -> list[Run]:
    """A difference made by the mix times luck, input and a parameter."""
    found = []
    for scenario in scenarios:
        run = fake_model.run(scenario, 1)
        parts = ((1, seed, 2.0), (2, seed if scenario.input_seed is None else scenario.input_seed, 1.0))
        moved = sum(np.random.default_rng([kind, value]).normal() * size for kind, value, size in parts)
        moved += 100 * (dict(scenario.parameters.items())["learning.rate"] - 0.06)
        found.append(replace(run, seed=seed, values=np.full_like(run.values, moved * len(scenario.mix.bases))))
    return found


def test_the_parts_of_a_comparison(design: Design) -> None:
    tasks = plan(design)
    results = run_design(design, here(), simulator=simulate, further=lambda count: further_tasks(design, 5, count))
    assert len(tasks) and len(results) == len(design.runs) + 5 * 3 * 2
    table = variance_parts(design, 5, results)
    own = table[(table["outcome"] == OUTCOME) & (table["year"] == 2030)].set_index("part")
    assert tuple(own.index) == PARTS and set(table["mix"]) == {design.shown[1]} and set(own["draws"]) == {5}
    assert own["share"].sum() == pytest.approx(1.0)
    assert own["share"][TOGETHER] == pytest.approx(0.0, abs=1e-9)
    assert own["variance"][LUCK] > 0 and own["variance"][INPUT] > 0 and PARAMETERS in own.index
    assert (own["share_lo"] <= own["share_hi"]).all()
    again = variance_parts(design, 5, results)
    assert again.equals(table)
    assert set(median_shares(table)) == set(PARTS)


def test_a_run_that_fails_leaves_its_draw_out(design: Design) -> None:
    results = run_design(design, here(), simulator=simulate, further=lambda count: further_tasks(design, 5, count))
    lost = [replace(each, values=None) if each.index == len(results) - 1 else each for each in results]
    table, whole = variance_parts(design, 5, lost), variance_parts(design, 5, results)
    assert np.isfinite(table["share"]).all() and not np.allclose(table["share"], whole["share"])


def test_the_table_is_among_those_of_the_study(design: Design) -> None:
    def contents(work: object, tasks: object) -> object:
        return here()(replace(work, simulator=fake_model.simulate), tasks)  # type: ignore[type-var, arg-type]

    tables = analyse(ComparisonDesign(design, 4), contents)  # type: ignore[arg-type]
    assert set(tables["variance_parts.csv"]["outcome"]) <= set(OUTCOMES)
    assert "variance_parts.csv" not in analyse(ComparisonDesign(design), contents)  # type: ignore[arg-type]


def test_the_parts_are_said(design: Design) -> None:
    results = run_design(design, here(), simulator=simulate, further=lambda count: further_tasks(design, 5, count))
    tables = tables_of(design, results[: len(design.runs)], "compare")
    assert parts_said(tables, "en") == ""
    said = parts_said(replace(tables, variance_parts=variance_parts(design, 5, results)), "en")
    assert "5 draws" in said and "chance " in said and "input " in said
