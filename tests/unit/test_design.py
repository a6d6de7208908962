"""Designs: which runs, in which order, under which names."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from experiments.runs.design import Request, default_mixes, make_design, resolved, tables_hash
from experiments.studies.comparison.design import design_comparison
from experiments.studies.comparison.options import ComparisonOptions
from model.errors import InputError
from model.inputs.settings import DATA
from model.scenario import SCENARIOS, load_scenario

FIRST, SECOND, THIRD = default_mixes()[:3]
PLAIN = Request((FIRST, SECOND), ("expected", "as_enacted"), "small", {}, (1, 2, 3))


def test_default_mixes_are_the_files_of_the_folder_with_the_base_first() -> None:
    assert set(default_mixes()) == {path.stem for path in (SCENARIOS / "mixes").glob("*.toml")}
    assert [bool(load_scenario(name).mix.bases) for name in default_mixes()].index(True) == 1
    aliases = [load_scenario(name).mix.aliases[0] for name in default_mixes()]
    assert aliases == sorted(aliases, key=lambda alias: (len(alias), alias))


def test_runs_are_every_scenario_and_seed_by_scenario() -> None:
    design = make_design(PLAIN)
    assert [(each.course.name, each.mix.name) for each in design.scenarios] == [
        ("expected", FIRST),
        ("expected", SECOND),
        ("as_enacted", FIRST),
        ("as_enacted", SECOND),
    ]
    assert [(run.scenario, run.seed) for run in design.runs] == [(s, seed) for s in range(4) for seed in (1, 2, 3)]
    assert len({run.run_id for run in design.runs}) == 12


def test_the_same_request_gives_the_same_ids() -> None:
    one, other = make_design(PLAIN), make_design(PLAIN)
    assert one.study_id == other.study_id
    assert one.runs == other.runs


@pytest.mark.parametrize(
    "changes",
    [
        {"seeds": (1, 2, 4)},
        {"world": "reference"},
        {"parameters": {"politics.ambition": 0.7}},
        {"courses": ("expected",)},
        {"mixes": (FIRST, THIRD)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_any_other_request_gives_another_study(changes: dict) -> None:
    assert make_design(replace(PLAIN, **changes)).study_id != make_design(PLAIN).study_id


def test_ids_of_runs_depend_on_their_own_content_only() -> None:
    alone = make_design(replace(PLAIN, mixes=(FIRST,), courses=("expected",), seeds=(2,)))
    assert alone.runs[0].run_id == make_design(PLAIN).runs[1].run_id


def test_base_comes_first_and_is_added_when_missing() -> None:
    assert make_design(replace(PLAIN, mixes=(SECOND, FIRST))).shown == (FIRST, SECOND)
    added = make_design(replace(PLAIN, mixes=(SECOND,)))
    assert (added.base, added.shown) == (FIRST, (FIRST, SECOND))


def test_a_mix_and_its_alias_are_one() -> None:
    alias = load_scenario(SECOND).mix.aliases[0]
    assert make_design(replace(PLAIN, mixes=(FIRST, alias, SECOND))).shown == (FIRST, SECOND)


def test_probes_run_last_and_are_not_shown() -> None:
    probes = ((THIRD, "expected"), (FIRST, "expected"), (THIRD, "as_enacted"))
    design = make_design(replace(PLAIN, courses=("expected",), probes=probes))
    assert [each.mix.name for each in design.scenarios] == [FIRST, SECOND, THIRD]
    assert design.shown == (FIRST, SECOND)


def own_mix(folder: Path, name: str) -> Path:
    """Write a copy of a mix, with another reason, in a folder outside the project."""
    text = (SCENARIOS / "mixes" / f"{SECOND}.toml").read_text(encoding="utf-8")
    path = folder / f"{name}.toml"
    path.write_text(text.replace('why = """\\\n', 'why = """\\\nOwn copy. ', 1), encoding="utf-8", newline="\n")
    return path


def test_a_mix_of_ones_own_runs_by_path(tmp_path: Path) -> None:
    design = make_design(replace(PLAIN, mixes=(FIRST, str(own_mix(tmp_path, "mine")))))
    assert design.shown == (FIRST, "mine")


def test_two_mixes_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"two mixes are named '{SECOND}'"):
        make_design(replace(PLAIN, mixes=(FIRST, SECOND, str(own_mix(tmp_path, SECOND)))))


def test_input_tables_count_by_content_and_not_by_place(tmp_path: Path) -> None:
    copy = tmp_path / "tables"
    shutil.copytree(DATA, copy)
    assert tables_hash(copy) == tables_hash(DATA)
    scenario = load_scenario(FIRST, world="small")
    moved = replace(scenario, world=replace(scenario.world, data=str(copy)))
    assert resolved(moved) == resolved(scenario)


def test_other_input_tables_have_another_hash(tmp_path: Path) -> None:
    for name, text in (("one", "a,b\n1,2\n"), ("same", "a,b\r\n1,2\r\n"), ("other", "a,b\n1,3\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "table.csv").write_bytes(text.encode())
    assert tables_hash(tmp_path / "one") == tables_hash(tmp_path / "same")
    assert tables_hash(tmp_path / "one") != tables_hash(tmp_path / "other")


def test_a_comparison_takes_routes_beside_courses() -> None:
    options = ComparisonOptions(("null_option",), ("as_enacted", "european"), "small", seeds=(1,), ensemble=None)
    enacted, route = design_comparison(options).runs.scenarios
    assert (enacted.course.name, enacted.course.route) == ("as_enacted", None)
    assert route.course.name == "european"
    assert route.course.route is not None
