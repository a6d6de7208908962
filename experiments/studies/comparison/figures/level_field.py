"""The level playing field at three scales, on costs only and net, in two years."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.intervals import dot, limits, number_axis
from experiments.report.layout import split, wrap
from experiments.report.page import Texts, chip_style, new_page
from experiments.report.style import BODY, FAINT, only_bottom
from experiments.report.translation import N_
from experiments.studies.comparison.figures.messages import by_course, standing_text
from experiments.studies.comparison.figures.view import View
from model.outcomes.labels import SCALE_LABELS

NAME = "3_level_playing_field"
_VARIANTS = {N_("costs only"): "", N_("net of losses and rewards"): "net_"}
_SCALES = {"nld": N_("Dutch market"), "eu": N_("EU, with the Netherlands"), "global": N_("World")}
_LEFT, _BOTTOM, _HEAD = 1.65, 0.42, 0.5
_PANEL, _MIX = 2.2, 0.3
_SCALE_EU = "level_playing_field_eu"
_DODGE = 0.17


def draw(view: View) -> Figure:
    """Draw one row a scale and one column a measure and course."""
    columns = [(variant, course) for variant in _VARIANTS for course in view.courses]
    height = _MIX * len(view.mixes)
    gaps = (0.3, 0.2)
    size = (
        _LEFT + len(columns) * _PANEL + (len(columns) - 1) * gaps[0],
        _BOTTOM + _HEAD + len(SCALE_LABELS) * height + (len(SCALE_LABELS) - 1) * gaps[1],
    )
    page = new_page(size, _texts(view), list(view.mixes.values()))
    box = page.box.shrink(left=_LEFT, bottom=_BOTTOM, top=_HEAD)
    boxes = split(box, [1] * len(columns), [1] * len(SCALE_LABELS), gaps)
    for row, scale in enumerate(SCALE_LABELS):
        for place, (variant, course) in enumerate(columns):
            axes = page.axes(boxes[row][place])
            _draw_panel(axes, view, course, variant, scale)
            if place == 0:
                _label_rows(axes, view, scale)
            if row == 0:
                heading = f"{view.say(variant)}\n{view.courses[course]}"
                axes.set_title(heading, size=BODY, weight="bold" if not _VARIANTS[variant] else "normal", loc="left")
            if row < len(SCALE_LABELS) - 1:
                axes.tick_params(labelbottom=False)
            else:
                axes.set_xlabel(view.word("% of the cost"))
    return page.figure


def _texts(view: View) -> Texts:
    last = view.report_years[-1]
    message = by_course(view, lambda course: standing_text(view, course, _SCALE_EU, last))
    note = view.interval_notes()
    if len(view.report_years) > 1:
        note.insert(
            0,
            view.word(
                "Large, on the upper line of a mix: {last}; small, on the lower line: {first}. Within the "
                "spread of seeds: the 90% interval of the paired difference between two mixes holds 0. Other "
                "parameters may give another order: see robustness.",
                first=view.report_years[0],
                last=last,
            ),
        )
    return view.texts(
        view.say("Level playing field in the EU on costs, {year} – {message}", year=last, message=message),
        view.word(
            "Share of the cost of full due diligence that rivals bear as well, at three scales; 100% is a level field"
        ),
        " ".join(note),
    )


def _outcome(variant: str, scale: str) -> str:
    return f"level_playing_field_{_VARIANTS[variant]}{scale}"


def _draw_panel(axes: Axes, view: View, course: str, variant: str, scale: str) -> None:
    years = view.report_years
    axes.set_xlim(*_limits(view, variant))
    axes.set_ylim(len(view.mixes) - 0.5, -0.5)
    only_bottom(axes)
    axes.grid(axis="x")
    for year in years:
        cells = view.cells(course, _outcome(variant, scale), year)
        last = year == years[-1]
        for row, (name, mix) in enumerate(view.mixes.items()):
            cell = cells[name]
            y = row + (0.0 if len(years) == 1 else -_DODGE if last else _DODGE)
            filled = mix.is_base or cell.clear
            dot(axes, (cell.mean, y), (cell.lo, cell.hi), mix, filled, big=last)
    for row in range(1, len(view.mixes)):
        axes.axhline(row - 0.5, color=FAINT, linewidth=0.5, zorder=0)
    number_axis(axes, view.language, 5)


def _limits(view: View, variant: str) -> tuple[float, float]:
    names = [_outcome(variant, scale) for scale in SCALE_LABELS]
    return limits(view.spread(names, view.report_years, ["mean", "lo", "hi"]))


def _label_rows(axes: Axes, view: View, scale: str) -> None:
    axes.text(
        -_LEFT / _PANEL,
        0.5,
        "\n".join(wrap(view.word(_SCALES[scale]), _LEFT - 0.45, BODY, "bold")),
        transform=axes.transAxes,
        va="center",
        weight="bold",
    )
    for row, mix in enumerate(view.mixes.values()):
        axes.text(
            -0.2 / _PANEL,
            row,
            mix.code,
            transform=axes.get_yaxis_transform(),
            ha="center",
            va="center",
            **chip_style(mix),
        )
