"""Laws as data: strict reading, derived shares, and the project's own laws against their table."""

import csv
from typing import Any

import pytest

from model.errors import InputError
from model.inputs.law import EUROPEAN_DUE_DILIGENCE, EUROPEAN_REPORTING, Law, law_from_table, read_law
from model.instruments import INSTRUMENTS
from model.quarters import parse_quarter
from model.scenario import SCENARIOS, named_files
from model.state.state import THEMES

LAW: dict[str, Any] = {
    "label_en": "Law",
    "label_nl": "Wet",
    "why": "a test",
    "source": "a test",
    "confidence": "assumption",
    "jurisdiction": "NLD",
    "applies_to": "established",
    "themes": ["child_labour", "gender"],
    "steps": [2, 3, 5, 6],
    "announced": "2021Q1",
    "application": "2022Q1",
}
OWN = sorted(named_files("laws"))


def law(**changes: Any) -> Law:
    return law_from_table("law", {**LAW, **changes}, "law.toml")


def own(name: str) -> Law:
    return read_law(named_files("laws")[name])


def test_shares_of_steps_and_themes() -> None:
    assert law().substantive_share == pytest.approx(2 / 4)  # steps 3 and 6 of four
    assert law().theme_share == pytest.approx(2 / 8)
    assert law(steps=[5]).substantive_share == 0.0
    assert law(themes=list(THEMES)).theme_share == 1.0


def test_dates_by_size_class() -> None:
    every = law().application
    assert set(every.values()) == {2022 * 4}
    some = law(application={"large": "2024Q3", "very_large": "2023Q1", "medium": "never"}).application
    assert some == {
        "micro": None,
        "small": None,
        "medium": None,
        "large": 2024 * 4 + 2,
        "very_large": 2023 * 4,
    }
    assert set(law(application="never").application.values()) == {None}


def test_waves_by_staff() -> None:
    waves = law(application={"3000": "2023Q1", "1000": "2024Q1"})
    assert waves.in_waves
    assert not law().in_waves
    assert waves.application == {"3000": 2023 * 4, "1000": 2024 * 4}
    assert dict(own("german_supply_chain_act").application) == waves.application


