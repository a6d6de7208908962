"""Forecasts of each act from the others: without itself, as often right as they say, and counted by hand."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.studies.calibration.political_parts import ChancesPart, parts
from experiments.studies.calibration.political_reliability import (
    LEVELS,
    binomial,
    coverage,
    judged,
    leave_one_out,
    reliability,
    time_at,
    time_rows,
    weights_without,
)
from experiments.studies.calibration.politics import reference_points, values_of
from model.state.state import Array
from tests.unit.political_fit_parts import SHARE, exposures, geometric, times_part

DRAWS = (np.arange(400) + 0.5) / 400
KEPT = ["quarters", "at_least", "rank", "held50", "held80", "held90"]
"""What a row says of the act itself; all else is the forecast."""


def test_an_act_is_forecast_without_itself() -> None:
    """Another time of an act changes the forecasts of all others, and not its own."""
    before, after = (
        pd.DataFrame(time_rows(part, {SHARE: DRAWS}, part.log_likelihood({SHARE: DRAWS})))
        for part in (times_part([3, 8, 2, 6]), times_part([3, 40, 2, 6]))
    )
    own, others = (before["act"] == "act 1"), (before["act"] != "act 1")
    forecast = before.columns.difference(KEPT)
    pd.testing.assert_frame_equal(before.loc[own, forecast], after.loc[own, forecast])
    assert (before.loc[others, "soon"] != after.loc[others, "soon"]).all()


def test_no_act_of_the_record_is_in_its_own_weights() -> None:
    values = values_of(reference_points(32, 1))
    for part in parts(1, futures=2):
        logs = part.log_likelihood(values)
        for act in range(logs.shape[1]):
            other = logs.copy()
            other[:, act] = np.nan
            assert (weights_without(other, act) == weights_without(logs, act)).all()


def test_a_chance_is_forecast_without_its_own_outcome() -> None:
    record = exposures([10, 10, 20], [1, 1, 1], [0, 0, 0], [10, 10, 20])
    happened = replace(record, events=np.array([1.0, 0, 0]), without=np.array([4.0, 10, 20]))
    rows: list[Any] = []
    for each in (record, happened):
        part = ChancesPart("changes", ("h",), each)
        found = leave_one_out([part, times_part([1, 2])], {"h": DRAWS, SHARE: DRAWS})
        rows.append(found.chances[found.chances["part"] == "changes"].set_index("act"))
    before, after = rows
    assert before.loc["a", "chance"] == after.loc["a", "chance"]
    assert after.loc["b", "chance"] > before.loc["b", "chance"]
    assert (after["happened"].tolist(), after["others"].tolist()) == ([True, False, False], [0.0, 0.5, 0.5])


def _quickly(values: Any, quarters: int, known: dict[int, Array] = {}) -> Array:  # noqa: B006 - draws are always the same
    if quarters not in known:
        known[quarters] = geometric(values, quarters)
    return known[quarters]


def test_forecasts_of_made_up_histories_hold_as_often_as_they_say() -> None:
    """Shares from the prior, ten acts each: over 80 histories intervals hold as often as their mass."""
    generator, draws = np.random.default_rng(7), 0.5 + DRAWS / 2.2
    rows: list[dict[str, Any]] = []
    for share in 0.5 + generator.random(80) / 2.2:
        times = generator.geometric(1 - share, 10) - 1
        part = times_part(times.tolist(), survival=_quickly)
        rows.extend(time_rows(part, {SHARE: draws}, part.log_likelihood({SHARE: draws})))
    table: Any = coverage(pd.DataFrame(rows)).set_index(["part", "confidence", "level"])
    for level in LEVELS:
        found = table.loc[("made_up", "all", level)]
        assert found["acts"] == 800
        assert found["mass"] >= level
        assert found["share"] == pytest.approx(found["mass"], abs=0.03)


def test_intervals_by_hand() -> None:
    longer = np.array([0.5, 0.25, 0.125, 0.0625])
    assert [time_at(longer, chance) for chance in (0.0, 0.5, 0.51, 0.9, 0.95)] == [0, 0, 1, 3, np.inf]
    assert [judged(5.0, 5, *ends) for ends in ((4, 5), (6, 9), (1, 4))] == ["yes", "no", "no"]
    # pending and at least 7 quarters: an interval up to 6 has missed it
    assert [judged(np.nan, 7, 1, high) for high in (6, 7, np.inf)] == ["no", "open", "open"]
    assert binomial(0, 10) == pytest.approx((0.0, 1 - 0.05**0.1))
    assert binomial(0, 0) == (0.0, 1.0)


def test_coverage_by_hand() -> None:
    rows = [
        {
            "part": "adoption",
            "confidence": kind,
            **{f"mass{level}": 0.9 for level in (50, 80, 90)},
            **{f"held{level}": held for level in (50, 80, 90)},
        }
        for kind, held in (("verified", "yes"), ("verified", "open"), ("recalled-high", "no"), ("recalled-high", "yes"))
    ]
    table: Any = coverage(pd.DataFrame(rows)).set_index(["part", "confidence", "level"])
    found = table.loc[("adoption", "all", 0.8)]
    assert found[["acts", "held", "missed", "open"]].tolist() == [4, 2, 1, 1]
    assert found["share"] == pytest.approx(2 / 3)
    # what is open counts as missed for the lower end and as held for the upper one
    assert (found["low"], found["high"]) == pytest.approx((binomial(2, 4)[0], binomial(3, 4)[1]))
    assert table.loc[("adoption", "verified", 0.8), "acts"] == 2
    assert table.loc[("european", "all", 0.8), "held"] == 2


def test_reliability_by_hand() -> None:
    chances = pd.DataFrame(
        {
            "part": ["a", "a", "b", "b"],
            "chance": [0.04, 0.1, 0.12, 0.6],
            "others": [0.0, 0.5, 0.5, 1.0],
            "happened": [False, True, False, True],
        }
    )
    table = reliability(chances)
    overall = table[table["part"] == "all"]
    assert overall["forecasts"].tolist() == [1, 2, 1]
    assert overall["happened"].tolist() == [0, 1, 1]
    assert overall["chance"].tolist() == pytest.approx([0.04, 0.11, 0.6])
    part: Any = table.set_index("part").loc["a"]
    assert part["brier"] == pytest.approx((0.04**2 + 0.9**2) / 2)
    assert part["brier_others"] == pytest.approx(0.125)


def test_the_record_is_forecast_as_a_whole() -> None:
    found = leave_one_out(parts(1, futures=2), values_of(reference_points(128, 1)))
    assert found.times["part"].value_counts().to_dict() == {"adoption": 12, "application": 10, "dutch_bill": 2}
    counts = found.chances["part"].value_counts().to_dict()
    # an act that was adopted in the last quarter had no time to be changed, and one pending act was too young to tell
    assert counts == {"delay": 9, "strengthening": 9, "weakening": 9, "national_law": 26, "adopted_soon": 11}
    assert "proposal" not in counts
    assert found.chances["chance"].between(0, 1).all()
