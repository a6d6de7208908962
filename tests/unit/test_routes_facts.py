"""Political facts by hand: moments as years, what never came as missing, and the revision that counts last."""

from typing import Any

import pandas as pd
import pytest

from experiments.runs.engine import here
from experiments.studies.routes.design import default_routes
from experiments.studies.routes.facts import DATES, VALUES, facts, year_of
from experiments.studies.routes.forecast import forecast_events, politics_only
from tests.unit.routes_parts import MIXES, event_table, routes_design

EVENTS: dict[int, Any] = {
    7: (
        ("proposal", "2022Q3", "ambition", 0.6),
        ("proposal", "2022Q3", "pivotal_position", 0.4),
        ("checkpoint", "2021Q2", "sufficient", 0.0),
        ("checkpoint", "2021Q2", "score", 0.3),
        ("national_law", "2023Q1", "BEL", 1.0),
        ("national_law", "2023Q2", "NLD", 1.0),
        ("adoption", "2024Q1", "ambition", 0.5),
        ("adoption", "2024Q1", "employees_min", 1000.0),
        ("adoption", "2024Q1", "steps", 5.0),
        ("adoption", "2024Q1", "fine", 1.0),
        ("adoption", "2024Q1", "liability", 1.0),
        ("adoption", "2024Q1", "preemption", 0.3),
        ("first_law", "2024Q2", "national", 1.0),
        ("application", "2026Q4", "ambition", 0.5),
        ("national_law", "2027Q1", "AUT", 1.0),
        ("amendment", "2029Q1", "ambition", 0.7),
        ("amendment", "2029Q1", "liability", 0.0),
        ("amendment", "2033Q1", "ambition", 0.2),
        ("reporting_application", "2025Q2", "ambition", 0.5),
        ("delay", "2024Q2", "due_diligence", 4.0),
    ),
    9: (),
    8: (
        ("proposal", "2035Q4", "ambition", 0.9),
        ("application", "2036Q1", "ambition", 0.5),
        ("first_law", "2036Q1", "european", 1.0),
    ),
}


@pytest.fixture
def found() -> pd.DataFrame:
    return facts(event_table(EVENTS), "r", "m", 2036.0)


def test_a_quarter_is_a_year_at_its_beginning() -> None:
    assert [year_of(f"2026Q{each}") for each in (1, 2, 3, 4)] == [2026, 2026.25, 2026.5, 2026.75]


def test_every_future_has_a_row_in_order(found: pd.DataFrame) -> None:
    assert found.index.tolist() == [7, 9, 8]
    assert list(found.columns) == [*DATES, *VALUES, "national_laws", "national_first", "amended", "delayed"]


def test_facts_of_a_future_by_hand(found: pd.DataFrame) -> None:
    assert found.loc[7].to_dict() == {
        "proposal": 2022.5,
        "adoption": 2024.0,
        "application": 2026.75,
        "dutch_passage": 2023.25,
        "ambition": 0.5,
        "employees_min": 1000.0,
        "steps": 5.0,
        "fine": 1.0,
        "liability": 1.0,
        "preemption": 0.3,
        "pivotal_position": 0.4,
        "sufficient": 0.0,
        "amended_ambition": 0.2,
        "national_laws": 2.0,
        "national_first": 1.0,
        "amended": 1.0,
        "delayed": 1.0,
        "reporting_application": 2025.25,
    }


def test_what_never_came_is_missing_and_counts_are_zero(found: pd.DataFrame) -> None:
    counted = {"national_laws", "national_first", "amended", "delayed"}
    empty = found.loc[9].dropna()
    assert set(empty.index) == counted and (empty == 0.0).all()


def test_what_comes_after_2035_never_came(found: pd.DataFrame) -> None:
    assert found.loc[8, "proposal"] == 2035.75
    assert found.loc[[8], "application"].isna().all()
    assert found.loc[8, "national_first"] == 0.0


def test_only_the_route_and_mix_asked_for_count() -> None:
    other = (("proposal", "2025Q1", "ambition", 0.6),)
    events = pd.concat(
        [event_table(EVENTS), event_table({9: other}, route="s"), event_table({9: other}, mix="n")], ignore_index=True
    )
    pd.testing.assert_frame_equal(facts(events, "r", "m", 2036.0), facts(event_table(EVENTS), "r", "m", 2036.0))
    assert facts(events, "s", "m", 2036.0)["proposal"].tolist() == [2025.0]


def test_simulated_futures_have_facts_within_bounds() -> None:
    design = routes_design(range(1, 31))
    events = forecast_events(design, politics_only(design, here()))
    for route in default_routes():
        told = facts(events, route, MIXES[1], 2036.0)
        assert told.index.tolist() == list(design.seeds)
        law = told.dropna(subset="adoption")
        assert len(law) > 0 and (law["proposal"] <= law["adoption"]).all()
        assert not (law["application"] < law["adoption"]).any()
        for name in ("ambition", "preemption", "liability", "pivotal_position"):
            assert law[name].between(0, 1).all()
        assert told.loc[told["adoption"].isna(), "employees_min"].isna().all()
        assert (told["sufficient"].notna() == (route == default_routes()[1])).all()
