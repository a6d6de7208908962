"""The fit of how long law-making takes: by hand, against scipy, and the numbers that rest on it."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from experiments.studies.routes.durations import (
    CHOSEN,
    Durations,
    delay_exposure,
    european_durations,
    fit,
    fits,
    interval,
    log_likelihood,
)
from model import catalogue
from model.parameters import declared
from model.politics.durations import cumulative_hazard, quantile
from model.politics.resolve import future_of
from model.scenario import load_scenario

catalogue.load()
DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_distribution_by_hand() -> None:
    # half outlasts the median; 1 / (1 + 2^3) = 1 / 9 lasts twice as long with shape 3
    assert np.exp(-cumulative_hazard(5.0, 5.0, 1.4)) == pytest.approx(0.5)
    assert np.exp(-cumulative_hazard(10.0, 5.0, 3.0)) == pytest.approx(1 / 9)
    assert quantile(8 / 9, 5.0, 3.0) == pytest.approx(10.0)
    assert (quantile(0.0, 5.0, 3.0), quantile(1.0, 5.0, 3.0)) == (0.0, 400.0)


def test_durations_of_european_acts() -> None:
    adoption, application = european_durations()
    assert (len(adoption.low), adoption.pending, adoption.shortest) == (12, 2, 4)
    assert (len(application.low), application.pending, application.shortest) == (10, 0, 0)
    # women on boards: 36 quarters pending, of which 33 beyond the shortest; reporting: 2, so it says nothing yet
    assert sorted(adoption.low[np.isinf(adoption.high)].tolist()) == [0.0, 33.0]
    assert (application.high - application.low == 1.0).all()


def test_an_exponential_without_pending_acts_has_a_closed_form() -> None:
    """Whole quarters of an exponential are geometric: with mean d the hazard is ln(1 + 1 / d)."""
    low = np.array([0.0, 3.0, 4.0, 9.0])
    [scale], most = fit(Durations("test", low, low + 1, 0), "exponential")
    hazard = np.log(1 + 1 / low.mean())
    assert scale == pytest.approx(1 / hazard, rel=1e-4)
    assert most == pytest.approx(sum(np.log(1 - np.exp(-hazard)) - hazard * d for d in low))


@pytest.mark.parametrize(("name", "family"), [("log-logistic", stats.fisk), ("Weibull", stats.weibull_min)])
def test_fits_are_those_of_scipy(name: str, family: stats.rv_continuous) -> None:
    for data in european_durations():
        known = np.isfinite(data.high)
        censored: Any = stats.CensoredData(
            interval=np.column_stack([data.low[known], data.high[known]]), right=data.low[~known]
        )
        with np.errstate(divide="ignore"):
            shape, _, scale = family.fit(censored, floc=0)
        assert fit(data, name)[0] == pytest.approx([scale, shape], rel=2e-3)


def test_an_interval_ends_where_the_likelihood_has_fallen_enough() -> None:
    data = european_durations()[1]
    best, most = fit(data, "exponential")
    fallen = most - stats.chi2.ppf(0.9, 1) / 2
    low, high = interval(data, "exponential", 0)
    assert low < best[0] < high
    for end in (low, high):
        assert log_likelihood(data, "exponential", np.log([end])) == pytest.approx(fallen, abs=1e-6)


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return fits()


def test_the_parameters_are_those_of_the_fit(found: pd.DataFrame) -> None:
    """Defaults within rounding, plausible ranges the intervals."""
    table = found.set_index(["duration", "family", "parameter"])
    for duration, median in (("adoption", "adoption_median"), ("application", "application_median")):
        for parameter, name in (("scale", median), ("shape", median.replace("median", "shape"))):
            row: Any = table.xs((duration, CHOSEN, parameter))
            each = declared()[f"european_process.{name}"]
            assert each.default == round(row["value"], 1), name
            assert each.plausible == (round(row["lo"], 1), round(row["hi"], 1)), name
    assert declared()["european_process.shortest_adoption"].default == european_durations()[0].shortest


def test_the_chosen_family_is_as_good_as_any(found: pd.DataFrame) -> None:
    """Differences in the criterion below 2 tell little; the tail of the chosen one is the longest of those."""
    table = found.drop_duplicates(["duration", "family"]).set_index(["duration", "family"])["aic"]
    for duration in ("adoption", "application"):
        assert table[duration, CHOSEN] < table[duration].min() + 2


def test_delays_are_bounded_by_acts_that_had_none() -> None:
    quarters, highest = delay_exposure()
    assert quarters == 9 + 9 + 8 + 8 + 15 + 8 + 0 + 8 + 8 + 5
    assert highest == pytest.approx(np.log(20) / quarters)
    low, high = declared()["european_amendment.delay_hazard"].plausible
    assert 0 < low < declared()["european_amendment.delay_hazard"].default < high == round(highest, 3)


def test_the_process_takes_as_long_as_past_acts() -> None:
    """With central numbers the median and quartiles that come of it lie within the interval of the fit's median."""
    scenario = load_scenario("null_option", world="small")
    futures = [future_of(scenario, seed, 2060 * 4) for seed in range(1, 301)]
    waits = [each.laws[0].adopted - each.proposal.quarter for each in futures if each.laws and each.proposal]
    assert len(waits) > 280
    low, high = declared()["european_process.adoption_median"].plausible
    assert 4 + low < np.median(waits) < 4 + high
    fitted = [4 + int(quantile(share, 5.2, 1.4)) for share in (0.25, 0.5, 0.75)]
    assert np.quantile(waits, (0.25, 0.5, 0.75)) == pytest.approx(fitted, abs=2)


def test_the_page_shows_the_fit(found: pd.DataFrame) -> None:
    page = (DOCS / "routes.md").read_text(encoding="utf-8")
    for row in found.itertuples():
        if row.parameter == "scale":
            assert f"| {row.family} |" in page
            assert f"{row.aic:.1f} |" in page
