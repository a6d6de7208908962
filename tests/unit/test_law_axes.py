"""What laws say as axes of a sweep: variants of the mixes that have the law, and no others."""

from pathlib import Path

import pandas as pd
import pytest

from experiments.runs.sweeps.design import SweepDesign
from experiments.runs.sweeps.read import read_sweep
from model.errors import InputError
from model.quarters import parse_quarter
from model.scenario import load_scenario
from tests.unit.sweep_files import make

SWEEP = """
mixes = ["null_option", "broad"]
worlds = ["small"]
courses = ["as_enacted"]
[record]
outcomes = ["chain_impact_dutch"]
years = [2030]
"""
AXES = "[laws.broad_due_diligence_nl]\nemployees_min = [250, 500, 1000]\nliability = [true, false]\n"


def design(folder: Path, axes: str) -> SweepDesign:
    (folder / "s.toml").write_text(SWEEP + axes, encoding="utf-8")
    return read_sweep(folder / "s.toml")


def test_every_combination_is_a_variant_of_the_mix_that_has_the_law(tmp_path: Path) -> None:
    found = design(tmp_path, AXES).worlds[0]
    laws = [{law.name: law for law in each.laws}["broad_due_diligence_nl"] for each in found]
    assert [each.mix.name for each in found][:3] == [
        "null_option",
        "broad (employees_min=250, liability=true)",
        "broad (employees_min=250, liability=false)",
    ]
    assert [(law.employees_min, law.liability) for law in laws[1:]] == [
        (staff, liable) for staff in (250, 500, 1000) for liable in (True, False)
    ]
    plain = load_scenario("null_option", world="small", course="as_enacted")
    assert found[0].content_hash == plain.content_hash
    own = load_scenario("broad", world="small", course="as_enacted")
    assert found[2].laws == own.laws  # its own values: 250 staff and no liability
    assert {each.start_hash for each in found} == {own.start_hash}


def test_the_table_of_runs_has_a_column_a_key(tmp_path: Path) -> None:
    make(design(tmp_path, AXES.replace("[250, 500, 1000]", "[500]")), tmp_path / "out")
    runs = pd.read_parquet(tmp_path / "out" / "runs.parquet").set_index("mix")
    assert runs["laws.broad_due_diligence_nl.employees_min"].iloc[1:].tolist() == [500, 500]
    assert pd.isna(runs["laws.broad_due_diligence_nl.employees_min"].iloc[0])
    assert runs["laws.broad_due_diligence_nl.liability"].iloc[1:].tolist() == [True, False]


def test_dates_of_two_laws_are_axes_together(tmp_path: Path) -> None:
    axes = '[laws.broad_due_diligence_nl]\napplication = ["2023Q1", { large = "2027Q1" }]\n'
    axes += "[laws.sustainability_reporting_eu]\nemployees_min = 100\n"
    text = SWEEP.replace('"as_enacted"', '"scheduled"')
    (tmp_path / "s.toml").write_text(text + axes, encoding="utf-8")
    found = {each.mix.name: {law.name: law for law in each.laws} for each in read_sweep(tmp_path / "s.toml").worlds[0]}
    assert next(iter(found)) == "null_option (employees_min=100)"
    named = "broad (broad_due_diligence_nl.application={}, sustainability_reporting_eu.employees_min=100)"
    first, second = found[named.format("2023Q1")], found[named.format('{"large": "2027Q1"}')]
    assert set(first["broad_due_diligence_nl"].application.values()) == {parse_quarter("2023Q1")}
    dates = second["broad_due_diligence_nl"].application
    assert (dates["large"], dates["medium"]) == (parse_quarter("2027Q1"), parse_quarter("2024Q1"))
    assert {each["sustainability_reporting_eu"].employees_min for each in found.values()} == {100}


@pytest.mark.parametrize(
    ("axes", "message"),
    [
        ("[laws.broad_due_dilligence_nl]\nfine = [1]\n", "laws: unknown law .*; did you mean 'broad_due_diligence_nl'"),
        ("[laws.broad_due_diligence_nl]\nemployes_min = [1]\n", "unknown key 'employes_min'; did you mean 'employees_"),
        (
            "[laws.broad_due_diligence_nl]\nemployees_min = [-1]\n",
            "employees_min = -1 is not allowed; allowed: a number",
        ),
        (
            "[laws.broad_due_diligence_nl]\nemployees_min = []\n",
            r"employees_min = \[\] is not allowed; allowed: at least",
        ),
        ("[laws.broad_due_diligence_nl]\nfine = [1, 1]\n", "each once"),
        ("[laws]\nbroad_due_diligence_nl = 1\n", "broad_due_diligence_nl = 1 is not allowed; allowed: a table of keys"),
        ("[laws.due_diligence_eu]\nfine = [1]\n", "law due_diligence_eu is in play in no mix of this sweep"),
    ],
)
def test_mistakes_in_an_axis_are_named(tmp_path: Path, axes: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        design(tmp_path, axes)
