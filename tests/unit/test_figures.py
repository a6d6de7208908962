"""Figures: titles that follow the data, text that can be read, colours that stay apart, the same bytes every time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from experiments.compare import make_tables
from experiments.design import Request, default_mixes, make_design
from experiments.engine import run_design
from experiments.figures import hypotheses, instrument_levels, side_effects, themes
from experiments.figures.chain_impact import spread
from experiments.figures.claims import sections
from experiments.figures.forms import is_clear, lowered, mix_codes, places_for
from experiments.figures.intervals import LEAST_SPAN, limits, tick_places
from experiments.figures.measure import Box, split, text_width, wrap
from experiments.figures.messages import by_course, standing, standing_text
from experiments.figures.study import draw_all, figures
from experiments.figures.style import BASE_COLOUR, COLOURS, RULES, luminance, mix_colour, text_on
from experiments.figures.view import View
from experiments.figures.words import _WORDS, number_text, words
from experiments.figures.world import draw_world, tile_positions, worker_shares
from experiments.hypotheses import NOT_TESTED, SUPPORTED, read_hypotheses
from experiments.outcome_facts import flows
from experiments.study_tables import StudyTables
from experiments.world_match import match_report
from model.errors import InputError
from model.instruments import INSTRUMENTS
from model.population import build
from model.scenario import Scenario, load_scenario
from model.simulation import Run
from model.state import State
from model.tables import Tables
from tests.unit import fake_model

MIXES = default_mixes()
COURSES = ("expected", "as_enacted")
OUTCOME = "chain_impact_dutch"
Numbers = Mapping[str, Sequence[float]]


def study(
    numbers: Numbers | None = None,
    mixes: Sequence[str] = MIXES[:3],
    seeds: int = 3,
    courses: Sequence[str] = COURSES,
) -> StudyTables:
    """Make a study of the stand-in model; `numbers` gives `OUTCOME` by mix and seed, the same in every quarter."""
    design = make_design(Request(tuple(mixes), tuple(courses), "small", {}, tuple(range(1, seeds + 1))))

    def simulate(scenarios: Sequence[Scenario], seed: int) -> list[Run]:
        runs = fake_model.simulate(scenarios, seed)
        for scenario, run in zip(scenarios, runs, strict=True):
            if numbers is not None:
                run.values[:, fake_model.NAMES.index(OUTCOME)] = numbers[scenario.mix.name][seed - 1]
        return runs

    results = run_design(design, 1, simulator=simulate)
    return make_tables(design, results, flows(), {"study_id": design.study_id})


@pytest.fixture(scope="module")
def tables() -> StudyTables:
    return study(mixes=MIXES)


def standing_of(numbers: Numbers, mixes: Sequence[str] = MIXES[:3]) -> tuple[str, tuple[str, ...], str]:
    view = View(study(numbers, mixes, seeds=len(next(iter(numbers.values())))))
    found = standing(view, COURSES[0], OUTCOME, view.years[-1])
    return found.best, found.rivals, standing_text(view, COURSES[0], OUTCOME, view.years[-1])


def test_the_highest_mix_is_the_one_with_the_highest_mean() -> None:
    first, second, third = MIXES[:3]
    luck = [0.1, 0.3, 0.2]
    ahead = {first: luck, second: [value + 0.02 for value in luck], third: [value + 0.01 for value in luck]}
    assert standing_of(ahead) == (second, (), "mix 2 is highest (+2.0 on 1), clearly above the others")
    swapped = {first: ahead[second], second: ahead[first], third: ahead[third]}
    assert standing_of(swapped) == (first, (), "mix 1 is highest, clearly above the others")


def test_a_lead_within_the_interval_is_said_to_be_unclear() -> None:
    first, second, third = MIXES[:3]
    close = {first: [0.1, 0.1, 0.1], second: [0.5, 0.5, 0.5], third: [0.4, 0.7, 0.41]}
    best, rivals, text = standing_of(close)
    assert (best, rivals) == (third, (second,))
    assert text.endswith("but not clearly above mix 2")


def test_equal_mixes_are_told_apart_by_nobody() -> None:
    equal = {mix: [0.2, 0.4, 0.3] for mix in MIXES[:3]}
    assert standing_of(equal)[2] == "no mix stands out (highest: 1)"


def test_one_seed_is_said_to_have_no_interval() -> None:
    one = {mix: [0.1 * place] for place, mix in enumerate(MIXES[:3], start=1)}
    assert standing_of(one)[2] == "mix 3 is highest (one seed, so no interval)"


def test_courses_that_agree_are_told_once(tables: StudyTables) -> None:
    view = View(tables)
    assert by_course(view, lambda course: "so") == "so, under each course of European politics"
    told = by_course(view, lambda course: course)
    assert told == "expected politics: expected; as enacted: as_enacted"


def test_a_difference_counts_as_clear_only_beside_zero() -> None:
    assert [is_clear(*ends) for ends in ((0.1, 0.2), (-0.2, -0.1), (-0.1, 0.1), (0.0, 0.1))] == [
        True,
        True,
        False,
        False,
    ]
    assert not is_clear(float("nan"), float("nan"))


def test_side_effects_are_counted_by_their_direction(tables: StudyTables) -> None:
    # the stand-in shifts every outcome up, so that each mix is worse wherever lower is better
    view = View(tables)
    effects = view.outcomes_of("side_effects")
    worse = sum(outcome.direction < 0 for outcome in effects)
    assert 0 < worse < len(effects)
    assert f"{worse} under mixes 2, 3, 4 and 3E" in side_effects._texts(view, len(effects)).title


def test_indices_and_shares_are_told_in_hundredths(tables: StudyTables) -> None:
    view = View(tables)
    row = tables.summary[tables.summary["outcome"] == OUTCOME].iloc[0]
    cell = view.cells(row["course"], OUTCOME, row["year"])[row["mix"]]
    assert cell.mean == pytest.approx(100 * row["mean"])
    assert [view.unit(name) for name in (OUTCOME, "sme_exclusion")] == ["index 0–100", "% of share"]
    dutch = [View(tables, "nl").unit(name) for name in ("volume_relocated", "sme_exclusion")]
    assert dutch == ["% inkoop/jaar", "% van aandeel"]
    money = tables.summary[tables.summary["outcome"] == "public_cost"].iloc[0]
    assert view.cells(money["course"], "public_cost", money["year"])[money["mix"]].mean == money["mean"]


def test_claims_are_judged_in_the_unit_told(tables: StudyTables) -> None:
    judged = [
        each
        for part in sections(View(tables), read_hypotheses(), 4.0)
        for row in part.rows
        for each in row.judged.values()
    ]
    assert {each.verdict for each in judged} >= {SUPPORTED, NOT_TESTED}
    assert all(each.low <= each.estimate <= each.high for each in judged if each.verdict != NOT_TESTED)


# style


def test_colours_follow_the_place_in_the_study_not_the_name(tables: StudyTables) -> None:
    styles = list(View(tables).mixes.values())
    assert [style.colour for style in styles] == [BASE_COLOUR, *COLOURS[: len(styles) - 1]]
    assert [style.is_base for style in styles] == [True, *[False] * (len(styles) - 1)]
    assert len({mix_colour(place) for place in range(len(COLOURS) + 1)}) == len(COLOURS) + 1


def test_codes_are_short_and_differ() -> None:
    mix = load_scenario(MIXES[0]).mix
    plain = [replace(mix, name=name, aliases=()) for name in ("a_long_name", "another_long_name")]
    assert mix_codes([mix, *plain]) == {mix.name: "1", "a_long_name": "A", "another_long_name": "B"}
    assert mix_codes([replace(mix, aliases=("much_too_long", "A")), *plain[:1]]) == {mix.name: "A", "a_long_name": "B"}


BLINDNESS = {
    "none": np.eye(3),
    "deuteranopia": np.array([[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]),
    "protanopia": np.array([[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]),
    "tritanopia": np.array([[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]]),
}
"""Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB."""


def lab(colour: str, seen: np.ndarray) -> np.ndarray:
    """Return a colour in CIE L*a*b* as seen with a kind of colour vision."""
    parts = np.array(to_rgb(colour))
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = np.cbrt(to_xyz @ np.clip(seen @ linear, 0.001, 1) / np.array([0.9505, 1.0, 1.089]))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("kind", BLINDNESS)
def test_colours_of_the_comparison_stay_apart_in_colour_blind_eyes(kind: str) -> None:
    shown = [lab(colour, BLINDNESS[kind]) for colour in (BASE_COLOUR, *COLOURS[:4])]
    assert min(float(np.linalg.norm(one - other)) for one, other in combinations(shown, 2)) > 20


def test_text_on_colours_can_be_read() -> None:
    assert luminance("#FFFFFF") == pytest.approx(1)
    for colour in (BASE_COLOUR, *COLOURS, *instrument_levels.LEVEL_COLOURS, *hypotheses.COLOURS.values()):
        light, dark = sorted((luminance(colour), luminance(text_on(colour))), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3.9, colour


# forms


def test_numbers_read_as_in_the_language() -> None:
    assert number_text(-1234.56, 1, "en") == "−1,234.6"
    assert number_text(1234.56, 1, "nl", signed=True) == "+1.234,6"
    assert [number_text(value, 1, "en", signed=True) for value in (-0.01, float("nan"))] == ["0.0", "–"]


def test_small_numbers_are_told_by_their_power_of_ten(tables: StudyTables) -> None:
    view = View(tables)
    assert view.numbers((0.012, -0.5, 0.52), 2) == "+0.01 [−0.50; +0.52]"
    assert view.numbers((-1.3e-6, -3.6e-6, 0.9e-6), 7) == "−1.3 [−3.6; +0.9] ×10⁻⁶"
    assert view.numbers((0.5, float("nan"), float("nan")), 1) == "+0.5"


def test_decimals_show_two_digits_of_the_largest() -> None:
    assert [places_for([value]) for value in (123.0, 12.0, 1.2, 0.12, 0.0099, 0.00996, 0.0)] == [0, 0, 1, 2, 4, 3, 2]
    assert places_for([float("nan"), 0.01, -2.0]) == 1


def test_ticks_have_the_decimals_of_their_step() -> None:
    assert [tick_places(ticks) for ticks in ([0, 5, 10], [0, 0.5, 1], [0, 0.25, 0.5])] == [0, 1, 2]


def test_axes_never_blow_up_nothing() -> None:
    low, high = limits([0.0, 1e-9])
    assert high - low >= LEAST_SPAN
    assert limits([1.0, float("nan"), 2.0], around=0.0, room=0.1) == pytest.approx((-0.2, 2.2))
    assert limits([float("nan")]) == (0.0, 1.0)


def test_labels_of_lines_are_moved_apart_in_order() -> None:
    placed = spread([0.5, 0.5, 0.9, 0.49], 0.1)
    assert placed[2] == pytest.approx(0.9)
    assert placed[3] < placed[0] < placed[1]
    assert min(np.diff(sorted(placed))) > 0.0999
    crowded = spread([1.0, 1.0, 1.0], 0.1)
    assert max(crowded) <= 1
    assert min(np.diff(sorted(crowded))) > 0.09


def test_text_is_broken_where_it_is_too_wide() -> None:
    lines = wrap("one two three four five six", 1.0, 9)
    assert " ".join(lines) == "one two three four five six"
    assert len(lines) > 1
    assert all(text_width(line, 9) <= 1.0 for line in lines)
    assert wrap("", 1.0, 9) == []
    assert (lowered("As enacted"), lowered("EU law")) == ("as enacted", "EU law")


def test_boxes_fill_the_room_between_their_gaps() -> None:
    [[first, second], _] = split(Box(0.0, 0.0, 5.0, 3.0), [1, 3], [1, 1], (1.0, 0.5))
    assert (first.left, first.right, second.left, second.right) == (0.0, 1.0, 2.0, 5.0)
    assert (first.top, first.bottom) == (3.0, 1.75)


def test_both_languages_fill_the_same_gaps() -> None:
    gaps = {key: [set(re.findall(r"{(\w+)}", text)) for text in texts] for key, texts in _WORDS.items()}
    assert [key for key, (english, dutch) in gaps.items() if english != dutch] == []
    with pytest.raises(InputError, match="nl"):
        words("nn")


# pages


def drawn(tables: StudyTables, language: str) -> dict[str, Figure]:
    view, found = View(tables, language), {}
    for name, draw in figures(view).items():
        with mpl.rc_context(RULES):
            found[name] = draw(view)
            found[name].draw_without_rendering()
    return found


@pytest.fixture(scope="module", params=["en", "nl"])
def pages(request: pytest.FixtureRequest, tables: StudyTables) -> dict[str, Figure]:
    return drawn(tables, request.param)


def texts_of(figure: Figure) -> list[Text]:
    """Return the texts that show: not empty, and ticks within the axis."""
    hidden: set[Text] = set()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks():
                if not (axes.axison and low <= tick.get_loc() <= high):
                    hidden |= {tick.label1, tick.label2}
    every: list[Any] = figure.findobj(Text)
    return [each for each in every if each.get_visible() and each.get_text().strip() and each not in hidden]


def test_text_is_large_enough_inside_the_page_and_apart(pages: dict[str, Figure]) -> None:
    wrong: list[tuple[str, ...]] = []
    for name, figure in pages.items():
        width, height = figure.canvas.get_width_height()
        boxes = [(each.get_text(), each.get_window_extent().padded(-1.5)) for each in texts_of(figure)]
        wrong += [(name, each.get_text()) for each in texts_of(figure) if float(each.get_fontsize()) < 8]
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


def test_the_same_study_gives_the_same_bytes(tmp_path: Path) -> None:
    small = study(mixes=MIXES[:2], courses=COURSES[:1])
    contents = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        contents.append({path.name: path.read_bytes() for path in draw_all(folder, small)})
    assert sorted(contents[0]) == sorted(f"{name}.{kind}" for name in figures(View(small)) for kind in ("png", "svg"))
    assert [name for name in contents[0] if contents[0][name] != contents[1][name]] == []
    assert [name for name, content in contents[0].items() if b"Matplotlib v" in content or b"dc:date" in content] == []


def test_one_seed_can_be_drawn_and_one_mix_leaves_out_what_compares() -> None:
    every = drawn(study(mixes=MIXES[:2], seeds=1, courses=COURSES[:1]), "en")
    alone = drawn(study(mixes=MIXES[:1], seeds=2, courses=COURSES[:1]), "en")
    assert set(every) - set(alone) == {side_effects.NAME, themes.NAME}


# world


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
