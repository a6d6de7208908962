"""Quantities that are held at a value: when, where, what later processes see, and what cannot be held."""

import math

import numpy as np
import pytest

from model.errors import InputError
from model.inputs.held import WORLD, Hold, Part, holdable
from model.inputs.pressure_points import FORCES, PRESSURE_POINTS
from model.processes.condition_parameters import Conditions
from model.scenario import Scenario
from model.simulation import advance, start
from model.state.state import TABLES
from model.world import World
from tests.invariants.small_world import SEED, scenario, settled

PLAIN = scenario()
FIRST = PLAIN.world.start


def held_world(*holds: Hold, quarters: int = 0) -> World:
    """Return the settled small world under a scenario that holds something, some quarters on."""
    world = settled().branch(PLAIN.with_held(holds))
    for _ in range(quarters):
        advance(world)
    return world


def test_nothing_is_held_before_its_start_and_all_from_then_on() -> None:
    world = held_world(Hold("supplier.voice", 0.9, FIRST + 2), quarters=2)
    assert (world.state.supplier.voice < 0.9).any()
    for _ in range(2):
        advance(world)
        assert (world.state.supplier.voice == 0.9).all()


def test_later_processes_of_the_quarter_see_what_is_held() -> None:
    holds = [Hold("supplier.effect", 0.0, FIRST), Hold("supplier.voice", 0.4, FIRST)]
    world = held_world(*holds, quarters=1)
    values = world.parameters[Conditions]
    # without leverage nothing presses: base hiding, less what full voice reveals times 0.4
    assert world.state.supplier.hiding == pytest.approx(values.base_hiding - 0.4 * values.voice_reveals)


def test_processes_before_the_owner_see_it_from_the_first_quarter_too() -> None:
    """Conditions run before the governments of producing countries, which own enforcement."""
    world, plain = (held_world(*holds, quarters=1) for holds in ([Hold("country.enforcement", 1.0, FIRST)], []))
    assert (world.state.supplier.condition >= plain.state.supplier.condition).all()
    assert (world.state.supplier.condition > plain.state.supplier.condition).any()


@pytest.mark.parametrize("column", ["supplier.capability", "link.detection"])
def test_a_part_of_the_world_is_held_and_the_rest_is_not(column: str) -> None:
    part = Part(sectors=("TEX", "FOOD"), tiers=(1, 3), countries=("CHN", "IND"))
    world = held_world(Hold(column, 0.123, FIRST, part), quarters=1)
    state, table = world.state, column.split(".", maxsplit=1)[0]
    place = state.link.supplier if table == "link" else np.arange(state.supplier.rows)
    sectors = [world.tables.sectors["code"].tolist().index(code) for code in part.sectors]
    countries = [world.tables.countries["iso3"].tolist().index(code) for code in part.countries]
    inside = np.array(
        [
            state.supplier.sector[each] in sectors
            and state.supplier.tier[each] in part.tiers
            and state.supplier.country[each] in countries
            for each in place
        ]
    )
    values = getattr(getattr(state, table), column.split(".")[1])
    if table == "link":  # suppliers change after detection is set
        inside, values = inside[~state.link.renewed], values[~state.link.renewed]
    assert inside.any()
    assert (values[inside] == 0.123).all()
    assert (values[~inside] != 0.123).all()


def test_companies_are_held_by_sector_and_governments_by_country() -> None:
    world = held_world(
        Hold("company.motivation", 1.0, FIRST, Part(sectors=("TEX",))),
        Hold("country.enforcement", 1.0, FIRST, Part(countries=("VNM", "OTH"))),
        quarters=1,
    )
    textile = world.tables.sectors["code"].tolist().index("TEX")
    inside = world.state.company.sector == textile
    assert (world.state.company.motivation[inside] == 1.0).all()
    assert (world.state.company.motivation[~inside] < 1.0).any()
    full = np.flatnonzero(world.state.country.enforcement == 1.0).tolist()
    assert full == [world.tables.countries["iso3"].tolist().index("VNM"), world.state.country.rows - 1]


