"""The forecast: quantiles that count what never came as latest, shares by year, one stamp, the same for any workers."""

import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.runs.engine import here
from experiments.runs.store import write_csv, write_parquet
from experiments.studies.routes import forecast as forecast_module
from experiments.studies.routes.design import RoutesDesign, default_routes
from experiments.studies.routes.facts import DATES
from experiments.studies.routes.forecast import (
    BY_YEARS,
    CHANCES,
    COLUMNS,
    NUMBERS,
    QUANTILES,
    forecast,
    forecast_events,
    politics_only,
)
from tests.unit.routes_parts import MIXES, event_table, routes_design

FIRST, SECOND, THIRD = default_routes()
BILL = MIXES[1]


def adopted(quarter: str, applies: str, ambition: float, liability: float) -> list[tuple[str, str, str, float]]:
    return [
        ("adoption", quarter, "ambition", ambition),
        ("adoption", quarter, "liability", liability),
        ("application", applies, "ambition", ambition),
    ]


def by_hand(rows: dict[int, Any]) -> Any:
    """Return the forecast of one route and mix from events."""
    design = routes_design(tuple(rows), routes=(FIRST,), mixes=MIXES[:1])
    return forecast(design, event_table(rows, FIRST, MIXES[0])).set_index("quantity")


@pytest.fixture
def five() -> Any:
    """Law applies in 2025, 2027 and at the end of 2030; in two futures it does not."""
    return by_hand(
        {
            1: adopted("2023Q1", "2025Q1", 0.2, 1.0),
            2: (),
            3: adopted("2024Q3", "2027Q3", 0.4, 0.0),
            4: (("first_law", "2026Q1", "national", 1.0),),
            5: [*adopted("2028Q1", "2030Q4", 0.9, 1.0), ("amendment", "2033Q1", "ambition", 0.5)],
        }
    )


def test_quantiles_of_a_moment_count_what_never_came_as_later_than_all(five: Any) -> None:
    found = five.loc["application"]
    # in order: 2025, 2027.5, 2030.75, never, never; the smallest that a share of at least q does not exceed
    assert found[["p05", "p10", "p25", "p50"]].tolist() == [2025, 2025, 2027.5, 2030.75]
    assert found[["p75", "p90", "p95"]].isna().all()
    assert (found["futures"], found["share"]) == (5, 0.6)
    assert found["mean"] == pytest.approx((2025 + 2027.5 + 2030.75) / 3)
    assert found["unit"] == "year"


def test_shares_by_year_count_the_whole_year(five: Any) -> None:
    found = {year: five.loc[f"application_by_{year}", "share"] for year in BY_YEARS}
    assert found == {2023: 0.0, 2025: 0.2, 2027: 0.4, 2030: 0.6, 2035: 0.6}
    assert five.loc["adoption_by_2023", "share"] == 0.2
    assert five.loc["proposal_by_2035", "share"] == 0.0


def test_numbers_of_a_law_are_over_futures_that_have_one(five: Any) -> None:
    found = five.loc["ambition"]
    assert (found["futures"], found["share"], found["unit"]) == (3, 0.6, "0-1")
    assert found["mean"] == pytest.approx(0.5)
    assert found[["p25", "p50", "p75"]].tolist() == pytest.approx([0.3, 0.4, 0.65])
    assert (five.loc["amended_ambition", "futures"], five.loc["amended_ambition", "p50"]) == (1, 0.5)
    assert five.loc["national_laws", "futures"] == 5


def test_chances_are_shares_of_what_they_are_about(five: Any) -> None:
    assert five.loc["liability", "share"] == pytest.approx(2 / 3)
    assert five.loc["liability", "futures"] == 3
    assert five.loc["national_first", "share"] == five.loc["amended", "share"] == 0.2
    assert five.loc[["liability", "amended"], list(QUANTILES)].isna().all(axis=None)


def test_what_a_route_does_not_know_has_no_row(five: Any) -> None:
    assert "sufficient" not in five.index
    nothing = by_hand({1: (), 2: ()})
    assert set(nothing.index).isdisjoint({"ambition", "liability", "fine"})
    assert nothing.loc["adoption", "share"] == 0 and math.isnan(nothing.loc["adoption", "mean"])
    assert nothing.loc["adoption", list(QUANTILES)].isna().all()


@pytest.fixture(scope="module")
def design() -> RoutesDesign:
    return routes_design(range(1, 31))


@pytest.fixture(scope="module")
def table(design: RoutesDesign) -> pd.DataFrame:
    return forecast(design, forecast_events(design, politics_only(design, here())))


def test_every_row_carries_the_prior_hash(design: RoutesDesign, table: pd.DataFrame) -> None:
    assert tuple(table.columns) == COLUMNS
    assert set(table["prior_hash"]) == {design.prior_hash}
    assert not table.duplicated(["route", "mix", "quantity"]).any()
    moments = {f"{name}{by}" for name in DATES for by in ("", *(f"_by_{year}" for year in BY_YEARS))}
    assert set(table["quantity"]) == {*moments, *CHANCES, *NUMBERS}


def test_shares_and_quantiles_are_in_order(table: pd.DataFrame) -> None:
    assert table["share"].between(0, 1).all()
    quantiles = table[list(QUANTILES)].fillna(np.inf).to_numpy()[:, ::-1]
    known = np.isfinite(quantiles).any(axis=1)
    ordered = np.where(np.isfinite(quantiles[known]), quantiles[known], np.inf)
    assert (ordered[:, :-1] >= ordered[:, 1:]).all()


def test_a_dutch_law_comes_first_only_where_there_is_a_bill(table: pd.DataFrame) -> None:
    first = table[table["quantity"] == "national_first"].set_index(["route", "mix"])["share"]
    assert (first.xs(MIXES[0], level="mix") == 0).all()
    passes = table[table["quantity"] == "dutch_passage"].set_index(["route", "mix"])["share"]
    assert (passes.xs(MIXES[0], level="mix") == 0).all()


@pytest.mark.slow
def test_the_number_of_workers_changes_nothing(
    tmp_path: Path, design: RoutesDesign, table: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forecast_module, "_FUTURES_A_TASK", 7)
    told: list[int] = []
    events = {1: forecast_events(design, politics_only(design, here(1, told.append)))}
    events[2] = forecast_events(design, politics_only(design, here(2)))
    assert told == [7, 7, 7, 7, 2]
    for workers, each in events.items():
        write_parquet(tmp_path / f"events{workers}", each)
        write_csv(tmp_path / f"forecast{workers}", forecast(design, each))
    write_csv(tmp_path / "whole", table)
    assert (tmp_path / "events1").read_bytes() == (tmp_path / "events2").read_bytes()
    written = (tmp_path / "whole").read_bytes()
    assert written == (tmp_path / "forecast1").read_bytes() == (tmp_path / "forecast2").read_bytes()


def test_with_central_numbers_only_luck_differs() -> None:
    central, drawn = (
        forecast_events(design, politics_only(design, here()))
        for design in (routes_design((1, 2), drawn=False), routes_design((1, 2)))
    )
    keys = ["future", "route", "mix", "event", "quarter", "attribute", "value"]
    assert not central[keys].equals(drawn[keys])
    alone = routes_design((2,), drawn=False)
    again = forecast_events(alone, politics_only(alone, here()))
    assert again[keys].equals(central.loc[central["future"] == 2, keys].reset_index(drop=True))
