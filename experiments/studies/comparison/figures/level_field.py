"""The level playing field at three scales, on costs."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.intervals import dot, limits, number_axis
from experiments.report.layout import split, wrap
from experiments.report.page import WIDTH, Texts, chip_style, new_page
from experiments.report.style import BODY, only_bottom
from experiments.report.translation import N_
from experiments.studies.comparison.figures.messages import by_course, standing_text
from experiments.studies.comparison.figures.view import View
from model.outcomes.labels import SCALE_LABELS

NAME = "3_level_playing_field"
_SCALES = {"nld": N_("Dutch market"), "eu": N_("EU, with the Netherlands"), "global": N_("World")}
_LEFT, _BOTTOM, _HEAD, _GAP = 1.4, 0.36, 0.24, 0.25
_MIX = 0.16
_FIELD, _SCALE_EU = "level_playing_field_", "level_playing_field_eu"


def draw(view: View) -> Figure:
    """Draw one row a scale and one column a course: the level on costs, in the last year that figures report."""
    courses = list(view.courses)
    height = _MIX * len(view.mixes)
    size = (WIDTH, _BOTTOM + _HEAD + len(SCALE_LABELS) * height + (len(SCALE_LABELS) - 1) * 0.12)
    page = new_page(size, _texts(view), list(view.mixes.values()))
    box = page.box.shrink(left=_LEFT, bottom=_BOTTOM, top=_HEAD, right=0.1)
    boxes = split(box, [1] * len(courses), [1] * len(SCALE_LABELS), (_GAP, 0.12))
    for row, scale in enumerate(SCALE_LABELS):
        for place, course in enumerate(courses):
            axes = page.axes(boxes[row][place])
            _draw_panel(axes, view, course, scale)
            if place == 0:
                _label_rows(axes, view, scale, boxes[row][0].right - boxes[row][0].left)
            if row == 0:
                axes.set_title(view.courses[course], size=BODY, weight="bold", loc="left", pad=4)
            last = row == len(SCALE_LABELS) - 1
            axes.tick_params(labelbottom=last)
            if last:
                axes.set_xlabel(view.word("% of the cost"))
    return page.figure


def _texts(view: View) -> Texts:
    last = view.report_years[-1]
    message = by_course(view, lambda course: standing_text(view, course, _SCALE_EU, last))
    return view.texts(
        view.say("Level playing field in the EU on costs, {year} – {message}", year=last, message=message),
        view.word(
            "Share of the cost of full due diligence that rivals bear as well, at three scales; 100% is a level field"
        ),
        " ".join(
            [
                view.word(
                    "Within the spread of seeds: the 90% interval of the paired difference between two mixes holds 0. "
                    "Net of losses and rewards, and other years: see the summary."
                ),
                *view.interval_notes(),
            ]
        ),
    )


def _draw_panel(axes: Axes, view: View, course: str, scale: str) -> None:
    year = view.report_years[-1]
    names = [f"{_FIELD}{each}" for each in SCALE_LABELS]
    axes.set_xlim(*limits(view.spread(names, [year], ["mean", "lo", "hi"])))
    axes.set_ylim(len(view.mixes) - 0.5, -0.5)
    only_bottom(axes)
    axes.grid(axis="x")
    cells = view.cells(course, f"{_FIELD}{scale}", year)
    for row, (name, mix) in enumerate(view.mixes.items()):
        cell = cells[name]
        dot(axes, (cell.mean, row), (cell.lo, cell.hi), mix, mix.is_base or cell.clear, big=False)
    number_axis(axes, view.language, 5)


def _label_rows(axes: Axes, view: View, scale: str, panel: float) -> None:
    axes.text(
        -_LEFT / panel,
        0.5,
        "\n".join(wrap(view.word(_SCALES[scale]), _LEFT - 0.45, BODY, "bold")),
        transform=axes.transAxes,
        va="center",
        weight="bold",
    )
    for row, mix in enumerate(view.mixes.values()):
        axes.text(
            -0.18 / panel,
            row,
            mix.code,
            transform=axes.get_yaxis_transform(),
            ha="center",
            va="center",
            **chip_style(mix),
        )
