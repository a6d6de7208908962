"""Designs of routes: what is run by default and by request, bad input, and what the two hashes depend on."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from experiments.runs.design import default_mixes
from experiments.studies.routes import design as design_module
from experiments.studies.routes.design import ENACTED, MOST_ENACTED, RoutesDesign, default_routes
from experiments.studies.routes.prior import draw_prior, drawn_names
from model.errors import InputError
from model.parameters import ParameterSet, declared
from model.politics.route import read_route
from model.scenario import SCENARIOS, course_files, load_scenario, route_files
from tests.unit.routes_parts import MIXES, ROUTE_TEXT, own_route, routes_design

FIRST, SECOND, THIRD = default_routes()
NOT_POLITICS = "learning.rate"


@pytest.fixture(scope="module")
def plain() -> RoutesDesign:
    return routes_design()


def names(design: RoutesDesign) -> list[str]:
    return [route.name for route in design.routes]


def test_default_routes_are_the_files_with_effort_in_the_order_of_their_aliases(plain: RoutesDesign) -> None:
    assert set(default_routes()) == {path.stem for path in route_files().values()}
    assert [route.aliases[0] for route in plain.routes] == ["1", "2", "3"]
    assert names(plain) == list(default_routes())


def test_default_mixes_are_those_of_the_comparison() -> None:
    assert routes_design(mixes=()).mixes == default_mixes()


def test_every_mix_is_there_once_before_politics_and_once_as_enacted(plain: RoutesDesign) -> None:
    assert [scenario.mix.name for scenario in plain.enacted] == list(plain.mixes) == list(MIXES)
    assert {scenario.course.name for scenario in plain.enacted} == {ENACTED}


def test_runs_are_counted_and_the_static_comparison_is_run_in_the_first_futures_only() -> None:
    design = routes_design(range(7, 37))
    assert design.enacted_seeds == tuple(range(7, 27))
    assert MOST_ENACTED == 20
    assert design.run_count == 3 * 2 * 30 + 2 * 20


@pytest.mark.parametrize(("alias", "name"), [("1", FIRST), ("2", SECOND), ("3", THIRD)])
def test_an_alias_stands_for_its_route(alias: str, name: str, plain: RoutesDesign) -> None:
    by_alias = routes_design(routes=(alias,))
    assert by_alias.routes == (plain.routes[names(plain).index(name)],)
    assert by_alias.prior_hash == routes_design(routes=(name,)).prior_hash


def test_routes_keep_the_order_asked_for() -> None:
    assert names(routes_design(routes=("3", "1"))) == [THIRD, FIRST]


def test_what_is_named_twice_is_taken_once() -> None:
    path = str(route_files()[FIRST])
    assert names(routes_design(routes=("1", SECOND, FIRST, path))) == [FIRST, SECOND]
    alias = load_scenario(MIXES[1]).mix.aliases[0]
    assert routes_design(mixes=(MIXES[1], MIXES[0], alias)).mixes == (MIXES[1], MIXES[0])


def test_a_route_of_ones_own_runs_by_path(tmp_path: Path) -> None:
    design = routes_design(routes=("1", own_route(tmp_path)))
    assert names(design) == [FIRST, "mine"]
    assert (design.routes[1].effort.european, design.routes[1].effort.national) == (0.7, 0.3)
    assert str(tmp_path) not in str(design.content())


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (FIRST[:-1], f"did you mean '{FIRST}'?"),
        (SECOND.replace("_", "-"), f"did you mean '{SECOND}'?"),
        ("4", "--route"),
        ("none.toml", "none.toml: file not found"),
        (ENACTED, f"--route: {ENACTED} is a course of politics"),
    ],
)
def test_a_route_that_is_not_there_is_refused(asked: str, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        routes_design(routes=(asked,))


@pytest.mark.parametrize("name", list(course_files()))
def test_a_course_is_no_route_by_name_or_by_path(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"is a course of politics.*{FIRST}"):
        routes_design(routes=(name,))
    copy = shutil.copy(course_files()[name], tmp_path / "copy.toml")
    with pytest.raises(InputError, match=r"copy\.toml.*european_law"):
        routes_design(routes=(str(copy),))


def test_two_routes_or_mixes_with_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"--route: two are named '{FIRST}'"):
        routes_design(routes=(FIRST, own_route(tmp_path, FIRST)))
    (tmp_path / "mixes").mkdir()
    shutil.copy(SCENARIOS / "mixes" / f"{MIXES[0]}.toml", tmp_path / "mixes")
    with pytest.raises(InputError, match=f"--mix: two are named '{MIXES[0]}'"):
        routes_design(mixes=(MIXES[0], str(tmp_path / "mixes" / f"{MIXES[0]}.toml")))


def test_a_route_may_not_have_the_name_of_the_static_comparison(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"'{ENACTED}' names what is shown beside"):
        routes_design(routes=(own_route(tmp_path, ENACTED),))


@pytest.mark.parametrize(
    ("key", "wrong", "message"),
    [
        ("european = 0.7", "european = 0.8", "allowed: at most 1"),
        ("european = 0.7", "europaen = 0.7", "european"),
        ("[effort]", "[efort]", "effort"),
        ('begins = "2020Q4"', 'begins = "2023Q1"', "undecided_from = 2022Q1"),
    ],
)
def test_a_route_file_with_a_mistake_is_refused_by_name(tmp_path: Path, key: str, wrong: str, message: str) -> None:
    with pytest.raises(InputError, match=rf"mine\.toml.*{message}"):
        routes_design(routes=(own_route(tmp_path, "mine", ROUTE_TEXT.replace(key, wrong)),))


def world_until(folder: Path, end: str) -> str:
    text = (SCENARIOS / "worlds" / "small.toml").read_text(encoding="utf-8")
    path = folder / "short.toml"
    path.write_text(re.sub(r'end = ".*"', f'end = "{end}"', text), encoding="utf-8", newline="\n")
    return str(path)


@pytest.mark.parametrize(
    ("end", "years"),
    [("2022Q4", (2022,)), ("2025Q1", (2025,)), ("2029Q4", (2025,)), ("2030Q4", (2025, 2030)), ("2036Q4", None)],
)
def test_the_years_kept_are_those_that_the_world_has(tmp_path: Path, end: str, years: tuple[int, ...] | None) -> None:
    assert routes_design(world=world_until(tmp_path, end)).years == (years or (2025, 2030, 2035))


def test_the_same_request_gives_the_same_hashes(plain: RoutesDesign) -> None:
    again = routes_design()
    assert (again.study_id, again.prior_hash) == (plain.study_id, plain.prior_hash)


@pytest.mark.parametrize(
    "changes",
    [
        {"seeds": (1, 2, 4)},
        {"world": "reference"},
        {"mixes": MIXES[:1]},
        {"parameters": {NOT_POLITICS: 0.01}},
        {"parameters": {"politics.sooner": 3.0}},
    ],
    ids=str,
)
def test_what_politics_does_not_rest_on_changes_the_study_alone(plain: RoutesDesign, changes: dict) -> None:
    other = routes_design(**changes)
    assert other.study_id != plain.study_id
    assert other.prior_hash == plain.prior_hash


@pytest.mark.parametrize(
    "changes",
    [
        {"routes": (FIRST, SECOND)},
        {"routes": (SECOND, FIRST, THIRD)},
        {"drawn": False},
        {"parameters": {"european_process.adoption_median": 6.0}},
        {"parameters": {"checkpoint.threshold": 0.55}},
        {"parameters": {"effort_reporting.existing": 0.5}},
    ],
    ids=str,
)
def test_what_politics_rests_on_changes_both_hashes(plain: RoutesDesign, changes: dict) -> None:
    other = routes_design(**changes)
    assert other.study_id != plain.study_id
    assert other.prior_hash != plain.prior_hash


def test_a_plausible_range_counts_when_futures_draw_from_it(
    plain: RoutesDesign, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [routes_design(drawn=drawn, ensemble=None).prior_hash for drawn in (True, False)]
    name = drawn_names()[0]
    known = {**declared(), name: replace(declared()[name], plausible=declared()[name].legal)}
    monkeypatch.setattr("experiments.studies.routes.prior.declared", lambda: known)
    assert routes_design(ensemble=None).prior_hash != before[0]
    assert routes_design(drawn=False, ensemble=None).prior_hash == before[1]
    assert routes_design().prior_hash == plain.prior_hash


def test_a_future_has_the_draw_of_its_seed_politics_included(plain: RoutesDesign) -> None:
    assert plain.ensemble is not None
    expected = plain.ensemble.values(plain.ensemble.draw_of(5))
    assert set(drawn_names()) < set(expected)
    assert expected.items() <= dict(plain.parameters_of(5).items()).items()
    given = routes_design(parameters={NOT_POLITICS: 0.01, drawn_names()[0]: 0.4}).parameters_of(5)
    assert dict(given.items())[NOT_POLITICS] == 0.01 and dict(given.items())[drawn_names()[0]] == 0.4
    central = dict(routes_design(drawn=False).parameters_of(5).items())
    assert {name for name, value in central.items() if value == declared()[name].default} >= set(drawn_names())
    assert central[NOT_POLITICS] == expected[NOT_POLITICS]
    own = routes_design(ensemble=None)
    assert dict(own.parameters_of(5).items()) == dict(draw_prior(own.scenarios[0].parameters, 5).items())


def test_another_ensemble_is_another_prior(plain: RoutesDesign, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(f"{drawn_names()[0]}\n0.4\n0.5\n", encoding="utf-8")
    other = routes_design(ensemble=str(tmp_path / "mine.csv"))
    assert other.prior_hash != plain.prior_hash and other.study_id != plain.study_id


def test_a_table_or_law_text_that_changes_is_another_prior(tmp_path: Path, plain: RoutesDesign) -> None:
    laws = tmp_path / "laws"
    shutil.copytree(SCENARIOS / "laws", laws)
    (laws / "due_diligence_eu.toml").write_text("# other\n", encoding="utf-8", newline="\n")
    files = {path.stem: path for path in laws.glob("*.toml")}
    tables = tmp_path / "data"
    shutil.copytree(SCENARIOS / "data", tables)
    (tables / "stances.csv").write_text("other\n", encoding="utf-8", newline="\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(design_module, "named_files", lambda folder: files)
        assert routes_design().prior_hash != plain.prior_hash
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(design_module, "DATA", tables)
        assert routes_design().prior_hash != plain.prior_hash


def test_the_words_of_a_route_change_no_hash(tmp_path: Path) -> None:
    one = routes_design(routes=(own_route(tmp_path / "one"),))
    other = routes_design(routes=(own_route(tmp_path / "two", "mine", ROUTE_TEXT.replace("To try", "To see")),))
    assert (one.prior_hash, one.study_id) == (other.prior_hash, other.study_id)
    changed = ROUTE_TEXT.replace("0.3", "0.2")
    assert routes_design(routes=(own_route(tmp_path / "three", "mine", changed),)).prior_hash != one.prior_hash


def test_a_route_read_twice_is_the_same(tmp_path: Path) -> None:
    path = Path(own_route(tmp_path))
    assert read_route(path) == read_route(path)


def test_drawn_numbers_keep_to_their_ranges_around_the_value_set() -> None:
    name = "european_process.proposal_hazard"
    low, high = declared()[name].plausible
    base = ParameterSet({name: 0.06})
    drawn = [dict(draw_prior(base, seed).items())[name] for seed in range(1, 101)]
    assert low <= min(drawn) < 0.06 < max(drawn) <= high
    assert 0.35 < sum(value < 0.06 for value in drawn) / len(drawn) < 0.65


def test_a_value_outside_its_plausible_range_is_kept_and_shifts_no_other() -> None:
    name = "european_process.proposal_hazard"
    outside = dict(draw_prior(ParameterSet({name: 1.0}), 5).items())
    inside = dict(draw_prior(ParameterSet(), 5).items())
    assert outside.pop(name) == 1.0
    inside.pop(name)
    assert outside == inside


def test_only_numbers_of_politics_are_drawn() -> None:
    before, after = dict(ParameterSet().items()), dict(draw_prior(ParameterSet(), 5).items())
    assert {name for name in before if before[name] != after[name]} == set(drawn_names())
    assert NOT_POLITICS not in drawn_names() and "politics.sooner" not in drawn_names()
