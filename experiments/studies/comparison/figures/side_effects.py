"""Side effects as differences from the base, grouped by the sides of broad welfare: here, later, elsewhere."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.formatting import factor
from experiments.report.intervals import dot, limits, number_axis
from experiments.report.layout import Box, wrap
from experiments.report.page import Page, Texts, new_page, rectangle
from experiments.report.style import BASE_COLOUR, BODY, FAINT, INK, PALE, SMALL, SOFT, only_bottom
from experiments.report.translation import N_
from experiments.studies.common.relevance import least_relevant
from experiments.studies.comparison.figures.messages import by_course
from experiments.studies.comparison.figures.view import View
from model.outcomes import PERSPECTIVES, Outcome

NAME = "5_side_effects"
_LEFT, _HEAD, _BAND = 2.75, 0.3, 0.34
LABELS = {
    "here": N_("Here: the Netherlands"),
    "later": N_("Later: what carries over"),
    "elsewhere": N_("Elsewhere: the world"),
}
_PANEL, _MIX, _GAP, _COLUMN_GAP = 3.6, 0.094, 0.25, 0.4


def draw(view: View) -> Figure:
    """Draw one row a side effect and one column a course, for the last year that figures report."""
    groups = grouped(view)
    height = _MIX * (len(view.others) + 0.8)
    rows = sum(len(members) for members in groups.values())
    courses = list(view.courses)
    width = _LEFT + len(courses) * _PANEL + (len(courses) - 1) * _COLUMN_GAP + 0.1
    size = (width, _HEAD + len(groups) * _BAND + rows * (height + _GAP))
    page = new_page(size, _texts(view, rows), [view.mixes[name] for name in view.others])
    y = page.box.top
    for place, course in enumerate(courses):
        x = page.box.left + _LEFT + place * (_PANEL + _COLUMN_GAP)
        page.write(x, y - 0.08, view.courses[course], size=BODY, weight="bold", va="top", color=INK)
    y -= _HEAD
    for perspective, members in groups.items():
        _draw_band(page, view.word(LABELS[perspective]), y)
        y -= _BAND
        for outcome in members:
            _label(page, view, outcome, y - height / 2)
            for place, course in enumerate(courses):
                left = page.box.left + _LEFT + place * (_PANEL + _COLUMN_GAP)
                _draw_panel(page.axes(Box(left, y - height, left + _PANEL, y)), view, course, outcome)
            y -= height + _GAP
    return page.figure


def grouped(view: View) -> dict[str, list[Outcome]]:
    """Return the side effects by perspective, leaving out perspectives that have none."""
    effects = view.outcomes_of("side_effects")
    found = {each: [outcome for outcome in effects if outcome.perspective == each] for each in PERSPECTIVES}
    return {perspective: members for perspective, members in found.items() if members}


def _draw_band(page: Page, words: str, top: float) -> None:
    bottom = top - _BAND + 0.1
    rectangle(page, Box(page.box.left, bottom, page.box.right, bottom + _BAND - 0.14), PALE)
    middle = bottom + (_BAND - 0.14) / 2
    page.write(page.box.left + 0.06, middle, words, size=BODY, weight="bold", va="center_baseline", color=INK)


def _label(page: Page, view: View, outcome: Outcome, y: float) -> None:
    lines = wrap(view.outcome_label(outcome.name), _LEFT - 0.3, BODY)
    x = page.box.left + 0.06
    page.write(x, y + 0.07, "\n".join(lines), size=BODY, va="center", color=INK, linespacing=1.1)
    page.write(x, y - 0.03 - 0.07 * len(lines), view.unit(outcome.name), size=SMALL, va="center", color=SOFT)


def _draw_panel(axes: Axes, view: View, course: str, outcome: Outcome) -> None:
    year = view.report_years[-1]
    cells = view.cells(course, outcome.name, year)
    only_bottom(axes)
    axes.set_ylim(len(view.others) - 0.3, -0.8)
    low, high = _limits(view, outcome.name, year)
    axes.set_xlim(low, high)
    if outcome.direction:
        worse = (low, 0.0) if outcome.direction > 0 else (0.0, high)
        axes.axvspan(*worse, facecolor="none", edgecolor=FAINT, hatch="////", linewidth=0, zorder=0)
    axes.axvline(0, color=BASE_COLOUR, linewidth=0.9, linestyle="--", zorder=1)
    for row, name in enumerate(view.others):
        cell = cells[name]
        dot(axes, (cell.diff, row), (cell.diff_lo, cell.diff_hi), view.mixes[name], cell.clear, big=False)
    axes.tick_params(axis="x", pad=1.5)
    number_axis(axes, view.language, 5, signed=True)


def _limits(view: View, outcome: str, year: int) -> tuple[float, float]:
    """Return limits that hold 0 and the differences under every course."""
    return limits(view.spread([outcome], [year], ("diff", "diff_lo", "diff_hi")), around=0.0)


def _texts(view: View, rows: int) -> Texts:
    year = view.report_years[-1]

    def tell(course: str) -> str:
        worse, sizes = dict.fromkeys(view.others, 0), least_relevant()
        for outcome in view.outcomes_of("side_effects"):
            cells = view.cells(course, outcome.name, year)
            for name in view.others:
                beyond = -cells[name].diff * outcome.direction > factor(outcome.name) * sizes[outcome.name]
                worse[name] += cells[name].clear and beyond
        by_count = {count: [name for name in worse if worse[name] == count] for count in sorted(set(worse.values()))}
        counts = [
            view.word("{count} under {mixes}", count=count, mixes=view.list_of(names))
            for count, names in reversed(by_count.items())
        ]
        return ", ".join(counts) or "–"

    note = [
        *view.interval_notes(),
    ]
    return view.texts(
        view.say(
            "Of {all} side effects, worse than under mix {base} by a size that matters in {year} – {message}",
            all=rows,
            base=view.base_code,
            year=year,
            message=by_course(view, tell),
        ),
        view.word(
            "Paired difference from mix {base}, each in its own unit; shaded side: worse. Burden and "
            "jobs come in parts and as a whole: counts are no score",
            base=view.base_code,
        ),
        " ".join(note),
    )
