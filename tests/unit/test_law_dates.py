"""Dates of European laws over futures: shares and quantiles of politics alone."""

import numpy as np

from experiments.studies.routes.law_dates import COLUMNS, law_dates
from model.politics.resolve import resolved
from model.scenario import load_scenario

SEEDS = range(1, 41)


def test_dates_are_those_that_runs_meet() -> None:
    scenario = load_scenario("null_option", world="small")
    end = scenario.world.end + 1
    table = law_dates(scenario, SEEDS).set_index("law")
    assert list(table.index) == ["due_diligence_eu", "sustainability_reporting_eu"]
    assert list(table.reset_index().columns) == list(COLUMNS)
    for name, row in table.iterrows():
        dates = []
        for seed in SEEDS:
            laws = {law.name: law for law in resolved(scenario, seed).laws}
            applied = [laws[name].application["very_large"]] if name in laws else []
            dates += [date for date in applied if date is not None and date < end]
        assert (row["futures"], row["share"]) == (len(SEEDS), len(dates) / len(SEEDS))
        # more than half of the futures have the law, so the median is the twentieth of forty dates
        assert row["p50"] == sorted(dates)[19]
        assert row["p05"] == sorted(dates)[1]


def test_a_law_that_mostly_does_not_come_has_no_median() -> None:
    never = load_scenario("null_option", world="small", parameters={"european_process.proposal_hazard": 0.0})
    row = law_dates(never, SEEDS).iloc[0]
    assert row["share"] == 0.0
    assert np.isnan(row["p05"])


def test_a_course_with_given_dates_has_no_rows() -> None:
    assert law_dates(load_scenario("null_option", world="small", course="scheduled")).empty
