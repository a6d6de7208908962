"""Figures are drawn in worker processes or one after another."""

import os
from functools import partial
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from experiments.report.drawing import draw_figures


def numbered(number: int) -> Figure:
    figure = Figure(figsize=(1, 1))
    figure.text(0.5, 0.5, f"{number} by {os.getpid()}")
    return figure


def ends_others(parent: int) -> Figure:
    """Draw in the process of the test, and end any other."""
    if os.getpid() != parent:
        os._exit(1)
    return Figure(figsize=(1, 1))


def drawers(paths: list[Path]) -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in paths if path.suffix == ".svg"]
    return {text.partition(" by ")[2].partition("<")[0] for text in texts}


def test_figures_come_in_order_and_from_workers(tmp_path: Path) -> None:
    figures = {name: partial(numbered, number) for number, name in enumerate("cab")}
    paths = draw_figures(figures, tmp_path, workers=2)
    assert [path.name for path in paths] == [f"{name}.{kind}" for name in "cab" for kind in ("png", "svg")]
    assert str(os.getpid()) not in drawers(paths)
    assert drawers(draw_figures(figures, tmp_path)) == {str(os.getpid())}


def test_workers_that_wait_elsewhere_draw_in_the_folder_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    figures = {name: partial(numbered, number) for number, name in enumerate("ab")}
    draw_figures(figures, tmp_path, workers=2)
    monkeypatch.chdir(tmp_path)
    paths = draw_figures(figures, Path("later"), workers=2)
    assert paths == [Path("later", f"{name}.{kind}") for name in "ab" for kind in ("png", "svg")]
    assert all(path.is_file() for path in paths)


def test_figures_are_drawn_here_when_a_worker_dies(tmp_path: Path) -> None:
    figures = {name: partial(ends_others, os.getpid()) for name in "ab"}
    paths = draw_figures(figures, tmp_path, workers=2)
    assert len(paths) == 4
    assert all(path.exists() for path in paths)
