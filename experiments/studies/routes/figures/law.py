"""When European and Dutch law apply and how ambitious European law is, by route, for mixes with a Dutch bill or not."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.intervals import limits, number_axis
from experiments.report.layout import Box, wrap
from experiments.report.page import WIDTH, Page, chip_style, new_page
from experiments.report.stacked_bars import KEY_STEP, Part, draw_key, key_rows, share_axis, stack
from experiments.report.style import BODY, PALE, SMALL, SOFT, MixStyle, only_bottom
from experiments.report.translation import N_
from experiments.studies.common.standing import Standing
from experiments.studies.routes.figures.messages import standing, standing_clause
from experiments.studies.routes.figures.view import Group, RouteView

NAME = "1_law"
PANELS = {
    "european": N_("European law applies"),
    "dutch": N_("Dutch law applies"),
    "ambition": N_("Ambition of European law"),
    "staff": N_("Smallest staff in scope"),
}
BY = 2030
"""The title tells what applies by the end of this year."""
_START = 2022
_MOST_YEARS = 16
"""With more years beyond 2024 their labels are further apart."""
_GAP, _LEFT, _RIGHT = 0.62, 0.45, 0.12
_PANEL = (WIDTH - _LEFT - _RIGHT - _GAP) / 2
_HEAD, _FOOT = 0.26, 0.42
_LEAST_HEIGHT, _ROUTE = 1.2, 0.28
_STAFF = ("#0B3C6F", "#2F76B5", "#7FB2DC", "#C6DEF1", "#E4EFF8", "#F1F6FB")
"""From the widest scope to the narrowest."""
_NO_LAW = "none"
_THICK, _THIN = 3.6, 1.2
_LINE, _WIDER = 1.2, 1.6


def draw(view: RouteView) -> Figure:
    """Draw when each law applies, ambition, and smallest staff in scope; of mixes with a Dutch bill if any."""
    group = view.groups[-1]
    kinds = ["european", *(["dutch"] if group.bill else []), "ambition", "staff"]
    height = max(_LEAST_HEIGHT, _ROUTE * len(view.routes) + 0.2)
    step = _HEAD + height + _FOOT
    parts = staff_parts(view, group)
    keys = key_rows(list(parts.values()), _PANEL + _GAP)
    rows = math.ceil(len(kinds) / 2)
    texts = view.texts(
        title(view),
        view.word(
            "When European and Dutch law apply, and what European law says when it is adopted, by route. {group}",
            group=view.group_label(group),
        ),
        view.word(
            "Ambition: each tick a future in which the law came, thick line the middle half, thin line "
            "the middle nine tenths, marker the mean. Scope: the general threshold at adoption, in "
            "staff. Clearly: by the 90% interval of the paired difference, and for shares by a sign test "
            "over futures, 5% on one side."
        ),
    )
    page = new_page((WIDTH, rows * step + len(keys) * KEY_STEP), texts, list(view.routes.values()))
    for place, kind in enumerate(kinds):
        left = page.box.left + _LEFT + place % 2 * (_PANEL + _GAP)
        top = page.box.top - place // 2 * step - _HEAD
        _draw_panel(page, Box(left, top - height, left + _PANEL, top), view, group, kind, parts)
    place = len(kinds) - 1
    left = page.box.left + _LEFT + place % 2 * (_PANEL + _GAP) - _GAP / 2
    draw_key(page, (left, page.box.bottom + len(keys) * KEY_STEP), keys)
    return page.figure


def _draw_panel(page: Page, box: Box, view: RouteView, group: Group, kind: str, parts: dict[str, Part]) -> None:
    axes = page.axes(box)
    axes.set_title(view.word(PANELS[kind]), size=BODY, weight="bold", loc="left")
    if kind == "ambition":
        _draw_ambition(axes, view, group)
    elif kind == "staff":
        _draw_staff(axes, view, group, parts)
    else:
        _draw_curves(axes, view, group, "application" if kind == "european" else "dutch_application")


def clear_lead(found: Standing, count: int) -> bool:
    """Tell whether the highest of so many routes is clearly above at least one other."""
    return found.known and len(found.rivals) < count - 1


def applied(dates: pd.Series, moments: np.ndarray) -> np.ndarray:
    """Return the share of futures (0-1) in which what has these dates has come by each moment; NaN never comes."""
    return np.array([float((dates <= moment).mean()) for moment in moments])


def _draw_curves(axes: Axes, view: RouteView, group: Group, fact: str) -> None:
    end = view.design.end_year
    moments = np.arange(_START, end, 0.25)
    dates = view.by_route(group, fact)
    for place, (route, style) in enumerate(view.routes.items()):
        came = applied(dates[route], moments)
        # routes may coincide: those drawn first are wider, so that each can be seen
        axes.plot(
            [*moments, end],
            [100 * share for share in (*came, came[-1])],
            drawstyle="steps-post",
            color=style.colour,
            linestyle=style.line,
            linewidth=_LINE + _WIDER * (1 - place / max(1, len(view.routes) - 1)),
            marker=style.marker,
            markersize=4,
            markevery=[5 + 4 * place % 16, 21 + 4 * place % 16, 37 + 4 * place % 16],
            zorder=3,
        )
    come = (dates < BY + 1).astype(float)
    if len(view.routes) > 1 and not clear_lead(standing(come, yes_or_no=True), len(view.routes)):
        text = view.word("no clear difference between routes by {year}", year=BY)
        text = "\n".join(wrap(text, _PANEL / 2, SMALL))
        axes.text(0.98, 0.06, text, transform=axes.transAxes, size=SMALL, ha="right", va="bottom", color=SOFT)
    axes.set_xlim(_START, end)
    axes.set_ylim(-2, 102)
    axes.set_xticks(range(2024, int(end), 4 * math.ceil((end - 2024) / _MOST_YEARS)))
    number_axis(axes, view.language, 4, vertical=True)
    axes.grid(axis="y")
    axes.set_ylabel(view.word("% of futures"), labelpad=1)
    axes.set_xlabel(view.word("beginning of year"))


def _rows(axes: Axes, styles: list[MixStyle]) -> None:
    """Put the chips of routes at the left of rows."""
    for row, style in enumerate(styles):
        place = (-0.075, row)
        axes.text(
            *place, style.code, transform=axes.get_yaxis_transform(), ha="center", va="center", **chip_style(style)
        )


def _draw_ambition(axes: Axes, view: RouteView, group: Group) -> None:
    every = view.by_route(group, "ambition").to_numpy().ravel()
    axes.set_xlim(*limits([float(value) for value in every], room=0.05))
    axes.set_ylim(len(view.routes) - 0.4, -0.6)
    only_bottom(axes)
    for row, (route, style) in enumerate(view.routes.items()):
        known = view.by_route(group, "ambition")[route].dropna().to_numpy(dtype=float)
        if len(known) == 0:
            continue
        low, early, late, high = np.quantile(known, (0.05, 0.25, 0.75, 0.95))
        ticks: dict[str, Any] = {
            "marker": "|",
            "markersize": 5,
            "linestyle": "none",
            "alpha": 0.5,
            "markeredgewidth": 0.7,
        }
        axes.plot(known, np.full(len(known), row + 0.3), color=style.colour, **ticks)
        axes.plot([low, high], [row, row], color=style.colour, linewidth=_THIN, solid_capstyle="butt")
        axes.plot([early, late], [row, row], color=style.colour, linewidth=_THICK, solid_capstyle="butt")
        axes.plot(
            [known.mean()], [row], style.marker, color=style.colour, markeredgecolor="white", markersize=7, zorder=4
        )
    number_axis(axes, view.language, 4)
    axes.set_xlabel(view.word("0–1, mean over its text"))
    _rows(axes, list(view.routes.values()))


def staff_parts(view: RouteView, group: Group) -> dict[str, Part]:
    """Return the pieces of the bars of scope: each threshold that came, the widest scope first, then no law."""
    values = {
        float(value)
        for value in view.by_route(group, "employees_min").to_numpy(dtype=float).ravel()
        if np.isfinite(value)
    }
    parts = {}
    for place, value in enumerate(sorted(values)):
        label = view.word("from {staff}", staff=view.number(value, 0))
        parts[str(value)] = Part(label, _STAFF[min(place, len(_STAFF) - 1)])
    if view.by_route(group, "employees_min").isna().to_numpy().any():
        parts[_NO_LAW] = Part(view.word("no law before {end}", end=int(view.design.end_year)), PALE, hatched=True)
    return parts


def _draw_staff(axes: Axes, view: RouteView, group: Group, parts: dict[str, Part]) -> None:
    values = view.by_route(group, "employees_min")
    for row, route in enumerate(view.routes):
        named = values[route].map(lambda value: str(value) if np.isfinite(value) else _NO_LAW)
        shares = {str(name): float(share) for name, share in named.value_counts(normalize=True).items()}
        stack(axes, row, shares, parts, _PANEL)
    share_axis(axes, len(view.routes))
    axes.set_xlabel(view.word("% of futures"))
    _rows(axes, list(view.routes.values()))


def title(view: RouteView) -> str:
    """Return when the laws apply and how ambitious European law is, for mixes with a Dutch bill where there are any."""
    group = view.groups[-1]
    text = view.word(
        "{where}European law applies by the end of {year} in {share} of futures{clear}",
        where=view.word(N_("With a Dutch bill, ") if group.bill else N_("Without a Dutch bill, "))
        if len(view.groups) > 1
        else "",
        year=BY,
        **_by_end(view, group, "application"),
    )
    if group.bill:
        text += view.word("; a Dutch law in {share}{clear}", **_by_end(view, group, "dutch_application"))
    ambition = view.by_route(group, "ambition")
    if ambition.isna().to_numpy().all():
        return text + view.word("; no European law before {end}", end=int(view.design.end_year))
    shared = ambition.dropna()
    means = [float(value) for value in (shared if len(shared) else ambition).mean()]
    return text + view.word(
        "; ambition of the European law {values}{clear}",
        values=view.span(means, 2),
        clear=standing_clause(view, ambition),
    )


def _by_end(view: RouteView, group: Group, fact: str) -> dict[str, str]:
    """Return the share of futures in which a law applies by the end of `BY`, lowest to highest route, and how clear."""
    dates = view.by_route(group, fact)
    come = (dates < BY + 1).astype(float)
    span = view.span([100 * float(share) for share in come.mean()], 0)
    return {"share": f"{span}%", "clear": standing_clause(view, come, yes_or_no=True)}
