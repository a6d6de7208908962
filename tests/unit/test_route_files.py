"""Route files: what they hold, and that whatever is wrong in one is named with its file and what is allowed."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments.studies.routes.design import default_routes, design_routes
from experiments.studies.routes.options import RoutesOptions
from model.errors import InputError
from model.politics.course import is_simulated, read_course
from model.politics.criteria import CRITERIA
from model.politics.effort import Effort
from model.politics.luck import ORIGIN
from model.politics.route import CheckpointPlan, read_route
from model.quarters import parse_quarter
from model.scenario import course_files, find_file, load_scenario, route_files

MINE = """\
label_en = "Mine"
label_nl = "Mijn"
why = "a test"
begins = "2020Q4"
undecided_from = "2022Q1"

[effort]
european = 0.5
national = 0.3

[coalition]
term_quarters = 12
support = 0.7

[checkpoint]
quarter = "2021Q2"
threshold = 0.4

[checkpoint.weights]
pace = 3
remedy = 0

[checkpoint.effort_if_insufficient]
european = 0.2
national = 0.8
"""
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return what writes a route file: that of `MINE`, with one text replaced by another."""

    def of(old: str = "", new: str = "") -> Path:
        assert old in MINE
        tomllib.loads(MINE.replace(old, new, 1))
        path = tmp_path / "mine.toml"
        path.write_text(MINE.replace(old, new, 1), encoding="utf-8", newline="\n")
        return path

    return of


def test_a_route_of_ones_own(write: Write) -> None:
    route = read_route(write())
    assert (route.name, route.label_en, route.sections, route.aliases) == ("mine", "Mine", (), ())
    assert (route.begins, route.undecided_from) == (parse_quarter("2020Q4"), parse_quarter("2022Q1"))
    assert route.halted_by_proposal
    assert route.effort == Effort(0.5, 0.3)
    assert (route.term_quarters, route.support) == (12, 0.7)
    weights = (3.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0)
    assert route.checkpoint == CheckpointPlan(parse_quarter("2021Q2"), 0.4, weights, Effort(0.2, 0.8))
    assert (CRITERIA[0], CRITERIA[6]) == ("pace", "remedy")


def test_what_a_route_leaves_out(write: Write) -> None:
    start = MINE.index("[coalition]")
    route = read_route(write(MINE[start:], ""))
    assert route.checkpoint is None
    assert (route.term_quarters, route.support) == (16, None)


BAD = [
    ("why =", "whi =", ["mine.toml: unknown key 'whi'", "did you mean 'why'"]),
    ('label_en = "Mine"\n', "", ["mine.toml: key 'label_en' is missing", "a text"]),
    ('begins = "2020Q4"\n', "", ["mine.toml: key 'begins' is missing", '"2022Q3"']),
    ('"2020Q4"', '"autumn"', ["mine.toml: begins = 'autumn'", '"2022Q3"']),
    ('"2020Q4"', '"2019Q4"', ["mine.toml: begins = 2019Q4", "from 2020Q1"]),
    ('"2022Q1"', '"2020Q3"', ["mine.toml: begins = 2020Q4, undecided_from = 2020Q3", "begins not the later one"]),
    ("[effort]", "halted_by_proposal = 1\n[effort]", ["mine.toml: halted_by_proposal = 1", "true or false"]),
    ("european = 0.5", "european = 1.1", ["mine.toml [effort]: european = 1.1", "from 0 to 1"]),
    ("european = 0.5", "european = -0.1", ["mine.toml [effort]: european = -0.1", "from 0 to 1"]),
    ("european = 0.5", "european = 0.71", ["mine.toml [effort]: european + national + reporting = 1.01", "at most 1"]),
    ("european = 0.5", "eurpean = 0.5", ["mine.toml [effort]: unknown key 'eurpean'", "did you mean 'european'"]),
    ("european = 0.5\n", "", ["mine.toml [effort]: key 'european' is missing", "from 0 to 1"]),
    (
        "term_quarters",
        "term_quarter",
        ["mine.toml [coalition]: unknown key 'term_quarter'", "did you mean 'term_quarters'"],
    ),
    ("12", "0", ["mine.toml [coalition]: term_quarters = 0", "a whole number from 1 to 80"]),
    ("12", "1.5", ["mine.toml [coalition]: term_quarters = 1.5", "a whole number"]),
    ("0.7", "7", ["mine.toml [coalition]: support = 7", "from 0 to 1"]),
    ('quarter = "2021Q2"\n', "", ["mine.toml [checkpoint]: key 'quarter' is missing", '"2022Q3"']),
    ('"2021Q2"', '"2020Q3"', ["mine.toml [checkpoint]: quarter = 2020Q3", "2020Q4"]),
    ("0.4", "40", ["mine.toml [checkpoint]: threshold = 40", "from 0 to 1"]),
    ("pace", "paec", ["mine.toml [checkpoint] weights: unknown key 'paec'", "did you mean 'pace'"]),
    ("pace = 3", "pace = -3", ["mine.toml [checkpoint] weights: pace = -3", "from 0 to 100"]),
    (
        "pace = 3\n",
        "\n".join(f"{name} = 0" for name in CRITERIA if name != "remedy") + "\n",
        ["mine.toml [checkpoint]: weights are all 0", "at least one criterion"],
    ),
    (
        "european = 0.2",
        "european = 0.3",
        ["mine.toml [checkpoint] effort_if_insufficient: european + national + reporting = 1.1", "at most 1"],
    ),
    (
        "[checkpoint.effort_if_insufficient]\neuropean = 0.2\nnational = 0.8\n",
        "",
        ["mine.toml [checkpoint]: key 'effort_if_insufficient' is missing", "a table"],
    ),
    (MINE[MINE.index("[effort]") :], "effort = 0.5\n", ["mine.toml: effort = 0.5", "a table"]),
]
"""What is replaced in `MINE`, by what, and what the error must say."""


