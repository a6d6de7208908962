"""Input files as people have them: saved by a Dutch spreadsheet or by Notepad, with a country or sector of their own.

The cases are reports by users; each ends in the right value, or in one line that says what to do.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import run
from model.errors import InputError
from model.inputs.table_format import DATA_FOLDER, dictionary, read_cells
from model.inputs.tables import TABLE_NAMES, load_tables
from model.scenario import SCENARIOS, load_scenario

Rows = list[list[str]]

WORLD = """
label_en = "Tiny world"
label_nl = "Kleine wereld"
why = "a test"
start = "2020Q1"
end = "2023Q4"
burn_in = 4
suppliers = 130
data = "data"
input_uncertainty = 1.0
[companies]
NLD = 80
EU = 70
ROW = 70
[shocks]
covid = true
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a copy of the input tables and a world beside it that uses them."""
    shutil.copytree(DATA_FOLDER, tmp_path / "data")
    (tmp_path / "own.toml").write_text(WORLD, encoding="utf-8")
    return tmp_path / "data"


def rows_of(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def change(path: Path, action: Callable[[Rows], object]) -> None:
    rows = rows_of(path)
    action(rows)
    write(path, rows)


def as_dutch_spreadsheet(path: Path) -> None:
    """Save a table as a Dutch spreadsheet does: semicolons, decimal commas, a byte order mark, Windows line ends."""
    rows = [[re.sub(r"^([+-]?\d+)\.(\d+)$", r"\1,\2", cell) for cell in row] for row in rows_of(path)]
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([*rows, [""] * len(rows[0])])
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def message(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        load_tables(folder)
    return str(caught.value)


def test_tables_of_a_dutch_spreadsheet_hold_the_same_values(folder: Path) -> None:
    for name in TABLE_NAMES:
        as_dutch_spreadsheet(folder / f"{name}.csv")
    assert b"11,897" in (folder / "countries.csv").read_bytes()
    copy, original = load_tables(folder), load_tables()
    for name in TABLE_NAMES:
        assert getattr(copy, name).index == getattr(original, name).index
        for column in dictionary()[name]:
            np.testing.assert_array_equal(getattr(copy, name)[column], getattr(original, name)[column])


@pytest.mark.parametrize("cell", ["0.64", "1.234", "1.234,5"])
def test_decimal_commas_and_points_in_one_file_are_refused(folder: Path, cell: str) -> None:
    path = folder / "countries.csv"
    as_dutch_spreadsheet(path)
    path.write_text(path.read_text(encoding="utf-8").replace(";-0,64;", f";{cell};", 1), encoding="utf-8")
    assert f"countries.csv, line 2: cell = '{cell}' is not allowed; allowed: numbers with a decimal" in message(folder)


def test_blank_rows_and_columns_are_passed_over(folder: Path) -> None:
    change(folder / "covenants.csv", lambda rows: rows.extend([[""] * 17] * 3))
    change(folder / "countries.csv", lambda rows: rows.insert(3, [" "] * len(rows[0])))
    write(folder / "firms.csv", [[*row, "", ""] for row in rows_of(folder / "firms.csv")])
    copy, original = load_tables(folder), load_tables()
    for name in ("covenants", "countries", "firms"):
        assert getattr(copy, name).index == getattr(original, name).index


def test_lines_keep_their_number_after_blank_rows_and_a_line_with_the_separator(folder: Path) -> None:
    path = folder / "firms.csv"
    as_dutch_spreadsheet(path)
    text = path.read_text(encoding="utf-8-sig").replace("\nTEX;NLD;small", "\n;;;;\nTEX;NLD;small", 1)
    path.write_text(f"sep=;\n{text}", encoding="utf-8")
    assert [line for line, _ in read_cells(path)[1]][:3] == [3, 5, 6]


def test_published_ratings_get_a_hint(folder: Path) -> None:
    rated = rows_of(folder / "countries.csv")[0].index("ituc_rating_2020")
    change(folder / "countries.csv", lambda rows: rows[7].__setitem__(rated, "5+"))
    found = message(folder)
    assert "countries.csv, line 8 (MMR): ituc_rating_2020 = '5+'" in found
    assert "a whole number from 1 to 5" in found
    assert "such as 5+, is coded as that number (5)" in found
    change(folder / "countries.csv", lambda rows: rows[7].__setitem__(rated, "5"))
    assert "cells.csv, row countries,MMR,ituc_rating_2020" in message(folder)

    def cited(rows: Rows) -> None:
        cell = next(each for each in rows if each[1:3] == ["MMR", "ituc_rating_2020"])
        cell[rows[0].index("value")] = "5"

    change(folder / "cells.csv", cited)
    assert load_tables(folder).countries["ituc_rating_2020"].tolist()[6] == 5


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("0,5", "decimal point"),
        ("45%", "without %"),
        ("<1", "one number"),
        ("1 234", "separators of thousands"),
        ("n/a", "leave a cell blank"),
        ("5-Mar", "may have made a date"),
        ("1_0", "a number from"),
        ("٣", "a number from"),
        ("inf", "a number from"),
    ],
)
def test_other_ways_to_write_a_number_are_refused_with_what_to_do(folder: Path, cell: str, hint: str) -> None:
    density = rows_of(folder / "countries.csv")[0].index("union_density_pct")
    change(folder / "countries.csv", lambda rows: rows[1].__setitem__(density, cell))
    found = message(folder)
    assert f"union_density_pct = '{cell}'" in found
    assert hint in found


def test_stray_files_in_a_folder_of_tables_are_passed_over(folder: Path) -> None:
    for name in (".DS_Store", "._countries.csv", "Thumbs.db", "~$countries.csv"):
        (folder / name).write_bytes(b"\x00\x05\x16\x07")
    assert load_tables(folder).countries.index == load_tables().countries.index


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_mix_saved_by_notepad_is_the_same_mix(tmp_path: Path, encoding: str) -> None:
    text = (SCENARIOS / "mixes" / "thematic.toml").read_text(encoding="utf-8")
    path = tmp_path / "thematic.toml"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert load_scenario(path, world="small").content_hash == load_scenario("thematic", world="small").content_hash


def test_a_mix_in_utf_16_is_refused_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.toml"
    path.write_text((SCENARIOS / "mixes" / "thematic.toml").read_text(encoding="utf-8"), encoding="utf-16")
    assert run.main(["explain", str(path)]) == 2
    told = capsys.readouterr().err
    assert "mine.toml: is in UTF-16, not in UTF-8; save it again as UTF-8" in told
    assert told.count("\n") == 1


# ---- on the command line


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            "[0,05, 0,12]",
            "sweep.toml: not valid TOML: Unclosed array (at line 4, column 21); write a decimal point: 0.05",
        ),
        ("0,05", "write a decimal point: 0.05 instead of 0,05"),
    ],
)
def test_decimal_commas_in_a_sweep_are_refused_with_a_hint(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], values: str, told: str
) -> None:
    text = f'mixes = ["null_option", "broad"]\nworlds = ["small"]\n[parameters]\nlearning.rate = {values}\n[record]\n'
    (tmp_path / "sweep.toml").write_text(text, encoding="utf-8")
    assert run.main(["sweep", str(tmp_path / "sweep.toml"), "--out", str(tmp_path / "out")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_decimal_comma_in_an_option_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["run", "--world", "small", "--set", "learning.rate=0,07", "--out", str(tmp_path / "out")]
    assert run.main(arguments) == 2
    assert "learning.rate = '0,07' is not allowed; allowed: a number from 0 to 1" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes by name here")
def test_a_sweep_that_is_a_pipe_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "sweep.toml")
    assert run.main(["sweep", str(tmp_path / "sweep.toml")]) == 2
    assert capsys.readouterr().err == f"error: {tmp_path / 'sweep.toml'}: is a pipe; give a file\n"


def own_mix(folder: Path, label: str) -> Path:
    text = (SCENARIOS / "mixes" / "thematic.toml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^label_(en|nl) = .*$", lambda found: f'label_{found[1]} = "{label}"', text)
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_labels_are_shown_as_they_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    label = "[/red] [bold]=1+1 of $5 日本"
    assert run.main(["explain", str(own_mix(tmp_path, label))]) == 0
    assert label in capsys.readouterr().out


@pytest.mark.parametrize("character", ["\\u001b[31m", "\\r", "\\u202e", "\\u0007"])
def test_labels_that_steer_a_terminal_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], character: str
) -> None:
    assert run.main(["explain", str(own_mix(tmp_path, f"red{character}"))]) == 2
    told = capsys.readouterr().err
    assert "label_en = 'red\\" in told
    assert told.strip().isprintable()


# ---- a country and a sector of one's own


def add_country(folder: Path) -> None:
    """Add Madagascar, with 3% of clothing that came from China."""

    def row(rows: Rows) -> None:
        kenya = next(each for each in rows if each[0] == "KEN")
        rows.append(["MDG", "Madagascar", "Madagaskar", *kenya[3:]])

    def origins(rows: Rows) -> None:
        for each in rows:
            if each[0] == "TEX" and each[2] == "CHN":
                each[3] = f"{float(each[3]) - 0.03:.2f}"
        rows.extend(["TEX", region, "MDG", "0.03", "a note", "2019", "derived"] for region in ("NLD", "EU"))

    change(folder / "countries.csv", row)
    change(folder / "import_origins.csv", origins)


def add_sector(folder: Path) -> None:
    """Add batteries: a 14th sector that is like clothing in all but its name."""

    def row(rows: Rows) -> None:
        textiles = next(each for each in rows if each[0] == "TEX")
        place = rows[0].index("has_covenant")
        rows.append(["BATT", "Batteries", "Accu's", *textiles[3:place], "0", *textiles[place + 1 :]])

    def copied(rows: Rows) -> None:
        rows.extend(["BATT", *each[1:]] for each in list(rows) if each[0] == "TEX")

    change(folder / "sectors.csv", row)
    change(folder / "firms.csv", copied)
    change(folder / "import_origins.csv", copied)


@pytest.mark.parametrize(
    ("add", "table", "added"), [(add_country, "countries", "MDG"), (add_sector, "sectors", "BATT")]
)
def test_a_country_or_sector_of_ones_own_works(
    folder: Path, add: Callable[[Path], None], table: str, added: str, capsys: pytest.CaptureFixture[str]
) -> None:
    add(folder)
    tables = load_tables(folder)
    assert (added,) in getattr(tables, table).index
    assert len(getattr(tables, table)) == len(getattr(load_tables(), table)) + 1
    world, out = str(folder.parent / "own.toml"), folder.parent / "out"
    assert run.main(["world", world, "--out", str(out / "world"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["built"]["companies"] == 220
    assert run.main(["run", "--mix", "3", "--world", world, "--out", str(out / "run")]) == 0
    assert (out / "run" / "series.parquet").is_file()
