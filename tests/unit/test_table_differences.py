"""In what two tables differ, and how much that is beside the interval that goes with it."""

import math

import numpy as np
import pandas as pd
import pytest

from experiments.runs.table_differences import judgement, table_difference

ONE = pd.DataFrame({"mix": ["a", "b"], "value": [1.0, np.nan]})
SUMMARY = pd.DataFrame(
    {
        "mix": ["null", "broad"],
        "outcome": ["chain_impact_dutch", "chain_impact_dutch"],
        "year": [2030, 2035],
        "diff": [0.0, 2.0],
        "diff_lo": [-1.0, 1.0],
        "diff_hi": [1.0, 3.0],
        "share": [0.5, 0.25],
    }
)


def said(one: pd.DataFrame, other: pd.DataFrame, tolerance: float = 1e-9) -> str:
    found = table_difference(one, other, tolerance)
    return found.text if found else ""


def test_tables_that_differ_are_told_apart() -> None:
    assert said(ONE, ONE.copy(), 0.0) == ""
    assert said(ONE, ONE.assign(value=[1.0 + 5e-10, np.nan])) == ""
    assert "column value, row 1" in said(ONE, ONE.assign(value=[1.0 + 5e-10, np.nan]), 0.0)
    assert "column value, row 1" in said(ONE, ONE.assign(value=[1.0 + 5e-9, np.nan]))
    assert said(ONE, ONE.assign(value=[1.0, 2.0])) == "column value: other values are missing"
    assert said(ONE, ONE.assign(mix=["a", "c"])) == "column mix differs in 1 of 2 rows, first row 2: b against c"
    assert said(ONE, ONE.iloc[:1]) == "2 rows against 1"
    assert said(ONE, ONE[["mix"]]) == "other columns"
    assert said(ONE.assign(mix=[np.nan, "b"]), ONE.assign(mix=[np.nan, "c"])).endswith("first row 2: b against c")


def test_the_largest_difference_is_in_units_and_beside_its_interval() -> None:
    other = SUMMARY.assign(diff=[0.0, 2.5], share=[0.5, 0.26])
    found = table_difference(SUMMARY, other)
    assert found is not None
    assert found.beside == 0.5  # half a unit, in an interval from 1 to 3
    assert found.text == (
        "column diff, row 2 (broad, chain_impact_dutch, 2035): 2.0 against 2.5 "
        "(0.5 index 0-1 apart, half of diff_lo to diff_hi is 1); 2 of 10 numbers differ; "
        "at most 0.5 of half an interval (within it)"
    ).replace("index 0-1", unit())


def unit() -> str:
    from model.outcomes import OUTCOMES

    return OUTCOMES["chain_impact_dutch"].unit


def test_an_end_of_an_interval_is_measured_by_the_interval() -> None:
    found = table_difference(SUMMARY, SUMMARY.assign(diff_hi=[1.05, 3.0]))
    assert found is not None
    assert found.beside == pytest.approx(0.05)
    assert "(small beside it)" in found.text


def test_rounding_is_not_measured_by_an_interval_of_rounding() -> None:
    table = pd.DataFrame({"mean": [1.0], "lo": [1.0 - 1e-16], "hi": [1.0 + 2e-16]})
    found = table_difference(table, table.assign(mean=[1.0 + 4e-16]), 0.0)
    assert found is not None
    assert math.isnan(found.beside)
    assert found.text.endswith("1 of 3 numbers differ, none by more than 1e-09, as rounding does")


def test_a_number_without_an_interval_is_measured_by_itself() -> None:
    found = table_difference(SUMMARY, SUMMARY.assign(share=[0.5, 0.3]))
    assert found is not None
    assert math.isnan(found.beside)
    assert "(0.05 " in found.text
    assert "apart, 0.2 of the number)" in found.text


def test_a_row_may_name_its_unit() -> None:
    table = pd.DataFrame({"name": ["x"], "unit": ["weeks"], "low": [1.0], "high": [5.0]})
    assert said(table, table.assign(high=[9.0])) == (
        "column high, row 1 (x, weeks): 5.0 against 9.0 (4 weeks apart, half of low to high is 2); "
        "1 of 2 numbers differ; at most 2 of half an interval (beyond it)"
    )


def test_a_missing_interval_or_an_infinite_number_is_no_obstacle() -> None:
    table = pd.DataFrame({"mean": [1.0, math.inf], "lo": [np.nan, 1.0], "hi": [np.nan, 1.0]})
    assert table_difference(table, table.copy(), 0.0) is None
    found = table_difference(table, table.assign(mean=[2.0, math.inf]))
    assert found is not None
    assert math.isnan(found.beside)
    assert "1.0 against 2.0" in found.text


@pytest.mark.parametrize(("beside", "word"), [(0.1, "small"), (0.11, "within"), (1.0, "within"), (1.1, "beyond")])
def test_how_much_a_difference_is(beside: float, word: str) -> None:
    assert word in judgement(beside)
