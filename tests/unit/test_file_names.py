"""Names that tables of results can carry: they come back from a table as they were."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest

from experiments.studies.comparison.hypotheses import read_hypotheses
from experiments.studies.robustness.lens import read_lenses
from model.errors import InputError
from model.file_names import check_name, is_stray
from model.scenario import SCENARIOS, find_file, load_scenario, named_files

ROOT = Path(__file__).resolve().parents[2]
NOT_KNOWN = ("NA", "N/A", "n/a", "NaN", "nan", "-NaN", "NULL", "null", "None", "<NA>", "#N/A", "#NA", "#N/A N/A")
"""What pandas reads as missing unless it is asked not to."""


@pytest.mark.parametrize("name", ["NA", "null", "None", " nan ", "", "=1+1", "+x", "-x", "@x", "a\x1b[31mb", "a\nb"])
def test_a_name_that_a_reader_would_change_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=r"name = .* is not allowed"):
        check_name(name, "here")


@pytest.mark.parametrize("name", ["null_option", "broad", "3E", "Nuloptie 2", "日本", "a-b", "nankai"])
def test_other_names_come_back_from_a_table_as_they_were(name: str) -> None:
    assert check_name(name, "here") == name
    assert pd.read_csv(io.StringIO(f"mix\n{name}\n"))["mix"].tolist() == [name]


def test_what_pandas_takes_for_missing_is_refused() -> None:
    assert pd.read_csv(io.StringIO("\n".join(["mix", *NOT_KNOWN])))["mix"].isna().all()
    for name in NOT_KNOWN:
        with pytest.raises(InputError):
            check_name(name, "here")


def test_no_published_table_holds_a_name_that_readers_take_for_missing() -> None:
    tables = sorted((ROOT / "results").glob("*/*.csv"))
    assert any(path.parent.name == "reference-ablate" for path in tables)
    for path in tables:
        with path.open(encoding="utf-8", newline="") as file:
            assert {cell for row in csv.reader(file) for cell in row}.isdisjoint(NOT_KNOWN), path


@pytest.mark.parametrize("name", ["null", "=1+1"])
def test_a_mix_of_such_a_name_is_refused_before_a_run(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.toml"
    path.write_text((SCENARIOS / "mixes" / "broad.toml").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(InputError, match="is not allowed"):
        load_scenario(path, world="small")
    with pytest.raises(InputError, match="is not allowed"):
        find_file("laws", "law", path.name, tmp_path)


def test_so_is_a_set_of_weights_and_a_hypothesis(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("[null.weights]\n", encoding="utf-8")
    with pytest.raises(InputError, match="'null' is not allowed"):
        read_lenses(path)
    own = (SCENARIOS / "hypotheses.toml").read_text(encoding="utf-8").replace('id = "H1"', 'id = "NA"')
    path.write_text(own, encoding="utf-8")
    with pytest.raises(InputError, match="'NA' is not allowed"):
        read_hypotheses(path)


def test_stray_files_in_a_folder_of_mixes_are_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "mixes"
    folder.mkdir()
    for name in (".DS_Store", "._broad.toml", "~$broad.toml", "Thumbs.db", "desktop.ini", "broad.toml"):
        (folder / name).write_bytes(b"\x00\x05\x16\x07")
    assert list(named_files("mixes", tmp_path)) == ["broad"]
    assert is_stray(folder / "._broad.toml")
