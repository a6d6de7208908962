"""The tables of prior knowledge on politics: what they hold, that they end in 2021, and that faults are named."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from model.errors import InputError
from model.inputs.table_format import DATA_FOLDER, dictionary
from model.inputs.tables import load_tables
from model.parameters import declared
from model.politics.tables import (
    TABLE_NAMES,
    ambition_content,
    amendments,
    history,
    legislation,
    member_states,
    stances,
)

READERS: dict[str, Callable[[Path | None], pd.DataFrame]] = {
    "member_states": member_states,
    "legislation": legislation,
    "amendments": amendments,
    "political_history": history,
    "stances": stances,
    "ambition_content": ambition_content,
}
OBSERVED = ("legislation", "amendments", "political_history")
"""Tables of what happened, in which nothing is an assumption."""
LAST_DAY, LAST_QUARTER = "2021-12-31", "2021Q4"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a copy of the input tables."""
    copy = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, copy)
    return copy


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def put(folder: Path, name: str, key: str, column: str, value: str) -> None:
    """Write `value` in a column of the row that starts with `key`."""
    rows = cells(folder / f"{name}.csv")
    [row] = [each for each in rows if each[0] == key]
    row[rows[0].index(column)] = value
    write(folder / f"{name}.csv", rows)


def message(folder: Path, name: str) -> str:
    """Return what is said of a broken table."""
    with pytest.raises(InputError) as caught:
        READERS[name](folder)
    return str(caught.value)


def test_every_table_has_a_reader_and_is_no_table_of_a_world() -> None:
    assert set(READERS) == set(TABLE_NAMES)
    assert not [name for name in TABLE_NAMES if hasattr(load_tables(), name)]


def test_the_union_has_27_members_with_447_million_people() -> None:
    states = member_states()
    assert len(states) == states["iso3"].nunique() == 27
    assert {"NLD", "FRA", "DEU"} <= set(states["iso3"])
    assert not {"GBR", "NOR", "CHE", "OTH"} & set(states["iso3"])
    assert states["population_2020_m"].sum() == pytest.approx(447.5, abs=1.0)


def test_shares_of_population_and_product_are_over_the_whole_union() -> None:
    states = member_states().set_index("iso3")
    assert states["population_share"].sum() == pytest.approx(1.0)
    assert states["gdp_weight"].sum() == pytest.approx(1.0)
    # The Netherlands is its own region in jurisdictions.csv, with weight 1 there: 17.408 of 447.7 m people here.
    assert states.loc["NLD", "population_share"] == pytest.approx(17.408 / 447.708)
    homes = load_tables().jurisdictions
    rows = np.isin(homes["region"], ["NLD", "EU"])
    assert states.loc["NLD", "gdp_weight"] == pytest.approx(910.0 / homes["gdp_2019_bn_usd"][rows].sum())


def test_three_members_have_a_law_adopted_in_the_quarter_that_laws_csv_gives() -> None:
    states = member_states().set_index("iso3")
    assert set(states.index[states["stance"] == "law"]) == {"FRA", "DEU", "NLD"}
    laws = load_tables().laws
    for code, law in (("FRA", "L02"), ("NLD", "L06"), ("DEU", "L11")):
        day = pd.Timestamp(str(laws["adoption_date"][laws.row(law)]))
        assert states.loc[code, "adopted"] == f"{day.year}Q{day.quarter}"


def test_nothing_is_known_of_later_than_2021() -> None:
    for table in (member_states(), history()):
        latest = table["date"].where(table["date"].str.len() > 4, table["date"] + "-12-31")
        assert (latest <= LAST_DAY).all()
    assert (member_states()["adopted"] <= LAST_QUARTER).all()
    assert (history()["quarter"] <= LAST_QUARTER).all()
    assert (legislation()[["proposed", "adopted"]] <= LAST_QUARTER).all().all()
    assert (amendments()[["adopted", "decided"]] <= LAST_QUARTER).all().all()
    # An application may be planned for later, but only of an act that was adopted.
    later = legislation()[legislation()["applied"] > LAST_QUARTER]
    assert (later["adopted"] != "").all()


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_every_row_names_source_and_confidence(name: str) -> None:
    table = READERS[name](None)
    assert (table[["source", "confidence"]] != "").all().all()
    if name in OBSERVED:
        assert set(table["confidence"]) <= {"verified", "recalled-high"}


