"""What a study of routes tells on the terminal, in both languages."""

import math
from typing import Any

import pandas as pd
import pytest

from experiments.report.outcome_facts import HEADLINES
from experiments.report.terminal import output
from experiments.report.translation import text_in
from experiments.studies.routes.condition_report import condition_table, deciding_facts, told
from experiments.studies.routes.conditions import FACTS, YES_NO, conditions
from experiments.studies.routes.design import default_routes
from experiments.studies.routes.forecast import forecast
from experiments.studies.routes.report import outcome_tables, politics_table
from experiments.studies.routes.tables import RoutesFolder
from model.outcomes import OUTCOMES
from tests.unit.routes_figure_parts import folder_with
from tests.unit.routes_parts import MIXES, event_table, routes_design, tables_of

FIRST, SECOND, THIRD = default_routes()


def shown(*tables: Any) -> str:
    console = output()
    with console.capture() as captured:
        for table in tables:
            console.print(table)
    return captured.get()


def test_what_politics_brings_is_told_by_hand() -> None:
    rows: dict[int, Any] = {
        1: [
            ("adoption", "2024Q1", "ambition", 0.4),
            ("adoption", "2024Q1", "employees_min", 1000.0),
            ("adoption", "2024Q1", "liability", 1.0),
            ("application", "2026Q3", "ambition", 0.4),
            ("first_law", "2025Q1", "national", 1.0),
        ],
        2: (),
    }
    design = routes_design((1, 2), routes=(FIRST, SECOND))
    some = [event_table(rows, FIRST, mix) for mix in MIXES]
    never = [event_table({1: (), 2: ()}, SECOND, mix) for mix in MIXES]
    text = shown(politics_table(design, forecast(design, pd.concat([*some, *never])), "en"))
    words = " ".join(text.split())
    assert "european no 50% 2026Q3 – 0.40 1,000 100% 50% after 2035 (0.40–0.40)" in words
    assert "european no 0% after 2035 – – – 0%" in words


def test_mixes_with_a_dutch_bill_and_without_are_told_apart_where_politics_differs() -> None:
    mixes = (MIXES[0], "3")
    design = routes_design((1, 2), routes=(FIRST, SECOND), mixes=mixes)
    first = [("first_law", "2025Q1", "national", 1.0)]
    tables = [event_table({1: (), 2: ()}, FIRST, mix) for mix in design.mixes]
    tables += [
        event_table({1: (), 2: ()}, SECOND, design.mixes[0]),
        event_table({1: first, 2: ()}, SECOND, design.mixes[1]),
    ]
    table = politics_table(design, forecast(design, pd.concat(tables)), "en")
    assert [str(cell) for cell in table.columns[1].cells] == ["either", "no", "yes"]
    assert [str(cell) for cell in table.columns[7].cells] == ["0%", "0%", "50%"]


def study_of(outcome: str, *each: list[float]) -> RoutesFolder:
    tables = tables_of(routes_design(), outcome, *each)
    return folder_with(tables, conditions(tables))


def test_outcomes_are_told_in_hundredths_with_a_star_where_the_interval_leaves_out_0() -> None:
    assert OUTCOMES[HEADLINES[0]].unit == "index 0-1"
    made = study_of(HEADLINES[0], [0.5, 0.6, 0.7], [0.51, 0.61, 0.72], [0.4, 0.6, 0.9])
    text = shown(*outcome_tables(made, "en"))
    assert "60.0 ±16.9" in text
    assert "+1.3 ±1.0*" in text  # 1, 1, 2: standard error 1/3, 2.92 of them
    assert "+3.3 ±25.8 " in text
    assert "index 0-100" in " ".join(text.split())
    assert max(len(line) for line in text.splitlines()) <= 100


def test_who_wins_how_often_is_told_in_hundredths() -> None:
    made = study_of(HEADLINES[0], [0.5, 0.6, 0.7], [0.51, 0.61, 0.7], [math.nan] * 3)
    table = condition_table(made, "en")
    rows = list(zip(*([str(cell) for cell in column.cells] for column in table.columns), strict=True))
    assert rows[0] == (MIXES[0], "european / european with checkpoint", "0%", "33%", "67%", "-0.67", "–")
    assert rows[1][2:] == ("–", "–", "–", "–", "–")


def test_what_decides_is_told_only_where_it_tells_more_than_who_wins() -> None:
    made = study_of(HEADLINES[0], [0.5, 0.6, 0.7], [0.51, 0.61, 0.72], [0.4, 0.6, 0.9])
    known = (made.conditions["outcome"] == HEADLINES[0]) & (made.conditions["route"] == FIRST)
    known &= (made.conditions["mix"] == MIXES[0]) & (made.conditions["other"] == SECOND)
    rule = f"{FACTS['ambition']}, {FIRST} up to 0.4: {SECOND} wins in 75% of 8; {FACTS['ambition']} above 0.4: x"
    made.conditions.loc[known, ["accuracy", "accuracy_without"]] = [0.7, 0.6]
    for text, count in (("", 0), (rule, 3)):
        made.conditions["conditions"] = made.conditions["conditions"].mask(known, text)
        lines = deciding_facts(made, "nl")
        assert len(lines) == count
    assert lines[0] == f"Wat beslist: {MIXES[0]}, {FIRST} / {SECOND} (70%)"
    assert lines[1] == f"  ambitie van de Europese wet, {FIRST} tot en met 0.4: {SECOND} wint in 75% van 8"


def test_yes_and_no_are_told_in_words() -> None:
    fact = f"{FACTS['liability']}, {FIRST}"
    assert told(f"{fact} up to 0.5: x wins in 60% of 5", "en") == (
        f"civil liability in European law, {FIRST}: no: x wins in 60% of 5"
    )
    assert told(f"{fact} above 0.5 and {FACTS['fine']} above 2: x wins in 60% of 5", "nl") == (
        f"civiele aansprakelijkheid in de Europese wet, {FIRST}: ja en boete in de Europese wet (% van de omzet)"
        " boven 2: x wint in 60% van 5"
    )
    moment = f"{FACTS['adoption']}, {THIRD}"
    assert told(f"{moment}: after 2026Q3 or never: x wins in 60% of 5", "nl") == (
        f"kwartaal van aanneming in Brussel, {THIRD}: na 2026Q3 of nooit: x wint in 60% van 5"
    )


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_is_told_in_dutch(name: str) -> None:
    english = FACTS[name].removesuffix(YES_NO)
    assert told(english, "nl") == text_in("nl", english) != english
