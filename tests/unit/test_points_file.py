"""Points of one's own from a table: what is read, how weights count, and what is refused."""

from pathlib import Path

import pandas as pd
import pytest

from experiments.runs.sweeps.points_file import read_points, read_weighted
from experiments.runs.sweeps.read import read_sweep
from experiments.runs.sweeps.sampling import Points
from model import catalogue
from model.errors import InputError
from tests.unit.sweep_files import FIRST, SECOND

catalogue.load()
COMMAS = "learning.rate,leverage.steepness\n0.05,2.5\n0.07,3.9\n0.11,4.4\n"
SWEEP = f"""
mixes = ["{FIRST}", "{SECOND}"]
worlds = ["small"]
[sample]
file = "points.csv"
[record]
outcomes = ["chain_impact_dutch"]
years = [2030]
"""


def table(folder: Path, text: str = COMMAS, encoding: str = "utf-8") -> Path:
    path = folder / "points.csv"
    path.write_text(text, encoding=encoding, newline="\n")
    return path


def same(found: Points) -> bool:
    return found.names == ("learning.rate", "leverage.steepness") and found.values.tolist() == [
        [0.05, 2.5],
        [0.07, 3.9],
        [0.11, 4.4],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_points_are_read_in_both_forms_of_csv(tmp_path: Path, encoding: str) -> None:
    assert same(read_points(table(tmp_path, encoding=encoding)))
    semicolons = (
        COMMAS.replace(",", ";").replace("0.", "0,").replace(".5", ",5").replace(".9", ",9").replace(".4", ",4")
    )
    assert same(read_points(table(tmp_path, semicolons + ";\n\n", encoding)))
    assert same(read_points(table(tmp_path, COMMAS.replace("learning", "point,learning").replace("\n0", "\n1,0"))))


def test_a_sweep_runs_the_points_of_a_table(tmp_path: Path) -> None:
    table(tmp_path)
    (tmp_path / "s.toml").write_text(SWEEP, encoding="utf-8")
    design = read_sweep(tmp_path / "s.toml")
    assert design.run_count == 6
    assert same(design.points)
    crossed = SWEEP + "[parameters]\n'unions.active' = [0, 1]\n"
    (tmp_path / "s.toml").write_text(crossed, encoding="utf-8")
    assert read_sweep(tmp_path / "s.toml").run_count == 12


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("learning.rat\n0.05\n", "points.csv: unknown parameter 'learning.rat'; did you mean 'learning.rate'"),
        ("learning.rate\n0.05\n7\n", "learning.rate = 7.0 is not allowed; allowed: a number from 0 to 1"),
        ("learning.rate\n0.05\nmuch\n", "learning.rate = 'much' is not allowed"),
        ("learning.rate,unions.active\n0.05,\n", "unions.active = '' is not allowed; allowed: 0 or 1"),
        ("learning.rate,unions.active\n0.05\n", "points.csv, line 2: number of cells = 1"),
        ("learning.rate,learning.rate\n0.05,0.06\n", "has two columns learning.rate"),
        ("learning.rate,unions.active\n0.05,0.5\n", "unions.active = 0.5 is not allowed; allowed: 0 or 1"),
        ("learning.rate\n", "no header or no rows"),
        ("", "no header or no rows"),
        ("learning.rate\n1,2,3\n4\n1,2\n3,4,5,6\n", "points.csv, line 2: number of cells = 3"),
        ("learning.rate,weight\n0.05,1\n", "weights are for an ensemble"),
    ],
)
def test_mistakes_in_a_table_are_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=r"points\.csv") as error:
        read_points(table(tmp_path, text))
    assert message in str(error.value)
    with pytest.raises(InputError, match=r"none\.csv: file not found"):
        read_points(tmp_path / "none.csv")


def test_a_parameter_is_not_in_the_table_and_the_grid_both(tmp_path: Path) -> None:
    table(tmp_path)
    (tmp_path / "s.toml").write_text(SWEEP + "[parameters]\nlearning.rate = 0.06\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"has a column learning\.rate, which \[parameters\] gives a value"):
        read_sweep(tmp_path / "s.toml")


def test_draws_are_read_with_their_weights(tmp_path: Path) -> None:
    draws = pd.DataFrame({"draw": [1, 2, 3, 4], "learning.rate": [0.05, 0.06, 0.07, 0.08], "weight": [0, 3, 1, 0]})
    draws.to_parquet(tmp_path / "post_w.parquet")
    found, weights = read_weighted(tmp_path / "post_w.parquet")
    assert (found.names, found.values.tolist()) == (("learning.rate",), [[0.05], [0.06], [0.07], [0.08]])
    assert weights.tolist() == [0.0, 0.75, 0.25, 0.0]
    comma = "learning.rate;leverage.steepness;weight\n0,05;3,1;0,5\n0,07;3,9;0,5\n"
    assert read_weighted(table(tmp_path, comma))[0].values.tolist() == [[0.05, 3.1], [0.07, 3.9]]


@pytest.mark.parametrize("weights", [[0, 0], [-1, 2], ["a", 1], [None, 1]])
def test_weights_that_weigh_nothing_are_refused(tmp_path: Path, weights: list[object]) -> None:
    table(tmp_path, "learning.rate,weight\n" + "\n".join(f"0.05,{each}" for each in weights) + "\n")
    with pytest.raises(InputError, match=r"points\.csv: weight = .*allowed: numbers of 0 or more, not all 0"):
        read_weighted(tmp_path / "points.csv")
