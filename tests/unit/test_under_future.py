"""From a future to laws as data: dates, texts, levels, and what each law names."""

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from model.inputs.law import SIZE_CLASSES, Law
from model.politics.content import content
from model.politics.course import Stage
from model.politics.outcome import dutch_bills, under_future
from model.scenario import Scenario, load_scenario
from tests.unit.politics_parts import START, a_future, a_law, a_route

DUTCH, EUROPEAN, GERMAN = "broad_due_diligence_nl", "due_diligence_eu", "german_supply_chain_act"
NUMBERS = {"european_process.phase_in": 3, "national_process.lead": 6, "member_states.lead": 5}


@cache
def before(mix: str) -> Scenario:
    return load_scenario(mix, world="small", parameters=NUMBERS)


def after(mix: str = "broad", **future: Any) -> Scenario:
    return under_future(before(mix), a_route(), a_future(**future))


def named(scenario: Scenario) -> dict[str, Law]:
    laws = {law.name: law for law in scenario.laws}
    assert len(laws) == len(scenario.laws)
    return laws


FIRST = a_law(0.4, START + 8, START + 16)
SECOND = a_law(0.8, START + 20, START + 26)
THIRD = a_law(0.2, START + 30, START + 36)


# ---- European law


def test_without_european_law_there_is_none_and_nothing_names_it() -> None:
    laws = named(after())
    assert EUROPEAN in named(before("broad"))
    assert not [name for name in laws if name.startswith(EUROPEAN)]
    assert {law.harmonised_by for law in laws.values()} == {()}


def test_dates_of_the_first_law() -> None:
    law = named(after(laws=(FIRST,)))[EUROPEAN]
    assert law.announced == START + 8
    assert law.application == {**dict.fromkeys(SIZE_CLASSES, START + 19), "very_large": START + 16}
    assert law.end is None


def test_the_text_follows_ambition_and_the_rest_the_law_file() -> None:
    law, file = named(after(laws=(FIRST,)))[EUROPEAN], named(before("broad"))[EUROPEAN]
    said = content(FIRST.criteria)
    assert {key: getattr(law, key) for key in said} == said
    assert said["employees_min"] == 1000.0
    assert law.ambition_in_text
    assert not file.ambition_in_text
    changed = {"announced", "application", "ambition_in_text", *said}
    kept = [key for key in vars(law) if key not in changed]
    assert {key: getattr(law, key) for key in kept} == {key: getattr(file, key) for key in kept}


def test_each_amendment_ends_the_one_before() -> None:
    laws = named(after(laws=(FIRST, SECOND, THIRD)))
    versions = [laws[EUROPEAN], laws[f"{EUROPEAN}_amendment_1"], laws[f"{EUROPEAN}_amendment_2"]]
    assert [law.announced for law in versions] == [START + 8, START + 20, START + 30]
    assert [law.end for law in versions] == [START + 26, START + 36, None]
    assert [law.employees_min for law in versions] == [1000.0, 250.0, 5000.0]
    # smaller companies are bound already when an amendment comes
    assert dict(versions[1].application) == dict.fromkeys(SIZE_CLASSES, START + 26)


def test_what_european_law_harmonises_is_harmonised_by_each_version() -> None:
    versions = (EUROPEAN, f"{EUROPEAN}_amendment_1")
    laws = named(after(laws=(FIRST, SECOND), passed=START + 4, national=(("BEL", START + 2),)))
    for name in (DUTCH, "child_labour_due_diligence_act", "french_vigilance_law", GERMAN, f"{GERMAN}_bel"):
        assert laws[name].harmonised_by == versions, name
    assert laws["child_labour_due_diligence_act"].replaced_by == (DUTCH,)


def test_the_course_takes_a_turn_with_each_law() -> None:
    """The first law counts from adoption, an amendment from its application."""
    course = after(laws=(FIRST, replace(SECOND, criteria=a_law(0.8, 0, 0, legal_basis=0.9).criteria))).course
    assert course.simulated
    assert course.under_every_mix
    first, second = course.stages
    assert (first.date, first.ambition, first.preemption) == pytest.approx((START + 8, 0.4, 0.5))
    assert (second.date, second.ambition, second.preemption) == pytest.approx((START + 26, 0.8, 0.1))
    assert course.stage(START + 7) is None
    assert [course.stage(date) for date in (START + 8, START + 25, START + 26)] == [first, first, second]
    assert isinstance(first, Stage)


# ---- the Dutch law


def test_a_dutch_bill_is_a_law_that_the_mix_adds() -> None:
    bills = {
        mix: dutch_bills(before(mix).mix, before(mix).laws) for mix in ("null_option", "thematic", "broad", "broad_eu")
    }
    assert bills == {"null_option": (), "thematic": (), "broad": (DUTCH,), "broad_eu": (DUTCH,)}


def test_a_dutch_law_that_did_not_pass_is_not_there() -> None:
    assert DUTCH not in named(after())
    assert "child_labour_due_diligence_act" in named(after())


@pytest.mark.parametrize(("mix", "level"), [("broad", 2), ("broad_eu", 2)])
def test_a_dutch_law_that_passed_has_the_level_of_the_mix(mix: str, level: int) -> None:
    scenario = after(mix, passed=START + 4)
    law = named(scenario)[DUTCH]
    assert scenario.mix.levels["broad_due_diligence"].national == level
    assert law.levels == (level,)
    assert law.announced == START + 4
    assert dict(law.application) == dict.fromkeys(SIZE_CLASSES, START + 10)
    assert law.employees_min == named(before(mix))[DUTCH].employees_min


def test_a_mix_without_the_bill_keeps_its_laws_whatever_passes() -> None:
    laws, file = named(after("null_option", passed=START + 4)), named(before("null_option"))
    assert laws[DUTCH] == replace(file[DUTCH], harmonised_by=())


def test_what_shapes_the_start_is_left_alone() -> None:
    """So routes share the building and settling of their world, and their quarters until politics goes apart."""
    future = after(laws=(FIRST,), passed=START, national=(("BEL", START),))
    assert future.start_hash == before("broad").start_hash
    later = after(laws=(replace(FIRST, adopted=START + 12),))
    assert future.known(START - 1) == later.known(START - 1)
    assert future.known(START) != later.known(START)


# ---- laws of other member states


def test_the_german_act_is_there_in_every_future() -> None:
    law = named(after())[GERMAN]
    assert law == replace(named(before("broad"))[GERMAN], harmonised_by=())
    assert (law.jurisdiction, law.announced, law.baseline) == ("DEU", 2021 * 4 + 1, True)
    assert law.application == {"3000": 2023 * 4, "1000": 2024 * 4}


def test_further_national_laws_are_copies_of_it() -> None:
    laws = named(after(national=(("BEL", START + 1), ("ITA", START + 9))))
    german = laws[GERMAN]
    for state, adopted in (("BEL", START + 1), ("ITA", START + 9)):
        copy = laws[f"{GERMAN}_{state.lower()}"]
        dates = dict.fromkeys(SIZE_CLASSES, adopted + 5)
        expected = replace(
            german, name=copy.name, jurisdiction=state, baseline=False, announced=adopted, application=dates
        )
        assert copy == expected


def test_the_german_act_is_there_once_and_as_the_mix_changes_it() -> None:
    changed = replace(named(before("broad"))[GERMAN], fine=0.5)
    laws = tuple(changed if law.name == GERMAN else law for law in before("broad").laws)
    found = under_future(replace(before("broad"), laws=laws), a_route(), a_future()).laws
    assert [law.fine for law in found if law.name == GERMAN] == [0.5]
