"""The nine criteria side by side, each in its own unit; there is no composite."""

from __future__ import annotations

import re

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.intervals import codes_beside, dot, limits, number_axis, stripe
from experiments.report.layout import split, wrap
from experiments.report.page import WIDTH, Page, Texts, new_page
from experiments.report.style import BASE_COLOUR, BODY, HEAD, INK, SMALL, SOFT, only_bottom
from experiments.report.translation import N_
from experiments.studies.comparison.figures.messages import by_course, standing
from experiments.studies.comparison.figures.view import View
from model.outcomes import Outcome

NAME = "4_criteria"
_LEFT, _HEAD, _BOTTOM = 1.85, 0.24, 0.2
_MIX, _GAP, _CODE = 0.1, 0.2, 0.26
BRIEF = {
    "k1_channel_coverage": N_("coverage of channels"),
    "k2_coherence": N_("coherence"),
    "k3_level_playing_field": N_("level playing field"),
    "k4_involvement": N_("involvement"),
    "k5_remedy": N_("remedy"),
    "k6_insight": N_("insight"),
    "k7_leverage": N_("leverage"),
    "k8_trust": N_("trust"),
    "k9_measurability": N_("measurability"),
}
"""Criteria in a word or two, for the title."""
_NUMBERED = re.compile(r"k(\d+)_")


def draw(view: View) -> Figure:
    """Draw one row a criterion and one column a course, for the last year that figures report."""
    criteria = numbered(view)
    courses = list(view.courses)
    height = _MIX * (len(view.mixes) + 0.6)
    size = (WIDTH, _HEAD + _BOTTOM + len(criteria) * height + (len(criteria) - 1) * _GAP)
    page = new_page(size, _texts(view, criteria), list(view.mixes.values()))
    box = page.box.shrink(left=_LEFT, bottom=_BOTTOM, top=_HEAD, right=_CODE)
    boxes = split(box, [1] * len(courses), [1] * len(criteria), (0.25, _GAP))
    for row, outcome in enumerate(criteria):
        _label(page, view, outcome, (boxes[row][0].top + boxes[row][0].bottom) / 2)
        for place, course in enumerate(courses):
            axes = page.axes(boxes[row][place])
            _draw_panel(axes, view, course, outcome)
            if place == len(courses) - 1:
                codes_beside(axes, {row: mix.code for row, mix in enumerate(view.mixes.values())})
            if row == 0:
                axes.set_title(view.courses[course], size=BODY, weight="bold", loc="left")
    return page.figure


def numbered(view: View) -> list[Outcome]:
    """Return the outcomes that are the criteria themselves, by number."""
    found = [outcome for outcome in view.outcomes_of("criteria") if _NUMBERED.match(outcome.name)]
    return sorted(found, key=_number)


def _number(outcome: Outcome) -> int:
    match = _NUMBERED.match(outcome.name)
    return int(match.group(1)) if match else 0


def _label(page: Page, view: View, outcome: Outcome, y: float) -> None:
    lines = wrap(view.outcome_label(outcome.name), _LEFT - 0.35, BODY)
    page.write(page.box.left, y, str(_number(outcome)), size=HEAD, weight="bold", va="center", color=SOFT)
    text = "\n".join(lines)
    step = 0.065 * len(lines)
    page.write(page.box.left + 0.22, y + 0.065, text, size=BODY, va="center", color=INK, linespacing=1.1)
    page.write(page.box.left + 0.22, y - step - 0.01, view.unit(outcome.name), size=SMALL, va="center", color=SOFT)


def _draw_panel(axes: Axes, view: View, course: str, outcome: Outcome) -> None:
    year = view.report_years[-1]
    cells = view.cells(course, outcome.name, year)
    base = cells[view.tables.base]
    only_bottom(axes)
    axes.set_ylim(len(view.mixes) - 0.3, -0.8)
    axes.set_xlim(*_limits(view, outcome.name, year))
    stripe(axes, base.lo, base.hi)
    axes.axvline(base.mean, color=BASE_COLOUR, linewidth=0.9, linestyle="--", zorder=1)
    for row, (name, mix) in enumerate(view.mixes.items()):
        cell = cells[name]
        bounds = (base.mean + cell.diff_lo, base.mean + cell.diff_hi)
        filled = mix.is_base or cell.clear
        dot(axes, (cell.mean, row), bounds, mix, filled, big=False)
    axes.tick_params(axis="x", pad=1.5)
    number_axis(axes, view.language, 5)


def _limits(view: View, outcome: str, year: int) -> tuple[float, float]:
    """Return limits that hold the values under every course."""
    values: list[float] = []
    for course in view.courses:
        cells = view.cells(course, outcome, year)
        base = cells[view.tables.base]
        values += [base.lo, base.hi]
        for cell in cells.values():
            values += [cell.mean, base.mean + cell.diff_lo, base.mean + cell.diff_hi]
    return limits(values)


def _texts(view: View, criteria: list[Outcome]) -> Texts:
    year = view.report_years[-1]

    def tell(course: str) -> str:
        led: dict[str, list[str]] = {}
        for outcome in criteria:
            found = standing(view, course, outcome.name, year)
            if not found.rivals:
                led.setdefault(found.best, []).append(view.word(BRIEF.get(outcome.name, outcome.name)))
        clauses = [
            view.word("mix {mix} on {criteria}", mix=view.mixes[name].code, criteria=view.listed(led[name]))
            for name in sorted(led, key=lambda name: -len(led[name]))
        ]
        if not clauses:
            return view.word("no mix is clearly best on any")
        return ", ".join(clauses)

    return view.texts(
        view.say("Best mix by criterion, {year} – {message}", year=year, message=by_course(view, tell)),
        view.word("Each criterion of the advice in its own unit, higher is better; criteria are not added up"),
        view.word(
            "Bars: 90% interval of the paired difference from mix {base}, drawn from its mean (dashed); "
            "grey band: 90% interval of mix {base} itself, over {seeds} seeds. Filled: the interval "
            "leaves out 0. Best: so does that between the mix and each other one, over seeds alone; "
            "criteria that the title leaves out have no clear best.",
            base=view.base_code,
            seeds=view.seeds,
        ),
    )
