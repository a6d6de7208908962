"""Figures are 16 cm wide, their type can be read at that width, and no name of the code stands in them."""

import tomllib
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from experiments.cli.draw_command import STUDIES, redraw
from experiments.place import ROOT, VERSION
from experiments.report.drawing import source_of
from experiments.report.page import WIDTH, Texts, new_page
from experiments.report.style import save
from experiments.runs.store import read_manifest
from model.errors import InputError
from tests.unit.figure_measures import faults_in, faults_of_figure

PUBLISHED = [path.parent for path in sorted((ROOT / "results").glob("*/manifest.json"))]


def page(width: float = WIDTH, *written: str, size: float = 8.0) -> Figure:
    made = new_page((width, 1.0), Texts("What is learned", "What is shown", "How to read it", "run 1"))
    for place, text in enumerate(written):
        made.write(0.5, 0.3 + 0.2 * place, text, size=size)
    return made.figure


def test_a_page_is_16_cm_wide_and_faults_are_seen() -> None:
    assert faults_of_figure(page()) == []
    assert len(faults_of_figure(page(8.0))) == 1
    assert faults_of_figure(page(WIDTH, "small", size=6.5)) == ["type of 6.5"]
    assert faults_of_figure(page(WIDTH, "reward.subsidy is high", "qp 0.1")) == ["qp 0.1", "reward.subsidy"]


def test_files_say_what_they_are_of_and_are_the_same_every_time(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    files = save(page(), tmp_path, "one", source_of("compare", "0123"))
    again = save(page(), tmp_path / "again", "one", source_of("compare", "0123"))
    assert [path.read_bytes() for path in files] == [path.read_bytes() for path in again]
    assert faults_in(files) == []
    for path in files:
        assert f"Ketenimpact {VERSION}, compare, study 0123".encode() in path.read_bytes()
    assert "What is learned</title>" in files[1].read_text(encoding="utf-8")
    assert len(faults_in(save(page(), tmp_path, "two"))) == 2


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    assert f"version: {VERSION}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("folder", PUBLISHED, ids=lambda folder: folder.name)
def test_figures_of_published_studies_can_be_read(folder: Path, language: str, tmp_path: Path) -> None:
    if read_manifest(folder).get("verb") not in STUDIES:
        pytest.skip("has no figures")
    try:
        drawn = redraw(folder, tmp_path, language, 1)
    except InputError as error:
        pytest.skip(f"was published by another version: {error}")
    assert faults_in(drawn) == []
