"""The library: typed names, the same numbers as the command line, one clear error."""

import inspect
import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

import run
from experiments import api
from experiments.studies.common import contract
from model.errors import InputError

MIXES = ["null_option", "broad"]


def test_every_name_is_there_documented_and_typed() -> None:
    for name in api.__all__:
        thing = getattr(api, name)
        assert inspect.getdoc(thing), name
        if inspect.isfunction(thing):
            signature = inspect.signature(thing)
            given = [each.annotation for each in signature.parameters.values()]
            assert inspect.Signature.empty not in [*given, signature.return_annotation], name


def no_figures(drawings: object, folder: Path, workers: int, source: str) -> list[Path]:
    return []


def test_a_comparison_has_the_numbers_of_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contract, "draw_figures", no_figures)
    tables = api.compare(MIXES, ["expected"], world="small", seeds=[3], workers=1)
    words = ["compare", "--mix", "1", "--mix", "3", "--course", "expected", "--world", "small", "--workers", "1"]
    assert run.main([*words, "--replicates", "1", "--seed", "3", "--out", str(tmp_path / "out")]) == 0
    written = api.read(tmp_path / "out")
    pd.testing.assert_frame_equal(written["series"], tables.series)
    pd.testing.assert_frame_equal(written["summary"], tables.summary, check_dtype=False)
    assert api.manifest(tmp_path / "out") == json.loads(json.dumps(tables.manifest))


def test_a_number_of_seeds_counts_from_one() -> None:
    tables = api.compare(["null_option"], ["expected"], world="small", seeds=2, workers=1)
    assert sorted(tables.runs["seed"]) == [1, 2]


@pytest.mark.parametrize("seeds", [0, -1, []])
def test_no_seeds_are_refused(seeds: int | Sequence[int]) -> None:
    with pytest.raises(InputError, match=r"seeds: .* is not allowed"):
        api.compare(MIXES, world="small", seeds=seeds)


def test_a_figure_is_named_or_refused_with_the_nearest_name() -> None:
    tables = api.compare(MIXES, ["expected"], world="small", seeds=1, workers=1)
    assert api.plot(tables, api.figure_names(tables)[1], "nl").axes
    with pytest.raises(InputError, match="2_chain_impact"):
        api.plot(tables, "2_chain_impac")


def test_lists_are_those_of_the_command_line() -> None:
    assert api.listing("mixes")["name"].tolist()[:2] == ["null_option", "thematic"]
    assert "learning.rate" in set(api.listing("parameters")["name"])
    with pytest.raises(InputError, match="worlds"):
        api.listing("world")


def test_a_route_is_loaded_like_a_course() -> None:
    route = api.listing("routes")["name"].iloc[0]
    assert api.load("broad", world="small", course=route).course.simulated


def test_a_sweep_goes_on_and_gives_its_tables(tmp_path: Path) -> None:
    file = tmp_path / "sweep.toml"
    file.write_text(
        'mixes = ["null_option"]\nworlds = ["small"]\nreplicates = 1\n[parameters]\nlearning.rate = [0.05, 0.12]\n',
        encoding="utf-8",
    )
    first = api.sweep(file, tmp_path / "out", workers=1)
    assert sorted(first["runs"]["learning.rate"]) == [0.05, 0.12]
    again = api.sweep(file, tmp_path / "out", workers=1)
    pd.testing.assert_frame_equal(again["outcomes"], first["outcomes"])
