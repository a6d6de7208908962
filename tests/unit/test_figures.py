"""Figures: text that can be read, every figure of a study, the world, the same bytes every time."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from experiments.report.drawing import draw_figures
from experiments.report.style import RULES
from experiments.studies.comparison.figures import countries, instrument_levels, sectors, side_effects, themes
from experiments.studies.comparison.figures.drawing import drawings_of, figures
from experiments.studies.comparison.figures.view import View
from experiments.studies.comparison.tables import StudyTables
from experiments.tools.world_figure import draw_world, tile_positions, worker_shares
from experiments.tools.world_match import match_report
from model.building.population import build
from model.inputs.tables import Tables
from model.instruments import INSTRUMENTS
from model.scenario import load_scenario
from model.state.state import State
from tests.unit.figure_measures import faults_of_figure
from tests.unit.figure_parts import COURSES, MIXES, parts_of, study, texts_of


@pytest.fixture(scope="module")
def tables() -> StudyTables:
    return replace(study(mixes=MIXES), variance_parts=parts_of(MIXES))


def drawn(tables: StudyTables, language: str) -> dict[str, Figure]:
    view, found = View(tables, language), {}
    for name, draw in figures(view).items():
        with mpl.rc_context(RULES):
            found[name] = draw(view)
            found[name].draw_without_rendering()
    return found


@pytest.fixture(scope="module", params=[pytest.param("en", marks=pytest.mark.slow), "nl"])
def pages(request: pytest.FixtureRequest, tables: StudyTables) -> dict[str, Figure]:
    return drawn(tables, request.param)


def test_text_is_large_enough_inside_the_page_and_apart(pages: dict[str, Figure]) -> None:
    wrong: list[tuple[str, ...]] = []
    for name, figure in pages.items():
        width, height = figure.canvas.get_width_height()
        boxes = [(each.get_text(), each.get_window_extent().padded(-1.5)) for each in texts_of(figure)]
        wrong += [(name, fault) for fault in faults_of_figure(figure)]
        wrong += [
            (name, text, "outside") for text, box in boxes if min(box.x0, box.y0, width - box.x1, height - box.y1) < 0
        ]
        wrong += [(name, one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.overlaps(b)]
    assert wrong == []


def test_every_figure_names_its_run_and_fills_its_gaps(pages: dict[str, Figure], tables: StudyTables) -> None:
    for name, figure in pages.items():
        shown = [each.get_text() for each in texts_of(figure)]
        assert f"run {tables.study_id}" in shown, name
        assert not any("{" in text for text in shown), name


def test_instruments_are_grouped_by_v_and_none_is_left_out() -> None:
    groups = instrument_levels.by_v()
    assert sorted(each.name for _, members in groups for each in members) == sorted(INSTRUMENTS)
    assert len({v for v, _ in groups}) == len(groups)


@pytest.mark.slow
def test_the_same_study_gives_the_same_bytes_in_one_process_or_two(tmp_path: Path) -> None:
    small = study(mixes=MIXES[:2], courses=COURSES[:1])
    contents = []
    for workers in (1, 2):
        folder = tmp_path / str(workers)
        folder.mkdir()
        contents.append(
            {path.name: path.read_bytes() for path in draw_figures(drawings_of(small, "en"), folder, workers)}
        )
    assert sorted(contents[0]) == sorted(f"{name}.{kind}" for name in figures(View(small)) for kind in ("png", "svg"))
    assert [name for name in contents[0] if contents[0][name] != contents[1][name]] == []
    assert [name for name, content in contents[0].items() if b"Matplotlib v" in content or b"dc:date" in content] == []


def test_one_seed_can_be_drawn_and_one_mix_leaves_out_what_compares() -> None:
    every = drawn(study(mixes=MIXES[:2], seeds=1, courses=COURSES[:1]), "en")
    alone = drawn(study(mixes=MIXES[:1], seeds=2, courses=COURSES[:1]), "en")
    assert set(every) - set(alone) == {side_effects.NAME, themes.NAME, themes.ALL_CHAINS, sectors.NAME, countries.NAME}


def test_tiles_cover_the_countries_without_overlap() -> None:
    codes = [str(code) for code in build_small()[0].countries["iso3"].tolist()]
    places = tile_positions([*codes, "ZZZ"])
    assert len(set(places.values())) == len(codes) + 1
    assert places["ZZZ"][1] > max(places[code][1] for code in codes)


def build_small() -> tuple[Tables, State]:
    return build(load_scenario(MIXES[0], world="small"), 1)


def test_a_world_is_drawn_from_its_match_and_workers(tmp_path: Path) -> None:
    tables, state = build_small()
    shares = worker_shares(tables, state)
    assert sum(shares.values()) == pytest.approx(1)
    largest = max(shares, key=lambda code: shares[code])
    supplier = state.supplier
    counted = supplier.workers * supplier.dutch_share
    place = [*tables.countries["iso3"].tolist(), "OTH"].index(largest)
    assert shares[largest] == pytest.approx(counted[supplier.country == place].sum() / counted.sum())
    match = match_report(tables, state)
    contents = []
    for language in ("en", "en", "nl"):
        contents.append([path.read_bytes() for path in draw_world(tmp_path, match, tables, state, language, "abc")])
    assert contents[0] == contents[1] != contents[2]
