"""Policy mixes: strict differences from a base, and the project's own mixes."""

from pathlib import Path

import pytest

from model.errors import InputError
from model.inputs.law import read_law
from model.inputs.mix import EVIDENCE, Mix, read_mix
from model.inputs.toml_input import read_toml
from model.instruments import INSTRUMENTS
from model.quarters import parse_quarter
from model.scenario import find_file, named_files

NAMES = ("first", "second")
ROOT = """
label_en = "Root"
label_nl = "Wortel"
why = "a test"
sections = ["3.2"]
start = "2022Q1"
levels.first = { national = 1, evidence = "direct", why = "as said" }
levels.second = { national = 0, evidence = "inferred", why = "not said" }
"""
CHILD = """
label_en = "Child"
label_nl = "Kind"
why = "a test"
sections = ["3.2"]
base = "root"
levels.second = { national = 2, evidence = "direct", why = "as said" }
"""


def read(folder: Path, name: str = "child", **files: str) -> Mix:
    for stem, text in {"root": ROOT, "child": CHILD, **files}.items():
        (folder / f"{stem}.toml").write_text(text, encoding="utf-8", newline="\n")
    return read_mix(folder / f"{name}.toml", lambda base, beside: folder / f"{base}.toml", NAMES)


def test_a_mix_takes_from_its_base_what_it_leaves_out(tmp_path: Path) -> None:
    mix = read(tmp_path)
    assert {name: cell.national for name, cell in mix.levels.items()} == {"first": 1, "second": 2}
    assert {name: cell.national for name, cell in mix.base_levels.items()} == {"first": 1, "second": 0}
    assert mix.bases == ("root",)
    assert mix.start == 2022 * 4
    assert mix.differences == ("second",)


def test_law_changes_of_a_base_hold_unless_changed_again(tmp_path: Path) -> None:
    root = ROOT + 'law_changes.act = { application = "2023Q1", fine = 1 }\n'
    child = CHILD + "law_changes.act = { fine = 2 }\n"
    assert read(tmp_path, root=root, child=child).law_changes == {"act": {"application": "2023Q1", "fine": 2}}


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ({"child": CHILD + "strat = 1\n"}, "start"),
        ({"child": CHILD + 'levels.frst = { national = 1, evidence = "direct", why = "x" }\n'}, "first"),
        ({"child": CHILD.replace("national = 2", "national = 3")}, "whole number from 0 to 2"),
        ({"child": CHILD.replace("national = 2", "national = 1.5")}, "whole number from 0 to 2"),
        ({"child": CHILD.replace('"direct"', '"sure"')}, "ambiguous"),
        ({"root": ROOT + 'base = "child"\n'}, "circle"),
        ({"root": "\n".join(line for line in ROOT.splitlines() if "second" not in line)}, "missing: second"),
        ({"root": ROOT.replace('start = "2022Q1"', "")}, "start"),
        ({"child": CHILD + "law_changes.act = 3\n"}, "law_changes.act = 3"),
    ],
    ids=["key", "instrument", "level", "half level", "evidence", "circle", "incomplete root", "start", "change"],
)
def test_mistakes_are_named(tmp_path: Path, files: dict[str, str], named: str) -> None:
    with pytest.raises(InputError, match=named):
        read(tmp_path, **files)


OWN = sorted(named_files("mixes"))


def own(name: str) -> Mix:
    return read_mix(
        find_file("mixes", "mix", name), lambda base, _: find_file("mixes", "mix", base), tuple(INSTRUMENTS)
    )


@pytest.mark.parametrize("name", OWN)
def test_no_mix_repeats_its_base(name: str) -> None:
    """A mix is a strict difference: each cell and each change of a law differs from what the base has."""
    given = read_toml(named_files("mixes")[name])
    if "base" not in given:
        return
    base = own(given["base"])
    parts = own(name).levels
    repeated = [cell for cell in given.get("levels", {}) if base.levels[cell].parts == parts[cell].parts]
    assert repeated == []
    assert given.keys() & {"levels", "law_changes", "laws", "programmes"}
    for law, changes in given.get("law_changes", {}).items():
        before = read_law(named_files("laws")[law], base.law_changes.get(law, {}))
        after = read_law(named_files("laws")[law], {**base.law_changes.get(law, {}), **changes})
        assert before != after, law


@pytest.mark.parametrize("name", OWN)
def test_every_cell_of_the_own_mixes_says_on_what_it_rests(name: str) -> None:
    for cell in own(name).levels.values():
        assert cell.evidence in EVIDENCE
        assert cell.sections


def test_the_alternatives_and_probes_stand_on_mixes_of_the_advice() -> None:
    folder = find_file("mixes", "mix", "1").parent
    advice = {path.stem for path in folder.glob("*.toml")}
    for name, path in named_files("mixes").items():
        assert set(own(name).bases) <= advice, path


def test_table_of_the_advice() -> None:
    """Table 3.1 as read cell by cell; the columns are the instruments in the order of the table."""
    table = {
        "1": "1 0 0 1 1 1 1 0 0 1 1 1",
        "2": "1 0 0 2 2 2 2 2 0 1 1 1",
        "3": "1 2 0 2 2 2 2 2 0 1 1 1",
        "4": "1 0 0E 2 2 2 2 2 0 1 1 2",
        "3E": "1 0E 0 2E 2E 2E 2E 2 0E 1 2 1",
    }

    def cells(alias: str) -> str:
        found = [f"{cell.national}{'E' * cell.european}" for cell in own(alias).levels.values()]
        return " ".join(found[: len(table[alias].split())])  # instruments that the advice lacks come behind

    assert {alias: cells(alias) for alias in table} == table


def test_the_european_variant_has_the_national_levels_of_mix_3_from_the_start() -> None:
    """SER 3.3 and 5.1.1: present instruments are optimised in every case; only the law and the effort differ."""
    third, european = own("3"), own("3E")
    apart = [name for name in third.levels if third.levels[name].national != european.levels[name].national]
    assert apart == ["broad_due_diligence", "effort_due_diligence"]
    assert all(third.starts(name) == european.starts(name) for name in third.levels)


def test_parts_of_a_level_begin_on_their_own(tmp_path: Path) -> None:
    parts = 'levels.second = { national = 2, european = true, start = "2023Q1", european_start = "2025Q1", '
    mix = read(tmp_path, child=CHILD.replace("levels.second = { national = 2, ", parts))
    assert mix.turns == tuple(parse_quarter(each) for each in ("2022Q1", "2023Q1", "2025Q1"))
    dates = [parse_quarter(each) for each in ("2022Q4", "2023Q1", "2024Q4", "2025Q1")]
    assert [mix.national_level("second", date) for date in dates] == [0, 2, 2, 2]
    assert [mix.european_part("second", date, law_applies=True) for date in dates] == [False, False, False, True]


def test_old_levels_are_refused_with_the_way_to_write_them(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"levels.second: level = 3 is now in two parts; write national"):
        read(tmp_path, child=CHILD.replace("national = 2", "level = 3"))
    with pytest.raises(InputError, match="effort_due_diligence and effort_reporting"):
        read(tmp_path, child=CHILD.replace("levels.second", "levels.european_effort"))


def test_all_mixes_of_the_advice_start_together() -> None:
    assert len({own(alias).start for alias in ("1", "2", "3", "4", "3E")}) == 1
