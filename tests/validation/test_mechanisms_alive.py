"""Every mechanism of the advice moves the outcome that it is there for, or a reason is written down why it does not.

The rows are `mechanisms.csv`, read as `mechanism_effects` says: what a switch does to an outcome in the last year, as
a share of what that outcome does by itself since the start, has to reach the row's least share, one way in all seeds.
Which way is not asserted.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from model import catalogue
from model.outcomes import OUTCOMES
from model.parameters import declared
from tests.validation.mechanism_effects import Effect, Row, effect_of, rows

COVERAGE = Path(__file__).resolve().parents[2] / "docs" / "coverage.csv"
ROWS = rows()


def test_every_mechanism_has_a_row() -> None:
    with COVERAGE.open(encoding="utf-8", newline="") as file:
        covered = {line["mechanism"] for line in csv.DictReader(file) if line["status"] != "out of scope"}
    assert covered == {row.mechanism for row in ROWS}


def test_every_row_is_measured_or_says_why_not() -> None:
    assert [str(row) for row in ROWS if row.is_measured == bool(row.reason)] == []


def test_rows_name_parameters_and_outcomes_that_exist_and_stay_within_their_ranges() -> None:
    catalogue.load()
    known = declared()
    for row in ROWS:
        assert row.outcome in OUTCOMES or not row.switch, str(row)
        if row.switch and row.switch != "mix" and not row.switch.startswith(("laws/", "world.")):
            low, high = known[row.switch].plausible
            assert low <= float(row.low) < float(row.high) <= high, str(row)


def test_share_and_agreement_by_hand() -> None:
    effect = Effect(np.array([0.5, -1.5]), np.array([-0.01, -0.03]))
    assert effect.share == pytest.approx(0.04)
    assert effect.agrees
    assert not Effect(np.ones(2), np.array([0.1, -0.1])).agrees
    assert not Effect(np.ones(4), np.array([0.1, 0.0, 0.0, 0.0])).agrees
    assert Effect(np.zeros(2), np.ones(2)).share == float("inf")
    assert Effect(np.zeros(2), np.zeros(2)).agrees is False


@pytest.mark.slow
@pytest.mark.parametrize("row", [row for row in ROWS if row.is_measured], ids=str)
def test_a_mechanism_moves_the_outcome_that_it_is_there_for(row: Row) -> None:
    found = effect_of(row)
    told = f"moves it by {found.effect.mean():+.3g} of {found.change.mean():+.3g}, by seed {found.effect}"
    assert found.share >= float(row.least_share), told
    assert found.agrees, told
