"""The store: bytes that depend on content alone, and nothing half-written."""

import errno
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from experiments.runs import store
from experiments.runs.manifest import UNKNOWN, commit
from model.errors import InputError


def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "mix": ["één", "two", "two"],
            "seed": np.array([1, 2, 3], dtype=np.int64),
            "value": [0.1 + 0.2, np.nan, 1e300],
        }
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_parquet_comes_back_as_it_was(tmp_path: Path) -> None:
    store.write_parquet(tmp_path / "a.parquet", table())
    pd.testing.assert_frame_equal(store.read_parquet(tmp_path / "a.parquet"), table())


def test_parquet_bytes_depend_on_values_only(tmp_path: Path) -> None:
    other = table().iloc[::-1].iloc[::-1].rename_axis("index of another origin")
    other.attrs["note"] = "metadata of pandas"
    store.write_parquet(tmp_path / "a.parquet", table())
    store.write_parquet(tmp_path / "b.parquet", other)
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
    assert not pq.read_schema(tmp_path / "a.parquet").metadata


def test_csv_comes_back_within_its_digits(tmp_path: Path) -> None:
    store.write_csv(tmp_path / "a.csv", table())
    assert (tmp_path / "a.csv").read_bytes() == "mix,seed,value\néén,1,0.3\ntwo,2,\ntwo,3,1e+300\n".encode()
    pd.testing.assert_frame_equal(store.read_csv(tmp_path / "a.csv"), table(), check_dtype=False, rtol=1e-11)


def test_names_in_tables_of_studies_are_texts_whatever_they_look_like(tmp_path: Path) -> None:
    given = pd.DataFrame({"mix": ["2030", "2035"], "leader": ["", ""], "value": [1.0, np.nan]})
    store.write_csv(tmp_path / "a.csv", given)
    pd.testing.assert_frame_equal(store.read_table(tmp_path / "a.csv"), given, check_dtype=False)


def test_no_text_of_a_csv_is_a_formula_to_a_spreadsheet(tmp_path: Path) -> None:
    texts = ["=1+1", "+cmd|' /C calc'!A0", "-a", "@SUM(A1)", "\t=1", "-", "-0.5", "+1e-3", "a=1", "'twas", None]
    found = pd.DataFrame({"label": texts, "value": [-1.5] * len(texts), "mixed": [-2, *texts[1:]]})
    store.write_csv(tmp_path / "a.csv", found)
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "'=1+1,-1.5,-2"
    assert [line.partition(",")[0].strip('"')[:2] for line in lines[2:6]] == ["'+", "'-", "'@", "'\t"]
    assert [line.partition(",")[0] for line in lines[6:]] == ["-", "-0.5", "+1e-3", "a=1", "'twas", ""]
    again = store.read_csv(tmp_path / "a.csv")
    assert again["label"].tolist()[:-1] == texts[:-1]
    assert again["value"].tolist() == found["value"].tolist()


def test_json_is_sorted_and_ends_its_last_line(tmp_path: Path) -> None:
    store.write_json(tmp_path / "a.json", {"b": "é", "a": [1]})
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == '{\n "a": [\n  1\n ],\n "b": "é"\n}\n'


def test_a_full_disk_is_told_with_the_file_that_was_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left") as found:
        store.write_text(tmp_path / "a.txt", "new")
    assert found.value.filename == str(tmp_path / "a.txt")
    with pytest.raises(OSError, match="No such file") as found:
        store.write_text(tmp_path / "none" / "a.txt", "new")
    assert found.value.filename == str(tmp_path / "none" / "a.txt")
    assert names(tmp_path) == []


def test_a_file_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.write_text(tmp_path / "a.txt", "old")

    def stop(file: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        store.write_text(tmp_path / "a.txt", "new")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["a.txt"]


def test_missing_and_broken_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "broken.parquet").write_bytes(b"no table")
    (tmp_path / store.MANIFEST).write_text("{", encoding="utf-8")
    for read in (
        lambda: store.read_parquet(tmp_path / "none.parquet"),
        lambda: store.read_parquet(tmp_path / "broken.parquet"),
        lambda: store.read_csv(tmp_path / "none.csv"),
        lambda: store.read_manifest(tmp_path),
        lambda: store.read_manifest(tmp_path / "nowhere"),
    ):
        with pytest.raises(InputError, match=r"not found|cannot be read|not valid"):
            read()


def test_commit_is_read_from_git_files(tmp_path: Path) -> None:
    assert commit(tmp_path) == UNKNOWN
    git = tmp_path / ".git"
    (git / "refs" / "heads").mkdir(parents=True)
    (git / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    (git / "packed-refs").write_text("# pack-refs\nabc refs/heads/main\n", encoding="utf-8")
    assert commit(tmp_path) == "abc"
    (git / "refs" / "heads" / "main").write_text("def\n", encoding="utf-8")
    assert commit(tmp_path) == "def"
    (git / "HEAD").write_text("0123\n", encoding="utf-8")
    assert commit(tmp_path) == "0123"
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / ".git").write_text("gitdir: ../.git\n", encoding="utf-8")
    assert commit(copy) == "0123"
    assert json.dumps(commit(copy))
