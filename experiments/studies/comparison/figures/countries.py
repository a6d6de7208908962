"""Producing countries: how conditions there differ from the base, and what that adds to the whole."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.intervals import dot, limits, number_axis
from experiments.report.layout import split, wrap
from experiments.report.page import Texts, new_page
from experiments.report.style import BASE_COLOUR, BODY, FAINT, INK, SMALL, only_bottom
from experiments.report.translation import N_
from experiments.studies.comparison.figures.divided import IMPACT, IMPACT_WITHIN, Divided, lead_text
from experiments.studies.comparison.figures.messages import by_course
from experiments.studies.comparison.figures.view import View

NAME = "9_countries"
MOST_COUNTRIES = 12
_LEFT, _HEAD, _BOTTOM = 1.75, 0.52, 0.42
_PANEL, _MIX, _ROOM = 1.95, 0.1, 0.12
_GAP = 0.22
_KINDS = {IMPACT_WITHIN: N_("Within the country"), IMPACT: N_("Added to the whole")}


def draw(view: View) -> Figure:
    """Draw one row a country and one column a measure and course, for the last year that figures report."""
    divided = Divided(view, "country")
    countries = chosen(divided)
    columns = [(kind, course) for kind in _KINDS for course in view.courses]
    row = _MIX * len(view.others) + _ROOM
    size = (
        _LEFT + len(columns) * _PANEL + (len(columns) - 1) * _GAP + 0.1,
        _HEAD + _BOTTOM + row * len(countries),
    )
    page = new_page(size, _texts(view, divided), [view.mixes[name] for name in view.others])
    box = page.box.shrink(left=_LEFT, right=0.1, top=_HEAD, bottom=_BOTTOM)
    boxes = split(box, [1] * len(columns), [1], (_GAP, 0.0))[0]
    for place, (kind, course) in enumerate(columns):
        axes = page.axes(boxes[place])
        _draw_panel(axes, divided, countries, (kind, course))
        heading = "\n".join([*wrap(view.word(_KINDS[kind]), _PANEL, BODY, "bold"), view.courses[course]])
        axes.set_title(heading, size=BODY, weight="bold" if kind == IMPACT_WITHIN else "normal", loc="left")
        axes.set_xlabel(view.word("points (index 0–100)"))
    for place, code in enumerate(countries):
        lines = wrap(divided.with_size(code), _LEFT - 0.15, SMALL)
        y = box.top - (place + 0.5) * (box.top - box.bottom) / len(countries)
        page.write(page.box.left, y, "\n".join(lines), size=SMALL, va="center", color=INK)
    return page.figure


def chosen(divided: Divided) -> list[str]:
    """Return the countries of the largest contributions to a difference under any mix and course, largest first."""
    view = divided.view

    def largest(code: str) -> float:
        return max(abs(divided.cell(course, code, IMPACT, mix).diff) for course in view.courses for mix in view.others)

    known = [code for code in divided.labels if divided.size(code) > 0]
    return sorted(known, key=largest, reverse=True)[:MOST_COUNTRIES]


def _draw_panel(axes: Axes, divided: Divided, countries: list[str], which: tuple[str, str]) -> None:
    """Draw one panel; `which` is the measure and the course."""
    kind, course = which
    view = divided.view
    only_bottom(axes)
    axes.set_ylim(len(countries), 0)
    axes.set_xlim(*_limits(divided, countries, kind))
    axes.grid(axis="x")
    axes.axvline(0, color=BASE_COLOUR, linewidth=0.9, linestyle="--", zorder=1)
    step = _MIX / (_MIX * len(view.others) + _ROOM)
    for row, code in enumerate(countries):
        if row:
            axes.axhline(row, color=FAINT, linewidth=0.5, zorder=0)
        for place, name in enumerate(view.others):
            cell = divided.cell(course, code, kind, name)
            y = row + 0.5 + (place - (len(view.others) - 1) / 2) * step
            dot(axes, (cell.diff, y), (cell.diff_lo, cell.diff_hi), view.mixes[name], cell.clear, big=False)
    number_axis(axes, view.language, 4, signed=True)


def _limits(divided: Divided, countries: list[str], kind: str) -> tuple[float, float]:
    """Return limits that hold 0 and the differences of every country, mix and course."""
    view = divided.view
    cells = [
        divided.cell(course, code, kind, mix) for course in view.courses for code in countries for mix in view.others
    ]
    values = [value for cell in cells for value in (cell.diff, cell.diff_lo, cell.diff_hi)]
    return limits(values, around=0.0)


def _texts(view: View, divided: Divided) -> Texts:
    message = by_course(view, lambda course: lead_text(divided, course))
    note = view.interval_notes()
    return view.texts(
        view.say("Dutch chains by producing country, {year} – {message}", year=divided.year, message=message),
        view.word(
            "Difference from mix {base}: in conditions within the country (left), and in what the "
            "country adds to all Dutch chains (right); the {count} countries that add most, with their "
            "share of workers",
            base=view.base_code,
            count=MOST_COUNTRIES,
        ),
        " ".join([view.word("What all countries add makes up the difference in Dutch chains."), *note]),
    )
