"""Worlds that end in another year than 2035: what is recorded, reported and drawn goes on to their end."""

from pathlib import Path

import pytest

import run
from experiments.report.terminal import report_years, round_years
from experiments.runs.breakdown import years_of
from experiments.runs.engine import here
from experiments.studies.common.specification import Question, load_subject
from experiments.studies.routes.forecast import by_years, politics_only
from experiments.studies.routes.futures import Politics
from model.inputs.settings import read_world_settings
from model.scenario import named_files
from tests.unit.routes_parts import routes_design

SMALL = named_files("worlds")["small"].read_text(encoding="utf-8")


@pytest.fixture
def longer(tmp_path: Path) -> str:
    path = tmp_path / "longer.toml"
    path.write_text(SMALL.replace('end = "2031Q4"', 'end = "2052Q4"'), encoding="utf-8")
    return str(path)


def test_round_years_are_equally_far_apart() -> None:
    assert round_years(list(range(2020, 2036)), 4) == [2020, 2025, 2030, 2035]
    assert round_years(list(range(2020, 2053)), 4) == [2020, 2030, 2040, 2050]
    assert round_years(list(range(1990, 2053)), 4) == [2000, 2020, 2040]
    assert round_years([2031, 2032, 2033], 4) == [2031, 2033]
    assert round_years([2031], 4) == [2031]


def test_what_is_kept_goes_on_to_the_end(longer: str) -> None:
    assert years_of(read_world_settings(Path(longer))) == (2020, 2025, 2030, 2035, 2040, 2045, 2050, 2052)
    assert load_subject(Question(("1", "3"), world=longer)).years == (2025, 2030, 2035, 2040, 2045, 2050)
    assert report_years(range(2020, 2053)) == [2030, 2050]


def test_politics_goes_on_to_the_end_of_a_longer_world(longer: str) -> None:
    """With the end at 2036, laws of later years would never come; what comes before is the same."""
    design = routes_design(range(1, 7), world=longer, drawn=False, ensemble=None)
    assert design.end_year == 2053.0
    assert design.years == (2025, 2030, 2035, 2040, 2045, 2050)
    assert by_years(design) == (2023, 2025, 2027, 2030, 2035, 2040, 2045, 2050)
    route = design.routes[0].name
    later = 0
    for result in politics_only(design, here()):
        events = result.events[route, "null_option"]
        short = Politics(design.scenarios[0].parameters, result.seed).of(design.routes[0], False)[1]
        early = [each for each in events if each.quarter < 2036 * 4]
        later += len(events) - len(early)
        assert early == [each for each in short if each.quarter < 2036 * 4]
    assert later > 0


@pytest.mark.parametrize(("start", "end"), [("2031Q1", "2033Q4"), ("2020Q1", "2022Q4")])
def test_the_table_of_a_run_has_columns_in_any_period(
    start: str, end: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SMALL.replace('end = "2031Q4"', f'end = "{end}"').replace('start = "2020Q1"', f'start = "{start}"')
    (tmp_path / "short.toml").write_text(text, encoding="utf-8")
    assert run.main(["run", "--world", str(tmp_path / "short.toml"), "--out", str(tmp_path / "out")]) == 0
    assert end[:4] in capsys.readouterr().out