def test_a_stance_without_evidence_is_an_assumption() -> None:
    states = member_states()
    assert (states.loc[states["stance"] == "none", "confidence"] == "assumption").all()
    assert (states.loc[states["stance"] != "none", "confidence"] == "verified").all()


def test_durations_by_hand() -> None:
    acts = legislation()
    names = acts["name"].tolist()
    adoption = dict(zip(names, acts["quarters_to_adoption"].tolist(), strict=True))
    application = dict(zip(names, acts["quarters_to_application"].tolist(), strict=True))
    # Proposed 2013Q2, adopted 2014Q4, transposed by 2016Q4.
    assert adoption["Non-Financial Reporting Directive"] == 6.0
    assert application["Non-Financial Reporting Directive"] == 8.0
    # Tabled 2016Q2, adopted 2019Q2, no day of application set.
    assert adoption["Wet zorgplicht kinderarbeid"] == 12.0
    assert np.isnan(application["Wet zorgplicht kinderarbeid"])
    assert np.isnan(adoption["Directive on women on company boards"])


def test_amendments_by_hand() -> None:
    acts = amendments().set_index("reference")
    # Medical devices: from 26 May 2020 to 26 May 2021.
    assert acts.loc["Regulation (EU) 2020/561", "quarters"] == 4.0
    assert acts.loc["Directive 2013/58/EU", "quarters"] == 8.0
    assert acts["quarters"].isna()["Directive (EU) 2021/338"]
    # in each direction there are precedents
    assert acts["effect"].value_counts().to_dict() == {"later": 6, "more": 2, "less": 2}
    # the default is their lower median
    assert declared()["european_amendment.delay"].default == acts["quarters"].dropna().sort_values().iloc[2]


def test_every_level_has_acts_adopted_and_acts_that_were_not() -> None:
    acts = legislation()
    for level in ("EU", "national"):
        adopted = acts.loc[acts["level"] == level, "quarters_to_adoption"]
        assert adopted.notna().sum() >= 5
        assert adopted.isna().any()
    assert (acts["quarters_to_adoption"].dropna() >= 0).all()
    assert (acts["quarters_to_application"].dropna() >= 0).all()


def test_history_bears_on_every_part_of_the_politics() -> None:
    bearing = dictionary()["political_history"]["bearing"].allowed
    assert set(history()["bearing"]) == set(bearing)


