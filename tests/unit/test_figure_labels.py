"""Labels of one's own in figures: dollars, long names, other scripts, and more mixes than there are colours."""

import re
import warnings
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from experiments.report.style import COLOURS, LONGEST_LABEL, RULES, mix_colour, save, shortened
from experiments.studies.comparison.figures.drawing import figures
from experiments.studies.comparison.figures.view import View
from experiments.studies.comparison.tables import StudyTables
from tests.unit.figure_parts import MIXES, study, texts_of

LABELS = (
    "Fines of $5 m to $10 m for large firms",
    "Costs 5% & up_to #3 {of} turnover ^2",
    "日本型 due diligence 法",
    "A very long title of a package that the planning bureau received from three ministries and two provinces",
    "Plan met € en ≥250 werknemers – 'streng'",
    "<b>[/red]</b> =1+1 \\alpha",
    "Two\nlines",
    "Package eight",
    "Package nine",
    "Package ten",
)
OWN = """
label_en = '''{label}'''
label_nl = '''{label}'''
why = "a test"
sections = ["3.4.2"]
base = "null_option"
[levels.support_desk]
national = 2
evidence = "assumption"
why = "a test"
"""


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> StudyTables:
    folder = tmp_path_factory.mktemp("mixes")
    paths = [folder / f"p{number}.toml" for number in range(len(LABELS))]
    for path, label in zip(paths, LABELS, strict=True):
        path.write_text(OWN.format(label=label), encoding="utf-8")
    return study(mixes=(*MIXES[:2], *map(str, paths)), courses=("expected",))


@pytest.fixture(scope="module")
def pages(tables: StudyTables) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    drawers: dict[str, Callable[[View], Figure]] = figures(View(tables))
    with mpl.rc_context(RULES):
        for name in ("1_instruments", "2_chain_impact", "4_criteria"):
            found[name] = drawers[name](View(tables))
    return found


def test_every_mix_has_a_look_of_its_own(tables: StudyTables) -> None:
    styles = list(View(tables).mixes.values())
    assert len(styles) == len(LABELS) + 2
    assert len({(style.colour, style.marker) for style in styles}) == len(styles)
    assert len({style.colour for style in styles[:10]}) == 10
    assert len({str(style.line) for style in styles[5:10]} - {"-"}) == 5, "colours that are less apart are not solid"
    assert len({mix_colour(place) for place in range(100)}) == 100
    assert len(COLOURS) >= 9


@pytest.mark.filterwarnings("ignore:Glyph")
def test_labels_stay_inside_the_page_and_apart(pages: dict[str, Figure]) -> None:
    wrong: list[tuple[str, ...]] = []
    for name, figure in pages.items():
        figure.draw_without_rendering()
        width, height = figure.canvas.get_width_height()
        boxes = [(each.get_text(), each.get_window_extent().padded(-1.5)) for each in texts_of(figure)]
        wrong += [
            (name, text, "outside") for text, box in boxes if min(box.x0, box.y0, width - box.x1, height - box.y1) < 0
        ]
        wrong += [(name, one, other) for (one, a), (other, b) in combinations(boxes, 2) if a.overlaps(b)]
    assert wrong == []


def test_each_mark_of_a_mix_has_its_code_beside_it(pages: dict[str, Figure], tables: StudyTables) -> None:
    codes = [style.code for style in View(tables).mixes.values()]
    shown = [each.get_text() for each in texts_of(pages["4_criteria"])]
    assert [shown.count(code) for code in codes if not code.isdigit()] == [1 + 9] * (len(codes) - 2)


def test_labels_are_written_as_they_are(pages: dict[str, Figure]) -> None:
    shown = {each.get_text() for each in texts_of(pages["2_chain_impact"])}
    short = [label for label in LABELS if len(label) <= LONGEST_LABEL and "\n" not in label]
    assert set(short) <= shown
    assert {"Two lines", "A very long title of a package that the planning bureau…"} <= shown


def test_texts_of_an_svg_are_text_and_other_scripts_give_no_warning(pages: dict[str, Figure], tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        _, vector = save(pages["2_chain_impact"], tmp_path, "one")
    text = vector.read_text(encoding="utf-8")
    assert re.search(r"<text [^>]*>Fines of \$5 m to \$10 m for large firms</text>", text)
    assert "日本型 due diligence 法</text>" in text
    assert "&lt;b&gt;[/red]&lt;/b&gt; =1+1 \\alpha</text>" in text


def test_a_label_is_shortened_after_a_whole_word() -> None:
    assert shortened("one two three", 13) == "one two three"
    assert shortened("one two three", 12) == "one two…"
    assert shortened("onetwothree", 6) == "onetw…"
    assert shortened("日本日本日本", 7) == "日本日…"
