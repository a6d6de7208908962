"""Folders of studies: what they hold, what may replace them, and what is never touched."""

import errno
import os
from pathlib import Path

import pytest

import run
from experiments.runs import holdings, places, store
from experiments.runs.holdings import CHECKSUMS, DESIGN, begin, holding, seal
from experiments.runs.places import NEW, OLD, chosen_folder, new_folder, study_place
from model.errors import InputError
from model.scenario import SCENARIOS

STUDY = {"verb": "test", "study_id": "one"}
OTHER = {"verb": "test", "study_id": "two"}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def keep(place: Path) -> None:
    """Keep something of a study."""
    (place / "chunks").mkdir()
    (place / "chunks" / "task-0000000.parquet").write_bytes(b"chunk")


def study(folder: Path, text: str = "old") -> Path:
    """Make a finished study."""
    begin(folder, STUDY)
    store.write_text(folder / "table.csv", text)
    store.write_json(folder / store.MANIFEST, {"verb": "test", "study_id": "one", "environment": {}})
    seal(folder)
    return folder


def test_a_new_folder_appears_when_it_is_complete(tmp_path: Path) -> None:
    wanted = tmp_path / "deeper" / "study"
    with new_folder(wanted) as stage:
        store.write_text(stage / "a.csv", "x")
        store.write_json(stage / store.MANIFEST, {})
        assert not wanted.exists()
    assert names(wanted) == ["a.csv", CHECKSUMS, store.MANIFEST]
    assert names(wanted.parent) == ["study"]


def test_the_working_directory_may_hold_a_study_and_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    assert chosen_folder(".", tmp_path, force=False) == here
    assert chosen_folder("..", tmp_path, force=False) == tmp_path
    with study_place(chosen_folder(".", tmp_path, force=False), STUDY) as place:
        assert study(place) == here
    assert names(tmp_path) == ["here"]
    with (
        pytest.raises(InputError, match="holds the working directory; give another folder"),
        study_place(chosen_folder(".", tmp_path, force=True), OTHER, force=True),
    ):
        pass
    assert (here / "table.csv").read_text(encoding="utf-8") == "old"
    with pytest.raises(InputError, match="is the root of a disk"):
        chosen_folder(here.anchor, tmp_path, force=False)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_folder_that_cannot_be_finished_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    with pytest.raises(error), new_folder(tmp_path / "deeper" / "study") as stage:
        store.write_text(stage / "a.csv", "x")
        raise error
    assert names(tmp_path) == []


def test_a_study_says_what_it_holds(tmp_path: Path) -> None:
    assert holding(tmp_path / "none") == "nothing"
    place = tmp_path / "study"
    begin(place, STUDY)
    assert holding(place) == "begun"
    keep(place)
    store.write_json(place / store.MANIFEST, {})
    assert holding(place) == "begun"
    seal(place)
    assert holding(place) == "finished" and names(place) == [CHECKSUMS, store.MANIFEST]


def test_what_is_left_of_the_making_of_a_finished_study_is_removed(tmp_path: Path) -> None:
    folder = study(tmp_path / "study")
    before = names(folder)
    begin(folder, STUDY)
    keep(folder)
    (folder / ".table.csv.1.partial").write_bytes(b"")
    with pytest.raises(InputError, match="exists; add --force"), study_place(folder, STUDY):
        pass
    assert names(folder) == before


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda folder: (folder / "table.csv").unlink(), "table.csv is missing"),
        (lambda folder: (folder / "table.csv").write_text("o", encoding="utf-8"), "table.csv has changed"),
        (lambda folder: (folder / store.MANIFEST).write_text('{"verb', encoding="utf-8"), "manifest.json has changed"),
        (lambda folder: (folder / CHECKSUMS).unlink(), "checksums.json is missing"),
        (lambda folder: (folder / CHECKSUMS).write_text("{", encoding="utf-8"), "checksums.json is missing"),
    ],
)
def test_a_damaged_study_is_refused_and_mended_by_force(damage, told: str, tmp_path: Path) -> None:
    folder = study(tmp_path / "study")
    damage(folder)
    with pytest.raises(InputError, match=f"is damaged .{told}.; add --force"), study_place(folder, STUDY):
        pass
    if CHECKSUMS in told:  # nothing says any more whose the table is
        (folder / "table.csv").unlink()
    with study_place(folder, STUDY, force=True) as place:
        study(place, "new")
    assert (folder / "table.csv").read_text(encoding="utf-8") == "new"
    assert names(tmp_path) == ["study"]


def test_force_replaces_a_study_when_the_new_one_is_finished(tmp_path: Path) -> None:
    folder = study(tmp_path / "study")
    with study_place(folder, OTHER, force=True) as place:
        begin(place, OTHER)
        keep(place)
        assert (folder / "table.csv").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["study", f"study{NEW}"]
    with study_place(folder, OTHER, force=True) as place:
        assert (place / "chunks" / "task-0000000.parquet").is_file()
        study(place, "new")
    assert (folder / "table.csv").read_text(encoding="utf-8") == "new"
    assert names(tmp_path) == ["study"]


def test_a_forced_study_of_which_nothing_is_kept_leaves_the_old_one(tmp_path: Path) -> None:
    folder = study(tmp_path / "study")
    with pytest.raises(ValueError, match="no"), study_place(folder, OTHER, force=True) as place:
        begin(place, OTHER)
        raise ValueError("no")
    assert (folder / "table.csv").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["study"]


