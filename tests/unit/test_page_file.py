"""The file of a page: what is asked for, what is there, and what cannot be written."""

from pathlib import Path

import pytest

import run
from experiments.cli.page_file import new_page
from experiments.runs.holdings import begin, seal
from experiments.runs.store import MANIFEST, write_json
from model.errors import InputError


def test_a_file_is_replaced_only_when_asked(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    with new_page(None, file, force=False) as chosen:
        assert chosen == file
    file.write_text("x", encoding="utf-8")
    with new_page(None, file, force=False) as chosen:
        assert chosen == tmp_path / "a-2.html"
    with new_page(str(file), file, force=True) as chosen:
        assert chosen == file
    with pytest.raises(InputError, match="exists; add --force"), new_page(str(file), file, force=False):
        pass


def test_so_is_the_file_that_is_written_beside_it(tmp_path: Path) -> None:
    file, mine = tmp_path / "a.html", tmp_path / "a.pdf"
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.pdf exists; add --force"), new_page(str(file), file, False, ".pdf"):
        pass
    with new_page(None, file, False, ".pdf") as chosen:
        assert chosen == tmp_path / "a-2.html"
    with new_page(str(file), file, True, ".pdf") as chosen:
        assert chosen == file


def test_a_folder_is_made_for_a_page_that_is_written(tmp_path: Path) -> None:
    file = tmp_path / "new" / "deep" / "a.html"
    with pytest.raises(KeyError), new_page(str(file), file, force=False):
        raise KeyError
    assert not list(tmp_path.iterdir())
    with new_page(str(file), file, force=False) as chosen:
        chosen.write_text("x", encoding="utf-8")
    assert file.is_file()


@pytest.mark.parametrize("force", [[], ["--force"]])
@pytest.mark.parametrize("verb", ["explorer", "report"])
@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("annual.parquet", "annual.parquet is not allowed; allowed: a file that ends in .html"),
        ("folder.html", "folder.html is a folder"),
        ("annual.parquet/a.html", "nothing can be written to"),
        ("", "--out: an empty text is not allowed"),
    ],
)
def test_what_is_no_file_for_a_page_is_refused_before_anything_is_read(
    verb: str, out: str, message: str, force: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "annual.parquet").write_text("numbers", encoding="utf-8")
    given = str(tmp_path / out) if out else ""
    assert run.main([verb, "--out", given, *force]) == 2
    shown = capsys.readouterr().err
    assert message in shown and shown.count("\n") == 1
    assert (tmp_path / "annual.parquet").read_text(encoding="utf-8") == "numbers"


@pytest.mark.parametrize(
    ("words", "at_end"),
    [
        (["report"], []),
        (["explorer"], []),
        (["draw"], []),
        (["difference"], ["other"]),
        (["value-of-information", "--from"], []),
    ],
    ids="-".join,
)
def test_a_study_that_is_not_as_it_was_written_is_not_read(
    words: list[str], at_end: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "study"
    begin(folder, {"verb": "compare", "study_id": "one"})
    (folder / "summary.csv").write_text("mean\n6.3\n", encoding="utf-8")
    out = ["--out", str(tmp_path / "new.html" if words[0] in ("report", "explorer") else tmp_path / "new")]

    def said() -> str:
        assert run.main([*words, str(folder), *at_end, *out]) == 2
        shown = capsys.readouterr().err
        assert shown.count("\n") == 1
        return shown

    write_json(folder / MANIFEST, {"verb": "compare", "study_id": "one", "environment": {}})
    assert "its study is not finished" in said()
    seal(folder)
    (folder / "summary.csv").write_text("mean\n6.8\n", encoding="utf-8")
    assert "summary.csv has changed since the study was finished" in said()
    (folder / "summary.csv").unlink()
    assert "summary.csv is missing since the study was finished" in said()
    (folder / "checksums.json").unlink()
    assert "checksums.json: file not found" in said()
    assert [path.name for path in tmp_path.iterdir()] == ["study"]
