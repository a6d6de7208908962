"""Which route gives the best outcome, in which share of futures, by mixes with a Dutch bill or without."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.formatting import lowered, quoted
from experiments.report.layout import Box, wrap
from experiments.report.outcome_facts import KEY_OUTCOMES
from experiments.report.page import WIDTH, new_page
from experiments.report.stacked_bars import KEY_STEP, Part, draw_key, key_rows, share_axis, stack
from experiments.report.style import FAINT, INK, PALE, SMALL, SOFT
from experiments.studies.routes.figures.messages import standing
from experiments.studies.routes.figures.view import Group, RouteView
from model.outcomes import OUTCOMES

NAME = "4_winners"
SHARED, EQUAL = "shared", "equal"
_LEFT, _RIGHT = 2.3, 0.1
_ROW, _BETWEEN, _FOOT, _GROUP = 0.2, 0.1, 0.36, 0.45


def draw(view: RouteView) -> Figure:
    """Draw for each outcome a bar a group of mixes: those with a Dutch bill, and those without."""
    parts = {route: Part(f"{style.code}  {style.label}", style.colour) for route, style in view.routes.items()}
    parts |= {
        SHARED: Part(view.word("several tie for best"), FAINT),
        EQUAL: Part(view.word("all routes equal"), PALE, hatched=True),
    }
    keys = key_rows(list(parts.values()), WIDTH)
    block = len(view.groups) * _ROW
    size = (WIDTH, len(keys) * KEY_STEP + 0.1 + len(KEY_OUTCOMES) * (block + _BETWEEN) + _FOOT)
    texts = view.texts(
        title(view),
        view.word(
            "Share of futures in which a route gives the best outcome, however small the difference, mean over the "
            "mixes named"
        ),
        view.word(
            "Clearly: under every mix named, by a sign test over futures, 5% on one side. Which political fact decides "
            "is in the table of conditions."
        ),
        view.mixes_note(),
    )
    page = new_page(size, texts)
    draw_key(page, (page.box.left, page.box.top), keys)
    top = page.box.top - len(keys) * KEY_STEP - 0.1
    left = page.box.left + _LEFT
    for place, name in enumerate(KEY_OUTCOMES):
        lines = wrap(view.outcome_label(name), _LEFT - _GROUP - 0.35, SMALL)
        style = {"size": SMALL, "color": INK, "va": "center", "linespacing": 1.1}
        page.write(page.box.left, top - block / 2, "\n".join(lines), **style)
        axes = page.axes(Box(left, top - block, page.box.right - _RIGHT, top))
        _draw_bars(axes, view, name, parts, last=place == len(KEY_OUTCOMES) - 1)
        top -= block + _BETWEEN
    return page.figure


def _draw_bars(axes: Axes, view: RouteView, name: str, parts: Mapping[str, Part], last: bool) -> None:
    for row, group in enumerate(view.groups):
        shares = mean_shares(view, name, group)
        if shares:
            stack(axes, row, shares, parts, WIDTH - _LEFT - _RIGHT)
        else:
            axes.text(50, row, view.word("no run to show"), size=SMALL, color=SOFT, ha="center", va="center")
    share_axis(axes, len(view.groups))
    axes.set_ylim(len(view.groups) - 0.5, -0.5)
    named = [", ".join(view.mixes[mix] for mix in group.mixes) for group in view.groups]
    axes.set_yticks(range(len(view.groups)), named, size=SMALL, color=INK, weight="bold")
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelbottom=last, length=3 if last else 0)
    axes.spines["bottom"].set_visible(last)
    if last:
        axes.set_xlabel(view.word("% of futures"))


def mean_shares(view: RouteView, name: str, group: Group) -> dict[str, float]:
    """Return the shares of `winner_shares` as their mean over the mixes of a group that have runs."""
    every = [winner_shares(view.outcome(name, mix), OUTCOMES[name].direction) for mix in group.mixes]
    known = [shares for shares in every if shares]
    return {part: float(np.mean([shares[part] for shares in known])) for part in known[0]} if known else {}


def winners(values: pd.DataFrame, direction: int) -> pd.DataFrame:
    """Return for each future (rows) and route (columns) whether the route is among the best.

    Args:
        values: futures x routes.
        direction: 1 when more is better, -1 when less is.
    """
    gains = values * direction
    return gains.eq(gains.max(axis=1), axis=0)


def winner_shares(values: pd.DataFrame, direction: int) -> dict[str, float]:
    """Return the share of futures in which each route is best alone, several are best, or all are equal."""
    if values.empty:
        return {}
    best = winners(values, direction)
    count = best.sum(axis=1)
    equal = float((count == len(values.columns)).mean())
    shares = {str(route): float((best[route] & (count == 1)).mean()) for route in values.columns}
    return shares | {SHARED: float((count > 1).mean()) - equal, EQUAL: equal}


def clear_winner(values: pd.DataFrame, direction: int) -> str | None:
    """Return the route that is best alone clearly more often than each other; None when there is none."""
    best = winners(values, direction)
    alone = best.astype(float).where(best.sum(axis=1) == 1, 0.0)
    found = standing(alone, yes_or_no=True)
    return found.best if found.known and not found.rivals else None


def group_winner(view: RouteView, name: str, group: Group) -> str | None:
    """Return the route that is clearly most often best alone under every mix of a group; None when there is none."""
    every = {mix: view.outcome(name, mix) for mix in group.mixes}
    found = {clear_winner(values, OUTCOMES[name].direction) for values in every.values() if not values.empty}
    return found.pop() if len(found) == 1 else None


def title(view: RouteView) -> str:
    """Return for each group of mixes on which outcomes a route is clearly most often best."""
    told = []
    for group in view.groups:
        best: dict[str, list[str]] = {}
        for name in KEY_OUTCOMES:
            route = group_winner(view, name, group)
            if route is not None:
                best.setdefault(route, []).append(view.outcome_label(name))
        clauses = [
            view.word(
                "{route} on {outcomes}", route=style.code, outcomes=view.listed([quoted(each) for each in best[route]])
            )
            for route, style in view.routes.items()
            if route in best
        ]
        clauses = clauses or [view.word("no clear difference between routes")]
        told.append(f"{lowered(view.group_label(group))} – {', '.join(clauses)}")
    return view.word(
        "Route that is clearly most often best in {year}: {groups}",
        year=view.year,
        groups="; ".join(told),
    )