@pytest.mark.parametrize("stopped", ["before", "between", "after"])
def test_a_replacement_that_was_cut_off_is_brought_to_an_end(stopped: str, tmp_path: Path) -> None:
    folder, new, old = (tmp_path / f"study{ending}" for ending in ("", NEW, OLD))
    study(folder)
    study(new, "new")
    if stopped != "before":
        folder.rename(old)
    if stopped == "after":
        new.rename(folder)
    places.mend(folder)
    assert (folder / "table.csv").read_text(encoding="utf-8") == "new"
    assert names(tmp_path) == ["study"]


@pytest.mark.parametrize("name", ["manifest.json", "design.json", "checksums.json", "dear.txt"])
@pytest.mark.parametrize("content", ["", "{}", '{"name": "my own", "version": 3}', "x"])
@pytest.mark.parametrize("force", [False, True])
def test_what_is_no_study_is_never_replaced(name: str, content: str, force: bool, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / name).write_text(content, encoding="utf-8")
    (tmp_path / "letters" / "thesis.docx").write_bytes(b"mine")
    for start in (study_place(tmp_path / "letters", STUDY, force), new_folder(tmp_path / "letters", force)):
        with pytest.raises(InputError, match="holds other things"), start:
            pass
    assert names(tmp_path) == ["letters"]
    assert names(tmp_path / "letters") == sorted([name, "thesis.docx"])


@pytest.mark.parametrize("place", ["chunks/notes.txt", "work/a/notes.txt"])
def test_what_others_put_among_the_work_is_kept(place: str, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    begin(folder, STUDY)
    keep(folder)
    (folder / place).parent.mkdir(parents=True, exist_ok=True)
    (folder / place).write_bytes(b"mine")
    store.write_json(folder / store.MANIFEST, {})
    seal(folder)
    assert (folder / place).read_bytes() == b"mine" and not list(folder.rglob("*.parquet"))


@pytest.mark.parametrize("place", ["thesis.docx", "figures/mine.psd", "chunks/notes.txt", "work/a/notes.txt"])
def test_files_of_others_in_the_folder_of_a_study_are_never_deleted(place: str, tmp_path: Path) -> None:
    folder = study(tmp_path / "study")
    (folder / place).parent.mkdir(parents=True, exist_ok=True)
    (folder / CHECKSUMS).write_text("{}", encoding="utf-8")  # so that nothing is tidied
    (folder / "table.csv").unlink()
    (folder / place).write_bytes(b"mine")
    told = f"holds {place}, which no study put there"
    with pytest.raises(InputError, match=told), study_place(folder, OTHER, force=True):
        pass
    assert (folder / place).read_bytes() == b"mine"


def test_files_that_come_while_a_study_is_made_anew_are_kept(tmp_path: Path) -> None:
    folder = study(tmp_path / "study")
    with pytest.raises(InputError, match=r"holds mine.txt"), study_place(folder, OTHER, force=True) as place:
        study(place, "new")
        (folder / "mine.txt").write_bytes(b"mine")
    assert (folder / "mine.txt").is_file() and (folder / "table.csv").read_text(encoding="utf-8") == "old"


def test_a_place_is_tried_before_anything_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letter").write_text("x", encoding="utf-8")
    for out in (tmp_path / "letter", tmp_path / "letter" / "below", tmp_path / ("x" * 300)):
        with pytest.raises(InputError, match="--out: "), study_place(out, STUDY):
            pytest.fail("begun")

    def full(**options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    told = "nothing can be written to .*: No space left"
    with pytest.raises(InputError, match=told), study_place(tmp_path / "deeper" / "study", STUDY):
        pytest.fail("begun")
    assert names(tmp_path) == ["letter"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="may write everywhere")
def test_a_read_only_place_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(InputError, match="nothing can be written"), study_place(tmp_path / "study", STUDY):
        pytest.fail("begun")


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with study_place(tmp_path / "empty", STUDY) as place:
        assert place == tmp_path / "empty"
        study(place)
    assert holding(tmp_path / "empty") == "finished"


def test_a_taken_default_gets_a_number(tmp_path: Path) -> None:
    assert places.chosen_folder(None, tmp_path / "study", False).name == "study"
    for taken in ("study", "study-2"):
        (tmp_path / taken).mkdir()
    assert places.chosen_folder(None, tmp_path / "study", False).name == "study-3"
    assert places.chosen_folder(None, tmp_path / "study", True).name == "study"
    assert places.chosen_folder("mine", tmp_path / "study", False) == Path("mine")


def test_a_study_of_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with study_place(tmp_path / "study", STUDY) as place:
        begin(place, STUDY)
        keep(place)
    monkeypatch.setattr(holdings, "made_with", lambda: {"code": "new", "python": "3", "packages": {}})
    with pytest.raises(InputError, match="begun with another version of: code"), study_place(place, STUDY):
        pass
    assert (place / DESIGN).is_file()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"suppliers = 400": "suppliers = 1000000\nscale = 100"}, "(100022000 agents, 48 quarters)"),
        ({'end = "2031Q4"': 'end = "9999Q4"', "suppliers = 400": "suppliers = 10000"}, "would take at least"),
    ],
)
@pytest.mark.parametrize("verb", ["compare", "routes", "run", "pressure", "robustness"])
def test_a_world_that_takes_too_long_is_refused_before_it_is_built(
    changes: dict[str, str], told: str, verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (SCENARIOS / "worlds" / "small.toml").read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    world = tmp_path / "huge.toml"
    world.write_text(text, encoding="utf-8")
    assert run.main([verb, "--world", str(world), "--out", str(tmp_path / "out")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
