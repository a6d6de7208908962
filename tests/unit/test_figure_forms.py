"""Forms of figures: colours that stay apart, numbers, axes, boxes and broken lines."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from experiments.report.formatting import lowered, mix_codes, number_text, places_for
from experiments.report.intervals import LEAST_SPAN, limits, tick_places
from experiments.report.layout import Box, split, text_width, wrap
from experiments.report.style import BASE_COLOUR, COLOURS, luminance, mix_colour, text_on
from experiments.studies.comparison.figures import hypotheses, instrument_levels
from experiments.studies.comparison.figures.chain_impact import spread
from experiments.studies.comparison.figures.view import View
from experiments.studies.comparison.tables import StudyTables
from model.scenario import load_scenario
from tests.unit.figure_parts import MIXES, study


@pytest.fixture(scope="module")
def tables() -> StudyTables:
    return study(mixes=MIXES)


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