@pytest.mark.parametrize("name", OWN)
def test_waves_reach_down_to_the_threshold_of_the_law(name: str) -> None:
    given = own(name)
    assert not given.in_waves or min(map(float, given.application)) == given.employees_min


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"employes_min": 5}, "employees_min"),
        ({"themes": []}, "at least one theme"),
        ({"steps": [7]}, "whole number from 1 to 6"),
        ({"themes": ["child_labor"]}, "child_labour"),
        ({"application": "soon"}, "never"),
        ({"application": {"giant": "2022Q1"}}, "size class"),
        ({"application": {"large": "2022Q1", "1000": "2022Q1"}}, "numbers of staff"),
        ({"application": {"1000": "soon"}}, "numbers of staff"),
        ({"result_steps": [9]}, "result_steps"),
        ({"result_steps": [1, 4]}, "allowed: steps of the law"),
        ({"steps": [5], "remedy_ordered": True}, "remedy_ordered = true needs complaints"),
        ({"applies_to": "everyone"}, "sellers"),
        ({"levels": [2]}, "needs an instrument"),
        ({"instrument": "transparency"}, "needs levels|needs the levels"),
        ({"instrument": "transparency", "levels": [2], "baseline": True}, "not both"),
        ({"instrument": "transparency", "jurisdiction": "EU", "levels": [1]}, "leave them out"),
        ({"effort": "effort_reporting"}, "effort is for European laws"),
        ({"embedding": True}, "embedding is for European laws"),
        ({"share_bound": 1.5}, "share_bound"),
        ({"fine_probability": 2}, "fine_probability"),
    ],
)
def test_mistakes_are_named(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(InputError, match=named):
        law(**changes)


def test_a_missing_key_is_named() -> None:
    with pytest.raises(InputError, match="announced"):
        law_from_table("law", {key: value for key, value in LAW.items() if key != "announced"}, "law.toml")


def test_overrides_replace_single_keys() -> None:
    path = named_files("laws")["broad_due_diligence_nl"]
    changed = read_law(path, {"application": "2025Q1"})
    assert set(changed.application.values()) == {2025 * 4}
    assert changed.steps == read_law(path).steps


@pytest.mark.parametrize("name", OWN)
def test_own_laws_fit_together(name: str) -> None:
    given = own(name)
    assert set(given.replaced_by) | set(given.harmonised_by) <= set(OWN) - {name}
    assert given.instrument is None or given.instrument in INSTRUMENTS
    assert all(date is None or date >= given.announced for date in given.application.values())


@pytest.mark.parametrize("name", OWN)
def test_nothing_rests_on_what_came_after_2021(name: str) -> None:
    """Laws known by the end of 2021 only: announced before 2022, or with the mixes at their start.

    European law that is still to come has the round dates of a schedule, which nothing that came has a part in.
    """
    if own(name).outcome_of not in (EUROPEAN_DUE_DILIGENCE, EUROPEAN_REPORTING):
        assert own(name).announced <= parse_quarter("2022Q1")
    else:
        assert own(name).announced > parse_quarter("2021Q4")


def test_high_risk_sectors_follow_from_the_sector_table() -> None:
    """High risk is a mean severity over the eight themes of 0.6 or more, as the law files say."""
    with (SCENARIOS / "data" / "sectors.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    risky = {row["code"] for row in rows if sum(float(row[f"sev_{theme}"]) for theme in THEMES) / len(THEMES) >= 0.6}
    for name in ("broad_due_diligence_nl", "due_diligence_eu"):
        assert set(own(name).high_risk_sectors) == risky


def test_the_dutch_and_the_european_law_differ_in_scale_and_date_only() -> None:
    dutch, european = own("broad_due_diligence_nl"), own("due_diligence_eu")
    may_differ = {
        *("name", "label_en", "label_nl", "why", "source", "jurisdiction", "levels", "outcome_of"),
        *("announced", "application", "capacity", "effort", "embedding", "harmonised_by", "replaced_by"),
    }
    same = set(Law.__dataclass_fields__) - may_differ
    assert {key: getattr(dutch, key) for key in same} == {key: getattr(european, key) for key in same}


TABLE = {
    "non_financial_reporting_directive": "L01",
    "french_vigilance_law": "L02",
    "uk_modern_slavery_act": "L03",
    "eu_timber_regulation": "L04",
    "eu_conflict_minerals_regulation": "L05",
    "child_labour_due_diligence_act": "L06",
    "german_supply_chain_act": "L11",
    "norwegian_transparency_act": "L12",
    "swiss_counter_proposal": "L13",
}


@pytest.mark.parametrize(("name", "row"), TABLE.items())
def test_own_laws_agree_with_the_table(name: str, row: str) -> None:
    with (SCENARIOS / "data" / "laws.csv").open(encoding="utf-8", newline="") as file:
        listed = next(each for each in csv.DictReader(file) if each["id"] == row)
    given = own(name)
    assert given.jurisdiction == listed["jurisdiction"]
    assert given.baseline == (listed["baseline"] == "1" and given.instrument is None)
    assert list(given.steps) == [int(step) for step in listed["dd_steps_covered"].split(";")]
    assert given.liability == (listed["civil_liability"] == "yes")
    year, month = listed["adoption_date"].split("-")[:2]
    if name != "child_labour_due_diligence_act":  # passed in May, known to companies when published in November
        assert given.announced == int(year) * 4 + (int(month) - 1) // 3
    direct = set(THEMES) & set(listed["themes"].split(";"))
    assert direct <= set(given.themes)


def test_own_capacity_and_shares_follow_from_the_tables() -> None:
    with (SCENARIOS / "data" / "firms.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["region"] in ("NLD", "EU")]

    def count(region: tuple[str, ...], sectors: tuple[str, ...], employees: int) -> float:
        return sum(
            float(row["n_firms"])
            for row in rows
            if row["region"] in region
            and (not sectors or row["sector"] in sectors)
            and int(row["min_employees"]) >= employees
        )

    reporting = own("non_financial_reporting_directive")
    assert reporting.share_bound == pytest.approx(115 / count(("NLD",), (), 500), abs=0.005)
    minerals = own("eu_conflict_minerals_regulation")
    assert minerals.share_bound == pytest.approx(800 / count(("NLD", "EU"), ("METL",), 250), abs=0.005)
    timber, dutch = own("eu_timber_regulation"), count(("NLD",), ("WOOD",), 0)
    assert timber.share_bound == pytest.approx(5000 / dutch, abs=0.005)
    assert timber.capacity == pytest.approx(150 / 4 * count(("NLD", "EU"), ("WOOD",), 0) / dutch, abs=1)
