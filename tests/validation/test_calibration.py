"""The settled world against what was observed up to 2020: order, and the targets that the fit is held to."""

import pandas as pd
import pytest

from experiments.tools.calibrate import TARGETS, compare

HELD = ("T02", "T06", "T16", "T18", "T25", "T28 small")
"""Targets that the fit meets within their tolerance; the others are told in docs/calibration.md."""


@pytest.fixture(scope="module")
def settled() -> pd.DataFrame:
    return compare(seeds=tuple(range(1, 41))).set_index("target")


@pytest.mark.slow
def test_targets_of_the_fit_hold_within_their_tolerance(settled: pd.DataFrame) -> None:
    distance = settled.loc[list(HELD), "distance"]
    assert distance[distance.abs() > 1].to_dict() == {}


@pytest.mark.slow
def test_endorsement_exceeds_self_report_which_exceeds_the_whole_chain(settled: pd.DataFrame) -> None:
    model = settled["model"]
    assert model["T02"] > model["T03"] > model["T05"]


@pytest.mark.slow
def test_every_target_is_observed(settled: pd.DataFrame) -> None:
    assert list(settled.index) == [target.identifier for target in TARGETS]
    assert settled["model"].notna().all()
