"""Side effects beside the size that matters: how much worse or better than the base, six on one axis."""

from __future__ import annotations

from collections.abc import Iterator

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from experiments.report.formatting import factor, lowered, number_in
from experiments.report.intervals import codes_beside, dot, heights_within
from experiments.report.layout import Box, wrap
from experiments.report.page import WIDTH, Texts, new_page
from experiments.report.style import BASE_COLOUR, BODY, FAINT, INK, SMALL, SOFT, only_bottom
from experiments.studies.common.relevance import least_relevant
from experiments.studies.comparison.figures.messages import by_course
from experiments.studies.comparison.figures.view import View
from model.outcomes import OUTCOMES

NAME = "5_side_effects"
SHOWN = (
    "burden_mean",
    "form_without_substance",
    "public_cost",
    "jobs_lost_dutch",
    "volume_relocated",
    "hiding_mean",
)
"""Side effects that are drawn: burden, conduct, treasury, and three in producing countries; all are in the summary."""
_LEFT, _HEAD, _FOOT, _GAP = 1.9, 0.24, 0.4, 0.25
_MIX, _ROOM, _CODE, _LEAST_ROW = 0.1, 0.14, 0.26, 0.34
_TICKS = (-100, -10, -1, 0, 1, 10, 100)


def draw(view: View) -> Figure:
    """Draw one row a side effect and one column a course, for the last year that figures report."""
    names, courses = shown(view), list(view.courses)
    row = _row(view)
    page = new_page((WIDTH, _HEAD + len(names) * row + _FOOT), _texts(view), [view.mixes[name] for name in view.others])
    top, bottom = page.box.top - _HEAD, page.box.top - _HEAD - len(names) * row
    panel = (WIDTH - _LEFT - _GAP * (len(courses) - 1) - _CODE) / len(courses)
    reach = _reach(view, names)
    for place, course in enumerate(courses):
        left = page.box.left + _LEFT + place * (panel + _GAP)
        axes = page.axes(Box(left, bottom, left + panel, top))
        _draw_panel(axes, view, course, names, reach)
        axes.set_title(view.courses[course], size=BODY, weight="bold", loc="left", pad=4)
    codes_beside(axes, {y: view.mixes[mix].code for row in range(len(names)) for y, mix in _heights(view, row)})
    for place, name in enumerate(names):
        y = top - (place + 0.5) * row
        lines = wrap(view.outcome_label(name), _LEFT - 0.15, BODY)
        one = view.word(
            "1 = {size} ({unit})", size=number_in(view.language, f"{size_of(name):g}"), unit=view.unit(name)
        )
        label = "\n".join(lines)
        page.write(page.box.left, y + 0.065, label, size=BODY, va="center", color=INK, linespacing=1.1)
        page.write(page.box.left, y - 0.02 - 0.065 * len(lines), one, size=SMALL, va="center", color=SOFT)
    return page.figure


def shown(view: View) -> list[str]:
    """Return the side effects that are drawn, of those that the study recorded."""
    recorded = [outcome.name for outcome in view.outcomes_of("side_effects") if outcome.direction]
    return [name for name in SHOWN if name in recorded] or recorded[: len(SHOWN)]


def size_of(name: str) -> float:
    """Return the least relevant size of an outcome, as it is told."""
    return factor(name) * least_relevant()[name]


def worse_by(view: View, course: str, name: str, mix: str) -> tuple[float, float, float, bool]:
    """Return how much worse than the base a mix is, and its interval, in least relevant sizes; and whether it is clear.

    What is better is below 0.
    """
    cell = view.cells(course, name, view.report_years[-1])[mix]
    scale = -OUTCOMES[name].direction / size_of(name)
    low, high = sorted((scale * cell.diff_lo, scale * cell.diff_hi))
    return scale * cell.diff, low, high, cell.clear


def _reach(view: View, names: list[str]) -> float:
    ends = [
        abs(end)
        for course in view.courses
        for name in names
        for mix in view.others
        for end in worse_by(view, course, name, mix)[:3]
        if end == end  # noqa: PLR0124 - NaN is not equal to itself
    ]
    return 1.3 * max([1.0, *ends])


def _row(view: View) -> float:
    """Return the height of a row in inches: two lines of text fit, and so do all mixes."""
    return max(_LEAST_ROW, _MIX * len(view.others) + _ROOM)


def _heights(view: View, row: int) -> Iterator[tuple[float, str]]:
    """Return the height of each mix within a row."""
    return heights_within(view.others, row, _MIX / _row(view))


def _draw_panel(axes: Axes, view: View, course: str, names: list[str], reach: float) -> None:
    only_bottom(axes)
    axes.set_xscale("symlog", linthresh=1.0)
    axes.set_xlim(-reach, reach)
    axes.set_ylim(len(names), 0)
    axes.axvspan(-1, 1, facecolor=FAINT, alpha=0.55, linewidth=0, zorder=0)
    axes.axvspan(1, reach, facecolor="none", edgecolor=FAINT, hatch="////", linewidth=0, zorder=0)
    axes.axvline(0, color=BASE_COLOUR, linewidth=0.9, linestyle="--", zorder=1)
    for row, name in enumerate(names):
        if row:
            axes.axhline(row, color=FAINT, linewidth=0.6, zorder=0)
        for y, mix in _heights(view, row):
            middle, low, high, clear = worse_by(view, course, name, mix)
            dot(axes, (middle, y), (low, high), view.mixes[mix], clear, big=False)
    axes.xaxis.set_major_locator(FixedLocator([each for each in _TICKS if abs(each) <= reach]))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: view.number(value, 0, signed=True)))
    axes.set_xlabel(view.word("← better    worse →"), size=SMALL)


def _texts(view: View) -> Texts:
    year = view.report_years[-1]

    def tell(course: str) -> str:
        found = [(worse_by(view, course, name, mix), name, mix) for name in shown(view) for mix in view.others]
        matter = [(each[0], name, mix) for each, name, mix in found if each[3] and each[0] > 1]
        if not matter:
            return view.word("none is clearly worse by a size that matters")
        ratio, name, mix = max(matter)
        free = [mix for mix in view.others if mix not in {each for _, _, each in matter}]
        text = view.word(
            "most on {outcome}, under mix {code} ({ratio} times the size that matters)",
            outcome=lowered(view.outcome_label(name)),
            code=view.mixes[mix].code,
            ratio=view.number(ratio, 0 if ratio > 10 else 1),  # noqa: PLR2004 - two digits
        )
        return text + (view.word("; none under {mixes}", mixes=view.list_of(free)) if free else "")

    return view.texts(
        view.say(
            "Side effects worse than under mix {base}, {year} – {message}",
            base=view.base_code,
            year=year,
            message=by_course(view, tell),
        ),
        view.word(
            "Paired difference from mix {base} in least relevant sizes, on a scale that narrows beyond 1; grey: too "
            "small to matter, hatched: worse",
            base=view.base_code,
        ),
        " ".join([*view.interval_notes(), view.word("Other side effects: see the summary.")]),
    )