@pytest.mark.parametrize(("old", "new", "said"), BAD, ids=[each[2][0].partition(": ")[2] for each in BAD])
def test_what_is_wrong_is_named(write: Write, old: str, new: str, said: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        read_route(write(old, new))
    for each in said:
        assert each in str(caught.value)


def test_weights_may_be_zero_but_for_one(write: Write) -> None:
    zeros = "\n".join(f"{name} = 0" for name in CRITERIA if name not in ("remedy", "scope"))
    found = read_route(write("pace = 3\n", zeros + "\n")).checkpoint
    assert found is not None
    assert found.weights == (0, 0, 1, 0, 0, 0, 0, 0)


def test_a_checkpoint_may_come_in_the_first_quarter(write: Write) -> None:
    found = read_route(write('"2021Q2"', '"2020Q4"')).checkpoint
    assert found is not None
    assert found.quarter == parse_quarter("2020Q4")


# ---- routes and courses


def request(*routes: str) -> RoutesOptions:
    return RoutesOptions(routes, ("null_option",), "small", {}, (1,))


def test_a_file_in_the_folder_is_either_a_route_or_a_course() -> None:
    assert set(route_files()) == {"european", "european_with_checkpoint", "both_tracks"}
    assert set(course_files()) == {"expected", "scheduled", "as_enacted"}
    for path in route_files().values():
        assert is_simulated(path)
        with pytest.raises(InputError, match=f"{path.name}: a route whose politics is simulated"):
            read_course(path)
    for path in course_files().values():
        with pytest.raises(InputError, match=f"{path.name}: unknown key '(ambition|european_law|simulated)'"):
            read_route(path)


def test_a_route_is_no_course_of_a_run(write: Write) -> None:
    for name in ("european", "1", str(write())):
        with pytest.raises(InputError, match=r"toml: a route whose politics is simulated; .*run.py routes"):
            load_scenario("null_option", world="small", course=name)


def test_a_course_is_no_route_of_a_study() -> None:
    with pytest.raises(InputError, match=r"--route: as_enacted is a course of politics, .* such as european"):
        design_routes(request("as_enacted"))


def test_routes_go_by_name_alias_or_path(write: Write) -> None:
    design = design_routes(request("2", "both_tracks", str(write())))
    assert [route.name for route in design.routes] == ["european_with_checkpoint", "both_tracks", "mine"]
    assert default_routes() == ("european", "european_with_checkpoint", "both_tracks")
    with pytest.raises(InputError, match=r"--route: unknown route 'both_trakcs'; did you mean 'both_tracks'"):
        find_file("routes", "route", "both_trakcs")


def test_the_routes_of_the_project_divide_the_whole_budget() -> None:
    for path in route_files().values():
        route = read_route(path)
        plan = route.checkpoint
        for effort in (route.effort, *((plan.effort_if_insufficient,) if plan else ())):
            assert effort.european + effort.national == pytest.approx(1.0), route.name
        assert route.begins > ORIGIN
