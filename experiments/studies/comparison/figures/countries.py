"""Producing countries: how conditions there differ from the base."""

from __future__ import annotations

from collections.abc import Iterator

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.intervals import codes_beside, dot, heights_within, limits, number_axis
from experiments.report.layout import split, wrap
from experiments.report.page import WIDTH, Texts, new_page
from experiments.report.style import BASE_COLOUR, BODY, FAINT, INK, SMALL, only_bottom
from experiments.studies.comparison.figures.divided import IMPACT, IMPACT_WITHIN, Divided, lead_text
from experiments.studies.comparison.figures.messages import by_course
from experiments.studies.comparison.figures.view import View

NAME = "9_countries"
MOST_COUNTRIES = 6
_LEFT, _HEAD, _BOTTOM = 1.3, 0.24, 0.38
_MIX, _ROOM, _CODE = 0.1, 0.12, 0.26
_GAP = 0.25


def draw(view: View) -> Figure:
    """Draw one row a country and one column a course, for the last year that figures report."""
    divided = Divided(view, "country")
    countries = chosen(divided)
    row = _MIX * len(view.others) + _ROOM
    size = (WIDTH, _HEAD + _BOTTOM + row * len(countries))
    page = new_page(size, _texts(view, divided), [view.mixes[name] for name in view.others])
    box = page.box.shrink(left=_LEFT, right=_CODE, top=_HEAD, bottom=_BOTTOM)
    boxes = split(box, [1] * len(view.courses), [1], (_GAP, 0.0))[0]
    for place, (course, label) in enumerate(view.courses.items()):
        axes = page.axes(boxes[place])
        _draw_panel(axes, divided, countries, course)
        axes.set_title(label, size=BODY, weight="bold", loc="left", pad=4)
        axes.set_xlabel(view.word("points (index 0–100)"))
    codes_beside(axes, {y: view.mixes[mix].code for row in range(len(countries)) for y, mix in _heights(view, row)})
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


def _heights(view: View, row: int) -> Iterator[tuple[float, str]]:
    """Return the height of each mix within a row."""
    return heights_within(view.others, row, _MIX / (_MIX * len(view.others) + _ROOM))


def _draw_panel(axes: Axes, divided: Divided, countries: list[str], course: str) -> None:
    view = divided.view
    only_bottom(axes)
    axes.set_ylim(len(countries), 0)
    axes.set_xlim(*_limits(divided, countries))
    axes.grid(axis="x")
    axes.axvline(0, color=BASE_COLOUR, linewidth=0.9, linestyle="--", zorder=1)
    for row, code in enumerate(countries):
        if row:
            axes.axhline(row, color=FAINT, linewidth=0.5, zorder=0)
        for y, name in _heights(view, row):
            cell = divided.cell(course, code, IMPACT_WITHIN, name)
            dot(axes, (cell.diff, y), (cell.diff_lo, cell.diff_hi), view.mixes[name], cell.clear, big=False)
    number_axis(axes, view.language, 4, signed=True)


def _limits(divided: Divided, countries: list[str]) -> tuple[float, float]:
    """Return limits that hold 0 and the differences of every country, mix and course."""
    view = divided.view
    cells = [
        divided.cell(course, code, IMPACT_WITHIN, mix)
        for course in view.courses
        for code in countries
        for mix in view.others
    ]
    values = [value for cell in cells for value in (cell.diff, cell.diff_lo, cell.diff_hi)]
    return limits(values, around=0.0)


def _texts(view: View, divided: Divided) -> Texts:
    message = by_course(view, lambda course: lead_text(divided, course))
    note = view.interval_notes()
    return view.texts(
        view.say("Dutch chains by producing country, {year} – {message}", year=divided.year, message=message),
        view.word(
            "Difference from mix {base} in conditions within the country; the countries that add most to the "
            "difference in Dutch chains, with their share of workers",
            base=view.base_code,
        ),
        " ".join([view.word("Other countries, and what each adds to the whole: see the breakdown."), *note]),
    )
