"""Figures of routes: text that can be read, failed runs told, the same bytes."""

from itertools import combinations
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from experiments.report.drawing import draw_figures
from experiments.report.style import RULES
from experiments.studies.routes.design import ENACTED
from experiments.studies.routes.figures import checkpoint as routes_checkpoint
from experiments.studies.routes.figures import durations as routes_durations
from experiments.studies.routes.figures import law as routes_law
from experiments.studies.routes.figures import outcomes as routes_outcomes
from experiments.studies.routes.figures import winners as routes_winners
from experiments.studies.routes.figures.drawing import drawings, route_figures
from experiments.studies.routes.tables import RoutesFolder
from tests.unit.figure_measures import faults_of_figure
from tests.unit.figure_parts import texts_of
from tests.unit.routes_figure_parts import (
    BEFORE,
    BILL,
    BOTH,
    CHECKED,
    FIRST,
    HALTED,
    PASSED,
    PLAIN,
    design,
    judged,
    law,
    many,
    study,
    view,
)


def usual() -> RoutesFolder:
    plan = design(mixes=(PLAIN, "thematic", BILL, "transparency", "broad_eu"), futures=12)
    follow = [BEFORE, PASSED, HALTED, []]
    dates = [*(f"{2025 + place}Q3" for place in range(11)), None]
    politics = {
        route: [
            law(date, 0.3 + 0.03 * place, (250.0, 500.0, 1000.0, 5000.0)[place % 4])
            + (judged(0.2 + 0.05 * place) if route == CHECKED else [])
            + follow[place % 4]
            for place, date in enumerate(dates)
        ]
        for route in (FIRST, CHECKED, BOTH)
    }
    gains = {CHECKED: [0.01 * (place % 3) for place in range(12)], BOTH: [0.05 - 0.01 * place for place in range(12)]}
    return study(plan, politics, gains, lost=[(BOTH, PLAIN, 2)])


CASES = {
    "usual": usual,
    "six_routes_two_futures": lambda: many(6, 2),
    "one_route_one_mix": lambda: study(design((FIRST,), (PLAIN,), 2)),
    "one_future": lambda: study(design(mixes=(PLAIN,), futures=1)),
    "no_law": lambda: study(design(mixes=(BILL,)), {each: [law(None)] * 4 for each in (FIRST, CHECKED, BOTH)}),
    "a_route_and_the_static_comparison_lost": lambda: study(
        design(mixes=(BILL,)), lost=[(route, BILL, seed) for route in (BOTH, ENACTED) for seed in range(1, 5)]
    ),
}


def drawn(made: RoutesFolder, language: str) -> dict[str, Figure]:
    found, seen = {}, view(made, language)
    for name, draw in route_figures(seen).items():
        with mpl.rc_context(RULES):
            found[name] = draw(seen)
            found[name].draw_without_rendering()
    return found


OTHERS = [*((case, "en") for case in CASES if case != "usual"), ("usual", "nl")]


@pytest.mark.parametrize(
    ("case", "language"), [("usual", "en"), *(pytest.param(*each, marks=pytest.mark.slow) for each in OTHERS)]
)
def test_text_is_large_enough_inside_the_page_and_apart(case: str, language: str) -> None:
    made, wrong = CASES[case](), []
    for name, figure in drawn(made, language).items():
        width, height = figure.canvas.get_width_height()
        boxes = [(each.get_text(), each.get_window_extent().padded(-1.5)) for each in texts_of(figure)]
        wrong += [(name, fault) for fault in faults_of_figure(figure)]
        for text, box in boxes:
            if min(box.x0, box.y0, width - box.x1, height - box.y1) < 0:
                wrong.append((name, text))
        wrong += [(name, f"{one} / {other}") for (one, a), (other, b) in combinations(boxes, 2) if a.overlaps(b)]
        shown = [text for text, _ in boxes]
        assert any(made.tables.design.study_id in text for text in shown), name
        assert not any("{" in text or "nan" in text.split() for text in shown), name
    assert wrong == []


@pytest.mark.slow
def test_failed_runs_are_told() -> None:
    notes = [text.get_text() for figure in drawn(usual(), "en").values() for text in texts_of(figure)]
    assert sum("Runs that failed and are left out: 1." in text for text in notes) > 0


def test_what_compares_routes_needs_two() -> None:
    assert list(route_figures(view(study(design((FIRST,)))))) == [
        routes_law.NAME,
        routes_outcomes.NAME,
        routes_durations.NAME,
    ]


@pytest.mark.slow
def test_the_same_study_gives_the_same_bytes(tmp_path: Path) -> None:
    contents: list[dict[str, bytes]] = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        paths = draw_figures(drawings(many(2, 3, (BILL,)), "en"), folder)
        contents.append({path.name: path.read_bytes() for path in paths})
    figures = (routes_law, routes_checkpoint, routes_outcomes, routes_winners, routes_durations)
    names = [figure.NAME for figure in figures]
    assert sorted(contents[0]) == [f"{name}.{kind}" for name in names for kind in ("png", "svg")]
    assert [name for name in contents[0] if contents[0][name] != contents[1][name]] == []
    assert [name for name, content in contents[0].items() if b"Matplotlib v" in content or b"dc:date" in content] == []
