"""The policy that a file describes is the policy that is run: bases, laws and their references, as users wrote them."""

import re
from pathlib import Path

import pytest

import run
from model.errors import InputError
from model.inputs.law import SIZE_CLASSES, Law, with_changes
from model.quarters import parse_quarter
from model.scenario import load_scenario, named_files

MIX = 'label_en = "Mix"\nlabel_nl = "Mix"\nwhy = "a test"\nsections = ["3.4.2"]\n'
LAW = """
label_en = "Act on wages"
label_nl = "Wet lonen"
why = "A law of companies with 250 staff."
source = "made up"
confidence = "assumption"
jurisdiction = "NLD"
applies_to = "established"
employees_min = 250
themes = ["wages_hours"]
steps = [1, 2, 3]
announced = "2022Q1"
application = "2024Q1"
"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def laws(mix: Path) -> dict[str, Law]:
    return {law.name: law for law in load_scenario(mix, world="small").laws}


# ---- bases


@pytest.mark.parametrize("namesake", [True, False])
def test_a_path_in_a_base_is_read_from_the_folder_of_the_base(tmp_path: Path, namesake: bool) -> None:
    write(tmp_path / "ministry" / "wages_act.toml", LAW)
    write(tmp_path / "ministry" / "wages_mix.toml", MIX + 'base = "null_option"\nlaws = ["wages_act.toml"]\n')
    child = write(tmp_path / "bureau" / "wages_plus.toml", MIX + 'base = "../ministry/wages_mix.toml"\n')
    if namesake:
        write(tmp_path / "bureau" / "wages_act.toml", LAW.replace("employees_min = 250", "employees_min = 5000"))
    assert laws(child)["wages_act"].employees_min == 250


def test_an_empty_list_takes_the_laws_of_a_base_away(tmp_path: Path) -> None:
    write(tmp_path / "wages_act.toml", LAW)
    write(tmp_path / "other_act.toml", LAW)
    base = write(tmp_path / "base.toml", MIX + 'base = "null_option"\nlaws = ["wages_act.toml"]\n')
    without = write(tmp_path / "without.toml", MIX + 'base = "base.toml"\nlaws = []\n')
    other = write(tmp_path / "other.toml", MIX + 'base = "without.toml"\nlaws = ["other_act.toml"]\n')
    assert "wages_act" in laws(base)
    assert laws(without) == laws(write(tmp_path / "plain.toml", MIX + 'base = "null_option"\n'))
    assert set(laws(other)) - set(laws(without)) == {"other_act"}
    assert load_scenario(without, world="small").mix.laws == ()


def test_a_level_keeps_what_the_mix_does_not_give_anew(tmp_path: Path) -> None:
    level = 'evidence = "assumption"\nwhy = "a test"\n'
    base = MIX + 'base = "null_option"\n[levels.flanking]\nnational = 1\neuropean = true\nstart = "2026Q1"\n' + level
    write(tmp_path / "base.toml", base)
    child = MIX + 'base = "base.toml"\n[levels.flanking]\nnational = 0\n' + level
    found = load_scenario(write(tmp_path / "child.toml", child), world="small").mix.levels["flanking"]
    assert (found.national, found.european, found.start) == (0, True, parse_quarter("2026Q1"))
    undone = write(tmp_path / "undone.toml", child.replace("national = 0", "national = 0\neuropean = false"))
    assert not load_scenario(undone, world="small").mix.levels["flanking"].european


# ---- applications by size class and wave


def changed(before: object, after: object) -> object:
    return with_changes({"application": before}, {"application": after}, "here")["application"]


def test_a_part_of_an_application_leaves_the_rest_as_it_is() -> None:
    every = dict.fromkeys(SIZE_CLASSES, "2024Q1")
    assert changed("2024Q1", {"large": "2026Q1"}) == {**every, "large": "2026Q1"}
    assert changed({"large": "2024Q1"}, {"medium": "2025Q1"}) == {"large": "2024Q1", "medium": "2025Q1"}
    assert changed({"3000": "2023Q1", "1000": "2024Q1"}, {"1000": "never"}) == {"3000": "2023Q1", "1000": "never"}
    assert changed({"3000": "2023Q1"}, "2025Q1") == "2025Q1"
    assert changed({"3000": "2023Q1"}, every) == every
    assert changed("2024Q1", {"0": "2025Q1"}) == {"0": "2025Q1"}


@pytest.mark.parametrize(
    ("before", "after"), [("2024Q1", {"1000": "2025Q1"}), ({"1000": "2025Q1"}, {"large": "2024Q1"})]
)
def test_a_part_that_cannot_be_laid_over_the_rest_is_refused(before: object, after: object) -> None:
    with pytest.raises(InputError, match="leaves companies out"):
        changed(before, after)


# ---- slips in a law: `explain` refuses what `run` refuses

SLIPS = [
    ("steps = [1, 2, 3]", "steps = [1, 1, 1, 3]", "steps = [1, 1, 1, 3] names something twice"),
    ('["wages_hours"]', '["wages_hours", "wages_hours"]', "names something twice"),
    ('application = "2024Q1"', 'application = "2024Q1"\nend = "2023Q1"', "end = 2023Q1 is not allowed"),
    ('announced = "2022Q1"', 'announced = "2026Q1"', "application = 2024Q1 is earlier than announced = 2026Q1"),
    ('"NLD"', '"BE"', "unknown jurisdiction 'BE'; did you mean 'BEL'"),
    ('"NLD"\napplies_to = "established"', '"BEL"\napplies_to = "sellers"', "NLD or EU for a law that binds sellers"),
    ("steps =", 'sectors = ["TEXT"]\nsteps =', "unknown sector 'TEXT'; did you mean 'TEX'"),
    (
        "steps =",
        'harmonised_by = ["due_dilligence_eu"]\nsteps =',
        "unknown law 'due_dilligence_eu'; did you mean 'due_",
    ),
    ("steps =", 'replaced_by = ["broad_due_diligence"]\nsteps =', "did you mean 'broad_due_diligence_nl'"),
    ("steps =", 'instrument = "broad_due_dilligence"\nlevels = [2]\nsteps =', "did you mean 'broad_due_diligence'"),
]


@pytest.mark.parametrize("verb", ["explain", "run"])
@pytest.mark.parametrize(("written", "slip", "message"), SLIPS)
def test_a_slip_in_a_law_is_refused_by_every_verb(
    verb: str, written: str, slip: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert written in LAW
    write(tmp_path / "act.toml", LAW.replace(written, slip))
    mix = write(tmp_path / "mix.toml", MIX + 'base = "null_option"\nlaws = ["act.toml"]\n')
    out = tmp_path / "out"
    words = ["explain", str(mix)] if verb == "explain" else ["run", "--mix", str(mix), "--out", str(out)]
    assert run.main([*words, *(["--world", "small"] if verb == "run" else [])]) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err.count("\n") == 1
    assert message in shown.err and "act.toml" in shown.err
    assert not out.exists()
    with pytest.raises(InputError, match=re.escape(message)):
        load_scenario(mix, world="small")


def test_a_law_may_name_one_that_the_mix_leaves_out(tmp_path: Path) -> None:
    write(tmp_path / "next_act.toml", LAW)
    write(tmp_path / "act.toml", LAW + 'replaced_by = ["next_act"]\nharmonised_by = ["due_diligence_eu"]\n')
    assert "act" in laws(write(tmp_path / "mix.toml", MIX + 'base = "null_option"\nlaws = ["act.toml"]\n'))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[law_changes]\ndue_diligence_eu = 1\n", "law_changes.due_diligence_eu = 1 is not allowed; allowed: a table"),
        ("[law_changes.due_dilligence_eu]\nfine = 1\n", "unknown law 'due_dilligence_eu'; did you mean"),
    ],
)
@pytest.mark.parametrize("kind", ["mix", "course"])
def test_changes_of_laws_are_tables_of_laws_that_exist(
    kind: str, text: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = MIX + 'base = "null_option"\n' if kind == "mix" else MIX + 'european_law = "under_every_mix"\n'
    file = str(write(tmp_path / "mine.toml", head + text))
    assert run.main(["explain", file] if kind == "mix" else ["explain", "3", "--course", file]) == 2
    shown = capsys.readouterr().err
    assert message in shown and shown.count("\n") == 1


# ---- values on the command line


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (["learning.rate=0.05", "learning.rate=0.07"], "--set: learning.rate is given twice"),
        (["unions.active=0.5"], "unions.active = 0.5 is not allowed; allowed: 0 or 1"),
    ],
)
def test_values_that_are_not_what_was_meant_are_refused(
    settings: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [word for each in settings for word in ("--set", each)]
    assert run.main(["run", "--world", "small", *words, "--out", str(tmp_path / "out")]) == 2
    shown = capsys.readouterr().err
    assert message in shown and shown.count("\n") == 1


# ---- another home country


def test_a_world_with_another_focus_is_refused_with_the_page_that_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = named_files("worlds")["small"].read_text(encoding="utf-8").replace("NLD = 80", "BEL = 80")
    world = write(tmp_path / "belgium.toml", text)
    assert run.main(["run", "--world", str(world), "--out", str(tmp_path / "out")]) == 2
    shown = capsys.readouterr().err
    assert "companies: unknown key 'BEL'; allowed: NLD, EU, ROW" in shown and "docs/focus.md" in shown
    assert shown.count("\n") == 1 and not (tmp_path / "out").exists()
