"""What holds of companies as customers of companies in every built world, and of what they ask."""

import numpy as np
import pytest

from model.building.customers import build_customers
from model.outcomes import OUTCOMES
from model.processes import utility
from model.simulation import simulate
from model.world import World
from tests.invariants.small_world import SEED, after, columns, outcomes, scenario, settled

QUARTERS = 28
"""European law is in force by then."""
OFF = {"requests__active": 0}


def reached(**parameters: object) -> World:
    """Return the world after some years; parameters move at the start of the first quarter."""
    return after(settled("broad_eu").branch(scenario("broad_eu", "scheduled", **parameters)), QUARTERS)


@pytest.mark.parametrize("value", [0.6, 1.0])
@pytest.mark.parametrize("seed", [1, 2])
def test_sales_to_companies_are_a_part_and_nobody_buys_from_itself(seed: int, value: float) -> None:
    company = settled().state.company
    given = settled().scenario.with_parameters({"customers.business_share": value})
    table = build_customers(company, given.parameters, seed)
    assert table.rows > company.rows
    sold = np.bincount(table.company, weights=table.share, minlength=company.rows)
    assert np.all(sold + company.public_share <= 1.0 + 1e-12)
    assert np.all(table.share > 0)
    assert np.all(table.company != table.customer)
    assert np.all(company.imports[table.customer] > 0)
    assert not company.finance[table.company].any()


def test_more_passed_on_is_never_less_asked() -> None:
    found = []
    for value in (0.0, 0.5, 1.0):
        world = settled("broad_eu").branch(scenario("broad_eu", "scheduled", requests__passing_on=value))
        found.append(after(world, 1).state.company.requested)
    assert not found[0].any()
    assert np.all(found[1] <= found[2]) and np.any(found[1] < found[2])


def test_those_in_scope_ask_a_part() -> None:
    company = reached().state.company
    assert np.all(company.requested_by_bound <= company.requested)
    assert company.requested_by_bound.any()


def test_off_is_a_run_without_the_term(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the switch off other outcomes are to the last bit those of a choice in which no request weighs anything."""
    others = [place for place, name in enumerate(OUTCOMES) if not name.startswith("requests_")]
    off, on = (simulate(scenario("broad_eu", requests__active=value), SEED).values[:, others] for value in (0, 1))
    monkeypatch.setattr(utility, "kept_by_answering", lambda world: np.zeros(world.state.company.rows))
    without = simulate(scenario("broad_eu", requests__active=1), SEED).values[:, others]
    assert off.tobytes() == without.tobytes()
    assert off.tobytes() != on.tobytes()


def test_off_leaves_no_trace_in_requests() -> None:
    state = columns(reached(**OFF))
    for name in ("passed_on", "requested", "requested_by_bound", "cost_for_customers"):
        assert not state[f"company.{name}"].any(), name
    assert all(value == 0.0 for name, value in outcomes(reached(**OFF)).items() if name.startswith("requests_"))
