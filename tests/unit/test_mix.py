"""Policy mixes: strict differences from a base, and the project's own mixes."""

from pathlib import Path

import pytest

from model.errors import InputError
from model.instruments import INSTRUMENTS
from model.law import read_law
from model.mix import EVIDENCE, Mix, read_mix
from model.scenario import find_file, named_files
from model.toml_input import read_toml

NAMES = ("first", "second")
ROOT = """
label_en = "Root"
label_nl = "Wortel"
why = "a test"
sections = ["3.2"]
start = "2022Q1"
levels.first = { level = 1, evidence = "direct", why = "as said" }
levels.second = { level = 0, evidence = "inferred", why = "not said" }
"""
CHILD = """
label_en = "Child"
label_nl = "Kind"
why = "a test"
sections = ["3.2"]
base = "root"
levels.second = { level = 2, evidence = "direct", why = "as said" }
"""


def read(folder: Path, name: str = "child", **files: str) -> Mix:
    for stem, text in {"root": ROOT, "child": CHILD, **files}.items():
        (folder / f"{stem}.toml").write_text(text, encoding="utf-8", newline="\n")
    return read_mix(folder / f"{name}.toml", lambda base, beside: folder / f"{base}.toml", NAMES)


def test_a_mix_takes_from_its_base_what_it_leaves_out(tmp_path: Path) -> None:
    mix = read(tmp_path)
    assert {name: cell.level for name, cell in mix.levels.items()} == {"first": 1, "second": 2}
    assert mix.base_levels == {"first": 1, "second": 0}
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
        ({"child": CHILD + 'levels.frst = { level = 1, evidence = "direct", why = "x" }\n'}, "first"),
        ({"child": CHILD.replace("level = 2", "level = 4")}, "whole number from 0 to 3"),
        ({"child": CHILD.replace("level = 2", "level = 1.5")}, "whole number from 0 to 3"),
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
    repeated = [cell for cell, value in given.get("levels", {}).items() if base.levels[cell].level == value["level"]]
    assert repeated == []
    assert given.get("levels") or given.get("law_changes") or given.get("laws")
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
        "1": (1, 0, 0, 1, 1, 1, 1, 0, 1),
        "2": (1, 0, 0, 2, 2, 2, 2, 2, 1),
        "3": (1, 2, 0, 2, 2, 2, 2, 2, 1),
        "4": (1, 0, 3, 2, 2, 2, 2, 2, 3),
        "3E": (1, 3, 0, 3, 3, 3, 3, 2, 3),
    }
    assert {alias: tuple(cell.level for cell in own(alias).levels.values()) for alias in table} == table


def test_all_mixes_of_the_advice_start_together() -> None:
    assert len({own(alias).start for alias in ("1", "2", "3", "4", "3E")}) == 1
