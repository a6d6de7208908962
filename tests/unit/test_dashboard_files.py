"""Scenario files of the dashboard: controls show and give back what they hold, and uploads are refused in one line."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from experiments.dashboard.form import Control, as_table, id_of
from experiments.dashboard.mix_form import (
    LABELS,
    LAW_CONTROLS,
    base_of,
    law_of_base,
    law_shown,
    level_id,
    level_shown,
    parts_of,
    with_law,
    with_levels,
)
from experiments.dashboard.place_forms import ROUTE_CONTROLS, WORLD_CONTROLS
from experiments.dashboard.scenario_files import LARGEST, check, files_of, own_name, started_from, taken, write_files
from experiments.dashboard.state import State
from experiments.dashboard.toml_text import toml_text
from model import catalogue
from model.errors import InputError
from model.instruments import INSTRUMENTS
from model.scenario import load_scenario, named_files

MINE = {"label_en": "Mine", "label_nl": "Mijne"}
KINDS = ("mixes", "routes", "worlds", "laws")


@pytest.fixture(scope="module", autouse=True)
def _catalogue() -> None:
    catalogue.load()


def held_by(prefix: str, controls: tuple[Control, ...], table: Mapping[str, Any]) -> dict[str, Any]:
    """Return what controls hold when nobody has touched them."""
    return {id_of(prefix, each): each.shown(table) for each in controls}


def levels_of(prefix: str, table: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the controls of instruments hold when nobody has touched them; a choice gives a text."""
    base = base_of(table)
    shown = {name: level_shown(table, base, name) for name in INSTRUMENTS}
    return {
        level_id(prefix, name, part): str(shown[name][part]) if part == "national" else shown[name][part]
        for name, each in INSTRUMENTS.items()
        for part in parts_of(each)
    }


@pytest.mark.parametrize("path", [path for kind in KINDS for path in named_files(kind).values()], ids=lambda p: p.stem)
def test_toml_that_is_written_is_read_as_it_was(path: Path) -> None:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    assert tomllib.loads(toml_text(content)) == content


def test_toml_has_no_form_for_other_things() -> None:
    with pytest.raises(TypeError):
        toml_text({"a": None})


@pytest.mark.parametrize("name", ["small", "reference", "history"])
def test_controls_of_a_world_that_nobody_touched_change_nothing(name: str) -> None:
    content = started_from("worlds", name, MINE)
    assert as_table(content, WORLD_CONTROLS, "w", held_by("w", WORLD_CONTROLS, content).get, "w") == content


@pytest.mark.parametrize("name", ["european", "both_tracks", "european_with_checkpoint"])
def test_controls_of_a_route_that_nobody_touched_change_nothing(name: str) -> None:
    content = started_from("routes", name, MINE)
    assert as_table(content, ROUTE_CONTROLS, "r", held_by("r", ROUTE_CONTROLS, content).get, "r") == content


def test_controls_of_a_route_write_its_file(tmp_path: Path) -> None:
    content = started_from("routes", "european", MINE)
    held = held_by("r", ROUTE_CONTROLS, content)
    held |= {"r_effort__european": 0.7, "r_effort__national": 0.3, "r_halted_by_proposal": False}
    held |= {"r_checkpoint__quarter": "2022Q3", "r_checkpoint__effort_if_insufficient__european": 0.5}
    held["r_checkpoint__effort_if_insufficient__national"] = 0.5
    made = as_table(content, ROUTE_CONTROLS, "r", held.get, "r")
    assert made["effort"] == {"european": 0.7, "national": 0.3}
    assert made["halted_by_proposal"] is False
    assert made["checkpoint"] == {"quarter": "2022Q3", "effort_if_insufficient": {"european": 0.5, "national": 0.5}}
    check("routes", "mine", made, tmp_path)
    held["r_checkpoint__quarter"] = ""
    with pytest.raises(InputError, match=r"^mine\.toml \[checkpoint\]: key 'quarter' is missing"):
        check("routes", "mine", as_table(made, ROUTE_CONTROLS, "r", held.get, "r"), tmp_path)


@pytest.mark.parametrize("name", list(named_files("mixes")))
def test_controls_of_a_mix_that_nobody_touched_change_nothing(name: str) -> None:
    content = tomllib.loads(named_files("mixes")[name].read_text(encoding="utf-8"))
    held = held_by("m", LABELS, content) | levels_of("m", content)
    assert with_levels(as_table(content, LABELS, "m", held.get, "m"), "m", held.get) == content


def test_a_level_is_written_where_it_differs_from_the_base_and_taken_away_where_it_does_not() -> None:
    content = started_from("mixes", "broad", MINE)
    held = levels_of("m", content)
    held |= {"m_support_desk_national": "1", "m_flanking_european": True, "m_procurement_european_start": "2026Q1"}
    made = with_levels(content, "m", held.get)
    assert {name: {key: each[key] for key in each if key != "why"} for name, each in made["levels"].items()} == {
        "support_desk": {"national": 1, "european": False, "evidence": "assumption"},
        "flanking": {"national": 0, "european": True, "evidence": "assumption"},
        "procurement": {"national": 2, "european": False, "european_start": "2026Q1", "evidence": "assumption"},
    }
    assert with_levels(made, "m", levels_of("m", content).get) == content