BAD_CELLS = [
    ("member_states", "FRA", "stance", "lwa", ["member_states.csv", "FRA", "stance 'lwa'", "did you mean 'law'"]),
    ("member_states", "FRA", "stance", "bill", ["member_states.csv, row FRA", "adopted = '2017Q1'", "blank otherwise"]),
    ("member_states", "FRA", "adopted", "", ["member_states.csv, row FRA", "adopted = ''", "a quarter when stance"]),
    ("member_states", "FRA", "adopted", "2017Q5", ["member_states.csv", "FRA", "adopted = '2017Q5'", '"2017Q1"']),
    ("member_states", "FRA", "iso3", "FAR", ["member_states.csv, row FAR", "iso3 'FAR'", "did you mean 'FRA'"]),
    ("member_states", "FRA", "iso3", "GBR", ["member_states.csv, row GBR", "unknown iso3 'GBR'", "member state FRA"]),
    ("member_states", "FRA", "date", "March 2017", ["member_states.csv", "FRA", "date", "YYYY-MM-DD"]),
    ("member_states", "FRA", "confidence", "sure", ["member_states.csv", "FRA", "confidence 'sure'", "verified"]),
    ("member_states", "FRA", "evidence", "", ["member_states.csv", "FRA", "evidence", "may not be blank"]),
    ("legislation", "Whistleblower Directive", "proposed", "2018", ["legislation.csv", "Whistle", "proposed = '2018'"]),
    ("legislation", "Whistleblower Directive", "level", "xyz", ["legislation.csv", "level 'xyz'", "EU, national"]),
    ("legislation", "Whistleblower Directive", "jurisdiction", "EUU", ["jurisdiction 'EUU'", "did you mean 'EU'"]),
    ("legislation", "Whistleblower Directive", "jurisdiction", "FRA", ["jurisdiction = 'FRA'", "'EU' at level EU"]),
    ("legislation", "Whistleblower Directive", "adopted", "2017Q4", ["adopted = '2017Q4'", "proposed = 2018Q2"]),
    ("legislation", "Whistleblower Directive", "applied", "2019Q3", ["applied = '2019Q3'", "adopted = 2019Q4"]),
    ("legislation", "Whistleblower Directive", "adopted", "", ["applied = '2021Q4'", "adopted = blank"]),
    ("amendments", "Directive 2012/6/EU", "decided", "1970Q1", ["decided = '1970Q1'", "not before adopted = 1978Q3"]),
    ("amendments", "Directive 2012/6/EU", "before", "2012Q1", ["before = '2012Q1'", "blank when effect = 'less'"]),
    ("amendments", "Directive 2012/23/EU", "after", "2012Q4", ["after = '2012Q4'", "later than before = 2012Q4"]),
    ("amendments", "Directive 2012/23/EU", "effect", "latter", ["effect 'latter'", "did you mean 'later'"]),
    ("political_history", "P02", "bearing", "councl", ["political_history.csv", "P02", "did you mean 'council'"]),
    ("political_history", "P02", "quarter", "2016-2", ["political_history.csv", "P02", "quarter = '2016-2'"]),
    ("political_history", "P02", "date", "2016-07-24", ["row P02", "date = '2016-07-24'", "in quarter 2016Q2"]),
    ("political_history", "P02", "date", "2017", ["row P02", "date = '2017'", "in quarter 2016Q2"]),
]
"""Table, row, column, what is written there, and what the error must say."""


@pytest.mark.parametrize("case", BAD_CELLS, ids=[f"{each[0]}-{each[2]}-{each[3]}" for each in BAD_CELLS])
def test_bad_cell_is_named(folder: Path, case: tuple[str, str, str, str, list[str]]) -> None:
    name, key, column, value, said = case
    put(folder, name, key, column, value)
    found = message(folder, name)
    for each in said:
        assert each in found


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_missing_column_is_named(folder: Path, name: str) -> None:
    rows = cells(folder / f"{name}.csv")
    place = rows[0].index("confidence")
    write(folder / f"{name}.csv", [[*row[:place], *row[place + 1 :]] for row in rows])
    assert f"{name}.csv: missing column confidence" in message(folder, name)


def test_member_state_without_a_row_is_named(folder: Path) -> None:
    path = folder / "member_states.csv"
    write(path, [row for row in cells(path) if row[0] != "MLT"])
    assert message(folder, "member_states") == "member_states.csv: no row for member state MLT"


def test_event_out_of_order_is_named(folder: Path) -> None:
    path = folder / "political_history.csv"
    header, first, *rest = cells(path)
    write(path, [header, *rest, first])
    assert "political_history.csv, row P01: quarter = '2014Q4' is not allowed" in message(folder, "political_history")


def test_several_problems_are_named_together(folder: Path) -> None:
    put(folder, "member_states", "FRA", "stance", "lwa")
    put(folder, "member_states", "DEU", "adopted", "spring")
    found = message(folder, "member_states")
    assert "2 problems in the input tables" in found
    assert "'lwa'" in found
    assert "'spring'" in found


def test_a_folder_without_these_tables_still_makes_a_world(folder: Path) -> None:
    for name in TABLE_NAMES:
        (folder / f"{name}.csv").unlink()
    assert len(load_tables(folder).jurisdictions) == 40
    assert message(folder, "legislation") == f"{folder / 'legislation.csv'}: file not found"
