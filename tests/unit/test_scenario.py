"""Scenarios: names, aliases and paths, laws of one's own, hashes, and the courses of politics."""

from pathlib import Path

import pytest

from model.errors import InputError
from model.inputs.toml_input import read_toml
from model.politics.course import read_course
from model.quarters import parse_quarter
from model.scenario import Scenario, course_files, find_file, load_scenario, named_files

MIX = 'label_en = "Mine"\nlabel_nl = "Mijn"\nwhy = "a test"\nsections = ["3.2"]\nbase = "null_option"\n'
LAW = """
label_en = "Act"
label_nl = "Wet"
why = "a test"
source = "a test"
confidence = "assumption"
jurisdiction = "BEL"
applies_to = "established"
themes = ["gender"]
steps = [1]
announced = "2021Q1"
application = "2022Q1"
"""


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


@pytest.fixture(scope="module")
def null() -> Scenario:
    return load_scenario("1", world="small")


# ---- finding files


@pytest.mark.parametrize("alias", ["1", "2", "3", "4", "3E"])
def test_an_alias_is_the_mix_that_names_it(alias: str) -> None:
    path = find_file("mixes", "mix", alias)
    assert alias in read_toml(path)["aliases"]
    assert load_scenario(alias, world="small").mix == load_scenario(path.stem, world="small").mix


def test_no_two_files_share_a_name_or_alias() -> None:
    for folder in ("mixes", "routes"):
        names: list[str] = []
        for path in find_file(folder, folder, next(iter(named_files(folder)))).parents[0].rglob("*.toml"):
            names += [path.stem, *read_toml(path).get("aliases", [])]
        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        ({"mix": "braod"}, "broad"),
        ({"mix": "1", "course": "expcted"}, "expected"),
        ({"mix": "1", "world": "smal"}, "small"),
        ({"mix": "1", "parameters": {"politics.ambtion": 1}}, "politics.ambition"),
        ({"mix": "nowhere.toml"}, "file not found"),
    ],
)
def test_what_cannot_be_found_is_named_with_the_nearest(parts: dict[str, str], named: str) -> None:
    with pytest.raises(InputError, match=named):
        load_scenario(**parts)  # type: ignore[arg-type]


# ---- laws of a scenario


def test_a_scenario_has_baseline_laws_and_those_of_instruments_but_no_others(null: Scenario) -> None:
    names = {law.name for law in null.laws}
    assert {"french_vigilance_law", "due_diligence_eu", "child_labour_due_diligence_act"} <= names


def test_laws_adopted_elsewhere_by_the_end_of_2021_hold_in_every_mix() -> None:
    for name in named_files("mixes"):
        laws = {law.name: law for law in load_scenario(name, world="small").laws}
        for adopted in ("german_supply_chain_act", "norwegian_transparency_act", "swiss_counter_proposal"):
            assert laws[adopted].baseline, name


def test_a_mix_can_list_a_law_by_name_or_path(tmp_path: Path, null: Scenario) -> None:
    (tmp_path / "laws").mkdir()
    write(tmp_path / "laws" / "belgian_act.toml", LAW)
    mix = write(tmp_path / "mine.toml", MIX + 'laws = ["german_supply_chain_act", "laws/belgian_act.toml"]\n')
    names = [law.name for law in load_scenario(mix, world="small").laws]
    assert names == [*(law.name for law in null.laws), "belgian_act"]


def test_a_mix_and_a_course_change_laws(tmp_path: Path) -> None:
    mix = write(tmp_path / "mine.toml", MIX + "[law_changes.due_diligence_eu]\nemployees_min = 99\n")
    law = {each.name: each for each in load_scenario(mix, world="small", course="as_enacted").laws}["due_diligence_eu"]
    assert law.employees_min == 99
    assert set(law.application.values()) == {parse_quarter("2024Q1")}


@pytest.mark.parametrize(
    ("addition", "named"),
    [
        ('laws = ["german_supply_chain_at"]\n', "german_supply_chain_act"),
        ('laws = ["missing.toml"]\n', "file not found"),
        ("[law_changes.due_diligence_e]\nfine = 1\n", "due_diligence_eu"),
        ("[law_changes.due_diligence_eu]\nfines = 1\n", "did you mean 'fine'"),
        ('laws = ["due_diligence_eu.toml"]\n', "two laws are named"),
    ],
)
def test_mistakes_about_laws_are_named(tmp_path: Path, addition: str, named: str) -> None:
    write(tmp_path / "due_diligence_eu.toml", LAW)
    with pytest.raises(InputError, match=named):
        load_scenario(write(tmp_path / "mine.toml", MIX + addition), world="small")


# ---- hashes


def test_a_content_hash_tells_all_scenarios_apart(null: Scenario) -> None:
    scenarios = [null, load_scenario("1", world="small", course="as_enacted"), load_scenario("1", world="no_covid")]
    scenarios += [load_scenario(name, world="small") for name in named_files("mixes") if name != null.mix.name]
    scenarios.append(null.with_parameters({"politics.ambition": 0.51}))
    assert len({scenario.content_hash for scenario in scenarios}) == len(scenarios)
    assert load_scenario("1", world="small").content_hash == null.content_hash


def test_mixes_on_one_base_share_their_start(null: Scenario) -> None:
    """What comes after the start (levels, courses, instrument laws) leaves it alone; parameters do not."""
    for name in named_files("mixes"):
        for course in course_files():
            assert load_scenario(name, world="small", course=course).start_hash == null.start_hash, name
    assert null.with_parameters({"politics.ambition": 0.51}).start_hash != null.start_hash
    assert load_scenario("1", world="no_covid").start_hash != null.start_hash


def test_a_changed_baseline_law_has_a_start_of_its_own(tmp_path: Path, null: Scenario) -> None:
    mix = write(tmp_path / "mine.toml", MIX + "[law_changes.french_vigilance_law]\nemployees_min = 500\n")
    assert load_scenario(mix, world="small").start_hash != null.start_hash


# ---- courses


def test_the_courses() -> None:
    expected = read_course(find_file("routes", "course", "expected"))
    enacted = read_course(find_file("routes", "course", "as_enacted"))
    assert expected.under_every_mix
    assert expected.ambition is None
    assert expected.law_changes == {}
    assert not enacted.under_every_mix
    assert enacted.ambition == 1.0


def test_as_enacted_puts_european_laws_on_the_dates_of_the_dutch_one() -> None:
    laws = {law.name: law for law in load_scenario("3E", world="small", course="as_enacted").laws}
    dutch = laws["broad_due_diligence_nl"]
    for law in laws.values():
        if law.jurisdiction == "EU" and law.instrument is not None:
            assert (law.announced, law.application) == (dutch.announced, dutch.application)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('european_law = "never"', "under_every_mix"),
        ("ambition = 1.2", "ambition"),
        ("ambtion = 1", "did you mean 'ambition'"),
    ],
)
def test_mistakes_in_a_course_are_named(tmp_path: Path, line: str, named: str) -> None:
    text = 'label_en = "A"\nlabel_nl = "B"\nwhy = "a test"\n'
    text += line + "\n" + ("" if line.startswith("european") else 'european_law = "under_every_mix"\n')
    with pytest.raises(InputError, match=named):
        read_course(write(tmp_path / "mine.toml", text))
