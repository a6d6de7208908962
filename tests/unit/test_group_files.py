"""Groups of firms from files to tables: years, refusals, the library, the command line and the page."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import run
from experiments import api
from experiments.runs.group_runs import whole_years
from model.errors import InputError
from model.inputs.tables import load_tables
from model.outcomes.groups import check_group, read_group
from model.scenario import named_files
from model.simulation import advance
from tests.unit.group_world import GROUPS, every_measure, fresh, group, settled, small, view


def test_what_is_per_year_is_the_sum_of_its_quarters() -> None:
    summed = {name for name, each in every_measure().items() if each.yearly == "sum"}
    assert summed == {name for name, each in every_measure().items() if "/year" in each.unit}


def test_quarters_make_a_year_and_few_agents_leave_the_value_out() -> None:
    looks = np.array([[1.0, 12], [2.0, 10], [4.0, 11]])
    flow = replace(every_measure()["exits"], yearly="sum")
    assert flow.of_year(looks) == (7.0, 10)
    assert replace(flow, yearly="end").of_year(looks) == (4.0, 10)
    value, agents = flow.of_year(looks - [0, 1])
    assert np.isnan(value)
    assert agents == 9


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('home = ["DEX"]', "home: unknown home country 'DEX'; did you mean 'DEU'"),
        ('sectors = ["TEXX"]', "sectors: unknown sector 'TEXX'; did you mean 'TEX'"),
        ('scope = "bound"\nlaws = ["french_vigilance"]', "laws: unknown law .* did you mean 'french_vigilance_law'"),
        ('[suppliers]\ncountries = ["BGX"]', "suppliers: countries: unknown country 'BGX'; did you mean 'BGD'"),
        ('[suppliers]\nsectors = ["TEXX"]', "sectors: unknown sector 'TEXX'"),
        ('hom = ["DEU"]', r"mine.toml: unknown key 'hom'; did you mean 'home'"),
        ("[suppliers]\ntier = [1]", r"mine.toml: suppliers: unknown key 'tier'; did you mean 'tiers'"),
        ('scope = "bond"', "scope = 'bond' is not allowed"),
        ('size_classes = ["huge"]', "size_classes = .* is not allowed"),
        ("employees_min = 10\nemployees_max = 9", "employees_max must not be below employees_min"),
        ('scope = "out_of_scope"\nlaws = ["french_vigilance_law"]', "allowed: no laws"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_nearest_name(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        check_group(group(tmp_path, text), settled().tables, named_files("laws"))


@pytest.mark.parametrize("name", named_files("groups"))
def test_the_groups_of_the_project_can_be_used(name: str) -> None:
    found = read_group(name)
    check_group(found, load_tables(small().world.table_folder), named_files("laws"))
    assert found.name == name
    assert found.label_nl
    assert found.why


def test_the_library_gives_a_row_a_group_measure_year_and_seed() -> None:
    names = ["german_out_of_scope", "exposed_suppliers"]
    table = api.observe_groups(small(), [2, 1], names, [2021, 2020])
    assert table.columns.tolist() == ["group", "measure", "year", "seed", "value", "agents"]
    assert len(table) == 2 * 2 * 2 * len(every_measure())
    assert not table.duplicated(["group", "measure", "year", "seed"]).any()
    assert table["value"].isna().eq(table["agents"] < 10).loc[table["measure"] == "acting"].all()
    again = api.observe_groups(small(), [1], [read_group(names[0])], [2021])
    first = table.query("seed == 1 and year == 2021 and `group` == @names[0]").reset_index(drop=True)
    assert first.equals(again), "other seeds, groups and years change nothing"
    assert whole_years(small()) == range(2020, 2032)


def test_a_run_writes_its_groups_beside_the_outcomes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["run", "--world", "small", "--course", "as_enacted", "--seed", "2", "--out", str(tmp_path / "out")]
    assert run.main([*words, "--group", "german_over_3000", "--group", "german_out_of_scope"]) == 0
    written = api.read(tmp_path / "out")["groups"]
    table = api.observe_groups(api.load("null_option", world="small", course="as_enacted"), [2], GROUPS)
    assert np.allclose(written["value"], table["value"], equal_nan=True)
    assert written.drop(columns="value").equals(table.drop(columns="value"))
    assert [each["name"] for each in api.manifest(tmp_path / "out")["groups"]] == GROUPS
    capsys.readouterr()
    assert run.main([*words[:-1], str(tmp_path / "other"), "--group", "german_over"]) == 2
    assert "did you mean 'german_over_3000'" in capsys.readouterr().err
    assert not (tmp_path / "other").exists()


def test_the_page_has_every_measure() -> None:
    page = (Path(__file__).parents[2] / "docs" / "groups.md").read_text(encoding="utf-8")
    by_sector = {name for name in every_measure() if name.startswith("benchmark_")}
    assert by_sector == {f"benchmark_{code}" for code in settled().tables.sectors["code"]}
    assert [name for name in every_measure() if f"`{name}`" not in page and name not in by_sector] == []


def test_what_is_no_year_seed_or_group_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="year = 2032 is not allowed; allowed: whole years of the world: 2020 to 2031"):
        api.observe_groups(small(), 1, ["german_over_3000"], [2032])
    with pytest.raises(InputError, match="did you mean 'german_over_3000'"):
        api.observe_groups(small(), 1, ["german_over_300"])
    with pytest.raises(InputError, match="two groups of firms are named 'mine'"):
        api.observe_groups(small(), 1, [group(tmp_path), group(tmp_path)], [2020])
    with pytest.raises(InputError, match="seeds: 0 is not allowed"):
        api.observe_groups(small(), 0, ["german_over_3000"])


def test_looking_at_groups_changes_nothing(tmp_path: Path) -> None:
    plain, looked = fresh(3), fresh(3)
    seen = view(looked, group(tmp_path))
    for measure in every_measure().values():
        measure.look(seen)
    advance(plain)
    advance(looked)
    for table in ("company", "supplier", "link", "law"):
        for name, before in vars(getattr(plain.state, table)).items():
            assert np.array_equal(before, getattr(looked.state, table).__dict__[name]), name
