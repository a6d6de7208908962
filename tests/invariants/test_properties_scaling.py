"""Properties of units, names and numbers of agents: 3, 4 and 5."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model.outcomes import OUTCOMES
from model.parameters import declared as declared_parameters
from model.scenario import Scenario
from model.simulation import advance, simulate, simulate_together
from model.state.state import TABLES, State
from model.world import World
from tests.invariants.small_world import SEED, after, columns, outcomes, scenario, settled

QUARTERS = 32
MONEY = "EUR/year"
IN_EUROS = {name for name, outcome in OUTCOMES.items() if outcome.unit.startswith("EUR")}
"""Outcomes in euros."""


def test_property_3_the_name_of_a_mix_changes_nothing() -> None:
    """3. Renaming a mix leaves every value as it is."""
    one = scenario("broad_eu")
    other = replace(one, mix=replace(one.mix, name="zzz", label_en="Z", label_nl="Z", why="Z", aliases=("0",)))
    first, second = simulate_together([one, other], SEED)
    assert first.values.tobytes() == second.values.tobytes()


def reorder(table: Any, order: Any) -> Any:
    """Return a copy of a table with its rows in another order, or repeated."""
    clone = table.copy()
    clone.rows = len(order)
    for name in clone.COLUMNS:
        setattr(clone, name, getattr(table, name)[order])
    return clone


def relabel(world: World, seed: int) -> World:
    """Return a world in which companies have other rows, and each keeps its own luck and links."""
    state = world.state
    order = np.random.default_rng(seed).permutation(state.company.rows)
    place = np.argsort(order)
    by_buyer = np.argsort(place[state.link.company], kind="stable")
    clone = state.copy()
    clone.company, clone.link = reorder(state.company, order), reorder(state.link, by_buyer)
    clone.link.company = place[clone.link.company]
    clone.customer.company, clone.customer.customer = (
        place[each] for each in (state.customer.company, state.customer.customer)
    )
    return at(world, clone, world.scenario, {state.company.rows: order, state.link.rows: by_buyer})


def at(world: World, state: State, other: Scenario, luck: dict[int, Any]) -> World:
    """Return a world on another state, with draws by row: `luck` maps a number of rows to who gets their draws."""
    moved = World(other, world.tables, state, world.seed)
    moved.quarter = world.quarter
    lengths = {len(order): rows for rows, order in luck.items()}

    def uniforms(name: str, *shape: int) -> Any:
        drawn = World.uniforms(moved, name, *(lengths.get(size, size) for size in shape))
        for axis, size in enumerate(drawn.shape):
            if size in luck:
                drawn = np.take(drawn, luck[size], axis=axis)
        return drawn

    moved.uniforms = uniforms  # type: ignore[method-assign]
    return moved


def test_property_3_the_order_of_companies_changes_no_aggregate() -> None:
    """3. Permuting companies together with their luck leaves aggregates as they are, but for the order of sums."""
    origin = settled()
    other = relabel(origin.branch(scenario("broad_eu")), seed=1)
    assert other.state.company.region.tolist() != origin.state.company.region.tolist()
    first = outcomes(after(origin.branch(scenario("broad_eu")), QUARTERS))
    second = outcomes(after(other, QUARTERS))
    assert second == pytest.approx(first, rel=1e-9, abs=1e-12)


def test_property_3_the_order_matters_when_luck_stays_behind() -> None:
    """The counterpart: companies that take over the luck of others do something else."""
    origin = settled()
    other = relabel(origin.branch(scenario("broad_eu")), seed=1)
    del other.uniforms
    first = outcomes(after(origin.branch(scenario("broad_eu")), 8))
    assert outcomes(after(other, 8)) != pytest.approx(first, rel=1e-9, abs=1e-12)


def scaled(world: World, factor: float) -> World:
    """Return the world with all money, and all that money is compared with, multiplied."""
    values = dict(world.parameters.items())
    unit_costs = {
        name
        for name, each in declared_parameters().items()
        if name.startswith("public_cost.") and each.unit.startswith("EUR")
    }
    money = {"choice.reference_revenue", *unit_costs}
    parameters = world.parameters.replace({name: factor * values[name] for name in sorted(money)})
    laws = tuple(replace(law, turnover_min_meur=factor * law.turnover_min_meur) for law in world.scenario.laws)
    state = world.state.copy()
    for table, kind in TABLES.items():
        for name, declared in kind.COLUMNS.items():
            if declared.unit == MONEY:
                getattr(getattr(state, table), name)[:] *= factor
    return at(world, state, replace(world.scenario, parameters=parameters, laws=laws), {})


def test_property_4_the_unit_of_money_changes_no_index() -> None:
    """4. Scaling money and thresholds in money leaves indices as they are and multiplies euros.

    A factor of 8 is exact in binary, so nothing but the euros may differ, to the last bit.
    """
    origin = settled().branch(scenario("broad_eu"))
    first, second = after(scaled(origin, 8.0), QUARTERS), after(origin, QUARTERS)
    one, other = columns(first), columns(second)
    for full, values in other.items():
        table, name = full.split(".")
        factor = 8.0 if TABLES[table].COLUMNS[name].unit == MONEY else 1.0
        assert np.array_equal(one[full], factor * values), full
    expected = {name: value * (8.0 if name in IN_EUROS else 1.0) for name, value in outcomes(second).items()}
    assert outcomes(first) == pytest.approx(expected, rel=1e-12)


ABSOLUTE = ("inspections/year", "million workers", "EUR m/year")


def doubled(world: World) -> World:
    """Return two copies of the world side by side: twice the firms, suppliers and unions, and twice the capacity."""
    state, values = world.state, dict(world.parameters.items())
    clone = state.copy()
    sizes = {name: getattr(state, name).rows for name in ("company", "customer", "supplier", "link", "union")}
    twice = {name: np.tile(np.arange(rows), 2) for name, rows in sizes.items()}
    for name, order in twice.items():
        setattr(clone, name, reorder(getattr(state, name), order))
    clone.supplier.union[sizes["supplier"] :] += sizes["union"]
    clone.link.company[sizes["link"] :] += sizes["company"]
    for side in (clone.customer.company, clone.customer.customer):
        side[sizes["customer"] :] += sizes["company"]
    clone.link.supplier[sizes["link"] :] += sizes["supplier"]
    capacity = {"supervision.capacity": 2 * values["supervision.capacity"]}
    laws = tuple(
        replace(law, capacity=None if law.capacity is None else 2 * law.capacity) for law in world.scenario.laws
    )
    other = replace(world.scenario, parameters=world.parameters.replace(capacity), laws=laws)
    return at(world, clone, other, {sizes[name]: twice[name] for name in ("company", "supplier", "link")})


NUMBERS_OF_ROWS = ("link.company", "link.supplier", "supplier.union", "customer.company", "customer.customer")


def test_property_5_two_copies_of_the_world_do_as_one() -> None:
    """5. Doubling population and capacity leaves every company and supplier as it is.

    Two copies with the same luck, exits off: buyers who leave choose among all suppliers, which luck decides.
    """
    origin = settled().branch(scenario("broad_eu", exits__active=0))
    one = columns(after(doubled(origin), QUARTERS))
    other = columns(after(origin, QUARTERS))
    for name, values in other.items():
        table = name.split(".")[0]
        rows = getattr(origin.state, table).rows
        if name in NUMBERS_OF_ROWS or table in ("law", "shock", "channel"):
            continue
        for copy in (one[name][:rows], one[name][-rows:]):
            assert copy == pytest.approx(values, rel=1e-7, abs=1e-9), name


def test_property_5_twice_the_population_with_the_same_capacity_is_another_world() -> None:
    """The counterpart: capacity has to grow along."""
    origin = settled().branch(scenario("broad_eu", exits__active=0))
    thin = doubled(origin)
    thin.scenario = replace(thin.scenario, parameters=origin.parameters, laws=origin.scenario.laws)
    thin.laws = World(thin.scenario, thin.tables, thin.state, thin.seed).laws
    detection = [after(each, 28).state.company.detection.mean() for each in (doubled(origin), thin)]
    assert detection[1] < detection[0]


WATCHED = ("chain_impact_dutch", "chain_impact_global", "k6_insight", "leverage_effect_mean", "motivation_mean")
MeanAndError = tuple[dict[str, float], dict[str, float]]


def _means(scale: float, seeds: range, value: Callable[[Scenario, int], Any]) -> MeanAndError:
    base = scenario("broad_eu", "expected")
    world = replace(base.world, scale=scale)
    found = np.array([value(replace(base, world=world), seed) for seed in seeds])
    mean, error = found.mean(axis=0), found.std(axis=0, ddof=1) / np.sqrt(len(seeds))
    return dict(zip(WATCHED, mean, strict=True)), dict(zip(WATCHED, error, strict=True))


@pytest.mark.slow
def test_property_5_more_agents_for_the_same_firms_give_the_same_means() -> None:
    """5. Twice the agents, drawn anew, give equal means within Monte Carlo error."""

    def at_the_end(chosen: Scenario, seed: int) -> list[float]:
        run = simulate(chosen, seed)
        return [float(run.values[-1, run.outcomes.index(name)]) for name in WATCHED]

    small, small_error = _means(1.0, range(1, 13), at_the_end)
    large, large_error = _means(2.0, range(101, 113), at_the_end)
    for name in WATCHED:
        error = float(np.hypot(small_error[name], large_error[name]))
        assert abs(small[name] - large[name]) < 4 * error, name


def test_advancing_a_reordered_world_leaves_its_origin_alone() -> None:
    """The helper of property 3 copies what it changes."""
    origin = settled()
    before = {name: values.tobytes() for name, values in columns(origin).items()}
    advance(relabel(origin, seed=2))
    assert {name: values.tobytes() for name, values in columns(origin).items()} == before