def test_the_text_of_a_law_is_written_where_it_differs_from_the_base() -> None:
    law, content = "broad_due_diligence_nl", started_from("mixes", "broad", MINE)
    held = held_by("l", LAW_CONTROLS, law_shown(content, law))
    assert with_law(content, law, "l", held.get) == content
    held |= {"l_employees_min": 500, "l_liability": True, "l_application": "large = 2025Q1, micro = never"}
    made = with_law(content, law, "l", held.get)
    changes = made["law_changes"][law]
    assert (changes["employees_min"], changes["liability"]) == (500, True)
    assert changes["application"] == {"large": "2025Q1", "micro": "never"}
    again = held_by("l", LAW_CONTROLS, law_of_base(content, law))
    assert with_law(made, law, "l", again.get) == content


def test_a_mix_from_the_controls_runs_as_its_file_says(tmp_path: Path) -> None:
    content = started_from("mixes", "broad", MINE)
    held = levels_of("m", content) | {"m_support_desk_national": "1"}
    made = with_levels(content, "m", held.get)
    law = "broad_due_diligence_nl"
    made = with_law(made, law, "l", (held_by("l", LAW_CONTROLS, law_shown(made, law)) | {"l_fine": 5}).get)
    write_files(State(("null_option", "mine"), own={"mixes": {"mine": made}}), tmp_path)
    scenario = load_scenario(tmp_path / "mine.toml", world="small")
    assert scenario.mix.levels["support_desk"].national == 1
    assert next(each.fine for each in scenario.laws if each.name == law) == 5.0


def test_files_that_are_not_asked_for_are_not_written() -> None:
    own = {"mixes": {"mine": dict(MINE), "other": dict(MINE)}, "worlds": {"wide": dict(MINE)}}
    assert list(files_of(State(("mine",), own=own))) == ["mine.toml"]


def text_of(kind: str, name: str, **changes: Any) -> str:
    return toml_text({**started_from(kind, name, MINE), **changes})


@pytest.mark.parametrize(
    ("kind", "file", "text", "told"),
    [
        ("mixes", "mine.toml", text_of("mixes", "broad", plugins=["evil.py"]), "mine.toml: plugins = ['evil.py']"),
        ("worlds", "mine.toml", text_of("worlds", "small", plugins=["evil.py"]), "mine.toml: plugins = ['evil.py']"),
        ("worlds", "mine.toml", text_of("worlds", "small", data="elsewhere"), "mine.toml: data = 'elsewhere'"),
        ("mixes", "mine.toml", text_of("mixes", "broad", base="../x.toml"), "mine.toml: base = '../x.toml'"),
        ("mixes", "mine.toml", text_of("mixes", "broad", laws=["../x.toml"]), "mine.toml: laws = '../x.toml'"),
        ("mixes", "mine.toml", text_of("mixes", "broad", programmes=[1]), "mine.toml: programmes = 1"),
        ("mixes", "mine.toml", text_of("mixes", "broad", base="braod"), "did you mean 'broad'?"),
        ("mixes", "mine.toml", text_of("mixes", "broad", colour="red"), "mine.toml: unknown key 'colour'"),
        ("mixes", "mine.toml", "a = ", "mine.toml: not valid TOML"),
        ("mixes", "mine.toml", "d = 2020-01-01", "mine.toml: "),
        ("mixes", "mine.toml", "#" * (LARGEST + 1), "mine.toml: has 65537 bytes; allowed: at most 65536"),
        ("mixes", "mine.py", "print()", "mine.py: is no scenario file"),
        ("mixes", "broad.toml", text_of("mixes", "broad"), "a name that no file of the project has"),
        ("mixes", "../mine.toml", text_of("mixes", "broad"), "name = '../mine' is not allowed"),
        ("worlds", "mine.toml", text_of("worlds", "small", suppliers=3), "mine.toml: suppliers = 3"),
        ("worlds", "mine.toml", text_of("worlds", "small", scale=100.0, suppliers=900000), "would take at least"),
        ("routes", "mine.toml", text_of("routes", "european", effort={"european": 2, "national": 0}), "mine.toml"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_nothing_stays(
    kind: str, file: str, text: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as caught:
        taken(kind, file, text, tmp_path)
    assert told in str(caught.value)
    assert str(tmp_path) not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["mixes", "routes", "worlds"])
def test_a_file_that_can_be_used_is_taken_as_its_content(kind: str, tmp_path: Path) -> None:
    name = {"mixes": "broad_eu", "routes": "both_tracks", "worlds": "reference"}[kind]
    content = started_from(kind, name, MINE)
    assert taken(kind, "mine.toml", toml_text(content), tmp_path) == ("mine", content)
    assert list(tmp_path.iterdir()) == []


def test_names_are_plain() -> None:
    assert own_name("mixes", "my_mix-2") == "my_mix-2"
    for name in ("", "2x", "a b", "a/b", "é", "x" * 42):
        with pytest.raises(InputError, match="mixes: name"):
            own_name("mixes", name)