def test_while_the_world_settles_nothing_is_held() -> None:
    held = PLAIN.with_held([Hold("company.motivation", 1.0, FIRST)])
    assert held.start_hash == PLAIN.start_hash
    assert (start(held, SEED).state.company.motivation == start(PLAIN, SEED).state.company.motivation).all()


def test_what_is_held_is_part_of_the_scenario() -> None:
    held = PLAIN.with_held([Hold("supplier.voice", 1.0, FIRST + 3)])
    assert len({each.content_hash for each in (PLAIN, held, held.with_held([]))}) == 2
    assert "held" not in PLAIN.resolved()
    assert held.resolved()["held"] == [
        {
            "column": "supplier.voice",
            "value": 1.0,
            "start": FIRST + 3,
            "part": {"sectors": (), "tiers": (), "countries": ()},
        }
    ]
    assert set(held.turns) - set(PLAIN.turns) <= {FIRST + 3}
    assert FIRST + 3 in held.turns
    assert held.known(FIRST + 2) == PLAIN.known(FIRST + 2)
    assert held.known(FIRST + 3) != PLAIN.known(FIRST + 3)


def refused(hold: Hold, scenario: Scenario = PLAIN) -> str:
    with pytest.raises(InputError) as error:
        scenario.with_held([hold])
    return str(error.value)


@pytest.mark.parametrize(
    ("hold", "message"),
    [
        (Hold("supplier.voise", 1.0, FIRST), "held: unknown column 'supplier.voise'; did you mean 'supplier.voice'?"),
        (Hold("supplier.workers", 1.0, FIRST), "unknown column 'supplier.workers'"),
        (Hold("company.option", 1.0, FIRST), "unknown column 'company.option'"),
        (Hold("supplier.voice", 1.5, FIRST), "supplier.voice: value 1.5 is not allowed; allowed: a number from 0 to 1"),
        (Hold("supplier.margin", math.nan, FIRST), "supplier.margin: value nan is not allowed"),
        (Hold("supplier.voice", 1.0, FIRST - 1), "start 2019Q4 is not allowed; allowed: a quarter from 2020Q1"),
        (Hold("supplier.voice", 1.0, PLAIN.world.end + 1), "start 2032Q1 is not allowed"),
        (Hold("supplier.voice", 1.0, FIRST, Part(sectors=("TEC",))), "unknown value of sectors 'TEC'; did you mean"),
        (Hold("supplier.voice", 1.0, FIRST, Part(tiers=(4,))), "unknown value of tiers '4'; allowed: 1, 2, 3"),
        (Hold("supplier.voice", 1.0, FIRST, Part(countries=("NLX",))), "unknown value of countries 'NLX'"),
        (Hold("country.enforcement", 1.0, FIRST, Part(tiers=(1,))), "cannot be limited by tiers; allowed: countries"),
        (Hold("shock.audits", 1.0, FIRST, Part(tiers=(1,))), "cannot be limited by tiers; allowed: none"),
    ],
)
def test_what_cannot_be_held_is_refused(hold: Hold, message: str) -> None:
    assert message in refused(hold)


def test_a_column_is_held_once() -> None:
    with pytest.raises(InputError, match=r"supplier\.voice: held twice"):
        PLAIN.with_held([Hold("supplier.voice", 1.0, FIRST), Hold("supplier.voice", 0.5, FIRST + 1)])


def test_pressure_points_hold_fractions_at_their_most() -> None:
    assert set(FORCES) < set(PRESSURE_POINTS)
    for point in PRESSURE_POINTS.values():
        assert set(point.most) <= set(holdable())
        for column, value in point.most.items():
            table, name = column.split(".")
            assert TABLES[table].COLUMNS[name].bounds == (0.0, value)
        assert [hold.part for hold in point.holds(FIRST)] == [WORLD] * len(point.most)


def test_a_point_can_be_limited_as_far_as_all_its_columns_can() -> None:
    assert PRESSURE_POINTS["leverage"].divisions == {"sectors", "tiers", "countries"}
    assert PRESSURE_POINTS["insight"].divisions == {"sectors"}
    assert PRESSURE_POINTS["enforcement"].divisions == {"countries"}
